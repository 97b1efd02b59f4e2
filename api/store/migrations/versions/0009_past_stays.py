"""Past stays, without names."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "past_stay",
        sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("who", ID, nullable=False),
        sa.Column("setting_id", sa.String(200), nullable=False),
        sa.Column("place_id", ID, nullable=True),
        sa.Column("kind", ID, nullable=True),
        sa.Column("ofsted_number", ID, nullable=True),
        sa.Column("first_night", sa.Date(), nullable=False),
        sa.Column("leaving", sa.Date(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("past_stay")
