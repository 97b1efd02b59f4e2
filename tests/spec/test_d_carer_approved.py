"""Catalogue section D, `carer-approved`: each carer is approved, or temporarily approved for this young person."""

from datetime import date

import pytest

from fixtures.plain_world import carer, emergency, request, setting
from matcher.domain.carers import TemporaryApproval
from matcher.domain.codes import ApprovalStatus, SettingKind
from tests.spec.support import MET, NOT_MET, PLACE, day, entry, listed, outcome, scene, without

STATUS = "carer-approved:status"
REVIEW = "carer-approved:review"
FOSTER = (SettingKind.COMMUNITY_FAMILY, SettingKind.FOSTER_FAMILY, SettingKind.CONNECTED_CARER)


def family(*carers, kind=SettingKind.FOSTER_FAMILY, **facts):
    return setting(kind=kind, carers=carers, **facts)


def status(*carers, **facts):
    return outcome(scene(family(*carers), **facts), STATUS)


# status


@pytest.mark.parametrize("kind", FOSTER)
@pytest.mark.parametrize(
    ("approval_status", "found"),
    [("approved", MET), ("on_hold", NOT_MET), ("resigned", NOT_MET), ("not_approved", NOT_MET)],
)
def test_a_carer_has_to_be_approved(kind, approval_status, found):
    home = family(carer(approval_status=ApprovalStatus(approval_status)), kind=kind)

    assert outcome(scene(home), STATUS) is found


def test_a_carer_on_hold_is_ruled_out():
    assert listed(scene(family(carer(approval_status=ApprovalStatus.ON_HOLD)))) == "excluded"


def test_every_carer_of_the_household_has_to_be_approved():
    assert status(carer(), carer("second")) is MET
    assert status(carer(), carer("second", approval_status=ApprovalStatus.ON_HOLD)) is NOT_MET


def test_nobody_is_placed_while_an_allegation_is_open():
    assert status(carer(allegation_open=True)) is NOT_MET


@pytest.mark.parametrize("unknown", ["allegation_open", "approval_status"])
def test_what_nobody_has_recorded_about_a_carer_is_a_question_about_the_place(unknown):
    assert status(without(carer(), unknown)) is PLACE


def test_carers_not_recorded_are_a_question_and_a_household_without_one_is_not_met():
    assert outcome(scene(setting(kind=SettingKind.FOSTER_FAMILY, carers=None)), STATUS) is PLACE
    assert status() is NOT_MET


def test_an_approval_nobody_has_recorded_waits_in_an_emergency_too():
    assert listed(scene(family(carer(approval_status=None)), ask=emergency())) == "needs_information"


def test_a_carer_who_is_stopping_holds_through_their_last_day():
    assert status(carer(last_day=day(27))) is MET
    assert status(carer(last_day=day(26))) is NOT_MET


def test_a_carer_who_is_stopping_has_to_hold_for_half_a_year_where_no_end_is_planned():
    open_end = request(end_date=None, expected_nights=None)

    assert [status(carer(last_day=day(n)), ask=open_end) for n in (181, 180)] == [MET, NOT_MET]


@pytest.mark.parametrize("kind", [SettingKind.CHILDRENS_HOME, SettingKind.SUPPORTED_LODGINGS, SettingKind.WITH_PARENTS])
def test_only_foster_carers_are_asked_for_approval_and_review(kind):
    home = setting(kind=kind, carers=(carer(approval_status=None, last_review_on=None, approved_on=None),))

    assert [outcome(scene(home), limb) for limb in (STATUS, REVIEW)] == [MET, MET]


# Temporary approval (conformance case 12: sixteen weeks from Monday 6 July 2026)

JULY = date(2026, 7, 6)
LEAVING_16, LEAVING_24 = date(2026, 10, 26), date(2026, 12, 21)


def temporary(*, status=ApprovalStatus.TEMPORARILY_APPROVED, whose="yp", checked=None, **facts):
    approved = TemporaryApproval(young_people=(whose,), started_on=JULY, **facts)
    return family(
        carer(approval_status=status, temporary_approval=approved, schedule_4_check_done=checked),
        kind=SettingKind.CONNECTED_CARER,
    )


def from_day(first):
    return request(start_date=first, end_date=None, expected_nights=None)


def test_a_temporary_approval_offers_nights_to_the_monday_sixteen_weeks_later():
    there = entry(scene(temporary(), ask=from_day(JULY)))

    assert (there.first_night, there.leaving) == (JULY, LEAVING_16)


def test_the_sixteen_weeks_are_counted_from_the_start_of_the_approval_not_of_the_stay():
    assert entry(scene(temporary(), ask=from_day(date(2026, 9, 14)))).leaving == LEAVING_16


def test_an_extension_given_or_asked_for_adds_eight_weeks():
    assert entry(scene(temporary(extended=True), ask=from_day(JULY))).leaving == LEAVING_24


def test_while_a_refusal_is_under_review_the_approval_does_not_end():
    assert entry(scene(temporary(refusal_under_review=True), ask=from_day(JULY))).leaving is None


def test_a_stay_that_ends_sooner_is_not_shortened():
    ask = request(start_date=JULY, end_date=LEAVING_16)

    assert entry(scene(temporary(), ask=ask)).leaving == LEAVING_16


def test_in_week_ten_a_temporary_approval_is_met_and_in_week_seventeen_without_extension_not():
    week_10, week_17 = date(2026, 9, 7), date(2026, 10, 27)

    assert [outcome(scene(temporary(), ask=from_day(one)), STATUS) for one in (week_10, week_17)] == [MET, NOT_MET]
    assert outcome(scene(temporary(extended=True), ask=from_day(week_17)), STATUS) is MET


def test_the_last_seven_nights_of_a_temporary_approval_are_enough_and_the_last_six_are_not():
    first = {7: date(2026, 10, 19), 6: date(2026, 10, 20)}

    assert entry(scene(temporary(), ask=from_day(first[7]))).leaving == LEAVING_16
    assert outcome(scene(temporary(), ask=from_day(first[6])), STATUS) is NOT_MET


def test_a_temporary_approval_for_somebody_else_does_not_count():
    assert outcome(scene(temporary(whose="r1"), ask=from_day(JULY)), STATUS) is NOT_MET


@pytest.mark.parametrize(("checked", "found"), [(True, MET), (False, NOT_MET)])
def test_a_relative_not_approved_may_be_used_inside_the_weeks_once_the_schedule_4_check_is_done(checked, found):
    home = temporary(status=ApprovalStatus.NOT_APPROVED, checked=checked)

    assert outcome(scene(home, ask=from_day(JULY)), STATUS) is found


def test_a_relative_not_approved_has_the_same_sixteen_weeks():
    home = temporary(status=ApprovalStatus.NOT_APPROVED, checked=True)

    assert entry(scene(home, ask=from_day(JULY))).leaving == LEAVING_16


def test_an_allegation_closes_a_temporary_approval_too():
    approved = TemporaryApproval(young_people=("yp",), started_on=JULY)
    host = carer(approval_status=ApprovalStatus.TEMPORARILY_APPROVED, temporary_approval=approved, allegation_open=True)

    assert outcome(scene(family(host, kind=SettingKind.CONNECTED_CARER), ask=from_day(JULY)), STATUS) is NOT_MET


# review


def reviewed(**facts):
    return outcome(scene(family(carer(**facts))), REVIEW)


def test_a_review_exactly_a_year_before_the_first_night_is_in_time():
    assert reviewed(last_review_on=date(2025, 6, 1)) is MET
    assert reviewed(last_review_on=date(2025, 5, 31)) is NOT_MET


def test_the_first_review_is_due_within_a_year_of_approval():
    assert reviewed(last_review_on=None, approved_on=date(2025, 6, 1)) is MET
    assert reviewed(last_review_on=None, approved_on=date(2025, 5, 31)) is NOT_MET


def test_a_review_is_measured_at_the_first_night_offered():
    later = request(start_date=date(2027, 1, 11), end_date=date(2027, 2, 8))

    assert outcome(scene(family(carer(last_review_on=date(2026, 1, 10))), ask=later), REVIEW) is NOT_MET
    assert outcome(scene(family(carer(last_review_on=date(2026, 1, 11))), ask=later), REVIEW) is MET


def test_no_date_of_approval_or_review_is_a_question_that_the_fostering_manager_answers():
    undated = scene(family(carer(last_review_on=None, approved_on=None)))

    assert outcome(undated, REVIEW) is PLACE
    assert listed(undated) == "needs_approval"


def test_an_overdue_review_needs_approval():
    assert listed(scene(family(carer(last_review_on=date(2025, 5, 31))))) == "needs_approval"


def test_the_last_review_of_every_carer_counts():
    assert outcome(scene(family(carer(), carer("second", last_review_on=date(2025, 3, 1)))), REVIEW) is NOT_MET


def test_a_temporary_approval_has_no_yearly_review():
    undated = TemporaryApproval(young_people=("yp",), started_on=date(2026, 5, 4))
    host = carer(
        approval_status=ApprovalStatus.TEMPORARILY_APPROVED,
        temporary_approval=undated,
        approved_on=None,
        last_review_on=None,
    )

    assert outcome(scene(family(host, kind=SettingKind.CONNECTED_CARER)), REVIEW) is MET
