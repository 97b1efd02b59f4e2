"""Answers for readers who may not know which of several protective reasons kept somebody away from a place.

Separation, associate, police and location reasons all read the same to them (catalogue 0.1, "Neutral sentence"), under one
name, with one pair of approvers: neither the rule, nor its source, nor who has to agree tells them apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from matcher.domain.codes import Role
from matcher.options.explain import JudgedLimb
from matcher.options.result import ExcludedPlace, Failed, MatchResult, PlacementOption, Says
from matcher.options.ways_out.result import WaysOut
from matcher.rules import protective_slugs

PROTECTIVE = "protective-reason"
"""Stands for every protective rule."""

OURS = "Protection of young people [P]"
WHO = (Role.HUB_MANAGER, Role.SERVICE_MANAGER)

T = TypeVar("T")


def discreet(result: MatchResult) -> MatchResult:
    """The same answer without anything that tells protective reasons apart."""
    return replace(
        result,
        excluded_by_rule=_counted(result),
        ask_first=_named(result.ask_first),
        options=tuple(map(discreet_option, result.options)),
        needs_approval=tuple(map(discreet_option, result.needs_approval)),
        needs_information=tuple(map(discreet_option, result.needs_information)),
        excluded=tuple(map(discreet_exclusion, result.excluded)),
    )


def discreet_option(option: PlacementOption) -> PlacementOption:
    """A listed place without it."""
    return replace(
        option,
        worries=as_one(option.worries, lambda one: replace(one, rule=PROTECTIVE)),
        notes=as_one(option.notes, lambda one: replace(one, rule=PROTECTIVE)),
        before_confirming=as_one(option.before_confirming, lambda one: replace(one, rule=PROTECTIVE, who=WHO)),
        approvals=as_one(option.approvals, lambda one: replace(one, rule=PROTECTIVE, roles=WHO)),
        approved=as_one(option.approved, lambda one: replace(one, rule=PROTECTIVE)),
        questions=as_one(option.questions, lambda one: replace(one, rule=PROTECTIVE)),
    )


def discreet_exclusion(place: ExcludedPlace) -> ExcludedPlace:
    """A ruled-out place without it."""

    def hidden(one: Failed) -> Failed:
        return replace(one, rule=PROTECTIVE, source=OURS)

    return replace(place, failed=as_one(place.failed, hidden))


def discreet_limbs(limbs: Iterable[JudgedLimb]) -> tuple[JudgedLimb, ...]:
    """Every limb's outcome; those of protective rules as one, with the worst of their outcomes."""
    plain: list[JudgedLimb] = []
    kept_back: list[JudgedLimb] = []
    for one in limbs:
        (kept_back if is_protective(one.rule) else plain).append(one)
    if not kept_back:
        return tuple(plain)
    worst = max(kept_back, key=lambda one: WORST.index(one.outcome))
    return (*plain, replace(worst, rule=PROTECTIVE, source=OURS, approvers=WHO if worst.approvers else ()))


def discreet_ways_out(found: WaysOut) -> WaysOut:
    """What would open a place; nothing of what a protective rule would take, nor that another rule stands beside it."""
    if found.protective:
        return replace(found, says=ASK_THE_HUB, ways=(), in_the_way=())
    ways = tuple(way for way in found.ways if not any(is_protective(rule) for one in way.changes for rule in one.rules))
    if ways or not found.ways:
        return replace(found, says=found.says if len(ways) == len(found.ways) else SOME_WAYS, ways=ways)
    return replace(found, says=ASK_THE_HUB, ways=())


ASK_THE_HUB = "Ask the hub manager what would have to change."
SOME_WAYS = "Each of these would open it."
WORST = ("met", "not_judged", "not_known", "not_met")


def is_protective(rule: str) -> bool:
    """Whether a rule's slug, or a limb, is one whose outcome is not for everybody."""
    return rule.partition(":")[0] in protective_slugs()


def as_one(found: tuple[T, ...], hidden: Callable[[T], T]) -> tuple[T, ...]:
    """All of them, the protective ones once and without their name."""
    if not any(is_protective(one.rule) for one in found):  # type: ignore[attr-defined]
        return found
    kept: list[T] = []
    for one in found:
        shown = hidden(one) if is_protective(one.rule) else one  # type: ignore[attr-defined]
        if shown not in kept:
            kept.append(shown)
    return tuple(kept)


def _named(questions: tuple[Says, ...]) -> tuple[Says, ...]:
    """Questions about the person name no place: only the rule they belong to is left out."""
    return tuple(replace(one, rule=PROTECTIVE) if is_protective(one.rule) else one for one in questions)


def _counted(result: MatchResult) -> dict[str, int]:
    """How many places each rule excludes; a place that fails at several protective ones counts once."""
    if not any(map(is_protective, result.excluded_by_rule)):
        return result.excluded_by_rule
    told = {rule: n for rule, n in result.excluded_by_rule.items() if not is_protective(rule)}
    told[PROTECTIVE] = sum(any(is_protective(one.rule) for one in place.failed) for place in result.excluded)
    return dict(sorted(told.items(), key=lambda item: (-item[1], item[0])))
