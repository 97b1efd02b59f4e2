"""Past stays as they can be learnt from: nobody in two beds on one night, nothing that has not happened yet."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import overload

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.stays import Stay

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class History(Sequence[Stay]):
    """Sound past stays, by person and first night, as of a day: none of them ends after it."""

    stays: tuple[Stay, ...]
    today: date
    going_on: tuple[Stay, ...] = ()
    """Who still lives somewhere, tonight too: nothing to learn from yet, and no part of the sequence or of the hash."""

    @cached_property
    def hash(self) -> str:
        """Of all its stays: a forecast names the history that it stood on."""
        lines = "\n".join("|".join(map(str, _facts(one))) for one in self.stays)
        return hashlib.sha256(lines.encode()).hexdigest()

    @overload
    def __getitem__(self, at: int) -> Stay: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Stay, ...]: ...
    def __getitem__(self, at: int | slice) -> Stay | tuple[Stay, ...]:
        return self.stays[at]

    def __len__(self) -> int:
        return len(self.stays)


@built_once
def stays_adapter() -> TypeAdapter[tuple[Stay, ...]]:
    """Reads and writes past stays as JSON. Built once, when first needed."""
    return TypeAdapter(tuple[Stay, ...])


def sound_history(history: Sequence[Stay], today: date) -> History:
    """Each stay once, by person and first night. Raises InvalidInput naming each stay that cannot be.

    A stay given twice in the very same words counts once.
    """
    if isinstance(history, History) and history.today <= today:
        return history
    problems = [*_not_over(history, today), *_overlapping(history)][:MOST_PROBLEMS]
    if problems:
        raise InvalidInput("some past stays cannot have been as they are given", tuple(problems))
    once = {nights_of(one): one for one in history}
    return History(tuple(sorted(once.values(), key=nights_of)), today)


def _facts(stay: Stay) -> tuple[object, ...]:
    return *nights_of(stay), stay.kind or "", stay.ended, *(one or "" for one in _plans(stay))


def _plans(stay: Stay) -> tuple[date | None, ...]:
    return stay.planned_leaving, stay.planned_on, stay.plans_known_from


def nights_of(stay: Stay) -> tuple[str, date, date, str, str]:
    """What tells one stay from another, and puts them in order."""
    return stay.young_person_id, stay.first_night, stay.leaving, stay.setting_id, stay.place_id or ""


def _not_over(history: Sequence[Stay], today: date) -> Iterator[Problem]:
    for at, one in enumerate(history):
        if one.leaving > today:
            yield Problem(
                f"/history/{at}/leaving",
                f"the stay ends on {one.leaving}, after today ({today})",
                "give a stay that still goes on as a placement, with its planned leaving day",
            )


def _overlapping(history: Sequence[Stay]) -> Iterator[Problem]:
    order = sorted(range(len(history)), key=lambda at: nights_of(history[at]))
    for one, other in pairwise(order):
        before, after = history[one], history[other]
        same_person = before.young_person_id == after.young_person_id
        if same_person and after.first_night < before.leaving and nights_of(before) != nights_of(after):
            yield Problem(
                f"/history/{other}/first_night",
                f"begins on {after.first_night}, while the same person's stay at /history/{one} lasts to {before.leaving}",
                "nobody sleeps in two beds on one night: mend the nights of one of the two, or leave it out",
            )
