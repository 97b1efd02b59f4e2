"""Worries that the rule book has about two people: judged for these two alone, each way, and said of them by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import MUST_SEPARATE, RiskType, SiblingPlan
from matcher.options.impact.alone import Alone, as_newcomer, as_resident
from matcher.options.impact.pointers import at, of_member, of_person
from matcher.options.impact.result import ImpactSays
from matcher.options.impact.there import Other, Scene
from matcher.options.impact.words import RISK, whose
from matcher.options.words_of_pair import a_list
from matcher.rules import RULE_BOOK
from matcher.rules.e_company import TO_YOUNGER
from matcher.rules.e_group import kept_apart_here

ADULT, HIGHEST = 18, 3
LEVEL_2, SEXUAL_HARM_3 = "younger-children-in-household:level-2", "younger-children-in-household:sexual-harm-3"
GAP, SOLO, FIRE = "peer-age-gap", "solo-or-shared:need", "fire-setting:level-3"
MUST, REVIEW = "do-not-place-together:must", "do-not-place-together:review"
APART, ORDER, REMAND = "siblings-together:apart", "court-contact-order-compatible", "remand-conditions-met"
PROTECTED = frozenset({MUST, REVIEW, ORDER, REMAND})
"""Said between two people only to readers who may know protective reasons (catalogue 0.1, "Neutral sentence")."""


@dataclass(frozen=True)
class Two:
    """The young person and one other, each way."""

    scene: Scene
    other: Other

    @cached_property
    def comes(self) -> Alone:
        """The young person comes to the other."""
        return as_newcomer(self.scene, self.other)

    @cached_property
    def is_there(self) -> Alone:
        """The other comes to the young person."""
        return as_resident(self.scene, self.other)

    @property
    def me(self) -> str:
        """What the young person is called."""
        return self.scene.called[self.scene.newcomer.id]

    @property
    def them(self) -> str:
        """What the other is called."""
        return self.scene.called[self.other.id]

    def age_at(self, *, mine: bool) -> str:
        """Where an age stands in the record."""
        if mine:
            return of_person(self.scene.newcomer.id, "age")
        if self.other.member is not None:
            return of_member(self.scene.setting.id, self.other.id, "date_of_birth")
        return of_person(self.other.id, "age")


def newcomer_worries(two: Two) -> Iterator[ImpactSays]:
    """What the young person could mean for the other, beside the mix."""
    yield from _younger(two, two.comes, mine=True)
    yield from _fire(two, two.comes, mine=True)
    if not two.other.is_own_child:
        yield from _solo(two, two.is_there, mine=False)


def resident_worries(two: Two) -> Iterator[ImpactSays]:
    """What the other could mean for the young person, beside the mix."""
    if not two.other.is_own_child:
        yield from _younger(two, two.is_there, mine=False)
        yield from _fire(two, two.is_there, mine=False)
    yield from _solo(two, two.comes, mine=True)


def worries_of_both(two: Two) -> Iterator[ImpactSays]:
    """What stands between the two."""
    if two.comes.fails(GAP):
        years = two.scene.policy.figures.peer_age_gap_years
        yield ImpactSays(
            says=f"{two.me} and {two.them} would be more than {years} years apart in age. {_cap(two.scene.manager)} has to agree.",
            rule=GAP,
            stands_on=(two.age_at(mine=True), two.age_at(mine=False)),
        )
    yield from _siblings(two)
    yield from _kept_apart(two)
    yield from _orders(two)
    yield from _conditions(two)
    yield from _room(two)


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _only(risk: RiskType) -> Callable[[YoungPerson], YoungPerson]:
    """With the entries of one kind of risk alone."""
    return lambda person: replace(person, risks=tuple(one for one in person.risks or () if one.risk is risk))


def _younger(two: Two, alone: Alone, *, mine: bool) -> Iterator[ImpactSays]:
    """`mine`: the young person's own risk; else the other's."""
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
    figures, pair = two.scene.policy.figures, alone.pairs
    least = (
        figures.risk_child_min_age_sexual_harm if risk is RiskType.SEXUAL_HARM else figures.risk_child_min_age_violence
    )
    here = (pair.residents.row == alone.row) & pair.others[0]
    young = pair.residents.is_under(least, pair.first.take(pair.residents.row, axis=1), here.nonzero()[0])
    age = two.age_at(mine=not mine)
    if young.any():
        return f"is under {least}", (age,)
    weak = (
        of_member(two.scene.setting.id, two.other.id, "vulnerabilities", risk.value)
        if member is not None and two.other.is_own_child and member.vulnerabilities is not None
        else of_person(two.other.id if mine else two.scene.newcomer.id, "vulnerabilities", risk.value)
    )
    return f"is under {ADULT}, and {RISK[risk]} could harm them a lot", (age, weak)


def _fire(two: Two, alone: Alone, *, mine: bool) -> Iterator[ImpactSays]:
    brings, meets = (two.me, two.them) if mine else (two.them, two.me)
    if not alone.fails(FIRE):
        return
    risk = of_person(two.scene.newcomer.id if mine else two.other.id, "risks", RiskType.FIRE_SETTING.value)
    then = (
        f"There is a high risk of fire setting on {whose(brings)} record. "
        f"{two.scene.setting.name} could not be made safe enough for {meets} in a fire."
    )
    least = two.scene.policy.figures.fire_child_min_age
    pair = alone.pairs
    here = ((pair.residents.row == alone.row) & pair.others[0]).nonzero()[0]
    if pair.residents.is_under(least, pair.first.take(pair.residents.row, axis=1), here)[0].any():
        known = pair.residents.born_known[0].take(here).any()
        if known:
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


COMPANY = {
    "needs_solo": ("to be the only young person", "is under 18", False),
    "no_younger": ("to live with nobody younger", "is younger", True),
    "only_younger": ("to live with younger people only", "is not younger", True),
}
"""A need assessed: in words, what the other is, and whether the person's own age decides it."""


def _solo(two: Two, alone: Alone, *, mine: bool) -> Iterator[ImpactSays]:
    """`mine`: the young person's own need; else the other's."""
    needs, other = (two.me, two.them) if mine else (two.them, two.me)
    who = two.scene.newcomer.id if mine else two.other.id
    for field, (needed, is_so, by_age) in COMPANY.items():
        if alone.fails(SOLO, _needing(field)):
            own_age = (two.age_at(mine=mine),) if by_age else ()
            says = f"{needs} needs {needed} for now, and {other} {is_so}. The service manager has to agree."
            pointers = (of_person(who, field), two.age_at(mine=not mine), *own_age)
            yield ImpactSays(says=says, rule=SOLO, stands_on=pointers)


def _needing(field: str) -> Callable[[YoungPerson], YoungPerson]:
    """With this one of the three needs as it is recorded, and neither of the others."""
    others: dict[str, Any] = {one: False for one in COMPANY if one != field}
    return lambda person: replace(person, **others)


def _siblings(two: Two) -> Iterator[ImpactSays]:
    for alone, who, other in (
        (two.comes, two.scene.newcomer.id, two.other.id),
        (two.is_there, two.other.id, two.scene.newcomer.id),
    ):
        person = two.scene.frame.index.people.get(who)
        plans = [one.plan for one in (person.siblings if person else None) or () if one.person_id == other]
        if SiblingPlan.APART in plans and alone.fails(APART):
            said = f"The plan on {whose(two.scene.called[who])} record is to live apart from {two.scene.called[other]}."
            yield ImpactSays(says=said, rule=APART, stands_on=(of_person(who, "siblings", other),))


def _kept_apart(two: Two) -> Iterator[ImpactSays]:
    alone = two.comes
    reviewers = next(limb.approvers for rule in RULE_BOOK for limb in rule.limbs if limb.id == REVIEW)
    for must, limb in ((True, MUST), (False, REVIEW)):
        reasons = dict.fromkeys(
            entry.reason for _, entry in kept_apart_here(alone.pairs, 0, alone.row, must=must) if _in_book(alone, limb)
        )
        for reason in reasons:
            who = a_list([two.me, two.them])
            roles = a_list([f"the {_role(two, one.label)}" for one in reviewers])
            agree = "" if reason in MUST_SEPARATE else f" {_cap(roles)} have to agree to anything else."
            said = f"{who} must not live together: {reason.value.replace('_', ' ')}.{agree}"
            both = "+".join(sorted((two.scene.newcomer.id, two.other.id)))
            yield ImpactSays(says=said, rule=limb, stands_on=(at("separation_entries", both, reason.value),))


def _in_book(alone: Alone, limb: str) -> bool:
    return alone.outcome(limb) is not None


def _role(two: Two, label: str) -> str:
    return two.scene.manager.removeprefix("the ") if label == "place manager" else label


def _orders(two: Two) -> Iterator[ImpactSays]:
    for alone, who, other in (
        (two.comes, two.scene.newcomer.id, two.other.id),
        (two.is_there, two.other.id, two.scene.newcomer.id),
    ):
        if alone.fails(ORDER, _ordered_about(other)):
            called = two.scene.called
            says = f"A court order stops {called[who]} living with or seeing {called[other]}."
            yield ImpactSays(says=says, rule=ORDER, stands_on=(of_person(who, "contact_orders", other),))


def _ordered_about(other: str) -> Callable[[YoungPerson], YoungPerson]:
    return lambda person: replace(
        person, contact_orders=tuple(one for one in person.contact_orders or () if one.person_id == other)
    )


def _conditions(two: Two) -> Iterator[ImpactSays]:
    for alone, who, other in (
        (two.comes, two.scene.newcomer.id, two.other.id),
        (two.is_there, two.other.id, two.scene.newcomer.id),
    ):
        if alone.fails(REMAND, _condition_about(other)):
            called = two.scene.called
            says = f"A court's condition keeps {called[who]} from having contact with {called[other]}."
            yield ImpactSays(says=says, rule=REMAND, stands_on=(of_person(who, "court_conditions", other),))


def _condition_about(other: str) -> Callable[[YoungPerson], YoungPerson]:
    return lambda person: replace(
        person, court_conditions=tuple(one for one in person.court_conditions or () if one.person_id == other)
    )


def _room(two: Two) -> Iterator[ImpactSays]:
    if two.scene.shares_room(two.other):
        pointers = (at("places", two.scene.place.place_id, "shared_room"), _where_they_sleep(two))
        said = f"{two.me} and {two.them} would share a room."
        yield ImpactSays(says=said, rule="foster-bedroom:sharing" if two.scene.is_family else "", stands_on=pointers)


def _where_they_sleep(two: Two) -> str:
    if two.other.member is not None:
        return of_member(two.scene.setting.id, two.other.id, "place_id")
    stay = next(one for one in two.other.stays if one.row == two.scene.row)
    return at("placements", stay.placement.id)
