"""One setting's forecast as it is answered: its ordinary beds, and its emergency beds apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from pydantic import TypeAdapter

from matcher.capacity.forecast.make import forecast_of
from matcher.capacity.forecast.model import Basis, ForecastNight, NextFree, Part, PoolForecast
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


def home_forecast(frame: Frame, history: Sequence[Stay], setting_id: str, days: int) -> HomeForecast:
    """The forecast of one setting. Raises InvalidInput for days, a setting or past stays that cannot be used."""
    made = forecast_of(frame, history, days, settings=(setting_id,))
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
    return replace(found, parts=None, emergency=emergency)


@built_once
def forecast_adapter() -> TypeAdapter[HomeForecast]:
    """Reads and writes a setting's forecast as JSON. Built once, when first needed."""
    return TypeAdapter(HomeForecast)
