"""Hands jobs that wait to an executor, and lets go of those whose worker is dead. One keeper for each process of the service."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from datetime import timedelta
from threading import Event, Lock, Thread
from uuid import uuid4

from api.jobs.work import Came, Kind, Terms, work_on
from api.logs import log, where_in_the_code
from api.store.engine import DatabaseUnavailable, NotMigrated, Store
from api.store.job_turns import (
    LOST_TWICE,
    Ticket,
    are_overdue,
    hand_back,
    let_go,
    let_overdue_go,
    waiting_jobs,
)
from matcher.domain.errors import MatcherError

EVERY_SECONDS = 1.0

Submitted = Future[Came]


class Jobs:
    """What this process has handed over, and what it does about it once a second.

    at_once  how many it hands over at a time; 0 = it hands over none, other processes of the service do
    """

    def __init__(
        self, store: Store, make: Callable[[], Executor], terms: Terms, kinds: Mapping[str, Kind], at_once: int
    ) -> None:
        self._store, self._make, self._terms, self._kinds, self._at_once = store, make, terms, kinds, at_once
        self._executor: Executor | None = None
        self._lock, self._wake = Lock(), Event()
        self._handed_over: dict[Submitted, Ticket] = {}
        self._thread: Thread | None = None
        self._closing = False

    def start(self) -> None:
        """Look after jobs until closed."""
        if self._at_once and self._thread is None:
            self._thread = Thread(target=self._keep, name="jobs", daemon=True)
            self._thread.start()

    def look_now(self) -> None:
        """There is something new to see."""
        self._wake.set()

    def close(self) -> None:
        """Take nothing more. What is being worked on waits again, for whoever starts next."""
        self._closing = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        for ticket in self._tickets():
            with suppress(DatabaseUnavailable), self._store.writing() as connection:  # else its lease runs out
                hand_back(connection, ticket)
        if self._executor is not None:
            self._executor.shutdown(wait=True)

    def _keep(self) -> None:
        while not self._closing:
            try:
                self._round()
            except (DatabaseUnavailable, NotMigrated):
                pass  # whoever calls is told so; here it is tried again
            except Exception as error:  # noqa: BLE001 - nobody else would ever look after jobs again
                log.error("jobs could not be looked after", where=where_in_the_code(error))
            self._wake.wait(EVERY_SECONDS)
            self._wake.clear()

    def _round(self) -> None:
        self._settle()
        lease = timedelta(seconds=self._terms.lease_seconds)
        ours = {(one.authority, one.id) for one in self._tickets()}
        with self._store.reading() as connection:
            overdue = are_overdue(connection, lease)
            waiting = waiting_jobs(connection, self._kinds, ours, self._at_once - len(ours))
        if overdue:
            with self._store.writing() as connection:
                let_overdue_go(connection, lease)
        for authority, id_, kind in waiting:
            self._hand_over(Ticket(authority, id_, kind, uuid4().hex))

    def _hand_over(self, ticket: Ticket) -> None:
        if self._executor is None:
            self._executor = self._make()
        try:
            future = self._executor.submit(work_on, self._kinds[ticket.kind], ticket, self._terms)
        except Exception:
            self._give_up_the_executor()
            raise
        with self._lock:
            self._handed_over[future] = ticket
        future.add_done_callback(lambda _: self._wake.set())

    def _give_up_the_executor(self) -> None:
        """The next one is made anew, and the job waits for it."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    def _settle(self) -> None:
        """What came of what was handed over."""
        with self._lock:
            ended = {future: ticket for future, ticket in self._handed_over.items() if future.done()}
        for future, ticket in ended.items():
            self._see(future, ticket)
            with self._lock:
                del self._handed_over[future]

    def _see(self, future: Submitted, ticket: Ticket) -> None:
        if future.cancelled():
            return  # it was never begun: it still waits
        if (error := future.exception()) is None:
            if (came := future.result()).state is not None:
                log.info("a job ended", job=ticket.id, kind=ticket.kind, state=came.state, where=came.where)
            return
        log.error("a job's worker is gone", job=ticket.id, kind=ticket.kind, error=type(error).__name__)
        problem = f"{error}. {error.remedy}" if isinstance(error, MatcherError) else LOST_TWICE
        with self._store.writing() as connection:
            let_go(connection, ticket, problem)

    def _tickets(self) -> list[Ticket]:
        with self._lock:
            return list(self._handed_over.values())
