"""Where a cohort is large, a first plan is found before the levels are climbed: it keeps to every row, and changes no answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from fixtures.planning import planning_county
from matcher.cohort import blocks, race, scout, windows
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assign import assign
from matcher.cohort.assignment import LevelName
from matcher.cohort.candidates import find_candidates
from matcher.cohort.milp import Milp
from matcher.cohort.race import Race
from matcher.cohort.whole import Whole, make_whole
from matcher.cohort.windows import Windows
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.policy import load_policy

BOOK = load_policy()
COUNTY = planning_county(5, 20, 18, tight=True)
EVERY_WAY = pytest.mark.parametrize("all_at_once", [True, False], ids=["all at once", "in blocks"])


def whole_of(snapshot: Snapshot) -> Whole:
    frame = make_frame(snapshot, BOOK)
    return make_whole(find_candidates(frame, list(frame.requests.values()), with_approvals=False), AssignmentAsked())


@pytest.fixture
def as_if_large(monkeypatch, all_at_once: bool):
    """A small cohort, looked at as a large one is; its blocks have seven people."""
    monkeypatch.setattr(race, "LARGE", 0)
    monkeypatch.setattr(scout, "ALL_AT_ONCE", 10**6 if all_at_once else -1)
    monkeypatch.setattr(scout, "MOST_ROUNDS", 0)
    monkeypatch.setattr(blocks, "PEOPLE", 7)


@contextmanager
def solvers_of(whole: Whole) -> Iterator[Race]:
    milp = Milp()
    try:
        with Race(whole.model.copy(), seed=0, milp=milp) as solvers:
            yield solvers
    finally:
        milp.end()


def first_plan(whole: Whole) -> tuple[int, ...]:
    with solvers_of(whole) as solvers:
        found = scout.scout(whole, solvers, lambda *_: True)
    assert found is not None
    return tuple(found.tolist())


@EVERY_WAY
def test_a_first_plan_keeps_to_every_row_places_nearly_everybody_and_is_the_same_again(as_if_large):
    whole = whole_of(COUNTY)
    found = first_plan(whole)
    assert whole.model.is_satisfied(np.array(found))
    placed = int(whole.counts(LevelName.PLACED) @ np.array(found))
    most = assign(COUNTY, AssignmentAsked(), BOOK).levels[2].value
    assert most - 2 <= placed <= most
    assert first_plan(whole_of(COUNTY)) == found


@EVERY_WAY
def test_whoever_begins_from_a_first_plan_comes_to_the_same_end(monkeypatch, as_if_large):
    from_it = assign(COUNTY, AssignmentAsked(work=1000), BOOK)
    monkeypatch.undo()
    assert from_it.status == "optimal"
    assert assign(COUNTY, AssignmentAsked(work=1000), BOOK).placed == from_it.placed


def test_neighbours_come_one_after_another_and_everybody_once():
    whole = whole_of(COUNTY)
    open_ = np.ones(len(whole.choices), np.bool_)
    order = list(blocks.neighbours(whole, open_))
    assert sorted(order) == sorted(set(whole.candidates.request.tolist()))
    homes = {i: set(whole.candidates.setting[whole.candidates.of(i)].tolist()) for i in order}
    assert homes[order[0]] & homes[order[1]]


def test_a_few_people_at_a_time_make_a_plan_better_and_keep_to_every_row(monkeypatch):
    monkeypatch.setattr(windows, "PEOPLE", 5)
    whole = whole_of(COUNTY)
    counts = whole.counts(LevelName.PLACED) * 10_000 + whole.counts(LevelName.POINTS)
    nobody = np.zeros(len(whole.model.upper), np.int64)
    with solvers_of(whole) as solvers:
        once = Windows(whole, whole.model, counts).improve(nobody, 1, solvers, lambda *_: True)
        twice = Windows(whole, whole.model, counts).improve(once, 2, solvers, lambda *_: True)
    assert counts @ nobody < counts @ once <= counts @ twice
    assert whole.model.is_satisfied(once)
    assert whole.model.is_satisfied(twice)
