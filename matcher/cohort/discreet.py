"""A plan for readers who may not know which of several protective reasons keeps somebody away from a place."""

from dataclasses import replace

from matcher.cohort.assignment import Alternative, ApprovalNeeded, Assignment, NotPlaced, Placed
from matcher.options.discreet import PROTECTIVE, WHO, as_one
from matcher.options.result import Says


def discreet_assignment(plan: Assignment) -> Assignment:
    """The same plan without anything that tells protective reasons apart."""
    return replace(
        plan,
        placed=tuple(map(_placed, plan.placed)),
        not_placed=tuple(map(_not_placed, plan.not_placed)),
        alternatives=tuple(map(_alternative, plan.alternatives)),
    )


def _alternative(other: Alternative) -> Alternative:
    placed, not_placed = map(_placed, other.placed), map(_not_placed, other.not_placed)
    return replace(other, placed=tuple(placed), not_placed=tuple(not_placed))


def _placed(line: Placed) -> Placed:
    return replace(line, approvals=as_one(line.approvals, _approval))


def _approval(one: ApprovalNeeded) -> ApprovalNeeded:
    return replace(one, rule=PROTECTIVE, roles=WHO)


def _not_placed(line: NotPlaced) -> NotPlaced:
    return replace(line, reasons=as_one(line.reasons, _reason))


def _reason(one: Says) -> Says:
    return replace(one, rule=PROTECTIVE)
