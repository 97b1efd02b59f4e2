"""Worries about a child whom a risk could reach, and about getting out in a fire: judged for two people alone, each way."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import RiskType
from matcher.options.impact.alone import Alone
from matcher.options.impact.mix import where_vulnerable
from matcher.options.impact.pointers import of_member, of_person
from matcher.options.impact.result import ImpactSays
from matcher.options.impact.two import Two
from matcher.options.impact.words import RISK, whose
from matcher.rules.e_company import TO_YOUNGER

ADULT = 18
LEVEL_2, SEXUAL_HARM_3 = "younger-children-in-household:level-2", "younger-children-in-household:sexual-harm-3"
FIRE = "fire-setting:level-3"


def _only(risk: RiskType) -> Callable[[YoungPerson], YoungPerson]:
    """With the entries of one kind of risk alone."""
    return lambda person: replace(person, risks=tuple(one for one in person.risks or () if one.risk is risk))


def younger_worries(two: Two, alone: Alone, *, mine: bool) -> Iterator[ImpactSays]:
    """A child below the age, or more easily harmed. `mine`: the young person's own risk; else the other's."""
    brings, meets = (two.me, two.them) if mine else (two.them, two.me)
    whose_risk = two.scene.newcomer.id if mine else two.other.id
    for risk in TO_YOUNGER:
        limb = LEVEL_2 if alone.fails(LEVEL_2, _only(risk)) else ""
        limb = SEXUAL_HARM_3 if alone.fails(SEXUAL_HARM_3, _only(risk)) else limb
        if limb:
            why, stands_on = _why_younger(two, alone, risk, mine=mine)
            then = (
                "It could not be made safe for everyone."
                if limb == SEXUAL_HARM_3
                else f"A plan that keeps everyone safe is needed, agreed with {two.scene.manager}."
            )
            says = f"{meets} {why}. There is a risk of {RISK[risk]} on {whose(brings)} record. {then}"
            yield ImpactSays(says=says, rule=limb, stands_on=(of_person(whose_risk, "risks", risk.value), *stands_on))


def _why_younger(two: Two, alone: Alone, risk: RiskType, *, mine: bool) -> tuple[str, tuple[str, ...]]:
    """Which fact of the other one makes the rule speak, and where it stands."""
    member = two.other.member if mine else None
    if member is not None and member.vulnerable_child:
        return (
            "is a child to whom a risk would matter more",
            (of_member(two.scene.setting.id, two.other.id, "vulnerable_child"),),
        )
    figures, age = two.scene.policy.figures, two.age_at(mine=not mine)
    least = (
        figures.risk_child_min_age_sexual_harm if risk is RiskType.SEXUAL_HARM else figures.risk_child_min_age_violence
    )
    if _is_known_under(alone, least):
        return f"is under {least}", (age,)
    weak = (
        where_vulnerable(two.scene, two.other, risk)
        if mine
        else of_person(two.scene.newcomer.id, "vulnerabilities", risk.value)
    )
    return f"is under {ADULT}, and {RISK[risk]} could harm them a lot", (age, weak)


def _is_known_under(alone: Alone, age: int) -> bool:
    """Whoever is there has not turned `age` by the first night, and their date of birth is certain."""
    pair, who = alone.pairs, alone.pairs.residents
    here = ((who.row == alone.row) & pair.others[0]).nonzero()[0]
    young = who.is_under(age, pair.first[:, [alone.row]], here)
    return bool((young & who.born_known[:, here]).any())


def fire_worries(two: Two, alone: Alone, *, mine: bool) -> Iterator[ImpactSays]:
    """A high risk of fire setting, and somebody who might not get out. `mine` as above."""
    brings, meets = (two.me, two.them) if mine else (two.them, two.me)
    if not alone.fails(FIRE):
        return
    risk = of_person(two.scene.newcomer.id if mine else two.other.id, "risks", RiskType.FIRE_SETTING.value)
    then = (
        f"There is a high risk of fire setting on {whose(brings)} record. "
        f"{two.scene.setting.name} could not be made safe enough for {meets} in a fire."
    )
    least = two.scene.policy.figures.fire_child_min_age
    if _is_known_under(alone, least):
        says = f"{meets} is under {least}. {then}"
        yield ImpactSays(says=says, rule=FIRE, stands_on=(risk, two.age_at(mine=not mine)))
    for words, place in _cannot_leave(two, mine=mine):
        says = f"{meets} could not leave the building alone, as {words}. {then}"
        yield ImpactSays(says=says, rule=FIRE, stands_on=(risk, place))


def _cannot_leave(two: Two, *, mine: bool) -> Iterator[tuple[str, str]]:
    person = two.other.person if mine else two.scene.newcomer
    member = two.other.member if mine else None
    if person is not None and person.cannot_leave_alone:
        yield "their record says", of_person(person.id, "cannot_leave_alone")
    if member is not None and member.cannot_leave_alone:
        yield "the household says", of_member(two.scene.setting.id, member.id, "cannot_leave_alone")
