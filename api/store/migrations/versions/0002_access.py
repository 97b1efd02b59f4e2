"""Who may enter, and what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "access_token",
        sa.Column("id", ID, primary_key=True),
        sa.Column("secret_hash", ID, nullable=False),
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", ID, nullable=False),
        sa.Column("permissions", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
    )
    op.create_table(
        "audit_entry",
        sa.Column("number", COUNTER, primary_key=True),
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, ID, nullable=False) for name in ("actor", "role", "action", "collection", "record_id")),
        sa.Column("young_person_id", ID, nullable=True),
        sa.Column("reference", ID, nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
    )
    op.create_index("audit_of_person", "audit_entry", ["authority", "young_person_id"])
    op.create_index("audit_of_record", "audit_entry", ["authority", "collection", "record_id"])


def downgrade() -> None:
    """Back."""
    op.drop_table("audit_entry")
    op.drop_table("access_token")
