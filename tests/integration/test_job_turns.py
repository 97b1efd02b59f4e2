"""Whose turn it is: one worker has a job, for as long as it gives signs of life; what it says later does not count."""

from datetime import timedelta

import pytest

from api.service import Service
from api.store.job_turns import Ticket, finish, hand_back, let_go, look, take
from api.store.jobs import JobState, database_time
from tests import stand_ins
from tests.slow_work import (
    ask,
    cancel,
    change,
    job,
    until,
    until_over,
    worker_of,
    working,
)
from tests.small import fill_small
from tests.stores import HERE

LONG_AGO = timedelta(hours=1)


@pytest.fixture
def kept(opened) -> Service:
    """The small authority, in a process of the service that hands over nothing itself."""
    return fill_small(opened)


@pytest.fixture
def url(kept) -> str:
    return kept.settings.database_url


def test_what_waits_is_cancelled_at_once(kept, url):
    id_ = ask(kept)
    cancel(kept.store, id_)
    assert job(kept.store, id_).state is JobState.CANCELLED
    other = ask(kept)
    with working(worker_of(url, stand_ins.count_people)):
        until_over(kept.store, other)
    assert (job(kept.store, id_).state, job(kept.store, id_).attempts) == (JobState.CANCELLED, 0)


def test_work_whose_server_and_worker_are_both_gone_is_taken_up_when_its_lease_runs_out(kept, url):
    """Nobody is told of it: there is only the row, running, without a sign of life."""
    id_ = ask(kept)
    with kept.store.writing() as connection:
        taken = take(connection, Ticket(HERE, id_, "work", "gone"))
        long_ago = database_time(connection) - LONG_AGO
    change(kept.store, id_, alive_at=long_ago)
    with working(worker_of(url, stand_ins.count_people)):
        assert until_over(kept.store, id_).state is JobState.DONE
    with kept.store.writing() as connection:
        assert taken is not None
        assert look(connection, taken[0]) is None, "whoever had it finds that it is theirs no more"


def test_a_lease_that_runs_is_left_alone(kept, url):
    id_ = ask(kept)
    with kept.store.writing() as connection:
        take(connection, Ticket(HERE, id_, "work", "busy"))
    other = ask(kept)
    with working(worker_of(url, stand_ins.count_people)):
        until_over(kept.store, other)
    assert (job(kept.store, id_).state, job(kept.store, id_).attempts) == (JobState.RUNNING, 1)


@pytest.mark.parametrize(("attempts", "cancelled", "state"), [(2, False, "failed"), (1, True, "cancelled")])
def test_a_lease_that_ran_out_for_the_second_time_or_of_what_was_cancelled_is_the_end(
    kept, url, attempts, cancelled, state
):
    id_ = ask(kept)
    with kept.store.writing() as connection:
        take(connection, Ticket(HERE, id_, "work", "gone"))
        long_ago = database_time(connection) - LONG_AGO
    change(kept.store, id_, alive_at=long_ago, attempts=attempts)
    if cancelled:
        cancel(kept.store, id_)
        assert job(kept.store, id_).stopping
    with working(worker_of(url, stand_ins.count_people)):
        over = until(kept.store, id_, lambda one: one.state.is_over and not one.stopping)
    assert (over.state, over.attempts) == (state, attempts)
    assert over.ended_at is not None


def test_of_two_who_take_the_same_job_one_has_it(kept):
    id_ = ask(kept)
    with kept.store.writing() as connection:
        first = take(connection, Ticket(HERE, id_, "work", "one"))
    with kept.store.writing() as connection:
        assert take(connection, Ticket(HERE, id_, "work", "another")) is None
    assert first is not None
    assert first[1].snapshot_hash == job(kept.store, id_).snapshot_hash


def test_an_executor_that_begins_a_lost_handing_over_again_has_it_and_the_first_has_not(kept):
    id_ = ask(kept)
    ticket = Ticket(HERE, id_, "work", "one")
    with kept.store.writing() as connection:
        first, again = take(connection, ticket), take(connection, ticket)
        third = take(connection, ticket)
        assert first is not None
        assert again is not None
        assert (first[0].attempt, again[0].attempt, third) == (1, 2, None)
        assert look(connection, first[0]) is None
        assert look(connection, again[0]) is False


def test_an_answer_to_a_job_that_was_taken_away_is_not_kept(kept):
    id_ = ask(kept)
    ticket = Ticket(HERE, id_, "work", "one")
    with kept.store.writing() as connection:
        taken = take(connection, ticket)
        assert taken is not None
        hand_back(connection, ticket)
        assert take(connection, Ticket(HERE, id_, "work", "another")) is not None
        kept_it = finish(connection, taken[0], stand_ins.ENDING)
    assert not kept_it
    assert job(kept.store, id_).state is JobState.RUNNING


def test_what_was_handed_over_and_never_begun_counts_as_an_attempt(kept):
    """Else a worker that cannot even start would be handed the same job for ever."""
    id_ = ask(kept)
    for n, state in ((1, JobState.QUEUED), (2, JobState.FAILED)):
        with kept.store.writing() as connection:
            let_go(connection, Ticket(HERE, id_, "work", str(n)), "There was no way to begin.")
        assert (job(kept.store, id_).state, job(kept.store, id_).attempts) == (state, n)
    assert job(kept.store, id_).problem == "There was no way to begin."
