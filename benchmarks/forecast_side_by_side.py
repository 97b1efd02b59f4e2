"""The forecast beside the method of the sector's open tool, on the same record and the same question.

That tool (cs-demand-model, forecast notes 2.1) is for a whole authority: mean daily rates of leaving and arriving over the last
six months, and an expected number for each day. It gives no chances. This is our reading of it for one home.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_quality import HORIZONS, ORIGINS, Forecaster
from fixtures.forecast_worlds import World
from matcher.capacity.forecast.scores import Scored, scored

WINDOW = 182
"""Days: the tool's own default of half a year."""


def stock_and_flow(world: World, today: int) -> dict[int, float]:
    """People expected so many nights ahead. No age bands: one home has none to speak of."""
    nights = sum(world.there(today - one) for one in range(1, WINDOW + 1))
    left = sum(today - WINDOW < one.leaving <= today for one in world.stays)
    came = sum(today - WINDOW < one.first <= today for one in world.stays) / WINDOW
    leave = left / nights if nights else 0.0
    expected, found = float(world.there(today)), {}
    for night in range(1, max(HORIZONS) + 1):
        expected = expected * (1 - leave) + came
        found[night] = expected
    return {one: found[one] for one in HORIZONS}


@dataclass(frozen=True, slots=True)
class Line:
    """How good one forecast was so many nights ahead. None: it gives no chances.

    off       the mean is off by so many people in the mean; a median would be nearer, by this measure
    squared   the root of its mean square: the measure by which a mean is as near as a number can be
    crps      of all its chances; of a lone number, how far off it is
    covers    share of what happened within its 90 in 100 interval, which is `width` people wide
    """

    off: float
    squared: float
    crps: float
    covers: float | None = None
    width: float | None = None
    brier: float | None = None


Lines = Mapping[int, Line]
"""Nights ahead -> how good."""


def chances_judged(forecaster: Forecaster, some: Iterable[World], origins: Sequence[int] = ORIGINS) -> Lines:
    """A forecast of chances over every world and origin."""
    scores: dict[int, list[Scored]] = {one: [] for one in HORIZONS}
    off: dict[int, list[float]] = {one: [] for one in HORIZONS}
    for world in some:
        for today in origins:
            for ahead, chance in forecaster(world, today).items():
                happened = world.there(today + ahead)
                scores[ahead].append(scored(chance, happened, world.truth.beds, 0.5))
                off[ahead].append(abs(_mean(chance) - happened))
    return {one: _line(scores[one], off[one]) for one in HORIZONS}


def _mean(chance: NDArray[np.float64]) -> float:
    return float(chance @ np.arange(len(chance)))


def _squared(off: Sequence[float]) -> float:
    return float(np.sqrt(np.mean(np.square(off))))


def _line(scores: Sequence[Scored], off: Sequence[float]) -> Line:
    return Line(
        off=float(np.mean(off)),
        squared=_squared(off),
        crps=float(np.mean([one.crps for one in scores])),
        covers=float(np.mean([one.within[-1] for one in scores])),
        width=float(np.mean([one.width[-1] for one in scores])),
        brier=float(np.mean([one.brier for one in scores])),
    )


def means_judged(some: Iterable[World], origins: Sequence[int] = ORIGINS) -> Lines:
    """The stock-and-flow means over every world and origin."""
    off: dict[int, list[float]] = {one: [] for one in HORIZONS}
    for world in some:
        for today in origins:
            for ahead, expected in stock_and_flow(world, today).items():
                off[ahead].append(abs(expected - world.there(today + ahead)))
    return {
        ahead: Line(off=float(np.mean(each)), squared=_squared(each), crps=float(np.mean(each)))
        for ahead, each in off.items()
    }
