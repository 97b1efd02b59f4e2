"""The lists by the names that people know them by, and what a row of each is."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from api.records.collections import COLLECTIONS, Collection
from matcher.domain.carers import Carer
from matcher.domain.checks import refusal
from matcher.domain.errors import Problem

COLLECTION_OF = {
    "settings": "settings",
    "places": "places",
    "carers": "settings",
    "young-people": "young_people",
    "requests": "placement_requests",
    "placements": "placements",
    "workers": "workers",
    "rota": "shifts",
    "relationships": "relationships",
    "separations": "separations",
    "travel-times": "travel_times",
    "commitments": "commitments",
    "impact-risk-assessments": "impact_risk_assessments",
    "authorisations": "authorisations",
    "on-call": "on_call",
    "authorities": "authorities",
}
"""Every list, and where its rows are kept."""

LIST_NAMES = tuple(COLLECTION_OF)
ALIASES = {"placement-requests": "requests", "shifts": "rota"}
CARERS, SETTINGS = "carers", "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """One list."""

    name: str
    collection: Collection
    one: str
    """What one row is, in sentences."""
    row: type[Any]
    """The type that a row is read to."""
    id_field: str = "id"
    within: str | None = None
    """Carers: the column that names the setting in whose record the row is kept."""
    made_from: tuple[str, ...] = ()
    """The columns an id is made from where there is none."""


@cache
def list_kind(name: str) -> ListKind:
    """The list of this name; underscores will do, and so will the collection's. Raises InvalidInput otherwise."""
    plain = name.strip().casefold().replace("_", "-")
    plain = ALIASES.get(plain, plain)
    if plain not in COLLECTION_OF:
        near = get_close_matches(plain[:40], LIST_NAMES, n=1)
        nearest = f"; the nearest is {near[0]}" if near else ""
        raise refusal([Problem("", "There is no such list.", f"Use one of {', '.join(LIST_NAMES)}{nearest}.")])
    collection = COLLECTIONS[COLLECTION_OF[plain]]
    if plain == CARERS:
        return ListKind(name=plain, collection=collection, one="carer", row=Carer, within="setting_id")
    return ListKind(
        name=plain,
        collection=collection,
        one=collection.one,
        row=collection.record,
        id_field=collection.id_field,
        made_from=collection.made_from,
    )
