"""What-ifs over HTTP and at a terminal: what is answered, to whom, what is noted, and that the record stays as it is."""

import json
import zlib
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.exchange.snapshots import write_snapshot
from api.frames import Frames
from api.jobs.comparing import SCENARIO, make_comparison
from api.jobs.work import MadeFrom
from api.opening import demo
from api.permissions import Permission
from api.service import Service
from api.settings import Settings
from api.store.schema import METADATA, table
from matcher.capacity import make_capacity
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assign import assign
from matcher.domain.codes import Role
from matcher.scenario import before_after_adapter, compare, scenario_adapter
from tests import stand_ins
from tests.databases import api_of
from tests.slow_work import change, wait_until, working
from tests.small import PLACE, REQUEST, fill_small
from tests.stores import ELSEWHERE, HERE, NOW, rows_of, signed_in

WHAT_IFS = "/v1/scenarios"
CLOSE = {"change": "close_beds", "place_id": "HUB-E.residential", "first_night": "2026-05-25", "leaving": "2026-06-01"}
SMALL = {"change": "close_beds", "place_id": PLACE}
END = {"change": "end_stay", "placement_id": "ash-at-fosters", "leaving": "2026-06-01"}

ASK = (Role.HUB_MANAGER, Role.REGISTERED_MANAGER, Role.PLACEMENT_OFFICER, Role.SERVICE_MANAGER)
DO_NOT = (Role.EMERGENCY_DUTY_WORKER, Role.IRO, Role.BUDGET_HOLDER, Role.ADMINISTRATOR, Role.AUDITOR)
NEEDS = {
    Permission.READ_PROVISION: {"changes": []},
    Permission.READ_PEOPLE: {"changes": [END]},
    Permission.READ_RULES: {"changes": [{"change": "change_figure", "figure": "plan_floor", "value": 0}]},
    Permission.READ_PLANS: {"changes": [], "cohort": {}},
}


@pytest.fixture
def kept(service) -> Service:
    """The small authority, in a process of the service that hands over nothing itself."""
    return fill_small(service)


@pytest.fixture
def api(kept) -> TestClient:
    """A service manager."""
    return api_of(kept)


def everything(service: Service) -> dict[str, list[str]]:
    """Every row of every table, but who asked what and who may enter."""
    with service.store.reading() as connection:
        return {
            one.name: sorted(map(repr, connection.execute(select(one))))
            for one in METADATA.sorted_tables
            if one.name not in {"audit_entry", "access_token"}
        }


def entries(service: Service, answer) -> set[tuple]:
    rows = table("audit_entry").c
    query = select(rows.action, rows.collection, rows.record_id, rows.young_person_id)
    with service.store.reading() as connection:
        found = connection.execute(query.where(rows.reference == answer.headers["x-request-id"]))
        return set(map(tuple, found))


def test_it_is_answered_at_once_and_is_what_the_engine_says(client, county_service):
    answer = client.post(WHAT_IFS, json={"changes": [CLOSE], "nights": 35})
    assert answer.status_code == 200
    asked = scenario_adapter().validate_json(json.dumps({"changes": [CLOSE], "nights": 35}))
    frame = county_service.frames.frame(HERE)
    past = county_service.histories.history(HERE, frame.snapshot)
    found = compare(frame.snapshot, asked, frame.book, history=past)
    assert answer.content == before_after_adapter().dump_json(found)
    assert answer.json()["settings"][0]["says"].startswith("Tidewater House, Scarborough: ")
    assert answer.json()["changes"][0]["would_have_to_move"] == 1


def test_at_a_terminal_the_bytes_are_the_same(client, nwd, tmp_path):
    changes, county = tmp_path / "changes.json", tmp_path / "county.json"
    changes.write_text(json.dumps({"changes": [CLOSE]}))
    county.write_bytes(write_snapshot(demo()))
    body = client.post(WHAT_IFS, json={"changes": [CLOSE]}).content
    assert nwd("whatif", str(changes), "--file", str(county), "--json").out == body
    of_the_county = nwd("whatif", str(changes), "--json").out
    assert nwd("whatif", "-", "--json", typed=json.dumps([CLOSE]).encode()).out == of_the_county
    assert but_for_the_forecast(of_the_county) == but_for_the_forecast(body)


def but_for_the_forecast(said: bytes) -> dict[str, Any]:
    """Without a database the invented county has its three years of past stays, which the record here has not.
    The id is of everything that it was made from.
    """
    found = json.loads(said)
    return {
        **found,
        "id": "",
        **{when: {**found[when], "forecasts": []} for when in ("before", "after")},
        "forecast_says": [],
    }


def test_at_a_terminal_it_can_be_read_with_its_plans(nwd):
    text = " ".join(nwd("whatif", "docs/examples/what-if.json", "--with-plan").text.split())
    assert "Somebody lives there, or is due to: one person would have to move." in text
    assert "A new family in Harrogate: 1 free instead of 0 from 1 June 2026 to 18 June 2026." in text
    assert "with a place 12 12" in text
    assert "Nothing was changed" in text


def test_at_a_terminal_its_schema_is_printed_and_bad_input_is_a_clear_error(nwd, tmp_path):
    assert json.loads(nwd("whatif", "--schema").out)["title"] == "ScenarioAsked"
    wrong = tmp_path / "changes.json"
    wrong.write_text('{"changes": [{"change": "close_beds", "place_id": "nowhere"}]}')
    refused = nwd("whatif", str(wrong))
    assert (refused.code, refused.out) == (2, b"")
    assert "/changes/0/place_id: There is no place row with this id." in refused.err


def test_a_database_answers_too_and_notes_it(nwd, county_service, tmp_path):
    changes = tmp_path / "changes.json"
    changes.write_text(json.dumps([{"change": "close_setting", "setting_id": "HUB-E"}]))
    url = county_service.settings.database_url
    found = json.loads(nwd("whatif", str(changes), "--database", url, "--authority", HERE, "--json").out)
    assert found["changes"][0]["number"] == 1
    rows = table("audit_entry").c
    with county_service.store.reading() as connection:
        query = select(rows.actor, rows.record_id).where(rows.action == "what_if").order_by(rows.number.desc())
        assert connection.execute(query).first() == ("command-line", "-")


def test_nothing_is_written_but_who_asked(opened):
    kept = fill_small(opened)
    api, before = api_of(kept), everything(kept)
    changes = [SMALL, END, {"change": "change_figure", "figure": "plan_floor", "value": 0}]
    answer = api.post(WHAT_IFS, json={"changes": changes})
    assert answer.status_code == 200
    assert everything(kept) == before
    whole, stay = ("what_if", "scenarios", "-", None), ("what_if", "placements", "ash-at-fosters", "ash")
    assert entries(kept, answer) == {whole, stay}


def test_a_refused_what_if_leaves_nothing_at_all(kept, api):
    before = rows_of(kept, HERE)
    asked: dict[str, Any] = {"changes": [{**SMALL, "beds": 9}]}
    for one in (asked, {**asked, "cohort": {}}):
        assert api.post(WHAT_IFS, json=one).status_code == 422
    assert rows_of(kept, HERE) == before


def test_a_change_worked_out_is_the_same_as_the_change_made(kept, api):
    nights = {"first_night": "2026-05-25", "leaving": "2026-06-01"}
    told = api.post(WHAT_IFS, json={"changes": [{**SMALL, **nights, "reason": "damp"}]}).json()
    record = api.get(f"/v1/places/{PLACE}").json()
    gap = {**nights, "beds": 1, "reason": "damp"}
    assert (
        api.put(f"/v1/places/{PLACE}", json={**record, "out_of_use": [gap]}, headers={"if-match": "*"}).status_code
        == 200
    )
    frame = Frames(kept.store, kept.policy, kept.clock).frame(HERE)
    assert told["after"]["snapshot_hash"] == frame.snapshot_hash
    first, shown = date.fromisoformat(told["first_night"]), told["after"]["settings"][0]
    made = make_capacity(frame, "fosters", first, first + timedelta(days=28), named=False)
    assert [one["free"] for one in shown["rows"][0]["nights"]] == [one.free for one in made.rows[0].nights]


def test_with_a_plan_it_is_slow_work_that_is_followed_and_read(kept, api):
    accepted = api.post(WHAT_IFS, json={"changes": [SMALL], "cohort": {}})
    where = accepted.headers["location"]
    assert (accepted.status_code, where) == (202, f"{WHAT_IFS}/{accepted.json()['id']}")
    assert (accepted.json()["state"], accepted.json()["scenario"], accepted.headers["retry-after"]) == (
        "queued",
        None,
        "1",
    )
    assert api.get(where).json() == accepted.json()
    chosen = Settings(database_url=kept.settings.database_url)
    with working(Service(chosen, lambda: NOW, {SCENARIO: make_comparison})):
        wait_until(lambda: api.get(where).json()["state"] == "done")
    done = api.get(where)
    assert "retry-after" not in done.headers
    frame = kept.frames.frame(HERE)
    told, at_once = done.json()["scenario"], api.post(WHAT_IFS, json={"changes": [SMALL]}).json()
    for when in ("before", "after"):
        assert told[when]["forecasts"] == at_once[when]["forecasts"] != []
    assert done.json()["history_hash"] == kept.histories.history(HERE, frame.snapshot).hash
    made = assign(frame.snapshot, AssignmentAsked(), frame.book)
    assert told["before"]["plan"]["id"] == made.id
    assert [one["request_id"] for one in told["cohort"]["requests"]] == [REQUEST]
    of_person = ("show", "placement_requests", REQUEST, "yp")
    assert entries(kept, done) == {("show", "scenarios", done.json()["id"], None), of_person}
    assert (api.delete(where).status_code, api.delete(where).json()["code"]) == (409, "already_ended")


def test_what_waits_is_cancelled_and_stays_to_be_read(api):
    where = api.post(WHAT_IFS, json={"changes": [], "cohort": {}}).headers["location"]
    gone = api.delete(where)
    assert (gone.status_code, gone.json()["state"]) == (200, "cancelled")
    assert api.get(where).json() == gone.json()


def test_what_another_authority_asked_for_is_not_there(kept, api):
    where = api.post(WHAT_IFS, json={"changes": [], "cohort": {}}).headers["location"]
    theirs = signed_in(kept, authority=ELSEWHERE)
    for method in ("GET", "DELETE"):
        answers = [api.request(method, path, headers=theirs) for path in (where, f"{WHAT_IFS}/nowhere")]
        assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "no_such_scenario")] * 2
    assert api.get("/v1/assignments").json() == [], "it is no plan that anybody could decide by"
    assert api.get(where.replace("scenarios", "assignments")).status_code == 404


def test_managers_and_placement_officers_ask_and_others_do_not(county_service):
    asked = {"changes": [CLOSE], "nights": 1}
    statuses = {
        role: api_of(county_service, role=role).post(WHAT_IFS, json=asked).status_code for role in (*ASK, *DO_NOT)
    }
    assert statuses == dict.fromkeys(ASK, 200) | dict.fromkeys(DO_NOT, 403)


def test_it_is_about_records_that_whoever_asks_may_open(kept, api):
    least = {Permission.ASK_WHAT_IF, Permission.READ_PROVISION}
    for needs, asked in NEEDS.items():
        without = signed_in(kept, only=sorted((least | {Permission.READ_PLANS}) - {needs}))
        refused = api.post(WHAT_IFS, json=asked, headers=without)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted"), needs
        enough = signed_in(kept, only=sorted(least | {needs}))
        assert api.post(WHAT_IFS, json=asked, headers=enough).status_code in {200, 202}, needs


def test_a_what_if_about_a_stay_is_read_by_those_alone_who_may_open_it(kept, api):
    where = api.post(WHAT_IFS, json={"changes": [END], "cohort": {}}).headers["location"]
    blind = signed_in(kept, only=[Permission.ASK_WHAT_IF, Permission.READ_PROVISION, Permission.READ_PLANS])
    assert [api.request(method, where, headers=blind).status_code for method in ("GET", "DELETE")] == [403, 403]
    assert api.get(where).json()["state"] == "queued"


def test_who_may_not_know_protective_reasons_cannot_tell_them_apart(kept, api):
    made = api.post(WHAT_IFS, json={"changes": [], "cohort": {}})
    where, frame = made.headers["location"], kept.frames.frame(HERE)
    result = stand_ins.compare_at_once(
        json.dumps(made.json()["asked"]), MadeFrom(frame.snapshot, frame.book, None), None
    )
    change(kept.store, made.json()["id"], state="done", result=zlib.compress(result))
    assert "location-exclusion" in api.get(where).text
    neutral = api_of(kept, role=Role.PLACEMENT_OFFICER).get(where)
    assert neutral.json()["scenario"]["after"]["plan"]["not_placed"][0]["reasons"]
    assert "location-exclusion" not in neutral.text


WORKER = {"change": "add_worker", "worker": {"id": "w", "name": "W", "roles": ["key"]}}
WRONG = [
    ("", 400, ""),
    ("[]", 422, ""),
    ("{}", 422, "/changes"),
    ('{"changes": [{}]}', 422, "/changes/0/change"),
    ('{"changes": [{"change": "close_bed"}]}', 422, "/changes/0/change"),
    (json.dumps({"changes": [CLOSE, {**CLOSE, "beds": 0}]}), 422, "/changes/1/beds"),
    (json.dumps({"changes": [{**CLOSE, "bed": 1}]}), 422, "/changes/0/bed"),
    (json.dumps({"changes": [{**CLOSE, "leaving": "2026-02-30"}]}), 422, "/changes/0/leaving"),
    (json.dumps({"changes": [CLOSE, WORKER]}), 422, "/changes/1/worker/roles/0"),
    (json.dumps({"changes": [CLOSE] * 201}), 422, "/changes"),
    ('{"changes": [], "nights": 183}', 422, "/nights"),
    ('{"changes": [], "nights": 0}', 422, "/nights"),
    ('{"changes": [], "cohort": {"work": -1}}', 422, "/cohort/work"),
    ('{"changes": [], "cohort": {"request_ids": ["nowhere"]}}', 422, "/cohort/request_ids/0"),
]


def test_what_cannot_be_asked_is_refused_by_its_place(client):
    for body, status, pointer in WRONG:
        answer = client.post(WHAT_IFS, content=body, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (status, pointer), body
        assert all(one["mend"] for one in answer.json()["errors"])


def test_no_more_wait_than_may_plans_and_what_ifs_together(kept):
    full = Service(Settings(database_url=kept.settings.database_url, job_processes=0, jobs_waiting=2), lambda: NOW)
    api = api_of(full)
    asked: dict[str, Any] = {"changes": [], "cohort": {}}
    assert [api.post(WHAT_IFS, json=asked).status_code, api.post("/v1/assignments", json={}).status_code] == [202, 202]
    refused = api.post(WHAT_IFS, json=asked)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_much_waiting")
    full.close()
