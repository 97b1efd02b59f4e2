"""Slow work that was asked for: a row each, from the asking to the answer, whoever works on it and however often it is begun."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from api.store.columns import COUNTER, ID, JSON_TEXT, Moment


class Job(SQLModel, table=True):
    """One piece of slow work. Its times are the database's own, so that several machines agree on them."""

    __tablename__ = "job"
    __table_args__ = (Index("jobs_by_age", "authority", "kind", "made_at"), Index("jobs_by_state", "state", "made_at"))
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    id: str = Field(primary_key=True, sa_type=ID)
    kind: str = Field(sa_type=ID)
    """What sort of work: `assignment`, `scenario`."""
    state: str = Field(sa_type=ID)
    """queued, running, done, failed, cancelled."""
    asked: str = Field(sa_type=JSON_TEXT)
    """What is asked, as validated on the way in."""
    asked_by: str = Field(sa_type=ID)
    """The token's public id, or the session's."""
    as_of: datetime = Field(sa_type=Moment)
    snapshot_hash: str = Field(sa_type=ID)
    """What it works on, sealed: whoever takes it up reads the very same."""
    policy_hash: str = Field(sa_type=ID)
    history_hash: str | None = Field(default=None, nullable=True, sa_type=ID)
    """The past stays that it forecasts from, sealed; null = it forecasts nothing."""
    made_at: datetime = Field(sa_type=Moment)
    started_at: datetime | None = Field(default=None, nullable=True, sa_type=Moment)
    """Of the latest attempt."""
    alive_at: datetime | None = Field(default=None, nullable=True, sa_type=Moment)
    """The latest sign of life of whoever works on it."""
    ended_at: datetime | None = Field(default=None, nullable=True, sa_type=Moment)
    attempts: int = Field(default=0, sa_type=COUNTER)
    submission: str | None = Field(default=None, nullable=True, sa_type=ID)
    """Which handing over to an executor has it: a worker that finds another one here has lost the job."""
    stopping: bool = False
    """It is cancelled, and whoever works on it has still to stop, and may add what there is so far."""
    progress: str | None = Field(default=None, nullable=True, sa_type=JSON_TEXT)
    result: bytes | None = Field(default=None, nullable=True, sa_type=LargeBinary)
    """The answer as JSON, compressed."""
    problem: str | None = Field(default=None, nullable=True, sa_type=JSON_TEXT)
    """Why it failed: a plain sentence, about nobody."""
