"""What is said of the beds of a whole authority, setting by setting, night by night, and by kind."""

from datetime import date, datetime

from pydantic import TypeAdapter

from matcher.capacity.ahead_model import Reserve
from matcher.capacity.doubled import Doubled
from matcher.capacity.usable_by_model import UsableBy
from matcher.domain.adapters import built_once
from matcher.domain.codes import SettingKind
from matcher.domain.values import shown
from matcher.options.result import Says


@shown
class PoolNight:
    """The beds of one pool on one night. The eight states add up to `beds`."""

    beds: int
    occupied: int
    occupied_but_away: int
    planned_in: int
    held: int
    out_of_use: int
    blocked_by_staffing: int
    blocked_by_group: int
    free: int
    over: int
    """People beyond the beds in use, as recorded; no part of the sum."""


@shown
class UsableNight:
    """How many vacancies of a night somebody could have who came then; each is in one of the three."""

    usable: int
    """They are an option."""
    needs_approval: int
    needs_information: int
    """It is not known whether they could be offered."""


@shown
class BedsNight:
    """A setting on one night: its ordinary beds first."""

    night: date
    usable_vacancy: int
    """The headline: ordinary beds that are free and could be used, together."""
    emergency_vacancy: int | None
    """The same of the beds kept for emergencies, instead of the others and not beside them; null = it has none."""
    registered: int | None
    usable: int
    staffed: int | None
    """The three capacities, as of one setting."""
    ordinary: PoolNight
    emergency: PoolNight | None
    usable_by: UsableNight | None
    """For whom was asked, of both pools; null = nobody was asked for."""


@shown
class SettingBeds:
    """One setting's beds on every night asked for."""

    setting_id: str
    setting_name: str
    kind: SettingKind
    nights: tuple[BedsNight, ...]


@shown
class KindNight:
    """The settings of one kind, added up."""

    night: date
    beds: int
    """Ordinary ones."""
    usable_vacancy: int
    settings_with_one: int
    """How many of them have a usable vacancy."""
    emergency_vacancy: int
    usable_by: UsableNight | None


@shown
class KindBeds:
    """One kind of setting."""

    kind: SettingKind
    settings: int
    nights: tuple[KindNight, ...]


@shown
class AuthorityCapacity:
    """Every setting's beds on each night from `first_night` up to and not including `leaving`, by kind and one by one."""

    as_of: datetime
    first_night: date
    leaving: date
    usable_by: UsableBy | None
    """For whom `usable_by` counts."""
    referred: tuple[Says, ...]
    """Why whoever was asked for belongs with another service: then nothing is usable by them."""
    ask_first: tuple[Says, ...]
    """What is not known about whoever was asked for, on the first night."""
    kinds: tuple[KindBeds, ...]
    settings: tuple[SettingBeds, ...]
    reserve: Reserve | None
    """All beds kept for emergencies in these settings; null = none."""
    doubled: tuple[Doubled, ...]
    """Of the whole record: settings that may be one home, whose beds count twice."""


@built_once
def authority_capacity_adapter() -> TypeAdapter[AuthorityCapacity]:
    """Writes it as JSON. Built once, when first needed."""
    return TypeAdapter(AuthorityCapacity)
