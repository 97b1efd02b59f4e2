"""The API's description: complete enough to write a client from."""

import json

import jsonschema
import pytest
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter, ValidationError

from api.exchange.match_input import match_input_adapter
from api.records.collections import COLLECTIONS
from matcher.domain.values import Day
from matcher.rules import RULE_BOOK

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def description(client):
    return client.get("/openapi.json").json()


@pytest.fixture(scope="module")
def operations(description):
    return [operation for path in description["paths"].values() for operation in path.values()]


def test_it_says_who_and_what(description):
    info = description["info"]
    assert description["openapi"].startswith("3.1.")
    assert info["title"] == "No Wrong Door"
    assert info["license"] == {"name": "MIT", "identifier": "MIT"}
    assert info["contact"]["name"]
    assert description["servers"]


def test_every_operation_has_a_name_a_tag_and_a_text(description, operations):
    names = [operation["operationId"] for operation in operations]
    tags = {tag["name"] for tag in description["tags"]}
    assert len(set(names)) == len(names)
    assert {"match", "rank_options", "explain_option", "rules", "policy", "health_live", "metrics"} <= set(names)
    assert all(set(operation["tags"]) <= tags for operation in operations)
    assert all(operation["summary"] and operation["description"] for operation in operations)


def test_every_error_is_described_with_an_example_that_keeps_to_its_schema(description, operations):
    problem = {"$ref": "#/components/schemas/ProblemDetails", "components": description["components"]}
    for operation in operations:
        for status, reply in operation["responses"].items():
            if status.startswith("2"):
                continue
            described = reply["content"][PROBLEM]
            assert described["schema"] == {"$ref": "#/components/schemas/ProblemDetails"}
            for example in described["examples"].values():
                jsonschema.validate(example["value"], problem)
                assert str(example["value"]["status"]) == status


def test_the_match_says_every_error_it_can_answer_with(description):
    replies = description["paths"]["/v1/match"]["post"]["responses"]
    assert set(replies) == {"200", "400", "401", "403", "404", "413", "415", "422", "500", "503"}


def test_who_needs_a_token_is_told_so_and_what_happens_without(description):
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path, methods in description["paths"].items():
        for operation in methods.values():
            needs_one = not path.startswith(("/health/", "/version"))
            assert operation.get("security") == ([{"token": []}] if needs_one else None)
            assert ({"401", "403", "503"} <= set(operation["responses"])) is needs_one


def test_what_is_named_is_there(description):
    schemas = description["components"]["schemas"]
    text = json.dumps(description)
    named = {piece.split('"')[0] for piece in text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas)
    assert {"MatchInput", "Snapshot", "YoungPerson", "MatchResult", "ProblemDetails"} <= named


def test_a_name_means_one_thing(client, description):
    """What the framework finds by itself and what we add to it are put together by name."""
    found = get_openapi(title="", version="", routes=client.app.routes)["components"]["schemas"]
    schemas = description["components"]["schemas"]
    assert {name: set(one.get("properties", ())) for name, one in found.items()} == {
        name: set(schemas[name].get("properties", ())) for name in found
    }


@pytest.mark.parametrize(
    "day", ["1899-12-31", "1900-01-01", "2026-5-1", "2026-13-01", "2026-00-10", "2199-12-31", "2200-01-01"]
)
def test_the_schema_of_a_day_takes_what_the_reader_takes(description, day):
    schema = description["components"]["schemas"]["PlacementRequestRecord"]["properties"]["start_date"]
    is_described = not [*jsonschema.Draft202012Validator(schema).iter_errors(day)]
    assert is_described is (day in {"1900-01-01", "2199-12-31"})
    try:
        TypeAdapter(Day).validate_python(day)
    except ValidationError:
        assert not is_described
    else:
        assert is_described


def test_every_field_of_a_change_may_be_left_out_or_taken_away(description):
    schemas = description["components"]["schemas"]
    changes = [one for name, one in schemas.items() if name.endswith("RecordChanges")]
    assert len(changes) == len(COLLECTIONS)
    for one in changes:
        assert "required" not in one
        assert all({"type": "null"} in field["anyOf"] for field in one["properties"].values())


def test_the_input_is_described_as_it_is_read(description):
    own = match_input_adapter().json_schema(ref_template="#/components/schemas/{model}")
    parts = own.pop("$defs")
    schemas = description["components"]["schemas"]
    assert schemas["MatchInput"] == own
    assert {name: schemas[name] for name in parts} == parts


def test_the_example_in_the_description_is_the_documented_one(description, example):
    body = description["paths"]["/v1/match"]["post"]["requestBody"]["content"]["application/json"]
    assert [one["value"] for one in body["examples"].values()] == [json.loads(example)]


def test_the_answer_shown_is_the_one_the_example_gets(description, client, example):
    answer = client.post("/v1/match", content=example, headers={"content-type": "application/json"}).json()
    shown = description["paths"]["/v1/match"]["post"]["responses"]["200"]["content"]["application/json"]
    assert shown["example"] == answer


def test_the_rules_come_with_their_limbs_and_sources(client):
    rules = client.get("/v1/rules").json()
    assert [rule["slug"] for rule in rules] == [rule.slug for rule in RULE_BOOK]
    assert all(rule["kinds"] and rule["source"]["title"] for rule in rules)
    young = next(rule for rule in rules if rule["slug"] == "under-16-no-other-arrangements")
    assert young["source"]["since"] == "2021-09-09"
    assert [limb["kind"] for limb in young["limbs"]] == ["hard"]


def test_the_policy_comes_with_units_and_weights_of_a_hundred(client):
    policy = client.get("/v1/policy").json()
    figures = {figure["name"]: figure for figure in policy["figures"]}
    assert figures["usual_fostering_limit"]["unit"] == "children"
    assert figures["usual_fostering_limit"]["steps"] == [{"since": "1991-10-14", "value": 3.0, "mark": "V"}]
    assert sum(policy["weights"].values()) == 100
    assert policy["weights"]["key-worker-continuity"] == 14
