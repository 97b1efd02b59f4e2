"""Points added for who has time, for food and faith, and for the pace of a move: the share, what it could add, and the reason."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from fixtures.plain_world import HOME, TODAY, day, emergency, full_rota, person, request, scene, setting, world
from matcher.domain.codes import Provider, SettingKind, WorkerRole
from matcher.domain.people_needs import DietOrPractice, EhcProvision, ProvisionHere, StaffGenderNeed
from matcher.domain.person_codes import Sex
from matcher.domain.request_steps import Introduction, SpecialistInput
from matcher.domain.settings import Setting
from matcher.domain.staff import FreeHours, Worker
from tests.spec.score_alone import Scored, scored

NOTHING = Scored(0.0, 0.0, known=True, because="")


# A worker of one sex


GENDER = "staff-gender-need"
FEMALE, MALE = Sex.FEMALE, Sex.MALE


def prefers(*sexes: Sex, home: Setting | None = None, women: int = 2, men: int = 2, **facts: Any) -> Scored:
    """Would rather have workers of these sexes, in a home with so many women and men on every shift."""
    needs = tuple(StaffGenderNeed(gender=one, required_by_assessment=False) for one in sexes)
    rota = tuple(replace(one, women=women, men=men) for one in full_rota())
    who = person(staff_gender_needs=(*needs, *facts.pop("needs", ())))
    return scored(scene(home, who=who, shifts=rota, **facts), GENDER)


def test_a_home_without_a_worker_of_that_sex_costs_it_all():
    assert prefers(FEMALE) == Scored(0.0, 0.0, True, "A woman is on every shift for Robin's care.")
    assert prefers(FEMALE, women=0) == Scored(1.0, 0.0, True, "A woman is not on every shift for Robin's care.")
    assert prefers(MALE, women=0) == Scored(0.0, 0.0, True, "A man is on every shift for Robin's care.")


def test_of_both_sexes_both_have_to_be_there():
    assert prefers(MALE, FEMALE) == Scored(0.0, 0.0, True, "A woman and a man is on every shift for Robin's care.")
    assert prefers(MALE, FEMALE, men=0).share == 1.0
    assert prefers(MALE, FEMALE, women=0).share == 1.0


def test_where_nobody_holds_the_rota_it_costs_it_all_until_it_is_known():
    external = setting(provider=Provider.EXTERNAL, rota_held=False)

    assert prefers(FEMALE, home=external) == Scored(1.0, -1.0, False, "Whether a woman is on every shift is not known.")


def test_what_the_assessment_requires_is_judged_and_not_scored():
    required = StaffGenderNeed(gender=FEMALE, required_by_assessment=True)

    assert prefers(needs=(required,), women=0) == NOTHING
    assert prefers(MALE, needs=(required,), women=0).share == 0.0


def test_it_is_for_homes_with_a_rota():
    assert prefers(FEMALE, home=setting(kind=SettingKind.FOSTER_FAMILY), women=0) == NOTHING


def test_nobody_asked():
    unknown = scored(scene(who=person(staff_gender_needs=None)), GENDER)

    assert prefers() == NOTHING
    assert unknown == Scored(0.0, 0.0, False, "Ask Robin whether care should be by a woman or by a man.")


# Specialists


SPECIALISTS = "specialist-capacity"
COACH, THERAPIST = (
    WorkerRole.LIFE_COACH,
    next(one for one in WorkerRole if one not in {WorkerRole.LIFE_COACH, WorkerRole.KEY_WORKER}),
)
HAS_TIME = "Every specialist asked for has the time."
MONDAY = day(0)


def free(*hours: float, role: WorkerRole = COACH, id: str = "coach", first: date = MONDAY) -> Worker:
    """Free hours week by week."""
    weeks = tuple(FreeHours(week_beginning=first + timedelta(weeks=n), hours=each) for n, each in enumerate(hours))
    return Worker(id=id, name="A specialist", roles=(role,), free_hours=weeks)


def asks(*inputs: SpecialistInput, workers: tuple[Worker, ...] | None = (), **facts: Any) -> Scored:
    return scored(scene(ask=request(specialist_input=inputs, **facts), workers=workers), SPECIALISTS)


def hours(first: float = 0, second: float = 0, third: float = 0, fourth: float = 0, role: WorkerRole = COACH):
    return SpecialistInput(role=role, week_1=first, week_2=second, week_3=third, week_4=fourth)


def test_each_of_the_four_weeks_needs_its_own_hours():
    assert asks(hours(1, 2, 3, 4), workers=(free(1, 2, 3, 4),)) == Scored(0.0, 0.0, True, HAS_TIME)
    assert asks(hours(1, 2, 3, 4), workers=(free(4, 3, 2, 1),)) == Scored(
        0.4, 0.0, True, "The life coach has 6 of the 10 hours asked for."
    )


def test_the_weeks_run_from_the_monday_before_the_first_night():
    wednesday = {"start_date": day(2), "end_date": day(30)}

    assert asks(hours(2), workers=(free(2),), **wednesday).share == 0.0
    assert asks(hours(2), workers=(free(2, first=day(7)),), **wednesday).share == 1.0


def test_no_time_at_all_is_said_with_the_first_week_that_has_some():
    later, none, past = free(0, 0, 4), free(0), free(3, first=day(-7))

    assert asks(hours(2), workers=(later,)) == Scored(1.0, 0.0, True, "The life coach has no time until 15 June 2026.")
    in_four = "The life coach has no time in the first four weeks."
    assert asks(hours(2), workers=(none,)) == Scored(1.0, 0.0, True, in_four)
    assert asks(hours(2), workers=(past,)) == Scored(1.0, 0.0, True, in_four)
    assert asks(hours(2), workers=(free(),)) == Scored(1.0, 0.0, True, in_four)
    assert asks(hours(0, 2), workers=(free(3, 0),)) == Scored(1.0, 0.0, True, in_four)
    unordered = Worker(
        id="c",
        name="C",
        roles=(COACH,),
        free_hours=(FreeHours(week_beginning=day(28), hours=1), FreeHours(week_beginning=day(21), hours=1)),
    )
    assert asks(hours(2), workers=(unordered,)).because == "The life coach has no time until 22 June 2026."


def test_hours_of_several_people_and_of_several_requests_add_up():
    assert asks(hours(4), workers=(free(1), free(2, id="other"))).share == 0.25
    assert asks(hours(1), hours(1, 2), workers=(free(2, 2),)) == Scored(0.0, 0.0, True, HAS_TIME)


def test_hours_nobody_has_recorded_cost_until_they_are_known():
    said = f"The free hours of the {THERAPIST.value.replace('_', ' ')} are not recorded."
    silent = Worker(id="t", name="T", roles=(THERAPIST,), free_hours=None)
    both = (hours(3), hours(1, role=THERAPIST))

    assert asks(*both, workers=(free(3), silent)) == Scored(0.25, -0.25, False, said)
    assert asks(*both, workers=(free(0), silent)) == Scored(
        1.0, -0.25, False, f"The life coach has no time in the first four weeks. {said}"
    )
    assert asks(hours(2), workers=None) == Scored(
        1.0, -1.0, False, "The free hours of the life coach are not recorded."
    )


def test_nothing_asked_of_anybody_adds_nothing():
    assert asks() == NOTHING
    assert asks(hours(0)) == NOTHING
    unknown = scored(scene(ask=request(specialist_input=None)), SPECIALISTS)
    assert unknown == Scored(0.0, 0.0, False, "Nobody has recorded which specialists are asked for.")


# What a plan names


PLAN = "therapy-or-EHCP-provision"
GOES_ON = "What the education, health and care plan names can go on."


def named(what: str, **can_continue: bool) -> EhcProvision:
    said = tuple(ProvisionHere(setting_id=at, can_continue=each) for at, each in can_continue.items())
    return EhcProvision(provision=what, at_settings=said)


def planned(*provisions: EhcProvision, row: int = 0) -> Scored:
    two = world(setting(), setting("other"), young_people=(person(ehc_provisions=provisions),))
    return scored(two, PLAN, row)


def test_what_could_not_go_on_costs_it_all_and_is_named():
    speech, physio = named("speech therapy", home=False, other=True), named("physio", home=False, other=True)

    assert planned(speech, physio) == Scored(
        1.0,
        0.0,
        True,
        "Robin's education, health and care plan names speech therapy and physio; ask the SEND team.",
    )
    assert planned(speech, physio, row=1) == Scored(0.0, 0.0, True, GOES_ON)


def test_one_that_lapses_settles_it_and_one_nobody_asked_about_leaves_it_open():
    lapses, goes_on, silent = named("physio", home=False), named("music", home=True), named("speech therapy")

    assert planned(goes_on, lapses, silent).because == (
        "Robin's education, health and care plan names physio; ask the SEND team."
    )
    assert planned(goes_on, lapses, silent).known is True
    ask = "Robin's education, health and care plan names speech therapy; ask whether it could go on."
    assert planned(goes_on, silent) == Scored(1.0, -1.0, False, ask)
    assert planned(silent) == Scored(1.0, -1.0, False, ask)


def test_said_twice_of_one_place_it_has_to_go_on_both_times():
    twice = EhcProvision(
        provision="physio",
        at_settings=(
            ProvisionHere(setting_id="home", can_continue=True),
            ProvisionHere(setting_id="home", can_continue=False),
        ),
    )

    assert planned(twice).share == 1.0


def test_a_setting_that_is_not_here_says_nothing_about_those_that_are():
    assert planned(named("physio", elsewhere=False)).known is False
    assert planned(named("physio", elsewhere=False, home=True)) == Scored(0.0, 0.0, True, GOES_ON)


def test_no_plan_adds_nothing_and_not_asked_it_says_so():
    said = "Nobody has recorded whether Robin has an education, health and care plan."

    assert planned() == NOTHING
    assert scored(scene(who=person(ehc_provisions=None)), PLAN) == Scored(0.0, 0.0, False, said)


# Food and faith


DIET = "dietary-and-faith-practice"


def eats(*needs: str, offers: tuple[str, ...] | None, medical: tuple[str, ...] = ()) -> Scored:
    wanted = (
        *(DietOrPractice(need=one) for one in needs),
        *(DietOrPractice(need=one, medical=True) for one in medical),
    )
    return scored(scene(setting(diet_offers=offers), who=person(diet_and_practice=wanted)), DIET)


def test_each_that_is_not_offered_costs_once():
    assert eats("halal", "kosher", "vegan", offers=("kosher",)) == Scored(
        2.0, 0.0, True, "Setting home does not yet offer halal and vegan."
    )
    assert eats("halal", "kosher", "vegan", offers=()) == Scored(
        3.0, 0.0, True, "Setting home does not yet offer halal, kosher and vegan."
    )
    assert eats("halal", "vegan", offers=("vegan", "halal")) == Scored(0.0, 0.0, True, "halal and vegan: offered here.")


def test_capitals_and_spaces_make_no_difference():
    assert eats(" Halal ", "halal", offers=(" HALAL ",)) == Scored(0.0, 0.0, True, "Halal: offered here.")


def test_what_a_place_offers_that_nobody_recorded_is_asked():
    assert eats("halal", "vegan", offers=None) == Scored(2.0, -2.0, False, "Ask Setting home about halal and vegan.")


def test_a_medical_diet_is_not_scored_here_and_not_asked_adds_nothing():
    assert eats(offers=None, medical=("gluten free",)) == NOTHING
    unknown = scored(scene(who=person(diet_and_practice=None)), DIET)
    assert unknown == Scored(0.0, 0.0, False, "Ask Robin about food and faith.")


# The pace of a move


PACE = "pace-of-move"


def moves(**facts: Any) -> Scored:
    return scored(scene(ask=request(**facts)), PACE)


VISITED = (Introduction(setting_id="home", visited_on=TODAY),)


@pytest.mark.parametrize(
    ("facts", "share", "said"),
    [
        ({}, 0.0, "Heard in good time, visited, and stayed a night."),
        ({"introductions": VISITED}, 0.333333, "Still to come: a night to try it."),
        ({"told_on": None}, 0.333333, "Still to come: 7 days from hearing to moving."),
        (
            {"told_on": None, "introductions": ()},
            1.0,
            "Still to come: 7 days from hearing to moving, a visit, a night to try it.",
        ),
    ],
)
def test_each_third_that_is_still_to_come_is_said(facts, share, said):
    assert moves(**facts) == Scored(share, 0.0, True, said)


def test_an_emergency_is_not_a_planned_move():
    assert scored(scene(ask=emergency(introductions=())), PACE) == NOTHING


def test_somebody_with_no_name_on_record_is_the_young_person():
    unknown = scored(scene(who=person(name_to_use=None, staff_gender_needs=None, home=HOME)), GENDER)

    assert unknown.because == "Ask the young person whether care should be by a woman or by a man."
