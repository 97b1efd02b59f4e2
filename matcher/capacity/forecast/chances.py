"""The chance that somebody is there on a night, under each of a few ways in which the true hazards may lie."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.learn import EDGES, Rates
from matcher.capacity.forecast.units import Term, TermSort
from matcher.ledger import FAR

Floats = NDArray[np.float64]
NODES = 11
"""Ways, each as likely, that stand for what is not known of the true hazards. A prime: see `_levels`."""
SHIFTS = (0, 3, 7, 1, 5)
CERTAIN = 1 - 1e-9


def hazards(rates: Rates) -> Floats:
    """(NODES, 5): the chance of leaving after a night, by band; their mean is the posterior mean, exactly."""
    from scipy.special import betaincinv  # noqa: PLC0415 - loaded when a forecast is made, not when the service starts

    mean = rates.ends / rates.trials
    drawn = np.asarray(betaincinv(rates.ends, rates.trials - rates.ends, _levels()))
    chance: Floats = np.minimum(drawn * (mean / drawn.mean(axis=0)), CERTAIN)
    return chance


def _levels() -> Floats:
    """(NODES, 5): each band at each of NODES levels, no two bands in step: a lattice instead of random draws."""
    steps = np.arange(NODES)[:, None] * np.arange(1, len(SHIFTS) + 1) + SHIFTS
    levels: Floats = (steps % NODES + 0.5) / NODES
    return levels


class Survival:
    """How long people stay, under each node, on so many nights."""

    def __init__(self, rates: Rates, nights: int) -> None:
        self.rates, self.nights = rates, nights
        self._per_night = np.log1p(-hazards(rates))
        """(NODES, 5): log of the chance of staying on after a night."""

    def still_there(self, stayed: Sequence[int], nights: int | None = None) -> Floats:
        """(people, NODES, nights): still there 0, 1, 2, ... nights later, having stayed so long."""
        before, ahead = np.array(stayed, np.int64)[:, None, None], nights or self.nights
        so_far = np.minimum(before + np.arange(ahead)[:, None], EDGES[1:])
        in_band = np.maximum(so_far - np.maximum(before, EDGES[:-1]), 0)
        logs = in_band.reshape(-1, len(EDGES) - 1) @ self._per_night.T
        chance: Floats = np.exp(logs).reshape(len(stayed), ahead, NODES).transpose(0, 2, 1)
        return chance

    def unannounced(self, stayed: Sequence[int]) -> Floats:
        """The same, of people whose end nobody has planned, where ends are often planned: they are likelier to stay for now."""
        announced = self.rates.slips.announced
        stays = self.still_there(stayed, max(self.nights, len(announced)))
        if not announced.any():
            return stays[..., : self.nights]
        goes = -np.diff(stays, axis=-1)
        goes[..., : len(announced) - 1] *= 1 - announced[1:]
        so_far = np.concatenate([np.zeros_like(goes[..., :1]), np.cumsum(goes, axis=-1)], axis=-1)
        still: Floats = 1 - so_far / (so_far[..., -1:] + stays[..., -1:])
        return still[..., : self.nights]

    def of_terms(self, terms: Sequence[Term]) -> Floats:
        """(terms, NODES, nights): each still there so many nights after the first that counts, planned ends apart."""
        stays = np.empty((len(terms), NODES, self.nights))
        quiet = np.array([term.sort is TermSort.STAYING for term in terms], bool)
        for which, of in ((quiet, self.unannounced), (~quiet, self.still_there)):
            stays[which] = of([term.stayed for term, it_is in zip(terms, which.tolist(), strict=True) if it_is])
        return stays

    def to_plan(self, planned: int, first: int) -> Floats:
        """(nights,): there from the first night until the planned day, as planned days turn out; not gone before `first`."""
        gone = self.rates.slips.gone_by(np.arange(first, self.nights) - planned)
        before = self.rates.slips.gone_by(np.array([first - planned]))[0]
        stays = np.zeros(self.nights)
        stays[first:] = np.minimum((1 - gone) / max(1 - before, 1e-12), 1.0)
        return stays


def chances(terms: Sequence[Term], survival: Survival) -> Floats:
    """(terms, NODES, nights): that each person is there, or that the bed is kept for them."""
    stays = survival.of_terms(terms)
    for at, term in enumerate(terms):
        stays[at] = _there(term, survival, stays[at])
    return stays


def _there(term: Term, survival: Survival, stays: Floats) -> Floats:
    """(NODES, nights). `stays`: there so many nights after the first, by the hazards alone."""
    nights, firsts = survival.nights, range(term.first, min(term.latest + 1, survival.nights))
    chance = np.zeros((NODES, nights))
    for first in firsts:
        if term.settled:
            chance[:, first:] += 1.0
        elif term.planned < FAR:
            chance += survival.to_plan(term.planned, first)
        else:
            chance[:, first:] += stays[:, : nights - first]
    chance *= term.chance / (term.latest - term.first + 1)
    chance[:, term.ends :] = 0.0
    chance[:, term.first : term.kept] = 1.0
    return chance
