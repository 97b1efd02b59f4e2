"""How sure the order of a request's options is."""

from typing import Annotated

from fastapi import APIRouter

from api.actions.sensitivity import sensitivity_of
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput, NoSuchRequest
from matcher.domain.values import Identifier
from matcher.options.sensitivity import Sensitivity

router = APIRouter(prefix="/v1/placement-requests/{id}/sensitivity", tags=["matching"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)


@router.get("", responses=problems(*ALWAYS, NoSuchRequest), summary="How sure the order of the options is")
def order_sensitivity(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.RANK_OPTIONS)],
) -> Sensitivity:
    """As of now, for the first three places of the one list (`options` and `needs_approval` by `overall_rank`).

    Whether their order survives each weight, alone, 20 percent smaller and larger; each one's score at its worst and at its
    best; and the one question whose answer could change the first place. Nothing is kept, and nothing is decided.
    """
    return sensitivity_of(service, caller, id)
