"""Writes a list of the record as CSV, in the form in which it is imported."""

from api.actions.discretion import as_seen
from api.exchange.lists import list_kind, write_list
from api.permissions import Caller, Permission, to_read
from api.records.collections import Collection
from api.service import Service
from api.store.audit import Deed, Entry, entries_of, leave_entries
from api.store.kept import kept_rows
from api.store.rows import KeptRecord, record_of


def export_list(service: Service, caller: Caller, list_name: str) -> bytes:
    """The whole list. Every young person's record in it is noted as exported. Raises InvalidInput, NotPermitted."""
    kind = list_kind(list_name)
    caller.require(Permission.EXPORT_LISTS)
    caller.require(to_read(kind.collection))
    with service.store.writing() as connection:
        kept = kept_rows(connection, caller.authority, kind.collection)
        leave_entries(connection, caller, service.clock(), _entries(kind.collection, kept))
    return write_list(kind.name, [record_of(kind.collection, as_seen(caller, kind.collection, one)) for one in kept])


def _entries(collection: Collection, kept: list[KeptRecord]) -> list[Entry]:
    """One for the list, and one for each young person whom a record of it is about."""
    whole = Entry(deed=Deed.EXPORT, collection=collection.name, record_id="-")
    return [whole, *entries_of(Deed.EXPORT, collection, kept)]
