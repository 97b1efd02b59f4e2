"""One place's score in words: parts, adjustments, strengths, and what is weak."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.options.found import Found
from matcher.options.judged import Judged
from matcher.options.result import Adjustment, ScorePart, Worry
from matcher.outcomes import Bools
from matcher.scoring import ADJUSTMENTS, PARTS
from matcher.scoring.model import Floats

STRONG, WEAK = 0.75, 0.25
WEIGHTY_POINTS = 6
MIX_WORRY = 6
QUIET_WHEN_WEAK = frozenset({"placement-hierarchy", "known-carer"})
"""Parts whose low score is plain from the list itself and no worry."""


def held(total: float) -> float:
    """A total held to 0-100."""
    return min(max(total, 0.0), 100.0)


@dataclass(frozen=True)
class Scores:
    """One request's scores, row by row."""

    judged: Judged
    i: int

    @cached_property
    def weights(self) -> list[float]:
        """Points each part is out of."""
        return [getattr(self.judged.frame.policy.weights, part.weight) for part in PARTS]

    @cached_property
    def varies(self) -> list[bool]:
        """For each part, whether it tells the considered places apart."""
        considered = self.judged.pairs.considered[self.i]
        return [
            bool(np.ptp(part.points[self.i, considered]) > 0) if considered.any() else False
            for part in self.judged.parts
        ]

    def row(self, row: int) -> list[tuple[float, float, bool, float]]:
        """Points, what it could add, whether known, and the share, of each part."""
        points, could, known, share = self._tables
        return list(
            zip(
                points[:, row].tolist(),
                could[:, row].tolist(),
                known[:, row].tolist(),
                share[:, row].tolist(),
                strict=True,
            )
        )

    @cached_property
    def _tables(self) -> tuple[Floats, Floats, Bools, Floats]:
        """(parts, m) each."""
        parts, shares = self.judged.parts, self.judged.shares
        return (
            np.stack([one.points[self.i] for one in parts]),
            np.stack([one.could_add[self.i] for one in parts]),
            np.stack([one.known[self.i] for one in parts]),
            np.stack([one.sure[self.i] for one in shares]),
        )

    def parts(self, row: int) -> tuple[ScorePart, ...]:
        """Every part with its points and its sentence."""
        return tuple(
            ScorePart(
                slug=part.slug,
                points=points,
                out_of=weight,
                known=known,
                could_add=could,
                because=part.because(self.judged.pairs, self.i, row, share),
            )
            for part, weight, (points, could, known, share) in zip(PARTS, self.weights, self.row(row), strict=True)
        )

    def adjustments(self, row: int) -> tuple[Adjustment, ...]:
        """Every adjustment; and what holding the total to 0-100 changed."""
        found = [
            Adjustment(
                slug=one.slug,
                points=points[self.i, row].item(),
                known=shares.known[self.i, row].item(),
                because=one.because(self.judged.pairs, self.i, row, shares.sure[self.i, row].item()),
            )
            for one, points, shares in zip(
                ADJUSTMENTS, self.judged.adjustments, self.judged.adjustment_shares, strict=True
            )
        ]
        total = self.judged.total[self.i, row].item()
        if held(total) != total:
            change = round(held(total) - total, 1)
            found.append(Adjustment(slug="held", points=change, known=True, because="The score is held to 0 to 100."))
        return tuple(found)

    def strengths(self, parts: tuple[ScorePart, ...], adjustments: tuple[Adjustment, ...]) -> tuple[str, ...]:
        """Slugs of what speaks most for the place among those considered, strongest first."""
        strong = [
            (-part.points, part.slug)
            for part, varies in zip(parts, self.varies, strict=True)
            if varies and part.known and part.points >= STRONG * part.out_of
        ]
        added = [(-one.points, one.slug) for one in adjustments if one.points > 0 and one.slug != "held"]
        return tuple(slug for _, slug in sorted(strong + added))

    def worries(self, found: Found, parts: tuple[ScorePart, ...]) -> list[Worry]:
        """Weighty parts that are known and weak; and living together where it needs a plan."""
        mix = found.pair.exposure.worst[self.i, found.row] >= MIX_WORRY
        return [
            Worry(rule=part.slug, says=part.because)
            for part in parts
            if (part.slug == "resident-mix-score" and mix)
            or (
                part.known
                and part.out_of >= WEIGHTY_POINTS
                and part.points <= WEAK * part.out_of
                and part.slug not in QUIET_WHEN_WEAK
            )
        ]
