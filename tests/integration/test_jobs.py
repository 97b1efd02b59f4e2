"""Slow work: done once, whoever is there to do it; cancelled soon; never lost, and never left running by nobody."""

import json
import os
import signal
from contextlib import ExitStack

import pytest
from structlog.testing import capture_logs

from api.service import Service
from api.store.jobs import JobState
from tests import stand_ins
from tests.slow_work import (
    answer,
    ask,
    cancel,
    column,
    job,
    until,
    until_begun,
    until_over,
    worker_of,
    working,
)
from tests.small import fill_small


@pytest.fixture
def kept(opened) -> Service:
    """The small authority, in a process of the service that hands over nothing itself."""
    return fill_small(opened)


@pytest.fixture
def url(kept) -> str:
    return kept.settings.database_url


def test_work_is_done_by_another_process_from_the_very_snapshot_it_was_asked_with(kept, url):
    id_ = ask(kept, '{"what": 1}')
    fill_small_again = job(kept.store, id_).snapshot_hash
    with working(worker_of(url, stand_ins.count_people)):
        done = until_over(kept.store, id_)
    assert (done.state, done.attempts, done.problem) == (JobState.DONE, 1, None)
    assert json.loads(answer(kept.store, id_) or b"") == [{"what": 1}, 3]
    assert done.snapshot_hash == fill_small_again
    assert done.started_at is not None
    assert done.ended_at is not None
    assert done.made_at <= done.started_at <= done.ended_at


def test_what_it_has_come_to_can_be_read_meanwhile_and_it_goes_on_until_it_is_cancelled(kept, url):
    id_ = ask(kept)
    with working(worker_of(url, stand_ins.go_on_until_told)):
        process = until_begun(kept.store, id_)
        assert process != os.getpid()
        cancel(kept.store, id_)
        over = job(kept.store, id_)
        assert (over.state, over.stopping, over.problem) == (JobState.CANCELLED, True, None)
        stopped = until(kept.store, id_, lambda one: not one.stopping)
    assert (stopped.state, stopped.ended_at) == (JobState.CANCELLED, over.ended_at)
    assert answer(kept.store, id_) == b'"the best until then"'


def test_work_gives_signs_of_life_while_it_has_nothing_new_to_say(kept, url):
    id_ = ask(kept)
    with working(worker_of(url, stand_ins.go_on_until_told)):
        until_begun(kept.store, id_)
        before = column(kept.store, id_, "alive_at")
        until(kept.store, id_, lambda _: column(kept.store, id_, "alive_at") > before)


def test_what_has_ended_is_not_changed_by_a_cancelling(kept, url):
    id_ = ask(kept)
    with working(worker_of(url, stand_ins.count_people)):
        before = until_over(kept.store, id_)
    cancel(kept.store, id_)
    assert job(kept.store, id_) == before


def test_a_worker_killed_in_the_middle_is_noticed_and_its_work_is_begun_once_more(kept, url):
    id_ = ask(kept)
    with working(worker_of(url, stand_ins.go_on_until_told)):
        first = until_begun(kept.store, id_)
        os.kill(first, signal.SIGKILL)
        until(kept.store, id_, lambda one: one.attempts == 2 and one.progress)
        assert until_begun(kept.store, id_) != first


@pytest.mark.parametrize(("times", "state"), [(1, JobState.DONE), (9, JobState.FAILED)])
def test_work_that_kills_its_worker_is_begun_twice_and_no_more(kept, url, tmp_path, times, state):
    begun = tmp_path / "begun"
    id_ = ask(kept, json.dumps({"file": str(begun), "times": times}))
    with working(worker_of(url, stand_ins.die)):
        over = until_over(kept.store, id_)
    assert (over.state, over.attempts) == (state, 2)
    assert begun.read_text(encoding="utf-8").count("begun") == 2
    assert ("begun twice" in (over.problem or "")) is (state is JobState.FAILED)


def test_one_that_dies_takes_nobody_elses_work_with_it(kept, url):
    with working(worker_of(url, stand_ins.go_on_until_told, job_processes=2)) as service:
        one, other = ask(service), ask(service)
        os.kill(until_begun(kept.store, one), signal.SIGKILL)
        until(kept.store, one, lambda found: found.attempts == 2 and found.progress)
        until_begun(kept.store, other)
        assert job(kept.store, other).attempts == 1


def test_a_restart_takes_up_what_waits_and_what_was_being_worked_on(kept, url):
    running, waiting = ask(kept), ask(kept)
    with working(worker_of(url, stand_ins.go_on_until_told)):
        until_begun(kept.store, running)
    for id_ in (running, waiting):
        assert (job(kept.store, id_).state, job(kept.store, id_).attempts) == (JobState.QUEUED, 0), "handed back"
    with working(worker_of(url, stand_ins.count_people)):
        for id_ in (running, waiting):
            assert (until_over(kept.store, id_).state, job(kept.store, id_).attempts) == (JobState.DONE, 1)


def test_two_servers_at_one_database_do_each_job_once(kept, url, tmp_path):
    files = [tmp_path / str(n) for n in range(8)]
    ids = [ask(kept, json.dumps({"file": str(file), "times": 0})) for file in files]
    with ExitStack() as both:
        for _ in range(2):
            both.enter_context(working(worker_of(url, stand_ins.die, job_processes=2)))
        states = [until_over(kept.store, id_) for id_ in ids]
    assert {(one.state, one.attempts) for one in states} == {(JobState.DONE, 1)}
    assert [file.read_text(encoding="utf-8") for file in files] == ["begun\n"] * len(files)


def test_work_that_hears_nothing_is_ended_with_its_process(kept, url, monkeypatch):
    id_ = ask(kept)
    service = worker_of(url, stand_ins.hear_nothing)
    monkeypatch.setattr(service.jobs, "_terms", stand_ins.impatient(service.jobs._terms))
    with working(service):
        until_begun(kept.store, id_)
        cancel(kept.store, id_)
        over = until(kept.store, id_, lambda one: not one.stopping)
    assert (over.state, over.attempts, answer(kept.store, id_)) == (JobState.CANCELLED, 1, None)


def test_work_that_takes_too_long_is_stopped_and_says_so(kept, url):
    id_ = ask(kept)
    with working(worker_of(url, stand_ins.go_on_until_told, job_minutes=0.02)):
        over = until_over(kept.store, id_)
    assert (over.state, over.attempts) == (JobState.FAILED, 1)
    assert "took longer" in (over.problem or "")
    assert answer(kept.store, id_) == b'"the best until then"'


def test_work_that_fails_says_so_once_and_names_nobody(kept, url):
    id_ = ask(kept)
    with capture_logs() as lines, working(worker_of(url, stand_ins.fall_over)) as service:
        over = until_over(kept.store, id_)
        service.close()
    assert (over.state, over.attempts) == (JobState.FAILED, 1)
    assert "RuntimeError" in (over.problem or "")
    assert "Quillfeather" not in f"{over}{lines}"


def test_what_cannot_be_done_says_what_to_mend(kept, url):
    id_ = ask(kept)
    with working(worker_of(url, stand_ins.refuse)):
        over = until_over(kept.store, id_)
    assert (over.state, over.attempts) == (JobState.FAILED, 1)
    assert over.problem == "One thing has to be put right. /locks/0: This cannot be. Leave it out."


def test_a_kind_of_work_that_nobody_here_knows_is_left_to_others(kept, url):
    unknown, known = ask(kept, kind="another"), ask(kept)
    with working(worker_of(url, stand_ins.count_people)):
        until_over(kept.store, known)
    assert job(kept.store, unknown, kind="another").state is JobState.QUEUED


def test_a_process_that_hands_over_nothing_leaves_the_work_to_others(kept, url):
    id_ = ask(kept)
    with (
        working(worker_of(url, stand_ins.count_people, job_processes=0)),
        working(worker_of(url, stand_ins.count_people)),
    ):
        assert until_over(kept.store, id_).state is JobState.DONE
