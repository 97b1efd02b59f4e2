"""How sure the order is: other weights, what is not known yet, and the one question whose answer could change it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request, Response

from api import wording as words
from api.actions.sensitivity import sensitivity_of
from api.auth import Serving
from api.pages import tell
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from matcher.domain.values import Identifier

router = APIRouter(prefix="/requests/{id}/sensitivity", route_class=PageRoute, include_in_schema=False)
Ranker = Annotated[Visit, page_may(Permission.RANK_OPTIONS)]


@router.get("")
def sensitivity_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Ranker,
) -> Response:
    """Of the first three places, as things stand now."""
    found = sensitivity_of(service, visit.caller, id)
    return page(
        request,
        visit,
        "sensitivity.html",
        found=found,
        called=tell.called(found.first),
        turning=[one for one in found.weights if not one.survives],
        as_of=words.moment(found.as_of, date.min),
    )
