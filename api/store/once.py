"""Adds a row that somebody else may be adding at this very moment: the first stays, or the last."""

from types import ModuleType
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from api.store.schema import table


def keep_once(connection: Connection, name: str, row: dict[str, Any]) -> None:
    """Add this row to this table, unless one with its key is there, or gets there first."""
    connection.execute(_dialect(connection).insert(table(name)).on_conflict_do_nothing(), [row])


def keep_last(connection: Connection, name: str, row: dict[str, Any]) -> None:
    """Add this row to this table, in place of the one with its key."""
    rows = table(name)
    key = [column.name for column in rows.primary_key]
    others = {name: value for name, value in row.items() if name not in key}
    connection.execute(
        _dialect(connection).insert(rows).values(row).on_conflict_do_update(index_elements=key, set_=others)
    )


def _dialect(connection: Connection) -> ModuleType:
    return postgresql if connection.dialect.name == "postgresql" else sqlite
