"""Several who act at the same moment: a person gets one bed, and an answer's snapshot is kept once."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from api.actions import options, records
from api.actions.loading import load_snapshot
from api.actions.records import Match
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.records.kinds import PlacementRecord, WorkerRecord
from api.service import Service
from api.store.read import read_snapshot
from api.store.schema import table
from fixtures.plain_world import person, place, setting, world
from matcher.domain.checks import problems
from matcher.domain.errors import InvalidInput
from tests.databases import service_on
from tests.small import REQUEST, fill_small
from tests.stores import HERE, NOW

ROUNDS, WRITERS = 50, 3
FIRST = date(2026, 6, 1)


@pytest.fixture
def processes(opened) -> Iterator[list[Service]]:
    """Services that share nothing but the database."""
    several = [service_on(opened.settings.database_url) for _ in range(WRITERS)]
    yield several
    for one in several:
        one.close()


def at_once(processes: list[Service], act: Callable[[Service, int], object]) -> list[object]:
    """What each did, all begun together; the kind of error where it was one."""
    together = Barrier(len(processes))

    def begin(n: int) -> object:
        together.wait(10)
        try:
            return act(processes[n], n)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            return type(error)

    with ThreadPoolExecutor(len(processes)) as pool:
        return list(pool.map(begin, range(len(processes))))


def count(service: Service, name: str) -> int:
    with service.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def test_of_several_stays_of_one_person_at_the_same_moment_one_is_kept(opened, processes):
    homes = tuple(setting(f"home-{n}") for n in range(WRITERS))
    places = tuple(place(one.id) for one in homes)
    people = tuple(person(f"yp-{n}") for n in range(ROUNDS))
    there = world(*homes, authority=HERE, young_people=people, places=places, placement_requests=(), shifts=())
    load_snapshot(opened, speaker(opened, HERE), there)
    callers = [speaker(one, HERE) for one in processes]
    for n, who in enumerate(people):

        def place_them(service: Service, writer: int, who: str = who.id, n: int = n) -> bool:
            first = FIRST + timedelta(days=writer * (n % 9))
            record = PlacementRecord(
                id=f"{who}-{writer}", young_person_id=who, setting_id=f"home-{writer}", first_night=first
            )
            return records.put(service, callers[writer], COLLECTIONS["placements"], record.id, record, Match()).is_new

        assert Counter(at_once(processes, place_them)) == {True: 1, InvalidInput: WRITERS - 1}
    with opened.store.reading() as connection:
        found = read_snapshot(connection, HERE, NOW)
    assert sorted(one.young_person_id for one in found.placements) == sorted(one.id for one in people)
    assert problems(found) == ()


def test_several_who_ask_for_options_right_after_a_change_are_all_answered(opened, processes):
    fill_small(opened)
    callers = [speaker(one, HERE) for one in processes]
    for n in range(10):
        worker = WorkerRecord(id=f"w-{n}", name="Somebody")
        records.put(opened, callers[0], COLLECTIONS["workers"], worker.id, worker, Match())
        found = at_once(processes, lambda service, n: options.rank_options(service, callers[n], REQUEST))
        assert len({*found}) == 1
        assert isinstance(found[0], bytes)
    kept = [count(opened, name) for name in ("sealed_snapshot", "sealed_policy", "shown_result")]
    assert kept == [10, 1, 10 * WRITERS]
