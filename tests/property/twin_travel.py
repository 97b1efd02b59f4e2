"""Miles and minutes: recorded, else estimated (catalogue 0.1, "Distance")."""

from dataclasses import dataclass
from math import floor, hypot

from matcher.domain.codes import TravelMode
from matcher.domain.settings import Setting
from matcher.domain.values import Location
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, PLACE
from tests.property.twin_pair import Pair

METRES_IN_A_MILE = 1609.344


@dataclass(frozen=True)
class Journey:
    """`minutes` None: not known, and `missing` says whose fact is missing."""

    minutes: int | None
    recorded: bool = False
    missing: Outcome = PLACE


def metres(one: Location | None, other: Location | None) -> float | None:
    """Straight line; None where either is not known."""
    if one is None or other is None or one.point is None or other.point is None:
        return None
    return hypot(one.point[0] - other.point[0], one.point[1] - other.point[1])


def road_miles(pair: Pair, origin: str | None, start: Location | None) -> float | None:
    """By road if known, else straight line times the road factor; to 0.1."""
    rows = [one for one in pair.snapshot.travel_times if one.origin == origin and one.setting_id == pair.setting.id]
    recorded = [one.miles for one in rows if one.miles is not None]
    straight = metres(start, pair.setting.location)
    if not recorded and straight is None:
        return None
    miles = recorded[0] if recorded else (straight or 0.0) / METRES_IN_A_MILE * pair.figures.road_factor
    return floor(miles * 10 + 0.5) / 10


def recorded_minutes(pair: Pair, origin: str | None, mode: TravelMode) -> int | None:
    rows = [one for one in pair.snapshot.travel_times if one.origin == origin and one.setting_id == pair.setting.id]
    return next((one.minutes for one in rows if one.mode is mode), None)


def estimated_minutes(pair: Pair, origin: str | None, start: Location | None, mode: TravelMode) -> int | None:
    """Fixed minutes and minutes a mile, rounded to 5."""
    miles = road_miles(pair, origin, start)
    if miles is None:
        return None
    figures = pair.figures
    if mode is TravelMode.CAR:
        minutes = figures.car_fixed + miles * figures.car_minutes_per_mile
    else:
        minutes = figures.bus_fixed + miles * figures.bus_minutes_per_mile
    step = figures.minutes_rounded_to
    return floor(minutes / step + 0.5) * step


def journey(pair: Pair, origin: str | None, start: Location | None, mode: TravelMode) -> Journey:
    recorded = recorded_minutes(pair, origin, mode)
    if recorded is not None:
        return Journey(recorded, recorded=True)
    return Journey(estimated_minutes(pair, origin, start, mode), missing=whose_is_missing(start, pair.setting))


def whose_is_missing(start: Location | None, setting: Setting) -> Outcome:
    """Ours if we do not know where they start from; else the place's."""
    start_known = start is not None and start.point is not None
    return PLACE if start_known and (setting.location is None or setting.location.point is None) else ASK


def usual_mode(pair: Pair) -> TravelMode:
    return pair.request.travel_mode or TravelMode.PUBLIC_TRANSPORT


def tonights_journey(pair: Pair) -> Journey:
    """From where they are now, by the mode asked for, else by car; another mode's recorded time beats an estimate."""
    mode = pair.request.travel_mode or TravelMode.CAR
    for each in (mode, *TravelMode):
        if (recorded := recorded_minutes(pair, pair.request.id, each)) is not None:
            return Journey(recorded, recorded=True)
    return journey(pair, pair.request.id, pair.request.where_now, mode)
