"""Forecasts as they were served."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "served_forecast",
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), primary_key=True),
        sa.Column("setting_id", ID, primary_key=True),
        sa.Column("pool", ID, primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("nights", sa.Integer(), primary_key=True),
        sa.Column("served_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot_hash", ID, nullable=False),
        sa.Column("policy_hash", ID, nullable=False),
        sa.Column("history_hash", ID, nullable=False),
        sa.Column("engine_version", ID, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=True),
    )
    op.create_index("served_forecasts_by_day", "served_forecast", ["authority", "day"])


def downgrade() -> None:
    """Back."""
    op.drop_table("served_forecast")
