"""`job-college-travel`: from 16 the way to college or work takes the school points."""

import pytest

from fixtures.plain_world import born, person, setting
from matcher.domain.people import Education, SchoolMove
from matcher.domain.person_codes import AgeBand, EducationStatus
from matcher.domain.placements import TravelTime
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.rules import RULE_BOOK
from tests.spec.scores import missing_here, part, points
from tests.spec.support import day, listed, scene

SCHOOL = "school-continuity"
SIXTEEN = born(16, day(0))


def at_college(minutes: int | None = None, *, home=None, facts=None, **education) -> Snapshot:
    college = Education(**{"status": EducationStatus.COLLEGE_OR_WORK, "id": "college", **education})
    table = () if minutes is None else (TravelTime(origin="college", setting_id="home", minutes=minutes),)
    who = person(education=college, **(facts or {"date_of_birth": SIXTEEN}))
    return scene(home, who=who, travel_times=table)


@pytest.mark.parametrize(("minutes", "expected"), [(25, 10.0), (30, 10.0), (40, 7.8), (48, 6.0), (75, 0.0), (120, 0.0)])
def test_full_up_to_half_an_hour_then_straight_to_nothing_at_75(minutes, expected):
    """40 minutes: 35/45 of 10."""
    assert points(at_college(minutes), SCHOOL) == expected


def test_it_counts_from_the_sixteenth_birthday_if_that_is_the_first_night():
    day_later = {"date_of_birth": born(16, day(1))}
    assert points(at_college(120), SCHOOL) == 0.0
    assert points(at_college(120, facts=day_later), SCHOOL) == 10.0


def test_an_age_nobody_knows_counts_half():
    unknown = {"date_of_birth": None, "age_band": AgeBand.NOT_SURE}
    found = part(at_college(120, facts=unknown), SCHOOL)
    assert (found.points, found.known) == (5.0, False)


def test_a_college_nobody_has_located_counts_half():
    found = part(at_college(), SCHOOL)
    assert (found.points, found.known) == (5.0, False)


def test_a_setting_nobody_has_located_counts_nothing_and_could_add_all():
    somewhere = Location(easting=432_000, northing=455_000)
    assert missing_here(at_college(location=somewhere, home=setting(location=None)), SCHOOL) == (0.0, False, 10.0)


def test_a_change_of_school_is_nothing_to_a_college():
    assert points(at_college(25, moves=(SchoolMove(setting_id="home", changes_school=True),)), SCHOOL) == 10.0


def test_a_long_way_to_college_needs_nobodys_approval():
    assert listed(at_college(120)) == listed(at_college(25))


def test_what_is_said_names_the_place():
    assert part(at_college(40, name="Selby College"), SCHOOL).because == (
        "Robin would take 40 minutes to get to Selby College."
    )
    assert part(at_college(40), SCHOOL).because == "Robin would take 40 minutes to get to college or work."


def test_it_is_a_rule_of_the_book_carried_by_the_school_part():
    rule = next(one for one in RULE_BOOK if one.slug == "job-college-travel")
    assert rule.parts == (SCHOOL,)
