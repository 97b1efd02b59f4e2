"""Plans for everyone over HTTP: asked for, followed, read, cancelled; by whom; and what is refused."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.actions.loading import load_snapshot
from api.jobs.assigning import ASSIGNMENT, make_plan
from api.opening_store import speaker
from api.service import Service
from api.settings import Settings
from api.store.schema import table
from fixtures.planning import planning_county
from matcher.cohort.asked import AssignmentAsked, asked_adapter
from matcher.cohort.assign import assign
from matcher.cohort.assignment import assignment_adapter
from matcher.domain.codes import Role
from matcher.options.discreet import PROTECTIVE
from tests import stand_ins
from tests.databases import api_of
from tests.slow_work import MOMENT, wait_until, working
from tests.small import PLACE, REQUEST, fill_small
from tests.stores import ELSEWHERE, HERE, NOW, file_url, new_service, signed_in

PLANS = "/v1/assignments"


@pytest.fixture
def kept(opened) -> Service:
    """The small authority, in a process of the service that hands over nothing itself."""
    return fill_small(opened)


@pytest.fixture
def api(kept) -> TestClient:
    """A service manager."""
    return api_of(kept)


@contextmanager
def another_process(kept: Service, do, **settings) -> Iterator[Service]:
    """One that hands over plans, to be made in this way."""
    chosen = Settings(database_url=kept.settings.database_url, **settings)
    with working(Service(chosen, lambda: NOW, {ASSIGNMENT: do})) as service:
        yield service


def until_it_is(api: TestClient, where: str, *states: str) -> dict:
    wait_until(lambda: api.get(where).json()["state"] in states)
    return api.get(where).json()


def test_a_plan_is_accepted_at_once_and_found_at_its_address_when_it_is_done(kept, api):
    accepted = api.post(PLANS, json={})
    assert accepted.status_code == 202
    where = accepted.headers["location"]
    assert where == f"{PLANS}/{accepted.json()['id']}"
    assert int(accepted.headers["retry-after"]) > 0
    assert (accepted.json()["state"], accepted.json()["assignment"]) == ("queued", None)
    waiting = api.get(where)
    assert (waiting.json(), waiting.headers["retry-after"]) == (accepted.json(), "1")
    with another_process(kept, stand_ins.plan_at_once):
        done = until_it_is(api, where, "done")
    assert [one["request_id"] for one in done["assignment"]["not_placed"]] == [REQUEST]
    assert done["asked"] == json.loads(asked_adapter().dump_json(asked_adapter().validate_json("{}")))
    assert (done["attempts"], done["problem"], done["stopping"]) == (1, None, False)
    assert "retry-after" not in api.get(where).headers


def test_the_plan_is_the_one_that_the_engine_makes_of_the_record(county_opened):
    api, frame = api_of(county_opened), county_opened.frames.frame(HERE)
    where = api.post(PLANS, json={"seed": 3}).headers["location"]
    with another_process(county_opened, make_plan):
        told = until_it_is(api, where, "done")["assignment"]
    made = assign(frame.snapshot, AssignmentAsked(seed=3), frame.book)
    assert told == json.loads(assignment_adapter().dump_json(made))
    assert len(told["placed"]) + len(told["not_placed"]) == len(frame.requests)


def test_a_plan_that_is_being_solved_stops_when_it_is_cancelled(tmp_path):
    county = replace(planning_county(1, 80, 120, tight=True), authority=HERE)
    service = new_service(file_url(tmp_path))
    load_snapshot(service, speaker(service, HERE), county)
    api = api_of(service)
    where = api.post(PLANS, json={"work": 1000}).headers["location"]
    with another_process(service, make_plan):
        wait_until(lambda: api.get(where).json()["progress"])
        assert api.delete(where).json()["state"] == "cancelled"
        wait_until(lambda: not api.get(where).json()["stopping"])
    over = api.get(where).json()
    assert (over["attempts"], over["assignment"]["status"]) == (1, "cancelled")


def test_how_far_it_has_come_is_told_and_cancelling_keeps_the_best_until_then(kept, api):
    where = api.post(PLANS, json={}).headers["location"]
    with another_process(kept, stand_ins.plan_until_told):
        wait_until(lambda: api.get(where).json()["progress"])
        told = api.get(where).json()["progress"]
        assert (told["level"], told["name"], told["value"], told["bound"]) == (4, "points", 80.0, 81.0)
        assert told["gap"] == 0.0125
        stopping = api.delete(where)
        said = (stopping.status_code, stopping.json()["state"], stopping.json()["stopping"])
        assert said == (200, "cancelled", True)
        assert stopping.headers["retry-after"] == "1"
        wait_until(lambda: not api.get(where).json()["stopping"])
    over = api.get(where).json()
    assert over["assignment"]["status"] == "cancelled"
    assert over["ended_at"] == stopping.json()["ended_at"]
    again = api.delete(where)
    assert (again.status_code, again.json()) == (200, over)


def test_what_waits_is_cancelled_at_once(api):
    where = api.post(PLANS, json={}).headers["location"]
    gone = api.delete(where)
    assert (gone.status_code, gone.json()["state"], gone.json()["assignment"]) == (200, "cancelled", None)
    assert api.get(where).json() == gone.json()


def test_one_that_is_done_stays_as_it_is_and_says_so(kept, api):
    where = api.post(PLANS, json={}).headers["location"]
    with another_process(kept, stand_ins.plan_at_once):
        done = until_it_is(api, where, "done")
    refused = api.delete(where)
    assert (refused.status_code, refused.json()["code"]) == (409, "already_ended")
    assert api.get(where).json() == done


def test_one_that_failed_says_why_and_names_nobody(kept, api):
    where = api.post(PLANS, json={}).headers["location"]
    with another_process(kept, stand_ins.fall_over):
        failed = until_it_is(api, where, "failed")
    assert "RuntimeError" in failed["problem"]
    assert "Quillfeather" not in json.dumps(failed)
    assert failed["assignment"] is None


def test_no_more_wait_than_may_and_each_authority_for_itself(kept):
    full = Service(Settings(database_url=kept.settings.database_url, job_processes=0, jobs_waiting=2), lambda: NOW)
    api = api_of(full)
    first = api.post(PLANS, json={})
    assert api.post(PLANS, json={}).status_code == 202
    refused = api.post(PLANS, json={})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_much_waiting")
    assert int(refused.headers["retry-after"]) > 0
    assert api.post(PLANS, json={}, headers=signed_in(full, authority=ELSEWHERE)).status_code == 202
    assert api.delete(first.headers["location"]).status_code == 200
    assert api.post(PLANS, json={}).status_code == 202
    full.close()


def test_the_newest_come_first_a_page_at_a_time_without_their_plans(api):
    made = []
    for _ in range(5):
        made.append(api.post(PLANS, json={}).json()["id"])
        time.sleep(MOMENT)
    seen, where = [], f"{PLANS}?limit=2"
    while where:
        page = api.get(where)
        assert all("assignment" not in one and "asked" not in one for one in page.json())
        seen += [one["id"] for one in page.json()]
        where = page.links.get("next", {}).get("url")
    assert seen == made[::-1]


@pytest.mark.parametrize("cursor", ["nonsense", "bm93aGVyZQ"])
def test_a_cursor_that_is_none_of_ours_is_refused(api, cursor):
    answer = api.get(PLANS, params={"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/query/cursor")


def test_what_another_authority_asked_for_is_not_there(kept, api):
    where = api.post(PLANS, json={}).headers["location"]
    theirs = signed_in(kept, authority=ELSEWHERE)
    for method in ("GET", "DELETE"):
        answers = [api.request(method, path, headers=theirs) for path in (where, f"{PLANS}/nowhere")]
        assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "no_such_assignment")] * 2
        assert answers[0].content == answers[1].content
    assert api.get(PLANS, headers=theirs).json() == []
    assert api.get(where).json()["state"] == "queued"


def test_a_hub_manager_reads_a_plan_and_neither_asks_for_one_nor_cancels_one(kept, api):
    where = api.post(PLANS, json={}).headers["location"]
    manager = api_of(kept, role=Role.HUB_MANAGER)
    assert manager.get(where).status_code == 200
    for answer in (manager.post(PLANS, json={}), manager.delete(where)):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_who_may_not_know_protective_reasons_cannot_tell_them_apart(kept, api):
    where = api.post(PLANS, json={}).headers["location"]
    with another_process(kept, stand_ins.plan_at_once):
        whole = until_it_is(api, where, "done")
    neutral = api_of(kept, role=Role.PLACEMENT_OFFICER).get(where).json()
    for told, rule in ((whole, "location-exclusion:must_not"), (neutral, PROTECTIVE)):
        assert [one["rule"] for one in told["assignment"]["not_placed"][0]["reasons"]] == [rule]
    assert "location-exclusion" not in json.dumps(neutral)


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ("", 400, ""),
        ("{", 400, ""),
        ("[]", 422, ""),
        ('{"with_approval": true}', 422, "/with_approval"),
        ('{"work": -1}', 422, "/work"),
        ('{"work": NaN}', 422, "/work"),
        ('{"seed": 1.5}', 422, "/seed"),
        ('{"alternatives": 99}', 422, "/alternatives"),
        ('{"request_ids": ["nowhere"]}', 422, "/request_ids/0"),
        ('{"request_ids": "req"}', 422, "/request_ids"),
        ('{"locks": [{"request_id": "req", "place_id": "nowhere", "kind": "this_pair"}]}', 422, "/locks/0/place_id"),
        ('{"ladder": true}', 422, "/ladder"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_waits(api, body, status, pointer):
    answer = api.post(PLANS, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (status, pointer)
    assert all(one["mend"] for one in answer.json()["errors"])
    assert api.get(PLANS).json() == []


def test_a_body_that_is_too_large_or_no_json_is_refused(api):
    large = api.post(PLANS, content=b" " * 1_000_001, headers={"content-type": "application/json"})
    assert (large.status_code, large.json()["code"]) == (413, "body_too_large")
    assert api.post(PLANS, content="{}", headers={"content-type": "text/plain"}).status_code == 415


def test_what_is_asked_comes_back_as_it_was_asked(api):
    lock = {"request_id": REQUEST, "place_id": PLACE, "kind": "not_this_pair"}
    asked = {"request_ids": [REQUEST], "locks": [lock], "seed": 7, "work": 2.5}
    shown = api.post(PLANS, json=asked).json()["asked"]
    assert {name: shown[name] for name in asked} == asked


def entries(kept: Service, answer) -> set[tuple]:
    rows = table("audit_entry").c
    query = select(rows.action, rows.collection, rows.record_id, rows.young_person_id)
    with kept.store.reading() as connection:
        found = connection.execute(query.where(rows.reference == answer.headers["x-request-id"]))
        return set(map(tuple, found))


def test_whoever_is_named_or_shown_is_noted(kept, api):
    asked = api.post(PLANS, json={"request_ids": [REQUEST]})
    where, id_ = asked.headers["location"], asked.json()["id"]
    of_person = ("placement_requests", REQUEST, "yp")
    assert entries(kept, asked) == {("plan", "assignments", id_, None), ("plan", *of_person)}
    assert entries(kept, api.get(where)) == {("show", "assignments", id_, None)}, "there is nothing to see yet"
    assert entries(kept, api.get(PLANS)) == {("list", "assignments", "-", None)}
    with another_process(kept, stand_ins.plan_at_once):
        until_it_is(api, where, "done")
    assert entries(kept, api.get(where)) == {("show", "assignments", id_, None), ("show", *of_person)}
    other = api.post(PLANS, json={})
    assert entries(kept, api.delete(other.headers["location"])) == {("cancel", "assignments", other.json()["id"], None)}
