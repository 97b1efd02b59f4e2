"""Slow work for tests: a service that works on jobs of its own, jobs that are asked for, and what comes of them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update

from api.jobs import executors
from api.jobs.work import Kind
from api.service import Service
from api.settings import Settings
from api.store.engine import Store
from api.store.jobs import Job, JobState, cancel_job, find_job, result_of
from api.store.schema import table
from tests.small import keep_job
from tests.stores import HERE, NOW

executors.PRELOADED.append("tests.stand_ins")  # else each process that works would read them anew
SECONDS, MOMENT = 60, 0.02
KIND = "work"


def worker_of(url: str, do: Kind | None = None, **settings: Any) -> Service:
    """A process of the service that has this to do; without anything, it hands over nothing."""
    kinds = {} if do is None else {KIND: do}
    return Service(Settings(database_url=url, **settings), lambda: NOW, kinds)


@contextmanager
def working(service: Service) -> Iterator[Service]:
    """It works on jobs until the block is left."""
    service.jobs.start()
    try:
        yield service
    finally:
        service.close()


def ask(service: Service, asked: str = "{}", authority: str = HERE, kind: str = KIND) -> str:
    """The id of a job that waits, made from the record as it is."""
    id_ = uuid4().hex
    keep_job(service, id_, kind, asked, authority)
    service.jobs.look_now()
    return id_


def job(store: Store, id_: str, authority: str = HERE, kind: str = KIND) -> Job:
    with store.reading() as connection:
        found = find_job(connection, authority, kind, id_)
    assert found is not None
    return found


def answer(store: Store, id_: str) -> bytes | None:
    with store.reading() as connection:
        found = find_job(connection, HERE, KIND, id_)
        assert found is not None
        return result_of(connection, found)


def cancel(store: Store, id_: str) -> None:
    with store.writing() as connection:
        found = find_job(connection, HERE, KIND, id_)
        assert found is not None
        cancel_job(connection, found)


def wait_until(holds: Callable[[], Any], seconds: float = SECONDS) -> None:
    """As soon as this holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(MOMENT)


def until(store: Store, id_: str, holds: Callable[[Job], Any], seconds: float = SECONDS) -> Job:
    """The job as soon as this holds of it."""
    wait_until(lambda: holds(job(store, id_)), seconds)
    return job(store, id_)


def until_over(store: Store, id_: str, seconds: float = SECONDS) -> Job:
    return until(store, id_, lambda one: one.state.is_over, seconds)


def until_begun(store: Store, id_: str) -> int:
    """The process in which the work says that it is."""
    found = until(store, id_, lambda one: one.state is JobState.RUNNING and one.progress)
    return int(found.progress or 0)


def change(store: Store, id_: str, **columns: Any) -> None:
    """Something else has changed the row."""
    rows = table("job")
    with store.writing() as connection:
        connection.execute(update(rows).where(rows.c.id == id_).values(columns))


def column(store: Store, id_: str, name: str) -> Any:
    rows = table("job")
    with store.reading() as connection:
        return connection.execute(select(rows.c[name]).where(rows.c.id == id_)).scalar_one()
