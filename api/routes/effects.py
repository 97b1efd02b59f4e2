"""What each option of a request would mean for the other open requests."""

from typing import Annotated

from fastapi import APIRouter

from api.actions.effects import effects_of
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.cohort.effects_result import Effects
from matcher.domain.errors import InvalidInput, NoSuchRequest
from matcher.domain.values import Identifier

router = APIRouter(prefix="/v1/placement-requests/{id}/effects", tags=["matching"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)


@router.get("", responses=problems(*ALWAYS, NoSuchRequest), summary="What each option would mean for the others")
def option_effects(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.RANK_OPTIONS)],
) -> Effects:
    """A planning view, as of now: what the other open requests could still reach together, were each option taken.

    Exact for free beds and fit, and only for those. The options stand in the order of their own list: no effect is ever part
    of a score. Who else would move is told to those who may read people, and noted.
    """
    return effects_of(service, caller, id).effects
