"""`POST /v1/match`: what comes back, and what is refused, how."""

import asyncio
import json

import jsonschema
import pytest

from api.app import create_app
from api.exchange.match_input import match_input_adapter
from matcher.options.rank import rank
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from tests.stores import signed_in

JSON = {"content-type": "application/json"}
PROBLEM = "application/problem+json"


def send(client, body, headers=JSON):
    return client.post("/v1/match", content=body if isinstance(body, bytes) else json.dumps(body), headers=headers)


def changed(example: bytes, change) -> dict:
    body = json.loads(example)
    change(body)
    return body


def test_the_example_has_something_in_every_list(client, example):
    answer = send(client, example).json()
    assert all(answer["counts"].values())
    assert answer["considered"] == sum(answer["counts"].values()) == 5
    assert answer["options"][0]["approved"][0]["role"] == "fostering_manager"


def test_the_answer_is_the_engines_own_byte_for_byte(client, example):
    given = match_input_adapter().validate_json(example)
    answer = rank(given.snapshot, given.request_id, load_policy())
    assert send(client, example).content == result_adapter().dump_json(answer)


def test_the_same_call_twice_gives_the_same_bytes(client, example):
    assert send(client, example).content == send(client, example).content


def test_input_and_answer_keep_to_the_published_description(client, example):
    schemas = client.get("/openapi.json").json()["components"]
    check(json.loads(example), "MatchInput", schemas)
    check(send(client, example).json(), "MatchResult", schemas)


def check(body, name: str, components: dict) -> None:
    root = {"$ref": f"#/components/schemas/{name}", "components": components}
    jsonschema.Draft202012Validator(root).validate(body)


def test_a_charset_beside_the_content_type_is_allowed(client, example):
    assert send(client, example, {"content-type": "Application/JSON; charset=utf-8"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"", 400, "not_json", id="nothing"),
        pytest.param(b"{", 400, "not_json", id="half a document"),
        pytest.param(b"\xff\xfe{\x00", 400, "not_json", id="not UTF-8"),
        pytest.param(b"[" * 100_000, 400, "not_json", id="nested without end"),
        pytest.param(b"null", 422, "invalid_input", id="null"),
        pytest.param(b"[]", 422, "invalid_input", id="a list"),
        pytest.param(b"{}", 422, "invalid_input", id="nothing in it"),
    ],
)
def test_a_body_that_is_no_match_input_is_refused(client, body, status, code):
    answer = send(client, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"]


def person(body: dict) -> dict:
    return body["snapshot"]["young_people"][0]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        pytest.param(lambda b: b.update(extra=1), "/extra", id="unknown field at the top"),
        pytest.param(
            lambda b: person(b).update(hair="red"), "/snapshot/young_people/0/hair", id="unknown field far inside"
        ),
        pytest.param(
            lambda b: person(b).update(date_of_birth=1268524800),
            "/snapshot/young_people/0/date_of_birth",
            id="a number for a date",
        ),
        pytest.param(
            lambda b: person(b).update(date_of_birth="1268524800"),
            "/snapshot/young_people/0/date_of_birth",
            id="digits for a date",
        ),
        pytest.param(
            lambda b: person(b).update(date_of_birth="2031-01-01"),
            "/snapshot/young_people/0/date_of_birth",
            id="born in the future",
        ),
        pytest.param(lambda b: person(b).update(sex="woman"), "/snapshot/young_people/0/sex", id="unknown code"),
        pytest.param(
            lambda b: b["snapshot"]["placements"][0].update(leaving="2026-02-09"),
            "/snapshot/placements/0",
            id="leaving on the first night",
        ),
        pytest.param(
            lambda b: b["snapshot"]["young_people"].append(person(b)),
            "/snapshot/young_people/3/id",
            id="the same id twice",
        ),
        pytest.param(
            lambda b: b["snapshot"]["places"][0].update(setting_id="nowhere"),
            "/snapshot/places/0/setting_id",
            id="a setting that is not there",
        ),
        pytest.param(lambda b: b.pop("request_id"), "/request_id", id="no request id"),
    ],
)
def test_a_wrong_field_is_named_with_its_mend(client, example, change, pointer):
    answer = send(client, changed(example, change))
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "invalid_input")
    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert all(error["detail"] and error["mend"] for error in problem["errors"])


def test_a_request_that_is_not_in_the_snapshot_is_not_found(client, example):
    answer = send(client, changed(example, lambda body: body.update(request_id="other")))
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_request")


def test_an_empty_county_is_no_error(client, example):
    def empty(body):
        for name in ("settings", "places", "placements", "shifts", "commitments", "authorisations", "travel_times"):
            body["snapshot"][name] = []
        body["snapshot"]["impact_risk_assessments"] = []
        body["snapshot"]["workers"] = None

    answer = send(client, changed(example, empty))
    assert (answer.status_code, answer.json()["considered"]) == (200, 0)


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/json5"])
def test_another_content_type_is_refused(client, example, media_type):
    answer = send(client, example, {"content-type": media_type})
    assert (answer.status_code, answer.json()["code"]) == (415, "not_sent_as_json")


def test_a_body_announced_as_too_large_is_refused_unread(client):
    answer = send(client, b" " * 20_000_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_body_that_grows_too_large_is_refused_while_it_is_read(county_service):
    read, sent = [], []

    async def receive():
        read.append(1)
        return {"type": "http.request", "body": b" " * 100_000, "more_body": len(read) < 300}

    async def send(message):
        sent.append(message)

    token = signed_in(county_service)["authorization"].encode()
    chunked = (b"transfer-encoding", b"chunked")
    headers = [(b"content-type", b"application/json"), chunked, (b"authorization", token)]
    scope = {"type": "http", "method": "POST", "path": "/v1/match", "query_string": b"", "headers": headers}
    asyncio.run(create_app(county_service)(scope, receive, send))
    assert sent[0]["status"] == 413
    assert len(read) == 201, "the first chunk too many is the last that is read"


def test_a_body_as_large_as_is_allowed_is_read(client, example):
    assert send(client, example.ljust(20_000_000)).status_code == 200


def test_no_refusal_repeats_what_was_sent(client, example):
    secret = "Persephone"
    answer = send(client, changed(example, lambda body: person(body).update(date_of_birth=secret, sex=secret)))
    assert answer.status_code == 422
    assert secret not in answer.text
