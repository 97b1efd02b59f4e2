"""The national postcode file."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "postcode",
        sa.Column("postcode", ID, primary_key=True),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("postcode")
