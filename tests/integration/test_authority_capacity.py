"""The beds of the whole authority: over HTTP, as a list, as FHIR and at a terminal; who may ask, and what is noted."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import commands
from api.opening import demo
from api.store.schema import table
from fixtures.plain_world import TODAY
from matcher.capacity import BedState, UsableBy, authority_capacity_adapter, make_authority_capacity
from matcher.domain.codes import Role
from matcher.frame import make_frame
from matcher.policy import load_policy
from tests.small import fill_small
from tests.stores import signed_in

BEDS, LIST, FHIR = "/v1/capacity", "/v1/exports/capacity.csv", "/v1/exports/capacity.fhir"
DAY = timedelta(days=1)
STATES = [one.value for one in BedState]


@pytest.fixture
def small(service):
    return fill_small(service)


@pytest.fixture
def officer(small):
    with TestClient(create_app(small), headers=signed_in(small, Role.PLACEMENT_OFFICER)) as connected:
        yield connected


def noted(service, answer) -> list[tuple[str, str, str, str | None]]:
    rows = table("audit_entry")
    query = select(rows).where(rows.c.reference == answer.headers["x-request-id"]).order_by(rows.c.number)
    with service.store.reading() as connection:
        found = connection.execute(query).all()
    return [(one.action, one.collection, one.record_id, one.young_person_id) for one in found]


def request_id(officer) -> str:
    return officer.get("/v1/placement-requests").json()[0]["id"]


def test_every_settings_beds_for_four_weeks_where_nothing_is_asked(officer):
    found = officer.get(BEDS).json()
    assert (found["first_night"], found["leaving"], found["usable_by"]) == ("2026-05-22", "2026-06-19", None)
    for setting in found["settings"]:
        assert len(setting["nights"]) == 28
        for night in setting["nights"]:
            assert sum(night["ordinary"][state] for state in STATES) == night["ordinary"]["beds"]
            assert 0 <= night["usable_vacancy"] <= night["ordinary"]["free"]
    assert {one["kind"] for one in found["kinds"]} == {one["kind"] for one in found["settings"]}


def test_nobody_in_a_bed_is_named_and_nothing_is_noted(small, officer):
    answer = officer.get(BEDS)
    assert "sam" not in answer.text
    assert noted(small, answer) == []


def test_one_kind_and_one_night(officer):
    found = officer.get(BEDS, params={"kind": "childrens_home", "to": str(TODAY + DAY)}).json()
    assert {one["kind"] for one in found["settings"]} == {"childrens_home"}
    assert {len(one["nights"]) for one in found["settings"]} == {1}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": str(TODAY), "to": str(TODAY)}, "to"),
        ({"to": str(TODAY + 10_000 * DAY)}, "to"),
        ({"from": str(TODAY - DAY)}, "from"),
        ({"kind": "castle"}, "kind/0"),
        ({"usable_by": "req", "age": "15"}, "usable_by"),
        ({"age": "-1"}, "age"),
        ({"sex": "x"}, "sex"),
        ({"need": "magic"}, "need"),
        ({"need": "trauma:9"}, "need"),
        ({"nights": "3"}, "nights"),
    ],
)
@pytest.mark.parametrize("path", [BEDS, LIST])
def test_what_cannot_be_is_refused_and_the_parameter_is_named(officer, path, query, field):
    answer = officer.get(path, params=query)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert [one["pointer"] for one in answer.json()["errors"]] == [f"/query/{field}"]
    assert answer.json()["errors"][0]["mend"]


def test_vacancies_counted_for_a_request_are_noted_as_about_its_young_person(small, officer):
    asked = request_id(officer)
    answer = officer.get(BEDS, params={"usable_by": asked})
    assert answer.json()["usable_by"] == {"request_id": asked, "profile": None}
    assert [(one[0], one[2]) for one in noted(small, answer)] == [("usable", asked)]
    again = officer.get(BEDS, params={"usable_by": asked})
    assert again.content == answer.content
    assert len(noted(small, again)) == 1


def test_a_request_that_is_not_there_is_a_404(officer):
    assert officer.get(BEDS, params={"usable_by": "nowhere"}).json()["code"] == "no_such_request"


def test_who_may_count_for_whom(small, officer):
    asked = request_id(officer)
    for role, of_request, of_profile in (
        (Role.HUB_MANAGER, 403, 200),
        (Role.BUDGET_HOLDER, 403, 403),
        (Role.PLACEMENT_OFFICER, 200, 200),
    ):
        headers = signed_in(small, role)
        assert officer.get(BEDS, headers=headers).status_code == 200
        assert officer.get(BEDS, params={"usable_by": asked}, headers=headers).status_code == of_request
        profile = {"age": "15", "sex": "male", "need": ["trauma:2", "autism"]}
        assert officer.get(BEDS, params=profile, headers=headers).status_code == of_profile


def test_a_change_is_seen_at_once_though_answers_are_kept(small, officer):
    before = officer.get(BEDS).json()
    machine = signed_in(small, Role.MACHINE_CALLER)
    gap = {"out_of_use": [{"first_night": str(TODAY), "reason": "Damp"}]}
    place = officer.get("/v1/places", headers=machine).json()[0]
    path = f"/v1/places/{place['place_id']}"
    assert officer.patch(path, json=gap, headers={**machine, "if-match": "*"}).status_code == 200
    after = officer.get(BEDS).json()
    beds = [sum(one["nights"][0]["ordinary"]["out_of_use"] for one in found["settings"]) for found in (before, after)]
    assert beds[1] == beds[0] + 1


@pytest.mark.parametrize("first", [Role.PLACEMENT_OFFICER, Role.BUDGET_HOLDER])
def test_who_is_away_is_told_to_those_who_may_know_whoever_asks_first(small, officer, first):
    machine = signed_in(small, Role.MACHINE_CALLER)
    away = {"away": [{"reason": "hospital", "first_night": str(TODAY)}]}
    path = "/v1/placements/sam-at-home"
    assert officer.patch(path, json=away, headers={**machine, "if-match": "*"}).status_code == 200
    officer.get(BEDS, headers=signed_in(small, first))
    for role, away_tonight in ((Role.PLACEMENT_OFFICER, 1), (Role.BUDGET_HOLDER, 0)):
        found = officer.get(BEDS, headers=signed_in(small, role)).json()
        nights = [one["nights"][0]["ordinary"] for one in found["settings"]]
        assert sum(night["occupied_but_away"] for night in nights) == away_tonight
    counts = [
        each["count"]
        for report in of_type(bundle(officer), "MeasureReport")
        for group in report["group"]
        for each in group["population"]
        if each["code"]["text"] == "occupied but away"
    ]
    assert set(counts) == {0}


def test_the_list_has_a_line_for_each_setting_night_and_pool(officer):
    found = officer.get(BEDS, params={"to": str(TODAY + 2 * DAY)}).json()
    answer = officer.get(LIST, params={"to": str(TODAY + 2 * DAY)})
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    pools = [1 + (night["emergency"] is not None) for one in found["settings"] for night in one["nights"]]
    assert len(lines) == sum(pools)
    told = {(one["setting_id"], one["night"], one["pool"]): one for one in lines}
    for setting in found["settings"]:
        for night in setting["nights"]:
            line = told[setting["setting_id"], night["night"], "residential"]
            assert (line["usable_vacancy"], line["free"]) == (
                str(night["usable_vacancy"]),
                str(night["ordinary"]["free"]),
            )


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(small, officer):
    machine = signed_in(small, Role.MACHINE_CALLER)
    home = {"id": "bad", "name": "=1+1", "kind": "childrens_home"}
    assert officer.put("/v1/settings/bad", json=home, headers=machine).status_code in {200, 201}
    assert "\nbad,'=1+1," in officer.get(LIST).text.replace("\r", "")


# FHIR R4: hl7.org/fhir/R4/location.html, measurereport.html, bundle.html


def bundle(officer, **query) -> dict:
    answer = officer.get(FHIR, params=query)
    assert answer.headers["content-type"] == "application/fhir+json"
    return answer.json()


def of_type(found: dict, kind: str) -> list[dict]:
    return [one["resource"] for one in found["entry"] if one["resource"]["resourceType"] == kind]


def test_the_bundle_is_a_collection_whose_every_resource_has_its_own_address(officer):
    found = bundle(officer)
    assert (found["resourceType"], found["type"]) == ("Bundle", "collection")
    addresses = [one["fullUrl"] for one in found["entry"]]
    assert len(set(addresses)) == len(addresses)
    assert [one["fullUrl"] for one in found["entry"]] == [f"urn:uuid:{one['resource']['id']}" for one in found["entry"]]


def test_places_have_an_operational_status_of_the_published_codes_and_stand_under_their_setting(officer):
    found = bundle(officer)
    locations = {f"urn:uuid:{one['id']}": one for one in of_type(found, "Location")}
    assert {one["mode"] for one in locations.values()} == {"instance"}
    assert {one["status"] for one in locations.values()} <= {"active", "suspended", "inactive"}
    places = [one for one in locations.values() if "partOf" in one]
    assert places
    for one in places:
        assert one["operationalStatus"]["system"] == "http://terminology.hl7.org/CodeSystem/v2-0116"
        assert one["operationalStatus"]["code"] in {"C", "H", "I", "K", "O", "U"}
        assert locations[one["partOf"]["reference"]]["identifier"][0]["system"] == "urn:no-wrong-door:setting-id"


def test_a_report_has_what_the_standard_requires_and_counts_as_the_json_does(officer):
    found = bundle(officer, to=str(TODAY + 2 * DAY))
    names = {f"urn:uuid:{one['id']}": one["identifier"][0]["value"] for one in of_type(found, "Location")}
    plain = officer.get(BEDS, params={"to": str(TODAY + 2 * DAY)}).json()
    free = {(one["setting_id"], night["night"]): night for one in plain["settings"] for night in one["nights"]}
    reports = of_type(found, "MeasureReport")
    assert len(reports) == len(free)
    for one in reports:
        assert {"status", "type", "measure", "period"} <= set(one)
        assert (one["status"], one["type"]) == ("complete", "summary")
        assert one["period"]["start"] == one["period"]["end"]
        ordinary = next(group for group in one["group"] if group["code"]["coding"][0]["code"] == "ordinary")
        counts = {each["code"]["coding"][0]["code"]: each["count"] for each in ordinary["population"]}
        night = free[names[one["subject"]["reference"]], one["period"]["start"]]
        assert counts["usable_vacancy"] == night["usable_vacancy"]
        assert {state: counts[state] for state in STATES if "occupied" not in state} == {
            state: night["ordinary"][state] for state in STATES if "occupied" not in state
        }


def test_nobody_is_in_the_bundle(officer):
    assert "sam" not in officer.get(FHIR).text


# At a terminal


def at_terminal(*words: str) -> str:
    done = CliRunner().invoke(commands, ["capacity", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_terminal_prints_exactly_what_the_api_answers():
    snapshot = demo()
    frame = make_frame(snapshot, load_policy())
    first = snapshot.today
    made = make_authority_capacity(frame, first, first + 7 * DAY, usable_by=UsableBy(request_id="R02"), named=True)
    said = at_terminal("--json", "--usable-by", "R02", "--to", str(first + 7 * DAY))
    assert said.encode() == authority_capacity_adapter().dump_json(made)


def test_the_terminal_shows_tables_and_lists():
    assert "hub bed" in at_terminal("--kind", "hub_bed")
    assert at_terminal("--csv", "--kind", "hub_bed").startswith(
        "setting_id,setting_name,kind,night,pool,usable_vacancy"
    )
    one = at_terminal("HUB-W")
    assert "Running out" in one
    assert "bed nights are taken" in one
    assert json.loads(at_terminal("HUB-W", "--json"))["setting_id"] == "HUB-W"


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_the_answer_is_the_same_in_any_time_zone_of_the_machine(zone):
    code = "from api.cli import main; main()"
    words = ["capacity", "HUB-W", "--json", "--from", "2026-10-20", "--to", "2026-11-01"]
    there = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, check=True, env={**os.environ, "TZ": zone}
    )
    assert there.stdout.decode() == at_terminal(*words[1:])
