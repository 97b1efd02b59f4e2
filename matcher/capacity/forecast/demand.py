"""Demand without limit: the chance of every number of people on every night, exactly, by convolution.

Under each node of the hazards the people are independent of each other: their number is Poisson-binomial. Arrivals of whom
nothing is known yet are Poisson, each thinned by how long people stay; with the rate itself gamma distributed their number is
negative binomial. Both are convolved, and the nodes are averaged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.chances import Survival, chances
from matcher.capacity.forecast.learn import Rates
from matcher.capacity.forecast.units import Term, TermSort

Floats = NDArray[np.float64]
REST = 1e-13
"""The chance beyond the last number told: it is added to that one."""
MOST = 2_000
"""Numbers told at the most."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Of one pool of beds.

    chance   (nights, n + 1): of 0, 1, ..., n people; n stands for n or more
    known    (terms, nights): the chance that each known person is there
    unknown  (nights,): mean number of those of whom nothing is known yet
    """

    terms: tuple[Term, ...]
    chance: Floats
    known: Floats
    unknown: Floats

    def expected(self, sort: TermSort) -> Floats:
        """(nights,): mean number of people of one sort."""
        if sort is TermSort.UNKNOWN:
            return self.unknown
        rows = [at for at, term in enumerate(self.terms) if term.sort is sort]
        found: Floats = self.known[rows].sum(axis=0)
        return found

    @property
    def mean(self) -> Floats:
        """(nights,): mean number of people: the sum of all sorts."""
        found: Floats = self.known.sum(axis=0) + self.unknown
        return found


def demand(terms: Sequence[Term], rates: Rates, nights: int) -> Demand:
    """The demand on tonight and the nights after it (`nights` of them)."""
    survival = Survival(rates, nights)
    known = chances(terms, survival)
    unknown = arrivals_there(rates, survival)
    if len(rates.together) == 1:
        arrived = negative_binomial(unknown, rates.arrivals_shape)
    else:
        arrived = of_groups(groups_there(rates, survival), rates.arrivals_shape)
    chance = added(how_many(known), arrived)
    return Demand(tuple(terms), chance, known.mean(axis=1), unknown.mean(axis=0))


def arrivals_there(rates: Rates, survival: Survival) -> Floats:
    """(NODES, nights): mean number of unknown arrivals there; they begin tomorrow: tonight is as recorded."""
    stays = survival.still_there([0])[0]
    there: Floats = np.zeros_like(stays)
    there[:, 1:] = np.cumsum(stays, axis=1)[:, :-1]
    there *= rates.arrivals
    return there


def groups_there(rates: Rates, survival: Survival) -> Floats:
    """(n, NODES, nights): mean number of groups of whom one, two, ..., n are there, where several come on the same night."""
    stays, sizes = survival.still_there([0])[0], list(enumerate(rates.together, 1))
    groups = rates.arrivals / sum(k * share for k, share in sizes)
    of_each = [
        np.sum([share * comb(k, n) * stays**n * (1 - stays) ** (k - n) for k, share in sizes if k >= n], axis=0)
        for n, _ in sizes
    ]
    there = np.zeros((len(of_each), *stays.shape))
    there[..., 1:] = groups * np.cumsum(of_each, axis=2)[..., :-1]
    return there


def of_groups(means: Floats, shape: float) -> Floats:
    """(n, ...) mean numbers of groups of one, two, ..., n -> (m + 1, ...): people, where their mean is gamma distributed.

    Panjer's recursion; the last entry stands for the rest.
    """
    every = shape + means.sum(axis=0)
    chance = [np.exp(-shape * np.log1p(means.sum(axis=0) / shape))]
    left = 1 - chance[0]
    while left.max(initial=0.0) > REST and len(chance) < MOST:
        n = len(chance)
        of_last = [(1 + (shape - 1) * j / n) * one * chance[n - j] for j, one in enumerate(means[:n], 1)]
        chance.append(np.sum(of_last, axis=0) / every)
        left = left - chance[-1]
    return np.stack([*chance, np.maximum(left, 0)])


def how_many(known: Floats) -> Floats:
    """(people, ...) chances -> (people + 1, ...): the chance of each number of them (Poisson-binomial)."""
    chance = np.zeros((len(known) + 1, *known.shape[1:]))
    chance[0] = 1.0
    for n, one in enumerate(known, 1):
        more = chance[:n] * one
        chance[:n] -= more
        chance[1 : n + 1] += more
    return chance


def negative_binomial(mean: Floats, shape: float) -> Floats:
    """(...) means -> (n + 1, ...): a Poisson number whose mean is gamma distributed; the last one stands for the rest."""
    share = mean / (shape + mean)
    ratios = _ratios(float(share.max(initial=0.0)), shape)
    chance = np.empty((len(ratios) + 1, *mean.shape))
    chance[0] = (1 - share) ** shape
    for n, ratio in enumerate(ratios, 1):
        np.multiply(chance[n - 1], share, out=chance[n])
        chance[n] *= ratio
    chance[-1] += np.maximum(1 - chance.sum(axis=0), 0)
    return chance


def _ratios(share: float, shape: float) -> list[float]:
    """What each chance is of the one before it, besides `share`: as many as leave no more than REST beyond the last."""
    ratios: list[float] = []
    last = (1 - share) ** shape
    while len(ratios) < MOST:
        falls = share * max((shape + len(ratios)) / (len(ratios) + 1), 1.0)
        if falls < 1 and last * falls <= REST * (1 - falls):
            break
        ratios.append((shape + len(ratios)) / (len(ratios) + 1))
        last *= share * ratios[-1]
    return ratios


def added(few: Floats, many: Floats) -> Floats:
    """Two numbers, each (numbers, NODES, nights) and independent under a node: their sum over all nodes, (nights, numbers)."""
    n, m = len(few), len(many)
    both = few.transpose(2, 0, 1) @ many.transpose(2, 1, 0) / few.shape[1]
    chance = np.zeros((few.shape[2], n + m - 1))
    for k in range(n):
        chance[:, k : k + m] += both[:, k]
    return chance
