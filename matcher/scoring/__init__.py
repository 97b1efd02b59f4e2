"""The score: parts that sum to 100 and adjustments, each with its points and its reason."""

from matcher.scoring import adjustments, around, journeys, place_offers, relationships, voice, who_has_time
from matcher.scoring.adjustments import AdjustmentPart
from matcher.scoring.model import Part, Score, Shares, score

__all__ = ["ADJUSTMENTS", "PARTS", "AdjustmentPart", "Part", "Score", "Shares", "score"]

PARTS: tuple[Part, ...] = (
    *relationships.PARTS,
    journeys.SCHOOL,
    place_offers.SKILLS,
    journeys.FAMILY,
    place_offers.CULTURE,
    place_offers.HIERARCHY,
    journeys.HOME,
    journeys.FRIENDS,
    place_offers.MOVES,
)
ADJUSTMENTS: tuple[AdjustmentPart, ...] = (
    *adjustments.ADJUSTMENTS,
    *voice.ADJUSTMENTS,
    *around.ADJUSTMENTS,
    *who_has_time.ADJUSTMENTS,
)
