"""Records as they are kept, by id or in the order of their ids."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, select

from api.records.collections import Collection
from api.store.rows import KeptRecord
from api.store.schema import table

AT_A_TIME = 5000
"""Ids in one query: fewer than either database's limit of parameters."""


def kept_rows(
    connection: Connection,
    authority: str,
    collection: Collection,
    where: Iterable[ColumnElement[bool]] = (),
    most: int | None = None,
) -> list[KeptRecord]:
    """The records of this authority for which all of `where` is so, the first `most` in the order of their ids."""
    rows = table(collection.name).c
    query = select(rows.id, rows.version, rows.document, rows.beside).where(rows.authority == authority, *where)
    return [KeptRecord(*row) for row in connection.execute(query.order_by(rows.id).limit(most))]


def kept_in(
    connection: Connection, authority: str, collection: Collection, ids: Iterable[str]
) -> dict[str, KeptRecord]:
    """Those of these records that this authority keeps, by id."""
    column = table(collection.name).c.id
    runs = in_runs(sorted(set(ids)))
    return {one.id: one for some in runs for one in kept_rows(connection, authority, collection, [column.in_(some)])}


def in_runs(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids, a query's worth at a time."""
    for first in range(0, len(ids), AT_A_TIME):
        yield ids[first : first + AT_A_TIME]
