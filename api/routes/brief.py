"""What could be built around one young person, where nothing fits well or somebody asks."""

from typing import Annotated

from fastapi import APIRouter

from api.actions.brief import brief_of
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput, NoSuchRequest
from matcher.domain.values import Identifier
from matcher.options.bespoke.result import BespokeBrief

router = APIRouter(prefix="/v1/placement-requests/{id}/brief", tags=["matching"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)


@router.get("", responses=problems(*ALWAYS, NoSuchRequest), summary="A place made round one young person")
def bespoke_brief(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.RANK_OPTIONS)],
) -> BespokeBrief:
    """Premises that are lawful for them, named people for every shift, nights, cost, and who does each next thing.

    Put together from the record as it stands, judged by the rule book like any place, noted, and kept nowhere. Nobody has
    been asked and nothing is booked. Where no premises are lawful, it says what would have to exist and whom to ask.
    """
    return brief_of(service, caller, id)
