"""A small authority: one record or two of every kind, and an open request with options. Kept in a blink."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from api.actions.loading import load_snapshot
from api.actions.records import create, parse
from api.jobs.assigning import ASSIGNMENT
from api.jobs.comparing import SCENARIO
from api.opening_store import speaker
from api.records.collections import COLLECTIONS, record_adapter
from api.records.nouns import records_of
from api.service import Service
from api.store.jobs import NewJob, add_job
from api.store.sealed import seal
from fixtures.plain_world import NOW, TODAY, approval, full_rota, lives, person, place, setting, world
from matcher.domain.codes import ImpactDecision, Role, SettingKind
from matcher.domain.person_codes import SeparationReason
from matcher.domain.placements import ImpactRiskAssessment, SeparationEntry, TravelTime
from matcher.domain.snapshot import OnCall, Snapshot
from matcher.domain.staff import Commitment
from tests.stores import HERE

REQUEST, PLACE, PLAN, WHAT_IF = "req", "fosters-bed", "a-plan", "a-what-if"
PEOPLE = ("yp", "sam", "ash")
RELATIONSHIP = {"id": "yp.kw", "young_person_id": "yp", "person_id": "kw", "depth": "met"}


def small_world() -> Snapshot:
    """The builders' world, with a foster family beside the home, two who live there, and something in every list."""
    home, fosters = setting("home"), setting("fosters", SettingKind.FOSTER_FAMILY)
    assessment = ImpactRiskAssessment(
        id="assessment", young_person_id="yp", setting_id="home", residents=("sam",), decision=ImpactDecision.ACCEPT
    )
    apart = SeparationEntry(person_a="sam", person_b="ash", reason=SeparationReason.BULLYING)
    return replace(
        world(home, fosters),
        young_people=tuple(person(who, name_to_use=who.title()) for who in PEOPLE),
        places=(place("home"), place("fosters", vacancy_confirmed_at=NOW + timedelta(hours=1))),
        placements=(lives("sam"), lives("ash", "fosters")),
        shifts=full_rota("home", days=2),
        commitments=(Commitment(setting_id="home", staff=1, first_night=TODAY, young_person_id="sam"),),
        separation_entries=(apart,),
        impact_risk_assessments=(assessment,),
        authorisations=(approval("staff-ratio", Role.REGISTERED_MANAGER),),
        travel_times=(TravelTime(origin="yp", setting_id="home", minutes=20),),
        on_call=(OnCall(role="manager on call", name="M. Manager"),),
    )


def fill_small(service: Service, authority: str = HERE, snapshot: Snapshot | None = None) -> Service:
    """The small authority, kept."""
    caller = speaker(service, authority)
    load_snapshot(service, caller, snapshot or small_world())
    relationships = COLLECTIONS["relationships"]
    create(service, caller, relationships, parse(relationships, RELATIONSHIP))
    return service


def keep_job(
    service: Service, id: str = PLAN, kind: str = ASSIGNMENT, asked: str = "{}", authority: str = HERE
) -> None:
    """Slow work that waits for somebody to begin it, made from the record as it is; by default a plan for everyone."""
    frame = service.frames.frame(authority)
    new = NewJob(
        authority=authority,
        id=id,
        kind=kind,
        asked=asked,
        asked_by="a-test",
        as_of=frame.snapshot.as_of,
        snapshot_hash=frame.snapshot_hash,
        policy_hash=frame.book.hash,
    )
    with service.store.writing() as connection:
        seal(connection, authority, frame)
        add_job(connection, new)


def keep_what_if(service: Service) -> None:
    """A what-if with a plan for everyone that waits for somebody to begin it."""
    keep_job(service, WHAT_IF, SCENARIO, '{"changes": [], "cohort": {}}')


def sample(name: str) -> dict[str, Any]:
    """A record of this collection that the small authority keeps, as JSON."""
    if name == "relationships":
        return dict(RELATIONSHIP)
    record = next(records[0] for collection, records in records_of(small_world()) if collection.name == name)
    text = record_adapter(name).dump_json(record, exclude_none=True)
    found: dict[str, Any] = json.loads(text)
    return found


def sample_id(name: str) -> str:
    """The id of that record."""
    found: str = sample(name)[COLLECTIONS[name].id_field]
    return found
