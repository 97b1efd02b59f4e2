"""Places and bed counts as a FHIR R4 (4.0.1) bundle, to be read by other systems: `Location` and `MeasureReport`.

Structures as published: hl7.org/fhir/R4/location.html, measurereport.html, bundle.html. Nobody who lives there is in it.
Our ids may have an underscore, which FHIR's may not: a resource is named by a UUID made from ours, and ours is its identifier.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from matcher.capacity import AuthorityCapacity, BedsNight, PoolNight, RowNight, RowNights, SettingBeds
from matcher.domain.codes import HOUSEHOLD, PlacePool

OURS = "urn:no-wrong-door:"
BED_STATUS = "http://terminology.hl7.org/CodeSystem/v2-0116"
PHYSICAL_TYPE = "http://terminology.hl7.org/CodeSystem/location-physical-type"
STATES = tuple(one.name for one in fields(PoolNight))
Resource = dict[str, Any]


def fhir_bundle(capacity: AuthorityCapacity, places: Mapping[str, Sequence[RowNights]]) -> bytes:
    """A `collection` Bundle as JSON: each setting and each of its place rows tonight; then each setting's beds by night.

    places   setting id -> its rows tonight
    """
    resources = [one for setting in capacity.settings for one in _resources(capacity, setting, places)]
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": capacity.as_of.isoformat(),
        **({"entry": entries} if entries else {}),
    }
    return json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode()


def _resources(
    capacity: AuthorityCapacity, setting: SettingBeds, places: Mapping[str, Sequence[RowNights]]
) -> Iterator[Resource]:
    rows = [row for row in places[setting.setting_id] if row.place]
    yield _setting(setting, rows)
    for row in rows:
        yield _place(setting, row)
    for night in setting.nights:
        yield _report(capacity, setting, night)


def _setting(setting: SettingBeds, rows: Sequence[RowNights]) -> Resource:
    shut = bool(rows) and all(_status(row.nights[0]) == CLOSED for row in rows)
    return {
        **_location("setting", setting.setting_id, setting.setting_name or setting.setting_id),
        "status": "suspended" if shut else "active",
        "type": [_concept("setting-kind", setting.kind.value, setting.kind.label)],
        "physicalType": HOUSE if setting.kind in HOUSEHOLD else SITE,
    }


def _place(setting: SettingBeds, row: RowNights) -> Resource:
    place = row.place
    if place is None:
        raise ValueError("a place row has its place")
    kept = row.pool is PlacePool.EMERGENCY
    name = f"{'Emergency beds' if kept else 'Beds'} of {setting.setting_name or setting.setting_id}"
    return {
        **_location("place", place.place_id, name),
        "status": "active",
        "operationalStatus": _status(row.nights[0]),
        "description": f"{place.beds} {'bed' if place.beds == 1 else 'beds'} that are alike",
        "type": [_concept("place-pool", row.pool.value, f"{row.pool.value} beds")],
        "physicalType": BED if place.beds == 1 else ROOM if place.shared_room else AREA,
        "partOf": _reference("setting", setting.setting_id),
    }


def _location(of: str, id_: str, name: str) -> Resource:
    identifier = {"system": f"{OURS}{of}-id", "value": id_}
    return {
        "resourceType": "Location",
        "id": _uuid(of, id_),
        "identifier": [identifier],
        "name": name,
        "mode": "instance",
    }


def _report(capacity: AuthorityCapacity, setting: SettingBeds, night: BedsNight) -> Resource:
    """The counts of one setting on one night."""
    day = night.night.isoformat()
    groups = [_group("ordinary", "Ordinary beds", _counts(night.ordinary, night.usable_vacancy))]
    if night.emergency:
        kept = _counts(night.emergency, night.emergency_vacancy or 0)
        groups.append(_group("emergency", "Beds kept for emergencies", kept))
    known = {"registered": night.registered, "usable": night.usable, "staffed": night.staffed}
    groups.append(_group("capacity", "Capacity", {name: n for name, n in known.items() if n is not None}))
    return {
        "resourceType": "MeasureReport",
        "id": _uuid("beds-on", f"{setting.setting_id}/{day}"),
        "status": "complete",
        "type": "summary",
        "measure": f"{OURS}measure:beds-by-night",
        "subject": _reference("setting", setting.setting_id),
        "date": capacity.as_of.isoformat(),
        "period": {"start": day, "end": day},
        "group": groups,
    }


def _counts(pool: PoolNight, usable_vacancy: int) -> dict[str, int]:
    return {**{name: getattr(pool, name) for name in STATES}, "usable_vacancy": usable_vacancy}


def _group(code: str, title: str, counts: Mapping[str, int]) -> Resource:
    populations = [
        {"code": _concept("bed-count", name, name.replace("_", " ")), "count": n} for name, n in counts.items()
    ]
    return {"code": _concept("bed-group", code, title), "population": populations}


def _concept(system: str, code: str, text: str) -> Resource:
    return {"coding": [{"system": f"{OURS}{system}", "code": code}], "text": text}


def _physical(code: str, display: str) -> Resource:
    return {"coding": [{"system": PHYSICAL_TYPE, "code": code, "display": display}]}


def _coding(code: str, display: str) -> dict[str, str]:
    return {"system": BED_STATUS, "code": code, "display": display}


HOUSE, SITE, AREA = _physical("ho", "House"), _physical("si", "Site"), _physical("area", "Area")
ROOM, BED = _physical("ro", "Room"), _physical("bd", "Bed")
CLOSED, OCCUPIED, UNOCCUPIED = _coding("C", "Closed"), _coding("O", "Occupied"), _coding("U", "Unoccupied")


def _status(night: RowNight) -> dict[str, str]:
    """Unoccupied: a bed is free. Closed: every bed is shut. Else occupied; R4 has no word for one that is held."""
    if night.free:
        return UNOCCUPIED
    taken = night.occupied + night.occupied_but_away + night.planned_in + night.held + night.over
    return OCCUPIED if taken else CLOSED


def _reference(of: str, id_: str) -> dict[str, str]:
    return {"reference": f"urn:uuid:{_uuid(of, id_)}"}


def _uuid(of: str, id_: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{OURS}{of}:{id_}"))
