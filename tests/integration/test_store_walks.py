"""Walking through a collection while others write to it: what stays is seen exactly once."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.actions import records
from api.actions.pages import MOST, USUAL
from api.actions.records import Match
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.records.kinds import OnCallRecord, RelationshipRecord
from api.records.nouns import record_of_noun
from api.service import Service
from api.store.schema import table
from api.store.write import writing
from fixtures.plain_world import person
from matcher.domain.person_codes import Depth
from tests.databases import api_of, service_on
from tests.stores import HERE, NOW

ROWS, PAGE, WRITERS, SECONDS = 2_000, 100, 4, 30
NEXT = re.compile(r'<(?P<address>[^>]+)>; rel="next"')
ANY = Match(frozenset())


def row(name: str, id: str, changed: bool = False):
    """A record of a collection whose records may go, before or after a change."""
    if name == "on_call":
        return OnCallRecord(id=id, role="manager", name="Bo" if changed else "Kay")
    return RelationshipRecord(id=id, young_person_id="yp", person_id=id, depth=Depth.TRUSTED if changed else Depth.MET)


def fill(service: Service, name: str, ids: list[str]) -> None:
    people = COLLECTIONS["young_people"]
    with writing(service.store, speaker(service, HERE), NOW) as change:
        change.save(people, [record_of_noun(people, person("yp"))])
        change.save(COLLECTIONS[name], [row(name, one) for one in ids])


def pages(api: TestClient, at: str) -> Iterator[list[str]]:
    """The ids on each page, from the first on."""
    while True:
        answer = api.get(at)
        assert answer.status_code == 200
        yield [one["id"] for one in answer.json()]
        following = NEXT.fullmatch(answer.headers.get("link", ""))
        if following is None:
            return
        at = following["address"]


class Writer:
    """Adds, changes and deletes records, each writer its own, until it is told to stop."""

    def __init__(self, url: str, name: str, number: int) -> None:
        self.name, self.number, self.done = name, number, Counter[str]()
        self.service = service_on(url)
        self.caller = speaker(self.service, HERE)

    def work(self, theirs: list[str], begun: Barrier, over: Event) -> Counter[str]:
        """Deletes every other one of these, changes the rest, and adds as many. Begun: one of each is done."""
        for n, one in enumerate(theirs):
            if n == 2:
                begun.wait(SECONDS)
            if over.is_set():
                break
            self._put(f"{one}.more" if n % 3 else f"a-{one}", changed=False)
            if n % 2:
                records.remove(self.service, self.caller, COLLECTIONS[self.name], one, ANY)
            else:
                self._put(one, changed=True)
            self.done.update(["removed" if n % 2 else "changed", "added"])
        self.service.close()
        return self.done

    def _put(self, id: str, *, changed: bool) -> None:
        match = ANY if changed else Match()
        records.put(self.service, self.caller, COLLECTIONS[self.name], id, row(self.name, id, changed), match)


@contextmanager
def being_written(url: str, name: str, ids: list[str]) -> Iterator[list[Counter[str]]]:
    """Writers at work for as long as the block lasts; afterwards, what each did."""
    begun, over, did = Barrier(WRITERS + 1), Event(), list[Counter[str]]()
    with ThreadPoolExecutor(WRITERS) as pool:
        work = [pool.submit(Writer(url, name, n).work, ids[n::WRITERS], begun, over) for n in range(WRITERS)]
        try:
            begun.wait(SECONDS)
            yield did
        finally:
            over.set()
            did += [one.result() for one in work]


@pytest.mark.parametrize("name", ["on_call", "relationships"])
def test_what_stays_is_seen_once_whatever_is_written_meanwhile(opened, name):
    ids = [f"{'kz'[n % 2]}-{n * 7919 % ROWS:04}" for n in range(ROWS)]
    fill(opened, name, ids)
    touched, untouched = ids[: ROWS // 2], ids[ROWS // 2 :]
    with being_written(opened.settings.database_url, name, touched) as did:
        found = list(pages(api_of(opened), f"/v1/{COLLECTIONS[name].path}?limit={PAGE}"))
    together = sum(did, Counter())
    assert min(together["added"], together["changed"], together["removed"]) > 0
    seen = Counter(one for page in found for one in page)
    staying = set(untouched) | set(touched) & kept_ids(opened, name)
    assert {one: seen[one] for one in staying if seen[one] != 1} == {}
    assert set(seen.values()) == {1}
    assert [one for page in found for one in page] == sorted(seen)
    assert {len(page) for page in found[:-1]} == {PAGE}


def kept_ids(service: Service, name: str) -> set[str]:
    with service.store.reading() as connection:
        return set(connection.scalars(select(table(name).c.id)))


def test_a_page_has_fifty_unless_asked_and_two_hundred_at_most(opened):
    fill(opened, "on_call", [f"o-{n:03}" for n in range(MOST + 1)])
    api = api_of(opened)
    assert [len(page) for page in pages(api, "/v1/on-call")] == [USUAL] * 4 + [1]
    assert [len(page) for page in pages(api, f"/v1/on-call?limit={MOST}")] == [MOST, 1]
    for limit in (0, MOST + 1, -1, "many"):
        assert api.get(f"/v1/on-call?limit={limit}").status_code == 422


def test_the_last_page_leads_nowhere(opened):
    api, rows = api_of(opened), 0
    for upto in (0, 1, PAGE - 1, PAGE, PAGE + 1):
        fill(opened, "on_call", [f"o-{n:03}" for n in range(rows, upto)])
        found, rows = list(pages(api, f"/v1/on-call?limit={PAGE}")), upto
        assert sum(map(len, found)) == rows
        assert len(found) == max(1, -(-rows // PAGE))


def test_a_cursor_that_is_not_ours_is_refused(opened):
    api = api_of(opened)
    for cursor in ("é", "a", "%00", "ab=c", "_" * 201, "AAAA", "IA"):
        answer = api.get("/v1/on-call", params={"cursor": cursor})
        assert answer.status_code == 422, cursor
    assert api.get("/v1/on-call", params={"cursor": "eno"}).json() == []
