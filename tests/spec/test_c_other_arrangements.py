"""Catalogue section C: where a person under 16, and one of 16 or 17, may lawfully live; care and support."""

from datetime import datetime, timedelta
from importlib.resources import files

import pytest

from fixtures.plain_world import LEAVING, START, born, emergency, person, request, setting
from matcher.domain.codes import ExceptionType, Footing, RegistrationStatus, SettingKind
from matcher.domain.people import Assessment
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.settings import BespokeFooting, Registration
from matcher.domain.values import LONDON
from matcher.options.explain import outcomes
from matcher.policy import load_policy, read_policy
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, entry, listed, outcome, scene

UNDER_16 = "under-16-no-other-arrangements"
REGISTERED = "16-17-registered-supported-accommodation"
BAND = "supported-accommodation-age-band"
CARE = "needs-care-not-support"

SUPPORTED = (SettingKind.SUPPORTED_LODGINGS, SettingKind.SUPPORTED_ACCOMMODATION)
LODGINGS = setting(kind=SettingKind.SUPPORTED_LODGINGS)
EVERYWHERE_ELSE = (
    SettingKind.HUB_BED,
    SettingKind.HUB_EMERGENCY_BED,
    SettingKind.CHILDRENS_HOME,
    SettingKind.COMMUNITY_FAMILY,
    SettingKind.FOSTER_FAMILY,
    SettingKind.CONNECTED_CARER,
    SettingKind.WITH_PARENTS,
)
LISTED_UNDER_16 = ("care_home", "hospital", "residential_family_centre", "school", "holiday_scheme")
LISTED_AT_16_ONLY = ("further_education", "academy_16_19")


def turns(age, on=START, **facts):
    return person(date_of_birth=born(age, on), **facts)


NO_BASIS = LegalReason(status=LegalStatus.NONE)
FIFTEEN, SEVENTEEN = turns(15, day(-30)), turns(17, day(-30))


def bespoke(footing, **facts):
    return setting(
        kind=SettingKind.BESPOKE, bespoke=BespokeFooting(lawful_footing=footing and Footing(footing), **facts)
    )


def excepted(kind):
    return setting(kind=SettingKind.EXCEPTED_SETTING, exception_type=kind and ExceptionType(kind))


# under-16-no-other-arrangements


@pytest.mark.parametrize("kind", SUPPORTED)
def test_supported_settings_are_closed_to_anybody_who_is_under_16_on_the_first_night(kind):
    found = [outcome(scene(setting(kind=kind), who=turns(16, on)), UNDER_16) for on in (START, day(1), day(2))]

    assert found == [MET, NOT_MET, NOT_MET]


@pytest.mark.parametrize("kind", EVERYWHERE_ELSE)
def test_somebody_of_15_may_live_in_a_home_with_a_foster_carer_or_with_parents(kind):
    assert outcome(scene(setting(kind=kind), who=FIFTEEN), UNDER_16) is MET


@pytest.mark.parametrize("kind", LISTED_UNDER_16)
def test_the_closed_list_of_other_places_is_open_to_somebody_under_16(kind):
    assert outcome(scene(excepted(kind), who=FIFTEEN), UNDER_16) is MET


@pytest.mark.parametrize("kind", LISTED_AT_16_ONLY)
def test_colleges_and_16_to_19_academies_are_not_on_the_list_under_16(kind):
    assert [outcome(scene(excepted(kind), who=who), UNDER_16) for who in (FIFTEEN, turns(16))] == [NOT_MET, MET]


def test_an_excepted_setting_that_does_not_say_which_it_is_is_a_question_about_the_place():
    assert outcome(scene(excepted(None), who=FIFTEEN), UNDER_16) is PLACE
    assert outcome(scene(excepted(None), who=turns(16)), UNDER_16) is MET


@pytest.mark.parametrize(
    ("footing", "found"),
    [
        ("childrens_home", MET),
        ("foster", MET),
        ("with_parents", MET),
        ("supported_accommodation", NOT_MET),
        ("holiday_or_activity", NOT_MET),
        ("own_home_care", NOT_MET),
        (None, NOT_MET),
    ],
)
def test_under_16_a_bespoke_placement_is_a_home_a_foster_placement_or_with_parents(footing, found):
    assert outcome(scene(bespoke(footing, legal_signoff_id="L1"), who=FIFTEEN), UNDER_16) is found


def test_support_at_home_is_no_placement_so_it_is_not_ruled_out_under_16():
    assert outcome(scene(setting(kind=SettingKind.OUTREACH), who=FIFTEEN), UNDER_16) is MET


def test_an_unknown_birthday_is_a_question_for_supported_settings_and_none_for_a_family():
    unknown = person(date_of_birth=None)

    assert outcome(scene(LODGINGS, who=unknown), UNDER_16) is ASK
    assert outcome(scene(setting(kind=SettingKind.FOSTER_FAMILY), who=unknown), UNDER_16) is MET


def test_fifteen_and_364_days_is_under_16_in_an_emergency_too():
    tonight = emergency(start_date=START)

    assert listed(scene(LODGINGS, who=turns(16, day(1)), ask=tonight)) == "excluded"


# 16-17-registered-supported-accommodation


@pytest.mark.parametrize("kind", SUPPORTED)
@pytest.mark.parametrize(
    ("status", "found"), [("active", MET), ("cancelled", NOT_MET), ("suspended", NOT_MET), ("none", NOT_MET)]
)
def test_at_17_the_provider_has_to_be_registered(kind, status, found):
    home = setting(kind=kind, registration=Registration(status=RegistrationStatus(status)))

    assert outcome(scene(home, who=SEVENTEEN), REGISTERED) is found


def test_the_registration_holds_from_the_first_night_through_the_last():
    def registered(first, last):
        dates = Registration(status=RegistrationStatus.ACTIVE, valid_from=first, valid_to=last)
        return outcome(
            scene(setting(kind=SettingKind.SUPPORTED_LODGINGS, registration=dates), who=SEVENTEEN), REGISTERED
        )

    last_night = day(27)

    assert registered(START, last_night) is MET
    assert registered(day(1), last_night) is NOT_MET
    assert registered(START, day(26)) is NOT_MET


def test_a_provider_whose_registration_nobody_has_recorded_waits_in_an_emergency_too():
    unknown = setting(kind=SettingKind.SUPPORTED_LODGINGS, registration=None)

    assert outcome(scene(unknown, who=SEVENTEEN), REGISTERED) is PLACE
    assert listed(scene(unknown, who=SEVENTEEN, ask=emergency())) == "needs_information"


UNREGISTERED = Registration(status=RegistrationStatus.NONE)


def test_it_binds_somebody_who_is_under_18_on_any_night():
    no_registration = setting(kind=SettingKind.SUPPORTED_LODGINGS, registration=UNREGISTERED)
    leavers = [turns(18, on, care_leaver_status=CareLeaverStatus.RELEVANT) for on in (START, day(1))]

    assert [outcome(scene(no_registration, who=who), REGISTERED) for who in leavers] == [MET, NOT_MET]


def test_it_does_not_bind_somebody_who_is_under_16_throughout():
    no_registration = setting(kind=SettingKind.SUPPORTED_LODGINGS, registration=UNREGISTERED)

    found = [outcome(scene(no_registration, who=turns(16, on)), REGISTERED) for on in (LEAVING, day(27))]

    assert found == [MET, NOT_MET]


@pytest.mark.parametrize("kind", EVERYWHERE_ELSE)
def test_it_is_not_asked_of_homes_families_or_parents(kind):
    assert outcome(scene(setting(kind=kind, registration=UNREGISTERED), who=SEVENTEEN), REGISTERED) is MET


@pytest.mark.parametrize("kind", LISTED_UNDER_16 + LISTED_AT_16_ONLY)
def test_at_17_an_excepted_setting_on_the_list_needs_no_registration(kind):
    assert outcome(scene(excepted(kind), who=SEVENTEEN), REGISTERED) is MET


def test_an_excepted_setting_of_no_recorded_kind_waits():
    assert outcome(scene(excepted(None), who=SEVENTEEN), REGISTERED) is PLACE


@pytest.mark.parametrize("footing", ["holiday_or_activity", "own_home_care"])
def test_a_bespoke_placement_outside_registration_needs_its_legal_sign_off(footing):
    signed = [bespoke(footing, legal_signoff_id=one) for one in ("L1", None)]

    assert [outcome(scene(one, who=SEVENTEEN), REGISTERED) for one in signed] == [MET, NOT_MET]


def test_a_bespoke_placement_as_supported_accommodation_needs_a_registered_provider():
    def supported(status):
        footing = BespokeFooting(lawful_footing=Footing.SUPPORTED_ACCOMMODATION)
        registration = Registration(status=RegistrationStatus(status))
        return scene(setting(kind=SettingKind.BESPOKE, bespoke=footing, registration=registration), who=SEVENTEEN)

    assert [outcome(supported(status), REGISTERED) for status in ("active", "cancelled")] == [MET, NOT_MET]


def test_before_28_october_2023_the_rule_is_not_in_the_book():
    ask = request(start_date=day(-940), end_date=day(-910))
    no_registration = setting(kind=SettingKind.SUPPORTED_LODGINGS, registration=UNREGISTERED)
    before, since = (
        scene(no_registration, who=turns(17, day(-1000)), ask=ask, as_of=datetime(2023, 10, on, 10, 0, tzinfo=LONDON))
        for on in (27, 28)
    )

    assert REGISTERED not in outcomes(before, "req", "home-bed", load_policy())
    assert outcome(since, REGISTERED) is NOT_MET


# supported-accommodation-age-band


@pytest.mark.parametrize("kind", SUPPORTED)
def test_supported_settings_take_from_the_sixteenth_birthday(kind):
    assert [outcome(scene(setting(kind=kind), who=turns(16, on)), BAND) for on in (START, day(1))] == [MET, NOT_MET]


def test_a_care_leaver_may_stay_until_the_twenty_fifth_birthday():
    leavers = [turns(25, on, care_leaver_status=CareLeaverStatus.FORMER_RELEVANT) for on in (LEAVING, day(27))]

    assert [outcome(scene(LODGINGS, who=who), BAND) for who in leavers] == [MET, NOT_MET]


def test_from_18_it_is_for_care_leavers():
    adults = [turns(18, care_leaver_status=CareLeaverStatus(one)) for one in ("former_relevant", "none")]

    assert [outcome(scene(LODGINGS, who=who), BAND) for who in adults] == [MET, NOT_MET]


def test_somebody_looked_after_who_turns_18_is_offered_it_until_then():
    turning_18 = scene(LODGINGS, who=turns(18, day(14), care_leaver_status=CareLeaverStatus.ELIGIBLE))

    assert outcome(turning_18, BAND) is MET
    assert entry(turning_18).leaving == day(14)


def test_somebody_not_looked_after_who_is_no_care_leaver_may_not_turn_18_there():
    homeless = request(homeless=True)
    turning_18 = turns(18, day(14), legal_status=NO_BASIS, care_leaver_status=CareLeaverStatus.NONE)
    still_17 = turns(18, LEAVING, legal_status=NO_BASIS, care_leaver_status=CareLeaverStatus.NONE)

    assert [outcome(scene(LODGINGS, who=who, ask=homeless), BAND) for who in (still_17, turning_18)] == [MET, NOT_MET]


def test_the_band_is_a_question_where_the_birthday_is_not_known():
    assert outcome(scene(LODGINGS, who=person(date_of_birth=None)), BAND) is ASK


def test_the_band_is_for_supported_settings_only():
    assert outcome(scene(who=FIFTEEN), BAND) is MET


# needs-care-not-support


@pytest.mark.parametrize("kind", SUPPORTED)
@pytest.mark.parametrize(("needs_care", "found"), [(False, MET), (True, NOT_MET), (None, ASK)])
def test_somebody_who_needs_care_is_not_offered_support(kind, needs_care, found):
    who = turns(16, assessment=Assessment(needs_care=needs_care))

    assert outcome(scene(setting(kind=kind), who=who), CARE) is found


def test_no_assessment_at_all_is_a_question_that_moves_nothing():
    unknown = scene(LODGINGS, who=turns(16, assessment=None))

    assert outcome(unknown, CARE) is ASK
    assert listed(unknown) == "options"


def test_needing_care_is_about_people_under_18():
    needs_care = {"assessment": Assessment(needs_care=True), "care_leaver_status": CareLeaverStatus.RELEVANT}

    assert [outcome(scene(LODGINGS, who=turns(18, on, **needs_care)), CARE) for on in (START, day(1))] == [MET, NOT_MET]


@pytest.mark.parametrize("kind", EVERYWHERE_ELSE)
def test_somebody_who_needs_care_may_live_in_a_home_or_with_a_family(kind):
    assert outcome(scene(setting(kind=kind), who=turns(16, assessment=Assessment(needs_care=True))), CARE) is MET


# A valid application pending when registration began


def test_a_pending_application_stands_only_where_the_policy_gives_a_last_day():
    pending = Registration(status=RegistrationStatus.PENDING, transition_application_valid=True)
    snapshot = scene(setting(kind=SettingKind.SUPPORTED_LODGINGS, registration=pending), who=SEVENTEEN)
    text = files("matcher.policy").joinpath("policy.toml").read_text(encoding="utf-8")

    def judged(until):
        book = read_policy(text.replace('until = "off"', f"until = {until}"))
        return outcomes(snapshot, "req", "home-bed", book)["16-17-registered-supported-accommodation"]

    last_night = LEAVING - timedelta(days=1)
    assert judged('"off"') is NOT_MET
    assert judged(last_night) is MET
    assert judged(last_night - timedelta(days=1)) is NOT_MET
