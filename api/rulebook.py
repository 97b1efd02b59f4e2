"""The rule book and the policy as they are shown: to API callers and at the command line alike."""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import Role
from matcher.options.explain import JudgedLimb
from matcher.policy import PolicyBook
from matcher.policy.book import Step
from matcher.rules import RULE_BOOK
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
class LimbShown:
    """One consequence of a rule: what follows where it is not met, who may approve it and records what, what is said."""

    id: str
    kind: Kind
    approvers: tuple[Role, ...]
    must_record: tuple[str, ...]
    says: str
    footing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """A rule: its limbs, the score parts that carry it, the duties it creates, the test that proves it."""

    slug: str
    kinds: tuple[Kind, ...]
    source: SourceShown
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


def rules_shown() -> tuple[RuleShown, ...]:
    """Every rule, in the order of the book."""
    return tuple(map(_rule, RULE_BOOK))


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


def _rule(rule: Rule) -> RuleShown:
    source = rule.source
    return RuleShown(
        slug=rule.slug,
        kinds=rule.kinds,
        source=SourceShown(title=source.title, at=source.at, since=source.since, until=source.until, mark=source.mark),
        limbs=tuple(map(_limb, rule.limbs)),
        parts=rule.parts,
        duties=rule.duties,
        proof=rule.proof,
    )


def _limb(limb: Limb) -> LimbShown:
    return LimbShown(
        id=limb.id,
        kind=limb.kind,
        approvers=limb.approvers,
        must_record=limb.must_record,
        says=limb.says,
        footing=limb.footing,
    )
