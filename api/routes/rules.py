"""The rules and figures that answers are made from, with their sources."""

from fastapi import APIRouter

from api.errors import NotFromHere, OurFault
from api.openapi import problems
from api.rulebook import PolicyShown, RuleShown, policy_shown, rules_shown
from matcher.policy import load_policy

router = APIRouter(prefix="/v1", tags=["rules"], responses=problems(NotFromHere, OurFault))


@router.get("/rules")
def rules() -> tuple[RuleShown, ...]:
    """Every rule: what must hold, what follows where it does not, who may approve it, and where it comes from."""
    return rules_shown()


@router.get("/policy")
def policy() -> PolicyShown:
    """The figures, weights and calendars in use, each figure with its unit and the day it holds from."""
    return policy_shown(load_policy())
