"""How good a forecast was: proper scores of the chances that were given against what happened. Lower is better.

The chance of every number of people is judged, never only the mean: CRPS in people, the log score in nats (chances floored,
so that one surprise does not decide), coverage and width of the central interval, the randomised probability integral
transform, and the Brier score of "a bed is free".
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FLOOR = 0.001
BINS = 10
PERCENTS = (50, 80, 90)


@dataclass(frozen=True, slots=True)
class Scored:
    """One chance distribution against what happened.

    within, width  for 50, 80 and 90 in 100: whether the central interval had it, and how many people wide it is
    pit            from 0 to 1, evenly spread where the chances are right
    brier          of "a bed is free"
    """

    crps: float
    log_score: float
    within: tuple[bool, ...]
    width: tuple[int, ...]
    pit: float
    brier: float


def scored(chance: Sequence[float] | Floats, happened: int, beds: int, spread: float) -> Scored:
    """Score the chance of 0, 1, 2, ... people. `spread`, from 0 to 1: where within the step of what happened the PIT lies."""
    given = np.zeros(max(len(chance), happened + 1, beds + 1))
    given[: len(chance)] = chance
    so_far = np.minimum(np.cumsum(given), 1.0)
    below = float(so_far[happened - 1]) if happened else 0.0
    ends = [(_at(so_far, (100 - one) / 200), _at(so_far, (100 + one) / 200)) for one in PERCENTS]
    free = float(so_far[beds - 1]) if beds else 0.0
    return Scored(
        crps=float(((so_far - (np.arange(len(given)) >= happened)) ** 2).sum()),
        log_score=float(-np.log(max(given[happened], FLOOR))),
        within=tuple(low <= happened <= high for low, high in ends),
        width=tuple(high - low for low, high in ends),
        pit=below + spread * float(given[happened]),
        brier=(free - (happened < beds)) ** 2,
    )


def _at(so_far: Floats, level: float) -> int:
    return int(min((so_far < level - 1e-12).sum(), len(so_far) - 1))


@dataclass(frozen=True, slots=True)
class Quality:
    """The means of many scores; coverage and width are of the 50, 80 and 90 in 100 intervals.

    pit_p  chance of a PIT at least so uneven were the forecast right (chi-square over ten bins); None for fewer than 50
    """

    forecasts: int
    crps: float
    log_score: float
    coverage: tuple[float, ...]
    width: tuple[float, ...]
    brier: float
    pit_p: float | None


FEWEST_FOR_PIT = 50


def quality(scores: Sequence[Scored]) -> Quality:
    """What many scores come to. Raises ValueError where there are none."""
    if not scores:
        raise ValueError("there is nothing to judge: no forecast has met its night yet")
    return Quality(
        forecasts=len(scores),
        crps=_mean([one.crps for one in scores]),
        log_score=_mean([one.log_score for one in scores]),
        coverage=tuple(_mean([one.within[at] for one in scores]) for at in range(len(PERCENTS))),
        width=tuple(_mean([one.width[at] for one in scores]) for at in range(len(PERCENTS))),
        brier=_mean([one.brier for one in scores]),
        pit_p=evenness([one.pit for one in scores]) if len(scores) >= FEWEST_FOR_PIT else None,
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))


def evenness(pits: Sequence[float]) -> float:
    """The p-value of a chi-square test that these are evenly spread from 0 to 1."""
    from scipy.special import chdtrc  # noqa: PLC0415 - loaded when forecasts are judged, not when the service starts

    seen = np.bincount(np.minimum((np.array(pits) * BINS).astype(int), BINS - 1), minlength=BINS)
    expected = len(pits) / BINS
    return float(chdtrc(BINS - 1, ((seen - expected) ** 2 / expected).sum()))
