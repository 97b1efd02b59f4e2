"""`within-authority`: in area, adjoining, or at a distance; and more than 20 miles from home."""

import pytest

from fixtures.plain_world import START, carer, emergency, person, setting
from matcher.domain.carers import TemporaryApproval
from matcher.domain.codes import AFTER_18, ApprovalStatus, SettingKind
from matcher.domain.placements import TravelTime
from matcher.domain.snapshot import Snapshot
from tests.spec.support import ASK, MET, NOT_MET, PLACE, answer, listed, outcome, scene

ADJOINING = "within-authority:adjoining"
DISTANCE = "within-authority:distance"
FAR = "within-authority:far"
FOSTER = SettingKind.FOSTER_FAMILY


def in_area_of(authority: str | None, kind: SettingKind = SettingKind.CHILDRENS_HOME, **facts) -> Snapshot:
    """A setting in an authority's area: `north` is ours, `east` adjoins it, `south` does not."""
    return scene(setting(kind=kind, area_authority=authority, **facts))


def both(snapshot: Snapshot) -> tuple:
    return outcome(snapshot, ADJOINING), outcome(snapshot, DISTANCE)


def test_in_area_is_met():
    assert both(in_area_of("north")) == (MET, MET)


def test_next_door_needs_the_nominated_officer_only():
    assert both(in_area_of("east")) == (NOT_MET, MET)
    assert listed(in_area_of("east")) == "needs_approval"


def test_two_counties_away_needs_the_director():
    assert both(in_area_of("south")) == (MET, NOT_MET)
    assert listed(in_area_of("south")) == "needs_approval"


def test_each_has_its_own_approver():
    for authority, limb, role in (("east", ADJOINING, "nominated_officer"), ("south", DISTANCE, "dcs")):
        asked = {one.rule: list(one.roles) for one in answer(in_area_of(authority)).needs_approval[0].approvals}
        assert asked[limb] == [role]


def test_the_director_is_asked_in_an_emergency_too():
    """Conformance case 11."""
    away = scene(setting(area_authority="south"), ask=emergency())
    assert outcome(away, DISTANCE) is NOT_MET
    assert listed(away) == "needs_approval"


def test_ours_is_the_authority_responsible_for_the_young_person():
    theirs = scene(setting(area_authority="east"), who=person(responsible_authority="east"))
    assert both(theirs) == (MET, MET)


def approved_by(approver: str | None, kind: SettingKind = FOSTER) -> Snapshot:
    return in_area_of("east", kind, carers=(carer(approved_by=approver),))


def test_a_foster_carer_next_door_approved_by_us_needs_nobody():
    """Conformance case 10."""
    assert both(approved_by("north")) == (MET, MET)


def test_the_same_carer_approved_by_an_agency_needs_the_nominated_officer():
    """Conformance case 10."""
    assert both(approved_by("agency")) == (NOT_MET, MET)


def test_a_carer_whose_approver_is_not_recorded_is_a_question_about_the_place():
    assert outcome(approved_by(None), ADJOINING) is PLACE
    assert listed(approved_by(None)) == "needs_approval"


REG_24 = carer(
    approval_status=ApprovalStatus.TEMPORARILY_APPROVED,
    approved_by=None,
    schedule_4_check_done=True,
    temporary_approval=TemporaryApproval(young_people=("yp",), started_on=START),
)


def test_a_connected_carer_under_temporary_approval_is_excepted_wherever_they_live():
    assert both(in_area_of("south", SettingKind.CONNECTED_CARER, carers=(REG_24,))) == (MET, MET)


def test_a_connected_carer_approved_by_anyone_else_is_not_excepted():
    assert both(approved_by("agency", SettingKind.CONNECTED_CARER)) == (NOT_MET, MET)


def test_a_setting_whose_area_is_not_recorded_is_a_question_about_the_place():
    assert PLACE in both(in_area_of(None))
    assert listed(in_area_of(None)) == "needs_approval"


def test_a_young_person_whose_authority_is_not_recorded_is_asked_about():
    assert outcome(scene(who=person(responsible_authority=None)), ADJOINING) is ASK


@pytest.mark.parametrize("kind", [SettingKind.OUTREACH, *sorted(AFTER_18)])
def test_outreach_and_arrangements_after_18_are_outside_the_rule(kind):
    assert both(in_area_of("south", kind, for_young_person_id="yp")) == (MET, MET)


def miles_away(miles: float, **facts) -> Snapshot:
    return scene(travel_times=(TravelTime(origin="yp", setting_id="home", minutes=30, miles=miles),), **facts)


@pytest.mark.parametrize(("miles", "expected"), [(20.0, MET), (20.1, NOT_MET)])
def test_twenty_miles_from_home_is_not_far_and_a_tenth_more_is(miles, expected):
    away = miles_away(miles, home=setting(area_authority="south"))
    assert outcome(away, FAR) is expected


def test_outreach_and_a_relative_under_temporary_approval_are_never_far():
    outreach = setting(kind=SettingKind.OUTREACH, for_young_person_id="yp")
    aunt = setting(kind=SettingKind.CONNECTED_CARER, carers=(REG_24,))
    for home in (outreach, aunt):
        assert outcome(miles_away(35.0, home=home), FAR) is MET


def test_far_is_said_and_moves_nothing():
    away = miles_away(35.0)
    assert listed(away) == "options"
    assert FAR in [note.rule for note in answer(away).options[0].notes]


def test_how_far_is_a_question_about_whoever_has_no_position():
    assert outcome(scene(who=person(home=None)), FAR) is ASK
    assert outcome(scene(setting(location=None)), FAR) is PLACE
