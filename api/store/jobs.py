"""Jobs as rows: asked for, listed, cancelled. Whoever works on one uses `job_turns`."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from api.store.schema import table


class JobState(StrEnum):
    """Where a job has come to."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nobody will change it any more."""
        return self not in OPEN


OPEN = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """What a job is, before anybody has begun it."""

    authority: str
    id: str
    kind: str
    asked: str
    asked_by: str
    as_of: datetime
    snapshot_hash: str
    policy_hash: str
    history_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(NewJob):
    """A job as it stands."""

    state: JobState
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    stopping: bool
    progress: str | None
    problem: str | None


def database_time(connection: Connection) -> datetime:
    """The time it is for everybody at this database: its server's, or of the one machine where it is a file."""
    if connection.dialect.name == "postgresql":
        at: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return at
    return datetime.now(UTC)


def add_job(connection: Connection, new: NewJob) -> None:
    """A job that waits for somebody to begin it."""
    row = {name: getattr(new, name) for name in NewJob.__slots__}
    made = {"state": JobState.QUEUED, "made_at": database_time(connection), "attempts": 0, "stopping": False}
    connection.execute(insert(table("job")), [row | made])


def open_jobs(connection: Connection, authority: str) -> int:
    """How many of this authority's wait or are worked on. Nobody adds one until this transaction ends."""
    owner, jobs = table("authority_store").c, table("job").c
    connection.execute(select(owner.id).where(owner.id == authority).with_for_update())
    query = select(func.count()).where(jobs.authority == authority, jobs.state.in_(OPEN))
    return connection.execute(query).scalar_one()


def find_job(connection: Connection, authority: str, kind: str, id_: str) -> Job | None:
    """The job of this kind with this id."""
    found = _jobs(connection, [table("job").c.id == id_], authority, kind, 1)
    return found[0] if found else None


def newest_jobs(connection: Connection, authority: str, kind: str, most: int, after: Job | None = None) -> list[Job]:
    """The authority's jobs, the newest first; those older than `after`."""
    jobs = table("job").c
    where = []
    if after is not None:
        where = [or_(jobs.made_at < after.made_at, and_(jobs.made_at == after.made_at, jobs.id < after.id))]
    return _jobs(connection, where, authority, kind, most)


def result_of(connection: Connection, job: Job) -> bytes | None:
    """Its answer as JSON; None where there is none."""
    jobs = table("job").c
    here = (jobs.authority == job.authority, jobs.id == job.id)
    body = connection.execute(select(jobs.result).where(*here)).scalar_one()
    return None if body is None else zlib.decompress(body)


def cancel_job(connection: Connection, job: Job) -> None:
    """It is cancelled now, unless it is over; whoever works on it will hear of it, and may still add what there is so far."""
    rows = table("job")
    this = update(rows).where(rows.c.authority == job.authority, rows.c.id == job.id)
    cancelled = {"state": JobState.CANCELLED, "ended_at": database_time(connection)}
    connection.execute(this.where(rows.c.state == JobState.QUEUED).values(cancelled))
    connection.execute(this.where(rows.c.state == JobState.RUNNING).values(**cancelled, stopping=True))


def _jobs(
    connection: Connection, where: Iterable[ColumnElement[bool]], authority: str, kind: str, most: int
) -> list[Job]:
    jobs = table("job").c
    query = select(*(jobs[name] for name in Job.__dataclass_fields__))
    query = query.where(jobs.authority == authority, jobs.kind == kind, *where)
    found = connection.execute(query.order_by(jobs.made_at.desc(), jobs.id.desc()).limit(most))
    return list(map(_job, found))


def _job(row: Row[Any]) -> Job:
    return Job(**{**row._mapping, "state": JobState(row.state)})  # noqa: SLF001 - SQLAlchemy's own name for it
