"""What another authority keeps is not there: nothing of it is shown, told by a difference, or changed."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.exchange.lists import LIST_NAMES
from api.records.collections import COLLECTIONS
from api.store.schema import METADATA, table
from matcher.domain.snapshot import Snapshot
from tests.served import address, operations_of
from tests.small import PLACE, REQUEST, fill_small, sample, sample_id, small_world
from tests.stores import ELSEWHERE, HERE, rows_of, signed_in

THEIRS = "Only-Westfell-knows"
CASES = {"case-system": "10442"}
OPTIONS = f"/v1/placement-requests/{REQUEST}/options"
REGISTERS = [one for one in COLLECTIONS.values() if one.can_go]


def marked() -> Snapshot:
    """The small world, with the same ids and other words."""
    plain = small_world()
    return replace(
        plain,
        young_people=tuple(replace(one, name_to_use=THEIRS) for one in plain.young_people),
        settings=tuple(replace(one, name=THEIRS) for one in plain.settings),
        places=tuple(replace(one, vacancy_confirmed_by=THEIRS) for one in plain.places),
    )


@pytest.fixture
def here(client, service) -> TestClient:
    """A service manager of the small authority; the other one keeps nothing."""
    client.headers.update(signed_in(service))
    return client


@pytest.fixture
def there(service) -> dict[str, str]:
    """Lets in a machine of the other authority: it may whatever somebody may."""
    return signed_in(service, authority=ELSEWHERE)


@pytest.fixture
def both(service):
    """Two authorities with the same ids."""
    return fill_small(service, ELSEWHERE, marked())


def told(answer) -> tuple:
    """All that a caller can tell one answer from another by."""
    heads = {name: said for name, said in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, heads, answer.content


ABOUT_ONE = (
    "options",
    "one option",
    "its impact draft",
    "effects",
    "a brief",
    "how sure",
    "compared",
    "a vacancy",
    "beds",
    "a forecast",
    "a plan read",
    "a plan cancelled",
    "a what-if read",
    "a what-if cancelled",
)
"""What else takes an id."""


BODIES = {
    "PATCH": {"json": {}, "headers": {"if-match": "*"}},
    "DELETE": {"headers": {"if-match": "*"}},
}


def test_an_id_of_another_authority_and_one_of_nobody_get_the_same_answer(here, there):
    seen = 0
    assert here.post(OPTIONS).status_code == 200
    for one in operations_of(here.app):
        if "{id}" in one.path and one.method != "PUT":
            asked = BODIES.get(one.method, {})
            headers = {**asked.get("headers", {}), **there}
            theirs = here.request(one.method, address(one.path), json=asked.get("json"), headers=headers)
            nobodys = here.request(one.method, address(one.path, "nowhere"), json=asked.get("json"), headers=headers)
            assert theirs.status_code == 404, str(one)
            assert told(theirs) == told(nobodys), str(one)
            seen += 1
    assert seen == 2 * len(COLLECTIONS) + len(REGISTERS) + len(ABOUT_ONE)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_list_holds_nothing_of_another_authority(here, there, name):
    path = f"/v1/{COLLECTIONS[name].path}"
    assert here.get(path).json()
    answer = here.get(path, headers=there)
    assert (answer.status_code, answer.content, answer.headers.get("link")) == (200, b"[]", None)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_an_id_in_another_system_finds_only_ones_own(here, there, name):
    path, id_ = f"/v1/{COLLECTIONS[name].path}", sample_id(name)
    known = here.patch(f"{path}/{id_}", json={"external_refs": CASES}, headers={"if-match": "*"})
    assert known.status_code == 200
    assert len(here.get(path, params={"external_ref": "case-system:10442"}).json()) == 1
    answer = here.get(path, params={"external_ref": "case-system:10442"}, headers=there)
    assert (answer.status_code, answer.content) == (200, b"[]")


def test_an_id_in_another_system_finds_nothing_under_the_same_id_of_ones_own(here, there, both):
    known = here.patch("/v1/settings/home", json={"external_refs": CASES}, headers={"if-match": "*"})
    assert known.status_code == 200
    answer = here.get("/v1/settings", params={"external_ref": "case-system:10442"}, headers=there)
    assert (answer.status_code, answer.content) == (200, b"[]")


def test_an_id_that_another_authority_uses_is_free(here, there):
    person = {"id": "yp", "external_refs": CASES}
    assert here.patch("/v1/young-people/yp", json=person, headers={"if-match": "*"}).status_code == 200
    theirs = here.post("/v1/young-people", json=person, headers=there)
    assert theirs.status_code == 201
    assert "responsible_authority" not in theirs.json()


def test_a_record_cannot_name_a_record_of_another_authority(here, there):
    seen = 0
    for name, collection in COLLECTIONS.items():
        if collection.refers_to:
            answer = here.post(f"/v1/{collection.path}", json=sample(name), headers=there)
            seen += 1
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input"), name
    assert seen == 9


def test_to_change_what_another_authority_keeps_is_to_change_nothing(here, there):
    tag = here.get("/v1/young-people/yp").headers["etag"]
    for given in (tag, "*"):
        answer = here.put("/v1/young-people/yp", json=sample("young_people"), headers={**there, "if-match": given})
        assert answer.status_code == 412


def test_with_the_same_ids_everybody_sees_their_own(here, there, both):
    seen = 0
    here.post(OPTIONS)
    here.post(OPTIONS, headers=there)
    for one in operations_of(here.app):
        if one.path.startswith("/v1/") and (one.method == "GET" or one.path.endswith("/options")):
            path = address(one.path)
            assert THEIRS not in here.request(one.method, path).text, str(one)
            seen += THEIRS in here.request(one.method, path, headers=there).text
    assert seen >= 8, "their own words are in their own answers"


def test_a_list_is_written_from_ones_own_records(here, there, both):
    seen = 0
    for name in LIST_NAMES:
        ours, theirs = here.get(f"/v1/exports/{name}"), here.get(f"/v1/exports/{name}", headers=there)
        assert (ours.status_code, theirs.status_code) == (200, 200)
        assert THEIRS not in ours.text
        seen += THEIRS in theirs.text
    assert seen == len(("young-people", "settings", "places"))


def test_nobodys_etags_move_when_another_authority_writes(here, there, both):
    before = [here.get(f"/v1/{one.path}/{sample_id(name)}").headers["etag"] for name, one in COLLECTIONS.items()]
    for number in range(3):
        note = {"name_to_use": f"Other {number}"}
        assert here.patch("/v1/young-people/yp", json=note, headers={**there, "if-match": "*"}).status_code == 200
    after = [here.get(f"/v1/{one.path}/{sample_id(name)}").headers["etag"] for name, one in COLLECTIONS.items()]
    assert before == after


def test_writing_by_one_authority_leaves_every_byte_of_the_other(here, service, both):
    here.post(OPTIONS, headers=signed_in(service, authority=ELSEWHERE))
    before = rows_of(service, ELSEWHERE)
    ours = json.dumps(rows_of(service, HERE))
    write_everything(here)
    assert rows_of(service, ELSEWHERE) == before
    assert all(before[name] for name in (*COLLECTIONS, "audit_entry", "shown_result", "sealed_snapshot"))
    assert json.dumps(rows_of(service, HERE)) != ours


def write_everything(client: TestClient) -> None:
    """Change, add and delete a record of every collection, and rank."""
    any_version = {"if-match": "*"}
    for name, collection in COLLECTIONS.items():
        path = f"/v1/{collection.path}"
        change = client.patch(f"{path}/{sample_id(name)}", json={"external_refs": CASES}, headers=any_version)
        assert change.status_code == 200, name
        if collection.can_go:
            assert client.delete(f"{path}/{sample_id(name)}", headers=any_version).status_code == 204
            assert client.post(path, json=sample(name)).status_code == 201
    csv = {"content-type": "text/csv"}
    assert client.post("/v1/imports?list=workers", content="id,name\nkw,Kay\n", headers=csv).status_code == 200
    assert client.post("/v1/places/home-bed/vacancy-confirmation").status_code == 200
    assert client.post(OPTIONS).status_code == 200
    assert client.get(f"{OPTIONS}/{PLACE}").status_code == 200


def test_every_table_of_records_is_kept_by_authority():
    people = {"person_session", "sign_in_link", "user_account"}
    shared = people | {"access_token", "alembic_version", "authority_store", "sealed_policy"}
    without = {one.name for one in METADATA.sorted_tables if "authority" not in one.primary_key.columns}
    numbered = {"audit_entry", "shown_result"}
    assert without - shared - numbered == {one for one in without if "postcode" in one}
    assert all("authority" in table(name).c for name in numbered)


def test_answers_are_made_from_ones_own_records_alone(here, there, both, service):
    with service.store.reading() as connection:
        places = table("places").c
        kept = connection.scalar(select(func.count()).where(places.authority == HERE))
    assert here.post(OPTIONS).json()["considered"] == kept
    assert here.post(OPTIONS).json()["snapshot_hash"] != here.post(OPTIONS, headers=there).json()["snapshot_hash"]
