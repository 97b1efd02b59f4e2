"""The scores of the places that are shown in words: parts, adjustments, strengths, and what is weak."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.frame.travel import round_tenth
from matcher.options.lists import Lists, by_row
from matcher.options.result import Adjustment, ScorePart, Worry
from matcher.outcomes import Bools
from matcher.scoring import ADJUSTMENTS, PARTS

STRONG, WEAK = 0.75, 0.25
WEIGHTY_POINTS = 6
MIX_WORRY = 6
MIX = next(at for at, part in enumerate(PARTS) if part.slug == "resident-mix-score")
QUIET_WHEN_WEAK = frozenset({"placement-hierarchy", "known-carer"})
"""Parts whose low score is plain from the list itself and no worry."""


def held(total: float) -> float:
    """A total held to 0-100."""
    return min(max(total, 0.0), 100.0)


class ScoreInWords(NamedTuple):
    """One place's."""

    total: float
    best: float
    parts: tuple[ScorePart, ...]
    adjustments: tuple[Adjustment, ...]
    strengths: tuple[str, ...]
    worries: list[Worry]
    """Weighty parts that are known and weak; and living together where it needs a plan."""


@dataclass(frozen=True)
class Scores:
    """One request's scores at the place rows that are shown."""

    lists: Lists
    rows: NDArray[np.intp]

    def each(self) -> Iterator[ScoreInWords]:
        """Row by row."""
        score = self.lists.score
        totals = (score.total[self._at].tolist(), score.best[self._at].tolist())
        parts = zip(*self._parts(), strict=True)
        columns = list(self._adjustments())
        adjustments = zip(*columns, strict=True) if columns else repeat((), len(self.rows))
        for total, best, mine, added, strong, weak in zip(*totals, parts, adjustments, *self._told, strict=True):
            extra = tuple([one for one in added if one is not None])
            strengths = _strengths([mine[at] for at in strong], extra)
            worries = [Worry(rule=mine[at].slug, says=mine[at].because) for at in weak]
            yield ScoreInWords(total, best, mine, extra + _held_by(total), strengths, worries)

    @cached_property
    def _at(self) -> NDArray[np.intp]:
        """Where the rows stand among those that are scored."""
        return np.searchsorted(self.lists.listed, self.rows)

    def _parts(self) -> Iterator[list[ScorePart]]:
        """Each part's points and sentence, for all rows."""
        score, pairs, i = self.lists.score, self.lists.judged.pairs, self.lists.i
        tables = self._at_rows(score.points, score.could_add, score.parts.known, score.parts.sure)
        for part, weight, points, could_add, known, shares in zip(PARTS, self._weights, *tables, strict=True):
            because = part.because(pairs, i, self.rows, shares)
            rows = list(zip(points, could_add, known, because, strict=True))
            yield _shared(rows, because, partial(_part, part.slug, weight))

    def _adjustments(self) -> Iterator[list[Adjustment | None]]:
        """Each adjustment that applies to any of the rows; None at a row to which it does not apply."""
        score, pairs, i = self.lists.score, self.lists.judged.pairs, self.lists.i
        adjusted = score.adjusted
        tables = self._at_rows(score.adjustments, score.adjustments_could_add, adjusted.known, adjusted.sure)
        for one, points, could_add, known, shares in zip(ADJUSTMENTS, *tables, strict=True):
            because = one.because(pairs, i, self.rows, shares)
            if any(because):
                rows = list(zip(points, could_add, known, because, strict=True))
                yield _shared(rows, because, partial(_adjustment, one.slug))

    def _at_rows(self, *tables: NDArray[Any]) -> list[list[list[Any]]]:
        """Tables (parts, listed) at the rows that are shown, as plain values."""
        return [table.take(self._at, axis=1).tolist() for table in tables]

    @property
    def _told(self) -> tuple[list[list[int]], list[list[int]]]:
        """Of each row the positions of the parts that are strong and tell the places apart; and of those that are a worry."""
        score, weights = self.lists.score, np.array(self._weights)[:, None]
        points, known = score.points.take(self._at, axis=1), score.parts.known.take(self._at, axis=1)
        strong = known & self._varying[:, None] & (points >= STRONG * weights)
        weak = known & self._weighty[:, None] & (points <= WEAK * weights)
        weak[MIX] |= self.lists.judged.pairs.exposure.worst[self.lists.i, self.rows] >= MIX_WORRY
        return by_row(strong.T), by_row(weak.T)

    @cached_property
    def _weights(self) -> list[float]:
        """Points each part is out of."""
        return [getattr(self.lists.judged.frame.policy.weights, part.weight) for part in PARTS]

    @property
    def _varying(self) -> Bools:
        """(parts,): which tell the considered places apart. Of most the listed ones show it already."""
        points, rows = self.lists.score.points, self.lists.considered_rows
        if not self.rows.size:
            return np.zeros(len(PARTS), np.bool_)
        varying: Bools = points.max(axis=1) > points.min(axis=1)
        alike = np.flatnonzero(~varying)
        sure = np.array([self.lists.judged.shares[at].sure[self.lists.i].take(rows) for at in alike.tolist()])
        sure = sure.reshape(alike.size, rows.size)
        least, most = round_tenth(np.array(self._weights)[alike] * np.array([sure.min(axis=1), sure.max(axis=1)]))
        varying[alike] = most > least
        return varying

    @property
    def _weighty(self) -> Bools:
        """(parts,): which are a worry where they are known and weak."""
        loud = np.array([part.slug not in QUIET_WHEN_WEAK for part in PARTS])
        return loud & (np.array(self._weights) >= WEIGHTY_POINTS)


def _strengths(strong: list[ScorePart], adjustments: tuple[Adjustment, ...]) -> tuple[str, ...]:
    """Slugs of what speaks most for the place among those considered, strongest first."""
    found = [(-one.points, one.slug) for one in strong]
    found += [(-one.points, one.slug) for one in adjustments if one.points > 0]
    return tuple([slug for _, slug in sorted(found)])


T = TypeVar("T")
Told = tuple[float, float, bool, str]
"""Points, what they could still add, whether everything is known, and why."""


def _shared(rows: list[Told], because: list[str], make: Callable[[Told], T]) -> list[T]:
    """What is made of each row; where most are told the same as another, each is made once, and they share it."""
    if rows and rows.count(rows[0]) == len(rows):
        return [make(rows[0])] * len(rows)
    if 2 * len(set(because)) > len(rows):
        return [make(row) for row in rows]
    made = {row: make(row) for row in set(rows)}
    return [made[row] for row in rows]


def _part(slug: str, weight: float, row: Told) -> ScorePart:
    points, could_add, known, because = row
    return ScorePart(slug=slug, points=points, out_of=weight, known=known, could_add=could_add, because=because)


def _adjustment(slug: str, row: Told) -> Adjustment | None:
    points, could_add, known, because = row
    if not because:
        return None
    return Adjustment(slug=slug, points=points, known=known, could_add=could_add, because=because)


def _held_by(total: float) -> tuple[Adjustment, ...]:
    """What holding the total to 0-100 changed."""
    if held(total) == total:
        return ()
    change = round(held(total) - total, 1)
    return (
        Adjustment(slug="held", points=change, known=True, could_add=0.0, because="The score is held to 0 to 100."),
    )
