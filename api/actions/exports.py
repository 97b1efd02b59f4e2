"""Writes a list of the record as CSV, in the form in which it is imported."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from api.actions.discretion import as_seen
from api.exchange.lists import list_kind, write_list
from api.permissions import Caller, Permission, to_read
from api.records.collections import Collection
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.rows import KeptRecord, record_of
from api.store.schema import table


def export_list(service: Service, caller: Caller, list_name: str) -> bytes:
    """The whole list. Every young person's record in it is noted as exported. Raises InvalidInput, NotPermitted."""
    kind = list_kind(list_name)
    caller.require(Permission.EXPORT_LISTS)
    caller.require(to_read(kind.collection))
    with service.store.writing() as connection:
        kept = list(_kept(connection, caller.authority, kind.collection))
        leave_entries(connection, caller, service.clock(), _entries(kind.collection, kept))
    return write_list(kind.name, [record_of(kind.collection, as_seen(caller, kind.collection, one)) for one in kept])


def _kept(connection: Connection, authority: str, collection: Collection) -> Iterator[KeptRecord]:
    rows = table(collection.name).c
    query = select(rows.id, rows.version, rows.document, rows.beside).where(rows.authority == authority)
    for row in connection.execute(query.order_by(rows.id)):
        yield KeptRecord(*row)


def _entries(collection: Collection, kept: list[KeptRecord]) -> list[Entry]:
    """One for the list, and one for each record that is about a young person."""
    whole = Entry(deed=Deed.EXPORT, collection=collection.name, record_id="-")
    whose = collection.of_a_person
    if whose is None:
        return [whole]
    each = (
        Entry(deed=Deed.EXPORT, collection=collection.name, record_id=one.id, young_person_id=one.fields.get(whose))
        for one in kept
    )
    return [whole, *each]
