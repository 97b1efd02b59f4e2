"""A setting's beds by night."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.actions.capacity import setting_capacity_json
from api.actions.records import NoSuchRecord
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.capacity import SettingCapacity
from matcher.domain.errors import InvalidInput
from matcher.domain.values import Day, Identifier

router = APIRouter(prefix="/v1/settings/{id}/capacity", tags=["provision"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault, NoSuchRecord)


class NightsAsked(BaseModel):
    """Which nights."""

    model_config = ConfigDict(extra="forbid")

    first_night: Annotated[Day | None, Field(alias="from")] = None
    """The first night; today where it is left out."""
    to: Day | None = None
    """The day after the last night: at most 182 nights, 28 where it is left out."""


@router.get("", response_model=SettingCapacity, responses=problems(*ALWAYS), summary="A setting's beds by night")
def setting_beds(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_PROVISION)],
    asked: Annotated[NightsAsked, Query()],
) -> Response:
    """Each bed's state on each night, usable vacancies, the three capacities, staff against need, and what is ahead.

    The eight states of a row add up to its beds on every night. `usable_vacancy` is the headline; whether it suits somebody
    is for their options, or `GET /v1/capacity?usable_by=`, to say. Ids of young people, who is away, who turns 18 and what
    runs out about one of them are told to those who may read people, and noted; to others they are null or left out, and
    somebody who is away counts as `occupied`.
    """
    body = setting_capacity_json(service, caller, id, asked.first_night, asked.to)
    return Response(body, media_type="application/json")
