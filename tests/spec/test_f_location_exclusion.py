"""`location-exclusion`: areas the young person must not, or should not, live in."""

from datetime import date

import pytest

from fixtures.plain_world import LEAVING, emergency, person, setting
from matcher.domain.people import LocationExclusion
from matcher.domain.person_codes import ExclusionReason, ExclusionStrength
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, listed, outcome, ruled_out, scene

MUST_NOT = "location-exclusion:must-not"
SHOULD_NOT = "location-exclusion:should-not"
BOTH_LIMBS = pytest.mark.parametrize("limb", [MUST_NOT, SHOULD_NOT])


def at(km_east: float, km_north: float = 0.0) -> Location:
    """A point so many kilometres from the setting of the scene."""
    return Location(easting=432_000 + round(km_east * 1000), northing=455_000 + round(km_north * 1000))


def area(strength: ExclusionStrength = ExclusionStrength.MUST_NOT, **facts) -> LocationExclusion:
    shape = {} if "polygon" in facts else {"centre": at(1)}
    return LocationExclusion(**{"id": "area", "strength": strength, "reason": ExclusionReason.GANG, **shape, **facts})


def keeping_out_of(*areas: LocationExclusion, **facts) -> Snapshot:
    return scene(who=person(exclusions=areas), **facts)


@BOTH_LIMBS
def test_no_areas_named_is_met(limb):
    assert outcome(keeping_out_of(), limb) is MET


def test_inside_an_area_they_must_not_live_in_is_ruled_out():
    assert outcome(keeping_out_of(area()), MUST_NOT) is NOT_MET
    assert outcome(keeping_out_of(area()), SHOULD_NOT) is MET
    assert listed(keeping_out_of(area())) == "excluded"


def test_inside_an_area_they_should_not_live_in_needs_agreement():
    snapshot = keeping_out_of(area(ExclusionStrength.SHOULD_NOT))
    assert outcome(snapshot, SHOULD_NOT) is NOT_MET
    assert outcome(snapshot, MUST_NOT) is MET
    assert listed(snapshot) == "needs_approval"


def test_twelve_kilometres_outside_is_met():
    assert outcome(keeping_out_of(area(centre=at(15))), MUST_NOT) is MET


@pytest.mark.parametrize(("km", "expected"), [(4.0, NOT_MET), (3.999, MET)])
def test_the_edge_of_a_circle_is_inside(km, expected):
    assert outcome(keeping_out_of(area(centre=at(4), radius_km=km)), MUST_NOT) is expected


@pytest.mark.parametrize(("km", "expected"), [(5.0, NOT_MET), (4.999, MET)])
def test_distance_is_straight_in_both_directions(km, expected):
    """3 km east and 4 km north is 5 km."""
    assert outcome(keeping_out_of(area(centre=at(3, 4), radius_km=km)), MUST_NOT) is expected


@pytest.mark.parametrize(("km", "expected"), [(3.0, NOT_MET), (3.001, MET)])
def test_without_a_radius_it_is_three_kilometres(km, expected):
    assert outcome(keeping_out_of(area(centre=at(km))), MUST_NOT) is expected


def square(west: float, east: float) -> tuple[Location, ...]:
    return at(west, -1), at(east, -1), at(east, 1), at(west, 1)


@pytest.mark.parametrize(("west", "expected"), [(-1.0, NOT_MET), (0.0, NOT_MET), (0.001, MET)])
def test_the_edge_of_a_polygon_is_inside(west, expected):
    assert outcome(keeping_out_of(area(polygon=square(west, 5))), MUST_NOT) is expected


def test_one_area_of_several_is_enough():
    assert outcome(keeping_out_of(area(id="far", centre=at(50)), area(id="near")), MUST_NOT) is NOT_MET


@pytest.mark.parametrize(("ends_on", "expected"), [(date(2026, 5, 31), MET), (date(2026, 6, 1), NOT_MET)])
def test_an_area_counts_through_its_last_day(ends_on, expected):
    assert outcome(keeping_out_of(area(ends_on=ends_on)), MUST_NOT) is expected


@pytest.mark.parametrize(("starts_on", "expected"), [(LEAVING, MET), (day(27), NOT_MET)])
def test_an_area_counts_from_its_first_day(starts_on, expected):
    assert outcome(keeping_out_of(area(starts_on=starts_on)), MUST_NOT) is expected


def test_an_area_past_its_review_date_still_counts():
    assert outcome(keeping_out_of(area(review_on=date(2025, 1, 1))), MUST_NOT) is NOT_MET


@BOTH_LIMBS
def test_areas_nobody_has_asked_about_are_a_question_about_the_person(limb):
    unasked = scene(who=person(exclusions=None))
    assert outcome(unasked, limb) is ASK
    assert listed(unasked) == "options"


def test_a_setting_whose_position_is_not_known_is_a_question_about_the_place():
    unplaced = keeping_out_of(area(), home=setting(location=None))
    assert outcome(unplaced, MUST_NOT) is PLACE
    assert listed(unplaced) == "needs_information"


def test_in_an_emergency_a_setting_whose_position_is_not_known_stays_listed_with_the_question():
    assert listed(keeping_out_of(area(), home=setting(location=None), ask=emergency())) == "options"


@BOTH_LIMBS
def test_a_position_does_not_matter_where_there_is_no_area(limb):
    assert outcome(keeping_out_of(home=setting(location=None)), limb) is MET


def test_the_sentence_is_neutral():
    says = {one.rule: one.says for one in ruled_out(keeping_out_of(area())).failed}
    assert says[MUST_NOT] == "Setting home has been ruled out to keep young people safe. Ask the hub manager."
