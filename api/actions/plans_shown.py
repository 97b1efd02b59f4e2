"""Plans for everyone as pages show them: by whom, what came of each, and whether the record has changed since."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic_core import from_json
from sqlalchemy import Connection, select

from api.actions.assignment_runs import AssignmentInFull, AssignmentRun
from api.actions.assignments import plan, plans
from api.actions.effects import NamedPlace, named_places
from api.permissions import Caller, Permission
from api.service import Service
from api.store.schema import table
from matcher.cohort.assignment import AssignmentStatus, LevelName
from matcher.domain.values import london_day
from matcher.frame import Frame

BEGINNING = 8192
"""Bytes of a plan in which its status, gap and levels stand, long before its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a plan, in figures."""

    status: AssignmentStatus
    requests: int
    placed: int | None
    gap: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInList:
    """A plan as it is listed. `by`: empty = not known any more."""

    run: AssignmentRun
    by: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanList:
    """Some of an authority's plans, the newest first."""

    plans: tuple[PlanInList, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """One plan, and what whoever is in it is called for readers who may know."""

    run: AssignmentInFull
    by: str
    has_changed: bool
    """The record, the policy or the day has changed since."""
    people: Mapping[str, str]
    """Request -> the young person's name, where it is recorded."""
    workers: Mapping[str, str]
    places: tuple[NamedPlace, ...]


def listed_plans(service: Service, caller: Caller, limit: int, cursor: str | None) -> PlanList:
    """A page of them. Raises InvalidInput."""
    found = plans(service, caller, limit, cursor)
    with service.store.reading() as connection:
        names = _names(connection, caller.authority, (one.asked_by for one in found.runs))
        outcomes = _outcomes(connection, caller.authority, [one.id for one in found.runs])
    lines = (PlanInList(run=one, by=names.get(one.asked_by, ""), outcome=outcomes.get(one.id)) for one in found.runs)
    return PlanList(plans=tuple(lines), next_cursor=found.next_cursor)


def shown_plan(service: Service, caller: Caller, id_: str) -> ShownPlan:
    """One of them as it stands. Raises NoSuchAssignment."""
    run, frame = plan(service, caller, id_), service.frames.frame(caller.authority)
    with service.store.reading() as connection:
        names = _names(connection, caller.authority, [run.asked_by])
    is_same = (frame.snapshot_hash, frame.book.hash) == (run.snapshot_hash, run.policy_hash)
    return ShownPlan(
        run=run,
        by=names.get(run.asked_by, ""),
        has_changed=not is_same or frame.snapshot.today != london_day(run.as_of),
        people=_people(frame) if caller.may(Permission.READ_PEOPLE) else {},
        workers=_workers(frame) if caller.may(Permission.READ_PROVISION) else {},
        places=named_places(frame),
    )


def _people(frame: Frame) -> dict[str, str]:
    names = {one.id: one.name_to_use or "" for one in frame.snapshot.young_people}
    return {one.id: names.get(one.young_person_id, "") for one in frame.snapshot.placement_requests}


def _workers(frame: Frame) -> dict[str, str]:
    return {one.id: one.name for one in frame.snapshot.workers or ()}


def _names(connection: Connection, authority: str, actors: Iterable[str]) -> dict[str, str]:
    """Public id of a session or a token -> whose it is."""
    wanted = set(actors)
    found: dict[str, str] = {}
    for name in ("person_session", "access_token"):
        rows = table(name).c
        query = select(rows.id, rows.name).where(rows.authority == authority, rows.id.in_(wanted))
        found.update((one.id, one.name) for one in connection.execute(query))
    return found


def _outcomes(connection: Connection, authority: str, ids: list[str]) -> dict[str, Outcome]:
    jobs = table("job").c
    query = select(jobs.id, jobs.result).where(jobs.authority == authority, jobs.id.in_(ids), jobs.result.is_not(None))
    return {one.id: _outcome(one.result) for one in connection.execute(query)}


def _outcome(body: bytes) -> Outcome:
    made = from_json(zlib.decompressobj().decompress(body, BEGINNING), allow_partial=True)
    levels = {one["name"]: one["value"] for one in made["levels"]}
    placed = levels.get(LevelName.PLACED)
    return Outcome(
        status=AssignmentStatus(made["status"]),
        requests=made["requests"],
        placed=None if placed is None else round(placed),
        gap=made["gap"],
    )
