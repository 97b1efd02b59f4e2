"""The API's description (OpenAPI 3.1): who it is by, what it is given, what every error looks like."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from api.described_patches import schemas_of_changes
from api.errors import MEANINGS, PROBLEM_JSON, Meaning, details_of, problem_adapter
from api.exchange.snapshots import match_input_adapter, read_match_input
from api.records.collections import COLLECTIONS, record_adapter
from matcher import ENGINE_VERSION
from matcher.cohort.asked import asked_adapter
from matcher.domain.errors import InvalidInput, MatcherError, Problem
from matcher.options.rank import rank
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from matcher.scenario import scenario_adapter

REF = "#/components/schemas/{model}"

ABOUT: dict[str, Any] = {
    "title": "No Wrong Door",
    "version": ENGINE_VERSION,
    "summary": "Ranks every place a young person in care could live, and says why, or why not, for each of them.",
    "description": (
        "Send a snapshot and a placement request; every place comes back in exactly one list, with its reasons, its "
        "score in parts that add up, and the rules that speak against it. **The service proposes; a named person "
        "decides.** Or keep an authority's records here, and ask for the options of a request among them.\n\n"
        "Every call but the health ones needs a token: `Authorization: Bearer TOKEN`, made with `nwd token`. What another "
        "authority keeps is not there for you (404). A record's `ETag` is the version that `If-Match` wants before it is "
        "changed: nobody's change is lost under another's.\n\n"
        'In a snapshot, a field that is left out or null has not been recorded; an empty list is a recorded "none". '
        "The example below is a small made-up world that can be sent as it is.\n\n"
        "Every error is an `application/problem+json` document (RFC 9457) whose `type` points to [what it means](/problems)."
    ),
    "contact": {"name": "No Wrong Door contributors"},
    "license_info": {"name": "MIT", "identifier": "MIT"},
    "servers": [{"url": "/", "description": "Where this page comes from"}],
    "openapi_tags": [
        {"name": "matching", "description": "The ranked options for one young person."},
        {
            "name": "plans",
            "description": "Plans for everyone who waits, as work that takes its time. They decide nothing.",
        },
        {"name": "people", "description": "Young people, and whatever is recorded about them. Every reading is noted."},
        {"name": "provision", "description": "Settings, places, staff and journeys."},
        {"name": "lists", "description": "Whole lists in and out."},
        {"name": "rules", "description": "The rules and figures that answers are made from."},
        {"name": "service", "description": "Whether it is up, and which one it is."},
    ],
}

TEXT = {"type": "string"}
MATCH_RESULT: dict[str, Any] = {
    "description": "Every place considered, in exactly one list, with all its reasons",
    "content": {"application/json": {"schema": {"$ref": REF.format(model="MatchResult")}}},
}

MATCH_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A snapshot, and the id of one placement request in it. At most 20 MB.",
        "content": {"application/json": {"schema": {"$ref": REF.format(model="MatchInput")}}},
    }
}

WRONG_DATE = Problem(
    "/snapshot/young_people/0/date_of_birth", "This cannot be read.", 'Write the date as text, "YYYY-MM-DD".'
)


def problems(*errors: type[MatcherError]) -> dict[int | str, dict[str, Any]]:
    """How these errors look as replies, for a route's `responses`."""
    by_status: dict[int | str, list[Meaning]] = {}
    for error in errors:
        by_status.setdefault(MEANINGS[error.code].status, []).append(MEANINGS[error.code])
    return {status: _problem_reply(meanings) for status, meanings in by_status.items()}


def ref(model: str) -> dict[str, str]:
    """A reference to a schema of this name."""
    return {"$ref": REF.format(model=model)}


def json_reply(description: str, schema: dict[str, Any], **headers: str) -> dict[str, Any]:
    """A reply of JSON, with headers by name and meaning."""
    described = {name.replace("_", "-"): {"description": says, "schema": TEXT} for name, says in headers.items()}
    return {"description": description, "content": {"application/json": {"schema": schema}}, "headers": described}


def _problem_reply(meanings: list[Meaning]) -> dict[str, Any]:
    examples = {one.error.code: _example(one.error) for one in meanings}
    content = {"schema": {"$ref": REF.format(model="ProblemDetails")}, "examples": examples}
    return {"description": " or ".join(one.title for one in meanings), "content": {PROBLEM_JSON: content}}


def _example(error: type[MatcherError]) -> dict[str, Any]:
    wrong = (WRONG_DATE,) if error is InvalidInput else ()
    body = problem_adapter().dump_python(details_of(error, problems=wrong), mode="json", exclude_none=True)
    return {"summary": body["title"], "value": body}


@cache
def example_input() -> bytes:
    """The documented example: a small made-up world and a request in it."""
    return files("api").joinpath("static", "match-input.json").read_bytes()


def _example_answer() -> object:
    given = read_match_input(example_input())
    return result_adapter().dump_python(rank(given.snapshot, given.request_id, load_policy()), mode="json")


def install(app: FastAPI) -> None:
    """Describe this app, once, when first asked."""

    @cache
    def described() -> dict[str, Any]:
        description = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version=app.openapi_version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            tags=app.openapi_tags,
            servers=app.servers,
            contact=app.contact,
            license_info=app.license_info,
        )
        description["components"]["schemas"].update(_schemas())
        _put_examples(description["paths"]["/v1/match"]["post"])
        return description

    app.openapi = described  # type: ignore[method-assign]


def _put_examples(match: dict[str, Any]) -> None:
    """A body that can be sent as it is, and the very answer it gets."""
    given = {"summary": "One young person, four settings", "value": json.loads(example_input())}
    match["requestBody"]["content"]["application/json"]["examples"] = {"small-world": given}
    match["responses"]["200"]["content"]["application/json"]["example"] = _example_answer()


def _schemas() -> dict[str, Any]:
    """What the framework does not find by itself: the input, which it never reads, and the errors."""
    found = _components(match_input_adapter()) | _components(problem_adapter()) | _components(result_adapter())
    found |= _components(asked_adapter()) | _components(scenario_adapter())
    for name in COLLECTIONS:
        found |= _components(record_adapter(name))
    return found | schemas_of_changes([one.record.__name__ for one in COLLECTIONS.values()], found)


def _components(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    schema = adapter.json_schema(ref_template=REF)
    return {**schema.pop("$defs", {}), schema["title"]: schema}
