"""The hub manager's pages: every hub and home tonight, today at one of them, and its beds by night for four weeks."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.actions.capacity import capacity_shown, homes_tonight
from api.actions.nights_asked import FARTHEST_DAYS, USUAL_NIGHTS
from api.auth import Serving
from api.pages.bed_grid import bed_grids, nights_of, states_of
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.hub_day import day_shown, named
from api.pages.hub_list import hub_list
from api.pages.render import page
from api.permissions import Permission
from matcher.domain.values import Day, Identifier

router = APIRouter(route_class=PageRoute, include_in_schema=False, prefix="/hubs")
OfProvision = Annotated[Visit, page_may(Permission.READ_PROVISION)]
OfPeople = Annotated[Visit, page_may(Permission.READ_PEOPLE)]
FourWeeks = timedelta(days=USUAL_NIGHTS)


@router.get("")
def hubs_and_homes(request: Request, service: Serving, visit: OfProvision) -> Response:
    """Every hub and home with its beds tonight; one's own first, then hubs."""
    found = homes_tonight(service, visit.caller)
    return page(
        request,
        visit,
        "hubs.html",
        as_of=found.as_of,
        today=found.today,
        groups=hub_list(found.homes, visit.person.setting_id),
        may_read_people=visit.may(Permission.READ_PEOPLE),
    )


@router.get("/{id}/today")
def today_at_a_hub(request: Request, service: Serving, visit: OfPeople, id: Identifier) -> Response:  # noqa: A002 - its name in the address
    """Who is here, who is due in and out, the staff on shift, and what needs doing."""
    shown = capacity_shown(service, visit.caller, id)
    return page(request, visit, "hub_today.html", shown=shown, day=day_shown(shown), today=shown.capacity.day.today)


@router.get("/{id}/occupancy")
def occupancy_of_a_hub(
    request: Request,
    service: Serving,
    visit: OfProvision,
    id: Identifier,  # noqa: A002 - its name in the address
    first: Annotated[Day | None, Query(alias="from")] = None,
) -> Response:
    """Each bed on each of 28 nights."""
    shown = capacity_shown(service, visit.caller, id, first)
    capacity, today = shown.capacity, shown.capacity.day.today
    grids = bed_grids(capacity)
    return page(
        request,
        visit,
        "hub_occupancy.html",
        shown=shown,
        today=today,
        nights=nights_of(capacity),
        grids=grids,
        states=states_of(grids),
        people=named(shown),
        earlier=_earlier(capacity.first_night, today),
        later=capacity.leaving if capacity.leaving <= today + timedelta(days=FARTHEST_DAYS) else None,
        may_read_people=visit.may(Permission.READ_PEOPLE),
        may_ask_what_if=visit.may(Permission.ASK_WHAT_IF),
    )


def _earlier(first: date, today: date) -> date | None:
    """Where the four weeks before begin; None where these begin today."""
    return max(first - FourWeeks, today) if first > today else None


@router.get("/{id}/ahead")
def ahead_at_a_hub(request: Request, service: Serving, visit: OfPeople, id: Identifier) -> Response:  # noqa: A002 - its name in the address
    """Four weeks ahead: staff against need by night, who comes and goes, birthdays, and what runs out."""
    shown = capacity_shown(service, visit.caller, id)
    today = shown.capacity.day.today
    return page(
        request, visit, "hub_ahead.html", shown=shown, ahead=shown.capacity.ahead, people=named(shown), today=today
    )
