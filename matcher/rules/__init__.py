"""The rule book: what the service will never do, what needs whose approval, and what has to be done first.

One module per section of the catalogue; each rule is a sentence of law or practice, its source, and one short function.
"""

import hashlib
from datetime import date
from functools import cache

from matcher.rules import (
    a_outside_the_service,
    b_lawful_basis,
    c_homes_and_beds,
    c_setting_kinds,
    d_foster_carers,
    e_group,
    f_location,
    g_needs_and_staff,
    h_voice_and_identity,
    i_stability,
)
from matcher.rules.model import Kind, Limb, Rule, Source

__all__ = ["RULE_BOOK", "Kind", "Limb", "Rule", "Source", "in_force", "limbs_in_force", "rule_set"]

RULE_BOOK: tuple[Rule, ...] = (
    *a_outside_the_service.RULES,
    *b_lawful_basis.RULES,
    *c_setting_kinds.RULES,
    *c_homes_and_beds.RULES,
    *d_foster_carers.RULES,
    *e_group.RULES,
    *f_location.RULES,
    *g_needs_and_staff.RULES,
    *h_voice_and_identity.RULES,
    *i_stability.RULES,
)


def in_force(day: date) -> tuple[Rule, ...]:
    """The rules in the book on a day."""
    return tuple(rule for rule in RULE_BOOK if rule.source.in_force(day))


def limbs_in_force(day: date) -> tuple[tuple[Rule, Limb], ...]:
    """Every limb to be judged on a day, with its rule, in the book's order."""
    return tuple((rule, limb) for rule in in_force(day) for limb in rule.limbs)


@cache
def rule_set(day: date) -> str:
    """A name for the rules in force on a day: changes with any limb, kind, approver, sentence or date."""
    book = [(limb.id, limb.kind, limb.approvers, limb.says, rule.source) for rule, limb in limbs_in_force(day)]
    return hashlib.sha256(repr(book).encode()).hexdigest()[:16]
