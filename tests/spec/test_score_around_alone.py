"""Points added for what is around a place and who lives there: the share, what it could add, and the reason given."""

from typing import Any

import pytest

from fixtures.plain_world import HOME, person, scene, setting, world
from matcher.domain.codes import SettingKind
from matcher.domain.home_codes import HouseholdNeedKind, MissingPull, Smoking
from matcher.domain.people_needs import HouseholdNeed, MissingPlace, Treatment
from matcher.domain.placements import TravelTime
from matcher.domain.settings import Setting
from tests.spec.score_alone import Scored, scored

NOTHING = Scored(0.0, 0.0, known=True, because="")


def table(**minutes: int) -> tuple[TravelTime, ...]:
    """Journeys to the home that somebody has recorded."""
    return tuple(TravelTime(origin=one, setting_id="home", minutes=each) for one, each in minutes.items())


# Missing


MISSING = "location-missing-risk"
FLAT = MissingPlace(id="flat", pull=MissingPull.TOWARDS)
STATION = MissingPlace(id="station", pull=MissingPull.TOWARDS, location=HOME)
GRAN = MissingPlace(id="gran", pull=MissingPull.PROTECTIVE)
NEAR_WORRIES = (
    "Setting home is near places we have worried about Robin being. Agree with Robin what happens if they are late."
)


def missing(*places: MissingPlace, home: Setting | None = None, **minutes: int) -> Scored:
    return scored(scene(home, who=person(missing_places=places), travel_times=table(**minutes)), MISSING)


def test_the_reason_says_on_which_side_it_weighs():
    assert missing(FLAT, flat=35) == Scored(-0.5, 0.0, True, NEAR_WORRIES)
    assert missing(GRAN, gran=35) == Scored(0.5, 0.0, True, "Setting home is near somebody who keeps Robin safe.")
    assert missing(GRAN, gran=70) == Scored(0.0, 0.0, True, "Nothing near weighs for or against it.")


def test_the_nearest_of_each_counts_and_one_is_taken_from_the_other():
    assert missing(FLAT, GRAN, MissingPlace(id="b", pull=MissingPull.TOWARDS), flat=35, gran=10, b=70).share == 0.5


def test_each_place_is_weighed_by_its_own_journeys():
    """Flat and gran: 10 and 70 minutes from the home; 70 and 10 from the other."""
    other = (("flat", 70), ("gran", 10))
    travel = (
        *table(flat=10, gran=70),
        *(TravelTime(origin=one, setting_id="other", minutes=each) for one, each in other),
    )
    two = world(setting(), setting("other"), young_people=(person(missing_places=(FLAT, GRAN)),), travel_times=travel)

    assert [scored(two, MISSING, row).share for row in (0, 1)] == [-1.0, 1.0]


def test_a_place_nobody_can_find_adds_nothing_and_says_so():
    said = "Where a place that matters lies is not recorded: how near it is when Robin goes missing is not known."

    assert missing(FLAT) == Scored(0.0, 0.0, known=False, because=said)
    assert missing(FLAT, STATION, station=10) == Scored(0.0, 0.0, known=False, because=said)


def test_a_home_nobody_can_find_costs_everything_until_somebody_says_where_it_is():
    said = "Where Setting home lies is not recorded: how near it is when Robin goes missing is not known."
    nowhere = setting(location=None)
    safe = MissingPlace(id="gran", pull=MissingPull.PROTECTIVE, location=HOME)

    assert missing(STATION, home=nowhere) == Scored(-1.0, 1.0, known=False, because=said)
    assert missing(STATION, safe, home=nowhere) == Scored(-1.0, 2.0, known=False, because=said)
    assert missing(safe, home=nowhere) == Scored(0.0, 1.0, known=False, because=said)


def test_without_such_places_it_says_nothing_and_not_asked_it_asks():
    asks = "Ask where Robin goes when missing, and who keeps them safe."

    assert missing() == NOTHING
    assert scored(scene(who=person(missing_places=None)), MISSING) == Scored(0.0, 0.0, False, asks)


# Appointments


HEALTH = "health-care-access"
IN_REACH = "Every appointment stays in reach."


def treatment(name: str, **facts: Any) -> Treatment:
    return Treatment(id=name, name=name, treatment_cannot_move=False, **facts)


def appointments(*treatments: Treatment, home: Setting | None = None, **minutes: int) -> Scored:
    return scored(scene(home, who=person(continuing_treatments=treatments), travel_times=table(**minutes)), HEALTH)


def test_the_share_of_appointments_out_of_reach_is_lost_and_named():
    three = (treatment("CAMHS"), treatment("physio"), treatment("dentist"))

    found = appointments(*three, CAMHS=200, physio=200, dentist=5)

    assert found == Scored(round(2 / 3, 6), 0.0, True, "Too far to go on with CAMHS, physio.")
    assert appointments(*three, CAMHS=5, physio=5, dentist=5) == Scored(0.0, 0.0, True, IN_REACH)


@pytest.mark.parametrize(("minutes", "share", "said"), [(60, 0.0, IN_REACH), (61, 1.0, "Too far to go on with CAMHS.")])
def test_the_longest_journey_is_still_in_reach(minutes, share, said):
    assert appointments(treatment("CAMHS", max_travel_minutes=60), CAMHS=minutes) == Scored(share, 0.0, True, said)


def test_a_journey_that_is_not_known_is_named():
    nowhere = appointments(treatment("CAMHS"), treatment("physio"), treatment("dentist"), dentist=200)
    said = "Too far to go on with dentist. The journey to CAMHS, physio is not known."

    assert nowhere == Scored(round(1 / 3, 6), 0.0, known=False, because=said)
    unknown_home = appointments(treatment("CAMHS", location=HOME), home=setting(location=None))
    assert unknown_home == Scored(1.0, -1.0, known=False, because="The journey to CAMHS is not known.")


def test_without_appointments_it_says_nothing_and_not_asked_it_says_so():
    said = "Nobody has recorded which treatments Robin goes on with."

    assert appointments() == NOTHING
    assert scored(scene(who=person(continuing_treatments=None)), HEALTH) == Scored(0.0, 0.0, False, said)


# The household


TWO, WOMAN, MAN, DAY = HouseholdNeedKind
MAKE_UP = "household-make-up"
NOT_ALL = "The household is not all that Robin would rather have."


def prefers(*needs: HouseholdNeedKind, home: Setting) -> Scored:
    wants = tuple(HouseholdNeed(need=one, assessed=False) for one in needs)
    return scored(scene(home, who=person(household_needs=wants)), MAKE_UP)


def family(**facts: Any) -> Setting:
    return setting(kind=SettingKind.FOSTER_FAMILY, **facts)


def test_a_household_that_is_not_what_they_would_rather_have_costs_it_all():
    assert prefers(WOMAN, home=family()) == NOTHING
    assert prefers(WOMAN, TWO, home=family()) == Scored(1.0, 0.0, True, NOT_ALL)


def test_nobody_knows_who_is_at_home():
    said = "Ask Setting home who the carers are and who is home in the day."

    assert prefers(DAY, home=family(somebody_home_in_day=None)) == Scored(1.0, -1.0, False, said)


def test_it_is_for_families_only():
    assert prefers(TWO, home=setting()) == NOTHING


def test_nothing_preferred_costs_nothing_and_not_asked_neither():
    assert prefers(home=family()) == NOTHING
    assert scored(scene(family(), who=person(household_needs=None)), MAKE_UP) == Scored(0.0, 0.0, False, "")


# Animals


ANIMALS = "animals"
THERE = "Robin likes animals, and there are some here."


@pytest.mark.parametrize(
    ("pets", "expected"),
    [
        (("cat",), Scored(1.0, 0.0, True, THERE)),
        ((), NOTHING),
        (None, Scored(0.0, 1.0, False, "Ask which animals live there.")),
    ],
)
def test_an_animal_for_somebody_who_likes_them(pets, expected):
    assert scored(scene(setting(pets=pets), who=person(likes_animals=True)), ANIMALS) == expected


def test_not_asked_and_not_liked_add_nothing():
    cats = setting(pets=("cat",))

    assert scored(scene(cats, who=person(likes_animals=False)), ANIMALS) == NOTHING
    assert scored(scene(cats, who=person(likes_animals=None)), ANIMALS) == Scored(0.0, 0.0, False, "")
    assert scored(scene(setting(pets=None), who=person(likes_animals=None)), ANIMALS) == Scored(0.0, 0.0, False, "")
    assert scored(scene(setting(pets=None)), ANIMALS) == NOTHING


# Smoke


SMOKE = "smoke-free-home"


def smoking(how: Smoking | None, home: Setting | None = None, **facts: Any) -> Scored:
    there = setting(smoking=how) if home is None else home
    return scored(scene(there, who=person(**facts)), SMOKE)


def test_smoke_indoors_troubles_somebody_who_would_rather_have_none():
    said = "There is smoking indoors at Setting home. Make a plan with Robin."

    assert smoking(Smoking.NO_SMOKING, prefers_smoke_free=True) == NOTHING
    assert smoking(Smoking.INDOORS, prefers_smoke_free=True) == Scored(1.0, 0.0, True, said)


def test_somebody_who_smokes_needs_a_plan_where_nobody_may():
    said = "Robin smokes and Setting home is a no-smoking home. Make a plan together."

    assert smoking(Smoking.NO_SMOKING, smokes=True) == Scored(1.0, 0.0, True, said)
    assert smoking(Smoking.INDOORS, smokes=True) == NOTHING


def test_somebody_who_smokes_and_would_rather_have_none_indoors_is_told_of_the_smoke():
    said = "There is smoking indoors at Setting home. Make a plan with Robin."

    assert smoking(Smoking.INDOORS, smokes=True, prefers_smoke_free=True) == Scored(1.0, 0.0, True, said)


def test_nobody_knows_whether_anybody_smokes_there():
    said = "Ask whether anybody smokes at Setting home."

    assert smoking(None, prefers_smoke_free=True) == Scored(1.0, -1.0, False, said)
    assert smoking(None, smokes=True) == Scored(1.0, -1.0, False, said)
    assert smoking(None) == NOTHING


@pytest.mark.parametrize(
    "facts",
    [
        {"prefers_smoke_free": None, "smokes": None},
        {"prefers_smoke_free": None, "smokes": False},
        {"prefers_smoke_free": False, "smokes": None},
    ],
)
def test_what_nobody_asked_about_smoke_adds_nothing(facts):
    assert smoking(Smoking.INDOORS, **facts) == Scored(0.0, 0.0, known=False, because="")
    assert smoking(None, **facts) == Scored(0.0, 0.0, known=False, because="")


def test_one_answer_that_troubles_them_counts_though_the_other_is_not_known():
    said = "There is smoking indoors at Setting home. Make a plan with Robin."

    assert smoking(Smoking.INDOORS, prefers_smoke_free=True, smokes=None) == Scored(1.0, 0.0, False, said)


def test_a_home_of_their_own_is_theirs_to_smoke_in_or_not():
    flat = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION, smoking=None)

    assert smoking(None, flat, prefers_smoke_free=True, smokes=True) == NOTHING
