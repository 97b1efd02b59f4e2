"""What each option would mean for others who wait: for planning; no page where somebody decides shows it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request, Response

from api import wording as words
from api.actions.effects import effects_of
from api.auth import Serving
from api.pages import tell
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from matcher.domain.values import Identifier

router = APIRouter(prefix="/requests/{id}/effects", route_class=PageRoute, include_in_schema=False)
Planner = Annotated[Visit, page_may(Permission.RANK_OPTIONS)]


@router.get("")
def effects_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Planner,
) -> Response:
    """Every option in the order of its own list, as things stand now."""
    shown = effects_of(service, visit.caller, id)
    return page(
        request,
        visit,
        "effects.html",
        effects=shown.effects,
        called=tell.called(shown.places),
        as_of=words.moment(shown.effects.as_of, date.min),
    )
