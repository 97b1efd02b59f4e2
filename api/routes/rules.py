"""The rules and figures that answers are made from, with their sources."""

from typing import Annotated

from fastapi import APIRouter

from api.auth import NotPermitted, NotSignedIn, may
from api.errors import OurFault
from api.openapi import problems
from api.permissions import Caller, Permission
from api.rulebook import PolicyShown, RuleShown, policy_shown, rules_shown
from api.store.engine import DatabaseUnavailable
from matcher.policy import load_policy

router = APIRouter(
    prefix="/v1", tags=["rules"], responses=problems(NotSignedIn, NotPermitted, DatabaseUnavailable, OurFault)
)
Reader = Annotated[Caller, may(Permission.READ_RULES)]


@router.get("/rules")
def rules(_: Reader) -> tuple[RuleShown, ...]:
    """Every rule: what must hold, what follows where it does not, who may approve it, and where it comes from."""
    return rules_shown()


@router.get("/policy")
def policy(_: Reader) -> PolicyShown:
    """The figures, weights and calendars in use, each figure with its unit and the day it holds from."""
    return policy_shown(load_policy())
