"""Who does slow work: processes of this machine, or the workers of a Dask scheduler. Both are `concurrent.futures` executors."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

from api.jobs.work import busy

P = ParamSpec("P")
T = TypeVar("T")

PRELOADED = ["api.jobs.work", "api.jobs.assigning", "api.jobs.comparing", "matcher.options.rank"]
BEHIND_THE_SERVICE = 5
"""How far work stands back for whoever waits at a page (`nice`)."""
STOPPING_SECONDS = 5.0
CONNECTING_SECONDS = 5.0
MOMENT_SECONDS = 0.2


class Processes(Executor):
    """A new process for each piece of work: one that dies takes nobody with it, and none keeps what it has used.

    They come from a helper process, never by copying this one, which has threads.
    """

    def __init__(self) -> None:
        self._begun_by = get_context("forkserver")
        self._begun_by.set_forkserver_preload(PRELOADED)
        self._lock = Lock()
        self._pools: dict[Future[Any], ProcessPoolExecutor] = {}

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begin at once: the caller counts how many there are. Raises OSError where there can be no process more."""
        pool = ProcessPoolExecutor(1, self._begun_by, _settle_in)
        future = pool.submit(fn, *args, **kwargs)
        with self._lock:
            self._pools[future] = pool
        future.add_done_callback(self._over)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Executor has it
        """No more work. What does not end in a few seconds is ended."""
        with self._lock:
            left = dict(self._pools)
        _, late = _wait(left, STOPPING_SECONDS if wait else 0.0)
        for future in late:
            for process in left[future]._processes.values():  # noqa: SLF001 - Python 3.14 has kill_workers()
                process.kill()
        _wait(late, STOPPING_SECONDS)

    def _over(self, future: "Future[Any]") -> None:
        with self._lock:
            pool = self._pools.pop(future)
        pool.shutdown(wait=False)


_wait = wait


class OnDask(Executor):
    """The workers of a Dask scheduler. Raises OSError where it does not answer."""

    def __init__(self, address: str) -> None:
        from distributed import Client  # noqa: PLC0415 - an extra, and a second to load

        self._client: Any = Client(address, timeout=CONNECTING_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        self._executor: Executor = self._client.get_executor(pure=False)  # type: ignore[no-untyped-call]

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand over to whichever worker is free."""
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Executor has it
        """No more work. What is being done goes on, on its machine, unless its row tells it to stop."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _settle_in() -> None:
    """In a new process: stand back, leave Ctrl+C to whoever began us, and end after them."""
    os.nice(BEHIND_THE_SERVICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_parent, name="parent-watch", daemon=True).start()


def _end_with_the_parent() -> None:
    """Work that is being done is finished all the same: its row is in the database, not in whoever asked for it."""
    if (parent := parent_process()) is not None:
        parent.join()
        while busy.is_set():
            time.sleep(MOMENT_SECONDS)
        os._exit(0)
