"""What past stays say of leaving, of arriving and of planned ends: each service's own record, drawn towards its group's.

A night that somebody slept somewhere is a trial of leaving after it. Only nights since the record began count, and only
those whose outcome is known; stays that still go on count as far as they have got.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.arriving import Nights, arriving, others, towards
from matcher.capacity.forecast.priors import GROUP_BANDS, Group, Priors, group_of_kind
from matcher.capacity.forecast.slips import Slips, positions, slips_of
from matcher.capacity.forecast.units import Unit
from matcher.domain.stays import Stay
from matcher.ledger import FAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EDGES = np.array([*GROUP_BANDS, FAR])


@dataclass(frozen=True, slots=True)
class Rates:
    """What a forecast of one pool of beds draws on.

    ends, trials     (5,): for each band of nights stayed, leaving is Beta(ends, trials - ends) after a night
    arrivals         mean arrivals a night while there is room; 0 where only one person may come
    arrivals_shape   gamma shape of that mean: its own uncertainty, and bursts
    together         of the nights on which somebody comes, the share on which one, two, three, ... come
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
    together: tuple[float, ...] = (1.0,)


class Counts(NamedTuple):
    """Per pool of beds (u): what was seen."""

    ends: Floats
    trials: Floats
    stays: Ints


def learn(units: Sequence[Unit], history: Sequence[Stay], today: int, priors: Priors) -> list[Rates]:
    """The rates of each pool of beds (`units`, those of one kind learning from each other)."""
    nights = _nights(units, history, today)
    began = _began(nights, today, priors)
    counts = _counted(units, nights, began)
    groups = list(Group)
    group = np.array([groups.index(one.group) for one in units], np.intp)
    elsewhere = _elsewhere(history, today, priors)
    ends, trials = _leaving_rates(units, counts, group, priors, elsewhere)
    came = arriving(units, nights, (began, today), group, priors)
    of_others = others(counts.stays.astype(np.float64), group) + elsewhere.stays[group]
    stays = counts.stays, counts.trials.sum(axis=1), of_others
    recent = [one for one in history if one.leaving.toordinal() >= today - priors.learn_days]
    slips = slips_of(units, recent, priors)
    return [
        Rates(
            ends=ends[at],
            trials=trials[at],
            arrivals=float(came.mean[at]) if unit.takes_anybody else 0.0,
            arrivals_shape=float(came.shape[at]),
            together=tuple(np.trim_zeros(came.together[at], "b").tolist()),
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


def _counted(units: Sequence[Unit], nights: Nights, began: int) -> Counts:
    ends, trials = _leaving(len(units), nights, began)
    stays = np.bincount(nights.unit[_learnt(nights, began)], minlength=len(units))
    return Counts(ends, trials, stays)


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


def _leaving_rates(
    units: Sequence[Unit], counts: Counts, group: NDArray[np.intp], priors: Priors, elsewhere: Elsewhere
) -> tuple[Floats, Floats]:
    """(u, 5) each: ends and trials, the group's included as far as it counts."""
    national = np.array([priors.leaving[unit.group] for unit in units]).reshape(-1, len(GROUP_BANDS)) * priors.bed_days
    shape, rate = towards(
        national + others(counts.ends, group) + elsewhere.ends[group],
        priors.bed_days + others(counts.trials, group) + elsewhere.trials[group],
        priors.alike,
    )
    return shape + counts.ends, rate + counts.trials
