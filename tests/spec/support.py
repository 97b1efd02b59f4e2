"""What the chapters of the rule book share: judge one limb, find the list, read one place's entry."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from matcher.domain.people import YoungPerson
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.options.explain import outcomes
from matcher.options.rank import rank
from matcher.options.result import ExcludedPlace, MatchResult, PlacementOption
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.builders import START, lives, person, place, request, setting, world

LISTS = ("options", "needs_approval", "needs_information", "excluded")
MET, NOT_MET, ASK, PLACE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN_ASK, Outcome.NOT_KNOWN_PLACE


def day(n: int) -> date:
    """The date n days after the first night asked for (Monday 1 June 2026)."""
    return START + timedelta(days=n)


def without(noun: Any, fact: str) -> Any:
    """The same person, request, setting or carer with one fact that nobody has recorded."""
    return replace(noun, **{fact: None})


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


def ruled_out(snapshot: Snapshot, place_id: str | None = None) -> ExcludedPlace:
    """The entry of a place that is ruled out."""
    wanted = place_id or snapshot.places[0].place_id
    return next(one for one in answer(snapshot).excluded if one.place_id == wanted)


def scene(
    home: Setting | None = None,
    *,
    who: YoungPerson | None = None,
    ask: PlacementRequest | None = None,
    row: Place | None = None,
    there: tuple[YoungPerson, ...] = (),
    stays: tuple[Placement, ...] | None = None,
    **facts: Any,
) -> Snapshot:
    """The world with one setting, a bed free. `there` live in it (since New Year, unless `stays` says when)."""
    home = home or setting()
    changes = {
        "young_people": (who or person(), *there),
        "placement_requests": (ask or request(),),
        "places": (row or place(home.id, beds=len(there) + 2),),
        "placements": tuple(map(partial(lives, setting_id=home.id), [one.id for one in there]))
        if stays is None
        else stays,
    }
    return world(home, **{**changes, **facts})
