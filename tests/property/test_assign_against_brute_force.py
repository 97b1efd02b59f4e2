"""On small worlds the plan for everybody is the best of all there are: `assign` against the slow twin, level by level."""

from collections import Counter
from collections.abc import Iterator

import pytest

from matcher.cohort.assign import assign
from matcher.cohort.assignment import Assignment, AssignmentStatus
from matcher.cohort.milp import Milp
from matcher.cohort.model import RowKind
from matcher.cohort.planner import Planner
from matcher.cohort.whole import Whole, make_whole
from matcher.policy import load_policy
from tests.property.one_milp import one_milp
from tests.property.plan_twin import Twin
from tests.property.plan_twin_choice import hundredths
from tests.property.plan_worlds import PlanWorld, plan_world
from tests.solving_alone import candidates_of, climbed

BOOK = load_policy()
IN_ONE_BATCH = 8
BATCHES = range(0, 160, IN_ONE_BATCH)
LONG_BATCHES = range(160, 2160, 50)


@pytest.fixture(scope="module", autouse=True)
def milp():
    with one_milp() as lent:
        yield lent


def disagreements(seed: int) -> Iterator[str]:
    """What the two differ in, if anything."""
    world = plan_world(seed)
    best, plan = Twin(world.snapshot, world.asked, BOOK).best, assign(world.snapshot, world.asked, BOOK)
    if best.value is None:
        yield from apart("status", AssignmentStatus.FAILED, plan.status)
        return
    yield from apart("status", AssignmentStatus.OPTIMAL, plan.status)
    yield from apart("levels", best.value, levels_of(plan))
    yield from apart("value", best.value[3], hundredths(plan.value or 0))
    yield from apart("bound and gap", (plan.value, 0), (plan.bound, plan.gap))
    if {one.request_id: one.place_id for one in plan.placed} not in best.plans:
        yield f"the plan is none of the best: {plan.placed}"
    yield from apart("everybody", Counter(everybody(world)), Counter(in_lists(plan)))


def levels_of(plan: Assignment) -> tuple[int, ...]:
    """The six that have a meaning, more is better."""
    emergencies, few, placed, points, approvals, changes, _ = (one.value for one in plan.levels)
    return (int(emergencies), int(few), int(placed), hundredths(points), -int(approvals), -int(changes))


def everybody(world: PlanWorld) -> list[str]:
    ids = [one.id for one in world.snapshot.placement_requests]
    return ids if world.asked.request_ids is None else list(world.asked.request_ids)


def in_lists(plan: Assignment) -> list[str]:
    return [*(one.request_id for one in plan.placed), *(one.request_id for one in plan.not_placed)]


def apart(what: str, by_twin: object, by_engine: object) -> Iterator[str]:
    if by_twin != by_engine:
        yield f"{what}: twin {by_twin}, engine {by_engine}"


def assert_agreed(seeds: range) -> None:
    found = [f"world {seed}: {each}" for seed in seeds for each in disagreements(seed)]
    assert not found, "\n".join([f"{len(found)} disagreements", *found[:20]])


@pytest.mark.parametrize("first", BATCHES, ids=lambda first: f"worlds-from-{first}")
def test_the_plan_is_the_best_of_all(first):
    assert_agreed(range(first, first + IN_ONE_BATCH))


@pytest.mark.long
@pytest.mark.parametrize("first", LONG_BATCHES, ids=lambda first: f"worlds-from-{first}")
def test_the_plan_is_the_best_of_all_in_two_thousand_worlds(first):
    assert_agreed(range(first, first + 50))


# How often each kind of row decides something

DECIDES = {
    # the first world of the default run in which it does, and in how many of the 160
    RowKind.ONE_PLACE: (0, 95),
    RowKind.BEDS: (0, 38),
    RowKind.REGISTERED: (9, 11),
    RowKind.STAFFED: (4, 64),
    RowKind.BANK: (25, 4),
    RowKind.CASELOAD: (0, 85),
    RowKind.SPECIALISTS: (12, 6),
    RowKind.COMPANY: (2, 39),
    RowKind.SEPARATION: (56, 6),
    RowKind.SIBLINGS: (35, 10),
    RowKind.SIBLING_POINTS: (11, 24),
    RowKind.LOCK: (3, 20),
    RowKind.CUT: (9, 13),
    RowKind.CHANGES: (2, 7),
}
NOT_ABOUT_THE_WORLD = {RowKind.HELD, RowKind.DIFFERENT}
"""Rows of the levels, and of further plans."""


def whole_of(world: PlanWorld, *left_out: RowKind) -> Whole:
    candidates = candidates_of(world.snapshot, world.asked, BOOK)
    return make_whole(candidates, world.asked, left_out=frozenset(left_out))


def decides(kind: RowKind, world: PlanWorld, milp: Milp) -> bool:
    """Whether plans that need not keep to this kind of row could be worth more, or there could be one at all.

    A cut is written only where the rule book objects to the best plan that keeps to every other row.
    """
    if kind is RowKind.CUT:
        planner = Planner(whole_of(world), milp, lambda _: True)
        planner.best()
        return RowKind.CUT in planner.whole.model.kinds
    whole = whole_of(world)
    return kind in whole.model.kinds and levels_reached(whole_of(world, kind)) != levels_reached(whole)


def levels_reached(whole: Whole) -> list[float]:
    return [one.value for one in climbed(whole).levels[:6]]


def test_every_kind_of_row_that_is_about_the_world_is_looked_at():
    assert DECIDES.keys() == set(RowKind) - NOT_ABOUT_THE_WORLD


@pytest.mark.parametrize(("kind", "seed"), [(kind, first) for kind, (first, _) in DECIDES.items()], ids=str)
def test_every_kind_of_row_decides_something(kind, seed, milp):
    assert decides(kind, plan_world(seed), milp)


@pytest.mark.long
def test_how_often_each_kind_of_row_decides_something(milp):
    worlds = [plan_world(seed) for seed in range(BATCHES.stop)]
    counted = {kind: sum(decides(kind, world, milp) for world in worlds) for kind in DECIDES}
    assert counted == {kind: many for kind, (_, many) in DECIDES.items()}
