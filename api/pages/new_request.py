"""A new request: what is needed to look for a place, on one short page. Both records are kept, or neither."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.actions import records
from api.actions.records import NoSuchRecord, PreconditionFailed, RecordExists, Seen
from api.auth import Serving
from api.pages import questions_people as people
from api.pages import questions_request as ask
from api.pages.asking import PEOPLE, REQUESTS, Ask, Json, Reading
from api.pages.door import Form, Visit, page_may
from api.pages.errors import PageRoute
from api.pages.ids import new_id
from api.pages.questions_home import RISKS
from api.pages.reading_forms import changes, fact_of, reading_of, summary, tell
from api.pages.render import page
from api.pages.requests import NEW
from api.permissions import Permission
from api.records.collections import AN_ID, COLLECTIONS
from api.records.kinds import PlacementRequestRecord
from api.service import Service
from api.store.rows import KeptRecord
from matcher.domain.errors import InvalidInput
from matcher.domain.snapshot import Snapshot

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Writer = Annotated[Visit, page_may(Permission.WRITE_PEOPLE)]

CASE_NUMBER = "case_number"
REQUEST_ID, PERSON_ID = "new_request_id", "new_person_id"
WHO = "the young person"

KEEP_AWAY = tuple(one for one in RISKS if one.fact in {"exclusions", "risk_people"})
PARTS: tuple[tuple[str, tuple[Ask, ...]], ...] = (
    ("What is asked for", (ask.IS_EMERGENCY, ask.DECLARED_BY, ask.REASON, ask.FIRST_NIGHT, ask.NEEDED_AT)),
    ("The young person", (ask.NAME, ask.BORN, ask.BAND, ask.WHERE_NOW)),
    ("Who asks and who agreed", (ask.ASKED_BY, ask.RING_BACK, ask.AGREED_BY, ask.AGREED_AT)),
    (
        "If you know it now",
        (
            ask.SEX,
            ask.LEGAL,
            *KEEP_AWAY,
            ask.CANNOT_WAIT,
            people.SIBLINGS,
            people.WISHES_SAID,
            people.RELATIONSHIPS,
            ask.DOOR,
            ask.PURPOSE,
        ),
    ),
)
"""The twelve questions of the emergency core, and what a request cannot be kept without."""
ASKS = tuple(one for _, part in PARTS for one in part)
NEEDED: Mapping[Ask, str] = {
    ask.FIRST_NIGHT: "Enter the first night",
    ask.NAME: "Enter what the young person is called",
    ask.WHERE_NOW: "Enter where the young person is now",
    ask.ASKED_BY: "Enter who is asking",
    ask.RING_BACK: "Enter a number to ring back",
    ask.AGREED_BY: "Enter the manager who agreed",
    ask.AGREED_AT: "Enter when the manager agreed",
}
"""Without an answer nobody can look for a place."""
NEEDED_IN_AN_EMERGENCY: Mapping[Ask, str] = {
    ask.DECLARED_BY: "Enter the manager who declared the emergency",
    ask.REASON: "Enter why it cannot wait",
}


@router.get("/requests/new")
def empty_form(request: Request, visit: Writer) -> Response:
    """Nothing is chosen beforehand."""
    fresh = Form({REQUEST_ID: [new_id()], PERSON_ID: [new_id()]})
    return _page(request, visit, fresh, {})


@router.post("/requests/new")
def make_request(request: Request, service: Serving, visit: Writer) -> Response:
    """Keep the young person and the request together, then say how many places fit."""
    visit.caller.require(Permission.READ_PEOPLE)
    form, snapshot = visit.form, service.frames.frame(visit.caller.authority).snapshot
    reading = reading_of(snapshot)
    person = _known(service, visit, reading)
    known = {} if person is None else person.fields
    given = _given(form, known, reading)
    request_id = _own_id(form, REQUEST_ID)
    if not reading.wrong:
        try:
            record = _record(snapshot, request_id, _whose(form, known), given)
            records.create(
                service, visit.caller, COLLECTIONS[REQUESTS], record, Seen(None if person is None else person.version)
            )
        except RecordExists:
            return RedirectResponse(f"/requests/{request_id}", 303)  # the same form, sent again
        except PreconditionFailed:
            reading.refuse(CASE_NUMBER, "Somebody changed this young person's record just now. Check, then save again")
        except InvalidInput as error:
            tell(reading, ASKS, _outside(error))
    if reading.wrong:
        return _page(request, visit, form, reading.wrong, summary(ASKS, reading, WHO))
    return RedirectResponse(f"/requests/{request_id}?saved={NEW}", 303)


def _known(service: Service, visit: Visit, reading: Reading) -> KeptRecord | None:
    """The record of the young person with this number, where there is one; noted as read."""
    number = visit.form.one(CASE_NUMBER)
    if number and AN_ID.fullmatch(number) is None:
        reading.refuse(CASE_NUMBER, "Use only letters, figures, dots and hyphens, such as 10442")
        return None
    try:
        return records.read(service, visit.caller, COLLECTIONS[PEOPLE], number) if number else None
    except NoSuchRecord:
        return None


def _given(form: Form, known: Mapping[str, Json], reading: Reading) -> dict[str, dict[str, Json]]:
    """What was typed, by record; whatever is missing, or says otherwise than the record, is refused."""
    given = changes(ASKS, {PEOPLE: known, REQUESTS: {}}, form, reading)
    for one in ASKS:
        _require_same(one, known, given[PEOPLE], reading)
    for one, says in _needed(given):
        kept = known if one.whose == PEOPLE else {}
        if fact_of(given[one.whose], one) is None and fact_of(kept, one) is None:
            reading.refuse(one.name, says)
    aged = any(fact_of(kept, one) is not None for kept in (known, given[PEOPLE]) for one in (ask.BORN, ask.BAND))
    if not aged and not known.get("possible_ages"):
        reading.refuse(ask.BORN.name, "Enter the date of birth, or choose about how old below it")
    _in_order(reading)
    return given


def _needed(given: Mapping[str, Mapping[str, Json]]) -> Iterable[tuple[Ask, str]]:
    if "is_emergency" not in given[REQUESTS]:
        yield ask.IS_EMERGENCY, "Choose whether it is an emergency or a planned move"
    yield from NEEDED.items()
    if given[REQUESTS].get("is_emergency"):
        yield from NEEDED_IN_AN_EMERGENCY.items()


def _require_same(one: Ask, known: Mapping[str, Json], given: dict[str, Json], reading: Reading) -> None:
    """What the record says already is not written over from here: lists grow, everything else has to agree."""
    before, after = fact_of(known, one), fact_of(given, one)
    if one.whose != PEOPLE or before is None or one.path[0] not in given:
        return
    if after is None:
        del given[one.path[0]]  # left empty: the record keeps what it has
    elif not (isinstance(before, list) and isinstance(after, list) and after[: len(before)] == before):
        said = one.told(before, reading)
        reading.refuse(
            one.name, f"The record says something else already: {said}. Leave this empty, and change it afterwards"
        )


def _in_order(reading: Reading) -> None:
    """From the top of the page to its end."""
    order = {one.name: n for n, one in enumerate(ASKS)}
    found = dict(
        sorted(reading.wrong.items(), key=lambda item: order.get(item[0].split("-")[0], _near(item[0], order)))
    )
    reading.wrong.clear()
    reading.wrong.update(found)


def _near(id_: str, order: Mapping[str, int]) -> int:
    return next((n for name, n in order.items() if id_.startswith(name)), -1)


def _whose(form: Form, known: Mapping[str, Json]) -> str:
    """The number in the case system, of somebody known or new; else an id that says nothing."""
    return str(known.get("id") or form.one(CASE_NUMBER) or _own_id(form, PERSON_ID))


def _own_id(form: Form, name: str) -> str:
    """The id made with the form: sent twice, it makes one request."""
    given = form.one(name)
    return given if AN_ID.fullmatch(given) else new_id()


def _record(
    snapshot: Snapshot, request_id: str, person_id: str, given: Mapping[str, Mapping[str, Json]]
) -> PlacementRequestRecord:
    """The request with its young person inside it: both are kept, or neither. Raises InvalidInput."""
    whole = {
        **_without_nulls(given[REQUESTS]),
        "id": request_id,
        "young_person_id": person_id,
        "received_at": snapshot.as_of.isoformat(),
        "young_person": {"id": person_id, **_without_nulls(given[PEOPLE])},
    }
    record: PlacementRequestRecord = records.parse(COLLECTIONS[REQUESTS], whole)
    return record


def _without_nulls(given: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in given.items() if value is not None}


def _outside(error: InvalidInput) -> InvalidInput:
    """The refusal with pointers as within each record: the person's stand inside the request's."""
    inside = "/young_person/"
    problems = tuple(
        replace(one, pointer="/" + one.pointer.removeprefix(inside)) if one.pointer.startswith(inside) else one
        for one in error.problems
    )
    return InvalidInput(str(error), problems)


def _page(
    request: Request,
    visit: Visit,
    form: Form,
    wrong: Mapping[str, str],
    errors: list[dict[str, str]] | None = None,
) -> Response:
    extra = [{"text": wrong[CASE_NUMBER], "href": f"#{CASE_NUMBER}"}] if CASE_NUMBER in wrong else []
    return page(
        request,
        visit,
        "request_new.html",
        status=422 if wrong else 200,
        parts=PARTS,
        form=form,
        wrong=wrong,
        errors=extra + [one for one in errors or [] if one["href"] != f"#{CASE_NUMBER}"],
        ids=(REQUEST_ID, PERSON_ID),
        who=WHO,
    )
