"""Other processes for tests: they begin in milliseconds, from a helper that has imported everything, and may be killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

SECONDS = 60
FROM_HELPER = get_context("forkserver")
FROM_HELPER.set_forkserver_preload(["tests.workers"])


@contextmanager
def another(work: Callable[..., Any], *args: Any) -> Iterator[BaseProcess]:
    """A process that does this work, a function of `tests.workers`; gone when the block is left, however it is left."""
    process = FROM_HELPER.Process(target=work, args=args, daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join(SECONDS)
        process.close()


def ended(work: Callable[..., Any], *args: Any) -> int | None:
    """The exit code of a process that does this work: minus the signal's number where one killed it."""
    with another(work, *args) as process:
        process.join(SECONDS)
        return process.exitcode
