"""Slow work that was asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "job",
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("kind", ID, nullable=False),
        sa.Column("state", ID, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("as_of", MOMENT, nullable=False),
        sa.Column("snapshot_hash", ID, nullable=False),
        sa.Column("policy_hash", ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("alive_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("attempts", COUNTER, nullable=False),
        sa.Column("submission", ID, nullable=True),
        sa.Column("stopping", sa.Boolean(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
    )
    op.create_index("jobs_by_age", "job", ["authority", "kind", "made_at"])
    op.create_index("jobs_by_state", "job", ["state", "made_at"])


def downgrade() -> None:
    """Back."""
    op.drop_table("job")
