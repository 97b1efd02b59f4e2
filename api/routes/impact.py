"""The draft of an impact risk assessment for one place of a request."""

from typing import Annotated

from fastapi import APIRouter

from api.actions.impact import impact_shown
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput, NoSuchPlace, NoSuchRequest
from matcher.domain.values import Identifier
from matcher.options.impact import ImpactDraft

router = APIRouter(prefix="/v1/placement-requests/{id}/options/{place_id}/impact-draft", tags=["matching"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)


@router.get("", responses=problems(*ALWAYS, NoSuchRequest, NoSuchPlace), summary="Draft an impact risk assessment")
def impact_draft(
    id: Identifier,  # noqa: A002 - its name in the address
    place_id: Identifier,
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_OPTIONS)],
) -> ImpactDraft:
    """What living together could mean, person by person and both ways, as of now: worries, strengths, what would help, questions.

    Every sentence names the facts it stands on; nothing is invented and nothing is decided. Those who may not read people see
    what is about the young person asking alone.
    """
    return impact_shown(service, caller, id, place_id)
