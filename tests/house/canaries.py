"""Words that stand for somebody's life: put in everywhere, and looked for where they must not come out."""

import copy
import json
from collections.abc import Iterator
from itertools import repeat
from typing import Any

from api.actions.records import parse
from api.records.collections import COLLECTIONS
from matcher.domain.errors import InvalidInput
from tests.small import sample

NAME, DAY, TELEPHONE = "Zyxaria Quillfeather", "2013-07-19", "01632 960987"
AS_AN_ID = "Zyxaria.Quillfeather"
WORDS = ("zyxaria", "quillfeather", "2013-07-19", "960987")

MORE: dict[str, dict[str, Any]] = {
    "young_people": {"date_of_birth": DAY},
    "placement_requests": {"where_now_is": NAME, "cannot_wait": NAME, "emergency_reason": NAME},
    "on_call": {"telephone": TELEPHONE},
}
"""Facts that the samples do not have."""


def told_by(text: str) -> list[str]:
    """The canaries in this text, however it is written."""
    return [word for word in WORDS if word in text.casefold()]


def canaried(name: str, given: dict[str, Any] | None = None, words: Iterator[str] | None = None) -> dict[str, Any]:
    """A sound record of this collection (the sample, or the one given) with the next word in each field of free text."""
    words = words or repeat(NAME)
    collection = COLLECTIONS[name]
    more = {field: next(words) if text == NAME else text for field, text in MORE.get(name, {}).items()}
    record = {**(given or sample(name)), **more, "external_refs": {"case-system": NAME}}
    kept = {collection.id_field, *(field for field, _ in collection.refers_to), "person_a", "person_b", "person_id"}
    for steps in [*_texts(record)]:
        if steps[0] not in kept and _is_sound(name, changed := _with(record, steps, next(words))):
            record = changed
    return record


def malformed(name: str) -> Iterator[Any]:
    """What is no record of this collection, with canaries for fields, for what is in them, and for all of it."""
    record = sample(name)
    yield dict.fromkeys(record, NAME)
    yield {field: [NAME, {NAME: NAME}] for field in record}
    yield {**record, NAME: NAME, AS_AN_ID: {"x": NAME}}
    yield {**record, "external_refs": {NAME: NAME, AS_AN_ID: ""}}
    yield [NAME]
    yield NAME
    for steps in [*_texts(record)]:
        record = _with(record, steps)
    yield record


def _texts(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the texts are."""
    if isinstance(value, str):
        yield at
    elif isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*at, step))


def _with(record: dict[str, Any], steps: tuple[Any, ...], word: str = NAME) -> dict[str, Any]:
    changed = copy.deepcopy(record)
    inner: Any = changed
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = word
    return changed


def _is_sound(name: str, record: dict[str, Any]) -> bool:
    try:
        parse(COLLECTIONS[name], json.loads(json.dumps(record)))
    except InvalidInput:
        return False
    return True
