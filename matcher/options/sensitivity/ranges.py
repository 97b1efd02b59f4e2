"""Between what a score could come to lie: every unknown at its worst, and at its best."""

import numpy as np
from numpy.typing import NDArray

from matcher.domain.people import FamilyTime, NamedPlace
from matcher.frame.travel import round_tenth
from matcher.options.lists import Lists
from matcher.scoring import PARTS
from matcher.scoring.model import HALF, Floats

FAMILY, FRIENDS, KNOWN = "family-time-travel", "friends-and-community", "known-carer"


def worst_totals(lists: Lists) -> Floats:
    """(listed,): the totals if every unknown turned out badly: what counts half for want of an answer comes to nothing.

    What nobody has recorded about a place counts nothing already.
    """
    score, weights = lists.score, lists.judged.frame.policy.weights
    lost = np.zeros(len(lists.listed))
    for at, part in enumerate(PARTS):
        least = round_tenth(getattr(weights, part.weight) * (score.parts.sure[at] - only_half(lists, at)))
        lost += score.points[at] - least
    return round_tenth(score.total - lost)


def only_half(lists: Lists, at: int) -> Floats:
    """(listed,): how much of one part's share is there only because a fact about the person is not known."""
    shares, slug = lists.score.parts, PARTS[at].slug
    sure, could, unknown = shares.sure[at], shares.could[at], ~shares.known[at]
    if slug == KNOWN:
        return np.where(_asked_whom_they_know(lists), 0.0, sure - _known_depth(lists))
    visits = _visits(lists, slug)
    if visits:
        return _half_of_visits(lists, visits)
    return np.where(unknown & (sure == HALF) & (could == HALF), HALF, 0.0)


def _asked_whom_they_know(lists: Lists) -> bool:
    return lists.judged.asks.people[lists.i].relationships_asked_on is not None


def _known_depth(lists: Lists) -> Floats:
    depth: Floats = lists.judged.pairs.known_depth[lists.i, lists.listed]
    return depth


def _visits(lists: Lists, slug: str) -> tuple[FamilyTime, ...] | tuple[NamedPlace, ...]:
    person = lists.judged.asks.people[lists.i]
    if slug == FAMILY:
        return tuple([one for one in person.family_time or () if one.visits_a_month != 0])
    return person.friends_and_activities or () if slug == FRIENDS else ()


def _half_of_visits(lists: Lists, visits: tuple[FamilyTime, ...] | tuple[NamedPlace, ...]) -> Floats:
    """Of several whom or that the person visits, the weighed share of those who live nobody knows where."""
    weights = np.array([1.0 if isinstance(one, NamedPlace) else _visits_a_month(one) for one in visits])
    journey = lists.judged.pairs.visits(lists.i, visits)
    located = np.array([bool(one.location and one.location.point) for one in visits])[:, None]
    nowhere: NDArray[np.bool_] = ~(located | journey.known)[:, lists.listed]
    half: Floats = HALF * (weights[:, None] * nowhere).sum(axis=0) / weights.sum()
    return half


def _visits_a_month(one: FamilyTime) -> float:
    return 1.0 if one.visits_a_month is None else float(one.visits_a_month)
