"""The frame that answers are made from: as new as the last change by anybody, as late as this minute, made once."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from api import frames
from api.actions import records
from api.actions.loading import begin_authority, load_snapshot
from api.actions.records import Match
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.records.kinds import WorkerRecord
from api.store.read import NoSuchAuthority, read_snapshot
from fixtures.plain_world import full_rota
from matcher.domain.errors import InvalidInput
from matcher.domain.snapshot import content_hash
from matcher.domain.staff import Worker
from tests.databases import service_on
from tests.small import fill_small, small_world
from tests.stores import ELSEWHERE, HERE, NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Clock:
    """Goes when it is told to."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(opened, clock):
    """The small authority, on either database, with a clock of its own."""
    service = service_on(opened.settings.database_url, clock)
    yield fill_small(service)
    service.close()


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """Whose snapshot was read, each time one was."""
    seen = []

    def counted(connection, authority, as_of):
        seen.append(authority)
        time.sleep(0.05)
        return read_snapshot(connection, authority, as_of)

    monkeypatch.setattr(frames, "read_snapshot", counted)
    return seen


def add_worker(service, id: str, authority: str = HERE) -> None:
    worker = WorkerRecord(id=id, name="Somebody")
    records.put(service, speaker(service, authority), COLLECTIONS["workers"], id, worker, Match())


def workers(frame) -> set[str]:
    return {one.id for one in frame.snapshot.workers}


def test_it_is_the_same_until_something_changes(service, reads):
    first = service.frames.frame(HERE)
    assert service.frames.frame(HERE) is first
    assert reads == [HERE]


def test_what_another_process_writes_is_in_the_next_one(service, clock):
    other = service_on(service.settings.database_url, clock)
    before = service.frames.frame(HERE)
    add_worker(other, "new")
    after = service.frames.frame(HERE)
    assert workers(after) == workers(before) | {"new"}
    assert after.snapshot_hash != before.snapshot_hash
    assert after.snapshot_hash == other.frames.frame(HERE).snapshot_hash
    other.close()


def test_what_is_written_elsewhere_does_not_make_it_anew(service, reads):
    first = service.frames.frame(HERE)
    add_worker(service, "new", ELSEWHERE)
    assert service.frames.frame(HERE) is first


def test_a_reading_or_a_refusal_does_not_make_it_anew(service):
    first, caller = service.frames.frame(HERE), speaker(service, HERE)
    records.read(service, caller, COLLECTIONS["young_people"], "yp")
    with pytest.raises(InvalidInput):
        records.patch(service, caller, COLLECTIONS["places"], "home-bed", {"setting_id": "nowhere"}, Match(frozenset()))
    assert service.frames.frame(HERE) is first


def test_a_minute_later_it_is_of_that_minute_and_nothing_is_read(service, clock, reads):
    first = service.frames.frame(HERE)
    clock.at += MINUTE
    second = service.frames.frame(HERE)
    assert second.snapshot.as_of == first.snapshot.as_of + MINUTE
    assert second.snapshot.workers is first.snapshot.workers
    assert reads == [HERE]


def test_within_a_minute_it_stays(service, clock):
    clock.at = NOW.replace(second=1)
    first = service.frames.frame(HERE)
    clock.at = NOW.replace(second=59)
    assert service.frames.frame(HERE) is first


def test_its_hash_is_that_of_its_content_whenever_it_was_dated(service, clock):
    first = service.frames.frame(HERE)
    for later in (timedelta(), MINUTE, DAY, 40 * DAY):
        clock.at = NOW + later
        frame = service.frames.frame(HERE)
        assert frame.snapshot_hash == content_hash(frame.snapshot)
        assert later >= DAY or frame.snapshot_hash == first.snapshot_hash


def test_on_another_day_it_is_what_a_process_that_starts_then_has(service, clock):
    """Rotas are left out once they are old: an answer's hash does not depend on how long its process has lived."""
    service.frames.frame(HERE)
    for later in (DAY, 31 * DAY, 32 * DAY, 33 * DAY):
        clock.at = NOW + later
        fresh = service_on(service.settings.database_url, clock)
        held, new = service.frames.frame(HERE), fresh.frames.frame(HERE)
        fresh.close()
        assert held.snapshot == new.snapshot
        assert held.snapshot_hash == new.snapshot_hash


def test_the_day_is_londons(service, clock, reads):
    clock.at = datetime(2026, 5, 22, 22, 59, tzinfo=UTC)
    friday = service.frames.frame(HERE)
    clock.at += MINUTE
    saturday = service.frames.frame(HERE)
    assert (friday.snapshot.today, saturday.snapshot.today) == (NOW.date(), NOW.date() + DAY)
    assert len(reads) == 2


def test_a_demonstration_stands_still(service, clock):
    begin_authority(service, "still", "Still", "2026-01-05T10:00:00+00:00")
    first = service.frames.frame("still")
    clock.at += DAY
    assert service.frames.frame("still") is first
    assert first.snapshot.as_of.isoformat() == "2026-01-05T10:00:00+00:00"


def test_a_demonstration_that_gets_another_name_stands_where_it_stood(service):
    begin_authority(service, "still", "Still", "2026-01-05T10:00:00+00:00")
    assert not begin_authority(service, "still", "Quite still")
    assert service.frames.frame("still").snapshot.as_of.isoformat() == "2026-01-05T10:00:00+00:00"


def test_two_who_ask_at_once_do_not_both_make_it(service, reads):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(service.frames.frame, [HERE] * 4))
    assert reads == [HERE]
    assert all(one is found[0] for one in found)


def test_a_dry_run_leaves_everything_as_it_was(service):
    first = service.frames.frame(HERE)
    more = replace(small_world(), workers=(Worker(id="new", name="Somebody"),), shifts=full_rota("fosters", days=1))
    would = load_snapshot(service, speaker(service, HERE), more, dry_run=True)
    assert {one.collection: one.created for one in would if one.created} == {"workers": 1, "shifts": 3}
    assert service.frames.frame(HERE) is first
    load_snapshot(service, speaker(service, HERE), more)
    assert "new" in workers(service.frames.frame(HERE))


def test_there_is_none_of_an_authority_that_is_not_there(service):
    with pytest.raises(NoSuchAuthority):
        service.frames.frame("nowhere")
