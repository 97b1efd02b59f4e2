"""Catalogue section D, `terms-of-approval`: what a carer may take, and six working days in an emergency."""

from datetime import date

import pytest

from fixtures.plain_world import (
    LEAVING,
    START,
    TODAY,
    approval,
    born,
    carer,
    emergency,
    lives,
    person,
    request,
    setting,
)
from matcher.domain.carers import TemporaryApproval, TermsOfApproval
from matcher.domain.codes import ApprovalStatus, PlacementPurpose, Role, SettingKind
from matcher.domain.nights import after_working_days
from matcher.domain.person_codes import Sex
from matcher.policy import load_policy
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, entry, listed, outcome, scene

TERMS = "terms-of-approval"
FOSTER = (SettingKind.COMMUNITY_FAMILY, SettingKind.FOSTER_FAMILY, SettingKind.CONNECTED_CARER)


def family(kind=SettingKind.FOSTER_FAMILY, **facts):
    """A carer approved for up to three girls and boys of 10 to 17, unless the facts say otherwise."""
    usual = {"age_min": 10, "age_max": 17, "sexes": (Sex.FEMALE, Sex.MALE), "places": 3}
    return setting(kind=kind, terms=TermsOfApproval(**{**usual, **facts}))


def within(home, who=None, **facts):
    return outcome(scene(home, who=who, **facts), TERMS)


UP_TO_12 = family(age_min=0, age_max=12)


# Planned


@pytest.mark.parametrize("kind", FOSTER)
def test_14_is_within_terms_of_10_to_17_and_outside_terms_of_0_to_12(kind):
    assert [within(family(kind, age_max=oldest)) for oldest in (17, 12)] == [MET, NOT_MET]


def test_the_youngest_age_counts_on_the_first_night_and_the_oldest_on_the_last():
    youngest = [within(family(age_min=13), person(date_of_birth=born(13, on))) for on in (START, day(1))]
    oldest = [within(family(age_max=14), person(date_of_birth=born(15, on))) for on in (LEAVING, day(27))]

    assert youngest == oldest == [MET, NOT_MET]


def test_the_terms_say_whether_girls_or_boys():
    assert [within(family(sexes=(sex,))) for sex in (Sex.FEMALE, Sex.MALE)] == [MET, NOT_MET]


def test_the_number_counts_everybody_placed_there_and_this_person():
    assert [within(family(places=number), there=(person("r1"),)) for number in (2, 1)] == [MET, NOT_MET]


def test_the_young_persons_own_stay_counts_once():
    assert within(family(places=1), stays=(lives("yp"),)) is MET


def test_somebody_who_moves_out_on_the_first_day_leaves_their_place():
    gone = {"there": (person("r1"),), "stays": (lives("r1", leaving=START),)}

    assert within(family(places=1), **gone) is MET


def test_terms_that_list_types_include_this_one():
    long_term = family(types=(PlacementPurpose.LONG_TERM,))

    assert within(long_term) is NOT_MET
    assert within(long_term, ask=request(purpose=PlacementPurpose.LONG_TERM)) is MET
    assert within(family(types=None)) is MET


@pytest.mark.parametrize("unknown", ["age_min", "age_max", "sexes", "places"])
def test_terms_not_written_down_are_a_question_about_the_place(unknown):
    assert within(family(**{unknown: None})) is PLACE


def test_no_terms_at_all_wait_in_an_emergency_too():
    no_terms = setting(kind=SettingKind.FOSTER_FAMILY, terms=None)

    assert within(no_terms) is PLACE
    assert listed(scene(no_terms, ask=emergency())) == "needs_information"


def test_what_is_not_known_about_the_person_is_a_question_about_the_person():
    assert within(family(sexes=(Sex.FEMALE,)), person(sex=None)) is ASK
    assert within(family(types=(PlacementPurpose.LONG_TERM,)), ask=request(purpose=None)) is ASK
    assert within(family(age_max=14), person(date_of_birth=None)) is ASK


def test_a_planned_placement_outside_the_terms_needs_the_decision_maker():
    assert listed(scene(UP_TO_12)) == "needs_approval"
    assert listed(scene(UP_TO_12, authorisations=(approval(TERMS, Role.FOSTERING_DECISION_MAKER),))) == "options"
    assert listed(scene(UP_TO_12, authorisations=(approval(TERMS, Role.FOSTERING_MANAGER),))) == "needs_approval"


def test_a_placement_outside_the_terms_is_offered_for_every_night_once_agreed():
    assert within(family(age_max=12, agreed_for=("yp",))) is MET
    assert within(family(age_max=12, agreed_for=("r1",))) is NOT_MET


def test_a_relative_on_temporary_approval_without_terms_is_approved_for_this_person():
    temporary = TemporaryApproval(young_people=("yp",), started_on=date(2026, 5, 4))
    host = carer(approval_status=ApprovalStatus.TEMPORARILY_APPROVED, temporary_approval=temporary)

    assert within(setting(kind=SettingKind.CONNECTED_CARER, carers=(host,), terms=None)) is MET


def test_only_foster_carers_have_terms():
    assert within(setting(terms=None)) is MET
    assert within(setting(kind=SettingKind.SUPPORTED_LODGINGS, terms=None)) is MET


# Emergencies


def leaving(home, **facts):
    return entry(scene(home, ask=emergency(**facts))).leaving


def test_from_friday_22_may_the_sixth_working_day_is_tuesday_2_june_over_the_bank_holiday():
    """Conformance case 2."""
    outside = scene(UP_TO_12, ask=emergency())

    assert outcome(outside, TERMS) is MET
    assert listed(outside) == "options"
    assert leaving(UP_TO_12) == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("days", "ends"), [(5, date(2026, 6, 1)), (6, date(2026, 6, 2)), (10, date(2026, 6, 8)), (20, date(2026, 6, 22))]
)
def test_working_days_from_friday_22_may_skip_weekends_and_the_bank_holiday(days, ends):
    """Conformance case 2."""
    assert after_working_days(date(2026, 5, 22), days, load_policy().bank_holidays) == ends


@pytest.mark.parametrize(("first", "ends"), [(25, date(2026, 6, 2)), (26, date(2026, 6, 3))])
def test_counting_starts_the_day_after_the_first_night_which_may_be_a_bank_holiday(first, ends):
    assert leaving(UP_TO_12, start_date=date(2026, 5, first)) == ends


def test_from_an_ordinary_friday_the_sixth_working_day_is_the_monday_of_the_week_after_next():
    assert leaving(UP_TO_12, start_date=date(2026, 6, 5)) == date(2026, 6, 15)


def test_an_emergency_within_the_terms_has_no_such_limit():
    assert leaving(family()) is None


def test_an_emergency_outside_the_terms_that_the_decision_maker_has_agreed_has_no_such_limit():
    assert leaving(family(age_max=12, agreed_for=("yp",))) is None


def test_a_short_emergency_that_ends_before_the_sixth_working_day_keeps_its_end():
    assert leaving(UP_TO_12, end_date=date(2026, 5, 26)) == date(2026, 5, 26)


def test_a_birthday_that_takes_somebody_out_of_the_terms_counts_only_on_nights_they_are_offered():
    turns_15 = person(date_of_birth=born(15, date(2026, 6, 20)))
    up_to_14 = family(age_max=14)
    by_then, after = (emergency(end_date=one) for one in (date(2026, 6, 20), date(2026, 6, 21)))

    found = [entry(scene(up_to_14, who=turns_15, ask=ask)).leaving for ask in (by_then, after)]

    assert found == [date(2026, 6, 20), date(2026, 6, 2)]


def test_too_many_for_the_terms_in_an_emergency_is_offered_for_six_working_days():
    full_terms = scene(family(places=1), there=(person("r1"),), ask=emergency())

    assert outcome(full_terms, TERMS) is MET
    assert entry(full_terms).leaving == date(2026, 6, 2)


def test_the_emergency_does_not_lift_the_usual_fostering_limit():
    three = tuple(person(f"r{n}") for n in range(3))
    fourth = scene(family(places=1), there=three, ask=emergency())

    assert outcome(fourth, TERMS) is MET
    assert outcome(fourth, "usual-fostering-limit") is NOT_MET


def test_the_emergency_starts_tonight():
    assert entry(scene(UP_TO_12, ask=emergency())).first_night == TODAY
