"""Changes to an authority's record. One transaction holds the authority's row, its changes and their audit."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from api.permissions import Caller
from api.records.collections import Collection
from api.store.audit import Deed, Entry, leave_entries
from api.store.engine import Store
from api.store.kept import in_runs, kept_in
from api.store.planned_ends import keep_planned_ends
from api.store.read import authority_row
from api.store.rows import KeptRecord, beside_of, columns_of, document_of, people_named
from api.store.schema import table
from matcher.domain.errors import MatcherError
from matcher.domain.values import london_day

REGISTERS = frozenset({"workers", "separations"})


class RefTaken(MatcherError):
    """Another record of the same kind has this id in that system."""

    code = "external_ref_taken"
    remedy = "Correct the id in external_refs, or take it from the other record first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What saving did to one record. `fields`: the names of those that changed."""

    id: str
    deed: Deed | None
    """Create or change; None where it was so already."""
    fields: tuple[str, ...]
    kept: KeptRecord


class Writing:
    """An authority's record while it is being changed. Nobody else changes it meanwhile."""

    def __init__(self, connection: Connection, caller: Caller, at: datetime) -> None:
        self.connection, self.caller, self.at = connection, caller, at
        owner = table("authority_store")
        connection.execute(select(owner.c.id).where(owner.c.id == caller.authority).with_for_update())
        row = authority_row(connection, caller.authority)
        self.version: int = row.version + 1
        """The version that this change makes."""
        self.demonstration_at: str | None = row.demonstration_at
        self.registers = set(json.loads(row.registers))
        self._entries: list[Entry] = []
        self._changed = False

    @property
    def today(self) -> date:
        """The London day on which it is made; in a demonstration, its own."""
        return london_day(datetime.fromisoformat(self.demonstration_at) if self.demonstration_at else self.at)

    @property
    def has_changed(self) -> bool:
        """Whether anything was changed so far."""
        return self._changed

    def kept(self, collection: Collection, ids: Iterable[str]) -> dict[str, KeptRecord]:
        """Those of these records that there are, by id."""
        return kept_in(self.connection, self.caller.authority, collection, ids)

    def save(self, collection: Collection, records: Sequence[Any]) -> list[Change]:
        """Create these records, or change them to this. Each id once. Raises RefTaken."""
        before = self.kept(collection, map(collection.id_of, records))
        changes = [self._change(collection, record, before.get(collection.id_of(record))) for record in records]
        made = [(record, one) for record, one in zip(records, changes, strict=True) if one.deed]
        self._insert(collection, [pair for pair in made if pair[1].deed is Deed.CREATE])
        self._update(collection, [pair for pair in made if pair[1].deed is Deed.CHANGE])
        self._look_ups(collection, made)
        if collection.name == "placements":
            keep_planned_ends(self.connection, self.caller.authority, [record for record, _ in made], self.today)
        for record, one in made:
            earlier = before.get(one.id)
            self.note(collection, one.id, record, one.deed, one.fields, earlier)
        self._changed = self._changed or bool(made)
        if made:
            self.record_register(collection.name)
        return changes

    def remove(self, collection: Collection, kept: KeptRecord, record: object) -> None:
        """Delete one record; the audit keeps what it was."""
        rows = table(collection.name)
        here = (rows.c.authority == self.caller.authority, rows.c.id == kept.id)
        self.connection.execute(delete(rows).where(*here))
        self._forget(collection, [kept.id])
        self.note(collection, kept.id, record, Deed.DELETE, (), kept)
        self._changed = True

    def has_learnt(self) -> None:
        """Something beside the records has changed: what is made from the authority's part of the store is made anew."""
        self._changed = True

    def record_register(self, name: str) -> None:
        """From now on this register is recorded, even while it is empty."""
        if name in REGISTERS and name not in self.registers:
            self.registers.add(name)
            self._changed = True

    def note(
        self,
        collection: Collection,
        record_id: str,
        record: object,
        deed: Deed | None,
        fields: tuple[str, ...] = (),
        before: KeptRecord | None = None,
    ) -> None:
        """Remember it for the audit: an entry for each young person whom the record is about, or one."""
        if deed is not None:
            self._entries += [
                Entry(
                    deed=deed,
                    collection=collection.name,
                    record_id=record_id,
                    young_person_id=who,
                    fields=fields,
                    before=before.json.decode() if before else None,
                )
                for who in collection.whose(partial(getattr, record))
            ]

    def finish(self) -> None:
        """Write the audit, and count the version up where anything changed."""
        leave_entries(self.connection, self.caller, self.at, self._entries)
        if self._changed:
            owner = table("authority_store")
            values = {"version": self.version, "registers": json.dumps(sorted(self.registers))}
            self.connection.execute(update(owner).where(owner.c.id == self.caller.authority).values(values))

    def _change(self, collection: Collection, record: object, before: KeptRecord | None) -> Change:
        document, beside = document_of(collection, record), beside_of(collection, record)
        id_ = collection.id_of(record)
        if before is not None and (before.document, before.beside) == (document, beside):
            return Change(id=id_, deed=None, fields=(), kept=before)
        after = KeptRecord(id_, self.version, document, beside)
        deed = Deed.CREATE if before is None else Deed.CHANGE
        return Change(id=id_, deed=deed, fields=_differing(before, after), kept=after)

    def _row(self, collection: Collection, record: object, kept: KeptRecord) -> dict[str, Any]:
        return {
            "authority": self.caller.authority,
            "id": kept.id,
            "version": kept.version,
            "document": kept.document,
            "beside": kept.beside,
            **columns_of(collection, record),
        }

    def _insert(self, collection: Collection, made: list[tuple[Any, Change]]) -> None:
        if made:
            rows = [self._row(collection, record, one.kept) for record, one in made]
            self.connection.execute(insert(table(collection.name)), rows)

    def _update(self, collection: Collection, made: list[tuple[Any, Change]]) -> None:
        if not made:
            return
        rows = table(collection.name)
        values = [self._row(collection, record, one.kept) for record, one in made]
        here = (rows.c.authority == bindparam("this_authority"), rows.c.id == bindparam("this_id"))
        changed: dict[str, Any] = {name: bindparam(name) for name in values[0] if name not in {"authority", "id"}}
        keyed = [{**row, "this_authority": row.pop("authority"), "this_id": row.pop("id")} for row in values]
        self.connection.execute(update(rows).where(*here).values(changed), keyed)

    def _look_ups(self, collection: Collection, made: list[tuple[Any, Change]]) -> None:
        self._forget(collection, [one.id for _, one in made if one.deed is Deed.CHANGE])
        key = {"authority": self.caller.authority, "collection": collection.name}
        people = [
            {**key, "record_id": one.id, "person_id": person}
            for record, one in made
            for person in sorted(set(people_named(collection, record)))
        ]
        refs = [
            {**key, "record_id": one.id, "system": system, "outside_id": outside}
            for record, one in made
            for system, outside in record.external_refs.items()
        ]
        self._require_free(collection, refs)
        if people:
            self.connection.execute(insert(table("named_person")), people)
        if refs:
            self.connection.execute(insert(table("external_ref")), refs)

    def _require_free(self, collection: Collection, refs: list[dict[str, str]]) -> None:
        taken: dict[tuple[str, str], str] = {}
        rows = table("external_ref")
        for some in in_runs(sorted({ref["outside_id"] for ref in refs})):
            query = select(rows.c.system, rows.c.outside_id, rows.c.record_id).where(
                rows.c.authority == self.caller.authority,
                rows.c.collection == collection.name,
                rows.c.outside_id.in_(some),
            )
            taken.update(((row.system, row.outside_id), row.record_id) for row in self.connection.execute(query))
        for ref in refs:
            if taken.setdefault((ref["system"], ref["outside_id"]), ref["record_id"]) != ref["record_id"]:
                raise RefTaken(f"another {collection.one} has an id of this one in external_refs, for {ref['system']}")

    def _forget(self, collection: Collection, ids: list[str]) -> None:
        for name in ("named_person", "external_ref"):
            rows = table(name)
            for some in in_runs(ids):
                here = (rows.c.authority == self.caller.authority, rows.c.collection == collection.name)
                self.connection.execute(delete(rows).where(*here, rows.c.record_id.in_(some)))


@contextmanager
def writing(store: Store, caller: Caller, at: datetime, *, dry_run: bool = False) -> Iterator[Writing]:
    """One change: all of it is kept with its audit, or none. `dry_run`: none, whatever happens.

    Raises NoSuchAuthority, DatabaseUnavailable.
    """
    with store.writing() as connection:
        change = Writing(connection, caller, at)
        yield change
        if dry_run:
            connection.rollback()
        else:
            change.finish()


def _differing(before: KeptRecord | None, after: KeptRecord) -> tuple[str, ...]:
    old, new = before.fields if before else {}, after.fields
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
