"""Catalogue section C: children's homes, their registration, purpose and places, and the emergency beds."""

from dataclasses import replace

import pytest

from fixtures.plain_world import LEAVING, NOW, START, approval, born, emergency, lives, person, place, request, setting
from matcher.domain.codes import PlacementState, PlacePool, RegistrationStatus, Role, SettingKind
from matcher.domain.people import Need
from matcher.domain.person_codes import NeedCategory, PlacementSex, Sex
from matcher.domain.settings import Registration, Restriction, StatementOfPurpose
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, entry, listed, outcome, scene

RESIDENTIAL = (SettingKind.HUB_BED, SettingKind.HUB_EMERGENCY_BED, SettingKind.CHILDRENS_HOME)
LAST_NIGHT = day(27)

# children-home-registered

REGISTERED = "children-home-registered:registration"
MANAGER = "children-home-registered:manager"


def registered(**facts):
    """A home whose registration is active unless the facts say otherwise."""
    return scene(setting(registration=Registration(**{"status": RegistrationStatus.ACTIVE, **facts})))


@pytest.mark.parametrize("kind", RESIDENTIAL)
@pytest.mark.parametrize(
    ("status", "found"),
    [("active", MET), ("suspended", NOT_MET), ("cancelled", NOT_MET), ("pending", NOT_MET), ("none", NOT_MET)],
)
def test_a_home_has_to_be_registered(kind, status, found):
    home = setting(kind=kind, registration=Registration(status=RegistrationStatus(status)))

    assert outcome(scene(home), REGISTERED) is found


def test_the_registration_is_in_force_from_the_first_night_through_the_last():
    assert outcome(registered(valid_from=START, valid_to=LAST_NIGHT), REGISTERED) is MET
    assert outcome(registered(valid_from=day(1)), REGISTERED) is NOT_MET
    assert outcome(registered(valid_to=day(26)), REGISTERED) is NOT_MET


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (day(-11), None, NOT_MET),
        (day(-11), day(-1), MET),
        (day(-11), START, NOT_MET),
        (LAST_NIGHT, None, NOT_MET),
        (LEAVING, None, MET),
    ],
)
def test_an_ofsted_restriction_on_any_offered_night_closes_the_home(first, last, found):
    assert outcome(registered(restrictions=(Restriction(starts_on=first, ends_on=last),)), REGISTERED) is found


def test_a_registration_nobody_has_recorded_is_a_question_about_the_place():
    assert outcome(scene(setting(registration=None)), REGISTERED) is PLACE


def test_a_foster_family_is_not_asked_for_a_homes_registration_or_manager():
    family = setting(kind=SettingKind.FOSTER_FAMILY, registration=None, manager_in_post=None)

    assert [outcome(scene(family), limb) for limb in (REGISTERED, MANAGER)] == [MET, MET]


@pytest.mark.parametrize(
    ("in_post", "plan", "found"),
    [(True, False, MET), (False, False, NOT_MET), (False, True, MET), (None, False, PLACE), (None, True, MET)],
)
def test_a_home_has_a_registered_manager_or_an_agreed_absence_plan(in_post, plan, found):
    assert outcome(scene(setting(manager_in_post=in_post, manager_absence_plan=plan)), MANAGER) is found


# statement-of-purpose-fit

AGE_AND_SEX = "statement-of-purpose-fit:age-and-sex"
NEEDS = "statement-of-purpose-fit:needs"


def for_people(**facts):
    """A home set up for girls and boys of 11 to 17 with every need, unless the facts say otherwise."""
    usual = {"age_min": 11, "age_max": 17, "sexes": (Sex.FEMALE, Sex.MALE), "needs": tuple(NeedCategory)}
    return setting(statement_of_purpose=StatementOfPurpose(**{**usual, **facts}))


def fits(home, **facts):
    return outcome(scene(home, who=person(**facts)), AGE_AND_SEX)


def test_a_girl_of_14_fits_a_mixed_home_for_11_to_17():
    assert fits(for_people()) is MET


def test_the_youngest_age_counts_on_the_first_night():
    assert [fits(for_people(age_min=13), date_of_birth=born(13, on)) for on in (START, day(1))] == [MET, NOT_MET]


def test_the_oldest_age_counts_on_the_last_night():
    assert [fits(for_people(age_max=14), date_of_birth=born(15, on)) for on in (LEAVING, LAST_NIGHT)] == [MET, NOT_MET]


def test_a_home_for_the_other_sex_does_not_fit():
    assert [fits(for_people(sexes=(Sex.MALE,)), sex=sex) for sex in (Sex.MALE, Sex.FEMALE)] == [MET, NOT_MET]


@pytest.mark.parametrize("unknown", ["age_min", "age_max", "sexes"])
def test_what_the_home_is_set_up_for_not_recorded_is_a_question_about_the_place(unknown):
    assert fits(for_people(**{unknown: None})) is PLACE


def test_no_statement_of_purpose_is_a_question_about_the_place():
    assert fits(setting(statement_of_purpose=None)) is PLACE


def test_no_recorded_sex_is_a_question_about_the_person_only_where_it_matters():
    assert fits(for_people(), sex=None) is MET
    assert fits(for_people(sexes=(Sex.FEMALE,)), sex=None) is ASK


def test_no_recorded_birthday_is_a_question_about_the_person():
    assert fits(for_people(), date_of_birth=None) is ASK


def test_a_girl_whose_placement_fits_boys_homes_is_judged_by_that():
    assert fits(for_people(sexes=(Sex.MALE,)), placement_sex=PlacementSex.MALE) is MET
    assert fits(for_people(sexes=(Sex.FEMALE,)), placement_sex=PlacementSex.MALE) is NOT_MET


def test_where_one_talks_first_no_code_excludes():
    talk_first = {"placement_sex": PlacementSex.TALK_FIRST}

    assert fits(for_people(), **talk_first) is MET
    assert [fits(for_people(sexes=(sex,)), **talk_first) for sex in Sex] == [PLACE, PLACE]


def test_a_foster_family_has_no_statement_of_purpose():
    assert fits(setting(kind=SettingKind.FOSTER_FAMILY, statement_of_purpose=None)) is MET


AUTISM = Need(category=NeedCategory.AUTISM, level=2)


def needing(*needs, offered=(NeedCategory.TRAUMA,)):
    return outcome(scene(for_people(needs=offered), who=person(needs=needs)), NEEDS)


def test_every_assessed_need_is_within_the_homes_range():
    assert needing(AUTISM, offered=(NeedCategory.TRAUMA, NeedCategory.AUTISM)) is MET
    assert needing(AUTISM) is NOT_MET
    assert needing(AUTISM, Need(category=NeedCategory.TRAUMA, level=1)) is NOT_MET


def test_a_need_of_level_none_does_not_count_and_one_without_a_level_does():
    assert needing(replace(AUTISM, level=0)) is MET
    assert needing(replace(AUTISM, level=None)) is NOT_MET


def test_needs_not_recorded_are_asked_about_and_a_range_not_recorded_is_asked_of_the_place():
    assert outcome(scene(for_people(needs=(NeedCategory.TRAUMA,)), who=person(needs=None)), NEEDS) is ASK
    assert needing(AUTISM, offered=None) is PLACE
    assert needing(offered=None) is MET


def test_the_registered_manager_can_agree_to_a_need_outside_the_range():
    outside = {"home": for_people(needs=()), "who": person(needs=(AUTISM,))}

    assert listed(scene(**outside)) == "needs_approval"
    assert listed(scene(**outside, authorisations=(approval(NEEDS, Role.REGISTERED_MANAGER),))) == "options"


# registered-places-not-exceeded

PLACES = "registered-places-not-exceeded"
FIVE = tuple(person(f"r{n}") for n in range(5))
SIX = tuple(person(f"r{n}") for n in range(6))


def last_place(one, **facts):
    """Six registered places, five taken, and one more placement; beds enough."""
    others = tuple(lives(resident.id) for resident in FIVE)
    return outcome(scene(there=SIX, stays=(*others, one), row=place(beds=9), **facts), PLACES)


def test_five_of_six_leaves_one_and_six_of_six_leaves_none():
    assert [outcome(scene(there=there, row=place(beds=9)), PLACES) for there in (FIVE, SIX)] == [MET, NOT_MET]


def test_a_home_that_is_full_until_one_leaves_two_nights_later_is_full():
    assert last_place(lives("r5", leaving=day(2))) is NOT_MET
    assert last_place(lives("r5", leaving=day(2)), ask=request(first_night_latest=day(1))) is NOT_MET
    assert last_place(lives("r5", leaving=day(2)), ask=request(first_night_latest=day(2))) is MET


@pytest.mark.parametrize("state", ["held", "accepted", "confirmed", "started"])
def test_somebody_planned_or_held_takes_a_place(state):
    assert last_place(lives("r5", first_night=START, state=PlacementState(state))) is NOT_MET


@pytest.mark.parametrize("state", ["offered", "ended", "declined", "cancelled", "expired"])
def test_an_offer_or_a_placement_that_is_over_takes_none(state):
    assert last_place(lives("r5", first_night=START, state=PlacementState(state))) is MET


def test_a_hold_that_has_run_out_takes_no_place():
    hold = lives("r5", first_night=START, state=PlacementState.HELD)

    assert last_place(replace(hold, expires_at=NOW.replace(hour=9))) is MET
    assert last_place(replace(hold, expires_at=NOW.replace(hour=11))) is NOT_MET


def test_a_resident_of_18_takes_a_place():
    adult = person("r5", date_of_birth=born(18, day(-300)))

    assert outcome(scene(there=(*FIVE, adult), row=place(beds=9)), PLACES) is NOT_MET


def test_the_emergency_beds_count_towards_the_homes_places():
    emergency_row = place(place_id="home-emergency", pool=PlacePool.EMERGENCY)
    stays = (*(lives(one.id) for one in FIVE), lives("r5", place_id="home-emergency"))
    snapshot = scene(setting(kind=SettingKind.HUB_BED), there=SIX, stays=stays, places=(place(beds=9), emergency_row))

    assert outcome(snapshot, PLACES) is NOT_MET


def test_the_young_persons_own_stay_takes_no_place_from_them_and_the_others_still_do():
    with_own = tuple(lives(one) for one in ("yp", "r0", "r1", "r2", "r3", "r4", "r5"))

    assert last_place(lives("yp")) is MET
    assert outcome(scene(there=SIX, stays=with_own, row=place(beds=9)), PLACES) is NOT_MET


def test_how_many_places_are_registered_not_recorded_waits_in_an_emergency_too():
    unknown = setting(registered_places=None)

    assert outcome(scene(unknown), PLACES) is PLACE
    assert listed(scene(unknown, ask=emergency())) == "needs_information"


def test_a_foster_family_has_no_registered_places():
    family = scene(setting(kind=SettingKind.FOSTER_FAMILY, registered_places=0))

    assert outcome(family, PLACES) is MET
    assert listed(family) == "options"


# usable-vacancy


def test_a_home_with_its_last_bed_free_has_a_vacancy_and_without_it_none():
    found = [outcome(scene(there=FIVE, row=place(beds=beds)), "usable-vacancy") for beds in (6, 5)]

    assert found == [MET, NOT_MET]


def test_the_young_persons_own_bed_is_free_for_them():
    one_bed = place(beds=1)

    assert outcome(scene(stays=(lives("yp"),), row=one_bed), "usable-vacancy") is MET
    assert (
        outcome(scene(there=(person("r1"),), stays=(lives("yp"), lives("r1")), row=one_bed), "usable-vacancy")
        is NOT_MET
    )


def test_the_young_persons_own_bed_frees_no_other_row_of_the_home():
    rows = (place(place_id="a-row", beds=1), place(place_id="b-row", beds=1))
    stays = (lives("r1", place_id="a-row"), lives("yp", place_id="b-row"))
    snapshot = scene(there=(person("r1"),), stays=stays, places=rows)

    assert [outcome(snapshot, "usable-vacancy", row) for row in ("a-row", "b-row")] == [NOT_MET, MET]


def test_what_closes_a_home_closes_it_to_somebody_who_lives_there_too():
    closed = scene(stays=(lives("yp"),), row=place(beds=1, vacancy_ends_on=day(6)))

    assert outcome(closed, "usable-vacancy") is NOT_MET


def test_somebody_whose_bed_is_not_named_is_in_the_settings_first_row():
    rows = (place(place_id="a-row", beds=1), place(place_id="b-row", beds=1))
    snapshot = scene(there=(person("r1"),), stays=(lives("r1", place_id=None),), places=rows)

    assert [outcome(snapshot, "usable-vacancy", row) for row in ("a-row", "b-row")] == [NOT_MET, MET]


# emergency-bed-ringfence

PLANNED = "emergency-bed-ringfence:planned"
WAITING = "emergency-bed-ringfence:waiting"
EMERGENCY_BED = setting(kind=SettingKind.HUB_EMERGENCY_BED)


def test_emergency_beds_are_for_emergencies():
    assert outcome(scene(EMERGENCY_BED, ask=emergency()), PLANNED) is MET
    assert outcome(scene(EMERGENCY_BED), PLANNED) is NOT_MET
    assert outcome(scene(setting(kind=SettingKind.HUB_BED)), PLANNED) is MET


def test_the_emergency_pool_of_a_hub_is_for_emergencies_and_its_other_beds_are_not():
    hub = setting(kind=SettingKind.HUB_BED)
    pools = [place(pool=pool) for pool in (PlacePool.RESIDENTIAL, PlacePool.EMERGENCY)]

    assert [outcome(scene(hub, row=row), PLANNED) for row in pools] == [MET, NOT_MET]


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.MANAGER_ON_CALL])
def test_the_hub_manager_or_the_manager_on_call_can_agree_an_exception(role):
    thirty = request(end_date=day(30))
    agreed = scene(EMERGENCY_BED, ask=thirty, authorisations=(approval(PLANNED, role),))

    assert listed(scene(EMERGENCY_BED, ask=thirty)) == "needs_approval"
    assert listed(agreed) == "options"
    assert entry(agreed).leaving == day(14)


def waiting(**facts):
    """Another request, for somebody else, waiting as an emergency unless the facts say otherwise."""
    return replace(emergency(id="other", young_person_id="r1"), **facts)


def with_other(other, home=EMERGENCY_BED, ask=None):
    return outcome(
        scene(home, who=person(), there=(person("r1"),), stays=(), placement_requests=(ask or request(), other)),
        WAITING,
    )


def test_no_planned_request_takes_an_emergency_bed_while_an_emergency_waits():
    assert with_other(waiting()) is NOT_MET


def test_an_emergency_does_not_wait_for_another_emergency():
    assert with_other(waiting(), ask=emergency()) is MET


@pytest.mark.parametrize("facts", [{"is_open": False}, {"is_emergency": False}, {"young_person_id": "yp"}])
def test_a_request_that_is_closed_planned_or_for_the_same_person_keeps_no_bed(facts):
    assert with_other(waiting(**facts)) is MET


def test_an_ordinary_hub_bed_is_not_kept_for_an_emergency():
    assert with_other(waiting(), home=setting(kind=SettingKind.HUB_BED)) is MET
