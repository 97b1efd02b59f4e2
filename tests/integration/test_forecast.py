"""A setting's forecast over HTTP and at a terminal: which nights, who is told of people, what is noted, what is kept."""

import csv
import io
import json

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.app import create_app
from api.exchange.snapshots import write_snapshot
from api.opening import demo
from api.store.schema import table
from matcher.capacity.forecast import forecast_adapter
from matcher.domain.codes import Role
from tests.small import fill_small
from tests.stores import signed_in

BEDS = "/v1/settings/home/forecast"


@pytest.fixture
def small(service):
    return fill_small(service)


@pytest.fixture
def manager(small):
    with TestClient(create_app(small), headers=signed_in(small, Role.HUB_MANAGER)) as connected:
        yield connected


def noted(service, answer):
    rows = table("audit_entry")
    query = select(rows.c.collection, rows.c.record_id).where(rows.c.reference == answer.headers["x-request-id"])
    with service.store.reading() as connection:
        return {tuple(one) for one in connection.execute(query).all()}


def test_twelve_weeks_from_tonight_where_nothing_is_asked(manager):
    found = forecast_adapter().validate_json(manager.get(BEDS).content)

    assert (found.setting_id, found.days, len(found.nights), str(found.first_night)) == ("home", 84, 84, "2026-05-22")
    assert all(sum(night.occupancy) == pytest.approx(1) for night in found.nights)
    assert found.nights[0].occupancy[1] > 0.9
    assert found.basis.few_stays


@pytest.mark.parametrize("days", [1, 182])
def test_as_many_nights_as_are_asked_for(manager, days):
    assert len(manager.get(BEDS, params={"days": days}).json()["nights"]) == days


@pytest.mark.parametrize(
    ("query", "field", "mend"),
    [
        ({"days": "0"}, "days", "Ask for 1 to 182 nights."),
        ({"days": "183"}, "days", "Ask for 1 to 182 nights."),
        ({"days": "10000"}, "days", "Ask for 1 to 182 nights."),
        ({"days": "-1"}, "days", "Ask for 1 to 182 nights."),
        ({"days": "x"}, "days", "Write a whole number, such as 7."),
        ({"days": "1.5"}, "days", "Write a whole number, such as 7."),
        ({"horizon": "7"}, "horizon", "Remove it; /docs names them all."),
    ],
)
def test_other_numbers_of_nights_are_refused_and_say_so(manager, query, field, mend):
    answer = manager.get(BEDS, params=query)
    (problem,) = answer.json()["errors"]

    assert answer.status_code == 422
    assert (problem["pointer"], problem["mend"]) == (f"/query/{field}", mend)
    assert "Input" not in problem["detail"]


def test_an_id_that_cannot_be_one_is_refused_in_plain_words(manager):
    (problem,) = manager.get("/v1/settings/a b/forecast").json()["errors"]

    assert (problem["pointer"], problem["detail"]) == ("/path/id", "This is not an id.")


def test_a_setting_that_is_not_there_is_not_found(manager):
    assert manager.get("/v1/settings/nowhere/forecast").status_code == 404


def test_person_by_person_only_for_those_who_may_read_people_and_it_is_noted(manager, small):
    told = manager.get(BEDS)
    budget = signed_in(small, Role.BUDGET_HOLDER)
    with TestClient(create_app(small), headers=budget) as connected:
        untold = connected.get(BEDS)

    assert [one["sort"] for one in told.json()["parts"]][:1] == ["staying"]
    assert ("placements", told.json()["parts"][0]["key"]) in noted(small, told)
    assert untold.json()["parts"] is None
    assert noted(small, untold) == set()
    assert untold.json()["nights"] == told.json()["nights"]


def test_at_a_terminal_the_answer_is_the_same(client, nwd, tmp_path):
    body = client.get("/v1/settings/HUB-W/forecast", params={"days": 7}).json()
    file = tmp_path / "county.json"
    file.write_bytes(write_snapshot(demo()))
    found = json.loads(nwd("forecast", "HUB-W", "--days", "7", "--file", str(file), "--json").out)

    assert {**found, "as_of": None} == {**body, "as_of": None}


def test_the_invented_county_is_drawn_and_put_into_lines(nwd):
    text = nwd("forecast", "HUB-W").text
    lines = list(csv.DictReader(io.StringIO(nwd("forecast", "HUB-W", "--days", "30", "--csv").text)))

    assert "past stays here" in text
    assert "Emergency beds, 2" in text
    assert len(lines) == 30
    assert sum(float(lines[7][f"occupancy_{n}"]) for n in range(5)) == pytest.approx(1)
    assert float(lines[7]["mean_demand"]) == pytest.approx(
        sum(float(lines[7][one]) for one in ("staying", "planned", "pending", "unknown"))
    )


def test_the_backtest_of_the_invented_county_says_how_good_it_would_have_been(nwd):
    text = nwd("backtest", "HUB-W", "--every", "180").text

    assert "residential" in text
    assert "past year" in text
