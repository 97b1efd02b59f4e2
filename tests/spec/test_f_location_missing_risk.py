"""`location-missing-risk`: up to 8 points off near what draws somebody away, up to 8 on near who keeps them safe."""

import pytest

from fixtures.plain_world import HOME, person, setting
from matcher.domain.home_codes import MissingPull
from matcher.domain.people import NamedPlace
from matcher.domain.people_needs import MissingPlace
from matcher.domain.placements import TravelTime
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from tests.spec.scores import adjustment, points
from tests.spec.support import entry, listed, scene

SLUG = "location-missing-risk"
FLAT = MissingPlace(id="flat", pull=MissingPull.TOWARDS)
GRAN = MissingPlace(id="gran", pull=MissingPull.PROTECTIVE)
STATION = MissingPlace(id="station", pull=MissingPull.TOWARDS)


def known(*places: MissingPlace, home=None, **minutes: int) -> Snapshot:
    table = tuple(TravelTime(origin=one, setting_id="home", minutes=each) for one, each in minutes.items())
    return scene(home, who=person(missing_places=places), travel_times=table)


def shown(snapshot: Snapshot) -> tuple[float, bool, float]:
    found = next(one for one in entry(snapshot).adjustments if one.slug == SLUG)
    return found.points, found.known, found.could_add


@pytest.mark.parametrize(("minutes", "expected"), [(5, -8.0), (10, -8.0), (35, -4.0), (59, -0.2), (60, 0.0), (70, 0.0)])
def test_near_a_place_that_draws_them_away_points_are_lost(minutes, expected):
    """(60 - minutes) / 50 of 8."""
    assert adjustment(known(FLAT, flat=minutes), SLUG) == expected


@pytest.mark.parametrize(("minutes", "expected"), [(10, 8.0), (35, 4.0), (60, 0.0)])
def test_near_somebody_who_keeps_them_safe_points_are_won(minutes, expected):
    assert adjustment(known(GRAN, gran=minutes), SLUG) == expected


def test_only_the_nearest_place_counts():
    assert adjustment(known(FLAT, STATION, flat=60, station=35), SLUG) == -4.0


def test_who_keeps_them_safe_weighs_against_what_draws_them_away():
    """0.5 less 0.2 of 8."""
    assert adjustment(known(FLAT, GRAN, flat=50, gran=35), SLUG) == 2.4


def test_an_estimate_counts():
    """2 km: 1.6 miles by road; 15 + 6.4, about 20 minutes by bus: 40/50 of 8."""
    assert adjustment(known(MissingPlace(id="flat", pull=MissingPull.TOWARDS, location=HOME)), SLUG) == -6.4


def test_it_never_moves_a_place_between_lists():
    assert listed(known(FLAT, flat=5)) == "options"


def test_nothing_recorded_adds_nothing_anywhere():
    assert shown(scene(who=person(missing_places=None))) == (0.0, False, 0.0)


def test_a_place_that_is_not_located_adds_nothing():
    assert shown(known(FLAT)) == (0.0, False, 0.0)


@pytest.mark.parametrize(
    ("places", "expected"),
    [((FLAT,), (-8.0, False, 8.0)), ((GRAN,), (0.0, False, 8.0)), ((FLAT, GRAN), (-8.0, False, 16.0))],
)
def test_a_setting_that_is_not_located_counts_the_worst_and_could_win_the_rest(places, expected):
    there = tuple(MissingPlace(id=one.id, pull=one.pull, location=HOME) for one in places)
    assert shown(known(*there, home=setting(location=None))) == expected


def test_nowhere_to_go_missing_to_is_not_shown():
    assert SLUG not in {one.slug for one in entry(known()).adjustments}


def test_what_is_said():
    because = {one.slug: one.because for one in entry(known(FLAT, flat=5)).adjustments}
    assert because[SLUG] == (
        "Setting home is near places we have worried about Robin being. Agree with Robin what happens if they are late."
    )


def test_a_place_and_a_friend_of_one_id_are_told_apart():
    """A friend two kilometres away stays in reach, a place 100 km away draws nobody."""
    far = MissingPlace(id="flat", pull=MissingPull.TOWARDS, location=Location(easting=530_000, northing=455_000))
    friend = NamedPlace(id="flat", name="A friend", location=HOME)
    both = scene(who=person(missing_places=(far,), friends_and_activities=(friend,)))
    assert (adjustment(both, SLUG), points(both, "friends-and-community")) == (0.0, 4.0)
