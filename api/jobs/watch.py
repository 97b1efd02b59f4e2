"""Looks after a job's row while somebody works on it: signs of life, progress, and whether to stop."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from threading import Event, Lock, Thread

from api.store.engine import DatabaseUnavailable, Store
from api.store.job_turns import Ending, Held, finish, live_on, look
from api.store.jobs import JobState

EVERY_SECONDS = 0.2
SIGN_OF_LIFE_SECONDS = 1.0


class Stop(Enum):
    """Why work has to stop."""

    CANCELLED = "cancelled"
    TOO_LONG = "too long"
    LOST = "lost"
    """The job is not ours any more: handed back, or begun by somebody else."""


class Watch:
    """One job, watched by a thread of its own: work that looks up seldom loses neither its job nor a cancelling."""

    def __init__(self, store: Store, held: Held, most_seconds: float, patience: float) -> None:
        """`patience`: for how many seconds work that has to stop is waited for. Then its process is ended under it."""
        self._store, self._held, self._patience = store, held, patience
        self._until = time.monotonic() + most_seconds
        self._lock, self._over = Lock(), Event()
        self._progress: str | None = None
        self._written: str | None = None
        self._written_at = time.monotonic()
        self._stopped_at = 0.0
        self.stop: Stop | None = None
        self.was_told = False
        """Whether the work has heard that it has to stop."""

    def tell(self, progress: str) -> bool:
        """How far the work has come, as JSON. False: stop now, with the best there is so far."""
        with self._lock:
            self._progress = progress
        self.was_told = self.was_told or self.stop is not None
        return self.stop is None

    @contextmanager
    def watching(self) -> Iterator["Watch"]:
        """Until the block is left."""
        thread = Thread(target=self._watch, name="job-watch", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            with suppress(DatabaseUnavailable):  # it may be back before our time has run out
                self._look()
            if self.stop is not None and time.monotonic() - self._stopped_at > self._patience:
                self._end_the_process()

    def _look(self) -> None:
        asked_to_stop = self._live_on() if self._is_due() else self._read()
        if self.stop is not None:
            return
        if asked_to_stop is None:
            self._stop(Stop.LOST)
        elif asked_to_stop:
            self._stop(Stop.CANCELLED)
        elif time.monotonic() > self._until:
            self._stop(Stop.TOO_LONG)

    def _stop(self, why: Stop) -> None:
        self.stop, self._stopped_at = why, time.monotonic()

    def _is_due(self) -> bool:
        late = time.monotonic() - self._written_at >= SIGN_OF_LIFE_SECONDS
        return late or self._progress != self._written

    def _live_on(self) -> bool | None:
        with self._lock:
            progress = self._progress
        with self._store.writing() as connection:
            asked_to_stop = live_on(connection, self._held, progress)
        self._written, self._written_at = progress, time.monotonic()
        return asked_to_stop

    def _read(self) -> bool | None:
        with self._store.reading() as connection:
            return look(connection, self._held)

    def _end_the_process(self) -> None:
        """Work that hears nothing ends with its process; its row says how."""
        state = JobState.CANCELLED if self.stop is Stop.CANCELLED else JobState.FAILED
        problem = None if self.stop is Stop.CANCELLED else TOOK_TOO_LONG
        with suppress(DatabaseUnavailable), self._store.writing() as connection:
            finish(connection, self._held, Ending(state=state, problem=problem))
        os._exit(1)


TOOK_TOO_LONG = (
    "It was stopped because it took longer than work may take here. "
    "Ask for less at once, or ask whoever runs the service to allow more time."
)
