"""Nobody's name, day or words come out in a log, a metric, an error, an address or the description."""

import io
import json
import logging
import re
import sys
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text
from starlette.testclient import TestClient

from api.actions import options as options_action
from api.logs import set_up_logs
from api.records.collections import COLLECTIONS
from matcher.domain.codes import Role
from tests.house.canaries import AS_AN_ID, DAY, NAME, canaried, malformed, told_by
from tests.house.declared import EXPECTED, PAGES
from tests.served import address, collection_at
from tests.small import REQUEST
from tests.stores import signed_in

ANY = {"if-match": "*"}
CSV = {"content-type": "text/csv"}
JSON = {"content-type": "application/json"}
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "match-input.json"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def logged(monkeypatch):
    """The service's own log, at the level that says most."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    monkeypatch.setattr(sys, "stderr", written)
    set_up_logs("debug")
    yield written
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


class Watched:
    """A machine that calls and remembers whatever came out where nothing should."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.found: list[tuple[str, int, str]] = []
        self.statuses: list[int] = []

    def call(self, method: str, path: str, **how):
        answer = self.client.request(method, path, follow_redirects=False, **how)
        self.statuses.append(answer.status_code)
        told = "\n".join(answer.headers.values())
        if answer.status_code >= 400:
            told += answer.text
        if told_by(told):
            self.found.append((f"{method} {path}", answer.status_code, told))
        return answer


@pytest.fixture
def watched(client, service, logged) -> Watched:
    """It calls a service whose records are full of canaries."""
    client.headers.update(signed_in(service, Role.MACHINE_CALLER))
    watched = Watched(client)
    for name, collection in COLLECTIONS.items():
        record = canaried(name)
        path = f"/v1/{collection.path}/{record[collection.id_field]}"
        answer = watched.call("PUT", path, json=record, headers=ANY)
        assert answer.status_code == 200, (name, answer.text)
        assert told_by(answer.text)
    return watched


def routes(method: str) -> list[str]:
    return [route.split(" ")[1] for route in EXPECTED if route.startswith(f"{method} ")]


def ways_of_asking(path: str) -> list[str]:
    """Addresses of this route: as it should be, and with canaries wherever an address can hold something."""
    id_ = re.compile(r"\{\w+\}")
    sound = address(path)
    return [
        sound,
        f"{sound}?{NAME}={NAME}&limit={NAME}&cursor={NAME}&external_ref={NAME}&list={NAME}&dry_run={NAME}",
        f"{sound}/{NAME}",
        id_.sub(AS_AN_ID, path),
        id_.sub(NAME, path),
        id_.sub("%00" + NAME, path),
    ]


def bodies(path: str) -> list[dict]:
    """What is sent: sound and not, as what it is and as something else."""
    name = collection_at(path)
    jsons = [canaried(name), *malformed(name)] if name else [NAME, {NAME: NAME}]
    raw = [f'{{"{NAME}": "{NAME}', f'"{NAME}"', f"id,{NAME}\n{NAME},{DAY}\n", f"id\n{NAME}\n"]
    kinds = [JSON, CSV, {"content-type": NAME}, {}]
    sent = [{"content": json.dumps(one), "headers": {**JSON, **ANY}} for one in jsons]
    sent += [{"content": one, "headers": kind} for one in raw for kind in kinds]
    return [*sent, {"content": json.dumps(jsons[0]), "headers": {**JSON, "if-match": f'{NAME}, "{NAME}"'}}]


def nothing_came_out(watched: Watched, logged: io.StringIO) -> None:
    assert watched.found == []
    written = logged.getvalue()
    assert written.count("\n") >= len(watched.statuses)
    assert told_by(written) == []
    assert told_by(watched.client.get("/metrics").text) == []


@pytest.mark.parametrize("method", METHODS)
def test_whatever_is_asked_and_sent_no_canary_comes_out(watched, logged, method):
    for path in routes(method):
        for where in ways_of_asking(path):
            watched.call(method, where)
        for how in bodies(path) if method in {"POST", "PUT", "PATCH"} else ():
            watched.call(method, address(path), **how)
    assert {200, 404} <= set(watched.statuses)
    assert 500 not in watched.statuses
    nothing_came_out(watched, logged)


def test_lists_full_of_canaries_are_refused_without_repeating_them(watched, logged):
    for name in ("young-people", "requests", "carers", "rota"):
        for head in (f"id,{NAME}", "id,date_of_birth,sex,external_refs,on,setting_id", f"{NAME}"):
            cells = ",".join([NAME] * 6)
            watched.call("POST", f"/v1/imports?list={name}", content=f"{head}\n{cells}\n{DAY}\n", headers=CSV)
    assert set(watched.statuses[-12:]) == {422}
    nothing_came_out(watched, logged)


def test_a_match_is_refused_without_repeating_what_was_sent(watched, logged):
    sound = json.loads(EXAMPLE.read_bytes())
    sound["snapshot"]["young_people"][0]["name_to_use"] = NAME
    broken = {**sound, "request_id": NAME}, {**sound, NAME: 1}, {"snapshot": NAME, "request_id": NAME}
    assert watched.call("POST", "/v1/match", json=sound).status_code == 200
    for one in (*broken, {**sound, "request_id": AS_AN_ID}):
        assert watched.call("POST", "/v1/match", json=one).status_code >= 400
    nothing_came_out(watched, logged)


def test_a_method_that_nobody_knows_is_not_repeated(watched, logged):
    for method in ("ZYXARIA", "QUILLFEATHER", "PROPFIND"):
        assert watched.call(method, "/v1/young-people").status_code == 405
    nothing_came_out(watched, logged)


def fail(*_args, **_how):
    raise RuntimeError(f"{NAME}, born {DAY}")


@pytest.mark.parametrize(
    "where", ["api.actions.records.wrong_with", "api.actions.records.kept_in", "api.store.write.leave_entries"]
)
def test_a_fault_of_ours_tells_nothing_of_what_it_was_about(watched, logged, monkeypatch, where):
    monkeypatch.setattr(where, fail)
    for name, collection in COLLECTIONS.items():
        record = {**canaried(name), "external_refs": {"another-system": NAME}}
        path = f"/v1/{collection.path}/{record[collection.id_field]}"
        watched.call("PATCH", path, json=record, headers=ANY)
        watched.call("GET", path)
    assert 500 in watched.statuses
    nothing_came_out(watched, logged)


def test_a_fault_while_ranking_tells_nothing(watched, logged, monkeypatch):
    monkeypatch.setattr(options_action, "rank_in", fail)
    assert watched.call("POST", f"/v1/placement-requests/{REQUEST}/options").status_code == 500
    nothing_came_out(watched, logged)


def test_a_fault_of_the_database_which_quotes_the_whole_row_tells_nothing(watched, logged, service):
    with service.store.writing() as connection:
        for table in (*COLLECTIONS, "audit_entry"):
            said = f"SELECT RAISE(ABORT, '{NAME}')"
            for event in ("INSERT", "UPDATE"):
                connection.execute(text(f"CREATE TRIGGER {table}_{event} BEFORE {event} ON {table} BEGIN {said}; END"))
    for name, collection in COLLECTIONS.items():
        record = {**canaried(name), "external_refs": {"another-system": NAME}}
        path = f"/v1/{collection.path}/{record[collection.id_field]}"
        assert watched.call("PUT", path, json=record, headers=ANY).status_code == 500
    nothing_came_out(watched, logged)


def test_the_log_says_what_it_should(watched, logged):
    watched.call("GET", "/v1/young-people/yp")
    line = json.loads(logged.getvalue().splitlines()[-1])
    said = (line["level"], line["method"], line["route"], line["status"])
    assert said == ("info", "GET", "/v1/young-people/{id}", 200)


def test_metrics_are_counted_by_template(watched):
    for path in (f"/v1/young-people/{AS_AN_ID}", f"/{AS_AN_ID}", "/static/docs.js", "/openapi.json"):
        watched.call("GET", path)
    labels = set(re.findall(r'route="([^"]*)"', watched.client.get("/metrics").text))
    templates = {route.split(" ")[1] for route in [*EXPECTED, *PAGES]}
    assert labels <= templates | {"-"}
    assert {"/v1/young-people/{id}", "-"} <= labels


def test_the_description_tells_nothing_of_the_record(watched):
    assert told_by(watched.client.get("/openapi.json").text) == []


def test_a_canary_that_came_out_would_be_seen():
    """Who looks for nothing finds nothing."""
    assert told_by(f"?name={NAME.upper().replace(' ', '%20')}") == ["zyxaria", "quillfeather"]
    assert told_by(json.dumps({"date_of_birth": DAY})) == [DAY]
    assert len([one for one in COLLECTIONS if told_by(json.dumps(canaried(one)).replace("external_refs", ""))]) > 10
