"""The plan for everyone before and after a change: who would live where instead, in figures and in words.

The worlds are those of `tests.small_plans`.
"""

from dataclasses import replace
from typing import Any

import pytest

from matcher.cohort.assign import assign
from matcher.cohort.assignment import AssignmentStatus, assignment_adapter
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.scenario import BeforeAfter, MoveInPlan, compare
from matcher.scenario.plans import asked_before
from tests.property.one_milp import one_milp
from tests.small_plans import BOOK, NOTHING_ELSE, asking, family, home, who
from tests.what_if import asking as the_question
from tests.what_if import on, what_if

FAR = Location(easting=440_000, northing=455_000)


@pytest.fixture(scope="module", autouse=True)
def _one_milp():
    with one_milp():
        yield


def two_families() -> Snapshot:
    """One person asks; a family nearby would be best, one further away would do."""
    return asking(who("a"), homes=[family("near"), family("far", location=FAR)])


def planned(snapshot: Snapshot, *changes, **cohort) -> Any:
    return what_if(snapshot, *changes, cohort=cohort)


def shut(place: str) -> dict:
    return {"change": "close_beds", "place_id": f"{place}-bed"}


def only(found: BeforeAfter) -> Any:
    assert found.cohort is not None
    return found.cohort.requests[0]


def test_where_nothing_changes_both_plans_are_the_plan_there_is():
    found = planned(two_families())
    plan = assign(two_families(), NOTHING_ELSE, BOOK)
    assert found.before.plan == found.after.plan == plan
    assert only(found).moved is MoveInPlan.UNCHANGED
    assert found.cohort.says == ("The plan for everyone would come to the same.",)
    assert assignment_adapter().dump_json(found.after.plan) == assignment_adapter().dump_json(plan)


def test_somebody_goes_to_another_place_where_theirs_is_closed():
    found = planned(two_families(), shut("near"))
    one = only(found)
    assert (one.moved, one.before.place_id, one.after.place_id) == (MoveInPlan.MOVED, "near-bed", "far-bed")
    assert one.says == (
        "Would live at Setting far instead of Setting near: 0.4 points fewer and 6.5 miles further from home."
    )
    assert (one.before.miles, one.after.miles) == (1.6, 8.1)
    assert "As many would have a place: 1." in found.says
    assert "Miles from home together: 8.1 instead of 1.6." in found.says


def test_somebody_has_no_place_any_more_where_the_only_one_is_closed():
    found = planned(asking(who("a"), homes=[family("near")]), {"change": "close_setting", "setting_id": "near"})
    assert (only(found).moved, only(found).after) == (MoveInPlan.NO_LONGER_PLACED, None)
    assert only(found).says == "Would have no place any more, instead of Setting near."
    assert (found.cohort.before.placed, found.cohort.after.placed) == (1, 0)
    assert "One fewer would have a place: 0 instead of 1." in found.says


def test_somebody_has_a_place_where_a_household_is_added():
    made = asking(who("a"), who("b"), homes=[family("near")])
    new = {"change": "add_carer", "setting_id": "new", "name": "The new family", "like": "near"}
    found = planned(made, new)
    assert {one.moved for one in found.cohort.requests} == {MoveInPlan.UNCHANGED, MoveInPlan.NEWLY_PLACED}
    said = next(one.says for one in found.cohort.requests if one.moved is MoveInPlan.NEWLY_PLACED)
    assert said == "Would have a place at The new family, where there was none before."


def test_a_request_more_takes_its_place_beside_the_others():
    new = {"id": "more", "young_person_id": "b", "start_date": on(10), "end_date": on(38)}
    made = replace(two_families(), young_people=(who("a"), who("b")))
    found = planned(made, {"change": "add_request", "request": new})
    added = next(one for one in found.cohort.requests if one.request_id == "more")
    assert (added.added, added.before) == (True, None)
    assert [one.added for one in found.cohort.requests if one.request_id != "more"] == [False]


def test_whoever_is_still_without_a_place_is_said_to_be_so():
    found = planned(asking(who("a"), homes=[family("near")], places=()))
    assert (only(found).moved, only(found).says) == (MoveInPlan.STILL_WAITING, "Would have no place, as before.")


def test_between_plans_as_good_nobody_moves_who_need_not():
    """Three alike want two alike places; a third place opens: the two who had one keep theirs."""
    made = asking(who("a"), who("b"), who("c"), homes=[family("one"), family("two"), family("three")])
    closed = replace(
        made, places=tuple(replace(one, beds=0) if one.setting_id == "three" else one for one in made.places)
    )
    found = planned(closed, {"change": "add_beds", "place_id": "three-bed"})
    assert sorted(one.moved for one in found.cohort.requests) == [
        MoveInPlan.NEWLY_PLACED,
        MoveInPlan.UNCHANGED,
        MoveInPlan.UNCHANGED,
    ]
    assert sorted(str(one.changed) for one in found.after.plan.placed) == ["False", "False", "True"]


def test_a_weight_moves_the_points_and_nobody():
    changes = [
        {"change": "change_weight", "part": "near_home", "points": 0},
        {"change": "change_weight", "part": "least_moves", "points": 9},
    ]
    found = planned(two_families(), *changes)
    assert only(found).before.place_id == only(found).after.place_id
    assert found.before.policy_version != found.after.policy_version
    assert found.before.snapshot_hash == found.after.snapshot_hash


def test_bank_hours_and_approvals_are_counted_before_and_after():
    made = asking(who("a"), homes=[home("home")])
    nobody = {"change": "change_shift", "setting_id": "home", "shift": "day", "headcount": 0}
    found = planned(made, nobody)
    assert (found.cohort.before.placed, found.cohort.after.placed) == (1, 0)
    with_approvals = planned(
        made, {"change": "change_shift", "setting_id": "home", "shift": "day", "headcount": 0}, with_approvals=True
    )
    assert (with_approvals.cohort.before.approvals, with_approvals.cohort.after.approvals) == (0, 1)
    assert "Approvals needed: 1 instead of 0." in with_approvals.says


def test_what_only_the_changes_bring_is_not_asked_of_the_record_as_it_is():
    made = replace(two_families(), young_people=(who("a"), who("b")))
    new = {"id": "more", "young_person_id": "b", "start_date": on(10), "end_date": on(38)}
    lock = {"request_id": "more", "place_id": "far-bed", "kind": "this_pair"}
    asked = the_question(cohort={"request_ids": ["req-a", "more"], "locks": [lock]}).cohort
    assert asked is not None
    before = asked_before(asked, made)
    assert (before.request_ids, before.locks) == (("req-a",), ())
    found = planned(made, {"change": "add_request", "request": new}, request_ids=["req-a", "more"], locks=[lock])
    assert {one.request_id: one.after and one.after.place_id for one in found.cohort.requests}["more"] == "far-bed"


def test_it_says_where_it_has_come_to_and_stops_when_it_is_told():
    told = []

    def tells(progress):
        told.append(progress.stage)
        return progress.stage == "before"

    asked = the_question(shut("near"), cohort={})
    found: Any = compare(two_families(), asked, BOOK, tells)
    assert list(dict.fromkeys(told)) == ["before", "after"]
    assert found.before.plan.status is AssignmentStatus.OPTIMAL
    assert found.after.plan.status is AssignmentStatus.CANCELLED


def test_it_is_the_same_every_time():
    asked = the_question(shut("near"), cohort={})
    assert compare(two_families(), asked, BOOK) == compare(two_families(), asked, BOOK)


@pytest.mark.parametrize("stops", ["before", "after"])
def test_without_two_plans_nobody_is_said_to_move(stops):
    found: Any = compare(two_families(), the_question(shut("near"), cohort={}), BOOK, lambda one: one.stage != stops)
    assert found.cohort.requests == ()
    assert found.cohort.says == ("There are not two plans to compare: one of them did not come about.",)
