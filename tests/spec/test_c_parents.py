"""Catalogue section C, `with-parents-assessment` and `placement-with-parents-first`."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import approval, person, request, setting
from matcher.domain.codes import Role, SettingKind
from matcher.domain.setting_facts import ParentsAssessment
from tests.spec.support import answer, entry, listed, scene, without

RULE = "with-parents-assessment"
COMPLETE = ParentsAssessment(
    started_on=date(2026, 5, 1),
    suitability_assessed_on=date(2026, 5, 12),
    wishes_heard_on=date(2026, 5, 13),
    placement_plan_on=date(2026, 5, 14),
    iro_consulted_on=date(2026, 5, 15),
)
APPROVED = (approval(RULE, Role.NOMINATED_OFFICER),)


def home(assessment, **facts):
    parents = setting(kind=SettingKind.WITH_PARENTS, parents_assessment=assessment, for_young_person_id="yp")
    return scene(parents, **facts)


def test_going_home_on_a_care_order_needs_the_nominated_officer():
    there = entry(home(COMPLETE))

    assert [(one.rule, one.roles) for one in there.approvals] == [(RULE, (Role.NOMINATED_OFFICER,))]


def test_with_the_assessment_complete_the_approval_counts():
    assert listed(home(COMPLETE, authorisations=APPROVED)) == "options"


@pytest.mark.parametrize(
    "missing", ["suitability_assessed_on", "wishes_heard_on", "placement_plan_on", "iro_consulted_on"]
)
def test_an_approval_without_the_whole_assessment_does_not_make_it_met(missing):
    assert listed(home(without(COMPLETE, missing), authorisations=APPROVED)) == "needs_approval"
    assert listed(home(None, authorisations=APPROVED)) == "needs_approval"


def urgent(started, **facts):
    begun = ParentsAssessment(
        started_on=started, urgent_necessary_by="N. Officer", parent_interviewed_on=date(2026, 4, 23)
    )
    return listed(home(replace(begun, **facts), authorisations=APPROVED))


def test_the_urgent_route_counts_for_twenty_working_days_from_its_start():
    """Twenty working days from Thursday 23 April 2026, over the bank holiday of 4 May, end on Friday 22 May, today."""
    assert urgent(date(2026, 4, 23)) == "options"
    assert urgent(date(2026, 4, 22)) == "needs_approval"


@pytest.mark.parametrize("missing", [{"urgent_necessary_by": " "}, {"parent_interviewed_on": None}])
def test_the_urgent_route_needs_a_finding_and_the_parent_interviewed_first(missing):
    assert urgent(date(2026, 5, 20), **missing) == "needs_approval"


def above(snapshot):
    return [(one.rule, one.says, one.place_id) for one in answer(snapshot).above_the_list]


def test_living_with_a_parent_stands_above_the_list_with_the_reason_it_is_ruled_out():
    assert above(scene()) == [
        (
            "placement-with-parents-first",
            (
                "Living with a parent, or with somebody who has parental responsibility, comes first in law. "
                "Ruled out because: It is not safe for Robin at home"
            ),
            None,
        )
    ]


def test_a_reason_nobody_has_recorded_is_said_above_the_list_and_beside_each_place():
    blank = scene(ask=request(home_ruled_out_reason=" "))

    assert above(blank)[0][1].endswith("Nobody has recorded why Robin cannot live at home safely.")
    assert [one.says for one in entry(blank).notes] == [
        "Record why Robin cannot live at home safely; the law asks this first."
    ]
    assert listed(blank) == "options"


def test_the_place_with_a_parent_is_named_only_where_it_was_asked_for():
    asked = home(COMPLETE, ask=request(stay_at_home_asked=True))

    assert [place for _, _, place in above(asked)] == ["home-bed"]
    assert [place for _, _, place in above(home(COMPLETE))] == [None]


def test_it_is_not_for_somebody_who_is_not_looked_after_nor_where_the_request_is_referred():
    assert above(scene(who=person(date_of_birth=date(2008, 1, 1)))) == []
    assert above(scene(ask=request(secure_sought=True))) == []
