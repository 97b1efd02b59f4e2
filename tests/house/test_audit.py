"""Nothing about a young person is shown, and nothing at all is changed, without the audit's entry: together, or not."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from api.permissions import Permission
from api.records.collections import COLLECTIONS, Collection
from api.store.schema import table
from matcher.domain.codes import Role
from tests.house.declared import EXPECTED
from tests.served import address, collection_at
from tests.small import PLACE, REQUEST, sample, sample_id
from tests.stores import HERE, NOW, rows_of, signed_in

ANY, REFS = {"if-match": "*"}, {"external_refs": {"case-system": "10442"}}
OPTIONS = f"/v1/placement-requests/{REQUEST}/options"
NAMES = list(COLLECTIONS)
OF_PEOPLE = [one for one in NAMES if COLLECTIONS[one].of_people]
REGISTERS = [one for one in NAMES if COLLECTIONS[one].can_go]


@dataclass(frozen=True)
class Noted:
    """What an entry says was done, of whom."""

    action: str
    collection: str
    record_id: str
    whose: str | None
    fields: tuple[str, ...] = ()
    before: str | None = None


@pytest.fixture
def caller(client, service) -> TestClient:
    client.headers.update(signed_in(service, Role.SERVICE_MANAGER))
    return client


def noted(service, answer) -> list[Noted]:
    """The entries under this answer's reference; each names the caller, the role and the time."""
    rows = table("audit_entry")
    query = select(rows).where(rows.c.reference == answer.headers["x-request-id"]).order_by(rows.c.number)
    with service.store.reading() as connection:
        found = connection.execute(query).all()
    public_id = answer.request.headers["authorization"].split("_")[1]
    assert all((one.authority, one.actor, one.role) == (HERE, public_id, "service_manager") for one in found)
    assert all(one.at == NOW for one in found)
    return [
        Noted(one.action, one.collection, one.record_id, one.young_person_id, tuple(json.loads(one.fields)), one.before)
        for one in found
    ]


def path_of(name: str) -> str:
    return f"/v1/{COLLECTIONS[name].path}"


def whose(collection: Collection, record: dict) -> list[str | None]:
    """Both people of a separation; one None for what is about nobody."""
    return [who for field in collection.of_people if (who := record.get(field))] or [None]


def of_sample(action: str, name: str, **more) -> list[Noted]:
    collection, record = COLLECTIONS[name], sample(name)
    return [Noted(action, name, record[collection.id_field], who, **more) for who in whose(collection, record)]


def expected_if_of_a_person(action: str, name: str) -> list[Noted]:
    return of_sample(action, name) if name in OF_PEOPLE else []


@pytest.mark.parametrize("name", NAMES)
def test_to_read_a_record_of_a_young_person_is_noted_once(caller, service, name):
    for method in (caller.get, caller.head):
        assert noted(service, method(f"{path_of(name)}/{sample_id(name)}")) == expected_if_of_a_person("read", name)


@pytest.mark.parametrize("name", NAMES)
def test_of_a_list_every_record_is_noted_once(caller, service, name):
    collection = COLLECTIONS[name]
    answer = caller.get(path_of(name), params={"limit": 2})
    shown = answer.json() if name in OF_PEOPLE else []
    assert noted(service, answer) == [
        Noted("list", name, one[collection.id_field], who) for one in shown for who in whose(collection, one)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_change_is_noted_with_its_fields_and_what_was_before(caller, service, name):
    path = f"{path_of(name)}/{sample_id(name)}"
    before = caller.get(path)
    changed = of_sample("change", name, fields=("external_refs",), before=before.text)
    assert noted(service, caller.patch(path, json=REFS, headers=ANY)) == changed
    back = caller.put(path, json=before.json(), headers=ANY)
    assert {(one.action, one.fields) for one in noted(service, back)} == {("change", ("external_refs",))}


@pytest.mark.parametrize("name", NAMES)
def test_a_change_that_changes_nothing_is_noted_as_the_reading_that_it_is(caller, service, name):
    path, read = f"{path_of(name)}/{sample_id(name)}", expected_if_of_a_person("read", name)
    whole = caller.get(path).json()
    for answer in (caller.patch(path, json={}, headers=ANY), caller.put(path, json=whole)):
        assert answer.json() == whole
        assert noted(service, answer) == read


@pytest.mark.parametrize("name", REGISTERS)
def test_to_delete_and_to_add_are_noted(caller, service, name):
    path = f"{path_of(name)}/{sample_id(name)}"
    before = caller.get(path)
    gone = caller.delete(path, headers=ANY)
    assert noted(service, gone) == of_sample("delete", name, before=before.text)
    made = caller.post(path_of(name), json=before.json())
    assert noted(service, made) == of_sample("create", name, fields=tuple(sorted(before.json())))


def test_a_request_with_its_young_person_inside_is_two_entries(caller, service):
    person = {"id": "new", "name_to_use": "Robin"}
    body = {"id": "another", "young_person_id": "new", "start_date": "2026-06-01", "young_person": person}
    made = noted(service, caller.post("/v1/placement-requests", json=body))
    assert [(one.action, one.collection, one.record_id, one.whose) for one in made] == [
        ("create", "young_people", "new", "new"),
        ("create", "placement_requests", "another", "new"),
    ]


def test_options_are_noted_when_ranked_and_when_explained(caller, service):
    assert noted(service, caller.post(OPTIONS)) == [Noted("rank", "placement_requests", REQUEST, "yp")]
    explained = caller.get(f"{OPTIONS}/{PLACE}")
    assert noted(service, explained) == [Noted("explain", "placement_requests", REQUEST, "yp")]


def test_a_brief_is_noted_when_it_is_read(caller, service):
    read = caller.get(f"/v1/placement-requests/{REQUEST}/brief")
    assert noted(service, read) == [Noted("brief", "placement_requests", REQUEST, "yp")]


def test_effects_on_others_are_noted_when_they_are_read(caller, service):
    read = caller.get(f"/v1/placement-requests/{REQUEST}/effects")
    assert noted(service, read) == [Noted("effects", "placement_requests", REQUEST, "yp")]


def test_an_impact_draft_is_noted_and_everybody_who_is_shown_in_it(caller, service):
    read = caller.get(f"{OPTIONS}/{PLACE}/impact-draft")
    assert {one["id"] for one in read.json()["residents"]} == {"ash"}
    assert noted(service, read) == [
        Noted("impact", "placement_requests", REQUEST, "yp"),
        Noted("read", "young_people", "yp", "yp"),
        Noted("read", "young_people", "ash", "ash"),
    ]


def test_how_sure_an_order_is_and_comparing_are_noted_when_they_are_read(caller, service):
    read = caller.get(f"/v1/placement-requests/{REQUEST}/sensitivity")
    assert noted(service, read) == [Noted("sensitivity", "placement_requests", REQUEST, "yp")]
    assert caller.post(OPTIONS).status_code == 200
    compared = caller.get(f"/v1/placement-requests/{REQUEST}/compare?place={PLACE}&place=home-bed")
    assert noted(service, compared) == [Noted("show", "placement_requests", REQUEST, "yp")]


def test_a_list_that_is_written_is_noted_and_everybody_in_it(caller, service):
    people, settings = caller.get("/v1/exports/requests"), caller.get("/v1/exports/carers")
    whole = Noted("export", "placement_requests", "-", None)
    assert noted(service, people) == [whole, *of_sample("export", "placement_requests")]
    assert noted(service, settings) == [Noted("export", "settings", "-", None)]


def test_a_list_that_is_read_is_noted_row_by_row(caller, service):
    csv = {"content-type": "text/csv"}
    before = caller.get("/v1/young-people/yp").text
    answer = caller.post("/v1/imports?list=young-people", content=IMPORTED, headers=csv)
    assert noted(service, answer) == [
        Noted("change", "young_people", "yp", "yp", ("name_to_use",), before),
        Noted("create", "young_people", "newer", "newer", ("external_refs", "id", "name_to_use")),
    ]
    dry = caller.post("/v1/imports?list=young-people&dry_run=true", content="id,sex\nyp,male\n", headers=csv)
    assert (dry.status_code, noted(service, dry)) == (200, [])


def test_a_confirmed_vacancy_is_noted_as_the_change_that_it_is(caller, service):
    confirmed = noted(service, caller.post("/v1/places/home-bed/vacancy-confirmation"))
    assert [(one.action, one.collection, one.record_id) for one in confirmed] == [("change", "places", "home-bed")]
    assert confirmed[0].fields == ("vacancy_confirmed_at", "vacancy_confirmed_by")


REFUSED = [
    ("GET /v1/young-people/nowhere", None, {}, 404),
    ("PATCH /v1/young-people/yp", {}, {}, 428),
    ("PATCH /v1/young-people/yp", {}, {"if-match": '"9999"'}, 412),
    ("PATCH /v1/young-people/yp", {"sex": "no"}, ANY, 422),
    ("PUT /v1/young-people/yp", {"id": "yp"}, {}, 428),
    ("POST /v1/young-people", {"id": "yp"}, {}, 409),
    ("DELETE /v1/separations/sam.ash", None, {}, 428),
    ("POST /v1/placement-requests/nowhere/options", None, {}, 404),
    (f"GET {OPTIONS}/{PLACE}", None, {}, 404),
    ("GET /v1/placement-requests/nowhere/effects", None, {}, 404),
    ("GET /v1/placement-requests/nowhere/brief", None, {}, 404),
    (f"GET {OPTIONS}/nowhere/impact-draft", None, {}, 404),
    ("GET /v1/placement-requests/nowhere/sensitivity", None, {}, 404),
    (f"GET /v1/placement-requests/nowhere/compare?place={PLACE}&place=home-bed", None, {}, 404),
]


def test_what_was_refused_showed_nothing_and_left_nothing(caller, service):
    before = rows_of(service, HERE)
    for route, body, headers, status in REFUSED:
        answer = caller.request(*route.split(" "), json=body, headers=headers)
        assert (answer.status_code, noted(service, answer)) == (status, []), route
        assert "Robin" not in answer.text
    assert rows_of(service, HERE) == before


NOT_OF_PEOPLE = {Permission.READ_PROVISION, Permission.READ_RULES, Permission.READ_METRICS, Permission.MATCH, None}
AUDITED = [route for route, permission in EXPECTED.items() if permission not in NOT_OF_PEOPLE]


IMPORTED = "id,name_to_use\nyp,Robin\nnewer,Robin\n"
LONG_AGO = {"first_night": "2020-01-01", "leaving": "2020-01-08"}


def ask(caller: TestClient, route: str):
    """Call this route so that it works."""
    method, path = route.split(" ")
    name = collection_at(path)
    body: dict[str, Any] = {"external_refs": {"case-system": method}}
    if name and method == "PUT":
        body = {**sample(name), **body}
    elif name and method == "POST":
        stay = LONG_AGO if name == "placements" else {}
        body = {**sample(name), **body, **stay, COLLECTIONS[name].id_field: "new"}
    if route == "POST /v1/imports":
        return caller.post(f"{path}?list=young-people", content=IMPORTED, headers={"content-type": "text/csv"})
    if route == "POST /v1/assignments":
        return caller.post(path, json={})
    if route == "POST /v1/scenarios":
        return caller.post(path, json={"changes": []})
    has_body = method in {"PUT", "PATCH", "POST"} and path.count("/") < 4
    headers = ANY if method in {"PUT", "PATCH", "DELETE"} else {}
    return caller.request(method, address(path), json=body if has_body else None, headers=headers)


def fill_the_audit(service) -> None:
    """From now on no entry can be written."""
    with service.store.writing() as connection:
        order = "CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'full'); END"
        connection.execute(text(order))


@pytest.fixture
def ranked(caller) -> TestClient:
    assert caller.post(OPTIONS).status_code == 200
    return caller


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_where_the_audit_cannot_be_written_nothing_is_shown_or_kept(ranked, service, method):
    fill_the_audit(service)
    before, routes = rows_of(service, HERE), [one for one in AUDITED if one.startswith(method)]
    answers = {route: ask(ranked, route) for route in routes}
    said = {route: (answer.status_code, answer.json().get("code")) for route, answer in answers.items()}
    assert said == dict.fromkeys(routes, (500, "our_fault"))
    assert rows_of(service, HERE) == before


def test_where_it_can_be_written_the_same_calls_work(ranked, service):
    noting_nothing = []
    for route in sorted(AUDITED, key=lambda route: "DELETE" in route):
        answer = ask(ranked, route)
        assert answer.status_code < 300, (route, answer.text)
        if not noted(service, answer):
            noting_nothing.append(route)
    assert noting_nothing == []
