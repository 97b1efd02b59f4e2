"""Hubs and homes in the order in which a manager looks for them, with their beds tonight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.actions.capacity import HomeTonight
from matcher.capacity import RowNight
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.settings import Setting

HUBS = frozenset({SettingKind.HUB_BED, SettingKind.HUB_EMERGENCY_BED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beds:
    """The beds of one pool tonight."""

    beds: int = 0
    taken: int = 0
    """Somebody lives there, is planned in, or it is held."""
    shut: int = 0
    """Out of use, without staff, or closed for the sake of the group."""
    free: int = 0
    over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine:
    """One hub or home of the list."""

    setting: Setting
    ordinary: Beds
    emergency: Beds
    usable: int
    """Free ordinary beds that could be used tonight, together."""
    emergency_usable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeGroup:
    """Homes under one heading: `own`, `hubs`, `ours` or `others`."""

    name: str
    homes: tuple[HomeLine, ...]


def hub_list(homes: Iterable[HomeTonight], own: str | None) -> list[HomeGroup]:
    """The groups that have homes: one's own, hubs, our homes, those that others run."""
    groups: dict[str, list[HomeLine]] = {"own": [], "hubs": [], "ours": [], "others": []}
    for home in homes:
        groups[_group(home, own)].append(_line(home))
    return [HomeGroup(name=name, homes=tuple(lines)) for name, lines in groups.items() if lines]


def _group(home: HomeTonight, own: str | None) -> str:
    if home.setting.id == own:
        return "own"
    if home.setting.kind in HUBS:
        return "hubs"
    return "ours" if home.is_ours else "others"


def _line(home: HomeTonight) -> HomeLine:
    return HomeLine(
        setting=home.setting,
        ordinary=_beds(home, PlacePool.RESIDENTIAL),
        emergency=_beds(home, PlacePool.EMERGENCY),
        usable=home.usable,
        emergency_usable=home.emergency_usable,
    )


def _beds(home: HomeTonight, pool: PlacePool) -> Beds:
    return beds_of([night for of, night in home.rows if of is pool])


def beds_of(rows: Sequence[RowNight]) -> Beds:
    """The beds of some rows on one night, added up."""
    taken = sum(one.occupied + one.occupied_but_away + one.planned_in + one.held for one in rows)
    shut = sum(one.out_of_use + one.blocked_by_staffing + one.blocked_by_group for one in rows)
    free = sum(one.free for one in rows)
    return Beds(beds=taken + shut + free, taken=taken, shut=shut, free=free, over=sum(one.over for one in rows))
