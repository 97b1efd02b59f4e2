"""The types of a value's parts, as its annotations write them: what should have stood where something is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

Hint: TypeAlias = Any
"""A type as annotations write it, or None."""

Step = int | str


def type_at(root: Hint, steps: Iterable[Step]) -> Hint:
    """The type that stands there, without `| None`; None where the steps lead nowhere that is known."""
    kind = _bare(root)
    for step in steps:
        kind = _next_type(kind, step)
    return kind


def _next_type(kind: Hint, step: Step) -> Hint:
    if isinstance(step, int):
        return _bare(get_args(kind)[0]) if get_args(kind) else None
    if step in (tagged := members(kind)):
        return tagged[step]
    return _bare(_hints(kind).get(step)) if isinstance(kind, type) and is_dataclass(kind) else None


def members(kind: Hint) -> dict[str, type]:
    """Of a choice between kinds that say which one they are: each by its tag."""
    choices = [one for one in get_args(kind) if is_dataclass(one)] if isinstance(kind, UnionType) else []
    return {
        tag: one
        for one in choices
        if isinstance(one, type)
        for hint in _hints(one).values()
        if get_origin(hint) is Literal
        for tag in get_args(hint)
    }


def untagged(root: Hint, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps as they are in what was sent: pydantic names the kind that was chosen, too."""
    kind = _bare(root)
    for step in steps:
        if not (isinstance(step, str) and step in members(kind)):
            yield step
        kind = _next_type(kind, step)


def _bare(hint: Hint) -> Hint:
    """Without `Annotated` and without `| None`."""
    origin: Hint = get_origin(hint)
    choices = get_args(hint)
    if origin is Annotated:
        return _bare(choices[0])
    return _bare(next(choice for choice in choices if choice is not NoneType)) if NoneType in choices else hint


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def field_names(kind: Hint) -> list[str]:
    """The names of its fields; none where it is no dataclass."""
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def is_enum(kind: Hint) -> bool:
    """Whether it is a list of codes."""
    return isinstance(kind, type) and issubclass(kind, Enum)
