"""`household-make-up`: what a household has to be, and what the young person would rather it was (2 points)."""

from fixtures.plain_world import approval, carer, person, setting, without
from matcher.domain.codes import Role, SettingKind
from matcher.domain.home_codes import HouseholdNeedKind
from matcher.domain.people_needs import HouseholdNeed
from tests.spec.scores import adjustment
from tests.spec.support import answer, entry, listed, scene

NEED, SLUG = "household-make-up:need", "household-make-up"
TWO, WOMAN, MAN, DAY = HouseholdNeedKind


def family(**facts):
    return setting(kind=SettingKind.FOSTER_FAMILY, **facts)


def assessed(*needs):
    return person(household_needs=tuple(HouseholdNeed(need=one, assessed=True) for one in needs))


def preferred(*needs):
    return person(household_needs=tuple(HouseholdNeed(need=one, assessed=False) for one in needs))


def said(snapshot):
    return [one.says for one in entry(snapshot).approvals if one.rule == NEED]


def test_an_assessed_need_that_is_not_met_needs_the_fostering_manager():
    snapshot = scene(family(), who=assessed(TWO))

    assert listed(snapshot) == "needs_approval"
    assert [one.roles for one in entry(snapshot).approvals] == [(Role.FOSTERING_MANAGER,)]
    assert said(snapshot) == ["Robin needs two carers at home; Setting home is a household with one carer."]


def test_everything_that_is_missing_is_named_and_nothing_else():
    snapshot = scene(family(somebody_home_in_day=False), who=assessed(TWO, WOMAN, MAN, DAY))

    (sentence,) = said(snapshot)
    assert sentence.startswith("Robin needs two carers, a man carer and somebody home in the day at home; ")
    assert sentence.endswith("a household with one carer, no man carer and nobody home in the day.")


def test_with_the_fostering_managers_approval_it_is_an_option():
    agreed = approval(NEED, Role.FOSTERING_MANAGER)

    assert listed(scene(family(), who=assessed(TWO), authorisations=(agreed,))) == "options"


def test_a_preference_that_is_not_met_costs_two_points_and_bars_nothing():
    snapshot = scene(family(), who=preferred(TWO))

    assert adjustment(snapshot, SLUG) == -2.0
    assert listed(snapshot) == "options"


def test_a_preference_that_is_met_costs_nothing_and_is_not_shown():
    snapshot = scene(family(carers=(carer("a"), carer("b"))), who=preferred(TWO, WOMAN))

    assert SLUG not in {one.slug for one in entry(snapshot).adjustments}


def test_one_of_two_preferences_not_met_costs_in_full():
    assert adjustment(scene(family(), who=preferred(WOMAN, MAN)), SLUG) == -2.0


def test_what_nobody_recorded_of_the_household_costs_in_full_and_could_come_back():
    found = next(
        one
        for one in entry(scene(without(family(), "somebody_home_in_day"), who=preferred(DAY))).adjustments
        if one.slug == SLUG
    )

    assert (found.points, found.known, found.could_add) == (-2.0, False, 2.0)
    assert found.because == "Ask Setting home who the carers are and who is home in the day."


def test_a_preference_costs_nothing_in_a_childrens_home():
    assert adjustment(scene(who=preferred(TWO)), SLUG) == 0.0


def test_needs_that_nobody_recorded_are_asked_and_cost_nothing_anywhere():
    snapshot = scene(family(), who=without(person(), "household_needs"))

    assert NEED in {one.rule for one in answer(snapshot).ask_first}
    assert adjustment(snapshot, SLUG) == 0.0
