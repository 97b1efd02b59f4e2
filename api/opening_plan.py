"""What the command line asks of a plan for everyone, and where it gets it made."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import from_json

from api.actions.assignments import plan_here
from api.exchange.asked import read_asked
from api.exchange.plain import not_json
from api.opening import database_named, open_snapshot, read_bytes
from api.opening_store import open_service, speaker
from matcher.cohort.asked import AssignmentAsked, LockKind
from matcher.cohort.assignment import Assignment, GoesOn
from matcher.domain.errors import MatcherError
from matcher.domain.snapshot import Snapshot
from matcher.policy import load_policy


class NotAPair(MatcherError):
    """Something else than a request and a place with a sign between them."""

    code = "not_a_pair"
    remedy = (
        "Write the request's id, an equals sign and the place's id: R02=HUB-E-1. `nwd rank R02 --json` lists places."
    )


class NotAPlan(MatcherError):
    """A file that holds no plan."""

    code = "not_a_plan"
    remedy = 'Give a file that `nwd assign --json` wrote, or a list: [{"request_id": "R02", "place_id": "HUB-E-1"}].'


@dataclass(frozen=True, slots=True, kw_only=True)
class Whence:
    """Where the record is: a file, a database, or neither."""

    file: str | None
    database: str | None
    whose: str | None


def asked_with(*, lock: Iterable[str], never: Iterable[str], given: str | None, **fields: object) -> AssignmentAsked:
    """What these options ask. Raises NotAPair, NotAPlan, CannotRead, InvalidInput."""
    locks = [_lock(text, LockKind.THIS_PAIR) for text in lock]
    locks += [_lock(text, LockKind.NOT_THIS_PAIR) for text in never]
    asked = {"locks": locks, "given": given and _given(given), **fields}
    return read_asked(json.dumps({name: value for name, value in asked.items() if value is not None}))


def planned(whence: Whence, asked: AssignmentAsked, goes_on: GoesOn) -> tuple[Snapshot, Assignment]:
    """The plan, and what it was made from. Of a database, the audit says that it was asked for. Raises InvalidInput."""
    from matcher.cohort.assign import assign  # noqa: PLC0415 - solvers are loaded where something is solved

    url = None if whence.file else database_named(whence.database)
    if url is None:
        snapshot = open_snapshot(whence.file)
        return snapshot, assign(snapshot, asked, load_policy(), goes_on)
    service = open_service(url)
    caller = speaker(service, whence.whose)
    made = plan_here(service, caller, asked, goes_on)
    return service.frames.frame(caller.authority).snapshot, made


def _lock(text: str, kind: LockKind) -> dict[str, str]:
    request, equals, place = text.partition("=")
    if not (request and equals and place):
        raise NotAPair(f"{text!r} is not a request and a place")
    return {"request_id": request, "place_id": place, "kind": kind.value}


def _given(file: str) -> list[dict[str, str]]:
    """The lines of a plan made before: alone, as `nwd assign --json` wrote it, or as the API answers."""
    try:
        found = from_json(read_bytes(file))
    except ValueError as error:
        raise not_json(str(error)) from None
    if isinstance(found, dict):
        found = found.get("assignment") or found
    lines = found.get("placed") if isinstance(found, dict) else found
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise NotAPlan(f"{file} holds no plan")
    return [{name: line[name] for name in ("request_id", "place_id") if name in line} for line in lines]
