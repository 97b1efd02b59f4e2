"""Catalogue section C, `age-not-certain`: somebody who may be older than the children they would live with."""

import pytest

from fixtures.plain_world import START, TODAY, born, lives, person, place, setting
from matcher.domain.codes import MemberRelation, SettingKind
from matcher.domain.people import PossibleAges
from matcher.domain.person_codes import AgeState
from matcher.domain.settings import HouseholdMember
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, listed, outcome, scene

YOUNGER = "age-not-certain:younger-children"
INTERPRETER = "age-not-certain:interpreter"


def unsure(youngest, oldest, **facts):
    ages = PossibleAges(youngest=youngest, oldest=oldest)
    return person(**{"date_of_birth": None, "age_state": AgeState.DISPUTED, "possible_ages": ages, **facts})


def resident(age, on=START):
    """Somebody living there who turns that age on that day."""
    return person("r1", date_of_birth=born(age, on))


def with_resident(one, who=None, **facts):
    return scene(who=who or unsure(15, 18), there=(one,), **facts)


def test_may_be_18_in_a_home_of_15_to_17_year_olds():
    others = tuple(person(f"r{age}", date_of_birth=born(age, TODAY)) for age in (15, 16, 17))

    assert outcome(scene(who=unsure(16, 18), there=others), YOUNGER) is MET


def test_may_be_19_in_a_home_with_an_11_year_old_needs_the_place_manager():
    living_with_11 = with_resident(resident(11, TODAY), unsure(15, 19))

    assert outcome(living_with_11, YOUNGER) is NOT_MET
    assert listed(living_with_11) == "needs_approval"


def test_a_child_five_years_below_the_oldest_possible_age_is_not_too_young_and_six_is():
    thirteen_by_then, thirteen_the_day_after = (with_resident(resident(13, on)) for on in (START, day(1)))

    assert [outcome(one, YOUNGER) for one in (thirteen_by_then, thirteen_the_day_after)] == [MET, NOT_MET]


def test_a_carers_own_child_counts():
    child = HouseholdMember(id="child", relation=MemberRelation.OWN_CHILD, date_of_birth=born(8, START))

    assert (
        outcome(scene(setting(kind=SettingKind.FOSTER_FAMILY, household=(child,)), who=unsure(15, 18)), YOUNGER)
        is NOT_MET
    )


def test_a_resident_of_18_is_no_child():
    found = [outcome(with_resident(resident(18, on), unsure(17, 24)), YOUNGER) for on in (START, day(1))]

    assert found == [MET, NOT_MET]


def test_a_child_who_moves_out_on_the_first_day_does_not_count():
    gone, still_there = (
        with_resident(resident(8), stays=(lives("r1", leaving=on),), row=place(beds=3)) for on in (START, day(1))
    )

    assert [outcome(one, YOUNGER) for one in (gone, still_there)] == [MET, NOT_MET]


def test_a_resident_whose_age_nobody_has_recorded_is_a_question_about_the_place():
    assert outcome(with_resident(person("r1", date_of_birth=None)), YOUNGER) is PLACE


def test_the_oldest_age_not_recorded_is_a_question_about_the_person():
    assert outcome(with_resident(resident(14), unsure(15, 18, possible_ages=None)), YOUNGER) is ASK


def test_where_no_child_lives_the_oldest_age_does_not_matter():
    assert outcome(scene(who=unsure(15, 18, possible_ages=None)), YOUNGER) is MET


def test_an_age_that_is_certain_is_not_judged_here():
    certain = person(date_of_birth=born(17, START))

    assert outcome(with_resident(resident(11), certain), YOUNGER) is MET
    assert outcome(with_resident(resident(11), certain), INTERPRETER) is MET


def test_somebody_who_cannot_be_under_18_is_not_judged_here():
    adult = unsure(19, 22)

    assert [outcome(with_resident(resident(11), adult), limb) for limb in (YOUNGER, INTERPRETER)] == [MET, MET]


@pytest.mark.parametrize(("language", "found"), [("Dari", MET), (None, NOT_MET)])
def test_an_interpreter_is_asked_for(language, found):
    assert outcome(scene(who=unsure(15, 18, interpreter_language=language)), INTERPRETER) is found


def test_no_interpreter_is_a_note_and_moves_nothing():
    assert listed(scene(who=unsure(13, 15))) == "options"
