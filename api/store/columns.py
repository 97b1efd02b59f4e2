"""Column types that mean the same in SQLite and in PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

# "C": ids are in the order of their bytes in both databases, whatever language the machine speaks.
ID = String(64).with_variant(String(64, collation="C"), "postgresql")
SHORT = String(200)
JSON_TEXT = Text()
"""A JSON document, kept as the text that was validated: one code path, and `document::jsonb` reads it in SQL."""

COUNTER = BigInteger().with_variant(Integer(), "sqlite")
"""Counts up by itself as a primary key; SQLite does so for its own integers only."""


class Moment(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. SQLite has no time zones of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way in."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)
