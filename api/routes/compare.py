"""Two or three places of a request compared in words."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from api.actions.compare import compare_shown
from api.actions.options import NothingShown
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput, NoSuchPlace, NoSuchRequest
from matcher.domain.values import Identifier
from matcher.options.compare_result import Comparison

router = APIRouter(prefix="/v1/placement-requests/{id}/compare", tags=["matching"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)


@router.get(
    "", responses=problems(*ALWAYS, NothingShown, NoSuchRequest, NoSuchPlace), summary="Compare two or three places"
)
def compare_options(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_OPTIONS)],
    place: Annotated[list[Identifier], Query(description="The id of a place, two or three times.")],
) -> Comparison:
    """Places of any list of the latest answer shown: where they differ, biggest first, and what each would need.

    A place that was ruled out has no score; it says why not.
    """
    try:
        return compare_shown(service, caller, id, place)
    except InvalidInput as error:
        at_fault = tuple(replace(one, pointer=f"/query{one.pointer}") for one in error.problems)
        raise InvalidInput(str(error), at_fault) from None
