"""What a bed is on one night, and the people who are at a setting or on their way in or out."""

from datetime import date, datetime
from enum import StrEnum

from matcher.domain.codes import AwayReason
from matcher.domain.values import shown


class BedState(StrEnum):
    """What a bed is on one night; exactly one of these."""

    OCCUPIED = "occupied"
    OCCUPIED_BUT_AWAY = "occupied_but_away"
    """Somebody's bed, who is away for the night: never free."""
    PLANNED_IN = "planned_in"
    """Accepted or confirmed for somebody who has not moved in yet."""
    HELD = "held"
    """Kept for somebody until the hold ends."""
    OUT_OF_USE = "out_of_use"
    BLOCKED_BY_STAFFING = "blocked_by_staffing"
    """Empty, and the rota has too few staff for one more person; or closed for want of staff."""
    BLOCKED_BY_GROUP = "blocked_by_group"
    """Empty, and a manager has noted that nobody new comes for now, for the sake of those who live there."""
    FREE = "free"


@shown
class Sleeper:
    """Somebody who is at a setting, is due in or is due out."""

    young_person_id: str | None
    """Null where the reader may not know."""
    placement_id: str | None
    """Null for somebody who stays put with a foster family after 18."""
    place_id: str | None
    first_night: date | None
    """Null = not recorded."""
    leaving: date | None
    """Null = no planned end."""
    state: BedState
    held_until: datetime | None = None
    away: AwayReason | None = None
    """Why they are away tonight; null where they are not, or the reader may not know."""
