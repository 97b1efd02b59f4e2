"""The effect of every option on the others, looked up, against solving everything again for each of them."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from fixtures import county, sized
from matcher.cohort.core import Core, core_of
from matcher.cohort.core_beds import NO_HOME
from matcher.cohort.core_plan import best_plan, worth_of
from matcher.cohort.effects import effects_in, table_of
from matcher.cohort.effects_result import effects_adapter
from matcher.cohort.effects_table import effects_table, rearranging
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.rank import rank_in
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from tests.property.cores import Reached, made_core, reach, reach_by_assignment, reached, small_core

A_BATCH = 40
Solve = Callable[[Core], Reached]
BATCHES = pytest.mark.parametrize(
    "batch", [*range(12), *(pytest.param(n, marks=pytest.mark.long) for n in range(12, 99))]
)
COUNTIES = pytest.mark.parametrize(("seed", "settings", "requests"), [(3, 60, 12), (7, 40, 25), (2026, 120, 30)])


def batch_of(number: int) -> Iterator[Core]:
    return (small_core(seed) for seed in range(number * A_BATCH, (number + 1) * A_BATCH))


def difference(one: Reached, other: Reached) -> Reached:
    return one[0] - other[0], one[1] - other[1]


def solved_again(core: Core, i: int, solve: Solve) -> list[Reached]:
    """Of each option of request i: the others' most with a bed there taken, less their most with every bed."""
    others = core.without(i)
    before = solve(others)
    return [difference(solve(others.with_one_bed_fewer(j)), before) for j in core.offered[i].tolist()]


def mismatches(core: Core, solve: Solve, which: range | None = None) -> list[tuple[str, str]]:
    table, wrong = effects_table(core), []
    for i in which or range(len(core.request_ids)):
        looked_up = [core.in_two(effect) for effect in table.of(i).tolist()]
        expected = solved_again(core, i, solve)
        pairs = zip(core.offered[i].tolist(), looked_up, expected, strict=True)
        wrong += [(core.request_ids[i], core.place_ids[j]) for j, one, other in pairs if one != other]
    return wrong


@BATCHES
def test_every_effect_is_what_solving_again_gives(batch):
    assert [mismatches(core, reach) for core in batch_of(batch)] == [[]] * A_BATCH


@pytest.mark.parametrize(
    ("people", "places", "beds", "tenths"),
    [(12, 8, 13, range(400, 1001)), (25, 40, 27, (400, 500, 600)), (40, 25, 30, range(1001)), (30, 30, 60, (0, 1, 2))],
)
@pytest.mark.parametrize("seed", range(3))
def test_so_it_is_in_larger_cores(seed, people, places, beds, tenths):
    core = made_core(seed, people, places, candidates=places / 3, beds=beds, tenths=tenths)
    assert mismatches(core, reach_by_assignment, range(0, people, 5)) == []


@BATCHES
def test_the_plan_everything_is_read_from_is_a_best_one(batch):
    for core in batch_of(batch):
        plan = effects_table(core).moves.plan
        assert reached(core, plan) == reach(core) == core.in_two(worth_of(core, plan))


@BATCHES
def test_no_effect_is_above_nothing(batch):
    for core in batch_of(batch):
        table = effects_table(core)
        assert all((table.of(i) <= 0).all() for i in range(len(core.request_ids)))


@BATCHES
def test_a_rearrangement_can_be_carried_out_and_reaches_the_effect(batch):
    for core in batch_of(batch):
        table = effects_table(core)
        for i in range(len(core.request_ids)):
            found, others = rearranging(core, i), core.without(i)
            before = reached(others, found.moves.plan)
            for j, effect in zip(core.offered[i].tolist(), table.of(i).tolist(), strict=True):
                after = found.moves.plan.copy()
                for one in found.making_room(j):
                    assert after[one.i] == one.before != one.after
                    after[one.i] = one.after
                assert difference(reached(others.with_one_bed_fewer(j), after), before) == core.in_two(effect)


def test_nobody_moves_who_need_not():
    """Two beds at one place, one of them spare: whoever comes pushes nobody out, though a move would cost nothing."""
    core = made_core(1, 2, 2, candidates=2, beds=0, tenths=(500,))
    core = replace(core, beds=np.array([3, 3]), offered=(np.arange(2), np.arange(2)))
    found = rearranging(core, 0)
    assert [found.making_room(j) for j in range(2)] == [[], []]


@pytest.mark.parametrize(("people", "places", "beds"), [(1, 0, 0), (3, 0, 0), (1, 1, 1), (3, 2, 0), (0, 2, 2)])
def test_with_nobody_else_or_no_place_there_is_nothing_to_say(people, places, beds):
    core = made_core(1, people, places, candidates=places, beds=beds, tenths=(500,))
    table = effects_table(core)
    assert [table.of(i).tolist() for i in range(people)] == [[0] * beds for _ in range(people)]
    assert all(rearranging(core, i).making_room(j) == [] for i in range(people) for j in core.offered[i])


def shared_limits_bind(core: Core) -> bool:
    return any(core.home_beds[home] < core.beds[core.home == home].sum() for home in range(len(core.home_beds)))


def test_the_cores_have_what_is_hard():
    """Ties, places without beds, points of nothing, shared limits that bind, people without a place, chains of moves."""
    cores = [core for batch in range(12) for core in batch_of(batch)]
    longest = 0
    for core in cores:
        for i in range(len(core.request_ids)):
            found = rearranging(core, i)
            longest = max([longest, *(len(found.making_room(j)) for j in core.offered[i].tolist())])
    assert longest >= 3
    assert sum((core.beds == 0).any() for core in cores) > 50
    assert sum((core.tenths[core.fits] == 0).any() for core in cores) > 50
    assert sum(map(shared_limits_bind, cores)) > 20
    assert sum(reach(core)[0] < len(core.request_ids) for core in cores) > 100
    effects = [
        core.in_two(one) for core in cores for i in range(len(core.offered)) for one in effects_table(core).of(i)
    ]
    assert {people for people, _ in effects} == {0, -1}
    assert any(tenths > 0 for _, tenths in effects)


# of a county


@COUNTIES
def test_the_effects_in_a_county_are_what_solving_again_gives(seed, settings, requests):
    core = core_of_county(county(seed, settings, requests))
    assert sum(map(len, core.offered)) > requests
    assert mismatches(core, reach_by_flow) == []
    assert mismatches(without_shared_limits(core), reach_by_assignment) == []


def core_of_county(snapshot: Snapshot) -> Core:
    frame = make_frame(snapshot, load_policy())
    return core_of(frame, list(frame.requests.values()))


def reach_by_flow(core: Core) -> Reached:
    return reached(core, best_plan(core))


def without_shared_limits(core: Core) -> Core:
    return replace(core, beds=core.room, home=np.full(len(core.home), NO_HOME), home_beds=np.array([], np.int64))


@COUNTIES
def test_the_answer_says_what_the_table_says_in_the_order_of_the_own_list(seed, settings, requests):
    frame = make_frame(county(seed, settings, requests), load_policy())
    core, effects = table_of(frame).core, 0
    for request_id in core.request_ids:
        found, own = effects_in(frame, request_id), rank_in(frame, request_id)
        assert [(one.overall_rank, one.place_id, one.score) for one in found.effects] == [
            (one.overall_rank, one.place_id, one.score) for one in own.options
        ]
        assert found.others == len(core.request_ids) - 1
        for one in found.effects:
            moves = one.rearrangement or ()
            assert (one.others_left_without, one.others_points <= 0 or one.others_left_without == 1) in {
                (0, True),
                (1, True),
            }
            assert sum(move.to_place_id is None for move in moves) == one.others_left_without
            assert round(sum(move.points for move in moves), 1) == one.others_points
            assert request_id not in {move.request_id for move in moves}
            effects += one.others_points != 0
    assert effects > 10


@COUNTIES
def test_to_look_at_the_effects_changes_no_list_and_the_second_look_is_the_first(seed, settings, requests):
    frame = make_frame(county(seed, settings, requests), load_policy())
    for request_id in frame.requests:
        before = result_adapter().dump_json(rank_in(frame, request_id))
        first = effects_adapter().dump_json(effects_in(frame, request_id))
        assert effects_adapter().dump_json(effects_in(frame, request_id)) == first
        assert result_adapter().dump_json(rank_in(frame, request_id)) == before


def test_a_frame_has_one_table_and_the_table_ends_with_the_frame():
    frame = make_frame(sized(1, 36, 3), load_policy())
    table = table_of(frame)
    assert table_of(frame) is table
    kept = weakref.ref(table)
    del frame, table
    gc.collect()
    assert kept() is None
