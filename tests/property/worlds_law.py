"""What the law asks about in a generated world: legal reasons that end, short breaks, courts, 18th birthdays, the police."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from matcher.domain.codes import AFTER_18, MemberRelation, PlacementPurpose, PlacementState, Role, SettingKind
from matcher.domain.home_codes import ContactOrderKind, CourtConditionKind, SupportLevel
from matcher.domain.nights import birthday
from matcher.domain.people import YoungPerson
from matcher.domain.people_law import LegalReason
from matcher.domain.people_needs import ConditionHere, ContactOrder, CourtCondition
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.placements import Authorisation, Placement
from matcher.domain.request_steps import JointAssessment
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON
from tests.property.worlds_dice import Dice

T = TypeVar("T")
ENDING = (
    LegalStatus.POLICE_PROTECTION,
    LegalStatus.EMERGENCY_PROTECTION_ORDER,
    LegalStatus.REMAND_LAA,
    LegalStatus.REMAND_LAA,
    LegalStatus.PACE_TRANSFER,
    LegalStatus.PACE_TRANSFER,
)


def with_law(world: Snapshot, seed: int) -> Snapshot:
    """The same world, and what the law asks about in it. Its dice are its own: no other fact falls differently."""
    dice = Dice(seed)
    dice.random = Random(f"law {seed}")
    dice.be(odd=0.2, missing=0.15)
    requests = {one.young_person_id: one for one in world.placement_requests}
    return replace(
        world,
        settings=tuple(replace(one, **law_of_setting(dice, world, one)) for one in world.settings),
        placement_requests=tuple(replace(one, **law_of_request(dice, one)) for one in world.placement_requests),
        young_people=tuple(
            replace(one, **law_of_person(dice, world, one, requests[one.id])) if one.id in requests else one
            for one in world.young_people
        ),
        authorisations=(*world.authorisations, *approvals(dice, world)),
        placements=(*(purposed(dice, one) for one in world.placements), *short_breaks(dice, world)),
    )


def days_of(request: PlacementRequest) -> tuple[date, ...]:
    """The first night asked for, the leaving day, and days between."""
    start = request.start_date
    return (start, request.end_date or start + timedelta(days=182), start + timedelta(days=3))


def instant(dice: Dice, day: date) -> datetime:
    return datetime.combine(dice.about(day, 1), time(dice.choice((0, 0, 12, 19, 23)), dice.choice((0, 10))), LONDON)


# People


def law_of_person(dice: Dice, world: Snapshot, person: YoungPerson, request: PlacementRequest) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "court_conditions": several(dice, [court_condition(dice, world) for _ in range(2)]),
        "contact_orders": several(dice, [contact_order(dice, world, request) for _ in range(2)]),
    }
    if dice.chance(0.3):
        ends = dice.choice((None, instant(dice, dice.choice(days_of(request)))))
        facts["legal_status"] = LegalReason(status=dice.choice(ENDING), ends_at=ends)
    elif dice.chance(0.25):
        facts |= grown_up(dice, request)
    elif dice.chance(0.2):
        facts["care_leaver_status"] = dice.choice((CareLeaverStatus.RELEVANT, None))
    return facts


def grown_up(dice: Dice, request: PlacementRequest) -> dict[str, Any]:
    """18, or 21, on a day that matters; mostly under section 20."""
    on = dice.about(dice.choice(days_of(request)), 1)
    born = birthday(date(on.year - 40, on.month, min(on.day, 28)), 40 - dice.choice((18, 18, 19, 20, 21)))
    status = dice.choice((LegalStatus.S20, LegalStatus.S20, LegalStatus.NONE, None))
    return {
        "date_of_birth": born,
        "age_state": None,
        "legal_status": LegalReason(status=status),
        "care_leaver_status": dice.choice((CareLeaverStatus.NONE, CareLeaverStatus.ELIGIBLE, None, *CareLeaverStatus)),
    }


def several(dice: Dice, made: Sequence[T]) -> tuple[T, ...] | None:
    return dice.recorded(dice.choice(((), (), tuple(made[:1]), tuple(made))))


def people_of(world: Snapshot) -> list[str]:
    """Everybody who lives somewhere: placed, of a household, or a carer."""
    members = [one.id for home in world.settings for one in home.household or ()]
    carers = [one.id for home in world.settings for one in home.carers or ()]
    asking = {one.young_person_id for one in world.placement_requests}
    placed = [one.young_person_id for one in world.placements if one.young_person_id not in asking]
    return [*members, *carers, *placed, "nobody-here"]


def court_condition(dice: Dice, world: Snapshot) -> CourtCondition:
    kind = dice.choice(tuple(CourtConditionKind))
    homes = [one.id for one in world.settings]
    facts: dict[CourtConditionKind, dict[str, Any]] = {
        CourtConditionKind.RESIDENCE: {"setting_id": dice.choice(homes)},
        CourtConditionKind.EXCLUSION_AREA: {"centre": centre(dice), "radius_km": dice.choice((None, 3.0, 5.0))},
        CourtConditionKind.CURFEW: {},
        CourtConditionKind.NON_CONTACT: {"person_id": dice.choice(people_of(world))},
        CourtConditionKind.OTHER: {
            "holds_at": tuple(
                ConditionHere(setting_id=one, holds=dice.chance(0.7)) for one in homes if dice.chance(0.8)
            )
        },
    }
    return CourtCondition(kind=kind, says="that it is so", **facts[kind])


def centre(dice: Dice) -> Any:
    while (spot := dice.spot()).point is None:
        continue
    return spot


def contact_order(dice: Dice, world: Snapshot, request: PlacementRequest) -> ContactOrder:
    ends = dice.choice((None, None, dice.about(dice.choice(days_of(request)), 1)))
    return ContactOrder(
        person_id=dice.choice(people_of(world)), kind=dice.choice(tuple(ContactOrderKind)), ends_on=ends
    )


# Requests


def law_of_request(dice: Dice, request: PlacementRequest) -> dict[str, Any]:
    needed_at = dice.choice((None, instant(dice, request.start_date)))
    start = needed_at or datetime.combine(request.start_date, time(0), LONDON)
    until = datetime.fromtimestamp(start.timestamp() + 3600 * dice.choice((20, 24, 24.25, 30, -1)), LONDON)
    facts: dict[str, Any] = {
        "needed_at": needed_at,
        "needed_until": dice.choice((None, until)),
        "returns_to_parent": dice.choice((True, True, True, False, None)),
        "joint_assessment": dice.choice((None, assessment(dice))),
    }
    if dice.chance(0.3):
        facts["purpose"] = PlacementPurpose.SHORT_BREAK
    if dice.chance(0.2):
        facts["homeless"] = dice.choice((True, True, None))
    return facts


def assessment(dice: Dice) -> JointAssessment:
    return JointAssessment(
        assessed_on=dice.choice((dice.today, None)), wishes_recorded_on=dice.usually(dice.today, None)
    )


def purposed(dice: Dice, placement: Placement) -> Placement:
    return replace(placement, purpose=PlacementPurpose.SHORT_BREAK) if dice.chance(0.4) else placement


def short_breaks(dice: Dice, world: Snapshot) -> list[Placement]:
    """Ended short breaks of those who ask, here and there, up to more than a year ago."""
    beds = [one for one in world.settings if one.kind not in {*AFTER_18, SettingKind.OUTREACH}] or list(world.settings)
    made = []
    for request in world.placement_requests:
        for n in range(dice.choice((0, 1, 4, 8))):
            first = dice.after(request.start_date, -30, -100, -364, -365, -366, -380) - timedelta(days=3)
            leaving = first + timedelta(days=dice.choice((3, 4, 12, 60, 68, 69, 75)))
            purpose = dice.usually(PlacementPurpose.SHORT_BREAK, None, PlacementPurpose.LONG_TERM)
            made.append(
                Placement(
                    id=f"{request.id}-break-{n}",
                    young_person_id=request.young_person_id,
                    setting_id=dice.choice(beds).id,
                    first_night=first,
                    leaving=dice.usually(min(leaving, dice.today), None) if leaving > dice.today else leaving,
                    state=dice.usually(PlacementState.ENDED, PlacementState.CANCELLED),
                    purpose=purpose,
                )
            )
    return made


def approvals(dice: Dice, world: Snapshot) -> list[Authorisation]:
    """Of short breaks past the limit, and of community homes after 18; now and then by the wrong role."""
    wanted = (
        ("short-break-limits", Role.SERVICE_MANAGER),
        ("no-placement-after-18:community-home", Role.LEAVING_CARE_MANAGER),
    )
    return [
        Authorisation(
            id=f"law-{n}-{request.id}",
            rule=rule,
            role=dice.usually(role, Role.REGISTERED_MANAGER),
            person="An approver",
            young_person_id=request.young_person_id,
            setting_id=dice.choice(world.settings).id,
            reason="It is right for them",
            made_at=dice.as_of - timedelta(hours=1),
            recorded=("the change to ordinary looked-after status",),
        )
        for request in world.placement_requests
        for n, (rule, role) in enumerate(wanted)
        if dice.chance(0.5)
    ]


# Settings


def law_of_setting(dice: Dice, world: Snapshot, home: Setting) -> dict[str, Any]:
    rows = [one.place_id for one in world.places if one.setting_id == home.id]
    members = home.household and tuple(
        replace(one, place_id=dice.choice(rows)) if one.relation is MemberRelation.STAYING_PUT and rows else one
        for one in home.household
    )
    return {
        "household": members,
        "takes_pace": dice.recorded(dice.choice((True, True, False))),
        "is_bed_and_breakfast": dice.recorded(dice.choice((False, False, True))),
        "is_community_home": dice.recorded(dice.choice((True, True, False))),
        "night_cover": dice.recorded(dice.choice((SupportLevel.WAKING, *SupportLevel))),
    }
