"""The ranked options of a request of the record: asked for, kept as shown, and explained."""

from typing import Annotated

from fastapi import APIRouter, Response

from api.actions import options
from api.actions.options import NothingShown, PlaceInFull
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import MATCH_RESULT, problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput, NoSuchPlace, NoSuchRequest
from matcher.domain.values import Identifier

router = APIRouter(prefix="/v1/placement-requests/{id}/options", tags=["matching"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)


@router.post("", responses={200: MATCH_RESULT, **problems(*ALWAYS, NoSuchRequest)}, response_class=Response)
def rank_options(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.RANK_OPTIONS)],
) -> Response:
    """Rank every place for this open request, as of now. The answer is kept as it was shown; nothing is decided."""
    return Response(options.rank_options(service, caller, id), media_type="application/json")


@router.get("/{place_id}", responses=problems(*ALWAYS, NothingShown, NoSuchPlace))
def explain_option(
    id: Identifier,  # noqa: A002 - its name in the address
    place_id: Identifier,
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_OPTIONS)],
) -> PlaceInFull:
    """One place of the latest answer shown, in full: every limb's outcome with its source, and the ways out."""
    return options.explain_option(service, caller, id, place_id)
