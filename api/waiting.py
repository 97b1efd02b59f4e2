"""The open placement requests, as `nwd requests` lists them."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import Door, PlacementPurpose
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """Who is waiting, since when, and for which nights. `leaving` null = no planned end."""

    id: str
    young_person_id: str
    is_emergency: bool
    first_night: date
    first_night_latest: date | None
    leaving: date | None
    expected_nights: int | None
    door: Door | None
    purpose: PlacementPurpose | None
    received_at: datetime | None


@built_once
def open_requests_adapter() -> TypeAdapter[tuple[OpenRequest, ...]]:
    """Writes the list as JSON."""
    return TypeAdapter(tuple[OpenRequest, ...])


def open_requests(snapshot: Snapshot) -> tuple[OpenRequest, ...]:
    """Every open request, emergencies first, then the soonest."""
    still_open = (request for request in snapshot.placement_requests if request.is_open)
    ordered = sorted(still_open, key=lambda request: (not request.is_emergency, request.start_date, request.id))
    return tuple(map(_shown, ordered))


def _shown(request: PlacementRequest) -> OpenRequest:
    return OpenRequest(
        id=request.id,
        young_person_id=request.young_person_id,
        is_emergency=request.is_emergency,
        first_night=request.start_date,
        first_night_latest=request.first_night_latest,
        leaving=request.end_date,
        expected_nights=request.expected_nights,
        door=request.door,
        purpose=request.purpose,
        received_at=request.received_at,
    )
