"""A place made round one young person: to read, to print, and to carry out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Request, Response

from api import wording as words
from api.actions.brief import brief_of
from api.auth import Serving
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from matcher.domain.values import Identifier, london_day
from matcher.options.bespoke.result import BespokeBrief, CoverShift, WouldHaveToExist

router = APIRouter(prefix="/requests/{id}/brief", route_class=PageRoute, include_in_schema=False)
Asker = Annotated[Visit, page_may(Permission.RANK_OPTIONS)]


@dataclass(frozen=True, slots=True)
class DayOfCover:
    """One line of the table: a day, and its shifts by name; a shift that needs nobody is not among them."""

    on: date
    shifts: dict[str, CoverShift]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Premises that are not lawful yet, with what each lacks; `called` None = any premises."""

    called: str | None
    each: tuple[WouldHaveToExist, ...]


@router.get("")
def brief_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Asker,
) -> Response:
    """As things stand now: nothing is kept, and nobody has been asked."""
    brief = brief_of(service, visit.caller, id)
    return page(
        request,
        visit,
        "brief.html",
        brief=brief,
        days=days_of(brief.cover),
        lacking=lacking_of(brief),
        today=london_day(brief.as_of),
        as_of=words.moment(brief.as_of, date.min),
    )


def days_of(cover: Sequence[CoverShift]) -> tuple[DayOfCover, ...]:
    """The cover, a day a line."""
    by_day = groupby(cover, key=lambda one: one.on)
    return tuple(DayOfCover(on, {one.shift.value: one for one in shifts}) for on, shifts in by_day)


def lacking_of(brief: BespokeBrief) -> tuple[Lacking, ...]:
    """What would have to exist, premises by premises."""
    by_premises = groupby(brief.would_have_to_exist, key=lambda one: (one.setting_id, one.called))
    return tuple(Lacking(called, tuple(each)) for (_, called), each in by_premises)
