"""How good the forecasts were that were served."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.actions.forecast_accuracy import forecast_accuracy
from api.actions.records import NoSuchRecord
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.capacity.forecast import ForecastAccuracy
from matcher.domain.errors import InvalidInput
from matcher.domain.values import Day, Identifier

router = APIRouter(prefix="/v1/forecasts/accuracy", tags=["provision"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault, NoSuchRecord)


class ForecastsAsked(BaseModel):
    """Which forecasts."""

    model_config = ConfigDict(extra="forbid")

    first: Annotated[Day | None, Field(alias="from")] = None
    """The first day on which they were served; the first of which any is kept where it is left out."""
    to: Day | None = None
    """The last day, which is included; today where it is left out."""
    setting: Identifier | None = None
    """Only of this setting's beds, by its id."""


@router.get("", responses=problems(*ALWAYS), summary="How good the forecasts were that were served")
def accuracy_of_forecasts(
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_PROVISION)],
    asked: Annotated[ForecastsAsked, Query()],
) -> ForecastAccuracy:
    """Every forecast is kept when it is served, the last of a day, and judged 7, 28 and 84 days on by who slept there.

    Beside it: as many people as on the day itself, and as often as in the year before. Under 20 forecasts are too few to
    say, and marked so. Nobody is named.
    """
    return forecast_accuracy(service, caller, asked.first, asked.to, asked.setting)
