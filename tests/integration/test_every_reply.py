"""What every reply has, whatever it says: headers, a reference, problems for errors, and nothing personal in the log."""

import json
import logging

import pytest
from starlette.testclient import TestClient

from api import errors
from api.app import create_app
from api.routes import match as match_route

PATHS = ("/health/live", "/health/ready", "/version", "/v1/rules", "/v1/policy", "/docs", "/problems", "/openapi.json")
PROBLEM = "application/problem+json"
JSON = {"content-type": "application/json"}
SECRET = "Persephone Underhill"


@pytest.mark.parametrize("path", [*PATHS, "/nowhere", "/static/docs.js", "/static/nowhere.js"])
def test_a_reply_is_guarded(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-request-id"]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_described_answers(client, path):
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200


def test_the_callers_own_reference_comes_back(client):
    assert client.get("/version", headers={"x-request-id": "call-7"}).headers["x-request-id"] == "call-7"


@pytest.mark.parametrize("reference", ["a b", "x" * 65, "é"])
def test_a_reference_that_is_no_id_is_replaced(client, reference):
    given = client.get("/version", headers={"x-request-id": reference.encode()}).headers["x-request-id"]
    assert given != reference
    assert given.isalnum()


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "no_such_path"),
        ("GET", "/v1/rules/", 404, "no_such_path"),
        ("GET", "/static/../settings.py", 404, "no_such_path"),
        ("GET", "/v1/match", 405, "method_not_allowed"),
        ("DELETE", "/version", 405, "method_not_allowed"),
        ("POST", "/v1/match", 415, "not_sent_as_json"),
    ],
)
def test_the_frameworks_own_errors_are_problems(client, method, path, status, code):
    answer = client.request(method, path)
    problem = answer.json()
    assert answer.headers["content-type"] == PROBLEM
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == f"/problems#{code}"
    assert problem["title"]
    assert problem["detail"]
    assert problem["remedy"]
    assert problem["errors"] == []


def test_a_wrong_method_says_which_are_right(client):
    assert client.get("/v1/match").headers["allow"] == "POST"


def test_every_problem_is_explained_where_its_type_points(client):
    page = client.get("/problems").text
    assert all(f'id="{code}"' in page for code in errors.MEANINGS)


def break_it(monkeypatch) -> None:
    def fail(*_args):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(match_route, "rank", fail)


def test_our_own_fault_shows_a_reference_and_no_trace(client, example, monkeypatch, caplog):
    break_it(monkeypatch)
    answer = client.post("/v1/match", content=example, headers=JSON)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (500, "our_fault")
    assert problem["reference"] == answer.headers["x-request-id"]
    assert problem["reference"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert SECRET not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text


def test_the_log_holds_nothing_personal(client, example, caplog):
    caplog.set_level(logging.INFO)
    body = json.loads(example)
    body["snapshot"]["young_people"][0]["name_to_use"] = SECRET
    client.post(f"/v1/match?name={SECRET}", json=body, headers=JSON)
    client.get(f"/young-people/{SECRET}")
    lines = [record.getMessage() for record in caplog.records if record.name == "nwd"]
    assert [line.split()[1:4] for line in lines] == [["POST", "/v1/match", "200"], ["GET", "-", "404"]]
    assert SECRET.split(maxsplit=1)[0] not in "".join(lines)


@pytest.mark.parametrize("caller", ["192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1"])
def test_a_caller_from_elsewhere_is_refused_however_the_service_was_started(caller):
    answer = TestClient(create_app(), client=(caller, 50_000)).get("/version")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_from_here")


@pytest.mark.parametrize("caller", ["127.0.0.1", "::1"])
def test_a_caller_on_this_machine_is_answered(caller):
    assert TestClient(create_app(), client=(caller, 50_000)).get("/version").status_code == 200
