"""From a snapshot's nouns to records, each under an id of its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import count
from typing import Any

from api.records.collections import COLLECTIONS, LONGEST_ID, Collection, noun_adapter
from api.records.order import COLLECTION_OF
from matcher.domain.snapshot import Snapshot

IN_SNAPSHOT = {collection: word for word, collection in COLLECTION_OF.items()}


def records_of(snapshot: Snapshot) -> Iterator[tuple[Collection, list[Any]]]:
    """Every collection that a snapshot has, each after those it refers to, with its records."""
    for collection in COLLECTIONS.values():
        nouns = getattr(snapshot, IN_SNAPSHOT.get(collection.name, collection.name), None)
        if nouns is not None:
            records = [record_of_noun(collection, noun) for noun in nouns]
            yield collection, records if _has_id(collection) else _numbered(collection, records)


def record_of_noun(collection: Collection, noun: object) -> Any:  # noqa: ANN401 - a record of the collection
    """The noun as a record. Where it has no id, one is made from what tells it from others."""
    given = {field.name: getattr(noun, field.name) for field in fields(collection.noun)}
    if not _has_id(collection):
        given[collection.id_field] = _made_id(collection, noun)
    return collection.record(**given)


def _has_id(collection: Collection) -> bool:
    return collection.id_field in {field.name for field in fields(collection.noun)}


def _numbered(collection: Collection, records: list[Any]) -> list[Any]:
    """The records, no two under one made id: two people may be kept apart for two reasons."""
    taken = {collection.id_of(record) for record in records}
    seen: set[str] = set()
    for at, record in enumerate(records):
        id_ = collection.id_of(record)
        if id_ in seen:
            id_ = next(other for n in count(2) if (other := f"{id_[: LONGEST_ID - 8]}.{n}") not in taken)
            records[at] = replace(record, **{collection.id_field: id_})
        taken.add(id_)
        seen.add(id_)
    return records


def _made_id(collection: Collection, noun: object) -> str:
    said = {name: str(given) for name in collection.made_from if (given := getattr(noun, name)) is not None}
    digest = hashlib.sha256(noun_adapter(collection.name).dump_json(noun)).hexdigest()
    return collection.made_id(said) or f"{collection.one.replace(' ', '-')}-{digest[:12]}"
