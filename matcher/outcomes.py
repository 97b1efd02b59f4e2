"""What judging a limb can come to, and how facts combine. Arrays of int8, so that larger is worse."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Bools: TypeAlias = NDArray[np.bool_]
Outcomes: TypeAlias = NDArray[np.int8]
T = TypeVar("T", bound=np.generic)


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


ASK = int(Outcome.NOT_KNOWN_ASK)
PLACE = int(Outcome.NOT_KNOWN_PLACE)
"""Plain numbers: against an `Outcome` numpy compares a column of eight bits as if it had sixty-four."""
MET = np.int8(Outcome.MET)
NOT_MET = np.int8(Outcome.NOT_MET)
NOT_JUDGED = np.int8(Outcome.NOT_JUDGED)


def holds(condition: Bools, *, known: Bools | bool = True, of: int = PLACE) -> Outcomes:
    """A fact: met where the condition holds, not met where it does not, `of` where it is not known."""
    if known is True:
        return YES_OR_NO.take(condition.view(np.int8))
    return OR_NOT_KNOWN[of].take(condition.view(np.int8) + 2 * np.asarray(known).view(np.int8))


def recorded(known: Bools, of: int) -> Outcomes:
    """Met where it is known, `of` where it is not."""
    return np.minimum(holds(known), np.int8(of))


YES_OR_NO = np.array([NOT_MET, MET], np.int8)
OR_NOT_KNOWN = {of: np.array([of, of, NOT_MET, MET], np.int8) for of in (ASK, PLACE)}
"""By condition + 2 x known. Looking up is several times quicker here than `np.where`."""


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
    return SWAPPED.take(fact)


SWAPPED = np.array([NOT_MET, NOT_JUDGED, Outcome.NOT_KNOWN_ASK, Outcome.NOT_KNOWN_PLACE, MET], np.int8)


def stacked(columns: Sequence[NDArray[T]]) -> NDArray[T]:
    """A column (m,) of each ask -> (n, m); for one ask without the price of `np.stack`."""
    return columns[0][None, :] if len(columns) == 1 else np.stack(columns)


def fact(values: Iterable[bool | None], of: int) -> Outcomes:
    """Recorded yes, no or nothing -> a flat array of outcomes; nothing recorded is `of`."""
    word = WORDS[of]
    return np.array([word[value] for value in values], np.int8)


WORDS: dict[int, dict[bool | None, int]] = {
    of: {True: Outcome.MET, False: Outcome.NOT_MET, None: of} for of in (ASK, PLACE)
}
