"""What a score part is, and how shares become points that add up by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.travel import round_tenth
from matcher.outcomes import Bools
from matcher.policy import Policy

Floats: TypeAlias = NDArray[np.float64]
HALF = 0.5


class Shares(NamedTuple):
    """All (n, m): the share of the weight that is sure, what it could still add, and whether everything is known."""

    sure: Floats
    could: Floats
    known: Bools

    def of(self, i: int, rows: NDArray[np.intp]) -> "Shares":
        """One ask's, at some rows only: (rows,)."""
        return Shares(self.sure[i].take(rows), self.could[i].take(rows), self.known[i].take(rows))


Rows: TypeAlias = NDArray[np.intp]
Because = Callable[[Pairs, int, Rows, list[float]], list[str]]
"""(pairs, ask, some rows, the share of the weight of each) -> why, in plain words, for each of the rows.

Never names or describes another young person.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the score.

    weight   its name in the policy
    because  why, in plain words
    asks     the question when nobody has recorded what it needs of the person or request
    """

    slug: str
    weight: str
    score: Callable[[Asks, Places, Pairs, Policy], Shares]
    because: Because
    asks: str


@dataclass(frozen=True, slots=True)
class Score:
    """Some pairs' parts (parts, ...) and adjustments (adjustments, ...), in tenths of a point, rounded half away from zero.

    adjustments_could_add  what each adjustment could still bring, were its unknowns to turn out well
    total  parts and adjustments added up, before holding to 0-100
    best   the total if every unknown turned out well
    """

    parts: Shares
    points: Floats
    could_add: Floats
    adjusted: Shares
    adjustments: Floats
    adjustments_could_add: Floats
    total: Floats
    best: Floats


def score(parts: Sequence[Shares], weights: Floats, adjusted: Sequence[Shares], adjustment_weights: Floats) -> Score:
    """Shares become points: each part and adjustment is rounded once, whatever number of pairs there are."""
    each, n = stack([*parts, *adjusted]), len(parts)
    both = np.concatenate([weights, adjustment_weights])
    points, could_add = round_tenth(_weighed(both, each.sure)), round_tenth(_weighed(both, each.could))
    total = round_tenth(points[:n].sum(axis=0) + points[n:].sum(axis=0))
    best = round_tenth(total + could_add[:n].sum(axis=0) + could_add[n:].sum(axis=0))
    own, extra = (Shares(each.sure[of], each.could[of], each.known[of]) for of in (slice(n), slice(n, None)))
    return Score(own, points[:n], could_add[:n], extra, points[n:], could_add[n:], total, best)


def _weighed(weights: Floats, shares: Floats) -> Floats:
    weighed: Floats = weights.reshape(-1, *[1] * (shares.ndim - 1)) * shares
    return weighed


def nothing(pair: Pairs) -> Shares:
    """Nothing is added anywhere, and everything is known; one for all who need it: `pair.once(nothing)`."""
    return known(np.zeros(pair.shape))


def not_asked(pair: Pairs) -> Shares:
    """Nobody has recorded it of those who ask: nothing is added anywhere; one for all: `pair.once(not_asked)`."""
    return Shares(np.zeros(pair.shape), np.zeros(pair.shape), np.zeros(pair.shape, np.bool_))


def at_rows(shares: Sequence[Shares], i: int, rows: NDArray[np.intp]) -> list[Shares]:
    """One ask's, at some rows only, in the same order; what several share is read once."""
    read = {id(one): one for one in shares}
    found = {key: one.of(i, rows) for key, one in read.items()}
    return [found[id(one)] for one in shares]


def cost(share: Floats, *, ask_known: Bools, place_known: Bools) -> Shares:
    """The share (n, m) of a cost: not known about the request nothing anywhere, about the place all of it until it is known.

    So a true fact about a place can only help it, and a missing one about the person cannot change the order.
    """
    sure = np.where(ask_known, np.where(place_known, share, 1.0), 0.0)
    could = np.where(ask_known & ~place_known, -1.0, 0.0)
    return Shares(sure, could, _spread(ask_known & place_known, share.shape))


def settings_of(pair: Pairs, rows: Rows) -> list[Setting]:
    """The setting of each row."""
    settings = pair.places.settings
    return [settings[at] for at in pair.places.setting[rows].tolist()]


def known(share: Floats) -> Shares:
    """A share about which everything is known."""
    return Shares(share, np.zeros(share.shape), np.ones(share.shape, np.bool_))


def settle(share: Floats, *, ask_known: Bools, place_known: Bools, applies: Bools | None = None) -> Shares:
    """Put the unknowns in: about the request half, about the place nothing yet, does not apply full.

    share    (n, m): what it is where everything is known
    applies  None = everywhere
    """
    whole = _spread(ask_known & place_known, share.shape)
    sure, could = (share, np.zeros(share.shape)) if whole.all() else _unsettled(share, ask_known, place_known)
    if applies is None or applies.all():
        return Shares(sure, could, whole)
    return Shares(np.where(applies, sure, 1.0), np.where(applies, could, 0.0), whole | ~applies)


def _unsettled(share: Floats, ask_known: Bools, place_known: Bools) -> tuple[Floats, Floats]:
    sure = np.where(ask_known, np.where(place_known, share, 0.0), HALF)
    return sure, np.where(ask_known, np.where(place_known, 0.0, 1.0), HALF)


def _spread(known: Bools, shape: tuple[int, ...]) -> Bools:
    """Over all pairs; mostly it is there already, and to ask numpy costs more than to look."""
    return known if known.shape == shape else np.broadcast_to(known, shape)


def falling(value: Floats, full_until: float, zero_from: NDArray[Any] | float) -> Floats:
    """Full up to `full_until`, then straight down to 0 at `zero_from`."""
    with np.errstate(invalid="ignore"):
        return np.minimum(np.maximum((zero_from - value) / (zero_from - full_until), 0.0), 1.0)


def stack(shares: Sequence[Shares]) -> Shares:
    """One more dimension in front: (m,) of each ask -> (n, m)."""
    if len(shares) == 1:
        one = shares[0]
        return Shares(one.sure[None], one.could[None], one.known[None])
    return Shares(
        np.array([one.sure for one in shares]),
        np.array([one.could for one in shares]),
        np.array([one.known for one in shares]),
    )


def mean(each: Shares, weights: list[float]) -> Shares:
    """The weighted mean of (k, m) shares -> (m,)."""
    total = sum(weights)
    return Shares(
        sum((w * one for w, one in zip(weights, each.sure, strict=True)), np.zeros(())) / total,
        sum((w * one for w, one in zip(weights, each.could, strict=True)), np.zeros(())) / total,
        np.logical_and.reduce(each.known),
    )


def full(m: int) -> Shares:
    """All of the points at each of m places: it does not apply."""
    return Shares(np.ones(m), np.zeros(m), np.ones(m, np.bool_))


def half(m: int) -> Shares:
    """Half of the points at each of m places: a fact about the person is not known."""
    return Shares(np.full(m, HALF), np.full(m, HALF), np.zeros(m, np.bool_))
