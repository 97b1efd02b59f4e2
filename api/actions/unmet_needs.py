"""Unmet need: kept with an answer in which nothing fits, once a request and day; read and counted by managers."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.schema import table
from matcher.domain.adapters import built_once
from matcher.domain.codes import SettingKind
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.values import shown
from matcher.frame import Frame
from matcher.options.result import MatchResult
from matcher.options.unmet import ClosedDoor, UnmetNeed, discreet_need, unmet_adapter, unmet_need

USUAL_DAYS, MOST_DAYS = 28, 366


@shown
class Counted:
    """For how many needs a rule closed the door, and how many places it ruled out in them."""

    rule: str
    kind: SettingKind | None
    """Null = at every kind of setting together."""
    needs: int
    places: int


@shown
class UnmetNeeds:
    """The unmet needs of some days, the latest first, and what closed the doors, most needs first."""

    first_day: date
    last_day: date
    needs: tuple[UnmetNeed, ...]
    requests: int
    """How many requests: one that nothing fits for a week is seven needs, and one request."""
    by_rule: tuple[Counted, ...]
    by_rule_and_kind: tuple[Counted, ...]


@built_once
def unmet_needs_adapter() -> TypeAdapter[UnmetNeeds]:
    """Writes UnmetNeeds as JSON."""
    return TypeAdapter(UnmetNeeds)


def keep_unmet(connection: Connection, caller: Caller, frame: Frame, result: MatchResult) -> None:
    """Keep what nothing fitted, in place of what the same request had on the same day; nothing where something fits."""
    request = frame.request(result.request_id)
    person = frame.index.people[request.young_person_id]
    need = unmet_need(result, request, person, frame.snapshot.today, frame.policy.figures)
    if need is None:
        return
    rows = table("unmet_need")
    same = (rows.c.authority == caller.authority, rows.c.request_id == need.request_id, rows.c.day == need.day)
    connection.execute(delete(rows).where(*same))
    row = {
        "authority": caller.authority,
        "request_id": need.request_id,
        "day": need.day,
        "young_person_id": person.id,
        "age_band": need.age_band.value,
        "best_score": need.best_score,
        "snapshot_hash": need.snapshot_hash,
        "document": unmet_adapter().dump_json(need).decode(),
    }
    connection.execute(insert(rows), [row])


def unmet_needs(service: Service, caller: Caller, first: date | None = None, last: date | None = None) -> UnmetNeeds:
    """The unmet needs of these days, both included: the last 28 where nothing is said. Each is noted as listed.

    Raises InvalidInput.
    """
    first, last = _days(service.frames.frame(caller.authority).snapshot.today, first, last)
    rows = table("unmet_need").c
    query = select(rows.document, rows.young_person_id).where(
        rows.authority == caller.authority, rows.day >= first, rows.day <= last
    )
    with service.store.writing() as connection:
        kept = connection.execute(query.order_by(rows.day.desc(), rows.request_id)).all()
        needs = [unmet_adapter().validate_json(row.document) for row in kept]
        whose = {need.request_id: row.young_person_id for need, row in zip(needs, kept, strict=True)}
        leave_entries(connection, caller, service.clock(), [WHOLE, *(_entry(*each) for each in whose.items())])
    in_full = caller.may(Permission.READ_PROTECTIVE_REASONS)
    return counted(needs if in_full else [discreet_need(one) for one in needs], first, last)


WHOLE = Entry(deed=Deed.LIST, collection="unmet_needs", record_id="-")


def _days(today: date, first: date | None, last: date | None) -> tuple[date, date]:
    last = last or max(today, first or today)
    first = first or last - timedelta(days=USUAL_DAYS - 1)
    if last < first:
        mend = "Give the earlier day as from, and the later as to."
        raise InvalidInput("to is before from", (Problem("/to", "is before from", mend),))
    if (last - first).days >= MOST_DAYS:
        mend = f"Ask for {MOST_DAYS} days at most."
        raise InvalidInput("these are too many days", (Problem("/to", f"is more than {MOST_DAYS} days on", mend),))
    return first, last


def _entry(request_id: str, young_person_id: str) -> Entry:
    return Entry(
        deed=Deed.LIST,
        collection="placement_requests",
        record_id=request_id,
        young_person_id=young_person_id,
    )


def counted(needs: Iterable[UnmetNeed], first: date, last: date) -> UnmetNeeds:
    """The needs, and the doors that were closed, by rule and by rule and kind."""
    every = tuple(needs)
    return UnmetNeeds(
        first_day=first,
        last_day=last,
        needs=every,
        requests=len({one.request_id for one in every}),
        by_rule=_by(every, lambda door: (door.rule, None)),
        by_rule_and_kind=_by(every, lambda door: (door.rule, door.kind)),
    )


Key = tuple[str, SettingKind | None]


def _by(needs: Iterable[UnmetNeed], key: Callable[[ClosedDoor], Key]) -> tuple[Counted, ...]:
    places: dict[Key, int] = {}
    times: dict[Key, int] = {}
    for need in needs:
        for door in need.closed_doors:
            places[key(door)] = places.get(key(door), 0) + door.places
        for each in {key(door) for door in need.closed_doors}:
            times[each] = times.get(each, 0) + 1
    order = sorted(times, key=lambda each: (-times[each], -places[each], each[0], each[1] or ""))
    return tuple(
        Counted(rule=rule, kind=kind, needs=times[rule, kind], places=places[rule, kind]) for rule, kind in order
    )
