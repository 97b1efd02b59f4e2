"""Worries that the rule book has about two people: judged for these two alone, each way, and said of them by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import MUST_SEPARATE, SiblingPlan
from matcher.options.impact.alone import Alone
from matcher.options.impact.pointers import at, of_member, of_person
from matcher.options.impact.result import ImpactSays
from matcher.options.impact.safety import fire_worries, younger_worries
from matcher.options.impact.two import Two
from matcher.options.impact.words import whose
from matcher.options.words_of_pair import a_list
from matcher.rules import RULE_BOOK
from matcher.rules.e_group import kept_apart_here

GAP, SOLO = "peer-age-gap", "solo-or-shared:need"
MUST, REVIEW = "do-not-place-together:must", "do-not-place-together:review"
APART, ORDER, REMAND = "siblings-together:apart", "court-contact-order-compatible", "remand-conditions-met"
PROTECTED = frozenset({MUST, REVIEW, ORDER, REMAND})
"""Said between two people only to readers who may know protective reasons (catalogue 0.1, "Neutral sentence")."""


def newcomer_worries(two: Two) -> Iterator[ImpactSays]:
    """What the young person could mean for the other, beside the mix."""
    yield from younger_worries(two, two.comes, mine=True)
    yield from fire_worries(two, two.comes, mine=True)
    if not two.other.is_own_child:
        yield from _solo(two, two.is_there, mine=False)


def resident_worries(two: Two) -> Iterator[ImpactSays]:
    """What the other could mean for the young person, beside the mix."""
    if not two.other.is_own_child:
        yield from younger_worries(two, two.is_there, mine=False)
        yield from fire_worries(two, two.is_there, mine=False)
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
