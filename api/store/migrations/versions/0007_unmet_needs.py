"""Requests that nothing fitted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "unmet_need",
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), primary_key=True),
        sa.Column("request_id", ID, primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("young_person_id", ID, nullable=False),
        sa.Column("age_band", ID, nullable=False),
        sa.Column("best_score", sa.Float(), nullable=True),
        sa.Column("snapshot_hash", ID, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
    )
    op.create_index("unmet_needs_by_day", "unmet_need", ["authority", "day"])


def downgrade() -> None:
    """Back."""
    op.drop_table("unmet_need")
