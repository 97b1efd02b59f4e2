"""What the chapters of the rule book share: judge one limb, find the list, read one place's entry."""

from fixtures.plain_world import day, scene, without
from matcher.domain.snapshot import Snapshot
from matcher.options.explain import outcomes
from matcher.options.rank import rank
from matcher.options.result import BeforeConfirming, ExcludedPlace, MatchResult, PlacementOption
from matcher.outcomes import Outcome
from matcher.policy import load_policy

__all__ = [
    "ASK",
    "LISTS",
    "MET",
    "NOT_MET",
    "PLACE",
    "answer",
    "before_confirming",
    "day",
    "entry",
    "listed",
    "outcome",
    "ruled_out",
    "scene",
    "without",
]

LISTS = ("options", "needs_approval", "needs_information", "excluded")
MET, NOT_MET, ASK, PLACE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN_ASK, Outcome.NOT_KNOWN_PLACE


def outcome(snapshot: Snapshot, limb: str, place_id: str | None = None, request_id: str = "req") -> Outcome:
    """What one limb comes to at a place (the snapshot's first, where none is named)."""
    return Outcome(outcomes(snapshot, request_id, place_id or snapshot.places[0].place_id, load_policy())[limb])


def answer(snapshot: Snapshot, request_id: str = "req") -> MatchResult:
    """The whole answer to one request."""
    return rank(snapshot, request_id, load_policy())


def listed(snapshot: Snapshot, place_id: str | None = None) -> str:
    """The name of the list that a place is in; `nowhere` where it is in none."""
    result, wanted = answer(snapshot), place_id or snapshot.places[0].place_id
    found = [name for name in LISTS if wanted in {one.place_id for one in getattr(result, name)}]
    assert len(found) <= 1, f"{wanted} is in more than one list: {found}"
    return found[0] if found else "nowhere"


def entry(snapshot: Snapshot, place_id: str | None = None) -> PlacementOption:
    """The entry of a place that is not ruled out."""
    result, wanted = answer(snapshot), place_id or snapshot.places[0].place_id
    shown = (*result.options, *result.needs_approval, *result.needs_information)
    return next(one for one in shown if one.place_id == wanted)


def before_confirming(snapshot: Snapshot, limb: str) -> list[BeforeConfirming]:
    """What one limb leaves to do before anyone confirms the first place."""
    return [one for one in entry(snapshot).before_confirming if one.rule == limb]


def ruled_out(snapshot: Snapshot, place_id: str | None = None) -> ExcludedPlace:
    """The entry of a place that is ruled out."""
    wanted = place_id or snapshot.places[0].place_id
    return next(one for one in answer(snapshot).excluded if one.place_id == wanted)
