"""How full a setting is on some nights together (rule `night-count`): reported, never aimed at. A quiet home is no fault."""

from collections.abc import Iterable

from matcher.capacity.closed import registered_of
from matcher.capacity.model import NightCount, RowCapacity
from matcher.domain.settings import Setting

ALMOST_FULL = 90
"""Percent above which there is almost no room for an emergency."""
ALMOST_NO_ROOM = "Almost no room for an emergency."


def count_nights(setting: Setting, rows: Iterable[RowCapacity], nights: int) -> NightCount:
    """Beds that somebody has, away or not, of the places it is registered for; where it has no such number, of its beds."""
    beds = list(rows)
    registered = registered_of(setting)
    of = nights * (sum(row.beds for row in beds) if registered is None else registered)
    occupied = sum(night.occupied + night.occupied_but_away for row in beds for night in row.nights)
    return NightCount(
        occupied=occupied,
        registered=of,
        percent=round(100 * occupied / of, 1) if of else None,
        says=ALMOST_NO_ROOM if 100 * occupied > ALMOST_FULL * of else "",
    )
