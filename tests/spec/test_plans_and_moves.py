"""Plans for people who live somewhere already, or for whom a place is held: nobody's place rests on somebody else's move.

The worlds are those of `tests.small_plans`.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fixtures.plain_world import START, TODAY, lives, place
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assign import assign
from matcher.cohort.assignment import Assignment, AssignmentStatus
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import PlacementState
from matcher.domain.person_codes import SeparationReason, SeparationScope, ViewStrength
from matcher.domain.placements import Placement, SeparationEntry
from matcher.domain.settings import OutOfUse
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Commitment
from tests.property.one_milp import one_milp
from tests.small_plans import (
    BOOK,
    BOTH,
    NOTHING_ELSE,
    asking,
    bank_worker,
    brother_or_sister,
    family,
    here,
    home,
    key_worker,
    never_here,
    rota,
    speaks_of,
    who,
)

MIDDLE = date(2026, 6, 15)


@pytest.fixture(scope="module", autouse=True)
def _one_milp():
    with one_milp():
        yield


def plan_of(snapshot: Snapshot, asked: AssignmentAsked = NOTHING_ELSE) -> Assignment:
    plan = assign(snapshot, asked, BOOK)
    assert plan.status is AssignmentStatus.OPTIMAL
    return plan


def who_is_where(plan: Assignment) -> list[str]:
    return [f"{one.request_id.removeprefix('req-')} at {one.place_id}" for one in plan.placed]


def held(person: str, setting: str, first: date = START, leaving: date | None = None) -> Placement:
    return lives(
        person, setting, first_night=first, leaving=leaving, state=PlacementState.HELD, request_id=f"req-{person}"
    )


def asked_from(snapshot: Snapshot, person: str, **facts: Any) -> Snapshot:
    requests = (replace(one, **facts) if one.young_person_id == person else one for one in snapshot.placement_requests)
    return replace(snapshot, placement_requests=tuple(requests))


def apart(one: str, other: str, scope: SeparationScope) -> tuple[SeparationEntry, ...]:
    return (SeparationEntry(person_a=one, person_b=other, reason=SeparationReason.COURT_OR_POLICE, scope=scope),)


def held_for_b_from_the_middle_of_june() -> Snapshot:
    """The one bed of `family` is held for b, who would rather go to `other`, where a will not go."""
    a = who("a", **speaks_of("other", ViewStrength.STRONGLY_AGAINST))
    b = who("b", **speaks_of("other", ViewStrength.STRONGLY_FOR))
    return asked_from(
        asking(a, b, homes=[family(), family("other")], placements=(held("b", "family", MIDDLE),)),
        "b",
        start_date=MIDDLE,
        end_date=None,
    )


def test_a_bed_that_is_held_is_given_to_nobody_else_though_the_plan_has_another_for_its_owner():
    """Until the hold begins, it can be: a has it for a fortnight."""
    plan = plan_of(held_for_b_from_the_middle_of_june())
    assert who_is_where(plan) == ["a at family-bed", "b at other-bed"]
    assert plan.placed[0].leaving == MIDDLE


def test_a_room_that_is_held_is_given_to_nobody_else_though_its_owner_gets_another_in_the_same_home():
    rooms = tuple(place("family", place_id=f"room-{n}", beds=1) for n in (1, 2))
    hold = replace(held("b", "family", MIDDLE), place_id="room-2")
    snapshot = asking(who("a"), who("b"), homes=[family()], places=rooms, placements=(hold,))
    asked = AssignmentAsked(locks=(here("req-b", "room-1"), never_here("req-a", "room-1")))
    plan = plan_of(asked_from(snapshot, "b", start_date=MIDDLE, end_date=None), asked)
    assert who_is_where(plan) == ["a at room-2", "b at room-1"]
    assert plan.placed[0].leaving == MIDDLE


def test_whoever_comes_to_the_street_later_is_no_trouble():
    """c, kept out of a's street, comes next door when a has left: that b's bed stays empty keeps a there no longer."""
    before = held_for_b_from_the_middle_of_june()
    there, next_door = family(site_id="the-street"), family("next-door", site_id="the-street")
    snapshot = asking(
        *before.young_people,
        who("c", **speaks_of("next-door", ViewStrength.STRONGLY_FOR)),
        homes=[there, family("other"), next_door],
        placements=before.placements,
        separation_entries=apart("a", "c", SeparationScope.STREET_OR_SITE),
    )
    snapshot = asked_from(snapshot, "b", start_date=MIDDLE, end_date=None)
    plan = plan_of(asked_from(snapshot, "c", start_date=date(2026, 6, 20), end_date=date(2026, 7, 4)))
    assert who_is_where(plan) == ["a at family-bed", "b at other-bed", "c at next-door-bed"]


def test_somebody_whose_place_is_held_there_is_not_two():
    """A family approved for two: a, and b, for whom a place is held."""
    terms = TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=2)
    snapshot = asking(who("a"), who("b"), homes=[family(terms=terms)], beds=3, placements=(held("b", "family"),))
    assert who_is_where(plan_of(snapshot)) == ["a at family-bed", "b at family-bed"]


def test_two_kept_apart_come_one_after_the_other():
    """One room is out of use from 12 June, so that a would leave then; b comes to the other on the 15th."""
    out = OutOfUse(first_night=date(2026, 6, 12))
    rooms = (
        place("family", place_id="room-1", beds=1, out_of_use=(out,)),
        place("family", place_id="room-2", beds=1),
    )
    snapshot = asking(
        who("a"),
        who("b"),
        homes=[family()],
        places=rooms,
        separation_entries=apart("a", "b", SeparationScope.HOME),
    )
    plan = plan_of(asked_from(snapshot, "b", start_date=MIDDLE, end_date=date(2026, 6, 29)))
    assert who_is_where(plan) == ["a at room-1", "b at room-2"]


def test_staff_who_are_tied_to_somebody_already_are_who_they_need():
    """Two staff by day are enough for a and one for a alone, who was promised one in May."""
    snapshot = asking(
        who("a"),
        homes=[home()],
        shifts=rota("home", day=2, evening=2),
        commitments=(Commitment(setting_id="home", staff=1, first_night=TODAY, young_person_id="a"),),
        workers=(key_worker("kw"), bank_worker()),
    )
    plan = plan_of(asked_from(snapshot, "a", required_ratio=1))
    assert who_is_where(plan) == ["a at home-bed"]
    assert plan.hours.bank_hours == 0


def test_bank_staff_are_counted_until_somebody_has_left():
    """a and r live in the home and one by day is enough; b comes on the day a is to leave, and the move may be late."""
    snapshot = asking(
        who("a", **speaks_of("family", ViewStrength.STRONGLY_FOR)),
        who("b", **speaks_of("family", ViewStrength.STRONGLY_AGAINST)),
        homes=[home(), family()],
        beds=3,
        young_people=(
            who("a", **speaks_of("family", ViewStrength.STRONGLY_FOR)),
            who("b", **speaks_of("family", ViewStrength.STRONGLY_AGAINST)),
            who("r"),
        ),
        placements=(lives("a"), lives("r")),
        shifts=rota("home", day=1, evening=2),
        workers=(key_worker("kw"), bank_worker()),
    )
    plan = plan_of(snapshot)
    assert who_is_where(plan) == ["a at family-bed", "b at home-bed"]
    assert plan.hours.bank_hours == 14 * 8


def test_a_split_that_has_to_be_approved_anyway():
    """b has been held a place at `third`, so that a service manager has to agree to any place for a, b's sister."""
    families = [family("one"), family("two"), family("third", placements_suspended=True)]
    snapshot = asking(
        who("a", **brother_or_sister("b")),
        who("b", **brother_or_sister("a")),
        homes=families,
        placements=(held("b", "third", date(2026, 5, 25)),),
    )
    snapshot = asked_from(snapshot, "b", start_date=date(2026, 5, 25))
    plan = plan_of(snapshot, AssignmentAsked(with_approvals=True))
    assert len(plan.placed) == 2
    assert [[each.rule for each in one.approvals] for one in plan.placed] == [["siblings-together:split"], []]
