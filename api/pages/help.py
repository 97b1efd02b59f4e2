"""What everybody may read without signing in: help, and the accessibility statement."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Anybody = Annotated[Visit, page_may(None)]


@router.get("/help")
def help_page(request: Request, visit: Anybody) -> Response:
    """How to use the pages, and whom to ask."""
    return page(request, visit, "help.html")


@router.get("/accessibility")
def accessibility_statement(request: Request, visit: Anybody) -> Response:
    """What has been tested, how, and what has not."""
    return page(request, visit, "accessibility.html")
