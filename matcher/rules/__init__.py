"""The rule book: what the service will never do, what needs whose approval, and what has to be done first.

One module or more per section of the catalogue. A rule is a sentence of law or practice, its source, and for each of its
consequences a limb: one short function over columns, whose docstring says what has to be true. Read the limbs by kind:

- `REFER`      the request is for somebody else; no place is considered.
- `HARD`       what is never offered, whoever asks: an unregistered place, an "other arrangement" under 16, a full home, an area or
               a person that has to be kept away from, a place the young person may and does refuse.
- `AUTHORISE`  listed, and nobody can confirm it without the approval of the role named.
- `CONFIRM`    what somebody has to do before anyone confirms; it never moves or hides a place.
- `DUTY`       what confirming brings with it, with a date: when the legal reason ends, or a child becomes looked after.
- `SOFT`       the score, or tonight's order. `NOTE`: said, changes nothing.
- `INVARIANT`  what the service promises of itself: cost and empty beds are never scored, nobody is left out without a reason, no
               protected characteristic decides, and no code path confirms anything.

What nobody has recorded is `not known`: a question to the person's side (`asks`) or to the place (`rings`), never a guess.
"""

import hashlib
from datetime import date
from functools import cache

from matcher.rules import (
    a_outside_the_service,
    b_court_and_short_breaks,
    b_lawful_basis,
    c_homes_and_beds,
    c_parents_and_moves,
    c_setting_kinds,
    c_support_and_standing,
    d_foster_carers,
    d_foster_homes,
    e_company,
    e_group,
    e_home_safety,
    emergencies,
    f_area_and_health,
    f_location,
    g_needs_and_staff,
    g_night_and_specialists,
    h_voice_and_identity,
    h_wishes_and_welcome,
    i_pace_and_cost,
    i_stability,
    k_after_18,
)
from matcher.rules.model import Kind, Limb, Rule, Source

__all__ = [
    "RULE_BOOK",
    "SECTIONS",
    "SECTION_OF",
    "Kind",
    "Limb",
    "Rule",
    "Source",
    "in_force",
    "is_unverified",
    "limbs_in_force",
    "protective_slugs",
    "rule_set",
]

MODULES = (
    a_outside_the_service,
    emergencies,
    b_lawful_basis,
    b_court_and_short_breaks,
    c_setting_kinds,
    c_homes_and_beds,
    c_support_and_standing,
    c_parents_and_moves,
    d_foster_carers,
    d_foster_homes,
    e_group,
    e_company,
    e_home_safety,
    f_location,
    f_area_and_health,
    g_needs_and_staff,
    g_night_and_specialists,
    h_voice_and_identity,
    h_wishes_and_welcome,
    i_stability,
    i_pace_and_cost,
    k_after_18,
)
"""In the catalogue's order; a module's name begins with its section's letter."""

RULE_BOOK: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)

SECTIONS = {
    "0": "Emergencies",
    "A": "Requests outside the service",
    "B": "Lawful basis to accommodate",
    "C": "Type of setting allowed by age and registration",
    "D": "Foster carers: community families, connected carers",
    "E": "Children already there: group and relationships",
    "F": "Location",
    "G": "Needs, health, disability, staff",
    "H": "Voice, identity, relationships",
    "I": "Hierarchy, cost and stability",
    "J": "Duties created on confirming",
    "K": "After 18 and homelessness",
}
"""The catalogue's sections, by letter."""

SECTION_OF = {
    rule.slug: "0" if module is emergencies else module.__name__.rpartition(".")[2][0].upper()
    for module in MODULES
    for rule in module.RULES
}
"""Slug -> its section's letter."""


def in_force(day: date) -> tuple[Rule, ...]:
    """The rules in the book on a day."""
    return tuple(rule for rule in RULE_BOOK if rule.source.in_force(day))


@cache
def limbs_in_force(day: date) -> tuple[tuple[Rule, Limb], ...]:
    """Every limb to be judged on a day, with its rule, in the book's order."""
    return tuple(
        (rule, limb) for rule in in_force(day) for limb in rule.limbs if limb.since is None or limb.since <= day
    )


@cache
def protective_slugs() -> frozenset[str]:
    """Rules whose outcome is told only to readers who may know why young people are kept apart or away."""
    return frozenset(rule.slug for rule in RULE_BOOK if any(limb.protective for limb in rule.limbs))


@cache
def is_unverified(rule: str) -> bool:
    """Whether the source of a rule (its slug, or a limb of it) has not been seen: to be confirmed with legal services."""
    return any(one.source.mark == "U" for one in RULE_BOOK if one.slug == rule.partition(":")[0])


@cache
def rule_set(day: date) -> str:
    """A name for the rules in force on a day: changes with any limb, kind, approver, what they record, sentence or date."""
    book = [
        (limb.id, limb.kind, limb.approvers, limb.must_record, limb.says, limb.since, rule.source)
        for rule, limb in limbs_in_force(day)
    ]
    return hashlib.sha256(repr(book).encode()).hexdigest()[:16]
