"""The forecast of a snapshot: each setting's beds on tonight and the nights after it."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.arriving import WINDOW
from matcher.capacity.forecast.demand import Demand, demand
from matcher.capacity.forecast.finite import Occupancy, occupancy
from matcher.capacity.forecast.history import sound_history
from matcher.capacity.forecast.learn import Rates, learn
from matcher.capacity.forecast.limits import Limits, limits_of
from matcher.capacity.forecast.model import (
    Basis,
    Forecast,
    ForecastNight,
    Interval,
    NextFree,
    Part,
    PoolForecast,
    SettingForecast,
)
from matcher.capacity.forecast.pending import pending
from matcher.capacity.forecast.priors import priors_of
from matcher.capacity.forecast.units import TermSort, Unit, is_forecast, terms_of, units_of
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay
from matcher.frame import Frame, make_frame
from matcher.ledger import FAR
from matcher.policy import PolicyBook

Floats = NDArray[np.float64]
PERCENTS = (50, 80, 90)
LIKELY = 0.5


def forecast(
    snapshot: Snapshot,
    history: Sequence[Stay],
    horizon: int,
    book: PolicyBook,
    *,
    settings: Collection[str] | None = None,
    seed: str | None = None,
) -> Forecast:
    """Chances of every number of people, for each setting (ids; None = all that are forecast) on so many nights from tonight.

    `seed` None = the snapshot's hash: give one to compare two snapshots draw by draw. Raises InvalidInput for a horizon, a
    setting or past stays that cannot be used.
    """
    return forecast_of(make_frame(snapshot, book), history, horizon, settings=settings, seed=seed)


def forecast_of(
    frame: Frame,
    history: Sequence[Stay],
    horizon: int,
    *,
    settings: Collection[str] | None = None,
    seed: str | None = None,
) -> Forecast:
    """The same, of a frame that is already made."""
    _check(frame, horizon, settings)
    past = sound_history(history, frame.snapshot.today)
    units = units_of(frame)
    rates = learn(units, past, frame.snapshot.today.toordinal(), priors_of(frame.policy))
    asked = pending(frame, settings)
    # Whatever is asked for: a night is then the same in every answer.
    whole = frame.policy.figures.capacity_horizon_days
    made: dict[str, list[PoolForecast]] = {}
    for unit, rate in zip(units, rates, strict=True):
        if settings is None or unit.setting_id in settings:
            terms = terms_of(frame, unit, asked.get((unit.setting_id, unit.pool), ()))
            limits = limits_of(frame, unit, whole)
            taken = occupancy(terms, rate, limits, _seed(seed or frame.snapshot_hash, unit))
            ahead = _Ahead(limits, demand(terms, rate, whole), taken)
            made.setdefault(unit.setting_id, []).append(_pool(frame, unit, rate, ahead, horizon))
    return Forecast(
        as_of=frame.snapshot.as_of,
        first_night=frame.snapshot.today,
        horizon=horizon,
        snapshot_hash=frame.snapshot_hash,
        history_hash=past.hash,
        policy_version=f"{frame.book.version}-{frame.book.hash[:12]}",
        settings=tuple(_setting(frame, setting_id, pools) for setting_id, pools in made.items()),
    )


def _check(frame: Frame, horizon: int, settings: Collection[str] | None) -> None:
    most = frame.policy.figures.capacity_horizon_days
    if isinstance(horizon, bool) or not 1 <= horizon <= most:
        problem = Problem("/horizon", f"{horizon} nights were asked for", f"ask for 1 to {most} nights")
        raise InvalidInput(f"a forecast covers 1 to {most} nights", (problem,))
    at = frame.index.setting_at
    for one in sorted(settings or ()):
        if one not in at or not is_forecast(frame.snapshot.settings[at[one]]):
            detail = "there is no such setting" if one not in at else "who lives there is not recorded here"
            mend = "name a hub, a home, a carer household or lodgings that this authority runs"
            raise InvalidInput("a setting cannot be forecast", (Problem("/settings", detail, mend),))


def _seed(text: str, unit: Unit) -> int:
    return int.from_bytes(hashlib.sha256(f"{text}/{unit.setting_id}/{unit.pool}".encode()).digest()[:8])


def _setting(frame: Frame, setting_id: str, pools: Sequence[PoolForecast]) -> SettingForecast:
    setting = frame.snapshot.settings[frame.index.setting_at[setting_id]]
    return SettingForecast(setting_id=setting_id, setting_name=setting.name, kind=setting.kind, pools=tuple(pools))


class _Ahead(NamedTuple):
    """One pool of beds on every night that may be asked for."""

    limits: Limits
    wanted: Demand
    taken: Occupancy


def _pool(frame: Frame, unit: Unit, rates: Rates, ahead: _Ahead, horizon: int) -> PoolForecast:
    today = frame.snapshot.today
    nights = _nights(today, ahead, horizon)
    few = frame.policy.figures.min_history_stays
    return PoolForecast(
        pool=unit.pool,
        beds=unit.beds,
        basis=Basis(
            stays=rates.stays,
            bed_nights=rates.bed_nights,
            group_stays=rates.group_stays,
            planned_ends=rates.slips.planned_ends,
            few_stays=rates.stays < few,
            arrivals_per_28_nights=rates.arrivals * WINDOW,
        ),
        nights=nights,
        next_likely_free=_next_free(nights),
        turned_away=float(ahead.taken.turned_away[:horizon].sum()),
        parts=tuple(_parts(today, ahead.wanted, horizon)),
    )


def _nights(today: date, ahead: _Ahead, horizon: int) -> tuple[ForecastNight, ...]:
    limits, wanted, taken = ahead
    by_sort = {sort.value: wanted.expected(sort).tolist() for sort in TermSort}
    means = wanted.mean.tolist()
    mean_taken = (taken.chance @ np.arange(taken.chance.shape[1])).tolist()
    ranges = _intervals(taken.chance), _intervals(wanted.chance)
    over = [float(row[beds + 1 :].sum()) for row, beds in zip(wanted.chance, limits.usable.tolist(), strict=True)]
    return tuple(
        ForecastNight(
            date=today + timedelta(days=night),
            beds=int(limits.usable[night]),
            occupancy=tuple(taken.chance[night].tolist()),
            demand=tuple(wanted.chance[night].tolist()),
            mean_occupancy=mean_taken[night],
            mean_demand=means[night],
            occupancy_intervals=ranges[0][night],
            demand_intervals=ranges[1][night],
            chance_bed_free=float(taken.free[night]),
            chance_over=over[night],
            turned_away=float(taken.turned_away[night]),
            **{sort: expected[night] for sort, expected in by_sort.items()},
        )
        for night in range(horizon)
    )


def _intervals(chance: Floats) -> list[tuple[Interval, ...]]:
    """Night by night, the central intervals."""
    so_far = np.minimum(np.cumsum(chance, axis=1), 1.0)
    so_far[:, -1] = 1.0
    ends = [(quantile(so_far, (100 - one) / 200), quantile(so_far, (100 + one) / 200)) for one in PERCENTS]
    return [
        tuple(
            Interval(percent=percent, fewest=int(low[night]), most=int(high[night]))
            for percent, (low, high) in zip(PERCENTS, ends, strict=True)
        )
        for night in range(len(chance))
    ]


def quantile(so_far: Floats, level: float) -> NDArray[np.int64]:
    """(nights,): the fewest people such that so many or fewer are at least as likely as `level`."""
    found: NDArray[np.int64] = (so_far < level - 1e-12).sum(axis=1)
    return found


def _next_free(nights: Sequence[ForecastNight]) -> NextFree | None:
    likely = (one for one in nights if one.chance_bed_free >= LIKELY)
    return next((NextFree(night=one.date, chance=one.chance_bed_free) for one in likely), None)


def _parts(today: date, wanted: Demand, horizon: int) -> list[Part]:
    return [
        Part(
            key=term.key,
            sort=term.sort,
            first_night=today + timedelta(days=term.first - term.stayed),
            planned_leaving=_day(today, term.planned),
            ends_on=_day(today, term.ends),
            chance=term.chance,
            expected=tuple(expected),
        )
        for term, expected in zip(wanted.terms, wanted.known[:, :horizon].tolist(), strict=True)
    ]


def _day(today: date, nights: int) -> date | None:
    return None if nights >= FAR else today + timedelta(days=nights)
