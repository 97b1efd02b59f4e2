"""What past stays say of arriving: how often, how many on the same night, and how much their number goes up and down.

An arrival can only be seen on a night with a free bed, so only those nights count as nights without one.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.priors import Group, Priors
from matcher.capacity.forecast.units import Unit
from matcher.ledger import FAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WINDOW = 28
"""Nights over which bursts of arrivals are looked for."""
AT_ONCE = np.arange(1, 7)
"""How many come on the same night; six stands for six or more."""


class Nights(NamedTuple):
    """Stays as ordinals: `ended` False where somebody is still there (then `leaving` is today)."""

    unit: Ints
    first: Ints
    leaving: Ints
    ended: NDArray[np.bool_]


class Arriving(NamedTuple):
    """Per pool of beds (u).

    mean      arrivals a night while there is room
    shape     gamma shape of that mean: its own uncertainty, and bursts
    together  (u, len(AT_ONCE)): of the times at which somebody comes, at how many so many do; alike for a group
    """

    mean: Floats
    shape: Floats
    together: Floats


def arriving(
    units: Sequence[Unit], nights: Nights, span: tuple[int, int], group: NDArray[np.intp], priors: Priors
) -> Arriving:
    """The record from the first day of `span` to the second, today; `group`: (u,) the position of each pool's group."""
    came, room, full = _seen(units, nights, span)
    no_more, more = (_whole(one, group) for one in _and_more(came, full))
    no_more[:, 0] += priors.arrivals
    together = _together(no_more, more, _come_together(came, room, group))
    seen = np.where(together[:, :1] < 1, came > 0, came)
    weight = 0.5 ** (np.arange(came.shape[1])[::-1] / priors.half_life_days)
    arrivals, open_nights = (seen * weight).sum(axis=1), (room * weight).sum(axis=1)
    beds = np.array([max(unit.beds, 1) for unit in units])
    stated = priors.arrivals / np.array([priors.arriving[unit.group] for unit in units])
    shape, rate = towards(
        priors.arrivals + others(arrivals, group), (stated + others(open_nights * beds, group)) / beds, priors.alike
    )
    shape, rate = shape + arrivals, rate + open_nights
    return Arriving(together @ AT_ONCE * shape / rate, 1 / (1 / shape + _bursts(seen, room)), together)


def others(seen: Floats, group: NDArray[np.intp]) -> Floats:
    """What was seen at all the others of each pool's group."""
    found: Floats = _whole(seen, group) - seen
    return found


def _whole(seen: Floats, group: NDArray[np.intp]) -> Floats:
    whole = np.zeros((len(Group), *seen.shape[1:]))
    np.add.at(whole, group, seen)
    found: Floats = whole[group]
    return found


def towards(ends: Floats, trials: Floats, alike: float) -> tuple[Floats, Floats]:
    """The group's record as a prior of one service: as uncertain as the group, and as services of one kind differ."""
    shape = 1 / (1 / alike + 1 / ends)
    return shape, shape * trials / ends


def _seen(
    units: Sequence[Unit], nights: Nights, span: tuple[int, int]
) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
    """(u, nights) each: who came on a night with a free bed, whether there was one, and whether none was left after them."""
    began, today = span
    length = today - began + 1
    came, taken = _by_night(len(units), nights, began, length)
    beds = np.maximum([unit.beds for unit in units], 1)[:, None]
    room = (taken - came < beds) | (came > 0)
    room &= np.arange(length) > np.maximum(_first_seen(len(units), nights) - began, 0)[:, None]
    return came * room, room, taken >= beds


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


def _come_together(came: Ints, room: NDArray[np.bool_], group: NDArray[np.intp]) -> NDArray[np.bool_]:
    """(u,): several came on more nights than chance may explain, at the services of a group; one such night tells nothing."""
    several = _whole((came > 1).sum(axis=1) * 1.0, group)
    by_chance = _whole(came.sum(axis=1) ** 2 / 2 / np.maximum(room.sum(axis=1), 1), group)
    found: NDArray[np.bool_] = several > 1 + by_chance + 2 * np.sqrt(by_chance)
    return found


def _and_more(came: Ints, full: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """(u, len(AT_ONCE)) each: nights on which so many came and no more; on which so many came, and more."""
    told = np.minimum(came, AT_ONCE[-1])
    no_more = np.stack([((told == many) & ~full).sum(axis=1) for many in AT_ONCE], axis=1)
    more = np.stack([(told > many).sum(axis=1) for many in AT_ONCE], axis=1)
    return no_more.astype(np.float64), more.astype(np.float64)


def _together(no_more: Floats, more: Floats, come_together: NDArray[np.bool_]) -> Floats:
    """(u, len(AT_ONCE)): the shares. Of those who took the last bed it is not known whether more would have come.

    By Kaplan and Meier: so many and then no more, of so many or more.
    """
    goes_on = np.where(come_together[:, None], more / np.maximum(no_more + more, 1e-9), 0.0)
    so_many = np.cumprod(np.concatenate([np.ones_like(goes_on[:, :1]), goes_on], axis=1), axis=1)
    shares: Floats = -np.diff(so_many, axis=1)
    return shares


def _bursts(seen: Ints, room: NDArray[np.bool_]) -> Floats:
    """(u,): variance of the mean between windows of 28 nights, as a share of its square; 0 where chance may explain it."""
    whole = seen.shape[1] // WINDOW * WINDOW
    if not whole:
        return np.zeros(len(seen))
    seen, room = seen[:, -whole:], room[:, -whole:]
    found = seen.reshape(len(seen), -1, WINDOW).sum(axis=2)
    nights = room.reshape(len(seen), -1, WINDOW).sum(axis=2)
    expected = nights * (seen.sum(axis=1) / np.maximum(room.sum(axis=1), 1))[:, None]
    excess = ((found - expected) ** 2 - expected).sum(axis=1)
    by_chance = np.sqrt((expected + 2 * expected**2).sum(axis=1))
    bursts: Floats = np.maximum(excess - by_chance, 0) / np.maximum((expected**2).sum(axis=1), 1e-9)
    return bursts
