"""Lists records, a page at a time: each that stays is seen exactly once, whatever is written meanwhile."""

import base64
import binascii
from dataclasses import dataclass

from sqlalchemy import Connection, select

from api.actions.discretion import as_seen
from api.permissions import Caller
from api.records.collections import AN_ID, Collection
from api.service import Service
from api.store.audit import Deed, entries_of, leave_entries
from api.store.kept import kept_rows
from api.store.rows import KeptRecord
from api.store.schema import table
from matcher.domain.errors import InvalidInput, Problem

USUAL, MOST = 50, 200


@dataclass(frozen=True, slots=True)
class Page:
    """Some records in the order of their ids, and where the next page begins; None = this is the last."""

    records: tuple[KeptRecord, ...]
    next_cursor: str | None

    @property
    def json(self) -> bytes:
        """The page as it is sent."""
        return b"[" + b",".join(one.json for one in self.records) + b"]"


def page(
    service: Service, caller: Caller, collection: Collection, limit: int, cursor: str | None, external_ref: str | None
) -> Page:
    """The next `limit` records after the cursor, all or those with this `system:id`. Raises InvalidInput.

    Where they are about young people, each is noted as read before it is shown.
    """
    after = "" if cursor is None else after_cursor(cursor)
    opened = service.store.writing() if collection.of_people else service.store.reading()
    with opened as connection:
        rows = _rows(connection, caller.authority, collection, after, limit + 1, external_ref)
        shown = rows[:limit]
        leave_entries(connection, caller, service.clock(), entries_of(Deed.LIST, collection, shown))
    more = len(rows) > limit
    seen = tuple(as_seen(caller, collection, one) for one in shown)
    return Page(seen, cursor_of(shown[-1].id) if more else None)


def _rows(
    connection: Connection, authority: str, collection: Collection, after: str, most: int, external_ref: str | None
) -> list[KeptRecord]:
    column = table(collection.name).c.id
    where = [column > after]
    if external_ref is not None:
        system, _, outside = external_ref.partition(":")
        refs = table("external_ref").c
        known = select(refs.record_id).where(
            refs.authority == authority,
            refs.collection == collection.name,
            refs.system == system,
            refs.outside_id == outside,
        )
        where.append(column.in_(known))
    return kept_rows(connection, authority, collection, where, most)


def cursor_of(id_: str) -> str:
    """Where a page that follows this record begins."""
    return base64.urlsafe_b64encode(id_.encode()).decode().rstrip("=")


def after_cursor(cursor: str) -> str:
    """The id of the record that the page follows. Raises InvalidInput."""
    try:
        after = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        after = ""
    if not AN_ID.fullmatch(after):
        raise bad_cursor()
    return after


def bad_cursor() -> InvalidInput:
    """A cursor that is none of ours."""
    mend = "Follow the address in the Link header as it is, or begin without a cursor."
    return InvalidInput("the cursor cannot be read", (Problem("/query/cursor", "This is no cursor of ours.", mend),))
