"""The steps of a request: a short page of questions each, saved on its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.actions.records import Match, Patch, PreconditionFailed, patch_together
from api.auth import Serving
from api.pages.asking import PEOPLE, REQUESTS, Json
from api.pages.asking_lists import Rows
from api.pages.door import Form, Visit, page_may
from api.pages.errors import NoSuchPage, PageRoute
from api.pages.reading_forms import changes, fact_of, filled_with, summary, tell
from api.pages.render import page
from api.pages.requests import Recorded, recorded, told
from api.pages.steps import BY_SLUG, Step
from api.permissions import Permission
from api.records.collections import COLLECTIONS
from api.service import Service
from matcher.domain.errors import InvalidInput
from matcher.domain.values import Identifier

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Writer = Annotated[Visit, page_may(Permission.WRITE_PEOPLE)]
Patches = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it is shown, and the versions of the records that it was filled in from.

    now      where somebody else changed the record: what it says to the questions that differ
    """

    form: Form
    versions: Mapping[str, int]
    status: int = 200
    now: Mapping[str, str] | None = None


@router.get("/requests/{id}/steps/{step}")
def one_step(request: Request, service: Serving, visit: Writer, id: Identifier, step: Identifier) -> Response:  # noqa: A002 - its name in the address
    """The questions, filled in with what is recorded."""
    asked, record = _step(step), _record(service, visit, id)
    form = filled_with(asked.asks, record.kept, record.reading)
    return _page(request, visit, asked, record, Filled(form, _versions(record)))


@router.post("/requests/{id}/steps/{step}")
def save_step(request: Request, service: Serving, visit: Writer, id: Identifier, step: Identifier) -> Response:  # noqa: A002 - its name in the address
    """Save what changed, unless somebody else changed it first: then both are shown."""
    asked, record = _step(step), _record(service, visit, id)
    known = {whose: _version(visit.form, whose) for whose in (PEOPLE, REQUESTS)}
    patches = changes(asked.asks, record.kept, visit.form, record.reading)
    if not record.reading.wrong:
        try:
            patch_together(service, visit.caller, _patches(record, patches, known))
        except PreconditionFailed:
            return _conflict(request, visit, asked, _record(service, visit, id))
        except InvalidInput as error:
            tell(record.reading, asked.asks, error)
    if record.reading.wrong:
        return _page(request, visit, asked, record, Filled(visit.form, known, 422))
    before = record.fitting
    were = "" if before is None or before.referred else f"&were={before.fit}"
    return RedirectResponse(f"/requests/{id}?saved={asked.slug}{were}", 303)


def _step(slug: str) -> Step:
    """Raises NoSuchPage."""
    if slug not in BY_SLUG:
        raise NoSuchPage("there is no such step")
    return BY_SLUG[slug]


def _record(service: Service, visit: Visit, request_id: str) -> Recorded:
    """Who writes has to see what is there. Raises NotPermitted, NoSuchPage."""
    visit.caller.require(Permission.READ_PEOPLE)
    return recorded(service, visit, request_id)


def _patches(record: Recorded, patches: Patches, known: Mapping[str, int]) -> list[Patch]:
    """What changed, each with the version that the form was filled in from."""
    ids = {PEOPLE: record.person.id, REQUESTS: record.id}
    return [
        Patch(COLLECTIONS[whose], ids[whose], given, Match(frozenset({known[whose]})))
        for whose, given in patches.items()
        if given
    ]


def _versions(record: Recorded) -> dict[str, int]:
    return {PEOPLE: record.person.version, REQUESTS: record.request.version}


def _version(form: Form, whose: str) -> int:
    text = form.one(f"{whose}-version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1  # noqa: PLR2004 - a database's integer


def _conflict(request: Request, visit: Visit, step: Step, record: Recorded) -> Response:
    now = {
        ask.name: told(ask, record) or "not known"
        for ask in step.asks
        if ask.read(visit.form, ask.name, fact_of(record.kept[ask.whose], ask), record.reading)
        != fact_of(record.kept[ask.whose], ask)
    }
    record.reading.wrong.clear()
    first = next((ask for ask in step.asks if ask.name in now), step.asks[0])
    record.reading.refuse(first.name, "Somebody else changed this record. Check your answers against what it says now")
    return _page(request, visit, step, record, Filled(visit.form, _versions(record), 409, now))


def _page(request: Request, visit: Visit, step: Step, record: Recorded, filled: Filled) -> Response:
    rows = [ask for ask in step.asks if isinstance(ask, Rows)]
    return page(
        request,
        visit,
        "request_step.html",
        status=filled.status,
        step=step,
        record=record,
        form=filled.form,
        versions=filled.versions,
        wrong=record.reading.wrong,
        errors=summary(step.asks, record.reading, record.who),
        recorded={ask.name: ask.recorded(fact_of(record.kept[ask.whose], ask), record.reading) for ask in rows},
        now=filled.now or {},
        conflict=filled.now is not None,
    )
