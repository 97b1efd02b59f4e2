"""Beds by night: who is in each of a setting's beds, which are free, and whether they could be used.

One truth: the pages, the API, the forecast and what-if all read the bed states made here.
"""

from matcher.capacity.ahead_model import Ahead, Birthday, Expiry, ExpiryKind, Reserve, ReserveNight
from matcher.capacity.bed_state import BedState, Sleeper
from matcher.capacity.beds import make_capacity, tonight
from matcher.capacity.day import make_day
from matcher.capacity.model import (
    BedLine,
    RowCapacity,
    RowNight,
    SettingCapacity,
    SettingDay,
    SettingNight,
    ShiftStaff,
    Spell,
)

__all__ = [
    "Ahead",
    "BedLine",
    "BedState",
    "Birthday",
    "Expiry",
    "ExpiryKind",
    "Reserve",
    "ReserveNight",
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
