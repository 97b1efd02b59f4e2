"""One plan for everyone: followed while it is made, stopped, and read with its proof."""

from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import wording as words
from api.actions.assignments import NoSuchAssignment, cancel_plan
from api.actions.plans_shown import ShownPlan, shown_plan
from api.actions.slow_work import AlreadyEnded
from api.auth import Serving
from api.pages import plan_words, tell
from api.pages.door import Visit
from api.pages.errors import NoSuchPage, PageRoute
from api.pages.plans import Planner, Reader
from api.pages.render import page
from api.permissions import Permission
from matcher.domain.values import Identifier

router = APIRouter(prefix="/plans/{id}", route_class=PageRoute, include_in_schema=False)
NO_PLAN = "there is no plan with this number"


@router.get("")
def plan_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Reader,
    late: bool = False,  # noqa: FBT001, FBT002 - in the address
) -> Response:
    """As it stands. `late`: somebody wanted to stop it when it had ended already."""
    try:
        shown = shown_plan(service, visit.caller, id)
    except NoSuchAssignment:
        raise NoSuchPage(NO_PLAN) from None
    return _page(request, visit, shown, late=late)


@router.post("/stop")
def stop_plan(id: Identifier, service: Serving, visit: Planner) -> Response:  # noqa: A002 - its name in the address
    """It stops within a second, and keeps the best plan until then."""
    try:
        cancel_plan(service, visit.caller, id)
    except NoSuchAssignment:
        raise NoSuchPage(NO_PLAN) from None
    except AlreadyEnded:
        return RedirectResponse(f"/plans/{id}?late=true", 303)
    return RedirectResponse(f"/plans/{id}", 303)


def _page(request: Request, visit: Visit, shown: ShownPlan, *, late: bool) -> Response:
    run = shown.run
    return page(
        request,
        visit,
        "plan.html",
        shown=shown,
        run=run,
        made=run.assignment,
        called=tell.called(shown.places),
        as_of=words.moment(run.as_of, date.min),
        on=shown.run.as_of.date(),
        late=late and run.state.is_over,
        may_plan=visit.may(Permission.PLAN_EVERYONE),
        plan_words=plan_words,
    )
