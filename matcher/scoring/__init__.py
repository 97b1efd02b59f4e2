"""The score: parts that sum to 100 and adjustments, each with its points and its reason."""

from matcher.scoring import adjustments, place_and_needs, relationships
from matcher.scoring.adjustments import AdjustmentPart
from matcher.scoring.model import Part, Score, Shares, score

__all__ = ["ADJUSTMENTS", "PARTS", "AdjustmentPart", "Part", "Score", "Shares", "score"]

PARTS: tuple[Part, ...] = (*relationships.PARTS, *place_and_needs.PARTS)
ADJUSTMENTS: tuple[AdjustmentPart, ...] = adjustments.ADJUSTMENTS
