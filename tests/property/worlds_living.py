"""Generated facts about company, household, fire, animals, smoke and visitors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from matcher.domain.home_codes import AnimalReason, FireMeasure, HouseholdNeedKind, Smoking, SupportLevel
from matcher.domain.nights import birthday
from matcher.domain.people import Health, RiskEntry, YoungPerson
from matcher.domain.people_needs import AnimalNeed, HouseholdNeed
from matcher.domain.person_codes import RiskType, Sex
from matcher.domain.setting_facts import LinkedAdult, VisitingChild
from matcher.domain.settings import Setting
from tests.property.worlds_dice import Dice
from tests.property.worlds_settings import Those

YES, NO = True, False
ANIMALS = ("cat", "Dog", "parrot")
ADULTS = ("adult-1", "adult-2", "adult-3")


def living_of_person(dice: Dice, person: YoungPerson, today: date) -> dict[str, Any]:
    """What somebody who asks needs of those they would live with, and of the home."""
    plain = dice.chance(0.5)
    dice.be(odd=0.05 if plain else 0.4, missing=dice.choice((0.0, 0.05, 0.3)))
    return {
        "risks": None if person.risks is None else (*more_known(dice, person.risks), *more_risks(dice, today)),
        "health": None if person.health is None else with_smoke(dice, person.health),
        "needs_solo": dice.recorded(dice.usually(NO, YES)),
        "no_younger": dice.recorded(dice.usually(NO, YES)),
        "only_younger": dice.recorded(dice.usually(NO, YES)),
        "would_rather_live": dice.choice((None, "with one or two others", " ")),
        "household_needs": dice.recorded(household_needs(dice)),
        "animal_needs": dice.recorded(dice.usually((), animal_needs(dice))),
        "likes_animals": dice.recorded(dice.choice((NO, YES))),
        "prefers_smoke_free": dice.recorded(dice.usually(NO, YES)),
        "smokes": dice.recorded(dice.usually(NO, YES)),
        "risk_people": dice.recorded(dice.usually((), dice.some(ADULTS, 2))),
    }


def more_known(dice: Dice, risks: Sequence[RiskEntry]) -> list[RiskEntry]:
    return [replace(one, to_younger_children=dice.choice((None, None, YES, NO))) for one in risks]


def more_risks(dice: Dice, today: date) -> list[RiskEntry]:
    """Fire-setting and harm to animals, often on the edge of how far back they count."""
    return [
        RiskEntry(
            risk=risk,
            level=dice.choice((1, 2, 3, 3, None)),
            recorded_on=dice.choice((None, dice.after(today, -30, -729, -730, -731, -724, -720))),
            looked_at_on=dice.choice((None, None, dice.after(today, -20, -731))),
            court_matter=dice.chance(0.15),
        )
        for risk in (RiskType.FIRE_SETTING, RiskType.HARM_TO_ANIMALS)
        if dice.chance(dice.odd)
    ]


def with_smoke(dice: Dice, health: Health) -> Health:
    return replace(
        health,
        smoke_free_required=dice.recorded(dice.usually(NO, YES)),
        asthma=dice.recorded(dice.usually(NO, YES)),
    )


def household_needs(dice: Dice) -> tuple[HouseholdNeed, ...]:
    kinds = dice.some(tuple(HouseholdNeedKind), 3) if dice.chance(0.5) else ()
    return tuple(HouseholdNeed(need=kind, assessed=dice.chance(0.5)) for kind in kinds)


def animal_needs(dice: Dice) -> tuple[AnimalNeed, ...]:
    return tuple(
        AnimalNeed(species=species.upper(), because=dice.choice(tuple(AnimalReason)), severe=dice.chance(0.7))
        for species in dice.some(ANIMALS, 2)
    )


def living_of_resident(dice: Dice) -> dict[str, Any]:
    """What those who live somewhere add to a fire."""
    dice.be(odd=0.2, missing=0.15)
    return {"cannot_leave_alone": dice.recorded(dice.usually(NO, YES))}


def living_of_setting(dice: Dice, home: Setting, those: Those) -> dict[str, Any]:
    """How a setting is: who sleeps there now and then, who comes by, animals, smoke, fire measures."""
    dice.be(odd=0.2, missing=dice.choice((0.02, 0.1, 0.3)))
    days = those.days
    members = tuple(
        replace(
            one,
            date_of_birth=dice.usually(one.date_of_birth, around_birthday(dice, dice.choice((5, 8, 10)), days)),
            vulnerable_child=dice.usually(None, YES, NO),
            cannot_leave_alone=dice.choice((NO, NO, YES, None)),
        )
        for one in home.household or ()
    )
    carers = tuple(replace(one, sex=dice.recorded(dice.choice((Sex.FEMALE, Sex.MALE)))) for one in home.carers or ())
    return {
        "household": None if home.household is None else members,
        "carers": None if home.carers is None else carers,
        "night_cover": dice.recorded(dice.choice(tuple(SupportLevel))),
        "somebody_home_in_day": dice.recorded(dice.chance(0.6)),
        "fire_measures": dice.recorded(dice.choice((tuple(FireMeasure), dice.some(tuple(FireMeasure), 3)))),
        "pets": dice.recorded(dice.some(ANIMALS, 2)),
        "pets_agreed_for": dice.choice((None, those.askers, those.residents)),
        "smoking": dice.recorded(dice.choice(tuple(Smoking))),
        "linked_adults": dice.choice((None, tuple(LinkedAdult(id=one) for one in dice.some(ADULTS, 2)))),
        "visiting_children": dice.choice((None, (), visiting_children(dice, days))),
    }


def visiting_children(dice: Dice, days: Sequence[date]) -> tuple[VisitingChild, ...]:
    """Often a birthday on, or beside, one of the days that matter."""
    return tuple(
        VisitingChild(
            date_of_birth=dice.recorded(around_birthday(dice, dice.choice((7, 8, 10, 12)), days)),
            vulnerable_child=dice.usually(None, YES, NO),
        )
        for _ in range(dice.number(0, 2))
    )


def around_birthday(dice: Dice, age: int, days: Sequence[date]) -> date:
    day = dice.about(dice.choice(days), 1)
    return birthday(date(day.year - 40, day.month, min(day.day, 28)), 40 - age)
