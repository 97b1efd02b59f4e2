"""A request's own list, as far as a plan asks: where it may be placed, what comes first, and why there is nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.parts import HUNDRED
from matcher.domain.person_codes import ViewStrength
from matcher.options.lists import Lists


@dataclass(frozen=True)
class Closed:
    """Why a request has no candidates: what closes how many places, rule by rule; and what its list has all the same.

    set_aside   places that do, but under `plan_floor` or where the young person is strongly against it
    to_approve  places that would do if they were approved, where that was not asked for
    """

    by: tuple[tuple[str, int], ...]
    set_aside: int
    to_approve: int


def may_be_planned(lists: Lists) -> NDArray[np.bool_]:
    """(listed,): enough points, and no strong objection."""
    enough = np.clip(lists.score.total, 0, HUNDRED) >= lists.judged.frame.policy.figures.plan_floor
    return np.asarray(enough & ~_strongly_against(lists, lists.listed), np.bool_)


def _strongly_against(lists: Lists, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    views = lists.judged.asks.people[lists.i].views or ()
    against = np.array([*(one.view is ViewStrength.STRONGLY_AGAINST for one in views), False])
    spoken: NDArray[np.bool_] = against[lists.judged.pairs.view_at[lists.i, rows]]  # -1 = nothing speaks: the last
    return spoken


def first_of(lists: Lists) -> tuple[int, float] | None:
    """The first option: place row and score."""
    if lists.referred:
        return None
    options, _ = lists.ranked(None)
    if not options:
        return None
    at = int(np.searchsorted(lists.listed, options[0].row))
    return options[0].row, float(np.clip(lists.score.total[at], 0, HUNDRED))


def closed_of(lists: Lists, *, with_approvals: bool) -> Closed:
    """Of a list without candidates."""
    if lists.referred:
        return Closed((), 0, 0)
    options, approvals = lists.options_rows[lists.listed], lists.needs_approval_rows[lists.listed]
    asked = options | approvals if with_approvals else options
    to_approve = 0 if with_approvals else int((approvals & may_be_planned(lists)).sum())
    return Closed(_closed_by(lists), int(asked.sum()), to_approve)


def _closed_by(lists: Lists) -> tuple[tuple[str, int], ...]:
    """What closes the most places, most first: at each place, every rule that is not met."""
    failing = lists.failing[:, lists.considered & ~lists.options_rows]
    by_rule: dict[str, NDArray[np.bool_]] = {}
    for limb, rows in zip(lists.failing_limbs.tolist(), failing, strict=True):
        slug = lists.judged.limbs[limb][0].slug
        by_rule[slug] = by_rule[slug] | rows if slug in by_rule else rows
    counted = [(slug, int(np.count_nonzero(rows))) for slug, rows in by_rule.items() if rows.any()]
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
