"""For managers: the requests that nothing fitted, and which rules closed the door how often."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.actions.unmet_needs import unmet_needs
from api.auth import Serving
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from matcher.domain.values import Day

router = APIRouter(prefix="/unmet-needs", route_class=PageRoute, include_in_schema=False)
Manager = Annotated[Visit, page_may(Permission.READ_UNMET_NEEDS)]


@router.get("")
def unmet_needs_page(
    request: Request,
    service: Serving,
    visit: Manager,
    first: Annotated[Day | None, Query(alias="from")] = None,
    to: Annotated[Day | None, Query()] = None,
) -> Response:
    """The last 28 days, or the days asked for."""
    found = unmet_needs(service, visit.caller, first, to)
    return page(request, visit, "unmet_needs.html", found=found, today=found.last_day)
