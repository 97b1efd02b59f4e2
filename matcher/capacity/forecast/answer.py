"""One setting's forecast as it is answered: its ordinary beds, and its emergency beds apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from matcher.capacity.forecast.make import forecast_of
from matcher.capacity.forecast.model import Basis, ForecastNight, NextFree, Part, PoolForecast
from matcher.capacity.forecast.moved import Moved, MovedSince, nobody_named
from matcher.domain.adapters import built_once
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.stays import Stay
from matcher.domain.values import shown
from matcher.frame import Frame


@shown
class HomeForecast:
    """A setting's beds on tonight and the nights after it."""

    setting_id: str
    setting_name: str
    kind: SettingKind
    as_of: datetime
    first_night: date
    days: int
    """Nights, tonight included."""
    snapshot_hash: str
    history_hash: str
    """Of the past stays that it has learnt from."""
    policy_version: str
    pool: PlacePool
    beds: int
    basis: Basis
    nights: tuple[ForecastNight, ...]
    next_likely_free: NextFree | None
    turned_away: float
    """Expected requests on all these nights together that could not be housed here."""
    parts: tuple[Part, ...] | None
    """Person by person; null where the reader may not know who lives there."""
    emergency: PoolForecast | None
    """Its emergency beds; null where it has none besides the others."""
    moved: MovedSince | None = None
    """What moved since the forecast of an earlier day that was served last; null where none is kept."""


def home_forecast(frame: Frame, history: Sequence[Stay], setting_id: str, days: int) -> HomeForecast:
    """The forecast of one setting. Raises InvalidInput for days, a setting or past stays that cannot be used."""
    return first_nights(with_the_night_after(frame, history, setting_id, days), days)


def with_the_night_after(frame: Frame, history: Sequence[Stay], setting_id: str, days: int) -> HomeForecast:
    """The same with one night more, where there may be one: the night so many days ahead, by which it is judged later."""
    most = frame.policy.figures.capacity_horizon_days
    made = forecast_of(frame, history, days + 1 if 1 <= days < most else days, settings=(setting_id,))
    setting = made.settings[0]
    first, *others = setting.pools
    return HomeForecast(
        setting_id=setting.setting_id,
        setting_name=setting.setting_name,
        kind=setting.kind,
        as_of=made.as_of,
        first_night=made.first_night,
        days=made.horizon,
        snapshot_hash=made.snapshot_hash,
        history_hash=made.history_hash,
        policy_version=made.policy_version,
        pool=first.pool,
        beds=first.beds,
        basis=first.basis,
        nights=first.nights,
        next_likely_free=first.next_likely_free,
        turned_away=first.turned_away,
        parts=first.parts,
        emergency=others[0] if others else None,
    )


def without_people(found: HomeForecast) -> HomeForecast:
    """The same for a reader who may not know who lives there."""
    emergency = None if found.emergency is None else replace(found.emergency, parts=None)
    moved = found.moved
    if moved is not None:
        moved = replace(moved, beds=_nobody_named(moved.beds), emergency=_nobody_named(moved.emergency))
    return replace(found, parts=None, emergency=emergency, moved=moved)


def _nobody_named(moved: Moved | None) -> Moved | None:
    return None if moved is None else nobody_named(moved)


def first_nights(found: HomeForecast, days: int) -> HomeForecast:
    """The first so many nights of a forecast."""
    emergency = found.emergency
    if emergency is not None:
        emergency = replace(emergency, **_cut(emergency, days))
    return replace(found, days=days, emergency=emergency, **_cut(found, days))


def _cut(beds: HomeForecast | PoolForecast, days: int) -> dict[str, Any]:
    nights, free = beds.nights[:days], beds.next_likely_free
    return {
        "nights": nights,
        "next_likely_free": free if free and free.night <= nights[-1].date else None,
        "turned_away": sum(one.turned_away for one in nights),
        "parts": beds.parts and tuple(replace(one, expected=one.expected[:days]) for one in beds.parts),
    }


@built_once
def forecast_adapter() -> TypeAdapter[HomeForecast]:
    """Reads and writes a setting's forecast as JSON. Built once, when first needed."""
    return TypeAdapter(HomeForecast)
