"""What each option would mean for the others: over HTTP and at a terminal, for each reader, with its entry in the audit."""

import json

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.app import create_app
from api.exchange.snapshots import write_snapshot
from api.opening import demo
from api.permissions import Permission
from api.store.schema import table
from matcher.cohort.effects_result import effects_adapter
from matcher.domain.codes import Role
from tests.stores import HERE, signed_in
from tests.web.own_county import own_county

ASKED, REFERRED, NO_OPTION = "R06", "R11", "R10"
PROBLEM = "application/problem+json"


@pytest.fixture
def client_of_own_county(county_service, tmp_path):
    """Somebody who may change the invented county."""
    service = own_county(county_service, tmp_path)
    with TestClient(create_app(service), headers=signed_in(service)) as connected:
        yield connected


def path(request_id: str) -> str:
    return f"/v1/placement-requests/{request_id}/effects"


def test_every_option_of_the_list_has_its_line_in_the_lists_own_order(client):
    listed = client.post(f"/v1/placement-requests/{ASKED}/options").json()["options"]
    answer = client.get(path(ASKED)).json()
    same = ("overall_rank", "place_id", "setting_id", "setting_name", "kind", "score")
    assert [[one[name] for name in same] for one in answer["effects"]] == [
        [one[name] for name in same] for one in listed
    ]
    assert [one["says"] for one in answer["effects"]] != [answer["effects"][0]["says"]] * len(listed)


def test_it_is_what_the_type_says_and_says_that_it_is_for_planning(client):
    answer = client.get(path(ASKED))
    found = effects_adapter().validate_json(answer.content)
    assert (found.request_id, found.others, found.referred) == (ASKED, 13, ())
    assert any("for planning" in one for one in found.says)
    assert any(one.startswith("Only free beds") for one in found.says)


def test_at_a_terminal_the_bytes_are_the_same(client, nwd, tmp_path):
    body = client.get(path(ASKED)).content
    assert nwd("effects", ASKED, "--json").out == body
    file = tmp_path / "county.json"
    file.write_bytes(write_snapshot(demo()))
    assert nwd("effects", ASKED, "--file", str(file), "--json").out == body


def test_at_a_terminal_it_can_be_read(nwd):
    text = " ".join(nwd("effects", ASKED).text.split())
    assert "is for planning" in text
    assert "One other person waiting would be left without a place." in text
    assert "Nobody else waiting would be worse off." in text
    assert "one way: R12 from SL008.residential to no place, 59 points fewer" in text


def test_a_database_answers_too_and_notes_it(nwd, county_service):
    url = county_service.settings.database_url
    answer = json.loads(nwd("effects", ASKED, "--database", url, "--authority", HERE, "--json").out)
    assert answer["request_id"] == ASKED
    rows = table("audit_entry").c
    with county_service.store.reading() as connection:
        latest = connection.execute(
            select(rows.actor).where(rows.action == "effects").order_by(rows.number.desc())
        ).first()
    assert latest == ("command-line",)


def test_a_request_for_another_service_says_so_and_takes_no_place_from_anybody(client, nwd):
    answer = client.get(path(REFERRED)).json()
    assert (answer["effects"], answer["others"]) == ([], 0)
    assert [one["rule"] for one in answer["referred"]] == ["refer-youth-detention:detained"]
    assert "Not for this service" in nwd("effects", REFERRED).text


def test_a_request_without_an_option_says_so(client):
    answer = client.get(path(NO_OPTION)).json()
    assert answer["effects"] == []
    assert answer["says"][-1].startswith("No place can be offered here yet")


@pytest.mark.parametrize("request_id", ["nowhere", "R404"])
def test_a_request_that_is_not_there_is_a_clear_error(client, nwd, request_id):
    answer = client.get(path(request_id))
    assert (answer.status_code, answer.headers["content-type"], answer.json()["code"]) == (
        404,
        PROBLEM,
        "no_such_request",
    )
    refused = nwd("effects", request_id)
    assert (refused.code, refused.out) == (2, b"")
    assert "no open placement request with this id" in refused.err


def test_a_closed_request_is_none(client_of_own_county):
    found = client_of_own_county.patch(
        f"/v1/placement-requests/{ASKED}", json={"is_open": False}, headers={"if-match": "*"}
    )
    assert found.status_code == 200
    assert client_of_own_county.get(path(ASKED)).status_code == 404
    assert ASKED not in client_of_own_county.get(path("R07")).text


def test_who_else_would_move_is_told_to_those_who_may_read_people(client, county_service):
    told = client.get(path(ASKED)).json()
    only = signed_in(county_service, Role.PLACEMENT_OFFICER, only=[Permission.RANK_OPTIONS])
    untold = client.get(path(ASKED), headers=only).json()
    assert {one["rearrangement"] is None for one in untold["effects"]} == {True}
    assert [one["says"] for one in untold["effects"]] == [one["says"] for one in told["effects"]]
    assert any(one["rearrangement"] for one in told["effects"])
    others = {move["request_id"] for one in told["effects"] for move in one["rearrangement"]}
    assert not any(f'"{one}"' in json.dumps(untold) for one in others)


def test_whoever_is_named_is_noted(client, county_service):
    only = signed_in(county_service, Role.PLACEMENT_OFFICER, only=[Permission.RANK_OPTIONS])
    answer, untold = client.get(path(ASKED)), client.get(path(ASKED), headers=only)
    named = {move["request_id"] for one in answer.json()["effects"] for move in one["rearrangement"]}
    assert len(named) > 3
    assert noted(county_service, answer) == {("effects", ASKED), *(("list", one) for one in named)}
    assert noted(county_service, untold) == {("effects", ASKED)}


def noted(service, answer) -> set[tuple[str, str]]:
    rows = table("audit_entry").c
    query = select(rows.action, rows.record_id, rows.young_person_id).where(
        rows.reference == answer.headers["x-request-id"]
    )
    whose = {one.id: one.young_person_id for one in demo().placement_requests}
    with service.store.reading() as connection:
        found = connection.execute(query).all()
    assert all(one.young_person_id == whose[one.record_id] for one in found)
    return {(one.action, one.record_id) for one in found}
