"""Plans for everyone: those that were made, and a form that asks for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api import wording as words
from api.actions.assignments import ask_for_plan
from api.actions.plans_shown import listed_plans
from api.actions.slow_work import TooMuchWaiting
from api.actions.waiting import waiting
from api.auth import Serving
from api.pages import plan_words
from api.pages.door import Form, Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from api.service import Service
from matcher.cohort.asked import USUAL_WORK, AssignmentAsked

router = APIRouter(prefix="/plans", route_class=PageRoute, include_in_schema=False)
Reader = Annotated[Visit, page_may(Permission.READ_PLANS)]
Planner = Annotated[Visit, page_may(Permission.PLAN_EVERYONE)]

A_PAGE = 20
WORK = {"short": 10.0, "usual": USUAL_WORK, "long": 300.0}
MOST_OTHERS = 2
ALL, SOME = "all", "some"
AS_IT_OPENS = Form({"whom": [ALL], "approvals": ["no"], "look": ["usual"], "others": ["0"]})


@dataclass(frozen=True, slots=True)
class OnTheList:
    """Somebody who waits, as the form names them."""

    id: str
    says: str


@router.get("")
def plans_page(
    request: Request, service: Serving, visit: Reader, after: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """The newest first, twenty at a time; the form below them, for whoever may ask for one."""
    return _page(request, service, visit, AS_IT_OPENS, _open_requests(service, visit), {}, after=after)


@router.post("")
def make_plan(request: Request, service: Serving, visit: Planner) -> Response:
    """Ask for a plan, and go where it can be followed."""
    form, who = visit.form, _open_requests(service, visit)
    wrong = _wrong(form, {one.id for one in who})
    if not wrong:
        try:
            made = ask_for_plan(service, visit.caller, _asked(form))
        except TooMuchWaiting:
            text = "As many plans are being made as may be at once. Wait until one has ended, or stop one"
            return _page(request, service, visit, form, who, {"plans": text}, status=429)
        return RedirectResponse(f"/plans/{made.id}", 303)
    return _page(request, service, visit, form, who, wrong, status=422)


def _open_requests(service: Service, visit: Visit) -> list[OnTheList]:
    """Those who wait, the most urgent first; each is noted as listed. Whoever may not plan needs none of them."""
    if not (visit.may(Permission.PLAN_EVERYONE) and visit.may(Permission.READ_PEOPLE)):
        return []
    snapshot, found = waiting(service, visit.caller)
    return [
        OnTheList(
            one.request.id,
            f"{one.person.name_to_use or 'Name not known'}, request {one.request.id}, from "
            f"{words.day(one.request.start_date, snapshot.today)}{' (emergency)' if one.request.is_emergency else ''}",
        )
        for one in found
    ]


def _wrong(form: Form, still_open: set[str]) -> dict[str, str]:
    """What has to be put right, by the field's id, from the top of the form to its end."""
    found = {"whom": _wrong_whom(form, still_open)}
    if form.one("approvals") not in {"no", "yes"}:
        found["approvals"] = "Choose whether places that need an approval may be used"
    if form.one("look") not in WORK:
        found["look"] = "Choose how long to look"
    if form.one("others") not in map(str, range(MOST_OTHERS + 1)):
        found["others"] = "Choose how many other plans to show"
    return {name: says for name, says in found.items() if says}


def _wrong_whom(form: Form, still_open: set[str]) -> str:
    whom, chosen = form.one("whom"), form.all("request")
    if not still_open:
        return "Nobody is waiting for a place, so there is nothing to plan"
    if whom not in {ALL, SOME}:
        return "Choose whom the plan is for"
    if whom == SOME and not chosen:
        return "Tick those whom the plan is for, or choose everybody"
    if whom == ALL and chosen:
        return "Choose “Only those ticked below”, or take the ticks off"
    if not still_open.issuperset(chosen):
        return "Somebody whom you ticked does not wait any more. Look at the ticks, then send the form again"
    return ""


def _asked(form: Form) -> AssignmentAsked:
    chosen = dict.fromkeys(form.all("request"))
    return AssignmentAsked(
        request_ids=tuple(chosen) if form.one("whom") == SOME else None,
        with_approvals=form.one("approvals") == "yes",
        alternatives=int(form.one("others")),
        work=WORK[form.one("look")],
    )


def _page(  # noqa: PLR0913 - what is shown
    request: Request,
    service: Service,
    visit: Visit,
    form: Form,
    who: list[OnTheList],
    wrong: Mapping[str, str],
    *,
    status: int = 200,
    after: str | None = None,
) -> Response:
    return page(
        request,
        visit,
        "plans.html",
        status=status,
        found=listed_plans(service, visit.caller, A_PAGE, after),
        older=after is not None,
        form=form,
        who=who,
        wrong=wrong,
        errors=[{"text": says, "href": f"#{name}"} for name, says in wrong.items()],
        may_plan=visit.may(Permission.PLAN_EVERYONE),
        plan_words=plan_words,
        no_day=date.min,
    )
