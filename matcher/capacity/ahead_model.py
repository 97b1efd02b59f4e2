"""What is ahead at a setting: who comes and goes, who turns 18, what runs out, and the beds kept for emergencies."""

from datetime import date
from enum import StrEnum

from matcher.capacity.bed_state import Sleeper
from matcher.domain.values import shown


class ExpiryKind(StrEnum):
    """What can run out."""

    REGISTRATION = "registration"
    CARER_STOPS = "carer_stops"
    CARER_REVIEW = "carer_review"
    TEMPORARY_APPROVAL = "temporary_approval"
    EXEMPTION = "exemption"
    AUTHORISATION = "authorisation"
    EMERGENCY_LIMIT = "emergency_limit"
    HOUSEHOLD_CHECK = "household_check"
    CORESIDENT_CHECK = "coresident_check"
    LOCATION_ASSESSMENT = "location_assessment"
    IMPACT_ASSESSMENT = "impact_assessment"
    LEGAL_REASON = "legal_reason"


@shown
class Expiry:
    """Something that runs out."""

    kind: ExpiryKind
    on: date
    """The last day it holds; of a limit on nights (`temporary_approval`, `emergency_limit`), the leaving day."""
    says: str
    is_past: bool = False
    """It ran out before today and has to be done again all the same; told from tonight on only."""
    record_id: str | None = None
    """Of the carer, the household member, the placement or the approval it is about; null = the setting itself."""
    young_person_id: str | None = None


@shown
class Birthday:
    """Somebody who lives there, or is to, turns 18."""

    on: date
    young_person_id: str
    placement_id: str
    rules: tuple[str, ...]
    """The rules that then change something, by slug."""
    says: tuple[str, ...]
    """What changes, in words."""


@shown
class ReserveNight:
    """The beds kept for emergencies on one night."""

    night: date
    beds: int
    free: int
    """Free, open and with staff: the setting's `emergency_vacancy`, added up."""
    chance: float | None
    """That at least one of them is still free that night, if emergencies come as often as in the last year, and each
    stays as long as the pool allows; from 0 to 1. Null = no emergency of the last year is on record."""


@shown
class Reserve:
    """Beds kept for emergencies against the emergencies of the past."""

    arrivals: int
    """People who came in an emergency, or into these beds, on the `over_days` days before today, as recorded."""
    over_days: int
    nights: tuple[ReserveNight, ...]


@shown
class Ahead:
    """What is ahead on the nights asked for. What is about one young person is told to those who may know who it is."""

    arriving: tuple[Sleeper, ...]
    """First night in these nights, held and planned."""
    leaving: tuple[Sleeper, ...]
    """Leaving day in these nights."""
    turning_18: tuple[Birthday, ...] | None
    """Null where the reader may not know who lives there."""
    ages_not_known: int | None
    """How many there have no certain date of birth: any of them may turn 18. Null as above."""
    expiries: tuple[Expiry, ...]
    """In order of their days. Those about a young person are left out where the reader may not know who lives there."""
    reserve: Reserve | None
    """Null where no bed is kept for emergencies."""
