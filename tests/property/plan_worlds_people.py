"""Who asks in a small world that plans for everybody, and who lives there already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fixtures.draw import Draw
from fixtures.plain_world import HOME, TODAY, person
from matcher.domain.people import RiskEntry, SiblingLink, View, Vulnerability, YoungPerson
from matcher.domain.person_codes import RiskType, Sex, SiblingPlan, ViewAbout, ViewStrength
from matcher.domain.settings import Setting
from tests.property.plan_worlds_homes import east_of

PLANS = ((SiblingPlan.TOGETHER, 6), (SiblingPlan.APART, 3), (None, 1))
SPOKEN = (
    (ViewStrength.STRONGLY_FOR, 3),
    (ViewStrength.FOR, 2),
    (ViewStrength.AGAINST, 2),
    (ViewStrength.STRONGLY_AGAINST, 2),
)
RISKS = (RiskType.VIOLENCE, RiskType.BULLYING)
HOME_IDS = ("set-0", "set-1", "set-2", "set-3")


def _born(draw: Draw) -> date:
    """Fourteen to seventeen, mostly; now and then somebody of twelve, who is years younger than others."""
    age = draw.weighted(((12, 1), (14, 3), (16, 4), (17, 3)))
    return TODAY.replace(year=TODAY.year - age) - timedelta(days=draw.between(30, 300))


def _company(draw: Draw) -> dict[str, Any]:
    """What living together would be like: the highest risk never meets the highest vulnerability to it."""
    risk = RiskEntry(risk=draw.one_of(RISKS), level=3 if draw.chance(30) else 1, to_younger_children=False)
    weak = Vulnerability(risk=draw.one_of(RISKS), level=3 if draw.chance(30) else 1)
    return {"risks": (risk,), "vulnerabilities": (weak,)}


def asking(draw: Draw, n: int) -> YoungPerson:
    """One of those who ask."""
    views = [
        View(about=ViewAbout.SETTING, setting_id=home, view=draw.weighted(SPOKEN), told_what_it_is=True)
        for home in HOME_IDS[:2]
        if draw.chance(35)
    ]
    return person(
        f"yp-{n}",
        date_of_birth=_born(draw),
        sex=draw.one_of((Sex.FEMALE, Sex.MALE)),
        home=east_of(HOME, draw.between(-4, 4) * 3000),
        views=tuple(views),
        needs_waking_night=draw.chance(15),
        needs_solo=draw.chance(4),
        no_younger=draw.chance(6),
        group_need_reason="Assessed",
        **_company(draw),
    )


def resident(draw: Draw, n: int, home: Setting) -> YoungPerson:
    """Somebody who lives in that home and whom it may take."""
    return person(
        f"res-{n}",
        date_of_birth=TODAY.replace(year=TODAY.year - 16) - timedelta(days=draw.between(30, 300)),
        home=home.location,
        needs_waking_night=draw.chance(30),
        **_company(draw),
    )


def as_siblings(draw: Draw, people: Sequence[YoungPerson]) -> list[YoungPerson]:
    """The same people; now and then two or three of them are brothers and sisters."""
    if not draw.chance(45):
        return list(people)
    plan, family = draw.weighted(PLANS), draw.some([one.id for one in people], draw.weighted(((2, 3), (3, 1))))
    return [
        replace(one, siblings=tuple(SiblingLink(person_id=other, plan=plan) for other in family if other != one.id))
        if one.id in family
        else one
        for one in people
    ]
