"""What a score part is, and how shares become points that add up by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.frame import Asks, Pairs, Places
from matcher.frame.travel import round_tenth
from matcher.outcomes import Bools
from matcher.policy import Policy

Floats: TypeAlias = NDArray[np.float64]
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Shares:
    """All (n, m): the share of the weight that is sure, what it could still add, and whether everything is known."""

    sure: Floats
    could: Floats
    known: Bools


@dataclass(frozen=True, slots=True)
class Points:
    """All (n, m), in tenths of a point, rounded half away from zero."""

    points: Floats
    could_add: Floats
    known: Bools


Because = Callable[[Pairs, int, int, float], str]
"""(pairs, ask, row, share of the weight) -> why, in plain words; never names or describes another young person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the score.

    weight   its name in the policy
    because  why, for one pair, in plain words
    asks     the question when nobody has recorded what it needs of the person or request
    """

    slug: str
    weight: str
    score: Callable[[Asks, Places, Pairs, Policy], Shares]
    because: Because
    asks: str


def points(part: Part, shares: Shares, weight: float) -> Points:
    """A part's points."""
    return Points(round_tenth(weight * shares.sure), round_tenth(weight * shares.could), shares.known)


def known(share: Floats) -> Shares:
    """A share about which everything is known."""
    return Shares(share, np.zeros(share.shape), np.ones(share.shape, np.bool_))


def settle(share: Floats, *, applies: Bools, ask_known: Bools, place_known: Bools) -> Shares:
    """Put the unknowns in: about the request half, about the place nothing yet, does not apply full.

    share   (n, m): what it is where everything is known
    """
    shape = share.shape
    sure = np.where(place_known, share, 0.0)
    sure = np.where(ask_known, sure, HALF)
    could = np.where(ask_known, np.where(place_known, 0.0, 1.0), HALF)
    whole = np.broadcast_to(ask_known & place_known, shape)
    off = np.broadcast_to(~applies, shape)
    return Shares(np.where(off, 1.0, sure), np.where(off, 0.0, could), whole | off)


def falling(value: Floats, full_until: float, zero_from: NDArray[Any] | float) -> Floats:
    """Full up to `full_until`, then straight down to 0 at `zero_from`."""
    with np.errstate(invalid="ignore"):
        return np.clip((zero_from - value) / (zero_from - full_until), 0.0, 1.0)


def stack(parts: list[Shares]) -> Shares:
    """One row per ask -> (n, m)."""
    return Shares(
        np.stack([one.sure for one in parts]),
        np.stack([one.could for one in parts]),
        np.stack([one.known for one in parts]),
    )


def mean(parts: list[Shares], weights: list[float]) -> Shares:
    """The weighted mean of (m,) shares."""
    total = sum(weights)
    return Shares(
        sum((w * one.sure for w, one in zip(weights, parts, strict=True)), np.zeros(())) / total,
        sum((w * one.could for w, one in zip(weights, parts, strict=True)), np.zeros(())) / total,
        np.logical_and.reduce([one.known for one in parts]),
    )
