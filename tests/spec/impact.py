"""What the chapters about draft impact risk assessments share: two people at one place, and what is said of them."""

from typing import Any

from fixtures.plain_world import person, scene
from matcher.domain.people import RiskEntry, Vulnerability, YoungPerson
from matcher.domain.person_codes import RiskType
from matcher.domain.snapshot import Snapshot
from matcher.options.impact import ImpactDraft, impact_draft
from matcher.options.impact.result import ImpactResident
from matcher.policy import load_policy


def drafted(snapshot: Snapshot, place_id: str | None = None) -> ImpactDraft:
    """The draft for `req` at a place (the snapshot's first, where none is named)."""
    return impact_draft(snapshot, "req", place_id or snapshot.places[0].place_id, load_policy())


def robin(**facts: Any) -> YoungPerson:
    """The young person asking."""
    return person(**facts)


def sam(**facts: Any) -> YoungPerson:
    """Who lives there."""
    return person("sam", **{"name_to_use": "Sam", **facts})


def risk(kind: RiskType = RiskType.BULLYING, level: int | None = 2, **facts: Any) -> tuple[RiskEntry, ...]:
    """One risk to others."""
    return (RiskEntry(risk=kind, level=level, **facts),)


def harm(kind: RiskType = RiskType.BULLYING, level: int | None = 3) -> tuple[Vulnerability, ...]:
    """One thing that could harm them."""
    return (Vulnerability(risk=kind, level=level),)


def both(who: YoungPerson | None = None, other: YoungPerson | None = None, **facts: Any) -> ImpactResident:
    """What is said of Sam, who lives at the home that Robin would move to."""
    (shown,) = drafted(scene(who=who or robin(), there=(other or sam(),), **facts)).residents
    return shown


def says(found: Any) -> list[str]:
    """The sentences alone."""
    return [one.says for one in found]
