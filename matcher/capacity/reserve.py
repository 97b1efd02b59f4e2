"""The beds kept for emergencies against the emergencies of the last year (catalogue L, `reserve-balance`)."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from math import exp

from matcher.capacity.ahead_model import Reserve, ReserveNight
from matcher.domain.codes import PlacementPurpose, PlacementState
from matcher.domain.placements import Placement
from matcher.frame import Frame

OVER_DAYS = 365
CAME = frozenset({PlacementState.STARTED, PlacementState.ENDED})


def make_reserve(frame: Frame, settings: Collection[str], days: range, beds: int, free: Sequence[int]) -> Reserve:
    """The reserve of some settings. `beds`: how many are kept; `free`: of them, night by night."""
    arrivals = sum(_is_arrival(frame, one, settings) for one in frame.snapshot.placements)
    today, longest = frame.snapshot.today.toordinal(), frame.policy.figures.emergency_bed_max_nights
    return Reserve(
        arrivals=arrivals,
        over_days=OVER_DAYS,
        nights=tuple(
            ReserveNight(
                night=date.fromordinal(day),
                beds=beds,
                free=left,
                chance=at_least_one_free(left, arrivals / OVER_DAYS * min(day - today, longest)) if arrivals else None,
            )
            for day, left in zip(days, free, strict=True)
        ),
    )


def at_least_one_free(free: int, expected: float) -> float:
    """The chance that fewer people come than beds are free, where so many are expected (Poisson); to six places."""
    term = chance = exp(-expected)
    for come in range(1, free):
        term *= expected / come
        chance += term
    return round(min(chance, 1.0), 6) if free else 0.0


def _is_arrival(frame: Frame, one: Placement, settings: Collection[str]) -> bool:
    """Somebody who came to one of these settings in an emergency, or into one of their emergency beds, within the year."""
    today = frame.snapshot.today
    if one.setting_id not in settings or one.state not in CAME:
        return False
    if not today - timedelta(days=OVER_DAYS) <= one.first_night < today:
        return False
    return one.purpose is PlacementPurpose.EMERGENCY or one.place_id in emergency_rows(frame)


def emergency_rows(frame: Frame) -> frozenset[str]:
    """The place rows kept for emergencies."""
    kept = frame.places.is_emergency_pool[0].tolist()
    return frozenset(place.place_id for place, is_kept in zip(frame.snapshot.places, kept, strict=True) if is_kept)
