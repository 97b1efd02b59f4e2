"""Explains the columns of a list, from the types: what may be written, what it means, an example."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from api.exchange.lists.columns import Column, Layout, hints_of, layout, without_none
from api.exchange.lists.examples import example
from api.exchange.lists.wording import what_to_write

NOT_RECORDED = re.compile(r"`?\b(?:null|None)\b`?")
"""What the types call a cell that is blank."""


class Needed(StrEnum):
    """When a column has to be filled in."""

    ALWAYS = "always"
    WHEN_NEW = "for a new record"
    WITH_ITS_GROUP = "with the others of its heading"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to know of one column."""

    name: str
    needed: Needed
    write: str
    meaning: str
    example: str


@cache
def columns(list_name: str) -> tuple[Guidance, ...]:
    """Every column of the list, in order. Raises InvalidInput where there is no such list."""
    there = layout(list_name)
    return tuple(
        Guidance(
            column.name, _needed(column, there), what_to_write(column), _meaning(column, there), _example(column, there)
        )
        for column in there.columns
    )


def guide(list_name: str) -> Iterator[tuple[str, ...]]:
    """The same as rows of text, the heading first."""
    yield ("column", "needed", "write", "meaning", "example")
    for one in columns(list_name):
        yield (one.name, one.needed.value, one.write, one.meaning, one.example)


def _example(column: Column, there: Layout) -> str:
    return f"{there.kind.one.replace(' ', '-')}-12" if column.name == there.kind.id_field else example(column)


def _needed(column: Column, there: Layout) -> Needed:
    if column.name in there.must_be_there:
        return Needed.ALWAYS
    if not column.required or (there.kind.made_from and column.name == there.kind.id_field):
        return Needed.NO
    return Needed.WHEN_NEW if column.name == column.field else Needed.WITH_ITS_GROUP


def _meaning(column: Column, there: Layout) -> str:
    kind = there.kind
    if column.name == kind.id_field:
        made = f" Blank: made from {', '.join(f'`{name}`' for name in kind.made_from)}." if kind.made_from else ""
        return f"The authority's own id of the {kind.one}.{made}"
    if column.name == kind.within:
        return "The setting in whose record the carer is kept."
    if column.field == "external_refs":
        return "The record's ids in other systems."
    said = " ".join(dict.fromkeys(_said(kind.row, column.name.split("."))))
    return NOT_RECORDED.sub("blank", said) or _of_the_name(column)


def _of_the_name(column: Column) -> str:
    """Where the types find that the name says it all."""
    named = column.field.removesuffix("_id")
    return f"The id of the {named.replace('_', ' ')}." if named != column.field else ""


def _said(kind: Any, steps: list[str]) -> Iterator[str]:  # noqa: ANN401 - any noun's type
    """What the types say of each step: the heading, then the field in it."""
    for step in steps:
        if words := _docstrings(kind).get(step):
            yield words
        kind = without_none(hints_of(kind)[step])[0]


@cache
def _docstrings(kind: type) -> dict[str, str]:
    """Every field's own words. A record's schema lacks those of the noun that it is made from."""
    found: dict[str, str] = {}
    for base in (base for base in reversed(kind.__mro__) if is_dataclass(base)):
        described = TypeAdapter[Any](base).json_schema().get("properties", {})
        found |= {name: one["description"] for name, one in described.items() if "description" in one}
    return found
