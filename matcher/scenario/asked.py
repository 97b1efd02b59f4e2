"""What is asked of a what-if: the changes, the nights to compare, and whether everybody who waits is planned anew."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from matcher.cohort.asked import AssignmentAsked
from matcher.domain.adapters import built_once
from matcher.domain.values import Day, Identifier, value
from matcher.scenario.changes import Change

USUAL_NIGHTS, MOST_NIGHTS, MOST_CHANGES = 28, 182, 200


@value
class ScenarioAsked:
    """What would be different if these changes were made, one after the other."""

    changes: Annotated[tuple[Change, ...], Field(max_length=MOST_CHANGES)]
    first_night: Day | None = None
    """The first night compared; null = tonight."""
    nights: Annotated[int, Field(ge=1, le=MOST_NIGHTS)] = USUAL_NIGHTS
    setting_ids: tuple[Identifier, ...] = ()
    """Settings shown whether or not anything differs there; the others are shown where something does."""
    cohort: AssignmentAsked | None = None
    """A plan for everyone who waits, before and after; null = none. That is slow work."""


@built_once
def scenario_adapter() -> TypeAdapter[ScenarioAsked]:
    """Reads what is asked, as JSON."""
    return TypeAdapter(ScenarioAsked)
