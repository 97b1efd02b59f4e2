"""A server is killed, alone or with whoever works for it: its work goes on, or is taken up by the next."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.service import Service
from api.store.jobs import JobState
from tests import stand_ins
from tests.slow_work import ask, cancel, column, job, until, until_begun, until_over, wait_until, worker_of, working
from tests.small import fill_small

ROOT = Path(__file__).parents[2]
COMMAND = [
    sys.executable,
    "-c",
    "import sys; from tests.stand_ins import look_after_jobs; look_after_jobs(sys.argv[1])",
]


@pytest.fixture
def kept(opened) -> Service:
    """The small authority, in a process of the service that hands over nothing itself."""
    return fill_small(opened)


@contextmanager
def server(kept: Service) -> Iterator[subprocess.Popen]:
    """Another process of the service, that does slow work."""
    with subprocess.Popen([*COMMAND, kept.settings.database_url], cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def is_gone(process: int) -> bool:
    """Whether it has ended, seen to or not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False, text=True)
    return state.stdout.strip()[:1] in {"", "Z"}


def test_work_of_a_killed_server_goes_on_and_its_process_ends_after_it(kept):
    id_ = ask(kept)
    with server(kept) as killed:
        worker = until_begun(kept.store, id_)
        killed.kill()
        killed.wait()
    seen = column(kept.store, id_, "alive_at")
    with working(worker_of(kept.settings.database_url, stand_ins.count_people)):
        until(kept.store, id_, lambda _: column(kept.store, id_, "alive_at") > seen)
        assert (job(kept.store, id_).state, job(kept.store, id_).attempts) == (JobState.RUNNING, 1)
        cancel(kept.store, id_)
        assert until_over(kept.store, id_).state is JobState.CANCELLED
    wait_until(lambda: is_gone(worker))


def test_work_of_a_server_killed_with_its_worker_is_taken_up_by_the_next(kept):
    id_ = ask(kept)
    with server(kept) as killed:
        worker = until_begun(kept.store, id_)
        killed.kill()
        killed.wait()
        os.kill(worker, signal.SIGKILL)
    assert job(kept.store, id_).state is JobState.RUNNING, "nobody is left who could say that it is not"
    with working(worker_of(kept.settings.database_url, stand_ins.count_people, job_lease_seconds=1)):
        over = until_over(kept.store, id_)
    assert (over.state, over.attempts) == (JobState.DONE, 2)
