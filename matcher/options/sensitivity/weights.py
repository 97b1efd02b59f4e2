"""Does the order survive another weight: each alone, smaller and larger, in steps of a tenth of a percent."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.frame.travel import round_tenth
from matcher.options.lists import Rows
from matcher.options.sensitivity.order import Ints, Order, tenths
from matcher.scoring import ADJUSTMENTS, PARTS

FIRST = 3
MOST_PERCENT = 20
STEPS = np.arange(1, MOST_PERCENT * 10 + 1)
"""Tenths of a percent."""


class Turned(NamedTuple):
    """Tenths of a percent, with their sign, and the positions in `listed` that then come first."""

    step: int
    first: tuple[int, ...]


class Tried(NamedTuple):
    """One weight: its slug, its points, and where it turns the order; None = it does not within 20 percent."""

    slug: str
    points: float
    less: Turned | None
    more: Turned | None


def changed(weight: float, step: int) -> float:
    """A weight so many tenths of a percent larger, or smaller; that is how a changed policy would have it."""
    return weight * (1000 + step) / 1000


def try_weights(order: Order) -> list[Tried]:
    """Every part and adjustment, in the order of the score. Exact: each total is what the changed policy would give."""
    if not len(order.ranked):
        return []
    return [
        Tried(slug, weight, *(_turn(order, weight, share, sign) for sign in (-1, 1)))
        for slug, weight, share in _weights(order)
    ]


def _weights(order: Order) -> Iterator[tuple[str, float, NDArray[np.float64]]]:
    """Slug, points, and each listed row's share of it."""
    policy, score = order.lists.judged.frame.policy, order.lists.score
    for part, share in zip(PARTS, score.parts.sure, strict=True):
        yield part.slug, getattr(policy.weights, part.weight), share
    for one, share in zip(ADJUSTMENTS, score.adjusted.sure, strict=True):
        yield one.slug, getattr(policy.adjustments, one.weight), share


def _turn(order: Order, weight: float, share: NDArray[np.float64], sign: int) -> Turned | None:
    """The first step at which the first rows are others, or stand otherwise."""
    first, rows = order.ranked[:FIRST], order.ranked
    steps = STEPS * sign
    now, then = _points(weight, np.zeros(1, np.intp), share[rows]), _points(weight, steps, share[rows])
    keys = _keys(order, rows, order.total[rows] - now + then)
    best = np.sort(keys[:, : len(first)], axis=1)
    same = (best == keys[:, : len(first)]).all(axis=1)
    if len(rows) > len(first):
        same &= best[:, -1] < keys[:, len(first) :].min(axis=1)
    turned = np.flatnonzero(~same)
    if not turned.size:
        return None
    at = int(turned[0])
    return Turned(int(steps[at]), tuple(rows[np.argsort(keys[at])[: len(first)]].tolist()))


def _points(weight: float, steps: NDArray[np.intp], share: NDArray[np.float64]) -> Ints:
    """(steps, rows), in tenths, rounded as the score rounds."""
    weights = np.array([changed(weight, step) for step in steps.tolist()])
    return tenths(round_tenth(weights[:, None] * share))


def _keys(order: Order, rows: Rows, total: Ints) -> Ints:
    """(steps, rows): lower comes first."""
    whole = np.broadcast_to(order.total, (len(total), len(order.total))).copy()
    whole[:, rows] = total
    return order.key(whole)[:, rows]
