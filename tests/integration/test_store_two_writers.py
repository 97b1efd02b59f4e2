"""Two people change one record: nobody's change is lost under another's, and what is sent twice is kept once."""

from collections import Counter
from contextlib import ExitStack

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.service import now
from api.store.read import authority_row
from api.store.schema import table
from tests.databases import api_of, service_on
from tests.processes import FROM_HELPER, SECONDS, another
from tests.stores import HERE, signed_in
from tests.workers import count_up

WRITERS = 4
AT = "/v1/workers/w"
WORKER = {"id": "w", "name": "Kay", "response_minutes": 0}
YOUNG_PERSON = {"id": "yp", "name_to_use": "Robin"}
REQUEST = {"id": "r", "young_person_id": "yp", "start_date": "2026-06-01"}
APART = {"id": "s", "person_a": "yp", "person_b": "other", "reason": "conflict"}


@pytest.fixture
def api(opened) -> TestClient:
    """A service manager, on either database."""
    return api_of(opened)


@pytest.fixture
def known(api) -> str:
    """The ETag of a worker who is there already."""
    return api.put(AT, json=WORKER).headers["etag"]


def put(api: TestClient, body, etag: str | None = None, at: str = AT):
    return api.put(at, json=body, headers={} if etag is None else {"if-match": etag})


def version(service) -> int:
    with service.store.reading() as connection:
        return authority_row(connection, HERE).version


def audited(service, action: str) -> int:
    entries = table("audit_entry").c
    with service.store.reading() as connection:
        return connection.execute(select(func.count()).where(entries.action == action)).scalar_one()


def all_count_up(url: str, rounds: int) -> list[list[int]]:
    """What each of the writers was answered, round by round. Their token has to last by the real clock."""
    service = service_on(url, now)
    headers = signed_in(service)
    assert put(api_of(service), WORKER).status_code == 201
    service.store.close()
    together = FROM_HELPER.Barrier(WRITERS)
    pipes = [FROM_HELPER.Pipe(duplex=False) for _ in range(WRITERS)]
    with ExitStack() as all_of_them:
        for n, (_, tell) in enumerate(pipes):
            all_of_them.enter_context(another(count_up, url, headers, f"writer {n}", rounds, together, tell))
        for ours, theirs in pipes:
            theirs.close()
            assert ours.poll(SECONDS)
        return [ours.recv() for ours, _ in pipes]


def require_no_update_lost(url: str, rounds: int) -> None:
    said = all_count_up(url, rounds)
    for answers in zip(*said, strict=True):
        assert Counter(answers) == {200: 1, 412: WRITERS - 1}
    service = service_on(url)
    assert api_of(service).get(AT).json()["response_minutes"] == rounds
    assert audited(service, "change") == rounds
    assert version(service) == 1 + rounds
    service.store.close()


def test_of_several_processes_that_change_what_they_read_one_is_heard(opened):
    require_no_update_lost(opened.settings.database_url, 20)


@pytest.mark.long
def test_no_update_of_a_thousand_is_lost(opened):
    require_no_update_lost(opened.settings.database_url, 1000 // WRITERS)


def test_what_is_sent_again_changes_nothing(api, opened, known):
    before = version(opened)
    again = put(api, WORKER)
    assert (again.status_code, again.headers["etag"]) == (200, known)
    assert (version(opened), audited(opened, "change")) == (before, 0)


def test_a_change_that_does_not_say_of_what_is_refused(api, known):
    for answer in (
        put(api, WORKER | {"name": "Bo"}),
        api.patch(AT, json={"name": "Bo"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (428, "precondition_required")
    read = api.get(AT)
    assert (read.json()["name"], read.headers["etag"]) == ("Kay", known)


def test_a_change_of_another_version_is_refused(api, known):
    for other in ('"0"', '"9999"', f"W/{known}", '"x"', '"0", "9999"'):
        for answer in (
            put(api, WORKER | {"name": "Bo"}, other),
            api.patch(AT, json={"name": "Bo"}, headers={"if-match": other}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    assert api.get(AT).headers["etag"] == known


def test_a_change_of_the_version_known_is_kept_under_a_new_one(api, known):
    for name, known_as in (("Bo", "{}"), ("Al", "*"), ("Di", ' "0" , {} ')):
        known = api.get(AT).headers["etag"]
        changed = put(api, WORKER | {"name": name}, known_as.format(known))
        assert changed.status_code == 200
        assert changed.headers["etag"] == api.get(AT).headers["etag"] != known


def test_nothing_is_changed_where_there_is_nothing(api):
    for etag in ('"1"', "*"):
        assert put(api, WORKER, etag).status_code == 412
        assert api.patch(AT, json={"name": "Bo"}, headers={"if-match": etag}).status_code == 404
    assert api.get(AT).status_code == 404


def test_a_record_is_added_once(api):
    first, second = api.post("/v1/workers", json=WORKER), api.post("/v1/workers", json=WORKER | {"name": "Bo"})
    assert (first.status_code, second.status_code, second.json()["code"]) == (201, 409, "record_exists")
    assert api.get(AT).json()["name"] == "Kay"


def test_a_record_that_went_and_came_back_has_another_version(api):
    for who in ("yp", "other"):
        put(api, YOUNG_PERSON | {"id": who}, at=f"/v1/young-people/{who}")
    at = "/v1/separations/s"
    first = put(api, APART, at=at).headers["etag"]
    assert api.delete(at).status_code == 428
    assert api.delete(at, headers={"if-match": '"0"'}).status_code == 412
    assert api.delete(at, headers={"if-match": first}).status_code == 204
    assert api.delete(at, headers={"if-match": first}).status_code == 404
    assert put(api, APART, at=at).headers["etag"] != first
    assert put(api, APART | {"source": "x"}, first, at=at).status_code == 412


def test_a_request_and_the_person_within_it_are_kept_both_or_neither(api):
    at = "/v1/placement-requests/r"
    assert put(api, REQUEST | {"young_person": YOUNG_PERSON, "start_date": "2036-06-01"}, at=at).status_code == 422
    assert api.get("/v1/young-people/yp").status_code == 404
    assert put(api, REQUEST | {"young_person": YOUNG_PERSON}, at=at).status_code == 201
    assert api.get("/v1/young-people/yp").json()["name_to_use"] == "Robin"


def test_a_request_sent_again_with_another_person_within_it_is_a_change(api):
    at = "/v1/placement-requests/r"
    known = put(api, REQUEST | {"young_person": YOUNG_PERSON}, at=at).headers["etag"]
    assert put(api, REQUEST | {"young_person": YOUNG_PERSON}, at=at).status_code == 200
    renamed = REQUEST | {"young_person": YOUNG_PERSON | {"name_to_use": "Bo"}}
    assert put(api, renamed, at=at).status_code == 428
    assert put(api, renamed, '"0"', at=at).status_code == 412
    assert api.get("/v1/young-people/yp").json()["name_to_use"] == "Robin"
    assert put(api, renamed, known, at=at).status_code == 200
    assert api.get("/v1/young-people/yp").json()["name_to_use"] == "Bo"
