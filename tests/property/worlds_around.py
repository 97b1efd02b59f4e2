"""What is around the settings of a generated world: areas, treatments, nights, specialists, education plans.

Thrown with dice of its own after everything else, so that no other fact of the world depends on it.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from matcher.domain.codes import SUPPORTED, SettingKind, SupportCategory, WorkerRole
from matcher.domain.home_codes import LockedAway, MissingPull, SupportLevel
from matcher.domain.people import RiskEntry, YoungPerson
from matcher.domain.people_needs import (
    EhcProvision,
    MissingPlace,
    ProvisionHere,
    SafetyPlan,
    StaffGenderNeed,
    Treatment,
)
from matcher.domain.person_codes import RiskType, Sex
from matcher.domain.request_steps import OutOfAreaSteps, SpecialistInput
from matcher.domain.setting_facts import LocationAssessment
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import FreeHours, Shift, Worker
from tests.property.worlds_dice import Dice
from tests.property.worlds_life import travel_times

SPECIALISTS = (WorkerRole.LIFE_COACH, WorkerRole.POLICE_LIAISON)
STEPS = (
    "wishes_heard_on",
    "most_appropriate_on",
    "relatives_consulted_on",
    "iro_consulted_on",
    "area_authority_told_on",
    "care_plan_given_on",
)


def with_what_is_around(snapshot: Snapshot, seed: int) -> Snapshot:
    """The same world, with the facts of this module."""
    dice = Dice(seed)
    dice.random = Random(f"around {seed}")
    asking = {one.young_person_id for one in snapshot.placement_requests}
    first = snapshot.placement_requests[0].start_date
    homes = [one.id for one in snapshot.settings]
    people = tuple(
        replace(one, **around_person(dice, one, homes, first)) if one.id in asking else one
        for one in snapshot.young_people
    )
    goes_missing = [each.id for one in people for each in one.missing_places or ()]
    treated = [each.id for one in people for each in one.continuing_treatments or ()]
    return replace(
        snapshot,
        young_people=people,
        settings=tuple(replace(one, **around_setting(dice, one, first)) for one in snapshot.settings),
        placement_requests=tuple(replace(one, **around_request(dice, homes)) for one in snapshot.placement_requests),
        workers=around_workers(dice, snapshot.workers, first),
        shifts=around_shifts(dice, snapshot.shifts),
        travel_times=(*snapshot.travel_times, *travel_times(dice, [*goes_missing, *treated], snapshot.settings)),
    )


def around_person(dice: Dice, person: YoungPerson, homes: list[str], first: date) -> dict[str, Any]:
    """What matters to somebody who asks."""
    dice.be(odd=0.2, missing=dice.choice((0.0, 0.05, 0.2)))
    risks = person.risks
    return {
        "risks": risks if risks is None else (*risks, *self_harm(dice, first)),
        "missing_places": dice.recorded(missing_places(dice, person.id)),
        "continuing_treatments": dice.recorded(treatments(dice, person.id)),
        "safety_plan": dice.choice((None, safety_plan(dice), safety_plan(dice))),
        "staff_gender_needs": dice.recorded(gender_needs(dice)),
        "ehc_provisions": dice.recorded(provisions(dice, homes)),
    }


def self_harm(dice: Dice, first: date) -> tuple[RiskEntry, ...]:
    return tuple(
        RiskEntry(
            risk=RiskType.SELF_HARM,
            level=dice.choice((3, 3, 3, 2, None)),
            recorded_on=dice.choice((None, dice.after(first, -89, -90, -91, -400))),
            looked_at_on=dice.choice((None, None, dice.after(first, -90, -91))),
        )
        for _ in range(dice.choice((0, 0, 1, 2)))
    )


def missing_places(dice: Dice, who: str) -> tuple[MissingPlace, ...]:
    return tuple(
        MissingPlace(
            id=f"{who}-missing-{n}",
            pull=dice.choice(tuple(MissingPull)),
            location=dice.recorded(dice.spot()),
        )
        for n in range(dice.choice((0, 1, 2, 3)))
    )


def treatments(dice: Dice, who: str) -> tuple[Treatment, ...]:
    return tuple(
        Treatment(
            id=f"{who}-treatment-{n}",
            name="Dialysis",
            location=dice.recorded(dice.spot()),
            max_travel_minutes=dice.choice((None, None, 45, 30)),
            treatment_cannot_move=dice.chance(0.4),
        )
        for n in range(dice.choice((0, 0, 1, 2, 3)))
    )


def safety_plan(dice: Dice) -> SafetyPlan:
    return SafetyPlan(night_checks_enough=dice.chance(0.5), plan_for_tonight=dice.chance(0.8))


def gender_needs(dice: Dice) -> tuple[StaffGenderNeed, ...]:
    return tuple(
        StaffGenderNeed(gender=dice.choice((Sex.FEMALE, Sex.MALE)), required_by_assessment=dice.chance(0.5))
        for _ in range(dice.choice((0, 0, 1, 2)))
    )


def provisions(dice: Dice, homes: list[str]) -> tuple[EhcProvision, ...]:
    return tuple(
        EhcProvision(
            provision=f"provision {n}",
            at_settings=tuple(
                ProvisionHere(setting_id=one, can_continue=dice.chance(0.7)) for one in homes if dice.chance(0.7)
            ),
        )
        for n in range(dice.choice((0, 0, 1, 2)))
    )


def around_setting(dice: Dice, home: Setting, first: date) -> dict[str, Any]:
    """The area, and the nights."""
    dice.be(odd=0.2, missing=0.1)
    supported = home.kind in SUPPORTED or home.kind is SettingKind.BESPOKE
    kept = dice.some(tuple(LockedAway), len(LockedAway)) if dice.chance(0.3) else tuple(LockedAway)
    return {
        "category": dice.recorded(dice.choice(tuple(SupportCategory))) if supported else home.category,
        "location_assessment": dice.recorded(assessment(dice, first)),
        "night_cover": dice.recorded(dice.choice(tuple(SupportLevel))),
        "night_checks": dice.recorded(dice.chance(0.6)),
        "locked_away": dice.recorded(kept),
    }


def assessment(dice: Dice, first: date) -> LocationAssessment:
    return LocationAssessment(
        reviewed_on=dice.recorded(dice.after(first, -10, -364, -365, -366, -900)),
        police_concern=dice.choice((None, False, False, True)),
    )


def around_request(dice: Dice, homes: list[str]) -> dict[str, Any]:
    """Steps taken, and hours asked of specialists."""
    dice.be(odd=0.1, missing=0.15)
    return {
        "out_of_area_steps": dice.recorded(tuple(steps(dice, one) for one in homes if dice.chance(0.6))),
        "specialist_input": dice.recorded(tuple(specialist_input(dice) for _ in range(dice.choice((0, 1, 2, 3))))),
    }


def steps(dice: Dice, home: str) -> OutOfAreaSteps:
    taken = {step: dice.usually(dice.today, None) for step in STEPS}
    return OutOfAreaSteps(setting_id=home, **taken)


def specialist_input(dice: Dice) -> SpecialistInput:
    weeks = (dice.choice((0, 0, 1, 2.5, 4)) for _ in range(4))
    return SpecialistInput(role=dice.choice(SPECIALISTS), **{f"week_{n}": hours for n, hours in enumerate(weeks, 1)})


def around_workers(dice: Dice, workers: tuple[Worker, ...] | None, first: date) -> tuple[Worker, ...] | None:
    """Sexes of those there are, and some specialists."""
    if workers is None:
        return None
    monday = first - timedelta(days=first.weekday())
    dice.be(odd=0.1, missing=dice.choice((0.0, 0.1, 0.5)))
    women = dice.chance(0.3)
    sexed = tuple(
        replace(one, sex=dice.recorded(Sex.FEMALE if women else dice.choice((Sex.FEMALE, Sex.MALE)))) for one in workers
    )
    specialists = tuple(
        Worker(
            id=f"specialist-{n}",
            name="A specialist",
            roles=dice.choice((SPECIALISTS, SPECIALISTS[:1], SPECIALISTS[1:])),
            free_hours=dice.choice((None, free_hours(dice, monday), free_hours(dice, monday))),
        )
        for n in range(dice.choice((0, 1, 2)))
    )
    return (*sexed, *specialists)


def free_hours(dice: Dice, monday: date) -> tuple[FreeHours, ...]:
    weeks = [monday + timedelta(weeks=n) for n in range(-1, 7)]
    return tuple(FreeHours(week_beginning=one, hours=dice.choice((0, 1, 2.5, 6))) for one in weeks if dice.chance(0.7))


def around_shifts(dice: Dice, shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """How many are women and men, where names are not given: mostly both on every shift of a home, or hardly ever."""
    gaps = {one.setting_id: dice.choice((0.0, 0.0, 0.02, 0.3)) for one in shifts}
    missing = {home: dice.choice((0.0, 0.0, 0.02)) for home in gaps}

    def count(home: str) -> int | None:
        if dice.chance(missing[home]):
            return None
        return 0 if dice.chance(gaps[home]) else 1

    return tuple(
        one if one.worker_ids is not None else replace(one, women=count(one.setting_id), men=count(one.setting_id))
        for one in shifts
    )
