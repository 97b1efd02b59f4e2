"""One order for a snapshot's rows, whoever made it: the same facts are then the same bytes, and hash the same."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from api.records.collections import noun_adapter
from matcher.domain.codes import PlacePool
from matcher.domain.settings import Place
from matcher.domain.snapshot import Snapshot

COLLECTION_OF = {"separation_entries": "separations"}
"""Where the snapshot has another word than the record."""

WITH_IDS = (
    "authorities",
    "young_people",
    "settings",
    "placements",
    "placement_requests",
    "workers",
    "impact_risk_assessments",
    "authorisations",
)
WITHOUT_IDS = ("shifts", "commitments", "separation_entries", "travel_times", "on_call")


def in_order(snapshot: Snapshot) -> Snapshot:
    """The same snapshot with every collection in its order: by id, and by what it says where a noun has no id."""
    rows: dict[str, Any] = {"places": sorted(snapshot.places, key=place_key)}
    for name in WITH_IDS:
        rows[name] = _sorted(getattr(snapshot, name), lambda noun: noun.id)
    for name in WITHOUT_IDS:
        rows[name] = _sorted(getattr(snapshot, name), noun_adapter(COLLECTION_OF.get(name, name)).dump_json)
    ordered: dict[str, Any] = {name: None if given is None else tuple(given) for name, given in rows.items()}
    return replace(snapshot, **ordered)


def place_key(place: Place) -> tuple[str, bool, str]:
    """Ring-fenced beds last: a placement that names no row is in the setting's first."""
    return place.setting_id, place.pool is not PlacePool.RESIDENTIAL, place.place_id


def _sorted(rows: Any, key: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - nouns of any kind
    return rows and sorted(rows, key=key)
