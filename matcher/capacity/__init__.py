"""Beds by night: who is in each of a setting's beds, which are free, and whether they could be used.

One truth: the pages, the API, the forecast and what-if all read the bed states made here.
"""

from matcher.capacity.ahead_model import Ahead, Birthday, Expiry, ExpiryKind, Reserve, ReserveNight
from matcher.capacity.authority import make_authority_capacity
from matcher.capacity.authority_model import (
    AuthorityCapacity,
    BedsNight,
    KindBeds,
    KindNight,
    PoolNight,
    SettingBeds,
    UsableNight,
    authority_capacity_adapter,
)
from matcher.capacity.bed_state import BedState, Sleeper
from matcher.capacity.beds import count_beds, make_capacity, places_tonight, tonight, usable_tonight
from matcher.capacity.day import make_day
from matcher.capacity.doubled import Doubled, doubled_homes
from matcher.capacity.model import (
    BedLine,
    NightCount,
    RowCapacity,
    RowNight,
    SettingCapacity,
    SettingDay,
    SettingNight,
    ShiftStaff,
    Spell,
    setting_capacity_adapter,
)
from matcher.capacity.rows import RowNights
from matcher.capacity.usable_by_model import Profile, ProfileNeed, UsableBy

__all__ = [
    "Ahead",
    "AuthorityCapacity",
    "BedLine",
    "BedState",
    "BedsNight",
    "Birthday",
    "Doubled",
    "Expiry",
    "ExpiryKind",
    "KindBeds",
    "KindNight",
    "NightCount",
    "PoolNight",
    "Profile",
    "ProfileNeed",
    "Reserve",
    "ReserveNight",
    "RowCapacity",
    "RowNight",
    "RowNights",
    "SettingBeds",
    "SettingCapacity",
    "SettingDay",
    "SettingNight",
    "ShiftStaff",
    "Sleeper",
    "Spell",
    "UsableBy",
    "UsableNight",
    "authority_capacity_adapter",
    "count_beds",
    "doubled_homes",
    "make_authority_capacity",
    "make_capacity",
    "make_day",
    "places_tonight",
    "setting_capacity_adapter",
    "tonight",
    "usable_tonight",
]
