"""Whose turn it is: a job is taken by one worker, kept by its signs of life, and let go where they end.

Every step is one conditional UPDATE: of any number of workers, at any number of servers, one takes a job.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Update, and_, or_, select, update

from api.store.jobs import JobState, database_time
from api.store.schema import table

MOST_ATTEMPTS = 2
"""A job whose worker died is begun once more, and no more: it may be what killed it."""

LOST_TWICE = (
    "It was begun twice, and each time the process that worked on it ended before there was an answer. "
    "Ask for less at once, or tell whoever runs the service: there may be too little memory."
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One handing over of a job to an executor: plain text, so that it can go to another machine."""

    authority: str
    id: str
    kind: str
    submission: str


@dataclass(frozen=True, slots=True)
class Held:
    """A job that is ours to work on, for as long as the row says so."""

    ticket: Ticket
    attempt: int


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to do, and from what."""

    asked: str
    as_of: datetime
    snapshot_hash: str
    policy_hash: str
    history_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How work came out."""

    state: JobState
    result: bytes | None = None
    """Compressed."""
    problem: str | None = None


def waiting_jobs(
    connection: Connection, kinds: Collection[str], but_for: Collection[tuple[str, str]], most: int
) -> list[tuple[str, str, str]]:
    """Authority, id and kind of those of these kinds that have waited longest, but for these (authority, id)."""
    jobs = table("job").c
    queued = (jobs.state == JobState.QUEUED, jobs.kind.in_(kinds))
    query = select(jobs.authority, jobs.id, jobs.kind).where(*queued)
    oldest = connection.execute(query.order_by(jobs.made_at, jobs.id).limit(most + len(but_for)))
    return [(one.authority, one.id, one.kind) for one in oldest if (one.authority, one.id) not in but_for][:most]


def take(connection: Connection, ticket: Ticket) -> tuple[Held, Task] | None:
    """The job, from now on ours. None: somebody else has it, or it is over.

    An executor may begin the same handing over again because its worker died: then it is ours once more.
    """
    rows, now = table("job"), database_time(connection)
    again = (rows.c.state == JobState.RUNNING) & (rows.c.submission == ticket.submission)
    free = or_(rows.c.state == JobState.QUEUED, again) & (rows.c.attempts < MOST_ATTEMPTS)
    ours = {"state": JobState.RUNNING, "submission": ticket.submission, "attempts": rows.c.attempts + 1}
    taken = _this(ticket).where(free).values(**ours, started_at=now, alive_at=now, progress=None)
    columns = (
        rows.c.attempts,
        rows.c.asked,
        rows.c.as_of,
        rows.c.snapshot_hash,
        rows.c.policy_hash,
        rows.c.history_hash,
    )
    row = connection.execute(taken.returning(*columns)).one_or_none()
    return None if row is None else (Held(ticket, row[0]), Task(*row[1:]))


def is_there(connection: Connection, ticket: Ticket) -> bool:
    """Whether this database has the job at all."""
    jobs = table("job").c
    query = select(jobs.id).where(jobs.authority == ticket.authority, jobs.id == ticket.id)
    return connection.execute(query).one_or_none() is not None


def look(connection: Connection, held: Held) -> bool | None:
    """Whether somebody has cancelled it. None: it is not ours any more."""
    state = connection.execute(select(table("job").c.state).where(*_ours(held))).scalar_one_or_none()
    return None if state is None else state == JobState.CANCELLED


def live_on(connection: Connection, held: Held, progress: str | None) -> bool | None:
    """A sign of life, and how far it has come. As `look`."""
    rows = table("job")
    alive = update(rows).where(*_ours(held)).values(alive_at=database_time(connection), progress=progress)
    state = connection.execute(alive.returning(rows.c.state)).scalar_one_or_none()
    return None if state is None else state == JobState.CANCELLED


def finish(connection: Connection, held: Held, ending: Ending) -> bool:
    """The end of it; to one that was cancelled, its answer is added. False: it is not ours any more, and nothing was kept."""
    rows = table("job")
    ours = update(rows).where(*_ours(held)).values(result=ending.result, stopping=False)
    ended = {"state": ending.state, "problem": ending.problem, "ended_at": database_time(connection)}
    running = connection.execute(ours.where(rows.c.state == JobState.RUNNING).values(ended)).rowcount
    return running > 0 or connection.execute(ours).rowcount > 0


def are_overdue(connection: Connection, lease: timedelta) -> bool:
    """Whether somebody who worked on a job has given no sign of life for so long."""
    return (
        connection.execute(select(table("job").c.id).where(*_overdue(connection, lease)).limit(1)).first() is not None
    )


def let_overdue_go(connection: Connection, lease: timedelta) -> None:
    """Their jobs are free again, or over."""
    _let_go(connection, *_overdue(connection, lease))


def let_go(connection: Connection, ticket: Ticket, problem: str = LOST_TWICE) -> None:
    """What was handed over will not be worked on any more: begun, or never begun. It counts as an attempt."""
    rows = table("job")
    never_begun = _this(ticket).where(rows.c.state == JobState.QUEUED)
    begun = {"state": JobState.RUNNING, "submission": ticket.submission, "attempts": rows.c.attempts + 1}
    connection.execute(never_begun.values(begun))
    _let_go(connection, *_handed_over(ticket), problem=problem)


def hand_back(connection: Connection, ticket: Ticket) -> None:
    """Whoever works on it has to stop for reasons of their own: it waits again, as if it had not been begun."""
    rows = table("job")
    running = update(rows).where(*_handed_over(ticket), rows.c.state == JobState.RUNNING)
    as_before = {"state": JobState.QUEUED, "submission": None, "attempts": rows.c.attempts - 1, "progress": None}
    connection.execute(running.values(as_before))


def _let_go(connection: Connection, *where: ColumnElement[bool], problem: str = LOST_TWICE) -> None:
    rows, now = table("job"), database_time(connection)
    lost = update(rows).where(*where)
    running = lost.where(rows.c.state == JobState.RUNNING)
    failed = {"state": JobState.FAILED, "problem": problem, "ended_at": now}
    connection.execute(lost.where(rows.c.state == JobState.CANCELLED).values(stopping=False))
    connection.execute(running.where(rows.c.attempts >= MOST_ATTEMPTS).values(failed))
    connection.execute(running.values(state=JobState.QUEUED, submission=None, progress=None))


def _this(ticket: Ticket) -> Update:
    rows = table("job")
    return update(rows).where(rows.c.authority == ticket.authority, rows.c.id == ticket.id)


def _handed_over(ticket: Ticket) -> tuple[ColumnElement[bool], ...]:
    jobs = table("job").c
    return (jobs.authority == ticket.authority, jobs.id == ticket.id, jobs.submission == ticket.submission)


def _ours(held: Held) -> tuple[ColumnElement[bool], ...]:
    return (*_handed_over(held.ticket), table("job").c.attempts == held.attempt, _is_worked_on())


def _is_worked_on() -> ColumnElement[bool]:
    jobs = table("job").c
    return or_(jobs.state == JobState.RUNNING, and_(jobs.state == JobState.CANCELLED, jobs.stopping))


def _overdue(connection: Connection, lease: timedelta) -> tuple[ColumnElement[bool], ...]:
    return (_is_worked_on(), table("job").c.alive_at < database_time(connection) - lease)
