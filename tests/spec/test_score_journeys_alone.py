"""The parts of the score that are about journeys, one at a time: the share, what it could add, and the reason given."""

from datetime import date
from typing import Any

import pytest

from fixtures.plain_world import HOME, START, born, day, person, request, scene, setting
from matcher.domain.people import Education, FamilyTime, NamedPlace, SchoolMove
from matcher.domain.person_codes import AgeBand, EducationStatus, SchoolPhase
from matcher.domain.placements import TravelTime
from matcher.domain.settings import Setting
from matcher.domain.values import Location
from tests.spec.score_alone import Scored, scored

NOWHERE = setting(location=None)
POSTCODE = Location(postcode="XX1 1XX")


def table(**minutes: int) -> tuple[TravelTime, ...]:
    """Journeys to the home that somebody has recorded."""
    return tuple(TravelTime(origin=one, setting_id="home", minutes=each) for one, each in minutes.items())


# School, college and work


SCHOOL = "school-continuity"


def pupil(
    minutes: int | None = None, home: Setting | None = None, who: dict[str, Any] | None = None, **facts: Any
) -> Scored:
    """At a secondary school, so many minutes away."""
    education = Education(**{"status": EducationStatus.SCHOOL, "id": "school", **facts})
    travel = () if minutes is None else table(school=minutes)
    return scored(scene(home, who=person(education=education, **(who or {})), travel_times=travel), SCHOOL)


def takes(said: str) -> str:
    return f"The journey to school takes {said} each way."


def test_full_up_to_half_an_hour_then_straight_to_the_longest_right_journey():
    assert pupil(30) == Scored(1.0, 0.0, True, takes("30 minutes"))
    assert pupil(48) == Scored(0.6, 0.0, True, takes("48 minutes"))
    assert pupil(75).share == 0.0
    assert pupil(39, phase=SchoolPhase.PRIMARY).share == 0.4
    assert pupil(location=HOME) == Scored(1.0, 0.0, True, takes("about 20 minutes"))


def test_a_change_of_school_is_nothing_whatever_the_journey():
    moves = (SchoolMove(setting_id="home", changes_school=True),)

    assert pupil(20, moves=moves) == Scored(0.0, 0.0, True, "Robin would change school.")
    assert pupil(moves=moves) == Scored(0.0, 0.0, True, "Robin would change school.")
    assert pupil(20, moves=(SchoolMove(setting_id="home", changes_school=False),)).share == 1.0


NOT_KNOWN = "The journey to school is not known."


def test_a_school_or_a_home_that_nobody_can_find():
    assert pupil() == Scored(0.5, 0.5, False, NOT_KNOWN)
    assert pupil(location=POSTCODE) == Scored(0.5, 0.5, False, NOT_KNOWN)
    assert pupil(location=HOME, home=NOWHERE) == Scored(0.0, 1.0, False, NOT_KNOWN)
    assert pupil(30, home=NOWHERE).share == 1.0


def test_no_school_is_full_and_not_recorded_half():
    unknown = scored(scene(who=person(education=None)), SCHOOL)

    assert pupil(75, status=EducationStatus.NONE) == Scored(1.0, 0.0, True, "Robin is not at school.")
    assert unknown == Scored(0.5, 0.5, False, "Nobody has recorded whether Robin is at school.")


SIXTEEN = born(16, START)


def worker(minutes: int | None = 40, born_on: date | None = SIXTEEN, **facts: Any) -> Scored:
    """At college, so many minutes away, 16 on the first night."""
    who = {"date_of_birth": born_on, **facts.pop("who", {})}
    return pupil(minutes, who=who, status=EducationStatus.COLLEGE_OR_WORK, **facts)


def test_from_16_the_way_to_college_or_work_is_scored():
    said = "Robin would take 40 minutes to get to college or work."

    assert worker() == Scored(round(35 / 45, 6), 0.0, True, said)
    assert worker(name="North College").because == "Robin would take 40 minutes to get to North College."
    assert worker(75).share == 0.0
    assert worker(75, phase=SchoolPhase.PRIMARY).share == 0.0
    assert worker(40, phase=SchoolPhase.PRIMARY).share == round(35 / 45, 6)
    assert worker(None) == Scored(0.5, 0.5, False, "The journey to college or work is not known.")


def test_before_16_it_is_not_and_an_age_nobody_knows_is_half():
    unknown = {"age_band": AgeBand.NOT_SURE}

    assert worker(75, born_on=born(16, day(1))) == Scored(1.0, 0.0, True, "Robin is not at school.")
    assert worker(75, born_on=None, who=unknown) == Scored(
        0.5, 0.5, False, "Whether Robin is 16 by then is not certain."
    )


def test_at_college_a_change_of_school_counts_for_nothing():
    moves = (SchoolMove(setting_id="home", changes_school=True),)

    assert worker(30, moves=moves).share == 1.0
    assert worker(30, born_on=born(16, day(1)), moves=moves).share == 1.0


# Family time


FAMILY_TIME = "family-time-travel"


def sees(*visits: int | None, home: Setting | None = None, located: Location | None = None, **minutes: int) -> Scored:
    """So many visits a month to each of f0, f1, ...; minutes as recorded."""
    family = tuple(
        FamilyTime(id=f"f{n}", person=f"F{n}", visits_a_month=each, location=located) for n, each in enumerate(visits)
    )
    return scored(scene(home, who=person(family_time=family), travel_times=table(**minutes)), FAMILY_TIME)


def test_family_time_falls_straight_to_ninety_minutes_by_visits_a_month():
    assert sees(4, f0=0) == Scored(1.0, 0.0, True, "Family time each way: F0 0 minutes.")
    assert sees(4, f0=45).share == 0.5
    assert sees(4, f0=90).share == 0.0
    assert sees(4, 1, f0=0, f1=90) == Scored(0.8, 0.0, True, "Family time each way: F0 0 minutes; F1 90 minutes.")
    assert sees(None, 3, f0=0, f1=90).share == 0.25


def test_somebody_they_do_not_see_does_not_count():
    assert sees(4, 0, f0=0, f1=90).share == 1.0
    assert sees(0, f0=90) == Scored(1.0, 0.0, True, "Family time each way: F0 90 minutes.")


def test_family_that_nobody_can_find():
    said = "Family time each way: F0: journey not known."

    assert sees(4) == Scored(0.5, 0.5, False, said)
    assert sees(4, located=POSTCODE, home=NOWHERE) == Scored(0.5, 0.5, False, said)
    assert sees(4, located=HOME, home=NOWHERE) == Scored(0.0, 1.0, False, said)
    assert sees(1, 1, f0=0) == Scored(0.75, 0.25, False, "Family time each way: F0 0 minutes; F1: journey not known.")


def test_no_family_time_is_full_and_not_recorded_half():
    unknown = scored(scene(who=person(family_time=None)), FAMILY_TIME)

    assert sees() == Scored(1.0, 0.0, True, "No family time to travel for.")
    assert unknown == Scored(0.5, 0.5, False, "Nobody has recorded a family-time plan.")


# Near home


NEAR = "near-home"


def miles(far: float, *, far_needed: bool | None = False, home: Location | None = HOME) -> Scored:
    travel = (TravelTime(origin="yp", setting_id="home", minutes=30, miles=far),)
    snapshot = scene(who=person(home=home), ask=request(home_far_needed=far_needed), travel_times=travel)
    return scored(snapshot, NEAR)


@pytest.mark.parametrize(("far", "share"), [(5.0, 1.0), (12.0, 0.8), (40.0, 0.0), (60.0, 0.0)])
def test_near_home_is_full_to_five_miles_and_nothing_from_forty(far, share):
    assert miles(far) == Scored(share, 0.0, True, f"Setting home is {far:g} miles from Robin's home.")


@pytest.mark.parametrize(("far", "share"), [(5.0, 0.0), (12.5, 0.5), (20.0, 1.0), (60.0, 1.0)])
def test_where_home_has_to_be_far_it_is_the_other_way_round(far, share):
    assert miles(far, far_needed=True).share == share
    assert miles(5.0, far_needed=None).share == 1.0


def test_a_home_or_a_place_that_nobody_can_find():
    said = "How far it is from Robin's home is not known."

    for home in (None, POSTCODE):
        assert scored(scene(who=person(home=home)), NEAR) == Scored(0.5, 0.5, False, said)
    assert scored(scene(NOWHERE), NEAR) == Scored(0.0, 1.0, False, said)
    assert scored(scene(NOWHERE, who=person(home=None)), NEAR) == Scored(0.5, 0.5, False, said)
    assert miles(12.0, home=None).share == 0.8


# Friends and activities


FRIENDS = "friends-and-community"
IN_REACH = "Friends and activities stay in reach."


def named(*names: str, home: Setting | None = None, located: Location | None = None, **minutes: int) -> Scored:
    places = tuple(NamedPlace(id=f"c{n}", name=one, location=located) for n, one in enumerate(names))
    return scored(scene(home, who=person(friends_and_activities=places), travel_times=table(**minutes)), FRIENDS)


def test_the_share_that_stays_in_reach_and_what_would_be_lost():
    assert named("Judo", "Amir", c0=45, c1=45) == Scored(1.0, 0.0, True, IN_REACH)
    assert named("Judo", "Amir", "Choir", c0=46, c1=45, c2=90) == Scored(
        round(1 / 3, 6), 0.0, True, "Robin would lose Judo, Choir."
    )


def test_friends_that_nobody_can_find_are_half_and_nobody_would_lose_them():
    assert named("Judo") == Scored(0.5, 0.5, False, IN_REACH)
    assert named("Judo", located=HOME, home=NOWHERE) == Scored(0.0, 1.0, False, IN_REACH)


def test_nothing_named_is_full_and_not_asked_half():
    unknown = scored(scene(who=person(friends_and_activities=None)), FRIENDS)

    assert named() == Scored(1.0, 0.0, True, "Robin named no friends or activities.")
    assert unknown == Scored(0.5, 0.5, False, "Ask Robin about friends and activities.")
