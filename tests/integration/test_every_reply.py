"""What every reply has, whatever it says: headers, a reference, problems for errors, and nothing personal in the log."""

import json
from dataclasses import replace

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api import errors
from api.app import create_app
from api.routes import match as match_route
from api.service import Service
from api.settings import Settings
from matcher.domain.codes import Role
from tests.stores import signed_in

OPEN = ("/health/live", "/health/ready", "/version", "/docs", "/problems", "/openapi.json")
PATHS = (*OPEN, "/v1/rules", "/v1/policy", "/metrics", "/v1/young-people", "/v1/settings")
PROBLEM = "application/problem+json"
JSON = {"content-type": "application/json"}
SECRET = "Persephone Underhill"
OWN_SECRET = SecretStr("not-the-demonstration-secret-0123456789")


@pytest.mark.parametrize("path", [*PATHS, "/nowhere", "/static/docs.js", "/static/nowhere.js"])
def test_a_reply_is_guarded(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers
    assert headers["cache-control"] == ("public, max-age=86400" if path == "/static/docs.js" else "no-store")
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


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/match", "POST"),
        ("/version", "GET, HEAD"),
        ("/v1/settings", "GET, HEAD, POST"),
        ("/v1/settings/home", "GET, HEAD, PATCH, PUT"),
        ("/v1/shifts/one", "DELETE, GET, HEAD, PATCH, PUT"),
        ("/v1/places/one/vacancy-confirmation", "POST"),
    ],
)
def test_a_wrong_method_says_which_are_right(client, path, methods):
    answer = client.request("PROPFIND", path)
    assert (answer.status_code, answer.headers["allow"]) == (405, methods)


@pytest.mark.parametrize(
    "path", ["/v1/settings?limt=5", "/v1/settings/home?fields=id", "/v1/rules?slug=age", "/metrics?x"]
)
def test_a_question_that_nobody_hears_is_refused(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_every_problem_is_explained_where_its_type_points(client):
    page = client.get("/problems").text
    assert all(f'id="{code}"' in page for code in errors.MEANINGS)


def break_it(monkeypatch) -> None:
    def fail(*_args):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(match_route, "rank", fail)


def test_our_own_fault_shows_a_reference_and_no_trace(client, example, monkeypatch):
    break_it(monkeypatch)
    with capture_logs() as lines:
        answer = client.post("/v1/match", content=example, headers=JSON)
    problem, logged = answer.json(), json.dumps(lines)
    assert (answer.status_code, problem["code"]) == (500, "our_fault")
    assert problem["reference"] == answer.headers["x-request-id"]
    assert [line["reference"] for line in lines] == [problem["reference"]] * 2
    assert lines[0]["where"].startswith("RuntimeError at ")
    assert SECRET not in answer.text + logged
    assert "Traceback" not in answer.text + logged


def test_the_log_holds_nothing_personal(client, example):
    body = json.loads(example)
    body["snapshot"]["young_people"][0]["name_to_use"] = SECRET
    with capture_logs() as lines:
        client.post("/v1/match", json=body, headers=JSON)
        client.get(f"/v1/settings?name={SECRET}")
        client.get("/v1/young-people/Persephone")
        client.get(f"/young-people/{SECRET}")
    said = [(line["method"], line["route"], line["status"]) for line in lines]
    assert said == [
        ("POST", "/v1/match", 200),
        ("GET", "/v1/settings", 422),
        ("GET", "/v1/young-people/{id}", 404),
        ("GET", "-", 404),
    ]
    assert set(lines[0]) == {"event", "log_level", "method", "ms", "reference", "route", "status"}
    assert SECRET.split(maxsplit=1)[0] not in json.dumps(lines)


def called_from(address: str, service: Service) -> TestClient:
    token = signed_in(service, Role.MACHINE_CALLER)
    return TestClient(create_app(service), client=(address, 50_000), headers=token)


ELSEWHERE = ("192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1")


@pytest.mark.parametrize("path", [*PATHS, "/nowhere"])
@pytest.mark.parametrize("address", ELSEWHERE)
def test_while_the_secret_is_the_demonstrations_a_caller_from_elsewhere_is_refused(county_service, address, path):
    answer = called_from(address, county_service).get(path)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_from_here")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_with_a_secret_of_its_own_it_lets_in_a_caller_from_elsewhere_who_has_a_token(service, address):
    url = service.settings.database_url
    caller = called_from(address, replace(service, settings=Settings(database_url=url, secret=OWN_SECRET)))
    assert caller.get("/v1/rules").status_code == 200
    caller.headers.pop("authorization")
    assert caller.get("/v1/rules").status_code == 401


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_caller_on_this_machine_is_answered(county_service, address):
    assert called_from(address, county_service).get("/v1/rules").status_code == 200


@pytest.mark.parametrize("path", OPEN)
def test_what_is_about_nobody_needs_no_token(client, path):
    assert client.get(path, headers={"authorization": ""}).status_code == 200


def test_metrics_count_by_the_routes_template(client):
    client.get("/v1/young-people/Persephone")
    client.get("/Persephone")
    counted = client.get("/metrics").text
    assert 'nwd_requests_total{method="GET",route="/v1/young-people/{id}",status="404"}' in counted
    assert "Persephone" not in counted
