"""The simple form of a what-if: one common change at a time, made from what was typed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.exchange.scenarios import read_scenario
from api.pages.asking import Reading
from api.pages.asking_days import read_day
from api.pages.door import Form
from matcher.domain.codes import PlacePool, WorkerRole
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.scenario import ScenarioAsked

KINDS: Mapping[str, str] = {
    "close_beds": "Beds there are closed",
    "open_beds": "Beds there that are out of use are used again",
    "close_setting": "Nobody new moves in there",
    "stay": "Somebody there leaves sooner or later",
    "add_carer": "There is one more carer household like that one",
    "add_worker": "One more worker is based there",
}
WORKERS: Mapping[str, str] = {"key_worker": "A key worker", "bank": "A bank worker, who comes when called"}
NEXT_ID = "WHAT-IF"
SOON_MINUTES = 60
FIELDS = {
    "place_id": "place",
    "beds": "beds",
    "first_night": "first-day",
    "leaving": "leaving-day",
    "placement_id": "stay",
    "name": "name",
}
"""A change's field -> the form's field that it comes from, by the id of its input."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which change, and at which setting: what the second form is about."""

    kind: str
    setting: Setting
    rows: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A choice of the form."""

    value: str
    says: str


def settings_listed(snapshot: Snapshot, own: str | None) -> list[Listed]:
    """Every setting by kind and name, one's own first."""
    ordered = sorted(snapshot.settings, key=lambda one: (one.id != own, one.kind, one.name, one.id))
    return [Listed(one.id, f"{one.name or one.id} ({one.kind.label})") for one in ordered]


def chosen_in(form: Form, snapshot: Snapshot, wrong: dict[str, str]) -> Chosen | None:
    """The change and the setting of the first form; what is missing goes to `wrong`."""
    kind, setting_id = form.one("kind"), form.one("setting")
    setting = next((one for one in snapshot.settings if one.id == setting_id), None)
    if kind not in KINDS:
        wrong["kind"] = "Choose what would be different"
    if setting is None:
        wrong["setting"] = "Choose the hub, home or family that it is about"
    if wrong or setting is None:
        return None
    rows = tuple(one for one in snapshot.places if one.setting_id == setting_id)
    return Chosen(kind=kind, setting=setting, rows=rows)


def row_said(row: Place) -> str:
    """A row of beds, as the form names it."""
    kept = " kept for emergencies" if row.pool is PlacePool.EMERGENCY else ""
    return f"{row.beds} {'bed' if row.beds == 1 else 'beds'}{kept} ({row.place_id})"


def changes_before(form: Form, wrong: dict[str, str]) -> list[Json]:
    """The changes that were made already in this what-if; they travel with the form."""
    text = form.one("changes") or "[]"
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        wrong["changes"] = "The changes made before cannot be read. Begin again"
        return []
    return found


def new_change(form: Form, chosen: Chosen, snapshot: Snapshot, wrong: dict[str, str], number: int) -> Json:
    """The change that the second form asks for; what cannot be read goes to `wrong`."""
    reading = Reading(today=snapshot.today)
    first, leaving = read_day(form, "first", reading), read_day(form, "leaving", reading)
    wrong |= {f"{name}-day": says for name, says in reading.wrong.items()}
    nights = {"first_night": _iso(first), "leaving": _iso(leaving)}
    match chosen.kind:
        case "close_beds" | "open_beds":
            return {"change": chosen.kind, "place_id": form.one("place"), "beds": _beds(form, wrong), **nights}
        case "close_setting":
            return {"change": "close_setting", "setting_id": chosen.setting.id, **nights}
        case "stay":
            return _stay(form, leaving, snapshot, wrong)
        case "add_carer":
            here = {"setting_id": f"{NEXT_ID}-{number}", "name": form.one("name"), "like": chosen.setting.id}
            return {"change": "add_carer", **here, "beds": _beds(form, wrong), "first_night": _iso(first)}
        case _:
            return {"change": "add_worker", "worker": _worker(form, chosen.setting, wrong, number)}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _beds(form: Form, wrong: dict[str, str]) -> int:
    text = form.one("beds")
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 1000:  # noqa: PLR2004 - as a change may have
        return int(text)
    wrong["beds"] = "Enter how many beds, such as 1"
    return 1


def _stay(form: Form, leaving: date | None, snapshot: Snapshot, wrong: dict[str, str]) -> Json:
    """Later than is recorded, or never: it goes on. Sooner: it ends."""
    stay = next((one for one in snapshot.placements if one.id == form.one("stay")), None)
    if stay is None:
        wrong["stay"] = "Choose the stay"
        return {}
    goes_on = leaving is None or (stay.leaving is not None and leaving >= stay.leaving)
    return {"change": "extend_stay" if goes_on else "end_stay", "placement_id": stay.id, "leaving": _iso(leaving)}


def _worker(form: Form, setting: Setting, wrong: dict[str, str], number: int) -> Json:
    what = form.one("worker")
    if what not in WORKERS:
        wrong["worker"] = "Choose which kind of worker"
    worker: Json = {"id": f"{NEXT_ID}-{number}", "name": "One more worker", "based_at": setting.id, "allocations": []}
    if what == "bank":
        return worker | {"roles": [WorkerRole.RESIDENTIAL_WORKER], "is_bank": True, "response_minutes": SOON_MINUTES}
    return worker | {"roles": [WorkerRole.KEY_WORKER]}


def asked_of(changes: Iterable[Json], *, with_plan: bool) -> ScenarioAsked:
    """What the changes ask. Raises InvalidInput."""
    body: Json = {"changes": list(changes)} | ({"cohort": {}} if with_plan else {})
    return read_scenario(json.dumps(body))


def wrong_in(error: InvalidInput, last: int) -> dict[str, str]:
    """What cannot be, by the id of the input that it comes from."""
    return {_field(one, last): f"{one.detail} {one.mend}" for one in reversed(error.problems)}


def _field(problem: Problem, last: int) -> str:
    begin = f"/changes/{last}/"
    if not problem.pointer.startswith(begin):
        return "changes"
    return FIELDS.get(problem.pointer.removeprefix(begin).split("/")[0], "changes")
