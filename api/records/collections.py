"""Every kind of record there is: what it is called everywhere, how it is read, and what it must find in place."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from pydantic import TypeAdapter

from api.records import kinds
from matcher.domain import people, placements, requests, settings, snapshot, staff
from matcher.domain.adapters import built_once

LONGEST_ID = 64
AN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One kind of record."""

    name: str
    """In the snapshot, in errors and as the table: `young_people`."""
    one: str
    """One of them, in sentences: "young person"."""
    record: type[Any]
    """As sent and kept."""
    noun: type[Any]
    """As the engine reads it."""
    id_field: str = "id"
    made_from: tuple[str, ...] = ()
    """The fields an id is made from where a list gives none."""
    refers_to: tuple[tuple[str, str], ...] = ()
    """Field, and the collection in which the record it names must be."""
    of_people: tuple[str, ...] = ()
    """The fields that say whose record it is, where reading it is reading about young people."""
    can_go: bool = False
    """Whether one may be deleted: a slip in a register, never a person, a place or a stay."""

    @property
    def path(self) -> str:
        """In an address: `young-people`."""
        return self.name.replace("_", "-")

    @property
    def beside(self) -> frozenset[str]:
        """Fields of the record that the engine does not read."""
        return frozenset(field.name for field in fields(self.record)) - {field.name for field in fields(self.noun)}

    def whose(self, get: Callable[[str], str | None]) -> tuple[str | None, ...]:
        """Whom a record with these fields is about, each once; one None where it is about nobody."""
        return tuple(dict.fromkeys(who for name in self.of_people if (who := get(name)))) or (None,)

    def id_of(self, record: object) -> str:
        """The authority's own id of a record."""
        return str(getattr(record, self.id_field))

    def made_id(self, given: dict[str, Any]) -> str | None:
        """An id from the fields that tell one record from another; None where one of them is missing."""
        parts = [given.get(name) for name in self.made_from]
        if not parts or not all(isinstance(part, str) and part for part in parts):
            return None
        whole = ".".join(map(str, parts))
        if AN_ID.fullmatch(whole) and whole.count(".") == len(parts) - 1:
            return whole
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:LONGEST_ID]


COLLECTIONS: dict[str, Collection] = {
    one.name: one
    for one in (
        Collection(name="authorities", one="authority", record=kinds.AuthorityRecord, noun=snapshot.Authority),
        Collection(
            name="young_people",
            one="young person",
            record=kinds.YoungPersonRecord,
            noun=people.YoungPerson,
            of_people=("id",),
        ),
        Collection(name="settings", one="setting", record=kinds.SettingRecord, noun=settings.Setting),
        Collection(
            name="places",
            one="place",
            record=kinds.PlaceRecord,
            noun=settings.Place,
            id_field="place_id",
            refers_to=(("setting_id", "settings"),),
        ),
        Collection(
            name="placements",
            one="placement",
            record=kinds.PlacementRecord,
            noun=placements.Placement,
            refers_to=(
                ("young_person_id", "young_people"),
                ("setting_id", "settings"),
                ("place_id", "places"),
            ),
            of_people=("young_person_id",),
        ),
        Collection(
            name="placement_requests",
            one="placement request",
            record=kinds.PlacementRequestRecord,
            noun=requests.PlacementRequest,
            refers_to=(("young_person_id", "young_people"),),
            of_people=("young_person_id",),
        ),
        Collection(name="workers", one="worker", record=kinds.WorkerRecord, noun=staff.Worker),
        Collection(
            name="shifts",
            one="shift",
            record=kinds.ShiftRecord,
            noun=staff.Shift,
            made_from=("setting_id", "on", "shift"),
            refers_to=(("setting_id", "settings"), ("worker_ids", "workers")),
            can_go=True,
        ),
        Collection(
            name="commitments",
            one="commitment",
            record=kinds.CommitmentRecord,
            noun=staff.Commitment,
            refers_to=(("setting_id", "settings"), ("young_person_id", "young_people")),
            of_people=("young_person_id",),
            can_go=True,
        ),
        Collection(
            name="relationships",
            one="relationship",
            record=kinds.RelationshipRecord,
            noun=people.Relationship,
            made_from=("young_person_id", "person_id"),
            refers_to=(("young_person_id", "young_people"),),
            of_people=("young_person_id",),
            can_go=True,
        ),
        Collection(
            name="separations",
            one="separation",
            record=kinds.SeparationRecord,
            noun=placements.SeparationEntry,
            made_from=("person_a", "person_b"),
            of_people=("person_a", "person_b"),
            can_go=True,
        ),
        Collection(
            name="impact_risk_assessments",
            one="impact risk assessment",
            record=kinds.ImpactRiskAssessmentRecord,
            noun=placements.ImpactRiskAssessment,
            refers_to=(("young_person_id", "young_people"), ("setting_id", "settings")),
            of_people=("young_person_id",),
        ),
        Collection(
            name="authorisations",
            one="authorisation",
            record=kinds.AuthorisationRecord,
            noun=placements.Authorisation,
            refers_to=(("young_person_id", "young_people"), ("setting_id", "settings")),
            of_people=("young_person_id",),
        ),
        Collection(
            name="travel_times",
            one="travel time",
            record=kinds.TravelTimeRecord,
            noun=placements.TravelTime,
            made_from=("origin", "setting_id", "mode"),
            refers_to=(("setting_id", "settings"),),
            can_go=True,
        ),
        Collection(
            name="on_call",
            one="on-call entry",
            record=kinds.OnCallRecord,
            noun=snapshot.OnCall,
            made_from=("role", "name"),
            can_go=True,
        ),
    )
}
"""By name, each after those it refers to."""


@built_once
def record_adapter(name: str) -> TypeAdapter[Any]:
    """Reads, checks and writes one record of the collection as it is sent."""
    return TypeAdapter(COLLECTIONS[name].record)


@built_once
def noun_adapter(name: str) -> TypeAdapter[Any]:
    """Reads and writes one noun of the collection as the engine reads it."""
    return TypeAdapter(COLLECTIONS[name].noun)


@built_once
def nouns_adapter(name: str) -> TypeAdapter[tuple[Any, ...]]:
    """Reads many nouns of the collection at once."""
    noun: Any = COLLECTIONS[name].noun
    return TypeAdapter(tuple[noun, ...])
