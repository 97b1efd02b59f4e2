"""Catalogue section C, `bespoke-registration-clear`: a package round one young person has one lawful footing."""

from dataclasses import replace

import pytest

from fixtures.plain_world import BOTH, born, carer, emergency, person, place, request, setting
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import ApprovalStatus, Footing, RegistrationStatus, SettingKind
from matcher.domain.people import Assessment
from matcher.domain.person_codes import CareLeaverStatus, Sex
from matcher.domain.settings import BespokeFooting, NightsUsed, Registration, StatementOfPurpose
from tests.spec.support import MET, NOT_MET, PLACE, day, listed, outcome, ruled_out, scene

CLEAR = "bespoke-registration-clear"
SEVENTEEN = person(date_of_birth=born(17, day(-30)))


def bespoke(footing, *, registration="active", signoff=None, used=()):
    stated = BespokeFooting(lawful_footing=footing and Footing(footing), legal_signoff_id=signoff, nights_used=used)
    held = registration and Registration(status=RegistrationStatus(registration))
    return setting(kind=SettingKind.BESPOKE, bespoke=stated, registration=held)


def clear(home, ask=None):
    return outcome(scene(home, who=SEVENTEEN, ask=ask), CLEAR)


def nights(count):
    return request(end_date=day(count), expected_nights=count)


def test_a_registered_solo_home_is_clear():
    assert clear(bespoke("childrens_home")) is MET
    assert listed(scene(bespoke("childrens_home"))) == "options"


@pytest.mark.parametrize("footing", ["childrens_home", "supported_accommodation"])
@pytest.mark.parametrize(("registration", "found"), [("cancelled", NOT_MET), ("none", NOT_MET), (None, PLACE)])
def test_a_footing_that_rests_on_a_registration_needs_an_active_one(footing, registration, found):
    assert clear(bespoke(footing, registration=registration)) is found


def test_a_footing_not_known_waits_in_an_emergency_too():
    assert listed(scene(bespoke("childrens_home", registration=None), ask=emergency())) == "needs_information"


def test_a_footing_not_known_waits_for_a_care_leaver_of_eighteen_too():
    leaver = person(date_of_birth=born(18, day(-30)), care_leaver_status=CareLeaverStatus.RELEVANT)
    unknown = scene(bespoke("supported_accommodation", registration=None), who=leaver, ask=emergency())

    assert outcome(unknown, CLEAR) is PLACE
    assert listed(unknown) == "needs_information"


@pytest.mark.parametrize("footing", ["foster", "with_parents"])
def test_a_foster_placement_or_living_with_parents_rests_on_no_registration(footing):
    assert clear(bespoke(footing, registration=None)) is MET


def test_a_holiday_let_with_hub_staff_and_no_footing_is_never_offered():
    no_footing = scene(bespoke(None), who=SEVENTEEN)

    assert outcome(no_footing, CLEAR) is NOT_MET
    assert CLEAR in {one.rule for one in ruled_out(no_footing).failed}
    assert clear(replace(bespoke(None), bespoke=None)) is NOT_MET


def test_care_in_the_young_persons_own_home_needs_a_legal_sign_off():
    assert clear(bespoke("own_home_care", signoff="L1")) is MET
    assert clear(bespoke("own_home_care")) is NOT_MET


# holiday_or_activity


def test_a_holiday_needs_a_legal_sign_off():
    assert clear(bespoke("holiday_or_activity", signoff="L1"), nights(7)) is MET
    assert clear(bespoke("holiday_or_activity"), nights(7)) is NOT_MET


def test_a_holiday_is_fewer_than_28_nights():
    holiday = bespoke("holiday_or_activity", signoff="L1")

    assert [clear(holiday, nights(count)) for count in (27, 28)] == [MET, NOT_MET]


def test_nights_this_young_person_has_used_there_count():
    def after(used, whose="yp"):
        return bespoke("holiday_or_activity", signoff="L1", used=(NightsUsed(young_person_id=whose, nights=used),))

    assert [clear(after(used), nights(7)) for used in (20, 21)] == [MET, NOT_MET]
    assert clear(after(21, whose="r1"), nights(7)) is MET


def test_the_nights_that_count_are_those_offered():
    holiday = bespoke("holiday_or_activity", signoff="L1")
    until = [place(vacancy_ends_on=day(n)) for n in (27, 28)]

    assert [outcome(scene(holiday, who=SEVENTEEN, ask=nights(60), row=row), CLEAR) for row in until] == [MET, NOT_MET]


def test_a_holiday_has_a_planned_end():
    open_end = request(end_date=None, expected_nights=None)

    assert clear(bespoke("holiday_or_activity", signoff="L1"), open_end) is NOT_MET


def test_a_holiday_never_houses_somebody_who_has_nowhere_else():
    holiday = bespoke("holiday_or_activity", signoff="L1")

    assert clear(holiday, replace(nights(7), homeless=True)) is NOT_MET


# A bespoke placement is judged by the group of its footing


def test_as_supported_accommodation_it_takes_from_sixteen_and_gives_no_care():
    support = bespoke("supported_accommodation")
    fifteen, needs_care = person(), replace(SEVENTEEN, assessment=Assessment(needs_care=True))

    assert outcome(scene(support, who=fifteen), "supported-accommodation-age-band") is NOT_MET
    assert outcome(scene(support, who=needs_care), "needs-care-not-support") is NOT_MET


def test_as_a_childrens_home_it_keeps_to_its_purpose_and_places():
    boys = StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.MALE,), needs=())
    home = replace(bespoke("childrens_home"), statement_of_purpose=boys, registered_places=1)
    taken = scene(home, there=(person("r1"),))

    assert outcome(taken, "statement-of-purpose-fit:age-and-sex") is NOT_MET
    assert outcome(taken, "registered-places-not-exceeded") is NOT_MET


def test_as_a_foster_placement_it_keeps_to_the_carers_approval_terms_and_limit():
    on_hold = carer(approval_status=ApprovalStatus.ON_HOLD)
    narrow = TermsOfApproval(age_min=0, age_max=10, sexes=BOTH, places=5)
    family = replace(bespoke("foster"), carers=(on_hold,), terms=narrow)
    three = tuple(person(f"r{n}") for n in range(3))
    limbs = ("carer-approved:status", "terms-of-approval", "usual-fostering-limit")

    assert [outcome(scene(family, there=three), limb) for limb in limbs] == [NOT_MET] * 3


def test_only_a_bespoke_placement_has_to_state_its_footing():
    assert outcome(scene(setting(bespoke=None)), CLEAR) is MET
    assert outcome(scene(setting(kind=SettingKind.FOSTER_FAMILY, bespoke=None)), CLEAR) is MET
