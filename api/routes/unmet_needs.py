"""Requests that nothing fitted, and which rules closed the door."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.actions.unmet_needs import UnmetNeeds, unmet_needs
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput
from matcher.domain.values import Day

router = APIRouter(prefix="/v1/unmet-needs", tags=["matching"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)


class DaysAsked(BaseModel):
    """Which days."""

    model_config = ConfigDict(extra="forbid")

    first: Annotated[Day | None, Field(alias="from")] = None
    """The first day; the 28 days up to the last where it is left out."""
    to: Day | None = None
    """The last day, which is included; today where it is left out."""


@router.get("", responses=problems(*ALWAYS), summary="Requests that nothing fitted")
def list_unmet_needs(
    service: Serving,
    caller: Annotated[Caller, may(Permission.READ_UNMET_NEEDS)],
    asked: Annotated[DaysAsked, Query()],
) -> UnmetNeeds:
    """Each kept when its options were ranked, once a request and day: the need in codes, which rules ruled places out.

    Counted by rule, and by rule and kind of setting, over at most 366 days. No names; the requests are noted as listed.
    """
    return unmet_needs(service, caller, asked.first, asked.to)
