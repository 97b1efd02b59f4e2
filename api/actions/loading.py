"""Keeps a whole snapshot as records: the invented county, or a national return."""

from dataclasses import dataclass
from typing import Any

from api.actions.merging import merged
from api.actions.records import parse
from api.actions.soundness import wrong_with
from api.exchange.plain import pointer
from api.permissions import Caller
from api.records.collections import Collection
from api.records.nouns import records_of
from api.service import Service
from api.store.access import authority_ids, keep_authority
from api.store.audit import Deed
from api.store.rows import KeptRecord, beside_of, document_of
from api.store.write import Writing, writing
from matcher.domain.checks import refusal
from matcher.domain.errors import Problem
from matcher.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What keeping a list did, in records."""

    collection: str
    created: int
    changed: int
    unchanged: int


def begin_authority(service: Service, id_: str, name: str, demonstration_at: str | None = None) -> bool:
    """Begin an authority's record, or give it this name. Whether it is new."""
    with service.store.writing() as connection:
        is_new = id_ not in authority_ids(connection)
        keep_authority(connection, id_, name, demonstration_at)
        return is_new


def load_snapshot(service: Service, caller: Caller, snapshot: Snapshot, *, dry_run: bool = False) -> list[Loaded]:
    """Keep everything in the snapshot, all of it or none. What is kept already and not in it stays as it is.

    Raises InvalidInput naming each record that cannot be kept beside the others.
    """
    with writing(service.store, caller, service.clock(), dry_run=dry_run) as change:
        return load_within(service, change, snapshot)


def load_within(service: Service, change: Writing, snapshot: Snapshot) -> list[Loaded]:
    """The same, as part of a change."""
    loaded = [_load(service, change, collection, given) for collection, given in records_of(snapshot)]
    if snapshot.workers is not None:
        change.record_register("workers")
    if snapshot.separation_entries is not None:
        change.record_register("separations")
    return loaded


def _load(service: Service, change: Writing, collection: Collection, given: list[Any]) -> Loaded:
    kept = change.kept(collection, map(collection.id_of, given))
    records = [_over(collection, kept.get(collection.id_of(record)), record) for record in given]
    found = wrong_with(change, collection, records, service.frames.today(change.demonstration_at))
    if found:
        where = [Problem(pointer((collection.name, at)) + one.pointer, one.detail, one.mend) for at, one in found]
        raise refusal(where)
    deeds = [one.deed for one in change.save(collection, records)]
    return Loaded(
        collection=collection.name,
        created=deeds.count(Deed.CREATE),
        changed=deeds.count(Deed.CHANGE),
        unchanged=deeds.count(None),
    )


def _over(collection: Collection, kept: KeptRecord | None, record: Any) -> Any:  # noqa: ANN401 - records of the collection
    """The record as it would be kept: what it says, put over what is there; a fact it does not have is not lost."""
    if kept is None:
        return record
    fresh = KeptRecord(kept.id, 0, document_of(collection, record), beside_of(collection, record))
    before = kept.fields
    if collection.name == "placements" and before["setting_id"] != record.setting_id:
        before.pop("place_id", None)  # a row of another setting
    return parse(collection, merged(before, fresh.fields))
