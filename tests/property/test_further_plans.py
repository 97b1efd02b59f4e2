"""Second and third best plans, and what fewer changes would cost: against the slow twin, on small worlds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from matcher.cohort.asked import AssignmentAsked, GivenPair
from matcher.cohort.assign import assign
from matcher.cohort.assignment import Alternative, Assignment
from matcher.policy import load_policy
from tests.property.one_milp import one_milp
from tests.property.plan_twin import Twin, Value, where
from tests.property.plan_twin_choice import hundredths
from tests.property.plan_worlds import PlanWorld, plan_world

BOOK = load_policy()
IN_ONE_BATCH = 6
BATCHES = range(0, 24, IN_ONE_BATCH)
LONG_BATCHES = range(24, 324, IN_ONE_BATCH)
Places = dict[str, str]


@pytest.fixture(scope="module", autouse=True)
def _one_milp():
    with one_milp():
        yield


def places(plan: Assignment | Alternative) -> Places:
    return {one.request_id: one.place_id for one in plan.placed}


def differences(one: Places, other: Places, ids: Sequence[str]) -> int:
    return sum(one.get(id_) != other.get(id_) for id_ in ids)


# Alternatives


def worlds_with_alternatives(seeds: range) -> Iterator[tuple[PlanWorld, AssignmentAsked]]:
    for seed in seeds:
        drawn = plan_world(seed)
        yield drawn, replace(drawn.asked, alternatives=3, differ_for=1 + seed % 3)


def check_alternatives(drawn: PlanWorld, asked: AssignmentAsked) -> int:
    """Each is the best of all that differ for so many from every one before it; how many there were."""
    plan, twin = assign(drawn.snapshot, asked, BOOK), Twin(drawn.snapshot, asked, BOOK)
    if plan.value is None:
        assert not plan.alternatives
        return 0
    ids, had = [one.id for one in twin.requests], [places(plan)]
    for other in plan.alternatives:
        best = twin.best_where(lambda one: all(differences(where(one), each, ids) >= asked.differ_for for each in had))
        assert places(other) in best.plans
        assert best.value is not None
        assert hundredths(other.value) == best.value[3]
        assert other.proved
        assert other.differs_for == differences(places(other), had[0], ids)
        had.append(places(other))
    if len(plan.alternatives) < asked.alternatives:
        more = twin.best_where(lambda one: all(differences(where(one), each, ids) >= asked.differ_for for each in had))
        assert more.value is None
    return len(plan.alternatives)


def assert_best_alternatives(seeds: range) -> None:
    assert sum(check_alternatives(*one) for one in worlds_with_alternatives(seeds)) >= len(seeds)


@pytest.mark.parametrize("first", BATCHES, ids=lambda first: f"worlds-from-{first}")
def test_each_alternative_is_the_best_that_differs_for_so_many(first):
    assert_best_alternatives(range(first, first + IN_ONE_BATCH))


@pytest.mark.long
@pytest.mark.parametrize("first", LONG_BATCHES, ids=lambda first: f"worlds-from-{first}")
def test_each_alternative_is_the_best_in_many_worlds(first):
    assert_best_alternatives(range(first, first + IN_ONE_BATCH))


# The ladder


def worlds_with_a_plan_made_before(seeds: range) -> Iterator[tuple[PlanWorld, AssignmentAsked]]:
    """Made before: the second best, so that there is something to change; or whatever the world drew."""
    for seed in seeds:
        drawn = plan_world(seed)
        asked = replace(drawn.asked, most_changes=None, alternatives=1, differ_for=2)
        others = assign(drawn.snapshot, asked, BOOK).alternatives
        made = tuple(GivenPair(request_id=one, place_id=at) for one, at in places(others[0]).items()) if others else ()
        yield drawn, replace(asked, alternatives=0, ladder=True, given=made or asked.given or ())


def check_ladder(drawn: PlanWorld, asked: AssignmentAsked) -> int:
    """Each rung is the best with at most so many changes; each is worth no less than the one before."""
    plan, twin = assign(drawn.snapshot, asked, BOOK), Twin(drawn.snapshot, asked, BOOK)
    if plan.value is None:
        assert not plan.ladder
        return 0
    for rung in plan.ladder:
        best = twin_value(twin, rung.most_changes)
        assert (rung.placed, hundredths(rung.value), -rung.changes) == (best[2], best[3], best[5])
        assert rung.changes == len(rung.moved) <= rung.most_changes
        assert rung.loses == round(plan.value - rung.value, 2)
    ranked = [twin_value(twin, rung.most_changes)[:4] for rung in plan.ladder]
    assert ranked == sorted(ranked)
    last = plan.ladder[-1]
    assert (last.value, last.loses, last.changes) == (plan.value, 0, int(plan.levels[5].value))
    return len(plan.ladder)


def twin_value(twin: Twin, most: int) -> Value:
    value = twin.best_where(lambda one: twin.changes(one) <= most).value
    assert value is not None
    return value


def assert_best_rungs(seeds: range) -> None:
    assert sum(check_ladder(*one) for one in worlds_with_a_plan_made_before(seeds)) >= len(seeds)


@pytest.mark.parametrize("first", BATCHES, ids=lambda first: f"worlds-from-{first}")
def test_each_rung_is_the_best_with_at_most_so_many_changes(first):
    assert_best_rungs(range(first, first + IN_ONE_BATCH))


@pytest.mark.long
@pytest.mark.parametrize("first", LONG_BATCHES, ids=lambda first: f"worlds-from-{first}")
def test_each_rung_is_the_best_in_many_worlds(first):
    assert_best_rungs(range(first, first + IN_ONE_BATCH))
