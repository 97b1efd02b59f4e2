"""The rule book: what the service will never do, what needs whose approval, and what has to be done first.

One module per section of the catalogue (C in two). A rule is a sentence of law or practice, its source, and for each of its
consequences a limb: one short function over columns, whose docstring says what has to be true. Read the limbs by kind:

- `REFER`      the request is for somebody else; no place is considered.
- `HARD`       what is never offered, whoever asks: an unregistered place, an "other arrangement" under 16, a full home, an area or
               a person that has to be kept away from, a place the young person may and does refuse.
- `AUTHORISE`  listed, and nobody can confirm it without the approval of the role named.
- `CONFIRM`    what somebody has to do before anyone confirms; it never moves or hides a place.
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
    b_lawful_basis,
    c_homes_and_beds,
    c_setting_kinds,
    d_foster_carers,
    e_group,
    emergencies,
    f_location,
    g_needs_and_staff,
    h_voice_and_identity,
    i_stability,
)
from matcher.rules.model import Kind, Limb, Rule, Source

__all__ = ["RULE_BOOK", "Kind", "Limb", "Rule", "Source", "in_force", "limbs_in_force", "rule_set"]

RULE_BOOK: tuple[Rule, ...] = (
    *a_outside_the_service.RULES,
    *emergencies.RULES,
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


@cache
def limbs_in_force(day: date) -> tuple[tuple[Rule, Limb], ...]:
    """Every limb to be judged on a day, with its rule, in the book's order."""
    return tuple((rule, limb) for rule in in_force(day) for limb in rule.limbs)


@cache
def rule_set(day: date) -> str:
    """A name for the rules in force on a day: changes with any limb, kind, approver, what they record, sentence or date."""
    book = [
        (limb.id, limb.kind, limb.approvers, limb.must_record, limb.says, rule.source)
        for rule, limb in limbs_in_force(day)
    ]
    return hashlib.sha256(repr(book).encode()).hexdigest()[:16]
