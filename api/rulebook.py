"""The rule book and the policy as they are shown: to API callers and at the command line alike."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from fixtures.rule_examples import EXAMPLES, Example
from fixtures.rule_examples.model import Comes
from matcher.domain.adapters import built_once
from matcher.domain.codes import Role
from matcher.domain.errors import MatcherError
from matcher.frame import make_frame
from matcher.options.approving import approvers_of, joined
from matcher.options.explain import JudgedLimb
from matcher.options.words import Words
from matcher.policy import PolicyBook, load_policy
from matcher.policy.book import Figure, Step
from matcher.rules import RULE_BOOK, SECTION_OF
from matcher.rules.model import Kind, Limb, Mark, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceShown:
    """Where a rule comes from. `since` null = always; mark: V read, S second-hand, U not seen, P ours."""

    title: str
    at: str
    since: date | None
    until: date | None
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleShown:
    """A worked example: what the case is, and what the limb comes to. It is run as a test of the project."""

    says: str
    comes: Comes
    edge: bool
    """It stands at the rule's boundary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRead:
    """A figure that the rule reads, with its value today."""

    name: str
    value: float
    unit: str
    since: date | None
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimbShown:
    """One consequence of a rule: what follows where it is not met, who may approve it and records what, what is said."""

    id: str
    kind: Kind
    must_hold: str
    """What has to be true for the limb to be met."""
    says: str
    """What is said where it is not; `{}` are values of the person and the place."""
    said: str
    """The same as it is said in the first worked example that fails."""
    asks: str
    """The question where a fact about the person or the request is not known; asked once."""
    rings: str
    """The question where a fact about the place is not known, for whoever answers there."""
    rung: str
    """The same as it is asked in the first worked example in which the place's fact is missing."""
    not_checked: str
    """What is said where this authority does not feed the data, and `ask_whom` instead."""
    ask_whom: str
    approvers: tuple[Role, ...]
    all_approve: bool
    """Every role in `approvers` has to approve, not one of them."""
    must_record: tuple[str, ...]
    """What an approver has to have recorded."""
    footing: bool
    """The place's lawful footing: it waits until it is known, in an emergency too."""
    by_age_band: bool
    """It waits until the person's age band is known."""
    emergency_duty: str
    """The duty that takes its place in an emergency; empty = nothing does."""
    examples: tuple[ExampleShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """A rule: its limbs, the score parts that carry it, the duties it creates, the test that proves it."""

    slug: str
    section: str
    """The letter of the rule book's section."""
    kinds: tuple[Kind, ...]
    source: SourceShown
    figures: tuple[FigureRead, ...]
    limbs: tuple[LimbShown, ...]
    parts: tuple[str, ...]
    duties: tuple[str, ...]
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """A figure with its unit and every value it has had, oldest first."""

    name: str
    unit: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyShown:
    """The policy in use: figures, weights of the score parts (together 100), adjustments, feeds, stand-ins."""

    version: str
    hash: str
    figures: tuple[FigureShown, ...]
    weights: dict[str, float]
    adjustments: dict[str, float]
    feeds: tuple[str, ...]
    stand_ins: dict[Role, tuple[Role, ...]]
    bank_holidays: tuple[date, ...]


@built_once
def rules_adapter() -> TypeAdapter[tuple[RuleShown, ...]]:
    """Writes the rules as JSON."""
    return TypeAdapter(tuple[RuleShown, ...])


@built_once
def judged_adapter() -> TypeAdapter[tuple[JudgedLimb, ...]]:
    """Writes every limb's outcome for one place as JSON."""
    return TypeAdapter(tuple[JudgedLimb, ...])


@cache
def rules_shown() -> tuple[RuleShown, ...]:
    """Every rule, in the order of the book, with the figures of the policy in use; made once."""
    book = load_policy()
    return tuple(_rule(rule, book) for rule in RULE_BOOK)


class NoSuchRule(MatcherError):
    """No rule of the book has this slug."""

    code = "no_such_rule"
    remedy = "`nwd rules` lists every rule with its slug."


def rules_named(slug: str | None) -> tuple[RuleShown, ...]:
    """The rule with this slug; None = every rule. Raises NoSuchRule."""
    found = tuple(rule for rule in rules_shown() if slug in {None, rule.slug})
    if not found:
        raise NoSuchRule("there is no rule with this slug")
    return found


def policy_shown(book: PolicyBook) -> PolicyShown:
    """The policy with everything in a settled order."""
    return PolicyShown(
        version=book.version,
        hash=book.hash,
        figures=tuple(FigureShown(name=one.name, unit=one.unit, steps=one.steps) for one in book.figures.values()),
        weights=_by_slug(book.weights),
        adjustments=_by_slug(book.adjustments),
        feeds=tuple(sorted(book.feeds)),
        stand_ins={role: tuple(sorted(others)) for role, others in sorted(book.stand_ins.items())},
        bank_holidays=tuple(sorted(book.bank_holidays)),
    )


def _by_slug(points: object) -> dict[str, float]:
    return {name.replace("_", "-"): getattr(points, name) for name in type(points).__slots__}  # type: ignore[attr-defined]


def _rule(rule: Rule, book: PolicyBook) -> RuleShown:
    source = rule.source
    return RuleShown(
        slug=rule.slug,
        section=SECTION_OF[rule.slug],
        kinds=rule.kinds,
        source=SourceShown(title=source.title, at=source.at, since=source.since, until=source.until, mark=source.mark),
        figures=tuple(_figure(book.figures[name]) for name in rule.figures),
        limbs=tuple(map(_limb, rule.limbs)),
        parts=rule.parts,
        duties=rule.duties,
        proof=rule.proof,
    )


def _limb(limb: Limb) -> LimbShown:
    return LimbShown(
        id=limb.id,
        kind=limb.kind,
        must_hold=" ".join((limb.judge.__doc__ or "").split()),
        says=limb.says,
        said=_in_example(limb, "not_met", limb.says),
        asks=limb.asks,
        rings=limb.rings,
        rung=_in_example(limb, "not_known_place", limb.rings),
        not_checked=limb.not_checked,
        ask_whom=limb.who,
        approvers=limb.approvers,
        all_approve=limb.all_approve,
        must_record=limb.must_record,
        footing=limb.footing,
        by_age_band=limb.by_age_band,
        emergency_duty=limb.emergency_duty,
        examples=tuple(
            ExampleShown(says=one.says, comes=one.comes, edge=one.edge) for one in _examples_by_limb().get(limb.id, ())
        ),
    )


def _in_example(limb: Limb, comes: Comes, sentence: str) -> str:
    """A sentence of the limb as it is said in the first example that comes to this; where none does, as it stands."""
    example = next((one for one in _examples_by_limb().get(limb.id, ()) if one.comes == comes), None)
    if example is None or "{" not in sentence:
        return sentence
    frame = make_frame(example.world(), load_policy())
    _, pairs = frame.asking([frame.request("req")])
    role = joined(approvers_of(limb, pairs, 0), every_one=limb.all_approve)
    return Words(pairs, 0, 0, role).fill(sentence)


def _figure(figure: Figure) -> FigureRead:
    step = figure.steps[-1]
    return FigureRead(name=figure.name, value=step.value, unit=figure.unit, since=step.since, mark=step.mark)


@cache
def _examples_by_limb() -> dict[str, list[Example]]:
    by_limb: dict[str, list[Example]] = defaultdict(list)
    for one in EXAMPLES:
        by_limb[one.limb].append(one)
    return by_limb
