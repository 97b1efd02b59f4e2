"""Reads large bodies a few rows at a time: one hostile body could hold millions of mistakes, and each costs memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import islice
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from api.exchange.match_input import MatchInput, match_input_adapter
from api.exchange.plain import not_json, plainly, pointer
from api.exchange.types_at import Step, type_at
from matcher.domain.adapters import built_once
from matcher.domain.checks import MOST_SHOWN, refusal
from matcher.domain.errors import Problem
from matcher.domain.snapshot import Snapshot, snapshot_adapter

LARGE = 100_000
"""Commas from which a body, or a run of rows, is not checked in one go: there may be as many mistakes."""

ROWS_AT_A_TIME = 500
STAND_IN = {"as_of": "2000-01-01T00:00Z", "authority": "-"}

T = TypeVar("T")


def is_large(text: bytes) -> bool:
    """Whether it is read in pieces."""
    return text.count(b",") >= LARGE


def snapshot_in_pieces(text: bytes) -> Snapshot:
    """The snapshot in this JSON. Raises NotJson, or InvalidInput with few more problems than are shown."""
    return _snapshot(_parsed(text), ())


def match_input_in_pieces(text: bytes) -> MatchInput:
    """The match input in this JSON. Raises as snapshot_in_pieces does."""
    body = _parsed(text)
    adapter = match_input_adapter()
    if not isinstance(body, dict) or "snapshot" not in body:
        return _whole(adapter, MatchInput, _outline(body, MatchInput, {}), ())
    snapshot = _snapshot(body["snapshot"], ("snapshot",))
    outline = _whole(adapter, MatchInput, _outline(body, MatchInput, {"snapshot": STAND_IN}), ())
    return replace(outline, snapshot=snapshot)


def _parsed(text: bytes) -> object:
    try:
        return from_json(text)
    except ValueError as error:
        raise not_json(str(error)) from None


def _snapshot(body: object, at: tuple[Step, ...]) -> Snapshot:
    """First everything but the rows, then the rows, collection by collection."""
    given = body if isinstance(body, dict) else {}
    lists = {name: given[name] for name in _names(Snapshot) if isinstance(given.get(name), list)}
    outline = _whole(snapshot_adapter(), Snapshot, _outline(body, Snapshot, dict.fromkeys(lists, ())), at)
    found: list[Problem] = []
    read: dict[str, Any] = {name: tuple(_rows(rows, name, at, found)) for name, rows in lists.items()}
    if found:
        raise refusal(found, stopped=len(found) > MOST_SHOWN)
    return replace(outline, **read)


def _outline(body: object, kind: type, instead: Mapping[str, object]) -> dict[str, object] | None:
    """The body with `instead` in place of its long parts, and few enough unknown fields to name each."""
    if not isinstance(body, dict):
        return None
    known = _names(kind)
    unknown = islice((name for name in body if name not in known), MOST_SHOWN)
    return {**{name: body[name] for name in (*known, *unknown) if name in body}, **instead}


def _names(kind: type) -> dict[str, None]:
    """The names of its fields, in order."""
    return dict.fromkeys(field.name for field in fields(kind))


def _whole(adapter: TypeAdapter[T], kind: type[T], body: object, at: tuple[Step, ...]) -> T:
    try:
        return adapter.validate_json(_again(body))
    except ValidationError as error:
        raise refusal(plainly(error, kind, at)) from None


def _again(body: object) -> bytes:
    return to_json(body, inf_nan_mode="constants")


def _rows(rows: Sequence[Any], name: str, at: tuple[Step, ...], found: list[Problem]) -> Iterator[Any]:
    """The rows that can be read; the problems of the others go to `found` until there are more than are shown."""
    for first in range(0, len(rows), ROWS_AT_A_TIME):
        if len(found) > MOST_SHOWN:
            return
        yield from _few_rows(rows[first : first + ROWS_AT_A_TIME], first, (*at, name), found)


def _few_rows(rows: Sequence[Any], first: int, at: tuple[Step, ...], found: list[Problem]) -> Iterator[Any]:
    text = _again(rows)
    if not is_large(text):
        name = str(at[-1])
        try:
            yield from _row_adapter(name).validate_json(text)
        except ValidationError as error:
            found += plainly(error, type_at(Snapshot, (name,)), at, first)
    elif len(rows) == 1:
        found.append(Problem(pointer((*at, first)), "This record is far too long.", "Send what it needs and no more."))
    else:
        half = len(rows) // 2
        yield from _few_rows(rows[:half], first, at, found)
        yield from _few_rows(rows[half:], first + half, at, found)


@built_once
def _row_adapter(name: str) -> TypeAdapter[tuple[Any, ...]]:
    """Reads rows of the snapshot's collection of this name."""
    return TypeAdapter(type_at(Snapshot, (name,)))
