"""Miles by road and minutes each way: recorded, else estimated from the straight line (catalogue 0.1, "Distance")."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import TravelMode
from matcher.domain.people_needs import Treatment
from matcher.domain.values import Location
from matcher.frame.index import Index
from matcher.frame.places import Places
from matcher.outcomes import Bools
from matcher.policy import Policy
from matcher.policy.figures import Figures

METRES_PER_MILE = 1609.344
Floats = NDArray[np.float64]


class Origin(NamedTuple):
    """Somewhere a journey starts: its id in the travel table, and where it is."""

    id: str | None
    location: Location | None


class Journey(NamedTuple):
    """(k, m) for k origins. NaN = not known; `recorded` = minutes come from the authority's table."""

    miles: Floats
    minutes: Floats
    recorded: Bools
    known: Bools

    def of(self, origins: slice) -> "Journey":
        """From some of the origins."""
        return Journey(self.miles[origins], self.minutes[origins], self.recorded[origins], self.known[origins])


def longest_to(treatment: Treatment, figures: Figures) -> int:
    """The longest journey to a treatment that is right, in minutes each way."""
    own = treatment.max_travel_minutes
    return figures.treatment_max_minutes if own is None else own


def round_tenth(value: Floats) -> Floats:
    """To a tenth, half away from zero; nothing is 0.0, never -0.0."""
    rounded: Floats = np.copysign(_length_to_tenth(np.abs(value)), value) + 0.0
    return rounded


def _length_to_tenth(length: Floats) -> Floats:
    """The same of what is never negative."""
    rounded: Floats = np.floor(length * 10 + ALMOST_HALF_UP) / 10
    return rounded


ALMOST_HALF_UP = 0.5 + 1e-9
"""Half rounds up, and so does what is half but for the last bit."""


def metres(places: Places, locations: Sequence[Location | None]) -> Floats:
    """(k, m) straight line in metres; NaN where either end is not recorded."""
    points = [location.point if location else None for location in locations]
    k = np.array([point or (np.nan, np.nan) for point in points], np.float64).reshape(-1, 2)
    there = places.row_easting_northing
    east, north = k[:, :1] - there[0], k[:, 1:] - there[1]
    distance: Floats = np.sqrt(east * east + north * north)
    return distance


def journeys(
    places: Places, origins: Sequence[Origin], modes: Sequence[TravelMode], *, any_mode: bool = False
) -> Journey:
    """The journey from each origin, by its mode, to every place row.

    `any_mode`: recorded minutes of another mode beat an estimate.
    """
    figures = places.policy.figures
    straight = metres(places, [origin.location for origin in origins])
    miles = _length_to_tenth(straight * figures.road_factor / METRES_PER_MILE)
    recorded = _recorded(places.index, origins, modes, any_mode=any_mode)
    for k, row, road_miles, _ in recorded:
        if road_miles is not None:
            miles[k, row] = round_tenth(np.array([road_miles]))[0]
    minutes = _estimate(places.policy, miles, modes)
    known = np.zeros(minutes.shape, np.bool_)
    for k, row, _, recorded_minutes in recorded:
        if recorded_minutes is not None:
            minutes[k, row], known[k, row] = recorded_minutes, True
    return Journey(miles, minutes, known, ~np.isnan(minutes))


def _estimate(policy: Policy, miles: Floats, modes: Sequence[TravelMode]) -> Floats:
    figures = policy.figures
    by_car, by_bus = (
        (figures.car_fixed, figures.car_minutes_per_mile),
        (figures.bus_fixed, figures.bus_minutes_per_mile),
    )
    paces = np.array([by_car if mode is TravelMode.CAR else by_bus for mode in modes], np.float64).reshape(-1, 2)
    fixed, each = paces[:, :1], paces[:, 1:]
    step = figures.minutes_rounded_to
    minutes: Floats = np.floor((fixed + each * miles) / step + 0.5 + 1e-9) * step
    return minutes


def _recorded(
    index: Index, origins: Sequence[Origin], modes: Sequence[TravelMode], *, any_mode: bool
) -> list[tuple[int, int, float | None, int | None]]:
    """(origin, row, miles by road, minutes); the mode asked for comes last, so that it stands."""
    return [
        (k, row, time.miles, time.minutes if time.mode is mode or any_mode else None)
        for k, (origin, mode) in enumerate(zip(origins, modes, strict=True))
        for time in sorted(index.travel_from.get(origin.id or "", []), key=lambda one, mode=mode: one.mode is mode)  # type: ignore[misc]
        for row in index.rows_of.get(index.setting_at.get(time.setting_id, -1), [])
    ]
