"""CP-SAT alone and HiGHS alone come to the same value at every level, and to the same plan in the same words."""

from random import Random

import pytest

from fixtures.planning import planning_county
from matcher.cohort.asked import AssignmentAsked, GivenPair
from matcher.cohort.candidates import Candidates
from matcher.cohort.levels import ORDER
from matcher.cohort.report import Report
from matcher.cohort.whole import Whole, make_whole
from matcher.policy import load_policy
from tests.solving_alone import CpSatAlone, MilpAlone, candidates_of, climbed

BOOK = load_policy()
SETTINGS = 20
COUNTIES = [(seed, requests, tight) for requests in (20, 30) for seed in range(4) for tight in (True, False)]
LONG = [(seed, requests, tight) for requests in (20, 30) for seed in range(4, 30) for tight in (True, False)]


def whole_of(seed: int, requests: int, *, tight: bool) -> Whole:
    """A county's plan; in every other one with places that need approval, and a plan made before that is all wrong."""
    snapshot = planning_county(seed, SETTINGS, requests, tight=tight)
    if seed % 2:
        asked = AssignmentAsked(seed=seed)
        return make_whole(candidates_of(snapshot, asked, BOOK), asked)
    candidates = candidates_of(snapshot, AssignmentAsked(with_approvals=True), BOOK)
    asked = AssignmentAsked(with_approvals=True, given=anything(candidates, seed), seed=seed)
    return make_whole(candidates, asked)


def anything(candidates: Candidates, seed: int) -> tuple[GivenPair, ...]:
    """Everybody at one of their places, whoever else is there."""
    draw = Random(seed)
    with_places = [i for i in range(len(candidates.requests)) if candidates.of(i)]
    return tuple(
        GivenPair(
            request_id=candidates.requests[i].id, place_id=candidates.place_id(draw.choice(list(candidates.of(i))))
        )
        for i in with_places
    )


def assert_agreed(whole: Whole) -> None:
    by_highs, by_cp_sat = climbed(whole, MilpAlone), climbed(whole, CpSatAlone)
    assert [one.name for one in by_highs.levels] == list(ORDER)
    assert by_highs.is_proved
    assert by_highs.levels == by_cp_sat.levels
    assert by_highs.values is not None
    assert by_cp_sat.values is not None
    one, other = Report(whole, by_highs.values), Report(whole, by_cp_sat.values)
    assert one.placed == other.placed
    assert one.not_placed == other.not_placed
    assert (one.hours, one.value) == (other.hours, other.value)


@pytest.mark.parametrize(("seed", "requests", "tight"), COUNTIES)
def test_both_solvers_come_to_the_same_levels_and_the_same_plan(seed, requests, tight):
    assert_agreed(whole_of(seed, requests, tight=tight))


@pytest.mark.long
@pytest.mark.parametrize(("seed", "requests", "tight"), LONG)
def test_both_solvers_agree_on_a_hundred_counties(seed, requests, tight):
    assert_agreed(whole_of(seed, requests, tight=tight))
