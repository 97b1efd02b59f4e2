"""What the nouns must be like for a record to come back from the store as it was sent."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from operator import attrgetter
from typing import Any, get_args, get_type_hints

import pytest

from api.records.collections import COLLECTIONS


def kinds_within(annotation: Any) -> Iterator[Any]:
    """The dataclasses that an annotation names, and those within them."""
    if is_dataclass(annotation):
        yield annotation
        for hint in get_type_hints(annotation).values():
            yield from kinds_within(hint)
    for inner in get_args(annotation):
        yield from kinds_within(inner)


def default(field: Field) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


NAME = attrgetter("__name__")
KINDS = {kind for one in COLLECTIONS.values() for noun in (one.noun, one.record) for kind in kinds_within(noun)}


@pytest.mark.parametrize("kind", sorted(KINDS, key=NAME), ids=NAME)
def test_what_may_be_none_is_none_where_it_is_left_out(kind):
    """Documents are written without what is None; another default would come back in its place."""
    hints = get_type_hints(kind)
    optional = [field for field in fields(kind) if type(None) in get_args(hints[field.name])]
    assert [field.name for field in optional if default(field) is not None] == []


def test_every_kind_of_noun_is_looked_at():
    assert len(KINDS) > 50
    assert all(one.noun in KINDS for one in COLLECTIONS.values())


@pytest.mark.parametrize("collection", COLLECTIONS.values(), ids=lambda one: one.name)
def test_a_record_has_all_that_its_noun_has(collection):
    """And may have more: that is kept beside the document."""
    assert {field.name for field in fields(collection.noun)} <= {field.name for field in fields(collection.record)}
    assert "external_refs" in collection.beside
