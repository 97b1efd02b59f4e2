"""What holds for every rule, so that a new one cannot forget it."""

import ast
import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

import matcher.rules
from matcher.domain.codes import Role
from matcher.options.words import Words
from matcher.policy.figures import Figures
from matcher.rules import RULE_BOOK, Kind
from matcher.scoring import ADJUSTMENTS, PARTS

LIMBS = [limb for rule in RULE_BOOK for limb in rule.limbs]
SENTENCES = [
    (limb.id, text) for limb in LIMBS for text in (limb.says, limb.asks, limb.rings, limb.not_checked, limb.who) if text
] + [(part.slug, part.asks) for part in PARTS if part.asks]

AVOIDED = (
    "client",
    "inmate",
    "bed-blocker",
    "placed away",
    "absconder",
    "challenging",
    "hard to place",
    "unplaceable",
    "recruiter",
    "perpetrator",
    "refuses",
    "non-compliant",
)
"""The glossary's words to avoid."""

IN_THIS_BOOK = [
    "refer-deprivation-of-liberty",
    "refer-youth-detention",
    "refer-hospital-or-mental-health-detention",
    "refer-under-service-age",
    "emergency-declared",
    "accommodation-agreed",
    "lawful-basis-present",
    "s20-consent-valid",
    "age-not-certain",
    "under-16-no-other-arrangements",
    "16-17-registered-supported-accommodation",
    "supported-accommodation-age-band",
    "needs-care-not-support",
    "children-home-registered",
    "statement-of-purpose-fit",
    "registered-places-not-exceeded",
    "emergency-bed-ringfence",
    "bespoke-registration-clear",
    "carer-approved",
    "terms-of-approval",
    "usual-fostering-limit",
    "carer-vacancy-usable",
    "do-not-place-together",
    "siblings-together",
    "resident-mix-score",
    "peer-age-gap",
    "impact-risk-assessment-complete",
    "solo-or-shared",
    "household-make-up",
    "younger-children-in-household",
    "visitor-and-associate-risk",
    "fire-setting",
    "animals",
    "smoke-free-home",
    "location-exclusion",
    "near-home",
    "within-authority",
    "school-continuity",
    "family-time-travel",
    "location-missing-risk",
    "home-location-assessment",
    "out-of-area-conditions",
    "health-care-access",
    "job-college-travel",
    "accessible-premises",
    "health-need-skill",
    "staff-ratio",
    "waking-night",
    "key-worker-caseload",
    "night-safety",
    "staff-gender-need",
    "specialist-capacity",
    "therapy-or-EHCP-provision",
    "worker-skill-fit",
    "view-on-option",
    "known-carer",
    "key-worker-continuity",
    "culture-religion-language",
    "friends-and-community",
    "placement-hierarchy",
    "least-moves",
    "expected-length-fits",
    "tonight-possible",
    "vacancy-fresh",
    "cost-visible-not-scored",
    "occupancy-not-scored",
    "protected-characteristic-neutral",
    "no-silent-exclusion",
    "decision-is-human",
    "usable-vacancy",
    "wishes-recorded",
    "other-views-considered",
    "dietary-and-faith-practice",
    "identity-safe",
    "independence-readiness",
    "outreach-first",
    "pace-of-move",
    "funding-agreed",
    "supported-category-fit",
    "shared-open-risk-check",
    "provider-standing",
    "adults-in-minority",
    "parent-and-child",
    "with-parents-assessment",
    "placement-with-parents-first",
    "move-to-other-arrangements-after-review",
    "connected-person-temporary-approval",
    "foster-bedroom",
    "household-adults-checked",
    "lawful-basis-ends",
    "becomes-looked-after-24-hours",
    "short-break-limits",
    "remand-conditions-met",
    "court-contact-order-compatible",
    "staying-put-effect",
    "no-placement-after-18",
    "care-leaver-16-17-suitable",
    "homeless-16-17-assessment",
    "pace-bed-tonight",
]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_rule_promised_is_in_the_book_once():
    assert sorted(rule.slug for rule in RULE_BOOK) == sorted(IN_THIS_BOOK)


def test_limb_ids_are_the_slug_or_begin_with_it_and_are_never_reused():
    ids = [limb.id for limb in LIMBS]

    assert len(set(ids)) == len(ids)
    assert [limb.id for rule in RULE_BOOK for limb in rule.limbs if limb.id.split(":")[0] != rule.slug] == []


def test_every_rule_names_where_it_comes_from():
    assert [rule.slug for rule in RULE_BOOK if not rule.source.title or rule.source.mark not in "VSUP"] == []


def test_every_limb_is_of_a_kind_its_rule_has():
    assert [limb.id for rule in RULE_BOOK for limb in rule.limbs if limb.kind not in rule.kinds] == []


def test_every_limb_says_something_and_every_judge_says_what_it_judges():
    assert [limb.id for limb in LIMBS if not limb.says or not (limb.judge.__doc__ or "").strip()] == []


def test_an_approval_names_who_may_give_it():
    needs_somebody = {Kind.AUTHORISE, Kind.CONFIRM}

    assert [limb.id for limb in LIMBS if limb.kind in needs_somebody and not limb.approvers] == []
    assert all(isinstance(role, Role) for limb in LIMBS for role in limb.approvers)


def test_soft_rules_are_carried_by_a_part_and_every_part_by_a_rule():
    carried = {slug for rule in RULE_BOOK for slug in rule.parts}

    assert carried == {part.slug for part in PARTS} | {one.slug for one in ADJUSTMENTS}


def test_invariants_name_their_proof():
    assert [rule.slug for rule in RULE_BOOK if (Kind.INVARIANT in rule.kinds) is not bool(rule.proof)] == []


@pytest.mark.parametrize(("limb", "text"), SENTENCES)
def test_every_placeholder_of_a_sentence_can_be_filled(limb, text):
    assert {name for name in placeholders(text) if not callable(getattr(Words, name, None))} == set(), limb


@pytest.mark.parametrize(("limb", "text"), SENTENCES)
def test_no_sentence_uses_a_word_the_field_avoids(limb, text):
    assert [word for word in AVOIDED if re.search(rf"\b{word}\b", text.lower())] == [], limb


NEUTRALLY_SAID = ("do-not-place-together", "location-exclusion", "visitor-and-associate-risk")


def test_separations_and_places_to_keep_away_from_all_read_the_same():
    neutral = "{setting} has been ruled out to keep young people safe. Ask the hub manager."
    quiet = [limb for limb in LIMBS if limb.id.startswith(NEUTRALLY_SAID)]

    assert {limb.says for limb in quiet} == {neutral}


def test_a_carers_standing_is_never_said():
    status = next(limb for limb in LIMBS if limb.id == "carer-approved:status")

    assert "allegation" not in (status.says + status.rings).lower()


FIGURES = {one.name for one in fields(Figures)}
MODULES = sorted((Path(matcher.rules.__file__).parent).glob("[a-k]_*.py"))


def declared_in(module: Path) -> set[str]:
    found = [rule for rule in RULE_BOOK if f'slug="{rule.slug}"' in module.read_text(encoding="utf-8")]
    return {name for rule in found for name in rule.figures}


def test_every_figure_that_a_rule_names_is_in_the_policy():
    assert {name for rule in RULE_BOOK for name in rule.figures} <= FIGURES


@pytest.mark.parametrize("module", MODULES, ids=lambda one: one.stem)
def test_every_figure_that_a_judge_reads_is_named_by_a_rule_beside_it(module):
    read = set(re.findall(r"figures\.(\w+)", module.read_text(encoding="utf-8")))

    assert read - declared_in(module) == set()


LAW = {10, 11, 16, 18, 21}
"""The years of key stage 4, and ages that acts of Parliament name."""

COUNTING = {-1, 0, 0.5, 1, 2, 3, 9, 1e-9, 6, 12, 24, 60, 364, 1000, 3600}
"""Levels of a risk and the worst of two; a year's months and other nights; metres in a kilometre; the clock, whose day turns
at six where arrivals are told."""


@pytest.mark.parametrize("module", MODULES, ids=lambda one: one.stem)
def test_no_judge_holds_a_figure_that_belongs_in_the_policy(module):
    """Every number in the functions of a rules module, but dates of law, which stand in the rules' sources."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    dates = {id(arg) for call in ast.walk(tree) if is_date(call) for arg in ast.walk(call)}
    numbers = {
        one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and type(one.value) in {int, float} and id(one) not in dates
    }

    assert numbers - LAW - COUNTING == set()


def is_date(call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "date"
