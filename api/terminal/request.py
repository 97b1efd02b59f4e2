"""A placement request in five lines."""

from datetime import date

from rich.text import Text

from api import wording as words
from api.terminal.lines import fields
from matcher.domain.people import View, YoungPerson
from matcher.domain.person_codes import ViewAbout
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot


def request_lines(snapshot: Snapshot, request: PlacementRequest, most: int | None) -> list[Text]:
    """Who, by whom asked, which nights, where now and on what basis, and what they say; `most` lines each (None = all)."""
    people = {person.id: person for person in snapshot.young_people}
    person = people.get(request.young_person_id) or YoungPerson(id=request.young_person_id)
    today = snapshot.today
    facts = [
        ("for", _who(person, request, today)),
        ("asked by", _asked(request, today)),
        ("nights", _when(request, today)),
        ("now", _now(person, request, today)),
        ("they say", _said(snapshot, person)),
    ]
    return fields(facts, most=most)


def _who(person: YoungPerson, request: PlacementRequest, today: date) -> str:
    sex = "sex not recorded" if person.sex is None else person.sex.value
    door = "" if request.door is None else f"door: {words.code(request.door.value)}"
    return ", ".join(filter(None, (person.name_to_use or "name not recorded", words.age(person, today), sex, door)))


def _asked(request: PlacementRequest, today: date) -> str:
    who = request.asked_by
    by = "who asks is not recorded" if who is None else ", ".join(filter(None, (who.name, who.telephone)))
    at = "" if request.received_at is None else f"at {words.moment(request.received_at, today)}"
    declared = f"emergency declared by {request.emergency_declared_by}" if request.emergency_declared_by else ""
    return "; ".join(filter(None, (f"{by} {at}".rstrip(), declared)))


def _when(request: PlacementRequest, today: date) -> str:
    parts = [words.nights(request.start_date, request.end_date, today)]
    if request.first_night_latest is not None and request.first_night_latest > request.start_date:
        parts.append(f"may begin as late as {words.day(request.first_night_latest, today)}")
    if request.end_date is None and request.expected_nights is not None:
        parts.append(f"about {request.expected_nights} nights expected")
    if request.needed_at is not None:
        parts.append(f"needed by {words.moment(request.needed_at, today)}")
    if request.purpose is not None:
        parts.append(words.code(request.purpose.value))
    return "; ".join(parts)


def _now(person: YoungPerson, request: PlacementRequest, today: date) -> str:
    basis = person.legal_status
    if basis is None or basis.status is None:
        legal = "legal reason not recorded"
    else:
        until = "" if basis.ends_at is None else f" until {words.moment(basis.ends_at, today)}"
        legal = f"{words.legal(basis.status)}{until}"
    where = request.where_now_is or ("where they are now is not recorded" if request.where_now is None else "")
    return "; ".join(filter(None, (where, legal, request.cannot_wait and f"cannot wait: {request.cannot_wait}")))


def _said(snapshot: Snapshot, person: YoungPerson) -> str:
    names = _names(snapshot)
    said = [f"{words.code(view.view.value)}: {_about(view, names)}" for view in person.views or ()]
    nothing = "nobody has recorded what they want: ask" if person.views is None else "asked, and no wish recorded"
    known = [f"knows {names.get(link.person_id, 'somebody')}" for link in person.relationships or ()]
    return "; ".join((*(said or [nothing]), *known))


def _about(view: View, names: dict[str, str]) -> str:
    if view.about is ViewAbout.SETTING_KIND and view.setting_kind is not None:
        return view.setting_kind.label
    return names.get(
        (view.setting_id if view.about is ViewAbout.SETTING else view.person_id) or "", "somewhere not listed"
    )


def _names(snapshot: Snapshot) -> dict[str, str]:
    """Settings, carers and workers by id; never young people."""
    carers = {carer.id: carer.name for home in snapshot.settings for carer in home.carers or () if carer.name}
    workers = {worker.id: worker.name for worker in snapshot.workers or ()}
    return {home.id: home.name for home in snapshot.settings} | workers | carers
