"""Scarcity is real: how many lawful places the county has for somebody tonight, and for a planned request.

A place is counted as lawful when it is in `options` or in `needs_approval`: no hard limb fails, and nothing about the place
is unknown that would have to be known first.
"""

from dataclasses import replace
from functools import cache
from statistics import median
from typing import Any

import pytest

import fixtures
from matcher.domain.nights import age_on
from matcher.domain.people import CurrentKeyWorker, KeyWorkerPlan, YoungPerson
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import KeyWorkerOutcome, LegalStatus
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.rank import rank_in
from matcher.options.result import MatchResult
from matcher.policy import load_policy

A_FEW_SEEDS = (2026, 0, 1, 2, 3)
HUNDRED_SEEDS = tuple(range(100))
SAME_DAY = (3, 6)
PLANNED = (6, 15)
"""What the county is calibrated to: the median of lawful places, at least and at most."""
EMPTY = (
    "needs",
    "risks",
    "vulnerabilities",
    "views",
    "relationships",
    "family_time",
    "skilled_needs",
    "access_needs",
)


@cache
def answers(seed: int) -> list[tuple[PlacementRequest, YoungPerson, MatchResult]]:
    """Every open request of the county with its young person and its answer."""
    snapshot = fixtures.county(seed)
    people = {person.id: person for person in snapshot.young_people}
    frame = make_frame(snapshot, load_policy())
    return [
        (request, people[request.young_person_id], rank_in(frame, request.id))
        for request in snapshot.placement_requests
    ]


def lawful(answer: MatchResult) -> int:
    return answer.counts.options + answer.counts.needs_approval


def fifteen(person: YoungPerson) -> bool:
    return person.date_of_birth is not None and age_on(person.date_of_birth, fixtures.TODAY) == 15


def same_day(seeds: tuple[int, ...]) -> list[int]:
    """Lawful places of every same-day request for somebody of 15."""
    return [
        lawful(answer)
        for seed in seeds
        for request, person, answer in answers(seed)
        if request.is_emergency and fifteen(person)
    ]


def planned(seeds: tuple[int, ...]) -> list[int]:
    """Lawful places of every planned request, the one with none and the one referred among them."""
    return [lawful(answer) for seed in seeds for request, _, answer in answers(seed) if not request.is_emergency]


def share_with_three_options(seed: int) -> float:
    found = answers(seed)
    return sum(answer.counts.options >= 3 for _, _, answer in found) / len(found)


def test_the_demos_emergency_has_three_to_six_lawful_places():
    (found,) = [lawful(answer) for request, _, answer in answers(2026) if request.id == fixtures.EMERGENCY_REQUEST]

    assert SAME_DAY[0] <= found <= SAME_DAY[1]


def test_the_demos_planned_request_has_six_to_fifteen_lawful_places():
    (found,) = [lawful(answer) for request, _, answer in answers(2026) if request.id == fixtures.PLANNED_REQUEST]

    assert PLANNED[0] <= found <= PLANNED[1]


def test_nearly_all_of_the_demos_open_requests_have_three_or_more_options():
    assert share_with_three_options(2026) >= 0.8


def test_one_request_of_the_demo_has_no_lawful_place_and_nothing_left_to_ask():
    nowhere = [answer for _, _, answer in answers(2026) if not answer.referred and lawful(answer) == 0]

    assert len(nowhere) == 1
    assert nowhere[0].counts.needs_information == 0
    assert nowhere[0].considered > 250


def test_one_request_of_the_demo_is_referred():
    assert sum(bool(answer.referred) for _, _, answer in answers(2026)) == 1


def test_a_few_counties_are_as_scarce_as_the_demo():
    assert SAME_DAY[0] <= median(same_day(A_FEW_SEEDS)) <= SAME_DAY[1]
    assert PLANNED[0] <= median(planned(A_FEW_SEEDS)) <= PLANNED[1]


def probed(snapshot: Snapshot, request_id: str) -> MatchResult:
    """The answer where everything about the person is recorded and nothing is in the way."""
    request = next(one for one in snapshot.placement_requests if one.id == request_id)
    plain: dict[str, Any] = {
        "legal_status": LegalReason(status=LegalStatus.INTERIM_CARE_ORDER),
        "key_worker": CurrentKeyWorker(plans=(KeyWorkerPlan(outcome=KeyWorkerOutcome.AGREED),)),
        **dict.fromkeys(EMPTY, ()),
    }
    people = tuple(
        replace(person, **plain) if person.id == request.young_person_id else person for person in snapshot.young_people
    )
    return rank_in(make_frame(replace(snapshot, young_people=people), load_policy()), request_id)


def test_the_emergency_is_as_scarce_where_everything_about_her_is_recorded():
    snapshot = fixtures.county()

    assert SAME_DAY[0] <= lawful(probed(snapshot, fixtures.EMERGENCY_REQUEST)) <= SAME_DAY[1]


@pytest.mark.long
def test_over_a_hundred_counties_somebody_of_15_has_a_median_of_three_to_six_lawful_places_tonight():
    assert SAME_DAY[0] <= median(same_day(HUNDRED_SEEDS)) <= SAME_DAY[1]


@pytest.mark.long
def test_over_a_hundred_counties_a_planned_request_has_a_median_of_six_to_fifteen_lawful_places():
    assert PLANNED[0] <= median(planned(HUNDRED_SEEDS)) <= PLANNED[1]


@pytest.mark.long
def test_over_a_hundred_counties_the_options_alone_lie_between_the_same_bounds():
    tonight = [
        answer.counts.options
        for seed in HUNDRED_SEEDS
        for request, person, answer in answers(seed)
        if request.is_emergency and fifteen(person)
    ]
    later = [
        answer.counts.options
        for seed in HUNDRED_SEEDS
        for request, _, answer in answers(seed)
        if not request.is_emergency
    ]

    assert SAME_DAY[0] <= median(tonight) <= SAME_DAY[1]
    assert PLANNED[0] <= median(later) <= PLANNED[1]


@pytest.mark.long
@pytest.mark.parametrize("seed", HUNDRED_SEEDS)
def test_in_every_county_most_requests_have_options_one_has_none_and_one_is_referred(seed):
    found = [answer for _, _, answer in answers(seed)]

    assert share_with_three_options(seed) >= 0.5
    assert sum(not answer.referred and lawful(answer) == 0 for answer in found) == 1
    assert sum(bool(answer.referred) for answer in found) == 1
