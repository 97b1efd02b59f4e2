"""Rows about company only spare cuts: without them the rule book objects, and the planner ends at the same value."""

import pytest

from matcher.cohort.milp import Milp
from matcher.cohort.model import RowKind
from matcher.cohort.planner import Planner
from matcher.domain.snapshot import Snapshot
from tests.property.one_milp import one_milp
from tests.property.plan_worlds import plan_world
from tests.small_plans import (
    NOTHING_ELSE,
    apart_by_the_street,
    asking,
    could_be_hurt,
    family,
    split_by_beds,
    three_for_a_family_of_two,
    violent,
    who,
    whole_of,
)


@pytest.fixture(scope="module")
def milp():
    with one_milp() as lent:
        yield lent


def placed_by_cuts(snapshot: Snapshot, milp: Milp, *left_out: RowKind) -> int:
    found = Planner(whole_of(snapshot, NOTHING_ELSE, *left_out), milp, lambda _: True).best()
    assert found.report is not None
    assert found.climb.is_proved
    return len(found.report.placed)


def test_cuts_find_what_three_together_break(milp):
    assert placed_by_cuts(three_for_a_family_of_two(), milp) == 2


def test_cuts_mend_a_plan_without_rows_about_company(milp):
    two = asking(who("a", **violent()), who("b", **could_be_hurt()), homes=[family()], beds=2)
    assert placed_by_cuts(two, milp, RowKind.COMPANY) == 1


def test_cuts_mend_a_plan_without_rows_about_streets(milp):
    assert placed_by_cuts(apart_by_the_street(), milp, RowKind.SEPARATION) == 1


def test_cuts_mend_a_plan_without_rows_about_brothers_and_sisters(milp):
    assert placed_by_cuts(split_by_beds(), milp, RowKind.SIBLINGS) == 1


@pytest.mark.parametrize("seed", [2, 11, 13, 23, 35, 56])
def test_rows_about_company_only_spare_cuts(seed, milp):
    """The same levels with the rows and without them, in worlds of `plan_world`."""
    drawn = plan_world(seed)
    levels = [
        Planner(whole_of(drawn.snapshot, drawn.asked, *left_out), milp, lambda _: True).best().climb.levels[:6]
        for left_out in ((), (RowKind.COMPANY, RowKind.SEPARATION, RowKind.SIBLINGS))
    ]
    assert levels[0] == levels[1]
