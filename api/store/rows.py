"""A record as a row: its document, what stands beside it, and the columns that are searched."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from api.records.collections import Collection, noun_adapter, record_adapter
from api.store.schema import searched
from matcher.domain.adapters import built_once

NEVER_KEPT = frozenset({"young_person"})
"""A young person inside a request is a record of its own."""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record as it is kept. `version` is its ETag."""

    id: str
    version: int
    document: str
    beside: str

    @property
    def json(self) -> bytes:
        """The record as it is sent."""
        return f"{{{self.beside[1:-1]},{self.document[1:-1]}}}".encode()

    @property
    def fields(self) -> dict[str, Any]:
        """The record's fields, as JSON has them; what nobody has recorded is not there."""
        return {**json.loads(self.beside), **json.loads(self.document)}


@built_once
def _beside_adapter() -> TypeAdapter[dict[str, Any]]:
    return TypeAdapter(dict[str, Any])


def document_of(collection: Collection, record: object) -> str:
    """The noun within a record, as JSON."""
    return noun_adapter(collection.name).dump_json(record, exclude_none=True).decode()


def beside_of(collection: Collection, record: object) -> str:
    """What the record has beyond the noun, as JSON."""
    names = sorted(collection.beside - NEVER_KEPT)
    given = {name: value for name in names if (value := getattr(record, name)) is not None}
    return _beside_adapter().dump_json(given).decode()


def columns_of(collection: Collection, record: object) -> dict[str, Any]:
    """The searched columns of a record."""
    return {name: getattr(record, name) for name in searched(collection.name)}


def record_of(collection: Collection, kept: KeptRecord) -> Any:  # noqa: ANN401 - a record of the collection
    """The record as a value."""
    return record_adapter(collection.name).validate_json(kept.json)


def people_named(collection: Collection, record: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Who is named inside a record in a way that somebody looks for: on a shift, in a household, as its carer."""
    if collection.name == "shifts":
        yield from record.worker_ids or ()
    elif collection.name == "settings":
        yield from (member.id for member in record.household or ())
        yield from (carer.id for carer in record.carers or ())
