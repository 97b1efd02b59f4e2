"""What one decision may use, read once."""

import hashlib
from collections.abc import Collection
from datetime import date

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.people import YoungPerson
from matcher.domain.placements import (
    Authorisation,
    ImpactRiskAssessment,
    Placement,
    SeparationEntry,
    TravelTime,
)
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.domain.staff import Commitment, Shift, Worker
from matcher.domain.values import Identifier, Instant, Text, london_day, value


@value
class Authority:
    """A council, and the authorities whose areas adjoin it."""

    id: Identifier
    name: Text = ""
    adjoining: tuple[Identifier, ...] | None = None
    in_england: bool = True


@value
class OnCall:
    """Who may decide tonight."""

    role: Text
    name: Text
    telephone: Text = ""


@value
class Snapshot:
    """Everything the engine needs for one answer. `as_of` is an aware instant; `today` its London date.

    An empty list is a recorded "none"; a register that is None has not been recorded at all.
    """

    as_of: Instant
    """The moment it was read; picks the rules and figures in force."""
    authority: Identifier
    """Whose snapshot it is."""
    authorities: tuple[Authority, ...] = ()
    """Who borders whom."""
    young_people: tuple[YoungPerson, ...] = ()
    """Those who ask, and everybody who lives at the settings."""
    settings: tuple[Setting, ...] = ()
    """Homes, families, units."""
    places: tuple[Place, ...] = ()
    """Place rows of the settings."""
    placements: tuple[Placement, ...] = ()
    """Who lives or will live where."""
    placement_requests: tuple[PlacementRequest, ...] = ()
    """Open requests; one is named when matching."""
    workers: tuple[Worker, ...] | None = None
    """Null = not recorded."""
    shifts: tuple[Shift, ...] = ()
    """The rotas this authority holds."""
    commitments: tuple[Commitment, ...] = ()
    """Staff tied to one person or to outreach."""
    separation_entries: tuple[SeparationEntry, ...] | None = None
    """People who must not live together; null = no register."""
    impact_risk_assessments: tuple[ImpactRiskAssessment, ...] = ()
    """Drafted and decided."""
    authorisations: tuple[Authorisation, ...] = ()
    """Recorded approvals."""
    travel_times: tuple[TravelTime, ...] = ()
    """Recorded minutes and miles."""
    on_call: tuple[OnCall, ...] = ()
    """Who may decide tonight."""

    @property
    def today(self) -> date:
        """The London date of `as_of`."""
        return london_day(self.as_of)

    def part(self, requests: Collection[str], settings: Collection[str]) -> "Snapshot":
        """What can matter to judging these requests at these settings (ids); judging it equals judging the whole."""
        from matcher.domain.part import part  # noqa: PLC0415 - a part is made of snapshots

        return part(self, requests, settings)


@built_once
def snapshot_adapter() -> TypeAdapter[Snapshot]:
    """Reads, checks and writes snapshots as JSON. Built once, when first needed."""
    return TypeAdapter(Snapshot)


def content_hash(snapshot: Snapshot) -> str:
    """SHA-256 of everything that is recorded but `as_of`, as 64 hex digits; the same facts hash the same everywhere.

    What nobody has recorded is left out: a fact that may be recorded one day changes no hash of today.
    """
    facts = snapshot_adapter().dump_json(snapshot, exclude={"as_of"}, exclude_none=True)
    return hashlib.sha256(facts).hexdigest()
