"""The past stays behind slow work that forecasts."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "sealed_history",
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), primary_key=True),
        sa.Column("hash", ID, primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.add_column("job", sa.Column("history_hash", ID, nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("job", "history_hash")
    op.drop_table("sealed_history")
