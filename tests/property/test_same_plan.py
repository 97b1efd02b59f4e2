"""The same question has the same plan: byte for byte, whoever wins the race; and in whatever order the records come."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from fixtures.planning import planning_county
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assign import assign
from matcher.cohort.assignment import Assignment, AssignmentStatus, Placed, assignment_adapter
from matcher.domain.snapshot import Snapshot
from matcher.policy import load_policy
from tests.property.one_milp import one_milp
from tests.property.plan_worlds import plan_world

BOOK = load_policy()
SMALL_WORLDS = range(12)
EVERYTHING = AssignmentAsked(with_approvals=True, alternatives=1, differ_for=3, seed=7)
IN_ANY_ORDER = (
    "young_people",
    "settings",
    "places",
    "placements",
    "placement_requests",
    "workers",
    "shifts",
    "commitments",
    "separation_entries",
    "authorisations",
    "travel_times",
)


@pytest.fixture(scope="module")
def tight_county() -> Snapshot:
    return planning_county(3, 20, 14, tight=True)


def as_bytes(plan: Assignment) -> bytes:
    return assignment_adapter().dump_json(plan)


def test_ten_runs_come_to_the_same_bytes(tight_county, monkeypatch):
    """In half of them CP-SAT, with its eight strategies, begins together with HiGHS; in half HiGHS has a head start."""
    answers = set()
    for run in range(10):
        monkeypatch.setattr("matcher.cohort.race.HEAD_START", 1.5 * (run % 2))
        plan = assign(tight_county, EVERYTHING, BOOK)
        assert plan.status is AssignmentStatus.OPTIMAL
        answers.add(as_bytes(plan))
    assert len(answers) == 1


def test_whoever_loses_a_solver_has_the_same_plan(tight_county, monkeypatch):
    """HiGHS is never asked: CP-SAT alone proves every level."""
    with_both = as_bytes(assign(tight_county, EVERYTHING, BOOK))
    monkeypatch.setattr("matcher.cohort.race.HEAD_START", 0)
    monkeypatch.setattr("matcher.cohort.milp.Milp.ask", lambda *_: None)
    assert as_bytes(assign(tight_county, EVERYTHING, BOOK)) == with_both


def shuffled(snapshot: Snapshot, seed: int) -> Snapshot:
    """The same records in another order."""
    draw = Random(seed)
    changed: dict[str, Any] = {}
    for name in IN_ANY_ORDER:
        rows = list(getattr(snapshot, name) or ())
        draw.shuffle(rows)
        changed[name] = tuple(rows) if getattr(snapshot, name) is not None else None
    return replace(snapshot, **changed)


def lines(plan: Assignment) -> list[Placed]:
    return sorted(plan.placed, key=lambda one: one.request_id)


def assert_same_plan(one: Assignment, other: Assignment) -> None:
    assert (one.status, one.levels, one.value, one.hours) == (other.status, other.levels, other.value, other.hours)
    assert lines(one) == lines(other)
    assert {each.request_id: each for each in one.not_placed} == {each.request_id: each for each in other.not_placed}


@pytest.mark.parametrize("seed", [0, 1])
def test_the_order_of_the_records_does_not_matter(tight_county, seed):
    asked = replace(EVERYTHING, alternatives=0)
    assert_same_plan(assign(tight_county, asked, BOOK), assign(shuffled(tight_county, seed), asked, BOOK))


def test_the_order_of_the_records_does_not_matter_in_small_worlds():
    with one_milp():
        for seed in SMALL_WORLDS:
            drawn = plan_world(seed)
            again = assign(shuffled(drawn.snapshot, seed), drawn.asked, BOOK)
            assert_same_plan(assign(drawn.snapshot, drawn.asked, BOOK), again)


def test_another_seed_is_worth_as_much(tight_county):
    """A seed settles only what is equal in everything else."""
    one, other = (assign(tight_county, replace(EVERYTHING, alternatives=0, seed=seed), BOOK) for seed in (1, 2))
    assert one.levels[:6] == other.levels[:6]
    assert one.id != other.id
