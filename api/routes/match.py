"""The stateless answer: everything needed is in the request, and nothing of it is kept."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.auth import NotPermitted, NotSignedIn, may
from api.body import json_body
from api.errors import NotSentAsJson, OurFault
from api.exchange.plain import NotJson
from api.exchange.snapshots import BodyTooLarge, read_match_input
from api.openapi import MATCH_BODY, problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput, NoSuchRequest
from matcher.options.rank import rank
from matcher.options.result import MatchResult
from matcher.policy import load_policy

router = APIRouter(prefix="/v1", tags=["matching"])


REFUSALS = problems(
    NotJson,
    NotSignedIn,
    NotPermitted,
    NoSuchRequest,
    BodyTooLarge,
    NotSentAsJson,
    InvalidInput,
    DatabaseUnavailable,
    OurFault,
)


@router.post(
    "/match",
    openapi_extra=MATCH_BODY,
    responses=REFUSALS,
    response_description="Every place considered, in exactly one list, with all its reasons",
)
def match(_: Annotated[Caller, may(Permission.MATCH)], body: Annotated[bytes, Depends(json_body)]) -> MatchResult:
    """Rank every place for one placement request.

    The body holds a snapshot (the whole county, or the part of it that can matter) and the id of one request in it.
    Every place comes back in exactly one list with all its reasons. Nothing is stored, and nothing is decided.
    """
    given = read_match_input(body)
    return rank(given.snapshot, given.request_id, load_policy())
