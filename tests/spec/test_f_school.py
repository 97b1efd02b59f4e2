"""`school-continuity`: the journey's points (of 10), a journey that is too far, and years 10 and 11."""

from datetime import date

import pytest

from fixtures.plain_world import person, request, setting
from matcher.domain.codes import TravelMode
from matcher.domain.people import Education, SchoolMove
from matcher.domain.person_codes import EducationStatus, SchoolPhase
from matcher.domain.placements import TravelTime
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from tests.spec.scores import missing_here, part, points
from tests.spec.support import ASK, MET, NOT_MET, day, entry, listed, outcome, scene

TOO_FAR = "school-continuity:too-far"
KEY_STAGE_4 = "school-continuity:key-stage-4"
SCHOOL = "school-continuity"
TEN_MILES_OFF = Location(easting=432_000, northing=467_380)
"""12.380 km straight = 7.6925 miles, x 1.3 = 10.0 by road."""


def at_school(minutes: int | None = None, *, ask=None, home=None, **facts) -> Snapshot:
    """At a secondary school; `minutes` as recorded in the travel table, if given."""
    education = Education(**{"status": EducationStatus.SCHOOL, "id": "school", **facts})
    table = () if minutes is None else (TravelTime(origin="school", setting_id="home", minutes=minutes),)
    return scene(home, who=person(education=education), ask=ask, travel_times=table)


def moving(changes: bool, year: int | None) -> Snapshot:
    return at_school(20, year_group=year, moves=(SchoolMove(setting_id="home", changes_school=changes),))


# The journey's points


@pytest.mark.parametrize("minutes", [25, 30])
def test_up_to_half_an_hour_is_full(minutes):
    assert points(at_school(minutes), SCHOOL) == 10.0


def test_a_longer_journey_loses_points_straight_to_its_limit():
    """(75 - 48) / 45 = 0.6 of 10."""
    assert points(at_school(48), SCHOOL) == 6.0


@pytest.mark.parametrize("minutes", [75, 120])
def test_at_the_limit_and_beyond_there_are_none(minutes):
    assert points(at_school(minutes), SCHOOL) == 0.0


def test_a_primary_school_has_a_shorter_limit():
    """(45 - 39) / 15 = 0.4 of 10."""
    assert points(at_school(39, phase=SchoolPhase.PRIMARY), SCHOOL) == 4.0


def test_an_estimate_by_bus_scores():
    """10.0 miles: 15 + 10 x 4 = 55 minutes; (75 - 55) / 45 x 10 = 4.44."""
    assert points(at_school(location=TEN_MILES_OFF), SCHOOL) == 4.4


def test_an_estimate_goes_by_the_requests_own_way_of_travelling():
    """By car: 5 + 10 x 2 = 25 minutes."""
    by_car = request(travel_mode=TravelMode.CAR)
    assert points(at_school(location=TEN_MILES_OFF, ask=by_car), SCHOOL) == 10.0


def test_recorded_minutes_come_before_an_estimate():
    assert points(at_school(75, location=TEN_MILES_OFF), SCHOOL) == 0.0


def test_a_recorded_change_of_school_scores_nothing():
    assert points(moving(changes=True, year=8), SCHOOL) == 0.0


def test_nobody_at_school_gets_all_points_everywhere():
    assert points(scene(), SCHOOL) == 10.0


def test_education_nobody_has_asked_about_scores_half():
    found = part(scene(who=person(education=None)), SCHOOL)
    assert (found.points, found.known) == (5.0, False)


def test_a_school_whose_place_is_not_known_scores_half():
    found = part(at_school(), SCHOOL)
    assert (found.points, found.known) == (5.0, False)


def test_a_setting_whose_position_is_not_known_scores_nothing_and_could_add_all():
    assert missing_here(at_school(location=TEN_MILES_OFF, home=setting(location=None)), SCHOOL) == (0.0, False, 10.0)


def test_a_school_of_which_only_the_postcode_is_known_scores_half():
    found = part(at_school(location=Location(postcode="XX1 1XX"), home=setting(location=None)), SCHOOL)
    assert (found.points, found.known, found.could_add) == (5.0, False, 5.0)


def test_a_change_of_school_is_known_whatever_the_journey():
    changes = (SchoolMove(setting_id="home", changes_school=True),)
    found = part(at_school(moves=changes), SCHOOL)
    assert (found.points, found.known, found.could_add) == (0.0, True, 0.0)


def test_recorded_minutes_count_where_nobody_knows_where_the_school_is():
    found = part(at_school(48), SCHOOL)
    assert (found.points, found.known, found.could_add) == (6.0, True, 0.0)


def test_college_and_work_are_no_school():
    found = part(at_school(120, status=EducationStatus.COLLEGE_OR_WORK), SCHOOL)
    assert (found.points, found.known, found.could_add) == (10.0, True, 0.0)


# Too far


@pytest.mark.parametrize(("minutes", "expected"), [(75, MET), (76, NOT_MET)])
def test_a_recorded_journey_over_75_minutes_needs_the_service_manager(minutes, expected):
    assert outcome(at_school(minutes), TOO_FAR) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(45, MET), (46, NOT_MET)])
def test_to_a_primary_school_it_is_45_minutes(minutes, expected):
    assert outcome(at_school(minutes, phase=SchoolPhase.PRIMARY), TOO_FAR) is expected


def test_too_far_is_listed_for_approval():
    assert listed(at_school(80)) == "needs_approval"


def test_an_estimate_over_the_limit_says_check_the_journey_and_sends_nobody_for_approval():
    """40 km straight = 24.85 miles, 32.3 by road: 15 + 129.2, about 145 minutes."""
    away = at_school(location=Location(easting=472_000, northing=455_000))
    assert outcome(away, TOO_FAR) is MET
    assert listed(away) == "options"
    assert [note for note in entry(away).notes if note.rule.startswith(SCHOOL)]


@pytest.mark.parametrize("limb", [TOO_FAR, KEY_STAGE_4])
def test_minutes_not_known_and_no_school_are_met(limb):
    assert outcome(at_school(year_group=10), limb) is MET
    assert outcome(scene(), limb) is MET


# Years 10 and 11


@pytest.mark.parametrize(("year", "expected"), [(9, MET), (10, NOT_MET), (11, NOT_MET), (12, MET)])
def test_a_new_school_in_years_10_and_11_needs_the_nominated_officer(year, expected):
    assert outcome(moving(changes=True, year=year), KEY_STAGE_4) is expected


def test_keeping_the_school_in_year_10_is_met():
    assert outcome(moving(changes=False, year=10), KEY_STAGE_4) is MET


def test_a_new_school_at_another_setting_does_not_matter_here():
    elsewhere = at_school(20, year_group=10, moves=(SchoolMove(setting_id="other", changes_school=True),))
    assert outcome(elsewhere, KEY_STAGE_4) is MET


def test_a_new_school_in_a_year_nobody_has_recorded_is_a_question_about_the_person():
    assert outcome(moving(changes=True, year=None), KEY_STAGE_4) is ASK
    assert listed(moving(changes=True, year=None)) == "options"


@pytest.mark.parametrize(("leaving", "expected"), [(day(7), MET), (day(8), NOT_MET)])
def test_out_of_reach_on_five_school_days_is_met_and_on_six_is_not(leaving, expected):
    """Monday 1 June to Sunday 7 June has five; Monday 8 June is the sixth."""
    snapshot = at_school(76, year_group=10, ask=request(end_date=leaving))
    assert outcome(snapshot, KEY_STAGE_4) is expected


def test_a_journey_of_exactly_the_limit_is_in_reach_in_year_10():
    assert outcome(at_school(75, year_group=10), KEY_STAGE_4) is MET
    assert outcome(at_school(76, year_group=10), KEY_STAGE_4) is NOT_MET


@pytest.mark.parametrize(("leaving", "expected"), [(date(2026, 5, 30), MET), (date(2026, 6, 2), NOT_MET)])
def test_a_bank_holiday_is_no_school_day(leaving, expected):
    """From Friday 22 May: 22, 26, 27, 28 and 29 May, without Monday 25; then 1 June."""
    ask = request(start_date=date(2026, 5, 22), end_date=leaving)
    assert outcome(at_school(76, year_group=10, ask=ask), KEY_STAGE_4) is expected
