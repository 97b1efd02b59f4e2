"""One call says that a place is free."""

from typing import Annotated

from fastapi import APIRouter, Response

from api import described_records as described
from api.actions.vacancies import say_vacant
from api.auth import Serving, may
from api.etags import etag
from api.permissions import Caller, Permission
from api.records.collections import COLLECTIONS
from matcher.domain.values import Identifier

router = APIRouter(prefix="/v1/places/{id}/vacancy-confirmation", tags=["provision"])


@router.post("", name="say_vacant", summary="Confirm a vacancy", **described.reading(COLLECTIONS["places"]))
def place_is_vacant(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.CONFIRM_VACANCY)],
) -> Response:
    """The beds of this place are free as recorded: confirmed now, by the caller. The place comes back."""
    kept = say_vacant(service, caller, id)
    return Response(kept.json, headers={"etag": etag(kept)}, media_type="application/json")
