"""What-ifs: answered at once, or asked for, followed, read and cancelled."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.actions import scenarios
from api.actions.scenario_runs import ScenarioRun, scenario_run_adapter
from api.actions.scenarios import NoSuchScenario
from api.actions.slow_work import AlreadyEnded, TooMuchWaiting
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.body import asked_body
from api.errors import NotSentAsJson, OurFault
from api.exchange.plain import NotJson
from api.exchange.scenarios import read_scenario
from api.exchange.snapshots import BodyTooLarge
from api.openapi import problems, ref
from api.permissions import Caller, Permission
from api.routes.assignments import LOOK_AGAIN, SECONDS, WHERE
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput
from matcher.domain.values import Identifier
from matcher.scenario import before_after_adapter

router = APIRouter(prefix="/v1/scenarios", tags=["plans"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)
WITH_BODY = (NotJson, BodyTooLarge, NotSentAsJson)
JSON = "application/json"
EXAMPLE = {"changes": [{"change": "close_setting", "setting_id": "HUB-E", "reason": "repair"}], "nights": 28}
BODY = {
    "requestBody": {
        "required": True,
        "description": (
            "Changes, made one after the other, and the nights to compare. With `cohort` (`{}` asks for every open "
            "request) a plan for everyone is made before and after: that is slow work."
        ),
        "content": {JSON: {"schema": ref("ScenarioAsked"), "example": EXAMPLE}},
    }
}


@router.post(
    "",
    summary="What would be different",
    response_description="Before and after",
    openapi_extra=BODY,
    response_class=Response,
    responses={
        200: {"content": {JSON: {"schema": ref("BeforeAfter")}}},
        202: {
            "description": "With a plan for everyone: it waits for somebody to begin it",
            "content": {JSON: {"schema": ref("ScenarioRun")}},
            "headers": {"Location": WHERE, "Retry-After": SECONDS},
        },
        **problems(*ALWAYS, *WITH_BODY, TooMuchWaiting),
    },
)
def create_scenario(
    service: Serving,
    caller: Annotated[Caller, may(Permission.ASK_WHAT_IF)],
    body: Annotated[bytes, Depends(asked_body)],
) -> Response:
    """Work out some changes beside the record, which stays as it is: a bed closed, a carer added, a stay extended.

    Without `cohort` the answer is there at once (200). With it two plans are made: look at the address in `Location`
    until `state` is done, failed or cancelled (202). Closing a bed says how many would have to move, and never who.
    """
    asked = read_scenario(body)
    if asked.cohort is None:
        found = scenarios.what_if(service, caller, asked)
        return Response(before_after_adapter().dump_json(found), media_type=JSON)
    run = scenarios.ask_what_if(service, caller, asked)
    where = {"location": f"/v1/scenarios/{run.id}", **LOOK_AGAIN}
    return Response(scenario_run_adapter().dump_json(run), 202, where, media_type=JSON)


@router.get(
    "/{id}",
    summary="Follow or read a what-if with a plan for everyone",
    responses={200: {"headers": {"Retry-After": SECONDS}}, **problems(*ALWAYS, NoSuchScenario)},
)
def read_scenario_run(
    id: Identifier,  # noqa: A002 - its name in the address
    response: Response,
    service: Serving,
    caller: Annotated[Caller, may(Permission.ASK_WHAT_IF)],
) -> ScenarioRun:
    """Which of the two plans is being made, and how far it has come. Once done, before and after."""
    run = scenarios.scenario(service, caller, id)
    response.headers.update(LOOK_AGAIN if run.stopping or not run.state.is_over else {})
    return run


@router.delete(
    "/{id}",
    summary="Cancel a what-if with a plan for everyone",
    response_description="Cancelled",
    responses={200: {"headers": {"Retry-After": SECONDS}}, **problems(*ALWAYS, NoSuchScenario, AlreadyEnded)},
)
def cancel_scenario(
    id: Identifier,  # noqa: A002 - its name in the address
    response: Response,
    service: Serving,
    caller: Annotated[Caller, may(Permission.ASK_WHAT_IF)],
) -> ScenarioRun:
    """It is cancelled now, and stays to be read. One that is done or has failed stays as it is, and says so (409)."""
    run = scenarios.cancel_scenario(service, caller, id)
    response.headers.update(LOOK_AGAIN if run.stopping else {})
    return run
