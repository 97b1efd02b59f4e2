"""A Dask scheduler and workers as processes of this machine, each started as somebody would who runs them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = ("--host", "127.0.0.1", "--no-dashboard")
SECONDS, MOMENT = 60, 0.05


@contextmanager
def dask_cluster(folder: Path, database: str, workers: int = 2) -> Iterator[str]:
    """The scheduler's address; its workers have this database and have imported the tests' stand-ins."""
    known = folder / "scheduler.json"
    known_to_all = ("--scheduler-file", str(known))
    with ExitStack() as all_of_them:
        all_of_them.enter_context(_running("dask_scheduler", *HERE, "--port", "0", *known_to_all))
        for n in range(workers):
            own = ("--nthreads", "1", "--local-directory", str(folder / str(n)), "--preload", "tests.stand_ins")
            all_of_them.enter_context(_running("dask_worker", *HERE, *own, *known_to_all, DATABASE_URL=database))
        yield _address(known)


@contextmanager
def _running(program: str, *options: str, **environment: str) -> Iterator[None]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
    own, nowhere = {**os.environ, **environment}, subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=own, stdout=nowhere, stderr=nowhere) as process:
        try:
            yield
        finally:
            process.kill()  # its workers end with it


def _address(known: Path) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if known.exists() and (text := known.read_text(encoding="utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(MOMENT)
    raise AssertionError("the scheduler did not start")
