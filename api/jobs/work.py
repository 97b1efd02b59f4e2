"""What an executor runs, in whatever process and on whatever machine: takes one job, does it, and keeps how it came out."""

import os
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import NamedTuple

from sqlalchemy import Connection

from api.jobs.watch import TOOK_TOO_LONG, Stop, Watch
from api.logs import where_in_the_code
from api.store.engine import DatabaseUnavailable, Store, open_store
from api.store.job_turns import Ending, Held, Task, Ticket, finish, is_there, take
from api.store.jobs import JobState
from api.store.sealed import unsealed, unsealed_history
from matcher.capacity.forecast import History
from matcher.domain.errors import InvalidInput, MatcherError
from matcher.domain.snapshot import Snapshot
from matcher.policy import PolicyBook

MOST_PROBLEMS = 5
AGAIN_SECONDS = 0.5
busy = Event()
"""Set while this process works on something."""


class MadeFrom(NamedTuple):
    """What work is made from, as sealed when it was asked for. `history`: None where nothing is forecast."""

    snapshot: Snapshot
    policy: PolicyBook
    history: History | None


Tell = Callable[[str], bool]
Kind = Callable[[str, MadeFrom, Tell], bytes]
"""A kind of work, a function of a module: what is asked as JSON, what from, whom to tell how far it has come; the answer as
JSON. Whoever is told answers False where it has to stop: then with the best answer so far."""


class NoDatabaseNamed(MatcherError):
    """A worker on another machine that has not been told where the records are."""

    code = "no_database_named"
    remedy = "Set DATABASE_URL where the workers run, to the service's own database as they reach it."


class NoSuchJob(MatcherError):
    """A worker at another database than whoever handed the job over."""

    code = "no_such_job"
    remedy = "Set DATABASE_URL where the workers run to the database of the service that hands over."


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How work is done, as plain values. `database`: None = the worker's own environment says it."""

    database: str | None
    wait_seconds: float
    lease_seconds: float
    most_seconds: float
    patience_seconds: float = 30.0
    """For work that was told to stop."""


@dataclass(frozen=True, slots=True)
class Came:
    """How it came out, for the log: the state, and where in the code it failed."""

    state: JobState | None
    where: str | None = None


def work_on(do: Kind, ticket: Ticket, terms: Terms) -> Came:
    """Do this job, unless somebody else has it. Raises NoDatabaseNamed, NoSuchJob, DatabaseUnavailable."""
    busy.set()
    store = open_store(_database(terms), terms.wait_seconds)
    try:
        with store.writing() as connection:
            taken = take(connection, ticket)
            if taken is None and not is_there(connection, ticket):
                raise NoSuchJob("the workers' database does not have this job")
        return Came(None) if taken is None else _hold(do, store, taken, terms)
    finally:
        store.close()
        busy.clear()


def _database(terms: Terms) -> str:
    named = terms.database or os.environ.get("DATABASE_URL")
    if not named:
        raise NoDatabaseNamed("DATABASE_URL is not set where the workers run")
    return named


def _hold(do: Kind, store: Store, taken: tuple[Held, Task], terms: Terms) -> Came:
    held, task = taken
    failed_at: str | None = None
    with Watch(store, held, terms.most_seconds, terms.patience_seconds).watching() as watch:
        try:
            ending = _done(_answer(do, store, held, task, watch), watch)
        except DatabaseUnavailable:
            raise  # whoever handed it over lets it go: it is begun once more
        except Exception as error:  # noqa: BLE001 - whatever it is, the job ends and says so; a message may quote data
            ending, failed_at = Ending(state=JobState.FAILED, problem=said(error)), where_in_the_code(error)
        kept = _keep(store, held, ending, terms.lease_seconds)
    return Came(ending.state if kept else None, failed_at)


def _answer(do: Kind, store: Store, held: Held, task: Task, watch: Watch) -> bytes:
    with store.reading() as connection:
        made_from = _made_from(connection, held.ticket.authority, task)
    return do(task.asked, made_from, watch.tell)


def _made_from(connection: Connection, authority: str, task: Task) -> MadeFrom:
    snapshot, policy = unsealed(connection, authority, task.snapshot_hash, task.policy_hash, task.as_of)
    if task.history_hash is None:
        return MadeFrom(snapshot, policy, None)
    return MadeFrom(snapshot, policy, unsealed_history(connection, authority, task.history_hash, snapshot.today))


def _done(answer: bytes, watch: Watch) -> Ending:
    """Work that ended before it heard of a cancelling is done."""
    result = zlib.compress(answer)
    if not watch.was_told or watch.stop is None:
        return Ending(state=JobState.DONE, result=result)
    if watch.stop is Stop.TOO_LONG:
        return Ending(state=JobState.FAILED, result=result, problem=TOOK_TOO_LONG)
    return Ending(state=JobState.CANCELLED, result=result)


def _keep(store: Store, held: Held, ending: Ending, patience: float) -> bool:
    """A database that is away for a moment does not cost the answer."""
    until = time.monotonic() + patience
    while True:
        try:
            with store.writing() as connection:
                return finish(connection, held, ending)
        except DatabaseUnavailable:
            if time.monotonic() > until:
                raise
            time.sleep(AGAIN_SECONDS)


def said(error: Exception) -> str:
    """A plain sentence, about nobody."""
    if isinstance(error, InvalidInput):
        problems = [f"{one.pointer}: {one.detail} {one.mend}" for one in error.problems[:MOST_PROBLEMS]]
        return " ".join([_sentence(str(error)), *problems])
    if isinstance(error, MatcherError):
        return f"{_sentence(str(error))} {error.remedy}"
    if isinstance(error, MemoryError):
        return "There was too little memory for it. Ask for less at once, or tell whoever runs the service."
    return f"Something went wrong in the work itself ({type(error).__name__}). Tell whoever runs the service."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."
