"""Lists records, a page at a time: each that stays is seen exactly once, whatever is written meanwhile."""

import base64
import binascii
import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from api.actions.discretion import as_seen
from api.permissions import Caller
from api.records.collections import Collection
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.rows import KeptRecord
from api.store.schema import table
from matcher.domain.errors import InvalidInput, Problem

USUAL, MOST = 50, 200
AN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


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
    after = _after(cursor)
    opened = service.store.writing() if collection.of_a_person else service.store.reading()
    with opened as connection:
        rows = _rows(connection, caller.authority, collection, after, limit + 1, external_ref)
        shown = rows[:limit]
        if collection.of_a_person:
            leave_entries(connection, caller, service.clock(), [_read(collection, one) for one in shown])
    more = len(rows) > limit
    seen = tuple(as_seen(caller, collection, one) for one in shown)
    return Page(seen, _cursor(shown[-1].id) if more else None)


def _rows(
    connection: Connection, authority: str, collection: Collection, after: str, most: int, external_ref: str | None
) -> list[KeptRecord]:
    rows = table(collection.name).c
    query = select(rows.id, rows.version, rows.document, rows.beside).where(
        rows.authority == authority, rows.id > after
    )
    if external_ref is not None:
        system, _, outside = external_ref.partition(":")
        refs = table("external_ref").c
        known = select(refs.record_id).where(
            refs.authority == authority,
            refs.collection == collection.name,
            refs.system == system,
            refs.outside_id == outside,
        )
        query = query.where(rows.id.in_(known))
    return [KeptRecord(*row) for row in connection.execute(query.order_by(rows.id).limit(most))]


def _read(collection: Collection, kept: KeptRecord) -> Entry:
    whose = kept.fields.get(collection.of_a_person or "")
    return Entry(deed=Deed.LIST, collection=collection.name, record_id=kept.id, young_person_id=whose)


def _cursor(id_: str) -> str:
    return base64.urlsafe_b64encode(id_.encode()).decode().rstrip("=")


def _after(cursor: str | None) -> str:
    if cursor is None:
        return ""
    try:
        after = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        after = ""
    if AN_ID.fullmatch(after):
        return after
    mend = "Follow the address in the Link header as it is, or begin without a cursor."
    raise InvalidInput("the cursor cannot be read", (Problem("/query/cursor", "This is no cursor of ours.", mend),))
