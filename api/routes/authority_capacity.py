"""The beds of the whole authority by night: as JSON, as a list, and as FHIR."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.actions.authority_capacity import (
    NOBODY,
    CapacityAsked,
    authority_capacity_csv,
    authority_capacity_fhir,
    authority_capacity_json,
)
from api.actions.nights_asked import WhomAsked
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.routes.capacity import NightsAsked
from api.store.engine import DatabaseUnavailable
from matcher.capacity import AuthorityCapacity
from matcher.domain.codes import SettingKind
from matcher.domain.errors import InvalidInput, NoSuchRequest
from matcher.domain.person_codes import Sex
from matcher.domain.values import Age, Identifier

router = APIRouter(prefix="/v1", tags=["provision"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)
FHIR = "application/fhir+json"
CSV = {"text/csv": {"schema": {"type": "string", "description": "The first row names the columns."}}}
Reader = Annotated[Caller, may(Permission.READ_PROVISION)]


class KindsAsked(NightsAsked):
    """Which nights, and which settings."""

    kind: Annotated[list[SettingKind], Field(max_length=len(SettingKind), default_factory=list)]
    """Only settings of this kind; may be given several times."""

    def asked(self, whom: WhomAsked = NOBODY) -> CapacityAsked:
        """What is asked of the action."""
        return CapacityAsked(first=self.first_night, leaving=self.to, kinds=tuple(self.kind), whom=whom)


class BedsAsked(KindsAsked):
    """And for whom: an open request, or a profile."""

    usable_by: Identifier | None = None
    """Count the vacancies that this open request's young person could use, coming that night for as long as asked."""
    age: Age | None = None
    """Or that somebody of this age could use; whole years, on every night."""
    sex: Sex | None = None
    """And of this sex."""
    need: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=20)] = None
    """With this assessed need, `category` or `category:level`; may be given several times. `none` alone: assessed, and none."""
    emergency: bool = False
    """Coming in an emergency."""

    def whole(self) -> CapacityAsked:
        """What is asked of the action."""
        return self.asked(
            WhomAsked(usable_by=self.usable_by, age=self.age, sex=self.sex, need=self.need, emergency=self.emergency)
        )


@router.get(
    "/capacity",
    response_model=AuthorityCapacity,
    responses=problems(*ALWAYS, NoSuchRequest),
    summary="Every setting's beds by night",
)
def authority_beds(service: Serving, caller: Reader, asked: Annotated[BedsAsked, Query()]) -> Response:
    """Usable vacancies of every setting on each night, by kind and one by one, with every bed state and the three capacities.

    `usable_by` counts the vacancies that one young person could use who came on that night, judged by the rule book: for an
    open request (which takes the right to look for options, and is noted) or for a profile. Nobody in a bed is named; who is
    away counts as `occupied` for those who may not read people.
    """
    return Response(authority_capacity_json(service, caller, asked.whole()), media_type="application/json")


@router.get(
    "/exports/capacity.csv",
    response_class=Response,
    responses={200: {"content": CSV}, **problems(*ALWAYS, NoSuchRequest)},
    summary="Every setting's beds by night, as a list",
)
def authority_beds_as_a_list(service: Serving, caller: Reader, asked: Annotated[BedsAsked, Query()]) -> Response:
    """The same as CSV: one line for each setting, night and pool. What is of the whole setting stands on its first line."""
    return Response(authority_capacity_csv(service, caller, asked.whole()), media_type="text/csv")


@router.get(
    "/exports/capacity.fhir",
    response_class=Response,
    responses={200: {"content": {FHIR: {"schema": {"type": "object"}}}}, **problems(*ALWAYS)},
    summary="Places and bed counts, as FHIR R4",
)
def authority_beds_as_fhir(service: Serving, caller: Reader, asked: Annotated[KindsAsked, Query()]) -> Response:
    """A `collection` Bundle to be read: each setting and place row as a `Location`, and bed counts as `MeasureReport`s.

    A place row's operational status is as of tonight; a report counts one setting's beds in every state on one night: tonight
    where no nights are asked for. Nobody in a bed is in it, nor who is away.
    """
    return Response(authority_capacity_fhir(service, caller, asked.asked()), media_type=FHIR)
