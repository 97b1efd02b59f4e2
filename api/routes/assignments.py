"""Plans for everyone: asked for, followed, read, cancelled."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.actions import assignments, pages
from api.actions.assignment_runs import AssignmentInFull, AssignmentRun
from api.actions.assignments import NoSuchAssignment
from api.actions.slow_work import AlreadyEnded, TooMuchWaiting
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.body import asked_body
from api.errors import NotSentAsJson, OurFault
from api.exchange.asked import read_asked
from api.exchange.plain import NotJson
from api.exchange.snapshots import BodyTooLarge
from api.openapi import problems, ref
from api.permissions import Caller, Permission
from api.queries import link_to_next
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput
from matcher.domain.values import Identifier

router = APIRouter(prefix="/v1/assignments", tags=["plans"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)
WITH_BODY = (NotJson, BodyTooLarge, NotSentAsJson)
LOOK_AGAIN = {"retry-after": "1"}
SECONDS = {"description": "When to look again, in seconds.", "schema": {"type": "string"}}
WHERE = {"description": "Where to look.", "schema": {"type": "string"}}
LINK = {"description": "The next page; not there on the last.", "schema": {"type": "string"}}
BODY = {
    "requestBody": {
        "required": True,
        "description": "`{}` asks for every open request, with places that need nobody's approval, and nothing settled before.",
        "content": {"application/json": {"schema": ref("AssignmentAsked"), "example": {}}},
    }
}


class AssignmentsAsked(BaseModel):
    """How many at once, and from where on."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=pages.MOST)] = pages.USUAL
    cursor: Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_-]+$")] | None = None


@router.post(
    "",
    status_code=202,
    summary="Ask for a plan for everyone",
    response_description="It waits for somebody to begin it",
    openapi_extra=BODY,
    responses={
        202: {"headers": {"Location": WHERE, "Retry-After": SECONDS}},
        **problems(*ALWAYS, *WITH_BODY, TooMuchWaiting),
    },
)
def create_assignment(
    response: Response,
    service: Serving,
    caller: Annotated[Caller, may(Permission.PLAN_EVERYONE)],
    body: Annotated[bytes, Depends(asked_body)],
) -> AssignmentInFull:
    """Place everybody who waits at once, as well as can be proved, from the record as it is now.

    It takes seconds or minutes: look at the address in `Location` until `state` is done, failed or cancelled. The plan
    decides nothing: each placement is for a named person to decide.
    """
    found = assignments.ask_for_plan(service, caller, read_asked(body))
    response.headers.update({"location": f"/v1/assignments/{found.id}", **LOOK_AGAIN})
    return found


@router.get(
    "",
    summary="List plans for everyone",
    responses={200: {"headers": {"Link": LINK}}, **problems(*ALWAYS)},
)
def list_assignments(
    request: Request,
    response: Response,
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_PLANS)],
    asked: Annotated[AssignmentsAsked, Query()],
) -> tuple[AssignmentRun, ...]:
    """The newest first, without the plans themselves; the `Link` header says where the next page is."""
    found = assignments.plans(service, caller, asked.limit, asked.cursor)
    response.headers.update(link_to_next(request, asked.limit, found.next_cursor))
    return found.runs


@router.get(
    "/{id}",
    summary="Follow or read a plan for everyone",
    responses={200: {"headers": {"Retry-After": SECONDS}}, **problems(*ALWAYS, NoSuchAssignment)},
)
def read_assignment(
    id: Identifier,  # noqa: A002 - its name in the address
    response: Response,
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_PLANS)],
) -> AssignmentInFull:
    """How far it has come: the value reached, the best that could still be, and the gap. Once done, the plan with its proof."""
    found = assignments.plan(service, caller, id)
    response.headers.update(LOOK_AGAIN if found.stopping or not found.state.is_over else {})
    return found


@router.delete(
    "/{id}",
    summary="Cancel a plan for everyone",
    response_description="Cancelled",
    responses={200: {"headers": {"Retry-After": SECONDS}}, **problems(*ALWAYS, NoSuchAssignment, AlreadyEnded)},
)
def cancel_assignment(
    id: Identifier,  # noqa: A002 - its name in the address
    response: Response,
    service: Serving,
    caller: Annotated[Caller, may(Permission.PLAN_EVERYONE)],
) -> AssignmentInFull:
    """It is cancelled now, and stays to be read. While it is `stopping`, the best plan until then may follow.

    One that is done or has failed stays as it is, and says so (409).
    """
    found = assignments.cancel_plan(service, caller, id)
    response.headers.update(LOOK_AGAIN if found.stopping else {})
    return found
