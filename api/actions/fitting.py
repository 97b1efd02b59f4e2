"""How many places still fit a request as it is recorded now. Nothing is kept as shown."""

from dataclasses import dataclass

from api import wording
from api.permissions import Caller, Permission
from api.service import Service
from matcher.options.discreet import PROTECTIVE, discreet
from matcher.options.rank import rank_in
from matcher.options.result import Counts, MatchResult

THE_PLACE_ITSELF = frozenset(
    {
        "bespoke-registration-clear",
        "carer-approved",
        "carer-vacancy-usable",
        "children-home-registered",
        "emergency-bed-ringfence",
        "household-adults-checked",
        "provider-standing",
        "registered-places-not-exceeded",
        "usable-vacancy",
    }
)
"""Rules about whether the place is there at all, whatever is recorded about the young person."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Why places are ruled out, in words, and how many of them."""

    says: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """How many places fit, and what costs most: of everything, and of what is recorded about the young person."""

    counts: Counts
    considered: int
    most: Cost | None
    most_of_theirs: Cost | None
    questions: int
    """Still to ask about the young person."""
    referred: tuple[str, ...]
    """Where the request is not for this service: what to do instead."""

    @property
    def fit(self) -> int:
        """Places not ruled out."""
        return self.counts.options + self.counts.needs_approval + self.counts.needs_information


def fitting(service: Service, caller: Caller, request_id: str) -> Fitting | None:
    """The count; None for a caller who may not rank, and for a request that is closed."""
    frame = service.frames.frame(caller.authority)
    if not caller.may(Permission.RANK_OPTIONS) or request_id not in frame.requests:
        return None
    result = rank_in(frame, request_id)
    return _told(result if caller.may(Permission.READ_PROTECTIVE_REASONS) else discreet(result))


def _told(result: MatchResult) -> Fitting:
    costs = list(result.excluded_by_rule.items())
    theirs = [(slug, count) for slug, count in costs if slug not in THE_PLACE_ITSELF]
    return Fitting(
        counts=result.counts,
        considered=result.considered,
        most=_dearest(costs),
        most_of_theirs=_dearest(theirs),
        questions=len(result.ask_first),
        referred=tuple(wording.said(one) for one in result.referred),
    )


def _dearest(costs: list[tuple[str, int]]) -> Cost | None:
    if not costs:
        return None
    slug, count = max(costs, key=lambda one: one[1])
    return Cost(wording.SAFE if slug == PROTECTIVE else wording.ruled_out_by(slug), count)
