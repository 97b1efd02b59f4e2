"""The draft of an impact risk assessment, to read, to print and to fill in by hand. Nothing is decided here."""

from datetime import date

from fastapi import APIRouter, Request, Response

from api import wording as words
from api.actions.impact import impact_shown
from api.auth import Serving
from api.pages.errors import PageRoute
from api.pages.options import Reader
from api.pages.render import page
from matcher.domain.values import Identifier

router = APIRouter(prefix="/requests/{id}/options/{place_id}/impact", route_class=PageRoute, include_in_schema=False)


@router.get("")
def impact_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    place_id: Identifier,
    service: Serving,
    visit: Reader,
) -> Response:
    """As things stand now, as far as this reader may see."""
    draft = impact_shown(service, visit.caller, id, place_id)
    return page(
        request,
        visit,
        "impact.html",
        draft=draft,
        as_of=words.moment(draft.as_of, date.min),
    )
