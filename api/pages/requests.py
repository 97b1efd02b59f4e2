"""One request: what is recorded, step by step, and how many places still fit."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import wording
from api.actions import records
from api.actions.fitting import Fitting, fitting
from api.actions.records import NoSuchRecord
from api.actions.waiting import latest_shown
from api.auth import Serving
from api.pages.asking import PEOPLE, REQUESTS, Ask, Json, Reading
from api.pages.asking_law import capital
from api.pages.clocks import clock
from api.pages.door import Visit, page_may
from api.pages.errors import NoSuchPage, PageRoute
from api.pages.questions_people import RELATIONSHIPS
from api.pages.questions_request import BAND, DECLARED_BY, REASON
from api.pages.reading_forms import fact_of, reading_of
from api.pages.render import page
from api.pages.steps import BY_SLUG, STEPS, Step, after
from api.permissions import Permission
from api.records.collections import COLLECTIONS
from api.service import Service
from api.store.rows import KeptRecord, record_of
from matcher.domain.people import YoungPerson
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Identifier

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Reader = Annotated[Visit, page_may(Permission.READ_PEOPLE)]
NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A request and its young person as they are kept, and what every page about them says."""

    id: str
    request: KeptRecord
    person: KeptRecord
    reading: Reading
    name: str
    age: str
    is_emergency: bool
    is_open: bool
    clock: str
    as_of: str
    fitting: Fitting | None
    also_known: list[dict[str, Json]]
    """Carers and workers whom the young person knows by records of their own."""
    other_requests: tuple[str, ...]
    """Open requests for the same young person."""

    @property
    def who(self) -> str:
        """What the young person is called in sentences."""
        return self.name or "the young person"

    @property
    def kept(self) -> dict[str, dict[str, Json]]:
        """What both records say, by their collections."""
        return {PEOPLE: self.person.fields, REQUESTS: self.request.fields}


@dataclass(frozen=True, slots=True)
class Section:
    """What is recorded in one step. A fact without words is not known."""

    step: Step
    facts: list[tuple[Ask, str | None]]

    @property
    def nothing(self) -> bool:
        """Whether nobody has recorded any of it."""
        return all(told is None for _, told in self.facts)


@router.get("/requests/{id}")
def one_request(
    request: Request,
    service: Serving,
    visit: Reader,
    id: Identifier,  # noqa: A002 - its name in the address
    saved: Annotated[str, Query(max_length=40)] = "",
    were: Annotated[int | None, Query(ge=0, le=100_000)] = None,
) -> Response:
    """Everything recorded. `saved`: the step just saved; `were`: how many places fitted before it."""
    record = recorded(service, visit, id)
    with service.store.reading() as connection:
        shown = latest_shown(connection, visit.caller.authority, id).get(id)
    return page(
        request,
        visit,
        "request.html",
        record=record,
        sections=[_section(step, record) for step in STEPS],
        shown=shown,
        shown_at="" if shown is None else wording.moment(shown.as_of, record.reading.today),
        saved=_saved(saved),
        were=were,
        next_step=after(BY_SLUG[saved]) if saved in BY_SLUG else STEPS[1],
        may_rank=visit.may(Permission.RANK_OPTIONS),
        may_write=visit.may(Permission.WRITE_PEOPLE),
        may_read_options=visit.may(Permission.READ_OPTIONS),
    )


def recorded(service: Service, visit: Visit, request_id: str) -> Recorded:
    """The request and its young person, noted as read. Raises NoSuchPage."""
    try:
        kept = records.read(service, visit.caller, COLLECTIONS[REQUESTS], request_id)
    except NoSuchRecord:
        raise NoSuchPage("there is no request with this number") from None
    request = record_of(COLLECTIONS[REQUESTS], kept)
    person = records.read(service, visit.caller, COLLECTIONS[PEOPLE], request.young_person_id)
    whom = record_of(COLLECTIONS[PEOPLE], person)
    snapshot = service.frames.frame(visit.caller.authority).snapshot
    return Recorded(
        id=request_id,
        request=kept,
        person=person,
        reading=reading_of(snapshot),
        name=whom.name_to_use or "",
        age=wording.age(whom, snapshot.today),
        is_emergency=request.is_emergency,
        is_open=request.is_open,
        clock=clock(request, snapshot.as_of, service.policy.bank_holidays),
        as_of=as_of(snapshot),
        fitting=fitting(service, visit.caller, request_id),
        also_known=_also_known(snapshot, whom),
        other_requests=tuple(
            one.id
            for one in snapshot.placement_requests
            if one.is_open and one.young_person_id == whom.id and one.id != request_id
        ),
    )


def _also_known(snapshot: Snapshot, whom: YoungPerson) -> list[dict[str, Json]]:
    own = {one.person_id for one in whom.relationships or ()}
    all_known = next((one.relationships or () for one in snapshot.young_people if one.id == whom.id), ())
    return [{"person_id": one.person_id, "depth": one.depth.value} for one in all_known if one.person_id not in own]


def as_of(snapshot: Snapshot) -> str:
    """The moment that a page tells of, with its year."""
    return wording.moment(snapshot.as_of, snapshot.as_of.date().min)


def _section(step: Step, record: Recorded) -> Section:
    facts = [(ask, told(ask, record)) for ask in step.asks]
    return Section(step, [(ask, said) for ask, said in facts if said is not None or _is_asked(ask, record)])


def _is_asked(ask: Ask, record: Recorded) -> bool:
    """Whether the question makes sense with what is recorded: who declared an emergency only where it is one."""
    request, person = record.kept[REQUESTS], record.kept[PEOPLE]
    if ask in {DECLARED_BY, REASON}:
        return bool(request.get("is_emergency"))
    return ask is not BAND or "date_of_birth" not in person


def told(ask: Ask, record: Recorded) -> str | None:
    """The fact in words; None where nobody has recorded it."""
    value = fact_of(record.kept[ask.whose], ask)
    if ask is RELATIONSHIPS:
        value = [*record.also_known, *value] if value else record.also_known or value
    if value in (None, ""):
        return None
    return capital(ask.told(value, record.reading).replace("{name}", record.who))


def _saved(step: str) -> str:
    if step == NEW:
        return "The request is saved. You can find options now, or record more first."
    return f"{BY_SLUG[step].title}: saved." if step in BY_SLUG else ""
