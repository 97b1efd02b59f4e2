"""What the command line asks of a what-if, and where it gets it worked out."""

import json
from dataclasses import replace

from api.actions.scenarios import what_if
from api.exchange.scenarios import read_scenario
from api.opening import database_named, open_snapshot, read_bytes
from api.opening_plan import Whence
from api.opening_store import open_service, speaker, stays_behind
from matcher.cohort.asked import AssignmentAsked
from matcher.domain.snapshot import Snapshot
from matcher.policy import load_policy
from matcher.scenario import BeforeAfter, ScenarioAsked, compare, scenario_adapter
from matcher.scenario.compare import Tells


def asked_in(file: str, *, with_plan: bool) -> ScenarioAsked:
    """What the file asks; a list alone is its changes. Raises CannotRead, NotJson, InvalidInput."""
    raw = read_bytes(file).strip()
    asked = read_scenario(b'{"changes":' + raw + b"}" if raw.startswith(b"[") else raw)
    return replace(asked, cohort=asked.cohort or AssignmentAsked()) if with_plan else asked


def found_for(whence: Whence, asked: ScenarioAsked, tells: Tells) -> tuple[Snapshot, BeforeAfter]:
    """Before and after, and what they were made from. Of a database, the audit says that it was asked. Raises InvalidInput."""
    url = None if whence.file else database_named(whence.database)
    if url is None:
        snapshot = open_snapshot(whence.file)
        return snapshot, compare(snapshot, asked, load_policy(), tells, stays_behind(snapshot, whence.file))
    service = open_service(url)
    caller = speaker(service, whence.whose)
    found = what_if(service, caller, asked, tells)
    return service.frames.frame(caller.authority).snapshot, found


def scenario_schema() -> bytes:
    """The JSON Schema (2020-12) of what is asked, indented for reading."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **scenario_adapter().json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False).encode() + b"\n"
