"""Adds a row that somebody else may be adding at this very moment."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from api.store.schema import table


def keep_once(connection: Connection, name: str, row: dict[str, Any]) -> None:
    """Add this row to this table, unless one with its key is there, or gets there first."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table(name)).on_conflict_do_nothing(), [row])
