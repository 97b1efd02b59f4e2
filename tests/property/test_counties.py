"""The invariants and what a true fact may do, in counties with everything recorded: one change at a time.

`test_invariants` and `test_facts_and_parts` look at small random worlds; here everybody lives somewhere.
"""

from collections import Counter
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest

from fixtures import sized, with_everything
from matcher.domain.codes import PlacementState
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot, content_hash
from matcher.options.explain import outcomes
from matcher.options.result import MatchResult, result_adapter
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from matcher.rules import RULE_BOOK, Kind
from tests.property.asking import (
    LISTS,
    PROTECTED,
    answer,
    asked,
    in_order,
    scores,
    shown_to,
    where,
    with_person,
    with_settings,
)
from tests.property.test_invariants import other_cost, waits_for_siblings, with_beds
from tests.property.worlds import world

MORE = [pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 24)]
COUNTIES = pytest.mark.parametrize("seed", [*range(3), *MORE])
PLACES, REQUESTS = 36, 3


@cache
def county(seed: int) -> Snapshot:
    return with_everything(sized(seed, PLACES, REQUESTS), seed)


@cache
def usual(seed: int) -> dict[str, MatchResult]:
    """Each open request's answer, before anything is changed."""
    return {request_id: answer(county(seed), request_id) for request_id in asked(county(seed))}


def order(result: MatchResult) -> list[str]:
    return [one.place_id for one in in_order(result)]


def offered(result: MatchResult) -> dict[str, object]:
    """The nights that each listed place offers."""
    listed = (*in_order(result), *result.needs_information)
    return {one.place_id: (one.first_night, one.leaving) for one in listed}


# `cost-visible-not-scored`, `occupancy-not-scored`


@COUNTIES
@pytest.mark.parametrize("change", [other_cost, lambda home: replace(home, cost_per_week=None)], ids=["other", "none"])
def test_cost_moves_no_place_and_breaks_exact_ties_only(seed, change):
    changed = with_settings(county(seed), change)
    for request_id, before in usual(seed).items():
        after = answer(changed, request_id)
        assert (where(after), scores(after)) == (where(before), scores(before))
        assert [one.score for one in in_order(after)] == [one.score for one in in_order(before)]


@COUNTIES
def test_more_empty_beds_change_neither_a_score_nor_the_order(seed):
    for request_id, before in usual(seed).items():
        for one in [] if waits_for_siblings(county(seed), request_id) else in_order(before):
            after = answer(with_beds(county(seed), one.place_id, 3), request_id)
            if offered(after).get(one.place_id) == (one.first_night, one.leaving):
                assert (scores(after), order(after)) == (scores(before), order(before))


# `protected-characteristic-neutral`


@COUNTIES
def test_a_protected_characteristic_changes_nothing_at_all(seed):
    for request_id in usual(seed):
        blank, swapped = (
            answer(with_person(county(seed), request_id, **dict.fromkeys(PROTECTED, word)), request_id)
            for word in (None, "something else")
        )
        assert replace(blank, id="", snapshot_hash="") == replace(swapped, id="", snapshot_hash="")


# `no-silent-exclusion`


@COUNTIES
def test_every_place_is_in_one_list_with_its_reasons_and_the_counts_add_up(seed):
    hard = {limb.id for rule in RULE_BOOK for limb in rule.limbs if limb.kind is Kind.HARD}
    for request_id, result in usual(seed).items():
        found = Counter(one.place_id for name in LISTS for one in getattr(result, name))
        assert found == Counter(set() if result.referred else shown_to(county(seed), request_id))
        assert result.considered == sum(found.values()) == sum(len(getattr(result, name)) for name in LISTS)
        assert all(hard & {reason.rule for reason in one.failed} for one in result.excluded)
        assert all(reason.says and reason.source for one in result.excluded for reason in one.failed)
        assert all(one.approvals for one in result.needs_approval)
        assert all(one.questions for one in result.needs_information)
        failed = [{reason.rule for reason in one.failed} & hard for one in result.excluded]
        by_rule = Counter(slug for each in failed for slug in {limb.partition(":")[0] for limb in each})
        assert result.excluded_by_rule == by_rule


# `decision-is-human`


@COUNTIES
def test_asking_decides_nothing(seed):
    before = content_hash(county(seed))
    confirmed = {one.id for one in county(seed).placements if one.state is PlacementState.CONFIRMED}
    for request_id in usual(seed):
        answer(county(seed), request_id)

    assert content_hash(county(seed)) == before
    assert {one.id for one in county(seed).placements if one.state is PlacementState.CONFIRMED} == confirmed


# The same answer, and each place for itself


@COUNTIES
def test_the_same_request_twice_gives_the_same_answer_byte_for_byte(seed):
    for request_id, before in usual(seed).items():
        again = answer(with_everything(sized(seed, PLACES, REQUESTS), seed), request_id)
        assert result_adapter().dump_json(again) == result_adapter().dump_json(before)


@COUNTIES
def test_the_order_of_two_places_is_the_same_without_a_third(seed):
    snapshot = county(seed)
    lived_in = {one.setting_id for one in snapshot.placements}
    empty = [row for row in snapshot.places if row.setting_id not in lived_in]
    for request_id, before in usual(seed).items():
        for third in empty:
            fewer = replace(snapshot, places=tuple(row for row in snapshot.places if row is not third))
            assert order(answer(fewer, request_id)) == [one for one in order(before) if one != third.place_id]


# A fact written down

FACTS: list[tuple[type, str]] = [(Setting, one.name) for one in fields(Setting) if one.default is None]
FACTS += [(Place, one.name) for one in fields(Place) if one.default is None]
MAY_MOVE = {limb.id for rule in RULE_BOOK for limb in rule.limbs if limb.kind in {Kind.HARD, Kind.AUTHORISE}}


def without(snapshot: Snapshot, noun: type, fact: str) -> Snapshot:
    """The snapshot in which nobody has recorded this fact of any setting, or of any place."""
    nothing: dict[str, Any] = {fact: None}
    if noun is Setting:
        return with_settings(snapshot, lambda home: replace(home, **nothing))
    return replace(snapshot, places=tuple(replace(row, **nothing) for row in snapshot.places))


def worse_by_a_limb(blank: Snapshot, true: Snapshot, request_id: str, place_id: str) -> set[str]:
    """The hard and authorise limbs that the true fact makes worse there."""
    before, after = (outcomes(one, request_id, place_id, load_policy()) for one in (blank, true))
    return {limb for limb in MAY_MOVE & after.keys() if after[limb] > before[limb] and after[limb] != Outcome.MET}


@COUNTIES
@pytest.mark.parametrize(("noun", "fact"), FACTS, ids=[f"{noun.__name__}.{fact}" for noun, fact in FACTS])
def test_writing_down_a_true_fact_lowers_no_score_and_only_a_rule_moves_the_place_down(seed, noun, fact):
    """Conformance case 15, for each fact of a place. Facts that end the nights sooner are priced by their length."""
    for request_id in list(usual(seed))[:2]:
        written_down(county(seed), request_id, usual(seed)[request_id], noun, fact)


def written_down(true: Snapshot, request_id: str, after: MatchResult, noun: type, fact: str) -> None:
    """One fact of every place, left out and written down: what that does to each of them."""
    blank = without(true, noun, fact)
    before = answer(blank, request_id)
    for place_id, name in where(after).items():
        was = where(before).get(place_id, name)
        if LISTS.index(name) > LISTS.index(was):
            assert worse_by_a_limb(blank, true, request_id, place_id), (request_id, place_id, was, name)
        if place_id in scores(before).keys() & scores(after).keys():
            same_nights = offered(before)[place_id] == offered(after)[place_id]
            assert not same_nights or scores(after)[place_id] >= scores(before)[place_id], (request_id, place_id, fact)


WORLDS = [*range(8), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(8, 60))]
LEFT_TO_OTHERS = (Setting, "carers")
"""A view on somebody who may or may not be a carer there counts from the day the carers are recorded."""


@pytest.mark.parametrize("seed", WORLDS)
def test_so_it_does_in_a_small_random_world(seed):
    """Each world tries a quarter of the facts; the eight together try each twice."""
    snapshot = world(seed)
    answers = {request_id: answer(snapshot, request_id) for request_id in asked(snapshot)}
    for noun, fact in [one for one in FACTS[seed % 4 :: 4] if one != LEFT_TO_OTHERS]:
        for request_id, after in answers.items():
            written_down(snapshot, request_id, after, noun, fact)
