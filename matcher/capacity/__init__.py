"""Beds by night: who is in each of a setting's beds, which are free, and whether they could be used.

One truth: the pages, the API and (once they are there) the forecast and what-if all read the bed states made here.
"""

from matcher.capacity.beds import make_capacity, tonight
from matcher.capacity.day import make_day
from matcher.capacity.model import (
    BedLine,
    BedState,
    RowCapacity,
    RowNight,
    SettingCapacity,
    SettingDay,
    SettingNight,
    ShiftStaff,
    Sleeper,
    Spell,
)

__all__ = [
    "BedLine",
    "BedState",
    "RowCapacity",
    "RowNight",
    "SettingCapacity",
    "SettingDay",
    "SettingNight",
    "ShiftStaff",
    "Sleeper",
    "Spell",
    "make_capacity",
    "make_day",
    "tonight",
]
