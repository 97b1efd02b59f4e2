"""The options of a request: found, listed as they were shown, and each place in full."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.actions.options import NothingShown, rank_options
from api.actions.sensitivity import how_sure
from api.actions.shown import ShownOptions, shown_options, shown_place
from api.auth import Serving
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from matcher.domain.values import Identifier

router = APIRouter(prefix="/requests/{id}/options", route_class=PageRoute, include_in_schema=False)
Ranker = Annotated[Visit, page_may(Permission.RANK_OPTIONS)]
Reader = Annotated[Visit, page_may(Permission.READ_OPTIONS)]


@router.post("")
def find_options(id: Identifier, service: Serving, visit: Ranker) -> Response:  # noqa: A002 - its name in the address
    """Look at every place as of now; the answer is kept as it will be shown."""
    rank_options(service, visit.caller, id)
    return RedirectResponse(f"/requests/{id}/options", 303)


@router.get("")
def options_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Reader,
) -> Response:
    """The latest answer shown."""
    try:
        shown = shown_options(service, visit.caller, id)
    except NothingShown:
        return nothing_shown(request, visit, id)
    sure = how_sure(service, visit.caller, shown) if visit.may(Permission.RANK_OPTIONS) else ()
    return list_page(request, visit, shown, sure=sure)


@router.get("/{place_id}")
def place_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    place_id: Identifier,
    service: Serving,
    visit: Reader,
) -> Response:
    """One place of it in full, listed or ruled out."""
    try:
        shown, full = shown_place(service, visit.caller, id, place_id)
    except NothingShown:
        return nothing_shown(request, visit, id)
    template = "ruled_out.html" if full.list == "excluded" else "option.html"
    return page(request, visit, template, shown=shown, full=full, place=full.place, **rights(visit))


def nothing_shown(request: Request, visit: Visit, request_id: str) -> Response:
    """Nobody has looked for places yet: how to, or whom to ask."""
    return page(request, visit, "no_options_yet.html", id=request_id, may_rank=visit.may(Permission.RANK_OPTIONS))


def list_page(
    request: Request,
    visit: Visit,
    shown: ShownOptions,
    *,
    chosen: Sequence[str] = (),
    wrong: str = "",
    sure: Sequence[str] = (),
) -> Response:
    """The list; `wrong`: what is the matter with the places chosen for comparing; `sure`: how sure its order is."""
    errors = [{"text": wrong, "href": "#compare"}] if wrong else []
    return page(
        request,
        visit,
        "options.html",
        status=422 if wrong else 200,
        shown=shown,
        chosen=chosen,
        errors=errors,
        sure=sure,
        **rights(visit),
    )


def rights(visit: Visit) -> dict[str, bool]:
    """What this reader may go on to."""
    return {
        "may_rank": visit.may(Permission.RANK_OPTIONS),
        "may_refer": visit.may(Permission.READ_PEOPLE),
    }
