"""Two or three places of one answer compared, as it is shown and sent."""

from datetime import datetime

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import SettingKind
from matcher.domain.values import shown
from matcher.options.result import Failed


@shown
class PointsHere:
    """What one place has in one part of the score, and why."""

    place_id: str
    points: float
    could_add: float
    """What it could still come to, once more is known."""
    because: str


@shown
class Difference:
    """One part of the score, or adjustment, in which the places differ."""

    slug: str
    apart: float
    """Points between the most and the least."""
    places: tuple[PointsHere, ...]
    """Most points first."""
    says: str


@shown
class Needed:
    """Something that one place would still need, and of whom."""

    kind: str
    """`approval`, `question` or `before_confirming`."""
    rule: str
    says: str
    who: tuple[str, ...]
    due: str
    """By when; empty where it is not said."""
    unverified: bool


@shown
class ComparedPlace:
    """One of the places compared. A ruled-out place has no rank and no score, and says why not."""

    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    list: str
    """Which of the answer's lists it is in."""
    overall_rank: int | None
    score: float | None
    score_range: tuple[float, float] | None
    needs: tuple[Needed, ...]
    """Approvals first, then questions, then what is done before anyone confirms."""
    why_not: tuple[Failed, ...]
    ways_out: tuple[str, ...]
    """What would make it possible, where that has been worked out."""


@shown
class Comparison:
    """Two or three places of one answer, in the order of the list. Nothing here decides anything."""

    result_id: str
    request_id: str
    as_of: datetime
    places: tuple[ComparedPlace, ...]
    says: tuple[str, ...]
    """How they stand to each other."""
    differences: tuple[Difference, ...]
    """Of those that have a score, biggest first; what is the same in all is left out."""


@built_once
def comparison_adapter() -> TypeAdapter[Comparison]:
    """Writes a Comparison as JSON, and reads it."""
    return TypeAdapter(Comparison)
