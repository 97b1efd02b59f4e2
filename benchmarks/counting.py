"""Counts made again in other ways than the engine's, from the twin's own table of which limb does what."""

from collections import Counter
from dataclasses import asdict
from typing import TypeAlias

import numpy as np

from matcher.options.judged import Judged
from matcher.options.result import ExcludedPlace, MatchResult
from matcher.outcomes import Bools
from tests.property.twin_facts import ASK, NOT_MET, PLACE
from tests.property.twin_lists import AGE, AUTHORISE, FOOTING, HARD, REFER

LISTS = ("options", "needs_approval", "needs_information", "excluded")
Counted: TypeAlias = tuple[dict[str, int], dict[str, int]]
"""Places in each list; excluded places that fail each rule."""


def said(result: MatchResult) -> Counted:
    """What an answer says of itself."""
    return asdict(result.counts), result.excluded_by_rule


def of_lists(whole: MatchResult) -> Counted:
    """One by one, from the entries of a whole answer."""
    failed = Counter(rule for place in whole.excluded for rule in _hard_rules(place))
    return {name: len(getattr(whole, name)) for name in LISTS}, dict(failed)


def _hard_rules(place: ExcludedPlace) -> set[str]:
    return {_rule(failed.rule) for failed in place.failed if failed.rule in HARD}


def of_outcomes(judged: Judged, considered: Bools, *, band_settled: bool) -> Counted:
    """From every limb's outcome for the first request (what `explain` shows of a place), a column at a time.

    considered    (m,): the place rows the request is answered about
    band_settled  the person's age band is known
    """
    outcomes = {limb.id: judged.settled[at, 0] for at, (_, limb) in enumerate(judged.limbs)}
    if any((outcomes[limb] == NOT_MET).any() for limb in REFER):
        return dict.fromkeys(LISTS, 0), {}
    nothing = np.zeros(len(considered), np.bool_)
    excluded, open_questions, approvals = nothing.copy(), nothing.copy(), nothing.copy()
    by_rule: dict[str, Bools] = {}
    for limb, outcome in outcomes.items():
        if limb in HARD:
            excluded |= outcome == NOT_MET
            by_rule[_rule(limb)] = by_rule.get(_rule(limb), nothing) | (considered & (outcome == NOT_MET))
        if limb in FOOTING or (limb in HARD and not judged.asks.requests[0].is_emergency):
            open_questions |= outcome == PLACE
        if limb in AGE and not band_settled:
            open_questions |= outcome == ASK
        if limb in AUTHORISE:
            approvals |= (outcome == NOT_MET) | (outcome == PLACE)
    listed = considered & ~excluded
    rows = (listed & ~open_questions & ~approvals, listed & ~open_questions & approvals, listed & open_questions)
    counts = {name: int(one.sum()) for name, one in zip(LISTS, (*rows, considered & excluded), strict=True)}
    return counts, {rule: int(failing.sum()) for rule, failing in by_rule.items() if failing.any()}


def _rule(limb: str) -> str:
    return limb.partition(":")[0]
