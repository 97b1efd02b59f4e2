"""Plans for everyone, as slow work: asked for, followed, read, cancelled. Nothing here places anybody."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from api.actions.assignment_runs import AssignmentInFull, AssignmentPage, as_read_by, in_full, run_of
from api.actions.pages import after_cursor, bad_cursor, cursor_of
from api.actions.slow_work import AlreadyEnded, Work, begin
from api.jobs.assigning import ASSIGNMENT
from api.permissions import Caller
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.jobs import Job, JobState, cancel_job, find_job, newest_jobs, result_of
from api.store.kept import in_runs
from api.store.schema import table
from matcher.cohort.asked import AssignmentAsked, asked_adapter
from matcher.cohort.asked_check import check
from matcher.cohort.assignment import Assignment, GoesOn, assignment_adapter
from matcher.domain.errors import MatcherError

ASSIGNMENTS = "assignments"
"""What the audit calls them."""
ALL = "-"


class NoSuchAssignment(MatcherError):
    """No plan of this authority has this id."""

    code = "no_such_assignment"
    remedy = "Check the id; GET /v1/assignments lists the plans there are."


def ask_for_plan(service: Service, caller: Caller, asked: AssignmentAsked) -> AssignmentInFull:
    """Ask for a plan, made from the record as it is now; somebody begins it soon. Raises InvalidInput, TooMuchWaiting."""
    frame = service.frames.frame(caller.authority)
    check(frame.snapshot, asked)
    work = Work(kind=ASSIGNMENT, asked=asked_adapter().dump_json(asked), frame=frame)
    with service.store.writing() as connection:
        job = _found(connection, caller, begin(connection, service, caller, work))
        _note(connection, service, caller, Deed.PLAN, job.id, _named_in(asked))
    service.jobs.look_now()
    return in_full(job, None, caller)


def plan(service: Service, caller: Caller, id_: str) -> AssignmentInFull:
    """One plan as it stands. Whoever it says something of is noted as shown. Raises NoSuchAssignment."""
    with service.store.writing() as connection:
        job = _found(connection, caller, id_)
        made = _read(connection, job)
        _note(connection, service, caller, Deed.SHOW, id_, _named_by(made))
    return in_full(job, made, caller)


def plans(service: Service, caller: Caller, limit: int, cursor: str | None) -> AssignmentPage:
    """The authority's plans, the newest first. Raises InvalidInput."""
    with service.store.writing() as connection:
        after = None
        if cursor is not None and (after := _job(connection, caller, after_cursor(cursor))) is None:
            raise bad_cursor()
        jobs = newest_jobs(connection, caller.authority, ASSIGNMENT, limit + 1, after)
        _note(connection, service, caller, Deed.LIST, ALL, ())
    shown = tuple(map(run_of, jobs[:limit]))
    return AssignmentPage(shown, cursor_of(shown[-1].id) if len(jobs) > limit else None)


def cancel_plan(service: Service, caller: Caller, id_: str) -> AssignmentInFull:
    """Nobody needs it any more. It stays, with the best plan until then. Raises NoSuchAssignment, AlreadyEnded."""
    with service.store.writing() as connection:
        cancel_job(connection, _found(connection, caller, id_))
        job = _found(connection, caller, id_)
        if job.state in {JobState.DONE, JobState.FAILED}:
            raise AlreadyEnded(f"this plan has ended already: it is {job.state}")
        made = _read(connection, job)
        _note(connection, service, caller, Deed.CANCEL, id_, _named_by(made))
    return in_full(job, made, caller)


def plan_here(service: Service, caller: Caller, asked: AssignmentAsked, goes_on: GoesOn) -> Assignment:
    """A plan made by whoever asks, while they wait; it is not kept. Raises InvalidInput."""
    from matcher.cohort.assign import assign  # noqa: PLC0415 - solvers are loaded where something is solved

    frame = service.frames.frame(caller.authority)
    check(frame.snapshot, asked)
    chosen = frame.requests if asked.request_ids is None else asked.request_ids
    with service.store.writing() as connection:
        _note(connection, service, caller, Deed.PLAN, ALL, chosen)
    made = assign(frame.snapshot, asked, frame.book, goes_on)
    return as_read_by(caller, made)


def _job(connection: Connection, caller: Caller, id_: str) -> Job | None:
    return find_job(connection, caller.authority, ASSIGNMENT, id_)


def _found(connection: Connection, caller: Caller, id_: str) -> Job:
    job = _job(connection, caller, id_)
    if job is None:
        raise NoSuchAssignment("there is no plan with this id")
    return job


def _read(connection: Connection, job: Job) -> Assignment | None:
    result = result_of(connection, job)
    return None if result is None else assignment_adapter().validate_json(result)


def _note(
    connection: Connection, service: Service, caller: Caller, deed: Deed, id_: str, requests: Iterable[str]
) -> None:
    """An entry for the plan, and one for each young person of whom it says something."""
    whole = Entry(deed=deed, collection=ASSIGNMENTS, record_id=id_)
    theirs_by_id = whose(connection, caller.authority, set(requests))
    theirs = (
        Entry(deed=deed, collection="placement_requests", record_id=request, young_person_id=who)
        for request, who in sorted(theirs_by_id.items())
    )
    leave_entries(connection, caller, service.clock(), [whole, *theirs])


def whose(connection: Connection, authority: str, requests: set[str]) -> dict[str, str]:
    """Of each of these requests that the authority keeps, the young person."""
    rows = table("placement_requests").c
    found: dict[str, str] = {}
    for some in in_runs(sorted(requests)):
        query = select(rows.id, rows.young_person_id).where(rows.authority == authority, rows.id.in_(some))
        found.update((one.id, one.young_person_id) for one in connection.execute(query))
    return found


def _named_in(asked: AssignmentAsked) -> Iterator[str]:
    yield from asked.request_ids or ()
    yield from (one.request_id for one in asked.locks)
    yield from (one.request_id for one in asked.given or ())


def _named_by(made: Assignment | None) -> Iterator[str]:
    """The requests of which a plan says something. While there is none, whoever looks on is told of nobody anew."""
    if made is not None:
        yield from (one.request_id for one in made.placed)
        yield from (one.request_id for one in made.not_placed)
