"""Miles by road and minutes each way."""

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from fixtures.plain_world import HOME, setting, world
from matcher.domain.codes import TravelMode
from matcher.domain.placements import TravelTime
from matcher.domain.values import Location
from matcher.frame import make_frame
from matcher.frame.travel import Origin, journeys, round_tenth
from matcher.policy import load_policy


def journey(mode=TravelMode.PUBLIC_TRANSPORT, there=None, times=(), **options):
    snapshot = replace(world(setting(location=there)), travel_times=times)
    frame = make_frame(snapshot, load_policy())
    found = journeys(frame.places, [Origin("yp", HOME)], [mode], **options)
    return found.miles[0, 0], found.minutes[0, 0], bool(found.recorded[0, 0])


def test_ten_km_straight_are_about_eight_miles_by_road():
    """10 km x 1.3 / 1.609344 = 8.078 miles, shown and judged as 8.1."""
    assert journey(there=Location(easting=440_000, northing=455_000))[0] == 8.1


@pytest.mark.parametrize(("mode", "minutes"), [(TravelMode.CAR, 20), (TravelMode.PUBLIC_TRANSPORT, 45)])
def test_an_estimate_is_rounded_to_five_minutes(mode, minutes):
    """Car 5 + 8.1 x 2.0 = 21.2; bus 15 + 8.1 x 4.0 = 47.4."""
    assert journey(mode, Location(easting=440_000, northing=455_000))[1:] == (minutes, False)


def test_recorded_minutes_come_before_an_estimate():
    there = Location(easting=440_000, northing=455_000)
    recorded = TravelTime(origin="yp", setting_id="home", minutes=33, miles=9.25)

    assert journey(there=there, times=(recorded,)) == (9.3, 33, True)


def test_minutes_of_another_mode_do_not_stand_in_unless_they_may():
    there = Location(easting=440_000, northing=455_000)
    by_car = TravelTime(origin="yp", setting_id="home", mode=TravelMode.CAR, minutes=11)

    assert journey(there=there, times=(by_car,))[1:] == (45, False)
    assert journey(there=there, times=(by_car,), any_mode=True)[1:] == (11, True)


def test_a_place_that_is_not_on_the_map_has_no_journey():
    miles, minutes, recorded = journey(there=None)

    assert isnan(miles)
    assert isnan(minutes)
    assert not recorded


def test_nothing_is_never_said_to_be_less_than_nothing():
    assert str(round_tenth(np.array([-0.0]))[0]) == str(round_tenth(np.array([-0.01]))[0]) == "0.0"
