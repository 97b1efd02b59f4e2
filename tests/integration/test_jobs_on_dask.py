"""The same work by the workers of a Dask scheduler: a setting, and nothing else is different."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, Future

import pytest
from structlog.testing import capture_logs

from api.jobs.assigning import make_plan
from api.jobs.work import NoDatabaseNamed, NoSuchJob, Terms, work_on
from api.service import Service
from api.settings import NoDask, Settings
from api.store.job_turns import Ticket
from api.store.jobs import JobState
from matcher.cohort.asked import asked_adapter
from matcher.cohort.assign import assign
from matcher.cohort.assignment import AssignmentStatus, assignment_adapter
from tests import stand_ins
from tests.dask_cluster import dask_cluster
from tests.slow_work import answer, ask, cancel, job, until, until_begun, until_over, wait_until, worker_of, working
from tests.stores import HERE, file_url, fill, new_service

TERMS = Terms(database=None, wait_seconds=5, lease_seconds=30, most_seconds=60)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Service:
    """The invented county, in a process of the service that hands over nothing itself."""
    return fill(new_service(file_url(tmp_path_factory.mktemp("dask"))))


@pytest.fixture(scope="module")
def scheduler(kept, tmp_path_factory) -> Iterator[str]:
    """A scheduler with two stand_ins."""
    with dask_cluster(tmp_path_factory.mktemp("cluster"), kept.settings.database_url) as address:
        yield address


def on_dask(kept: Service, scheduler: str, do, **settings) -> Service:
    return worker_of(kept.settings.database_url, do, dask_scheduler=scheduler, **settings)


def made_by(kept: Service, service: Service, asked: str) -> bytes | None:
    """The plan that is made while this process of the service, and no other, does the work."""
    id_ = ask(kept, asked)
    with working(service):
        over = until_over(kept.store, id_)
    assert (over.state, over.attempts) == (JobState.DONE, 1)
    return answer(kept.store, id_)


def test_a_plan_comes_out_the_same_here_in_a_process_of_its_own_and_there(kept, scheduler):
    asked, frame = '{"seed": 3}', kept.frames.frame(HERE)
    here = assign(frame.snapshot, asked_adapter().validate_json(asked), frame.book)
    beside = made_by(kept, worker_of(kept.settings.database_url, make_plan), asked)
    there = made_by(kept, on_dask(kept, scheduler, make_plan), asked)
    assert here.status is AssignmentStatus.OPTIMAL
    assert there == beside == assignment_adapter().dump_json(here)


def test_two_are_worked_on_at_once_by_others_and_each_can_be_cancelled(kept, scheduler):
    ids = [ask(kept), ask(kept)]
    with working(on_dask(kept, scheduler, stand_ins.go_on_until_told, job_processes=2)):
        processes = {until_begun(kept.store, id_) for id_ in ids}
        assert len(processes | {os.getpid()}) == 3
        for id_ in ids:
            cancel(kept.store, id_)
            assert until_over(kept.store, id_, seconds=5).state is JobState.CANCELLED


def test_a_restart_hands_back_what_is_being_worked_on(kept, scheduler):
    id_ = ask(kept)
    with working(on_dask(kept, scheduler, stand_ins.go_on_until_told)):
        until_begun(kept.store, id_)
    assert (job(kept.store, id_).state, job(kept.store, id_).attempts) == (JobState.QUEUED, 0)
    with working(on_dask(kept, scheduler, stand_ins.count_people)):
        assert until_over(kept.store, id_).state is JobState.DONE


def test_a_worker_killed_in_the_middle_is_noticed_and_its_work_is_begun_once_more(kept, scheduler):
    id_ = ask(kept)
    with working(on_dask(kept, scheduler, stand_ins.go_on_until_told)):
        os.kill(until_begun(kept.store, id_), signal.SIGKILL)
        until(kept.store, id_, lambda one: one.attempts == 2 and one.progress)
        cancel(kept.store, id_)
        assert until_over(kept.store, id_).state is JobState.CANCELLED


def test_while_no_scheduler_answers_work_waits(kept):
    id_ = ask(kept)
    nowhere = on_dask(kept, "tcp://127.0.0.1:1", stand_ins.count_people)
    with capture_logs() as lines, working(nowhere):
        wait_until(lambda: lines)
        assert job(kept.store, id_).state is JobState.QUEUED
    assert lines[0]["where"].startswith("OSError at ")
    with working(worker_of(kept.settings.database_url, stand_ins.count_people)):
        assert (until_over(kept.store, id_).state, job(kept.store, id_).attempts) == (JobState.DONE, 1)


def test_a_worker_that_was_not_told_where_the_records_are_says_so(kept):
    with pytest.raises(NoDatabaseNamed, match="DATABASE_URL is not set"):
        work_on(stand_ins.count_people, Ticket(HERE, "any", "work", "one"), TERMS)


def test_a_worker_at_another_database_says_so(kept, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", new_service(file_url(tmp_path)).settings.database_url)
    with pytest.raises(NoSuchJob, match="does not have this job"):
        work_on(stand_ins.count_people, Ticket(HERE, ask(kept), "work", "one"), TERMS)


class Refusing(Executor):
    """Its workers have not been told where the records are."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        future.set_exception(NoDatabaseNamed("DATABASE_URL is not set where the workers run"))
        return future


def test_work_that_no_worker_can_begin_fails_with_the_reason(kept, monkeypatch):
    id_ = ask(kept)
    service = worker_of(kept.settings.database_url, stand_ins.count_people)
    monkeypatch.setattr(service.jobs, "_make", Refusing)
    with working(service):
        over = until_over(kept.store, id_)
    assert (over.state, over.attempts) == (JobState.FAILED, 2)
    assert over.problem == f"DATABASE_URL is not set where the workers run. {NoDatabaseNamed.remedy}"


def test_a_scheduler_that_nothing_here_could_talk_to_is_refused_at_the_start(monkeypatch):
    monkeypatch.setattr("api.settings.find_spec", lambda name: None)
    with pytest.raises(NoDask):
        Settings(dask_scheduler="tcp://127.0.0.1:8786")
