"""How good the forecasts were that were served: each held against what happened, beside two that anybody could have made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from pydantic import TypeAdapter

from matcher.capacity.forecast.backtest import HORIZONS
from matcher.capacity.forecast.census import Slept, Where
from matcher.capacity.forecast.kept import KeptPool
from matcher.capacity.forecast.scores import Scored, scored
from matcher.domain.adapters import built_once
from matcher.domain.codes import PlacePool
from matcher.domain.values import shown

TOO_FEW = 20
"""Fewer forecasts than this are too few to say anything by."""
NINETY = -1
"""Where the 90 in 100 interval stands among the intervals."""


@shown
class Simple:
    """How good a forecast would have been that anybody could have made; null where there is none to judge."""

    crps: float | None
    brier: float | None


@shown
class AtDistance:
    """The forecasts of so many nights ahead whose night is over. Figures are null where there is none."""

    nights_ahead: int
    forecasts: int
    too_few: bool
    """Fewer than 20: too few to say."""
    crps: float | None
    """People off (continuous ranked probability score): 0 is right and certain; lower is better."""
    coverage: float | None
    """Share (0 to 1) of what happened that lay within the 90 in 100 interval; about 0.9, or more where people are few."""
    width: float | None
    """How many people wide that interval was in the mean."""
    brier: float | None
    """Of "a bed is free": fewer people than beds in use. 0 is right and certain, 1 wrong and certain; lower is better."""
    no_change: Simple
    """As many people as on the day it was made, for certain."""
    past_year: Simple
    """As often as on the 365 nights before; on fewer where the record is younger."""


@shown
class PoolAccuracy:
    """One pool of a setting's beds."""

    setting_id: str
    setting_name: str
    pool: PlacePool
    distances: tuple[AtDistance, ...]


@shown
class ForecastAccuracy:
    """How good the forecasts were that were served on these days, both included, as the record stands now."""

    as_of: datetime
    first_day: date | None
    last_day: date | None
    """Null = from the first kept, up to today."""
    setting_id: str | None
    kept_since: date | None
    """The first day of which a forecast is kept; null = none is."""
    forecasts: int
    """Forecasts kept of these days: one for each pool of beds, day and number of nights."""
    first_judged_on: date | None
    """The day from which the first of them can be judged; null = none is kept of these days."""
    says: str
    distances: tuple[AtDistance, ...]
    """All pools of beds together."""
    pools: tuple[PoolAccuracy, ...]


@built_once
def accuracy_adapter() -> TypeAdapter[ForecastAccuracy]:
    """Writes it as JSON. Built once, when first needed."""
    return TypeAdapter(ForecastAccuracy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told of one pool of beds on one day."""

    setting_id: str
    pool: PlacePool
    told: KeptPool


Three = tuple[Scored, Scored, Scored]
"""The forecast, no change, the past year's frequencies."""
Judgement = Mapping[Where, Mapping[int, Sequence[Three]]]


def judge(told: Iterable[Told], slept: Mapping[Where, Slept], today: date) -> Judgement:
    """Every forecast whose night is over, by pool of beds and nights ahead. Of one day's the last that says it counts."""
    last: dict[tuple[Where, date, int], KeptPool] = {}
    for one in told:
        where = one.setting_id, one.pool
        for ahead in HORIZONS if where in slept else ():
            if ahead < len(one.told.beds) and one.told.first_night + timedelta(days=ahead) < today:
                last[where, one.told.first_night, ahead] = one.told
    found: dict[Where, dict[int, list[Three]]] = defaultdict(lambda: defaultdict(list))
    for (where, _, ahead), pool in last.items():
        found[where][ahead].append(_three(pool, slept[where], ahead))
    return found


def _three(pool: KeptPool, slept: Slept, ahead: int) -> Three:
    day = pool.first_night
    night = day + timedelta(days=ahead)
    happened, beds, now = slept.on(night), slept.beds(night), slept.on(day)
    same = np.zeros(now + 1)
    same[now] = 1.0
    given = pool.chance(ahead), same, slept.year_before(day, beds)
    one, other, third = (scored(chance, happened, beds, 0.5) for chance in given)
    return one, other, third


def distances_of(judged: Iterable[Mapping[int, Sequence[Three]]]) -> tuple[AtDistance, ...]:
    """What many judgements come to, at each distance."""
    every = list(judged)
    return tuple(_distance(ahead, [one for each in every for one in each.get(ahead, ())]) for ahead in HORIZONS)


def _distance(ahead: int, judged: Sequence[Three]) -> AtDistance:
    ours, same, year = ([one[at] for one in judged] for at in range(3))
    return AtDistance(
        nights_ahead=ahead,
        forecasts=len(judged),
        too_few=len(judged) < TOO_FEW,
        crps=_mean([one.crps for one in ours]),
        coverage=_mean([one.within[NINETY] for one in ours]),
        width=_mean([one.width[NINETY] for one in ours]),
        brier=_mean([one.brier for one in ours]),
        no_change=Simple(crps=_mean([one.crps for one in same]), brier=_mean([one.brier for one in same])),
        past_year=Simple(crps=_mean([one.crps for one in year]), brier=_mean([one.brier for one in year])),
    )


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
