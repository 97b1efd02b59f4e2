"""Who is waiting for a place, and what has been shown for them so far."""

import zlib
from dataclasses import dataclass
from datetime import date, datetime, time

from pydantic_core import from_json
from sqlalchemy import Connection, func, select

from api.permissions import Caller
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.schema import table
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON, london_day
from matcher.options.result import Counts

BEGINNING = 4096
"""Bytes of an answer in which its counts stand, long before its places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The latest answer that somebody was shown."""

    as_of: datetime
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One open request, for whom, and the latest answer to it."""

    request: PlacementRequest
    person: YoungPerson
    shown: Shown | None


def waiting(service: Service, caller: Caller) -> tuple[Snapshot, list[Waiting]]:
    """Every open request by urgency, and what it was read from. Each young person is noted as listed."""
    snapshot = service.frames.frame(caller.authority).snapshot
    people = {one.id: one for one in snapshot.young_people}
    requests = sorted(
        (one for one in snapshot.placement_requests if one.is_open), key=lambda one: urgency(one, snapshot)
    )
    with service.store.writing() as connection:
        leave_entries(connection, caller, service.clock(), map(_entry, requests))
        shown = latest_shown(connection, caller.authority)
    found = [Waiting(request=one, person=people[one.young_person_id], shown=shown.get(one.id)) for one in requests]
    return snapshot, found


def urgency(request: PlacementRequest, snapshot: Snapshot) -> tuple[bool, datetime, datetime, str]:
    """Emergencies for tonight first, then whoever needs a bed soonest, then whoever has waited longest."""
    tonight = request.is_emergency and request.start_date <= snapshot.today
    needed = request.needed_at or datetime.combine(request.start_date, time.max, LONDON)
    since = request.received_at or snapshot.as_of
    return not tonight, needed, since, request.id


def days_waiting(request: PlacementRequest, today: date) -> int | None:
    """Since the request came; None where nobody has recorded when."""
    return None if request.received_at is None else max((today - london_day(request.received_at)).days, 0)


def latest_shown(connection: Connection, authority: str, request_id: str | None = None) -> dict[str, Shown]:
    """The latest answer shown to each request, or to this one."""
    shown = table("shown_result").c
    here = [shown.authority == authority, *([] if request_id is None else [shown.request_id == request_id])]
    latest = select(func.max(shown.number)).where(*here).group_by(shown.request_id)
    rows = connection.execute(select(shown.request_id, shown.as_of, shown.body).where(*here, shown.number.in_(latest)))
    return {row.request_id: _shown(row.as_of, row.body) for row in rows}


def _shown(as_of: datetime, body: bytes) -> Shown:
    beginning = zlib.decompressobj().decompress(body, BEGINNING)
    counts = from_json(beginning, allow_partial=True)["counts"]
    return Shown(as_of=as_of, counts=Counts(**counts))


def _entry(request: PlacementRequest) -> Entry:
    return Entry(
        deed=Deed.LIST,
        collection="placement_requests",
        record_id=request.id,
        young_person_id=request.young_person_id,
    )
