"""The forecast on worlds whose true chances are known, beside simple forecasts and one that knows the truth."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from fixtures.forecast_worlds import PARTS, SETTING, Truth, World
from matcher.capacity.forecast.make import forecast
from matcher.capacity.forecast.scores import Quality, Scored, quality, scored
from matcher.policy import PolicyBook

Floats = NDArray[np.float64]
HORIZONS = (7, 28, 84)
ORIGINS = tuple(range(730, 1_006, 28))
Given = dict[int, Floats]
"""Nights ahead -> the chance of each number of people."""
Forecaster = Callable[[World, int], Given]


def no_change(world: World, today: int) -> Given:
    """As many as tonight, for certain."""
    chance = np.zeros(world.truth.beds + 1)
    chance[world.there(today)] = 1.0
    return dict.fromkeys(HORIZONS, chance)


def past_year(world: World, today: int) -> Given:
    """As often as in the 365 nights up to tonight."""
    seen = [world.there(today - one) for one in range(365)]
    return dict.fromkeys(HORIZONS, np.bincount(seen, minlength=world.truth.beds + 1) / 365)


def regional(world: World, today: int) -> Given:
    """Our reading of the regional tool's recursion for one home: mean and variance, the old variance never damped; normal.

    Daily rates of leaving and arriving over the year before; each night adds the night's own variance.
    """
    nights = sum(world.there(today - one) for one in range(1, 366))
    left = sum(today - 365 < one.leaving <= today for one in world.stays)
    came = sum(today - 365 < one.first <= today for one in world.stays) / 365
    leave = left / nights if nights else 0.0
    mean, variance, given = float(world.there(today)), 0.0, {}
    for night in range(1, max(HORIZONS) + 1):
        variance += mean * leave * (1 - leave) + came
        mean = mean * (1 - leave) + came
        if night in HORIZONS:
            given[night] = _normal(mean, variance, world.truth.beds)
    return given


def _normal(mean: float, variance: float, beds: int) -> Floats:
    from math import erf, sqrt  # noqa: PLC0415

    edges = [0.5 * (1 + erf((k + 0.5 - mean) / sqrt(2 * variance + 1e-12))) for k in range(beds)]
    return np.diff([0.0, *edges, 1.0])


class Oracle:
    """Knows the true chances; of the people it sees only what the forecast sees: how long each has stayed.

    Short and long stays forget how long they have lasted, so (short, long) is a Markov chain, and this is exact.
    """

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.states = [(s, n - s) for n in range(truth.beds + 1) for s in range(n + 1)]
        self.at = {state: k for k, state in enumerate(self.states)}
        self.step = self._leave() @ self._arrive()

    def __call__(self, world: World, today: int) -> Given:
        chance = self._tonight([today - one.first for one in world.stays if one.first <= today < one.leaving])
        given: Given = {}
        for night in range(1, max(HORIZONS) + 1):
            chance = chance @ self.step
            if night in HORIZONS:
                people = np.array([sum(state) for state in self.states])
                given[night] = np.bincount(people, chance, self.truth.beds + 1).astype(np.float64)
        return given

    def _tonight(self, stayed: Sequence[int]) -> Floats:
        truth = self.truth
        short = np.array([1.0])
        for nights in stayed:
            a = truth.short_in_100 * (1 - 1 / truth.short) ** nights
            b = (100 - truth.short_in_100) * (1 - 1 / truth.long) ** nights
            short = np.convolve(short, [b / (a + b), a / (a + b)])
        chance = np.zeros(len(self.states))
        for s, p in enumerate(short):
            chance[self.at[s, len(stayed) - s]] = p
        return chance

    def _leave(self) -> Floats:
        step = np.zeros((len(self.states),) * 2)
        for (s, n), k in self.at.items():
            for left_s, p in enumerate(_binomial(s, 1 / self.truth.short)):
                for left_n, q in enumerate(_binomial(n, 1 / self.truth.long)):
                    step[k, self.at[s - left_s, n - left_n]] += p * q
        return step

    def _arrive(self) -> Floats:
        truth, step = self.truth, np.zeros((len(self.states),) * 2)
        assert len(set(truth.arrivals)) == truth.at_once == 1, "the chain is for one arrival at a time, alike all year"
        asks, short = truth.arrivals[0] / PARTS, truth.short_in_100 / 100
        for (s, n), k in self.at.items():
            comes = asks if s + n < truth.beds else 0.0
            step[k, k] += 1 - comes
            if comes:
                step[k, self.at[s + 1, n]] += comes * short
                step[k, self.at[s, n + 1]] += comes * (1 - short)
        return step


def _binomial(n: int, p: float) -> Floats:
    chance = np.array([1.0])
    for _ in range(n):
        chance = np.convolve(chance, [1 - p, p])
    return chance


def ours(book: PolicyBook) -> Forecaster:
    """The engine, from nothing but the record of the day."""

    def made(world: World, today: int) -> Given:
        snapshot = world.snapshot(today)
        found = forecast(snapshot, world.history(today), max(HORIZONS) + 1, book, settings=[SETTING])
        nights = found.settings[0].pools[0].nights
        return {one: np.array(nights[one].occupancy) for one in HORIZONS}

    return made


def tried(forecaster: Forecaster, worlds: Iterator[World], origins: Sequence[int] = ORIGINS) -> dict[int, Quality]:
    """Nights ahead -> its quality over every world and origin."""
    found: dict[int, list[Scored]] = {one: [] for one in HORIZONS}
    for number, world in enumerate(worlds):
        for today in origins:
            given = forecaster(world, today)
            for ahead, chance in given.items():
                spread = float(np.random.default_rng([number, today, ahead]).random())
                found[ahead].append(scored(chance, world.there(today + ahead), world.truth.beds, spread))
    return {ahead: quality(scores) for ahead, scores in found.items()}
