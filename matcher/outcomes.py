"""What judging a limb can come to, and how facts combine. Arrays of int8, so that larger is worse."""

from collections.abc import Iterable
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Bools: TypeAlias = NDArray[np.bool_]
Outcomes: TypeAlias = NDArray[np.int8]


class Outcome(IntEnum):
    """One limb for one pair. Combining takes the larger (`all_of`) or the smaller (`either`)."""

    MET = 0
    NOT_JUDGED = 1
    NOT_KNOWN_ASK = 2
    NOT_KNOWN_PLACE = 3
    NOT_MET = 4

    @property
    def word(self) -> str:
        """The outcome as JSON says it."""
        return "not_known" if self in {Outcome.NOT_KNOWN_ASK, Outcome.NOT_KNOWN_PLACE} else self.name.lower()

    @property
    def missing(self) -> str | None:
        """Whose fact is missing: `request`, `place`, or None."""
        return {Outcome.NOT_KNOWN_ASK: "request", Outcome.NOT_KNOWN_PLACE: "place"}.get(self)


ASK = Outcome.NOT_KNOWN_ASK
PLACE = Outcome.NOT_KNOWN_PLACE
MET = np.int8(Outcome.MET)
NOT_MET = np.int8(Outcome.NOT_MET)
NOT_JUDGED = np.int8(Outcome.NOT_JUDGED)


def holds(condition: Bools, *, known: Bools | bool = True, of: Outcome = PLACE) -> Outcomes:
    """A fact: met where the condition holds, not met where it does not, `of` where it is not known."""
    judged: Outcomes = np.logical_not(condition).view(np.int8) * NOT_MET
    return judged if known is True else np.where(known, judged, np.int8(of))


def all_of(*facts: Outcomes) -> Outcomes:
    """Every fact has to hold: the worst of them."""
    worst = facts[0]
    for fact in facts[1:]:
        worst = np.maximum(worst, fact)
    return worst


def either(*facts: Outcomes) -> Outcomes:
    """One fact is enough: the best of them."""
    best = facts[0]
    for fact in facts[1:]:
        best = np.minimum(best, fact)
    return best


def opposite(fact: Outcomes) -> Outcomes:
    """Met and not met swapped; what is not known stays so."""
    return SWAPPED[fact]


SWAPPED = np.array([NOT_MET, NOT_JUDGED, Outcome.NOT_KNOWN_ASK, Outcome.NOT_KNOWN_PLACE, MET], np.int8)


def fact(values: Iterable[bool | None], of: Outcome) -> Outcomes:
    """Recorded yes, no or nothing -> a flat array of outcomes; nothing recorded is `of`."""
    word = {True: MET, False: NOT_MET, None: np.int8(of)}
    return np.array([word[value] for value in values], np.int8)
