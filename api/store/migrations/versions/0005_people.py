"""People who sign in: accounts, links and sessions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
SHORT = sa.String(200)
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _of_authority() -> sa.Column[str]:
    return sa.Column("authority", ID, sa.ForeignKey("authority_store.id"), nullable=False)


def _entrant() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", ID, primary_key=True),
        sa.Column("secret_hash", ID, nullable=False),
        _of_authority(),
        sa.Column("user_id", ID, sa.ForeignKey("user_account.id"), nullable=True),
        sa.Column("name", SHORT, nullable=False),
        sa.Column("role", ID, nullable=False),
        sa.Column("setting_id", ID, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    ]


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "user_account",
        sa.Column("id", ID, primary_key=True),
        _of_authority(),
        sa.Column("name", SHORT, nullable=False),
        sa.Column("role", ID, nullable=False),
        sa.Column("setting_id", ID, nullable=True),
        sa.Column("password_hash", SHORT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("wrong_tries", COUNTER, nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
    )
    op.create_table("sign_in_link", *_entrant(), sa.Column("used_at", MOMENT, nullable=True))
    op.create_table(
        "person_session",
        *_entrant(),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
    )


def downgrade() -> None:
    """Back."""
    for name in ("person_session", "sign_in_link", "user_account"):
        op.drop_table(name)
