"""A setting's beds in the coming weeks."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from api.actions.forecast import NotForecast, setting_forecast
from api.actions.records import NoSuchRecord
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.capacity.forecast import HomeForecast
from matcher.domain.errors import InvalidInput
from matcher.domain.values import Identifier

router = APIRouter(prefix="/v1/settings/{id}/forecast", tags=["provision"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault, NoSuchRecord, NotForecast)


class DaysAsked(BaseModel):
    """How far ahead."""

    model_config = ConfigDict(extra="forbid")

    days: int | None = None
    """Nights, tonight included: 1 to 182, 84 where it is left out."""


@router.get("", responses=problems(*ALWAYS), summary="A setting's beds in the coming weeks")
def forecast_of_beds(
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_PROVISION)],
    asked: Annotated[DaysAsked, Query()],
) -> HomeForecast:
    """The chance of every number of people on each night: with the real beds, and if there were a bed for everybody.

    Exact for demand; the real beds are simulated, the same way for the same record. `basis` says on how many stays it stands.
    No forecast is ever part of a score. Person by person it is told to those who may read people, and noted.
    """
    return setting_forecast(service, caller, id, asked.days)
