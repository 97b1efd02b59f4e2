"""Catalogue 0.1, "Age on a date" and "The person's age band": birthdays, and ages nobody is certain of."""

from dataclasses import replace
from datetime import date

from fixtures.plain_world import START, TODAY, born, emergency, person, request, setting
from matcher.domain.codes import SettingKind
from matcher.domain.people import Assessment, PossibleAges
from matcher.domain.person_codes import AgeBand, AgeState
from tests.spec.support import ASK, MET, NOT_MET, answer, day, listed, outcome, scene

LODGINGS = setting(kind=SettingKind.SUPPORTED_LODGINGS)
FAMILY = setting(kind=SettingKind.COMMUNITY_FAMILY)
TONIGHT = emergency(end_date=date(2026, 5, 29))


def unsure(youngest, oldest):
    """Somebody whose age is disputed, from the youngest to the oldest they may be."""
    ages = PossibleAges(youngest=youngest, oldest=oldest)
    return person(date_of_birth=None, age_state=AgeState.DISPUTED, possible_ages=ages, interpreter_language="Dari")


def old_enough_for_lodgings(who, ask=TONIGHT):
    return outcome(scene(LODGINGS, who=who, ask=ask), "under-16-no-other-arrangements")


# Birthdays


def test_an_age_is_reached_at_the_start_of_the_birthday():
    sixteen = [person(date_of_birth=born(16, day(n))) for n in (0, 1)]

    assert [old_enough_for_lodgings(who, request()) for who in sixteen] == [MET, NOT_MET]


def test_a_29_february_birthday_counts_on_1_march_in_other_years():
    who = person(date_of_birth=date(2016, 2, 29))
    starts = [request(start_date=first, end_date=None) for first in (date(2027, 2, 28), date(2027, 3, 1))]

    assert [outcome(scene(who=who, ask=ask), "refer-under-service-age") for ask in starts] == [NOT_MET, MET]


def test_a_29_february_birthday_counts_on_the_day_itself_in_a_leap_year():
    who = person(date_of_birth=date(2012, 2, 29))
    starts = [request(start_date=first, end_date=date(2028, 3, 20)) for first in (date(2028, 2, 28), date(2028, 2, 29))]

    assert [old_enough_for_lodgings(who, ask) for ask in starts] == [NOT_MET, MET]


# Ages that nobody is certain of


def test_an_age_band_stands_in_for_a_date_of_birth():
    bands = [person(date_of_birth=None, age_band=band) for band in (AgeBand.UNDER_16, AgeBand.AGED_16_17)]

    assert [old_enough_for_lodgings(who) for who in bands] == [NOT_MET, MET]


def test_no_date_of_birth_and_no_band_is_a_question_about_the_person():
    assert old_enough_for_lodgings(person(date_of_birth=None)) is ASK
    assert old_enough_for_lodgings(person(date_of_birth=None, age_band=AgeBand.NOT_SURE)) is ASK


def test_possible_ages_on_both_sides_of_sixteen_are_a_question_about_the_person():
    assert old_enough_for_lodgings(unsure(15, 17)) is ASK


def test_possible_ages_all_on_one_side_of_sixteen_are_settled():
    assert [old_enough_for_lodgings(one) for one in (unsure(13, 15), unsure(16, 17))] == [NOT_MET, MET]


def test_somebody_of_fifteen_today_may_be_sixteen_by_the_first_night():
    assert old_enough_for_lodgings(unsure(15, 15), TONIGHT) is NOT_MET
    assert old_enough_for_lodgings(unsure(15, 15), request()) is ASK


def test_a_disputed_date_of_birth_is_not_certain():
    who = person(
        date_of_birth=born(18, TODAY), age_state=AgeState.DISPUTED, possible_ages=PossibleAges(youngest=15, oldest=18)
    )

    assert old_enough_for_lodgings(who) is ASK


def test_a_date_of_birth_is_certain_where_nobody_disputes_it():
    ages = PossibleAges(youngest=15, oldest=18)

    assert old_enough_for_lodgings(person(date_of_birth=born(17, TODAY), possible_ages=ages)) is MET
    assert old_enough_for_lodgings(person(date_of_birth=born(17, TODAY), age_state=AgeState.CERTAIN)) is MET


def test_somebody_who_may_be_under_18_is_treated_as_a_child():
    needs_care = replace(unsure(17, 19), assessment=Assessment(needs_care=True))

    assert outcome(scene(LODGINGS, who=needs_care, ask=TONIGHT), "needs-care-not-support") is NOT_MET


def test_a_home_for_up_to_seventeen_does_not_rule_out_somebody_who_may_be_seventeen_or_nineteen():
    assert outcome(scene(who=unsure(17, 19), ask=TONIGHT), "statement-of-purpose-fit:age-and-sex") is not NOT_MET


# The band, and the lists


def test_an_uncertain_band_makes_supported_lodgings_wait_in_an_emergency_too():
    assert listed(scene(LODGINGS, who=unsure(15, 17), ask=request())) == "needs_information"
    assert listed(scene(LODGINGS, who=unsure(15, 17), ask=TONIGHT)) == "needs_information"


def test_an_uncertain_band_does_not_touch_a_foster_family():
    assert outcome(scene(FAMILY, who=unsure(14, 16), ask=TONIGHT), "under-16-no-other-arrangements") is MET
    assert listed(scene(FAMILY, who=unsure(14, 16), ask=TONIGHT)) == "options"


def test_no_birthday_at_all_empties_no_list_and_is_asked_once():
    unknown = scene(FAMILY, who=person(date_of_birth=None))

    assert listed(unknown) != "excluded"
    assert answer(unknown).referred == ()
    assert "refer-under-service-age" in {one.rule for one in answer(unknown).ask_first}


def test_a_settled_band_with_an_unsettled_year_moves_no_place():
    """Twelve or thirteen: under 16 whichever, and the home takes from eleven."""
    assert listed(scene(who=unsure(12, 13))) == "options"


def test_a_first_night_on_the_sixteenth_birthday_is_lawful_and_two_days_before_is_not():
    """Conformance case 1."""
    turns_16 = [person(date_of_birth=born(16, on)) for on in (day(2), START)]

    assert [listed(scene(LODGINGS, who=who)) for who in turns_16] == ["excluded", "options"]
