"""Calls every operation as its description says, and against it, and reports whatever is not as described."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from fastapi import FastAPI
from schemathesis import Case, CheckContext, Response
from schemathesis.engine import events, from_schema

PHASES = ("examples", "coverage", "fuzzing", "stateful")
SLOWEST_SECONDS = 10.0

# A body can be as the schema says and mean something impossible: it names what is not there (404, 422), what is there
# already (409), another version (412), or none (428). Roles may not everything (403). Slow work waits, and no more of it than
# may (429). Which 422 those are: below.
GOOD_DATA_MAY_GET = ["2xx", "403", "404", "409", "412", "422", "428", "429"]
# If-Match is looked at before a change is read, for the change is put over what is there: 412 beside the usual ones.
BAD_DATA_GETS = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428", "429"]

STAYS = {("/v1/assignments/{id}", "use_after_free"), ("/v1/scenarios/{id}", "use_after_free")}
"""Where DELETE is to cancel: what was cancelled is still there, with its outcome."""

FOR_ITS_MEANING = (
    r"There is no .+ with this id\.",
    r"This (placement request is not open|request is not among request_ids)\.",
    r"/(request_ids|locks|given)/\d+ (is the same request|has the same request|puts this request at another place)\.",
    r"/locks/\d+ says the opposite of the same pair\.",
    r"There is (no|a) .+ with this id( already)?\.",
    r"There is (one with this id already|no (figure|part or adjustment) of this name)\.",
    r"This (night|day) has passed\.",
    r"No workers are recorded: .+",
    r"Nothing about the shift is changed\.",
    r"A (stay has at least one night|request that is closed changes nothing|part of the score has no points below 0)\.",
    r"The request is for somebody else than young_person\.",
    r"This (row belongs to another setting|figure (is a whole number|cannot be 0)|would turn the adjustment round)\.",
    r"The parts of the score would come to .+",
    r"This is further than days can be counted here\.",
    r"[a-z_]+ has to stay below [a-z_]+\.",
    r"On [0-9-]+ more would stay awake than the \d+ who are on\.",
    r"(Only|None of its beds) .+ on every one of these nights\.",
    r"There is no plan in `given` whose changes could be counted\.",
    r"These nights have passed\.",
    r"This is more than a year ahead\.",
    r"This is not after the first night\.",
    r"These are more than 182 nights\.",
    r"A request says all of this itself\.",
    r"This is no need\.",
    r"(Nothing|Nobody) under .+ has this id\.",
    r"No young person, and nobody in a setting's household or among its carers, has this id\.",
    r"This is not the id in the address\.",
    r"This is not the person whom young_person_id names\.",
    r"This is no cursor of ours\.",
    r"The first night of an open request is more than two years from as_of\.",
    r"This date of birth is after the day of the snapshot \(as_of\)\.",
    r"The same person is somewhere else on one of these nights\.",
    r"This place belongs to another setting than (setting_id|the placement's)\.",
    r"/[a-z_]+/\d+ has the same .+",
    r"A record of a placement says what has happened elsewhere\.",
    # Between fields: JSON Schema could say some of these, at the price of schemas that nobody can read.
    r"Give (both|either) .+",
    r"(Leaving|Back_on|End_date|First_night_latest) must .+",
    r"End_date is the leaving day: .+",
    r"A request covers at most ten years\.",
    r"Person_a and person_b must be two people\.",
    r"Youngest must not be above oldest\.",
    r"Waking cannot be more than all who are on\.",
    r"Week_beginning must be a Monday\.",
    r"Scope area_km needs km\.",
    r"A view names what it is about: .+",
    r"A polygon has at least 3 corners, .+",
    # A change takes away what has to be there.
    r"This field has to be there\.",
    # JSON Schema takes 1.0 for an integer.
    r"This is not a whole number\.",
    # A list is text, and what is in it no schema says: docs/reference/lists.md does.
    r"(?s:[a-z-]+(, row \d+(, column .+?)?)?: .+)",
)


@dataclass
class Ran:
    """What was called, and what was wrong."""

    cases: Counter[str] = field(default_factory=Counter)
    """By phase."""
    operations: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@schemathesis.check
def good_data_is_refused_for_its_meaning_alone(ctx: CheckContext, response: Response, case: Case) -> None:
    """The 422s that `positive_data_acceptance` lets through are those that no schema could foretell."""
    meta = case.meta
    if response.status_code != 422 or meta is None or not meta.generation.mode.is_positive:
        return
    if any(part.mode.is_negative for part in meta.components.values()):
        return
    said = [one["detail"] for one in response.json()["errors"]]
    unforeseen = [one for one in said if not any(re.fullmatch(form, one) for form in FOR_ITS_MEANING)]
    if unforeseen:
        raise AssertionError(f"as described, and yet refused: {unforeseen}")


def config(token: str, *, seed: int, each: int, phases: Collection[str], **more: Any) -> schemathesis.Config:
    """All checks, on; `each`: cases for one operation and phase."""
    return schemathesis.Config.from_dict(
        {
            "seed": seed,
            "auth": {"openapi": {"token": {"bearer": token}}},
            "generation": {"max-examples": each, "database": "none"},
            "phases": {name: {"enabled": name in phases} for name in PHASES},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": GOOD_DATA_MAY_GET},
                "negative_data_rejection": {"expected-statuses": BAD_DATA_GETS},
                "max_response_time": SLOWEST_SECONDS,
            },
            **more,
        }
    )


def run(app: FastAPI, settings: schemathesis.Config, paths: str = "") -> Ran:
    """Call the operations whose address has `paths` in it (a regular expression)."""
    described = schemathesis.openapi.from_asgi("/openapi.json", app, config=settings)
    ran = Ran()
    for event in from_schema(described.include(path_regex=paths) if paths else described).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            ran.wrong.append(repr(event))
        elif isinstance(event, events.ScenarioFinished | events.FuzzScenarioFinished):
            _note(event, ran)
    return ran


def _note(event: events.ScenarioFinished | events.FuzzScenarioFinished, ran: Ran) -> None:
    recorder = event.recorder
    ran.cases[str(getattr(event, "phase", "fuzzing"))] += len(recorder.cases)
    ran.operations |= {node.value.operation.label for node in recorder.cases.values()}
    ran.statuses.update(one.response.status_code for one in recorder.interactions.values() if one.response)
    for case, checks in recorder.checks.items():
        path = recorder.cases[case].value.operation.path
        for one in checks:
            if one.failure_info is not None and (path, one.name) not in STAYS:
                failure = one.failure_info
                ran.wrong.append(f"{one.name}: {failure.failure.message}\n{failure.code_sample[:500]}")
