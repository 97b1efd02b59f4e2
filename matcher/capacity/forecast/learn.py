"""What past stays say of leaving, of arriving and of planned ends: each service's own record, drawn towards its group's.

A night that somebody slept somewhere is a trial of leaving after it. Only nights since the record began count, and only
those whose outcome is known; stays that still go on count as far as they have got. An arrival can only be seen on a night
with a free bed, so only those nights count as nights without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.priors import GROUP_BANDS, Group, Priors, group_of_kind
from matcher.capacity.forecast.slips import Slips, positions, slips_of
from matcher.capacity.forecast.units import Unit
from matcher.domain.stays import Stay
from matcher.ledger import FAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EDGES = np.array([*GROUP_BANDS, FAR])
WINDOW = 28
"""Nights over which bursts of arrivals are looked for."""


class Nights(NamedTuple):
    """Stays as ordinals: `ended` False where somebody is still there (then `leaving` is today)."""

    unit: Ints
    first: Ints
    leaving: Ints
    ended: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rates:
    """What a forecast of one pool of beds draws on.

    ends, trials     (5,): for each band of nights stayed, leaving is Beta(ends, trials - ends) after a night
    arrivals         mean arrivals a night while there is room; 0 where only one person may come
    arrivals_shape   gamma shape of that mean: its own uncertainty, and bursts
    slips            how planned ends turned out
    stays            ended stays of this pool behind it; `bed_nights` its nights, `group_stays` those of its kind elsewhere
    """

    ends: Floats
    trials: Floats
    arrivals: float
    arrivals_shape: float
    slips: Slips
    stays: int
    bed_nights: int
    group_stays: int


class Counts(NamedTuple):
    """Per pool of beds (u): what was seen."""

    ends: Floats
    trials: Floats
    arrivals: Floats
    open_nights: Floats
    bursts: Floats
    stays: Ints


def learn(units: Sequence[Unit], history: Sequence[Stay], today: int, priors: Priors) -> list[Rates]:
    """The rates of each pool of beds (`units`, those of one kind learning from each other)."""
    nights = _nights(units, history, today)
    counts = _counted(units, nights, (_began(nights, today, priors), today), priors.half_life_days)
    groups = list(Group)
    group = np.array([groups.index(one.group) for one in units], np.intp)
    elsewhere = _elsewhere(history, today, priors)
    ends, trials = _leaving_rates(units, counts, group, priors, elsewhere)
    arrivals, shapes = _arrival_rates(units, counts, group, priors)
    others = _others(counts.stays.astype(np.float64), group) + elsewhere.stays[group]
    stays = counts.stays, counts.trials.sum(axis=1), others
    recent = [one for one in history if one.leaving.toordinal() >= today - priors.learn_days]
    slips = slips_of(units, recent, priors)
    return [
        Rates(
            ends=ends[at],
            trials=trials[at],
            arrivals=float(arrivals[at]) if unit.takes_anybody else 0.0,
            arrivals_shape=float(shapes[at]),
            slips=slips[at],
            stays=int(stays[0][at]),
            bed_nights=int(stays[1][at]),
            group_stays=int(stays[2][at]),
        )
        for at, unit in enumerate(units)
    ]


def _began(nights: Nights, today: int, priors: Priors) -> int:
    """The first end that is known of: who had left before is in no record."""
    ended = nights.leaving[nights.ended]
    return max(today - priors.learn_days, int(ended.min()) if len(ended) else today)


class Elsewhere(NamedTuple):
    """Per group (g): what was seen at homes that the record does not have. How many beds they have is not known."""

    ends: Floats
    trials: Floats
    stays: Floats


def _elsewhere(history: Sequence[Stay], today: int, priors: Priors) -> Elsewhere:
    groups = list(Group)
    rows = [
        (groups.index(group), one.first_night.toordinal(), one.leaving.toordinal(), one.ended)
        for one in history
        if one.kind is not None and (group := group_of_kind(one.kind)) is not None
    ]
    unit, first, leaving, ended = np.array(rows, np.int64).reshape(-1, 4).T
    nights = Nights(unit, first, leaving, ended.astype(bool))
    began = _began(nights, today, priors)
    ends, trials = _leaving(len(groups), nights, began)
    stays = np.bincount(unit[_learnt(nights, began)], minlength=len(groups))
    return Elsewhere(ends, trials, stays.astype(np.float64))


def _learnt(nights: Nights, began: int) -> NDArray[np.bool_]:
    """Ended stays that say something: what had ended before the record begins is not looked at."""
    return nights.ended & (nights.leaving >= began)


def _nights(units: Sequence[Unit], history: Sequence[Stay], today: int) -> Nights:
    placed = positions(units)
    rows = [
        (at, one.first_night.toordinal(), one.leaving.toordinal(), one.ended)
        for one in history
        if (at := placed(one)) >= 0
    ]
    rows += [(at, first, today, False) for at, unit in enumerate(units) for first in unit.came]
    unit, first, leaving, ended = np.array(rows, np.int64).reshape(-1, 4).T
    return Nights(unit, first, leaving, ended.astype(bool))


def _counted(units: Sequence[Unit], nights: Nights, span: tuple[int, int], half_life: float) -> Counts:
    ends, trials = _leaving(len(units), nights, span[0])
    arrivals, open_nights, bursts = _arriving(units, nights, span, half_life)
    stays = np.bincount(nights.unit[_learnt(nights, span[0])], minlength=len(units))
    return Counts(ends, trials, arrivals, open_nights, bursts, stays)


def _leaving(units: int, nights: Nights, began: int) -> tuple[Floats, Floats]:
    """(u, 5) each: ends, and nights after which somebody could have left, by how many nights they had stayed."""
    entered = np.maximum(began - nights.first, 0)[:, None]
    stayed = (nights.leaving - nights.first)[:, None]
    at_risk = np.clip(np.minimum(stayed, EDGES[1:]) - np.maximum(entered, EDGES[:-1]), 0, None)
    counts = nights.ended & (nights.leaving > began)
    band = np.searchsorted(EDGES, stayed[:, 0] - 1, side="right") - 1
    bands = len(GROUP_BANDS)
    ends = np.bincount((nights.unit * bands + band)[counts], minlength=units * bands).reshape(units, bands)
    trials = np.stack([np.bincount(nights.unit, each, units) for each in at_risk.T], axis=1).astype(np.float64)
    return ends.astype(np.float64), np.asarray(trials)


def _arriving(
    units: Sequence[Unit], nights: Nights, span: tuple[int, int], half_life: float
) -> tuple[Floats, Floats, Floats]:
    """(u,) each: arrivals and nights with a free bed, the older the lighter; and how much more than by chance they bunch."""
    began, today = span
    length = today - began + 1
    came, taken = _by_night(len(units), nights, began, length)
    beds = np.array([unit.beds for unit in units])[:, None]
    room = (taken - came < np.maximum(beds, 1)) | (came > 0)
    room &= np.arange(length) > np.maximum(_first_seen(len(units), nights) - began, 0)[:, None]
    weight = 0.5 ** (np.arange(length)[::-1] / half_life)
    seen = came * room
    return (seen * weight).sum(axis=1), (room * weight).sum(axis=1), _bursts(seen, room)


def _by_night(units: int, nights: Nights, began: int, length: int) -> tuple[Ints, Ints]:
    """(u, nights) each: who came, and who slept there."""
    first, leaving = nights.first - began, nights.leaving - began + ~nights.ended
    came, left = np.zeros((2, units, length + 1), np.int64)
    inside = first >= 0
    np.add.at(came, (nights.unit[inside], first[inside]), 1)
    there = leaving > 0
    np.add.at(left, (nights.unit[there], np.minimum(leaving[there], length)), 1)
    before = np.bincount(nights.unit[~inside & there], minlength=units)[:, None]
    taken = before + np.cumsum(came - left, axis=1)
    return came[:, :length], taken[:, :length]


def _first_seen(units: int, nights: Nights) -> Ints:
    """(u,): the first night of the first stay; a service is there from then on."""
    seen = np.full(units, FAR)
    np.minimum.at(seen, nights.unit, nights.first)
    return seen


def _bursts(came: Ints, room: NDArray[np.bool_]) -> Floats:
    """(u,): variance of the mean between windows of 28 nights, as a share of its square; 0 where chance may explain it."""
    whole = came.shape[1] // WINDOW * WINDOW
    if not whole:
        return np.zeros(len(came))
    came, room = came[:, -whole:], room[:, -whole:]
    seen = came.reshape(len(came), -1, WINDOW).sum(axis=2)
    nights = room.reshape(len(came), -1, WINDOW).sum(axis=2)
    expected = nights * (came.sum(axis=1) / np.maximum(room.sum(axis=1), 1))[:, None]
    excess = ((seen - expected) ** 2 - expected).sum(axis=1)
    by_chance = np.sqrt((expected + 2 * expected**2).sum(axis=1))
    bursts: Floats = np.maximum(excess - by_chance, 0) / np.maximum((expected**2).sum(axis=1), 1e-9)
    return bursts


def _others(seen: Floats, group: NDArray[np.intp]) -> Floats:
    """What was seen at all the others of each pool's group."""
    whole = np.zeros((len(Group), *seen.shape[1:]))
    np.add.at(whole, group, seen)
    others: Floats = whole[group] - seen
    return others


def _towards(ends: Floats, trials: Floats, alike: float) -> tuple[Floats, Floats]:
    """The group's record as a prior of one service: as uncertain as the group, and as services of one kind differ."""
    shape = 1 / (1 / alike + 1 / ends)
    return shape, shape * trials / ends


def _leaving_rates(
    units: Sequence[Unit], counts: Counts, group: NDArray[np.intp], priors: Priors, elsewhere: Elsewhere
) -> tuple[Floats, Floats]:
    """(u, 5) each: ends and trials, the group's included as far as it counts."""
    national = np.array([priors.leaving[unit.group] for unit in units]).reshape(-1, len(GROUP_BANDS)) * priors.bed_days
    shape, rate = _towards(
        national + _others(counts.ends, group) + elsewhere.ends[group],
        priors.bed_days + _others(counts.trials, group) + elsewhere.trials[group],
        priors.alike,
    )
    return shape + counts.ends, rate + counts.trials


def _arrival_rates(
    units: Sequence[Unit], counts: Counts, group: NDArray[np.intp], priors: Priors
) -> tuple[Floats, Floats]:
    """(u,) each: mean arrivals a night and their gamma shape."""
    beds = np.array([max(unit.beds, 1) for unit in units])
    stated = priors.arrivals / np.array([priors.arriving[unit.group] for unit in units])
    shape, rate = _towards(
        priors.arrivals + _others(counts.arrivals, group),
        (stated + _others(counts.open_nights * beds, group)) / beds,
        priors.alike,
    )
    shape, rate = shape + counts.arrivals, rate + counts.open_nights
    return shape / rate, 1 / (1 / shape + counts.bursts)
