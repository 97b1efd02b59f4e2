"""Figures and weights changed."""

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import date
from typing import get_type_hints

from matcher.policy import PolicyBook
from matcher.policy.book import HUNDRED, Figure, Step
from matcher.policy.bounds import bounds_of
from matcher.policy.figures import Adjustments, Figures, Weights
from matcher.scenario.changes import ChangeFigure, ChangeWeight
from matcher.scenario.drafted import Draft, Wrong

WHOLE = frozenset(name for name, kind in get_type_hints(Figures).items() if kind is int)
WEIGHTS = frozenset(one.name for one in fields(Weights))
ADJUSTMENTS = frozenset(one.name for one in fields(Adjustments))
OURS = "P"
IN_ORDER = (
    ("near_home_full_miles", "near_home_zero_miles"),
    ("school_good_minutes", "school_max_minutes_secondary"),
    ("school_good_minutes", "school_max_minutes_primary"),
    ("service_min_age", "service_max_age"),
    ("missing_near_minutes", "missing_far_minutes"),
)
"""The first has to stay below the second."""
NEVER_NONE = frozenset({"minutes_rounded_to", "family_time_zero_minutes", "work_zero_minutes", "capacity_horizon_days"})
MOST = {"years": 120, "months": 1200, "weeks": 5000, "working": 1000}
"""By the unit's first word: beyond, there is no such day to count to."""


def change_figure(draft: Draft, change: ChangeFigure) -> Draft:
    """Another value from today on, whatever steps were to come. Raises Wrong."""
    name, today = change.figure, draft.today
    if name not in draft.book.figures:
        raise Wrong("figure", "There is no figure of this name.", "GET /v1/policy lists the figures.")
    if name in WHOLE and change.value != int(change.value):
        raise Wrong("value", "This figure is a whole number.", "Write a whole number.")
    if name in NEVER_NONE and not change.value:
        raise Wrong("value", "This figure cannot be 0.", "Write 1 or more.")
    if (bounds := bounds_of(name)) is not None and not bounds[0] <= change.value <= bounds[1]:
        between = f"from {bounds[0]:,} to {bounds[1]:,}"
        raise Wrong("value", f"This figure is a number {between}.", f"Write a number {between}.")
    most = MOST.get(draft.book.figures[name].unit.replace(",", " ").split()[0])
    if most is not None and change.value > most:
        raise Wrong("value", "This is further than days can be counted here.", f"Write {most} or less.")
    number = int(change.value) if name in WHOLE else change.value
    figure = _from(draft.book.figures[name], today, number)
    if _on_all_days(figure, today) == _on_all_days(draft.policy.figures[name], today):
        figure = draft.policy.figures[name]
    book = replace(draft.book, figures=draft.book.figures | {name: figure})
    return replace(draft, book=_named(book, draft.policy))


def _from(figure: Figure, today: date, number: float) -> Figure:
    before = tuple(one for one in figure.steps if one.since is None or one.since < today)
    return replace(figure, steps=(*before, Step(today, number, OURS)))


def _on_all_days(figure: Figure, today: date) -> list[tuple[date, float]]:
    """The value of today and of each day on which another one begins."""
    days = sorted({today, *(one.since for one in figure.steps if one.since is not None and one.since > today)})
    values = [(day, figure.on(day)) for day in days]
    return [one for n, one in enumerate(values) if n == 0 or values[n - 1][1] != one[1]]


def change_weight(draft: Draft, change: ChangeWeight) -> Draft:
    """Other points. Raises Wrong."""
    name = change.part
    if name in WEIGHTS:
        if change.points < 0:
            raise Wrong("points", "A part of the score has no points below 0.", "Write 0 or more.")
        book = replace(draft.book, weights=replace(draft.book.weights, **{name: change.points}))
    elif name in ADJUSTMENTS:
        now = getattr(draft.policy.adjustments, name)
        if change.points * now < 0:
            sign = "above" if now > 0 else "below"
            raise Wrong(
                "points", "This would turn the adjustment round.", f"It is never on the other side: 0 or {sign}."
            )
        book = replace(draft.book, adjustments=replace(draft.book.adjustments, **{name: change.points}))
    else:
        raise Wrong("part", "There is no part or adjustment of this name.", "GET /v1/policy lists the weights.")
    return replace(draft, book=_named(book, draft.policy))


def require_sound_policy(draft: Draft) -> None:
    """After the last change the weights are 100 together, and no figure contradicts another. Raises Wrong."""
    total = round(sum(asdict(draft.book.weights).values()), 6)
    if total != HUNDRED:
        over = total - HUNDRED
        mend = f"Change another part too: {abs(over):g} points {'fewer' if over > 0 else 'more'} somewhere else."
        raise Wrong("points", f"The parts of the score would come to {total:g} together, and have to be 100.", mend)
    policy = draft.book.on(draft.today).figures
    for low, high in IN_ORDER:
        if getattr(policy, low) >= getattr(policy, high):
            raise Wrong(
                "value", f"{low} has to stay below {high}.", "Change the other one too, or write another value."
            )


def _named(book: PolicyBook, policy: PolicyBook) -> PolicyBook:
    """A name and hash of its own; the policy in use, where nothing differs from it."""
    as_was = replace(book, version=policy.version, hash=policy.hash)
    if as_was == policy:
        return policy
    differs = {
        "of": policy.hash,
        "figures": {name: [str(one) for one in figure.steps] for name, figure in sorted(book.figures.items())},
        "weights": asdict(book.weights),
        "adjustments": asdict(book.adjustments),
    }
    digest = hashlib.sha256(json.dumps(differs, sort_keys=True).encode()).hexdigest()
    return replace(book, version=f"{policy.version}-what-if", hash=digest)
