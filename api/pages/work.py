"""My work: who is waiting for a place, the most urgent first."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, Response

from api import wording
from api.actions.waiting import Shown, Waiting, days_waiting, waiting
from api.auth import Serving
from api.pages.clocks import clock, is_late
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.pages.requests import as_of
from api.permissions import Permission
from api.service import Service
from matcher.domain.snapshot import Snapshot

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Reader = Annotated[Visit, page_may(Permission.READ_PEOPLE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One request as it is listed. Empty text or None: nobody has recorded it."""

    id: str
    name: str
    age: str
    is_emergency: bool
    is_late: bool
    door: str
    first_night: str
    clock: str
    waiting_days: int | None
    where: str
    who_asked: str
    shown: Shown | None
    shown_at: str


@router.get("/work")
def work(request: Request, service: Serving, visit: Reader) -> Response:
    """Every open request, by urgency, with its clock and the next thing to do."""
    snapshot, found = waiting(service, visit.caller)
    rows = [row(service, snapshot, one) for one in found]
    return page(
        request,
        visit,
        "work.html",
        rows=rows,
        as_of=as_of(snapshot),
        may_rank=visit.may(Permission.RANK_OPTIONS),
        may_plan=visit.may(Permission.PLAN_EVERYONE),
        may_write=visit.may(Permission.WRITE_PEOPLE),
        may_read_options=visit.may(Permission.READ_OPTIONS),
    )


def row(service: Service, snapshot: Snapshot, one: Waiting) -> Row:
    """One line of the list."""
    request, person, today = one.request, one.person, snapshot.today
    who = request.asked_by
    return Row(
        id=request.id,
        name=person.name_to_use or "",
        age=wording.age(person, today),
        is_emergency=request.is_emergency,
        is_late=is_late(request, snapshot.as_of),
        door="" if request.door is None else wording.code(request.door.value),
        first_night=wording.day(request.start_date, today),
        clock=clock(request, snapshot.as_of, service.policy.bank_holidays),
        waiting_days=days_waiting(request, today),
        where=request.where_now_is or "",
        who_asked="" if who is None else ", ".join(filter(None, (who.name, who.telephone))),
        shown=one.shown,
        shown_at="" if one.shown is None else wording.moment(one.shown.as_of, today),
    )
