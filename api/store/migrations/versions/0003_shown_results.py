"""Answers as they were shown, and what they were made from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "sealed_snapshot",
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), primary_key=True),
        sa.Column("hash", ID, primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "sealed_policy",
        sa.Column("hash", ID, primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "shown_result",
        sa.Column("number", COUNTER, primary_key=True),
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), nullable=False),
        sa.Column("request_id", ID, nullable=False),
        sa.Column("result_id", ID, nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        sa.Column("shown_to", ID, nullable=False),
        sa.Column("as_of", MOMENT, nullable=False),
        sa.Column("snapshot_hash", ID, nullable=False),
        sa.Column("policy_hash", ID, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_index("shown_results_of_request", "shown_result", ["authority", "request_id", "number"])


def downgrade() -> None:
    """Back."""
    for table in ("shown_result", "sealed_policy", "sealed_snapshot"):
        op.drop_table(table)
