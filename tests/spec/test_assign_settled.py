"""What is settled before a plan is made: locks, and a plan made before. The worlds are those of `tests.small_plans`."""

import pytest

from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assign import assign
from matcher.cohort.assignment import AssignmentStatus
from matcher.domain.errors import InvalidInput
from tests.property.one_milp import one_milp
from tests.small_plans import BOOK, asking, family, given, here, never_here, outcome, sound_plan, where, who


@pytest.fixture(scope="module", autouse=True)
def _one_milp():
    with one_milp():
        yield


# Locks


def test_two_locks_on_one_bed_cannot_both_hold():
    """The third lock has nothing to do with it, and is not named."""
    snapshot = asking(who("a"), who("b"), who("c"), homes=[family("one"), family("two")])
    locks = (here("req-a", "one-bed"), here("req-b", "one-bed"), here("req-c", "two-bed"))
    assert outcome(sound_plan(snapshot, AssignmentAsked(locks=locks))) == (
        AssignmentStatus.FAILED,
        ("These locks cannot all hold: req-a at one-bed; req-b at one-bed. Take one of them away.",),
    )


def test_a_lock_on_a_place_that_could_not_be_given():
    snapshot = asking(who("a"), homes=[family("one"), family("two", placements_suspended=True)])
    assert outcome(sound_plan(snapshot, AssignmentAsked(locks=(here("req-a", "two-bed"),)))) == (
        AssignmentStatus.FAILED,
        ("This lock cannot hold: req-a at two-bed. The place is not one that could be given. Take the lock away.",),
    )


def test_a_lock_that_keeps_somebody_from_their_only_place():
    snapshot = asking(who("a"), homes=[family()])
    (waiting,) = sound_plan(snapshot, AssignmentAsked(locks=(never_here("req-a", "family-bed"),))).not_placed
    assert [one.says for one in waiting.reasons] == ["A lock keeps them from every place that would do."]
    assert waiting.would_take == ("Take away the lock that keeps them from Setting family.",)


def test_locks_that_are_kept():
    snapshot = asking(who("a"), who("b"), homes=[family("one"), family("two")])
    locks = (here("req-a", "two-bed"), never_here("req-b", "two-bed"))
    assert where(sound_plan(snapshot, AssignmentAsked(locks=locks))) == {"req-a": "two-bed", "req-b": "one-bed"}


def test_locks_that_say_the_opposite_of_each_other_are_refused():
    locks = (here("req-a", "family-bed"), never_here("req-a", "family-bed"))
    with pytest.raises(InvalidInput):
        assign(asking(who("a"), homes=[family()]), AssignmentAsked(locks=locks), BOOK)


# A plan made before


def test_fewer_changes_allowed_than_it_takes():
    """The family of the plan made before takes nobody any more."""
    homes = [family("one", placements_suspended=True), family("two")]
    asked = AssignmentAsked(given=given(a="one-bed"), most_changes=0)
    assert outcome(sound_plan(asking(who("a"), homes=homes), asked)) == (
        AssignmentStatus.FAILED,
        ("With so few changes to the plan given there is no plan. Allow more changes.",),
    )


def test_locks_that_contradict_each_other_are_named_where_changes_are_few_too():
    snapshot = asking(who("a"), who("b"), homes=[family("one"), family("two")])
    locks = (here("req-a", "one-bed"), here("req-b", "one-bed"))
    asked = AssignmentAsked(locks=locks, given=given(a="two-bed"), most_changes=0)
    assert "req-a at one-bed; req-b at one-bed" in sound_plan(snapshot, asked).says[0]


def test_between_equally_good_plans_the_one_made_before_is_kept():
    snapshot = asking(who("a"), who("b"), homes=[family("one"), family("two")])
    for places in ({"a": "one-bed", "b": "two-bed"}, {"a": "two-bed", "b": "one-bed"}):
        plan = sound_plan(snapshot, AssignmentAsked(given=given(**places)))
        assert where(plan) == {f"req-{one}": at for one, at in places.items()}
        assert [one.changed for one in plan.placed] == [False, False]


def test_a_bed_is_lost():
    """Three are planned for; the bed of one is gone. One moves, the others stay."""
    people = [who("a"), who("b"), who("c")]
    before = sound_plan(asking(*people, homes=[family("one"), family("two"), family("three"), family("four")]))
    lost = where(before)["req-b"]
    homes = [family(one, placements_suspended=f"{one}-bed" == lost) for one in ("one", "two", "three", "four")]
    asked = AssignmentAsked(
        given=given(**{id_.removeprefix("req-"): at for id_, at in where(before).items()}), ladder=True
    )
    after = sound_plan(asking(*people, homes=homes), asked)
    assert [one.request_id for one in after.placed if one.changed] == ["req-b"]
    assert [(rung.changes, rung.moved, rung.loses) for rung in after.ladder] == [(1, ("req-b",), 0)]
