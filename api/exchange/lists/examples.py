"""An example of a cell of each type; every one of them can be read."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from api.exchange.lists.columns import Column, Hint, bare, hints_of, is_noun, is_required, origin, without_none
from api.exchange.lists.marks import NONE
from api.exchange.lists.several import several
from matcher.domain.values import ClockTime, Identifier

FIRST_DAY = date(2026, 5, 22)

BY_NAME: dict[str, Any] = {
    "person": "Sam Reed",
    "name": "Sam Reed",
    "telephone": "07700 900123",
    "postcode": "ZZ1 1AA",
    "easting": 428660,
    "northing": 453860,
    "youngest": 15,
    "oldest": 17,
    "age_min": 10,
    "age_max": 17,
    "cost_per_week": 4900,
    "minutes": 35,
    "rule": "within-authority",
    "week_beginning": "2026-05-25",
}
"""Where a type's own example would read oddly."""

Example = Callable[[Hint, int], Any]
"""From a type, and how many examples its noun has already, so that the last day comes after the first."""

OF_TYPE: dict[type, Example] = {
    Enum: lambda hint, _: next(iter(bare(hint))).value,
    bool: lambda _hint, _: True,
    datetime: lambda _hint, _: "2026-05-22T20:05:00+01:00",
    date: lambda _hint, n: (FIRST_DAY + timedelta(days=7 * n)).isoformat(),
    int: lambda hint, _: TypeAdapter[Any](hint).json_schema()["minimum"] + 2,
    float: lambda _hint, _: 2.5,
    str: lambda _hint, _: "in your own words",
}


def example(column: Column) -> str:
    """A cell of the column."""
    if column.kept_elsewhere:
        return NONE
    value = _value(column.hint, column.field, 0)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, list | dict):
        return str(value)
    return several(column.hint).write(TypeAdapter[Any](column.hint).validate_json(to_json(value)))


def _value(hint: Hint, name: str, before: int) -> Any:  # noqa: ANN401 - in JSON terms
    kind = bare(hint)
    if origin(kind) is dict:
        return {"case-system": "10442"}
    if origin(kind) is tuple:
        return [_value(get_args(kind)[0], name, before)]
    if is_noun(kind):
        return next(one for one in _nouns(kind) if _may_be(kind, one))
    if hint in (Identifier, ClockTime):
        return "23:30" if hint == ClockTime else f"{_singular(name).replace('_', '-')}-12"
    return (
        BY_NAME[name]
        if name in BY_NAME
        else OF_TYPE[next(base for base in OF_TYPE if issubclass(kind, base))](hint, before)
    )


def _singular(name: str) -> str:
    """What an id in a field of this name is the id of."""
    return name.removesuffix("s").removesuffix("_id").replace("young_people", "young_person")


def _nouns(kind: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any noun's type
    """With what it needs; then, for those that need one of several, with one more field."""
    hints = hints_of(kind)
    least = {one.name: hints[one.name] for one in fields(kind) if is_required(one)}
    for more in (None, *(name for name in hints if name not in least)):
        wanted = least if more is None else {**least, more: without_none(hints[more])[0]}
        yield {name: _value(hint, name, n) for n, (name, hint) in enumerate(wanted.items())}


def _may_be(kind: Any, given: dict[str, Any]) -> bool:  # noqa: ANN401 - any noun's type
    try:
        TypeAdapter[Any](kind).validate_json(to_json(given))
    except ValidationError:
        return False
    return True
