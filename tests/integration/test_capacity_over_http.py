"""A setting's beds over HTTP: which nights may be asked for, who is told of people, and what is noted of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.app import create_app
from api.store.schema import table
from fixtures.plain_world import TODAY
from matcher.capacity import BedState
from matcher.domain.codes import Role
from tests.house.test_audit import fill_the_audit
from tests.small import fill_small
from tests.stores import HERE, signed_in

BEDS = "/v1/settings/home/capacity"
DAY = timedelta(days=1)


@pytest.fixture
def small(service):
    return fill_small(service)


@pytest.fixture
def manager(small):
    with TestClient(create_app(small), headers=signed_in(small, Role.HUB_MANAGER)) as connected:
        yield connected


def noted(service, answer) -> list[tuple[str, str, str, str | None]]:
    rows = table("audit_entry")
    query = select(rows).where(rows.c.reference == answer.headers["x-request-id"]).order_by(rows.c.number)
    with service.store.reading() as connection:
        found = connection.execute(query).all()
    return [(one.action, one.collection, one.record_id, one.young_person_id) for one in found]


def test_the_beds_of_four_weeks_from_tonight_where_nothing_is_asked(manager):
    found = manager.get(BEDS).json()
    assert (found["setting_id"], found["first_night"], found["leaving"]) == ("home", "2026-05-22", "2026-06-19")
    assert (len(found["nights"]), found["as_of"]) == (28, "2026-05-22T20:05:00+01:00")
    row = found["rows"][0]
    states = [one.value for one in BedState]
    assert {sum(night[state] for state in states) for night in row["nights"]} == {row["beds"]}
    assert row["lines"][0]["spells"][0]["young_person_id"] == "sam"
    assert [one["young_person_id"] for one in found["day"]["here"]] == ["sam"]


@pytest.mark.parametrize(
    ("query", "nights"),
    [
        ({"from": TODAY + 7 * DAY}, 28),
        ({"to": TODAY + DAY}, 1),
        ({"from": TODAY, "to": TODAY + 182 * DAY}, 182),
        ({"from": TODAY + 366 * DAY}, 28),
    ],
)
def test_the_nights_asked_for_are_half_open(manager, query, nights):
    found = manager.get(BEDS, params={name: str(day) for name, day in query.items()}).json()
    assert len(found["nights"]) == nights
    assert found["nights"][0]["night"] == found["first_night"] == str(query.get("from", TODAY))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": str(TODAY - DAY)}, "from"),
        ({"from": str(TODAY + 367 * DAY)}, "from"),
        ({"from": str(TODAY), "to": str(TODAY)}, "to"),
        ({"from": str(TODAY + DAY), "to": str(TODAY)}, "to"),
        ({"to": str(TODAY - DAY)}, "to"),
        ({"to": str(TODAY + 183 * DAY)}, "to"),
        ({"from": "2199-12-31"}, "from"),
        ({"from": "tomorrow"}, "from"),
        ({"from": "2026-02-30"}, "from"),
        ({"to": "22/05/2026"}, "to"),
        ({"nights": "7"}, "nights"),
    ],
)
def test_nights_that_cannot_be_are_refused_and_the_field_is_named(manager, query, field):
    answer = manager.get(BEDS, params=query)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert [one["pointer"] for one in answer.json()["errors"]] == [f"/query/{field}"]
    assert answer.json()["errors"][0]["mend"]
    assert "/docs" not in answer.json()["errors"][0]["mend"] or field == "nights"


def test_a_setting_that_is_not_there_is_a_404(manager):
    answer = manager.get("/v1/settings/nowhere/capacity")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_record")


def test_whoever_is_named_is_noted_as_read_once(small, manager):
    assert noted(small, manager.get(BEDS)) == [("read", "placements", "sam-at-home", "sam")]
    assert noted(small, manager.get("/v1/settings/nowhere/capacity")) == []
    assert noted(small, manager.get(BEDS, params={"from": "2020-01-01"})) == []


def test_where_the_audit_cannot_be_written_nobody_is_named(small, manager):
    fill_the_audit(small)
    answer = manager.get(BEDS)
    assert (answer.status_code, answer.json()["code"]) == (500, "our_fault")
    assert "sam" not in answer.text


def test_a_reader_of_provision_alone_sees_beds_and_nobody(small, manager):
    answer = manager.get(BEDS, headers=signed_in(small, Role.BUDGET_HOLDER))
    assert answer.status_code == 200
    assert answer.json()["rows"][0]["lines"][0]["spells"][0]["state"] == "occupied"
    assert "sam" not in answer.text
    assert noted(small, answer) == []


def test_a_token_narrowed_to_provision_sees_nobody_either(small, manager):
    narrow = signed_in(small, Role.HUB_MANAGER, only=["read_provision"])
    assert "sam" not in manager.get(BEDS, headers=narrow).text


def test_a_change_is_seen_at_once(small, manager):
    machine = signed_in(small, Role.MACHINE_CALLER)
    machine_change = manager.patch(
        "/v1/placements/sam-at-home", json={"leaving": str(TODAY + DAY)}, headers={**machine, "if-match": "*"}
    )
    assert machine_change.status_code == 200
    nights = manager.get(BEDS).json()["rows"][0]["nights"]
    assert [nights[0]["occupied"], nights[1]["occupied"]] == [1, 0]


def test_a_home_without_places_answers(small, manager):
    machine = signed_in(small, Role.MACHINE_CALLER)
    manager.put("/v1/settings/bare", json={"id": "bare", "name": "Bare", "kind": "childrens_home"}, headers=machine)
    found = manager.get("/v1/settings/bare/capacity").json()
    assert (found["rows"], found["day"]["here"], HERE) == ([], [], "northmoor")
