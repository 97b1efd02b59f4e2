"""Emergencies: who declared it, and why it cannot wait (catalogue 0.1, "Emergencies")."""

from matcher.domain.codes import Role
from matcher.domain.requests import PlacementRequest
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.outcomes import Outcomes
from matcher.policy import Policy
from matcher.rules.model import Kind, Limb, Rule, Source


def a_manager_declared_it(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """An emergency is declared with a reason and the name of the manager who agreed; the hour alone makes none."""
    return ask.request_fact(is_declared)


def is_declared(request: PlacementRequest) -> bool:
    """Planned, or with a reason and a manager's name."""
    named = not is_blank(request.emergency_declared_by) and not is_blank(request.emergency_reason)
    return named or not request.is_emergency


DECLARED = Limb(
    id="emergency-declared",
    kind=Kind.CONFIRM,
    approvers=(Role.SERVICE_MANAGER, Role.MANAGER_ON_CALL),
    judge=a_manager_declared_it,
    says="Which manager agreed that this is an emergency, and why can it not wait?",
)

RULES = (
    Rule(
        slug="emergency-declared",
        kinds=(Kind.CONFIRM,),
        source=Source("Emergency procedures", "homes2inspire, Birmingham and Hillingdon; catalogue 0.1", None, "P"),
        limbs=(DECLARED,),
    ),
)
