"""Catalogue section A: requests outside the service, and what is asked when they come back inside it."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import START, approval, born, person, request, setting
from matcher.domain.codes import Footing, Role, SettingKind
from matcher.domain.people import Health, PossibleAges
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import LegalStatus
from matcher.domain.requests import RestrictionsOrder
from matcher.domain.settings import BespokeFooting
from tests.spec.support import ASK, MET, NOT_MET, answer, day, entry, listed, outcome, scene

FAMILY = setting(kind=SettingKind.COMMUNITY_FAMILY)
ORDER = RestrictionsOrder(order_id="FD26-1", restrictions="Locked doors at night", review_on=day(28))
RESTRICTED = request(deprivation_of_liberty_sought=True)


def referred(snapshot):
    return {one.rule for one in answer(snapshot).referred}


def before_confirming(snapshot):
    return {one.rule for one in entry(snapshot).before_confirming}


# refer-deprivation-of-liberty


def first_line(snapshot):
    return answer(snapshot).above_the_list[0].says


def test_where_restrictions_are_sought_or_ordered_the_sentence_stays_at_the_top():
    sentence = (
        "This needs a court and a specialist provider. Contact legal services and the secure welfare commissioning route "
        "before doing anything else."
    )

    assert first_line(scene(ask=RESTRICTED)) == first_line(scene(ask=request(restrictions_order=ORDER))) == sentence
    assert first_line(scene()) != sentence


SECURE = "refer-deprivation-of-liberty:secure"
ONLY_HOMES = "refer-deprivation-of-liberty:setting"
NOMINATED = "refer-deprivation-of-liberty:approval"
COURT_ORDER = "refer-deprivation-of-liberty:order"


@pytest.mark.parametrize(("sought", "found"), [(False, MET), (True, NOT_MET), (None, ASK)])
def test_secure_accommodation_sought_is_outside_the_service(sought, found):
    assert outcome(scene(ask=request(secure_sought=sought)), SECURE) is found
    assert referred(scene(ask=request(secure_sought=sought))) == ({SECURE} if sought else set())


def test_secure_accommodation_sought_says_nothing_about_restrictions_elsewhere():
    asked = scene(FAMILY, ask=request(secure_sought=True))

    assert [outcome(asked, limb) for limb in (ONLY_HOMES, NOMINATED, COURT_ORDER)] == [MET, MET, MET]


RESIDENTIAL_FOOTING = BespokeFooting(lawful_footing=Footing.CHILDRENS_HOME)
FOSTER_FOOTING = BespokeFooting(lawful_footing=Footing.FOSTER)


@pytest.mark.parametrize(
    ("home", "found"),
    [
        (setting(), MET),
        (setting(kind=SettingKind.HUB_BED), MET),
        (setting(kind=SettingKind.HUB_EMERGENCY_BED), MET),
        (setting(kind=SettingKind.BESPOKE, bespoke=RESIDENTIAL_FOOTING), MET),
        (setting(kind=SettingKind.BESPOKE, bespoke=FOSTER_FOOTING), NOT_MET),
        (FAMILY, NOT_MET),
        (setting(kind=SettingKind.SUPPORTED_LODGINGS), NOT_MET),
        (setting(kind=SettingKind.WITH_PARENTS), NOT_MET),
    ],
)
def test_with_restrictions_only_a_registered_childrens_home_is_listed(home, found):
    assert outcome(scene(home, ask=RESTRICTED), ONLY_HOMES) is found


def test_restrictions_ordered_elsewhere_count_like_restrictions_sought():
    ordered = request(deprivation_of_liberty_sought=False, restrictions_order=ORDER)

    assert outcome(scene(FAMILY, ask=ordered), ONLY_HOMES) is NOT_MET
    assert outcome(scene(ask=ordered), NOMINATED) is NOT_MET


def test_without_restrictions_a_family_is_listed():
    assert outcome(scene(FAMILY), ONLY_HOMES) is MET


def test_restrictions_not_recorded_are_a_question_that_a_childrens_home_need_not_wait_for():
    unknown = request(deprivation_of_liberty_sought=None)

    assert outcome(scene(FAMILY, ask=unknown), ONLY_HOMES) is ASK
    assert outcome(scene(ask=unknown), ONLY_HOMES) is MET
    assert listed(scene(FAMILY, ask=unknown)) == "options"


@pytest.mark.parametrize(("sought", "found"), [(False, MET), (True, NOT_MET), (None, ASK)])
def test_restrictions_need_a_nominated_officer(sought, found):
    assert outcome(scene(ask=request(deprivation_of_liberty_sought=sought)), NOMINATED) is found


def test_a_nominated_officer_can_agree_restrictions_with_legal_services_advice_recorded():
    agreed, advised = (
        scene(ask=RESTRICTED, authorisations=(approval(NOMINATED, Role.NOMINATED_OFFICER, recorded=recorded),))
        for recorded in (None, ("legal services' advice",))
    )

    waits = [NOMINATED in {step.rule for step in entry(one).before_confirming} for one in (agreed, advised)]
    assert listed(scene(ask=RESTRICTED)) == "needs_approval"
    assert [listed(agreed), listed(advised)] == ["options", "options"]
    assert waits == [True, False]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (None, NOT_MET),
        (ORDER, MET),
        (replace(ORDER, restrictions=" "), NOT_MET),
        (replace(ORDER, review_on=None), NOT_MET),
    ],
)
def test_restrictions_need_a_court_order_with_its_restrictions_and_review_before_confirming(order, found):
    asked = scene(ask=request(deprivation_of_liberty_sought=True, restrictions_order=order))

    assert outcome(asked, COURT_ORDER) is found
    assert (COURT_ORDER in before_confirming(asked)) is (found is NOT_MET)


def test_without_restrictions_no_order_is_needed():
    assert outcome(scene(), COURT_ORDER) is MET
    assert outcome(scene(ask=request(deprivation_of_liberty_sought=None)), COURT_ORDER) is ASK


# refer-youth-detention

DETAINED = "refer-youth-detention:detained"
RELEASED = "refer-youth-detention:released"


def under(status, **ask):
    return scene(who=person(legal_status=LegalReason(status=status)), ask=request(**ask))


IN_DETENTION = (LegalStatus.REMAND_YDA, LegalStatus.SENTENCED_CUSTODY)


@pytest.mark.parametrize("status", IN_DETENTION)
def test_somebody_in_youth_detention_is_outside_the_service(status):
    assert outcome(under(status), DETAINED) is NOT_MET
    assert referred(under(status)) == {DETAINED}


def test_a_remand_to_local_authority_accommodation_is_inside_the_service():
    assert outcome(under(LegalStatus.REMAND_LAA), DETAINED) is MET
    assert outcome(under(LegalStatus.REMAND_LAA), RELEASED) is MET


@pytest.mark.parametrize("status", IN_DETENTION)
def test_a_release_expected_by_the_first_night_opens_the_lists(status):
    by_then, a_day_late = (under(status, release_expected_on=on) for on in (START, day(1)))

    assert [outcome(one, DETAINED) for one in (by_then, a_day_late)] == [MET, NOT_MET]
    assert listed(by_then) == "options"


def test_a_release_is_judged_on_the_first_night_asked_for_even_where_a_later_one_would_do():
    later = under(LegalStatus.REMAND_YDA, release_expected_on=day(1), first_night_latest=day(5))

    assert outcome(later, DETAINED) is NOT_MET


def test_listed_on_an_expected_release_confirming_waits_for_the_release():
    expected, over = (under(LegalStatus.REMAND_YDA, release_expected_on=START, released=done) for done in (False, True))

    assert [outcome(one, RELEASED) for one in (expected, over)] == [NOT_MET, MET]
    assert RELEASED in before_confirming(expected)


def test_a_legal_status_not_recorded_refers_nobody():
    unknown = scene(who=person(legal_status=None))

    assert outcome(unknown, DETAINED) is ASK
    assert referred(unknown) == set()


# refer-hospital-or-mental-health-detention

NOT_FIT = "refer-hospital-or-mental-health-detention:not-fit"
DISCHARGED = "refer-hospital-or-mental-health-detention:discharged"


def patient(*, discharged=False, **health):
    facts = {"in_hospital": True, "detained": False, "fit_for_discharge": False, **health}
    return scene(who=person(health=Health(**facts)), ask=request(discharged=discharged))


def test_somebody_not_fit_to_leave_hospital_is_outside_the_service():
    assert outcome(patient(), NOT_FIT) is NOT_MET
    assert referred(patient()) == {NOT_FIT}


def test_somebody_detained_under_the_mental_health_act_is_outside_the_service_however_fit():
    assert outcome(patient(detained=True, fit_for_discharge=True), NOT_FIT) is NOT_MET


def test_detained_means_in_hospital_where_nobody_has_recorded_it():
    assert outcome(patient(in_hospital=None, detained=True), NOT_FIT) is NOT_MET


def test_somebody_fit_and_free_to_leave_is_inside_the_service_and_nothing_waits():
    ready = patient(fit_for_discharge=True)

    assert [outcome(ready, limb) for limb in (NOT_FIT, DISCHARGED)] == [MET, MET]


def test_somebody_who_is_not_in_hospital_is_not_asked_whether_they_are_fit():
    at_home = patient(in_hospital=False, detained=None, fit_for_discharge=None)

    assert [outcome(at_home, limb) for limb in (NOT_FIT, DISCHARGED)] == [MET, MET]


def test_a_discharge_expected_by_the_first_night_opens_the_lists_and_a_day_late_does_not():
    found = [outcome(patient(discharge_expected_on=on), NOT_FIT) for on in (START, day(1))]

    assert found == [MET, NOT_MET]


def test_listed_on_an_expected_discharge_confirming_waits_until_they_are_free_to_leave():
    """Conformance case 23."""
    expected, free = (patient(discharge_expected_on=day(-2), discharged=done) for done in (False, True))

    assert listed(expected) == "options"
    assert DISCHARGED in before_confirming(expected)
    assert [outcome(one, DISCHARGED) for one in (expected, free)] == [NOT_MET, MET]


def test_health_not_recorded_is_asked_and_refers_nobody():
    unknown = scene(who=person(health=None))

    assert outcome(unknown, NOT_FIT) is ASK
    assert referred(unknown) == set()


def test_a_patient_whose_detention_is_not_recorded_is_asked_about():
    assert outcome(patient(detained=None, fit_for_discharge=True), NOT_FIT) is ASK


# refer-under-service-age

AGE = "refer-under-service-age"


def aged(age, on):
    return scene(who=person(date_of_birth=born(age, on)))


def test_eleven_on_the_first_night_is_old_enough_and_eleven_the_day_after_is_not():
    assert [outcome(aged(11, on), AGE) for on in (START, day(1))] == [MET, NOT_MET]


def test_from_the_twenty_fifth_birthday_the_request_is_outside_the_service():
    assert [outcome(aged(25, on), AGE) for on in (START, day(1))] == [NOT_MET, MET]


def test_somebody_too_young_is_referred_with_the_age_as_the_reason():
    assert referred(aged(11, day(1))) == {AGE}
    assert referred(aged(11, START)) == set()


def test_an_age_nobody_knows_is_asked_and_refers_nobody():
    unknown = scene(who=person(date_of_birth=None))

    assert outcome(unknown, AGE) is ASK
    assert referred(unknown) == set()


@pytest.mark.parametrize(("youngest", "oldest", "found"), [(7, 9, NOT_MET), (9, 12, ASK), (11, 13, MET)])
def test_possible_ages_settle_it_only_where_all_are_on_one_side(youngest, oldest, found):
    ages = PossibleAges(youngest=youngest, oldest=oldest)

    assert outcome(scene(who=person(date_of_birth=None, possible_ages=ages)), AGE) is found


def test_the_age_that_counts_is_that_on_the_first_night_not_today():
    turns_11_meanwhile = scene(who=person(date_of_birth=born(11, date(2026, 5, 28))))

    assert outcome(turns_11_meanwhile, AGE) is MET
