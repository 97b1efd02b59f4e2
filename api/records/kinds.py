"""Records as they are sent and kept: the engine's nouns, with the authority's own id and the ids of other systems."""

from dataclasses import field
from typing import Annotated

from pydantic import Field, StringConstraints

from matcher.domain.people import Relationship, YoungPerson
from matcher.domain.placements import Authorisation, ImpactRiskAssessment, Placement, SeparationEntry, TravelTime
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Authority, OnCall
from matcher.domain.staff import Commitment, Shift, Worker
from matcher.domain.values import Identifier, value

OutsideId = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""An id of another system: anything but control characters, which PostgreSQL cannot search for."""
ExternalRefs = Annotated[
    dict[Identifier, OutsideId], Field(max_length=20, json_schema_extra={"additionalProperties": False})
]
"""The record's id in other systems, by the system's name: `{"case-system": "10442"}`."""


@value
class YoungPersonRecord(YoungPerson):
    """A young person."""

    external_refs: ExternalRefs = field(default_factory=dict)


@value
class SettingRecord(Setting):
    """A home, family or unit."""

    external_refs: ExternalRefs = field(default_factory=dict)


@value
class PlaceRecord(Place):
    """A place row of a setting."""

    external_refs: ExternalRefs = field(default_factory=dict)


@value
class PlacementRecord(Placement):
    """Somebody living somewhere, as it happened elsewhere."""

    source_system: Identifier | None = None
    """The system that says so."""
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class PlacementRequestRecord(PlacementRequest):
    """A request for a place. It may carry its young person inside it; both are then kept, or neither."""

    young_person: YoungPersonRecord | None = None
    """The person whom `young_person_id` names. Never kept here, nor shown: it is a record of its own."""
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class WorkerRecord(Worker):
    """A worker."""

    external_refs: ExternalRefs = field(default_factory=dict)


@value
class ShiftRecord(Shift):
    """Who is on at one setting, by name or by headcount."""

    id: Identifier
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class CommitmentRecord(Commitment):
    """Staff tied to one young person, or to outreach."""

    id: Identifier
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class RelationshipRecord(Relationship):
    """A carer or worker whom a young person knows.

    It adds to the relationships in the young person's own record; where both name the same person, this one counts.
    """

    id: Identifier
    young_person_id: Identifier
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class SeparationRecord(SeparationEntry):
    """Two people who must not live together."""

    id: Identifier
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class ImpactRiskAssessmentRecord(ImpactRiskAssessment):
    """How a person and a group would live together, and what the manager decided."""

    external_refs: ExternalRefs = field(default_factory=dict)


@value
class AuthorisationRecord(Authorisation):
    """A recorded approval."""

    external_refs: ExternalRefs = field(default_factory=dict)


@value
class TravelTimeRecord(TravelTime):
    """Recorded minutes and miles of one journey."""

    id: Identifier
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class OnCallRecord(OnCall):
    """Who may decide tonight."""

    id: Identifier
    external_refs: ExternalRefs = field(default_factory=dict)


@value
class AuthorityRecord(Authority):
    """A council, and those whose areas adjoin it."""

    external_refs: ExternalRefs = field(default_factory=dict)
