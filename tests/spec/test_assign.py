"""How a plan for everybody ends: what it says where there is nothing to place, no way to, no time, or a contradiction.

The worlds are those of `tests.small_plans`.
"""

from dataclasses import replace

import pytest

from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assign import assign
from matcher.cohort.assignment import Assignment, AssignmentStatus, GoesOn, LevelName, Progress
from matcher.cohort.levels import ORDER
from matcher.cohort.verify import Plan, verify
from matcher.domain.errors import InvalidInput
from matcher.domain.person_codes import ViewStrength
from matcher.domain.snapshot import Snapshot
from tests.property.one_milp import one_milp
from tests.small_plans import (
    BOOK,
    NOTHING_ELSE,
    asking,
    family,
    given,
    here,
    home,
    never_here,
    rota,
    speaks_of,
    who,
)

OTHERS = "All 2 places that would do are needed by others in this plan, or could not be staffed."
OWN_LIST = (
    "Look at this person's own list for what would change it, and ask the service manager about a place made round one "
    "young person."
)


@pytest.fixture(scope="module", autouse=True)
def _one_milp():
    with one_milp():
        yield


def plan_of(snapshot: Snapshot, asked: AssignmentAsked = NOTHING_ELSE, goes_on: GoesOn | None = None) -> Assignment:
    """The plan. Whatever comes out, nobody is in no list and nobody in two, unless there is no plan at all."""
    plan = assign(snapshot, asked, BOOK, goes_on)
    if plan.value is not None:
        lists = [*(one.request_id for one in plan.placed), *(one.request_id for one in plan.not_placed)]
        assert sorted(lists) == sorted(one.id for one in snapshot.placement_requests if one.is_open)
        assert [one.name for one in plan.levels] == list(ORDER)
        assert not verify(snapshot, Plan(plan.placed, plan.hours, plan.value), asked, BOOK)
    return plan


def where(plan: Assignment) -> dict[str, str]:
    return {one.request_id: one.place_id for one in plan.placed}


def outcome(plan: Assignment) -> tuple[AssignmentStatus, tuple[str, ...]]:
    return plan.status, plan.says


# Nothing to place, and nowhere


def test_nobody_asks():
    plan = plan_of(asking(who("a"), homes=[family()], placement_requests=()))
    assert outcome(plan) == (
        AssignmentStatus.OPTIMAL,
        ("0 of 0 would have a place.", "No other plan is better: that is proved, level by level."),
    )
    assert (plan.value, plan.bound, plan.gap) == (0, 0, 0)


def test_no_place_at_all():
    plan = plan_of(asking(who("a"), who("b"), homes=[family()], places=()))
    assert plan.status is AssignmentStatus.OPTIMAL
    assert plan.says[0] == "0 of 2 would have a place."
    for one in plan.not_placed:
        assert one.candidates == 0
        assert [each.says for each in one.reasons] == ["No place is on record that would do."]
        assert one.would_take == (OWN_LIST,)


def test_somebody_who_is_referred_elsewhere():
    snapshot = asking(who("a"), homes=[family()])
    secure = tuple(replace(one, secure_sought=True) for one in snapshot.placement_requests)
    plan = plan_of(replace(snapshot, placement_requests=secure))
    assert [each.says for each in plan.not_placed[0].reasons] == [
        "The request is for somewhere else: its own page says where to ask."
    ]


def test_nothing_fits():
    """The family is closed; the home has no beds in use and a rota that is short."""
    homes = [family(placements_suspended=True), home()]
    plan = plan_of(asking(who("a"), homes=homes, shifts=rota("home", day=0, evening=0)))
    (waiting,) = plan.not_placed
    assert {each.rule for each in waiting.reasons} == {"provider-standing", "staff-ratio"}
    assert waiting.would_take == (OWN_LIST,)


def test_more_people_than_beds():
    snapshot = asking(who("a"), who("b"), who("c"), homes=[family("one"), family("two")])
    plan = plan_of(snapshot)
    (waiting,) = plan.not_placed
    assert len(plan.placed) == 2
    assert waiting.candidates == 2
    assert [one.says for one in waiting.reasons] == [OTHERS]
    assert set(waiting.would_take) == {"One more bed at Setting one.", "One more bed at Setting two."}


def test_two_requests_of_one_person_are_one_place():
    snapshot = asking(who("a"), homes=[family("one"), family("two")])
    (first,) = snapshot.placement_requests
    plan = plan_of(replace(snapshot, placement_requests=(first, replace(first, id="req-again"))))
    (waiting,) = plan.not_placed
    assert len(plan.placed) == 1
    assert [one.says for one in waiting.reasons] == [
        "Another request of the same young person has a place in this plan."
    ]


# Locks


def test_two_locks_on_one_bed_cannot_both_hold():
    """The third lock has nothing to do with it, and is not named."""
    snapshot = asking(who("a"), who("b"), who("c"), homes=[family("one"), family("two")])
    locks = (here("req-a", "one-bed"), here("req-b", "one-bed"), here("req-c", "two-bed"))
    assert outcome(plan_of(snapshot, AssignmentAsked(locks=locks))) == (
        AssignmentStatus.FAILED,
        ("These locks cannot all hold: req-a at one-bed; req-b at one-bed. Take one of them away.",),
    )


def test_a_lock_on_a_place_that_could_not_be_given():
    snapshot = asking(who("a"), homes=[family("one"), family("two", placements_suspended=True)])
    assert outcome(plan_of(snapshot, AssignmentAsked(locks=(here("req-a", "two-bed"),)))) == (
        AssignmentStatus.FAILED,
        ("This lock cannot hold: req-a at two-bed. The place is not one that could be given. Take the lock away.",),
    )


def test_a_lock_that_keeps_somebody_from_their_only_place():
    snapshot = asking(who("a"), homes=[family()])
    (waiting,) = plan_of(snapshot, AssignmentAsked(locks=(never_here("req-a", "family-bed"),))).not_placed
    assert [one.says for one in waiting.reasons] == ["A lock keeps them from every place that would do."]
    assert waiting.would_take == ("Take away the lock that keeps them from Setting family.",)


def test_locks_that_are_kept():
    snapshot = asking(who("a"), who("b"), homes=[family("one"), family("two")])
    locks = (here("req-a", "two-bed"), never_here("req-b", "two-bed"))
    assert where(plan_of(snapshot, AssignmentAsked(locks=locks))) == {"req-a": "two-bed", "req-b": "one-bed"}


def test_locks_that_say_the_opposite_of_each_other_are_refused():
    locks = (here("req-a", "family-bed"), never_here("req-a", "family-bed"))
    with pytest.raises(InvalidInput):
        assign(asking(who("a"), homes=[family()]), AssignmentAsked(locks=locks), BOOK)


# A plan made before


def test_fewer_changes_allowed_than_it_takes():
    """The family of the plan made before takes nobody any more."""
    homes = [family("one", placements_suspended=True), family("two")]
    asked = AssignmentAsked(given=given(a="one-bed"), most_changes=0)
    assert outcome(plan_of(asking(who("a"), homes=homes), asked)) == (
        AssignmentStatus.FAILED,
        ("With so few changes to the plan given there is no plan. Allow more changes.",),
    )


def test_locks_that_contradict_each_other_are_named_where_changes_are_few_too():
    snapshot = asking(who("a"), who("b"), homes=[family("one"), family("two")])
    locks = (here("req-a", "one-bed"), here("req-b", "one-bed"))
    asked = AssignmentAsked(locks=locks, given=given(a="two-bed"), most_changes=0)
    assert "req-a at one-bed; req-b at one-bed" in plan_of(snapshot, asked).says[0]


def test_between_equally_good_plans_the_one_made_before_is_kept():
    snapshot = asking(who("a"), who("b"), homes=[family("one"), family("two")])
    for places in ({"a": "one-bed", "b": "two-bed"}, {"a": "two-bed", "b": "one-bed"}):
        plan = plan_of(snapshot, AssignmentAsked(given=given(**places)))
        assert where(plan) == {f"req-{one}": at for one, at in places.items()}
        assert [one.changed for one in plan.placed] == [False, False]


def test_a_bed_is_lost():
    """Three are planned for; the bed of one is gone. One moves, the others stay."""
    people = [who("a"), who("b"), who("c")]
    before = plan_of(asking(*people, homes=[family("one"), family("two"), family("three"), family("four")]))
    lost = where(before)["req-b"]
    homes = [family(one, placements_suspended=f"{one}-bed" == lost) for one in ("one", "two", "three", "four")]
    asked = AssignmentAsked(
        given=given(**{id_.removeprefix("req-"): at for id_, at in where(before).items()}), ladder=True
    )
    after = plan_of(asking(*people, homes=homes), asked)
    assert [one.request_id for one in after.placed if one.changed] == ["req-b"]
    assert [(rung.changes, rung.moved, rung.loses) for rung in after.ladder] == [(1, ("req-b",), 0)]


# Stopped


def test_no_work_allowed():
    plan = plan_of(asking(who("a"), homes=[family()]), AssignmentAsked(work=0))
    assert outcome(plan) == (
        AssignmentStatus.TIME_LIMIT,
        ("No work was allowed, so nobody looked. Allow some.",),
    )


def test_stopped_before_anything_began():
    plan = plan_of(asking(who("a"), homes=[family()]), goes_on=lambda _: False)
    assert outcome(plan) == (AssignmentStatus.CANCELLED, ("It was stopped before there was a plan.",))


def test_stopped_when_the_points_are_looked_at():
    """Both want the one bed, and everybody is placed by then: that plan is shown, verified, with nothing proved below."""
    wants_it = speaks_of("two", ViewStrength.STRONGLY_FOR)
    snapshot = asking(who("a", **wants_it), who("b", **wants_it), homes=[family("one"), family("two")])
    heard: list[Progress] = []

    def until_points(progress: Progress) -> bool:
        heard.append(progress)
        return progress.name is not LevelName.POINTS

    plan = plan_of(snapshot, goes_on=until_points)
    assert plan.status is AssignmentStatus.CANCELLED
    assert len(plan.placed) == 2
    assert [one.proved for one in plan.levels] == [True] * 3 + [False] * 4
    assert plan.says == ("2 of 2 would have a place.", "It was stopped early: there may be a better plan.")
    assert [one.name for one in heard][-1] is LevelName.POINTS
