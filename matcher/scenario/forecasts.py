"""The forecast in a what-if: what is expected before and after, drawn with the same seed, and where it changes most."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from matcher.capacity.forecast import Forecast, ForecastNight, forecast_of, in_100, is_forecast
from matcher.domain.codes import PlacePool
from matcher.domain.stays import Stay
from matcher.domain.values import shown
from matcher.frame import Frame
from matcher.options.words import day

WORTH_SAYING = 0.005
"""Half in a hundred: less is no change to speak of."""
POOL_SAID = {PlacePool.EMERGENCY: " kept for emergencies"}


@shown
class NightAhead:
    """One night to come at one setting."""

    night: date
    expected: float
    """People expected there."""
    chance_free: float
    """Chance (0 to 1) that at least one bed is free for somebody new."""
    chance_over: float
    """Chance (0 to 1) that more people would want a bed than there are in use."""


@shown
class SettingAhead:
    """What is expected in one pool of a setting, night by night."""

    setting_id: str
    setting_name: str
    pool: PlacePool
    nights: tuple[NightAhead, ...]


def settings_ahead(
    frame: Frame, ids: Sequence[str], nights: tuple[date, date], history: Sequence[Stay], seed: str
) -> tuple[SettingAhead, ...]:
    """What is expected at each of these settings that can be forecast, on these nights (first, leaving).

    Nights beyond the forecast's horizon are left out. With the same `seed`, two snapshots are compared draw by draw.
    """
    at, (first, leaving) = frame.index.setting_at, nights
    wanted = [one for one in ids if one in at and is_forecast(frame.snapshot.settings[at[one]])]
    horizon = min((leaving - frame.snapshot.today).days, frame.policy.figures.capacity_horizon_days)
    if not wanted or first >= frame.snapshot.today + timedelta(days=horizon):
        return ()
    made = forecast_of(frame, history, horizon, settings=wanted, seed=seed)
    return tuple(_ahead(made, first))


def _ahead(made: Forecast, first: date) -> Iterator[SettingAhead]:
    for setting in made.settings:
        for pool in setting.pools:
            nights = tuple(_night(one) for one in pool.nights if one.date >= first)
            yield SettingAhead(
                setting_id=setting.setting_id, setting_name=setting.setting_name, pool=pool.pool, nights=nights
            )


def _night(one: ForecastNight) -> NightAhead:
    return NightAhead(
        night=one.date, expected=one.mean_occupancy, chance_free=one.chance_bed_free, chance_over=one.chance_over
    )


def ahead_says(before: Sequence[SettingAhead], after: Sequence[SettingAhead]) -> tuple[str, ...]:
    """For each pool that both have: the night on which the chance of a free bed changes most; nothing where none does."""
    was = {(one.setting_id, one.pool): one for one in before}
    both = ((was[one.setting_id, one.pool], one) for one in after if (one.setting_id, one.pool) in was)
    return tuple(said for one, other in both if (said := _says(one, other)))


def _says(was: SettingAhead, now: SettingAhead) -> str:
    pairs = list(zip(was.nights, now.nights, strict=True))
    most = max(pairs, key=lambda pair: abs(pair[1].chance_free - pair[0].chance_free))
    if abs(most[1].chance_free - most[0].chance_free) < WORTH_SAYING:
        return ""
    return (
        f"The chance of a free bed{POOL_SAID.get(now.pool, '')} at {now.setting_name} changes most on {day(most[0].night)}: "
        f"{in_100(most[0].chance_free)} before, {in_100(most[1].chance_free)} after."
    )
