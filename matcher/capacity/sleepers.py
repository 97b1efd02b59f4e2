"""The person behind a claim on a bed."""

from datetime import date, datetime
from typing import NamedTuple

from matcher.capacity.lines import Claim
from matcher.domain.codes import PlacementState


class Person(NamedTuple):
    """Who it is, and until when."""

    young_person_id: str
    placement_id: str | None
    first_night: date | None
    leaving: date | None
    held_until: datetime | None


def person_of(claim: Claim) -> Person:
    """Whoever is placed; or who stays put after 18, of whom no nights are recorded."""
    if claim.stay is None:
        return Person(claim.id, None, None, None, None)
    placement = claim.stay.placement
    until = placement.expires_at if placement.state is PlacementState.HELD else None
    return Person(placement.young_person_id, placement.id, placement.first_night, placement.leaving, until)
