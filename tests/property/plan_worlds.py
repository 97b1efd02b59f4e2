"""Small worlds that plan for everybody at once, `plan_world(seed)`: three to five who ask, a few homes, and what ties them.

Together they make every kind of row bind now and then (test_assign_against_brute_force.py). Everything is drawn from the
seed; nothing that is referred to is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from fixtures.draw import Draw
from fixtures.plain_world import NOW, START, TODAY, emergency, request, world
from matcher.cohort.asked import AssignmentAsked
from matcher.domain.codes import PlacementState, Role, ShiftName, WorkerRole
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import SeparationReason, SeparationScope
from matcher.domain.placements import Authorisation, Placement, SeparationEntry
from matcher.domain.request_steps import SpecialistInput
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Commitment
from tests.property.plan_worlds_asked import what_is_asked
from tests.property.plan_worlds_homes import homes, rota, rows_of
from tests.property.plan_worlds_people import as_siblings, asking, resident
from tests.property.plan_worlds_staff import allotted, workers

REASONS = (SeparationReason.SERIOUS_VIOLENCE, SeparationReason.BULLYING)
SCOPES = (
    (SeparationScope.HOME, 3),
    (SeparationScope.ROOM, 1),
    (SeparationScope.STREET_OR_SITE, 3),
    (SeparationScope.AREA_KM, 2),
)
NIGHTS = ((28, 5), (14, 2), (60, 2), (None, 3))
LATER = ((0, 6), (3, 1), (14, 2), (28, 2))


@dataclass(frozen=True)
class PlanWorld:
    """A snapshot, and what is asked of a plan for it."""

    snapshot: Snapshot
    asked: AssignmentAsked


def plan_world(seed: int) -> PlanWorld:
    """The world of that number; the same on every machine."""
    draw = Draw(seed, "plan world")
    people = as_siblings(draw, [asking(draw, n) for n in range(draw.weighted(((3, 4), (4, 4), (5, 2))))])
    requests = [_request(draw, one) for one in people]
    again = [replace(_request(draw, people[0]), id="req-again")] if draw.chance(15) else []
    settings = homes(draw)
    rows = [row for home in settings for row in rows_of(draw, home)]
    there, stays = _residents(draw, rows, settings)
    staff, people = allotted(draw, workers(draw), people)
    snapshot = world(
        *settings,
        young_people=(*people, *there),
        placement_requests=(*requests, *again),
        places=tuple(rows),
        placements=(*stays, *_own_stays(draw, requests, rows)),
        workers=staff,
        commitments=_commitments(draw, requests, settings),
        shifts=tuple(shift for home in settings for shift in rota(draw, home)),
        separation_entries=_separations(draw, people),
        authorisations=_authorisations(draw, people, settings),
    )
    return PlanWorld(snapshot, what_is_asked(draw, snapshot, seed))


def _request(draw: Draw, person: YoungPerson) -> PlacementRequest:
    facts: dict[str, Any] = {
        "young_person_id": person.id,
        "required_ratio": draw.weighted(((0, 6), (1, 3), (2, 1))),
        "specialist_input": _specialists(draw),
    }
    id_ = f"req-{person.id}"
    if draw.chance(15):
        return replace(emergency(**facts), id=id_)
    first = START + timedelta(days=draw.weighted(LATER))
    nights = draw.weighted(NIGHTS)
    latest = first + timedelta(days=draw.between(1, 6)) if draw.chance(15) else None
    leaving = None if nights is None else first + timedelta(days=nights)
    return request(id_, start_date=first, end_date=leaving, first_night_latest=latest, **facts)


def _specialists(draw: Draw) -> tuple[SpecialistInput, ...]:
    if not draw.chance(35):
        return ()
    role = draw.one_of((WorkerRole.LIFE_COACH, WorkerRole.EDUCATION_WORKER))
    return (SpecialistInput(role=role, week_1=draw.between(1, 3), week_2=draw.between(0, 2), week_3=0.5),)


def _residents(
    draw: Draw, rows: Sequence[Place], settings: Sequence[Setting]
) -> tuple[list[YoungPerson], list[Placement]]:
    """Some who live there already; of some of them the stay ends while others ask for the bed."""
    people: list[YoungPerson] = []
    stays: list[Placement] = []
    for row in rows:
        if row.beds > 1 and draw.chance(35):
            person = resident(draw, len(people), next(one for one in settings if one.id == row.setting_id))
            ends = START + timedelta(days=draw.between(1, 30)) if draw.chance(30) else None
            people.append(person)
            stays.append(_lives(person.id, row, date(2026, 1, 1), ends))
    return people, stays


def _lives(who: str, row: Place, first: date, leaving: date | None) -> Placement:
    return Placement(
        id=f"{who}-lives",
        young_person_id=who,
        setting_id=row.setting_id,
        place_id=row.place_id,
        first_night=first,
        leaving=leaving,
    )


def _own_stays(draw: Draw, requests: Sequence[PlacementRequest], rows: Sequence[Place]) -> list[Placement]:
    """Where some of those who ask live today, and places that are held for some of them."""
    free = {row.place_id: row.beds - 1 for row in rows}
    made = []
    for one in requests:
        row = draw.one_of(rows)
        if draw.chance(75) or free[row.place_id] < 1:
            continue
        free[row.place_id] -= 1
        if draw.chance(50) and one.start_date > TODAY:
            ends = one.start_date + timedelta(days=draw.between(0, 20)) if draw.chance(50) else None
            made.append(_lives(one.young_person_id, row, TODAY - timedelta(days=40), ends))
        else:
            kept = _lives(one.young_person_id, row, one.start_date, one.end_date)
            made.append(replace(kept, state=PlacementState.HELD, request_id=one.id))
    return made


def _commitments(
    draw: Draw, requests: Sequence[PlacementRequest], settings: Sequence[Setting]
) -> tuple[Commitment, ...]:
    """Staff who are tied already: to outreach, and to some of those who ask, as if they were coming."""
    to = [None, *(one.young_person_id for one in requests if one.required_ratio)]
    first = START - timedelta(days=draw.between(0, 12))
    return tuple(
        Commitment(
            setting_id=draw.one_of(settings).id,
            staff=draw.between(1, 2),
            first_night=first,
            leaving=first + timedelta(days=draw.between(5, 40)) if draw.chance(50) else None,
            shifts=(ShiftName.DAY,) if draw.chance(30) else tuple(ShiftName),
            young_person_id=who,
        )
        for who in to
        if draw.chance(12)
    )


def _separations(draw: Draw, people: Sequence[YoungPerson]) -> tuple[SeparationEntry, ...]:
    pairs = combinations(people, 2)
    return tuple(_separation(draw, one.id, other.id) for one, other in pairs if draw.chance(18))


def _separation(draw: Draw, one: str, other: str) -> SeparationEntry:
    scope = draw.weighted(SCOPES)
    return SeparationEntry(
        person_a=one,
        person_b=other,
        reason=draw.one_of(REASONS),
        scope=scope,
        km=3.0 if scope is SeparationScope.AREA_KM else None,
        ends_on=START + timedelta(days=draw.between(0, 20)) if draw.chance(20) else None,
    )


def _authorisations(
    draw: Draw, people: Sequence[YoungPerson], settings: Sequence[Setting]
) -> tuple[Authorisation, ...]:
    """Approvals given before: of a separation, of a split of brothers and sisters, of a thin rota."""
    rules = (
        ("do-not-place-together:review", Role.SERVICE_MANAGER),
        ("do-not-place-together:review", Role.PLACE_MANAGER),
        ("siblings-together:split", Role.SERVICE_MANAGER),
        ("staff-ratio", Role.REGISTERED_MANAGER),
    )
    return tuple(
        Authorisation(
            id=f"approval-{n}-{one.id}",
            rule=rule,
            role=role,
            person="M. Approver",
            young_person_id=one.id,
            setting_id=draw.one_of(settings).id,
            reason="We talked it through with everybody",
            made_at=NOW - timedelta(hours=1),
        )
        for one in people
        for n, (rule, role) in enumerate(rules)
        if draw.chance(6)
    )
