"""Asking a generated world, and looking at what it answers."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from matcher.domain.people import YoungPerson
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.options.rank import rank
from matcher.options.result import MatchResult, PlacementOption
from matcher.policy import load_policy

SEEDS = pytest.mark.parametrize("seed", range(20))
PROTECTED = ("ethnicity", "religion", "nationality", "disability", "sexual_orientation")
LISTS = ("options", "needs_approval", "needs_information", "excluded")


def answer(snapshot: Snapshot, request_id: str) -> MatchResult:
    return rank(snapshot, request_id, load_policy())


def asked(snapshot: Snapshot) -> Iterator[str]:
    """The open requests."""
    return (one.id for one in snapshot.placement_requests if one.is_open)


def in_order(result: MatchResult) -> list[PlacementOption]:
    """`options` and `needs_approval` as the one list that the officer sees."""
    return sorted(result.options + result.needs_approval, key=lambda one: one.overall_rank or 0)


def where(result: MatchResult) -> dict[str, str]:
    """The list that each place is in."""
    return {one.place_id: name for name in LISTS for one in getattr(result, name)}


def scores(result: MatchResult) -> dict[str, float]:
    return {one.place_id: one.score for one in (*in_order(result), *result.needs_information)}


def with_settings(snapshot: Snapshot, change) -> Snapshot:
    return replace(snapshot, settings=tuple(map(change, snapshot.settings)))


def with_person(snapshot: Snapshot, request_id: str, **facts) -> Snapshot:
    """The person of the request, changed."""
    who = next(one.young_person_id for one in snapshot.placement_requests if one.id == request_id)
    people = tuple(replace(one, **facts) if one.id == who else one for one in snapshot.young_people)
    return replace(snapshot, young_people=people)


def person_of(snapshot: Snapshot, request_id: str) -> YoungPerson:
    who = next(one.young_person_id for one in snapshot.placement_requests if one.id == request_id)
    return next(one for one in snapshot.young_people if one.id == who)


def shown_to(snapshot: Snapshot, request_id: str) -> set[str]:
    """The place rows there are for this person: all but those of settings that belong to somebody else."""
    who = person_of(snapshot, request_id).id
    own = {home.id for home in snapshot.settings if home.for_young_person_id in {None, who}}
    return {row.place_id for row in snapshot.places if row.setting_id in own}


def rows_of(home: Setting, snapshot: Snapshot) -> set[str]:
    return {row.place_id for row in snapshot.places if row.setting_id == home.id}


def alone(result: MatchResult, place_id: str) -> object:
    """All that is said of one place, without how it compares with the others."""
    one = next(one for name in LISTS for one in getattr(result, name) if one.place_id == place_id)
    if not isinstance(one, PlacementOption):
        return one
    return replace(one, overall_rank=None, near_tie=False, strengths=())
