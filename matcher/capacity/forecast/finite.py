"""The real beds: so many ways the nights may go, each person and arrival drawn, nobody let in where there is no room.

Every draw is spread evenly over its own distribution (Latin hypercube), so that a chance read off the paths is closer than
independent draws would bring it. Those who live there, and those whose bed is kept, are never put out: where beds close under
them there are more people than beds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.chances import NODES, Survival
from matcher.capacity.forecast.learn import Rates
from matcher.capacity.forecast.limits import Limits
from matcher.capacity.forecast.slips import MOST
from matcher.capacity.forecast.units import Term, TermSort
from matcher.ledger import FAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PATHS = 2_000


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Of one pool of beds.

    chance       (nights, n + 1): of 0, 1, ..., n people there; n is the beds, or more where more people are recorded
    free         (nights,): that somebody could be let in
    turned_away  (nights,): expected requests of that night that could not be housed here
    """

    chance: Floats
    free: Floats
    turned_away: Floats


class People(NamedTuple):
    """(paths, people) each: first night, leaving day, and the night from which on the bed counts as taken. FAR: never."""

    first: Ints
    leaving: Ints
    taken_from: Ints


def occupancy(terms: Sequence[Term], rates: Rates, limits: Limits, seed: int, paths: int = PATHS) -> Occupancy:
    """What happens with the real beds on each night of `limits`."""
    draw = Draws(np.random.default_rng(seed), Survival(rates, limits.nights), paths)
    sure = [term for term in terms if term.sort is not TermSort.PENDING]
    living = _people(draw, sure, limits.keep_ahead)
    asking = _together(_people(draw, [term for term in terms if term not in sure], 0), _arrivals(draw))
    alone = np.array([term.alone for term in sure], bool)
    let_in = _let_in(living, asking, limits, alone)
    taken = _by_night(living, limits.nights) + _by_night(_only(asking, let_in), limits.nights)
    shut = _alone_by_night(living, alone, limits.nights)
    return Occupancy(
        chance=_chances(taken, limits.beds),
        free=(limits.open & (_reserved(living, taken, limits) < limits.room) & ~shut).mean(axis=0),
        turned_away=_turned_away(asking, let_in, limits.nights) / paths,
    )


class Draws:
    """Even draws for every path, and the stays that they mean. Path p lives under node p modulo NODES."""

    def __init__(self, random: np.random.Generator, survival: Survival, paths: int) -> None:
        self.random, self.survival, self.paths = random, survival, paths
        self.nights = survival.nights
        self.node = np.arange(paths) % NODES

    def even(self, draws: int) -> Floats:
        """(paths, draws) from 0 to 1, each column spread evenly."""
        steps = np.broadcast_to(np.arange(self.paths)[:, None], (self.paths, draws))
        return (self.random.permuted(steps, axis=0) + self.random.random((self.paths, draws))) / self.paths

    def nights_stayed(self, stays: Floats, even: Floats) -> Ints:
        """(paths, people): nights until each leaves. `stays` (NODES, nights): still there so many nights later."""
        found = np.empty(even.shape, np.int64)
        for node, row in enumerate(stays):
            mine = self.node == node
            found[mine] = np.searchsorted(-row, -even[mine])
        found[found >= self.nights] = FAR
        return found


def _people(draw: Draws, terms: Sequence[Term], keep_ahead: int) -> People:
    if not terms:
        return People(*np.full((3, draw.paths, 0), FAR))
    stays = draw.survival.of_terms(terms)
    drawn = draw.even(3 * len(terms)).reshape(draw.paths, 3, len(terms))
    columns = [_person(draw, *one, keep_ahead) for one in zip(terms, stays, drawn.transpose(2, 1, 0), strict=True)]
    return People(*np.stack(columns, axis=-1))


def _person(draw: Draws, term: Term, stays: Floats, drawn: Floats, keep_ahead: int) -> Ints:
    """(3, paths): first night, leaving day, taken from."""
    comes, when, how_long = drawn
    first = term.first + (when * (term.latest - term.first + 1)).astype(np.int64)
    leaving = np.minimum(_leaving(draw, term, stays, first, how_long), term.ends)
    comes_at_all = (comes < term.chance) & (leaving > first)
    leaving = np.maximum(np.where(comes_at_all, leaving, 0), term.kept)
    first = np.where(leaving > first, first, FAR)
    ahead = keep_ahead if term.sort is TermSort.PLANNED else 0
    return np.stack([first, leaving, np.maximum(first - ahead, 0)])


def _leaving(draw: Draws, term: Term, stays: Floats, first: Ints, how_long: Floats) -> Ints:
    if term.settled:
        return np.full(draw.paths, FAR)
    if term.planned < FAR:
        slips = draw.survival.rates.slips
        before = slips.gone_by(first - term.planned)
        slipped = np.searchsorted(np.cumsum(slips.chance), before + how_long * (1 - before), side="right")
        return np.maximum(term.planned + slipped - MOST, first + 1)
    return first + draw.nights_stayed(stays, how_long[:, None])[:, 0]


def _arrivals(draw: Draws) -> People:
    """Those of whom nothing is known yet, from tomorrow on."""
    from scipy.special import gammaincinv  # noqa: PLC0415 - loaded when a forecast is made, not when the service starts

    rates, ahead = draw.survival.rates, draw.nights - 1
    at_once = sum(n * share for n, share in enumerate(rates.together, 1))
    mean = gammaincinv(rates.arrivals_shape, draw.even(1)[:, 0]) * (rates.arrivals / rates.arrivals_shape / at_once)
    many = draw.random.poisson(mean * ahead)
    columns = int(many.max(initial=0))
    first = 1 + (draw.even(columns) * ahead).astype(np.int64)
    first[np.arange(columns) >= many[:, None]] = FAR
    first = _each(draw, first)
    leaving = first + draw.nights_stayed(draw.survival.still_there([0])[0], draw.even(first.shape[1]))
    return People(first, leaving, first)


def _each(draw: Draws, groups: Ints) -> Ints:
    """(paths, groups) nights on which somebody comes -> (paths, people): everybody of each group."""
    together = draw.survival.rates.together
    if len(together) == 1:
        return groups
    size = 1 + np.searchsorted(np.cumsum(together)[:-1], draw.even(groups.shape[1]), side="right")
    comes = np.arange(len(together)) < size[..., None]
    return np.where(comes, groups[..., None], FAR).reshape(len(groups), -1)


def _together(some: People, others: People) -> People:
    return People(*(np.concatenate(both, axis=1) for both in zip(some, others, strict=True)))


def _only(people: People, which: NDArray[np.bool_]) -> People:
    return people._replace(first=np.where(which, people.first, FAR))


def _let_in(living: People, asking: People, limits: Limits, alone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(paths, asking): who is let in, the earliest first."""
    order = np.argsort(asking.first, axis=1, kind="stable")
    first, leaving = (np.take_along_axis(one, order, axis=1) for one in (asking.first, asking.leaving))
    inside = np.zeros(first.shape, bool)
    for at in range(first.shape[1]):
        paths = np.flatnonzero(first[:, at] < limits.nights)
        night = first[paths, at]
        before = inside[paths, :at] & (leaving[paths, :at] > night[:, None])
        there = living.leaving[paths] > night[:, None]
        taken = before.sum(axis=1) + (there & (living.taken_from[paths] <= night[:, None])).sum(axis=1)
        shut = (there & (living.first[paths] <= night[:, None]))[:, alone].any(axis=1)
        inside[paths, at] = limits.open[night] & (taken < limits.room[night]) & ~shut
    found = np.empty_like(inside)
    np.put_along_axis(found, order, inside, axis=1)
    return found


def _by_night(people: People, nights: int) -> Ints:
    """(paths, nights): how many are there."""
    return _between(people.first, people.leaving, nights)


def _between(first: Ints, leaving: Ints, nights: int) -> Ints:
    paths = np.arange(len(first))[:, None] * (nights + 1)
    size = len(first) * (nights + 1)
    came = np.bincount((paths + np.minimum(first, nights)).ravel(), minlength=size)
    left = np.bincount((paths + np.minimum(np.maximum(leaving, first), nights)).ravel(), minlength=size)
    return np.cumsum((came - left).reshape(len(first), -1), axis=1)[:, :nights]


def _reserved(living: People, taken: Ints, limits: Limits) -> Ints:
    """(paths, nights): beds taken, or promised to somebody who comes within the nights that are kept ahead."""
    promised = _between(living.taken_from, np.minimum(living.first, FAR), limits.nights)
    return taken + promised


def _alone_by_night(living: People, alone: NDArray[np.bool_], nights: int) -> NDArray[np.bool_]:
    return _between(living.first[:, alone], living.leaving[:, alone], nights) > 0


def _chances(taken: Ints, beds: int) -> Floats:
    """(nights, n + 1): on how many of the paths so many people are there."""
    paths, nights = taken.shape
    most = max(beds, int(taken.max(initial=0))) + 1
    found = np.bincount((taken + np.arange(nights) * most).ravel(), minlength=nights * most)
    chance: Floats = found.reshape(nights, most) / paths
    return chance


def _turned_away(asking: People, let_in: NDArray[np.bool_], nights: int) -> Floats:
    away = ~let_in & (asking.first < nights)
    return np.bincount(asking.first[away], minlength=nights).astype(np.float64)
