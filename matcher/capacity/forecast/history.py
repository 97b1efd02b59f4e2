"""Past stays as they can be learnt from: nobody in two beds on one night, nothing that has not happened yet."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.stays import Stay

MOST_PROBLEMS = 20


def sound_history(history: Sequence[Stay], today: date) -> tuple[Stay, ...]:
    """Each stay once, by person and first night. Raises InvalidInput naming each stay that cannot be.

    A stay given twice in the very same words counts once.
    """
    problems = [*_not_over(history, today), *_overlapping(history)][:MOST_PROBLEMS]
    if problems:
        raise InvalidInput("some past stays cannot have been as they are given", tuple(problems))
    once = {_nights(one): one for one in history}
    return tuple(sorted(once.values(), key=_nights))


def _nights(stay: Stay) -> tuple[str, date, date, str, str]:
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
    order = sorted(range(len(history)), key=lambda at: _nights(history[at]))
    for one, other in pairwise(order):
        before, after = history[one], history[other]
        same_person = before.young_person_id == after.young_person_id
        if same_person and after.first_night < before.leaving and _nights(before) != _nights(after):
            yield Problem(
                f"/history/{other}/first_night",
                f"begins on {after.first_night}, while the same person's stay at /history/{one} lasts to {before.leaving}",
                "nobody sleeps in two beds on one night: mend the nights of one of the two, or leave it out",
            )
