"""What is asked of a plan for everyone: whom it is for, what is settled already, how long to look."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.values import Identifier, value

USUAL_WORK = 60.0
"""Enough to prove a county's plan of 60 requests many times over."""
MOST_ALTERNATIVES = 5


class LockKind(StrEnum):
    """What is settled about one person and one place before the plan is made."""

    THIS_PAIR = "this_pair"
    NOT_THIS_PAIR = "not_this_pair"


@value
class Lock:
    """A request at one place and nowhere else, or never at that place."""

    request_id: Identifier
    place_id: Identifier
    kind: LockKind


@value
class GivenPair:
    """One line of a plan that was made before."""

    request_id: Identifier
    place_id: Identifier


@value
class AssignmentAsked:
    """A plan that is asked for. Nothing given = every open request, options only, nothing settled before."""

    request_ids: tuple[Identifier, ...] | None = None
    """Open requests; null = all of them."""
    with_approvals: bool = False
    """Whether places that need an approval may be used: what approvals would buy."""
    locks: tuple[Lock, ...] = ()
    given: tuple[GivenPair, ...] | None = None
    """A plan made before: between equally good plans, the one with the fewest changes to it is taken."""
    most_changes: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """At most so many of the requests of `given` may end elsewhere; null = as many as it takes."""
    ladder: bool = False
    """Also work out what fewer changes to `given` would cost: value against disturbance, as a table."""
    alternatives: Annotated[int, Field(ge=0, le=MOST_ALTERNATIVES)] = 0
    """How many further plans, each the best that differs from all before it."""
    differ_for: Annotated[int, Field(ge=1, le=100_000)] = 1
    """For how many requests, at the least, a further plan differs from each one before it."""
    work: Annotated[float, Field(ge=0, le=100_000)] = USUAL_WORK
    """How long to look, in units of the solvers' work (about a second of one quiet core each): the same everywhere."""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


@built_once
def asked_adapter() -> TypeAdapter[AssignmentAsked]:
    """Reads what is asked, as JSON."""
    return TypeAdapter(AssignmentAsked)
