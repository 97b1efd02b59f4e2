"""What else could be done: other plans nearly as good, and what fewer changes to a plan made before would cost."""

from collections.abc import Iterator

import numpy as np

from matcher.cohort.assignment import Alternative, LevelName, Rung
from matcher.cohort.levels import Climb
from matcher.cohort.model import NO_LIMIT, RowKind
from matcher.cohort.planner import Found, Planner, Row
from matcher.cohort.report import Report
from matcher.cohort.whole import Whole

STEPS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
"""How many changes the rungs of a ladder allow, beyond those that nobody can avoid."""


def alternatives(planner: Planner, first: Found) -> tuple[Alternative, ...]:
    """The best plans that differ from the first, and from one another, for at least `differ_for` requests."""
    asked, had, found = planner.whole.asked, [first], []
    for _ in range(asked.alternatives):
        rows = [_different(planner.whole, one.report, asked.differ_for) for one in had if one.report]
        last = had[-1].report
        other = planner.best(rows, hint=last.values if last else None)
        if other.report is None or first.report is None:
            break
        had.append(other)
        found.append(_alternative(other.report, other.climb, first.report))
    return tuple(found)


def _different(whole: Whole, report: Report, at_least: int) -> Row:
    """At most so many requests end as they do in this plan."""
    requests = whole.candidates.requests
    placed = set(whole.candidates.request[report.chosen].tolist())
    waiting = [e for i in range(len(requests)) if i not in placed for e in whole.candidates.of(i)]
    columns = np.concatenate([whole.choices[report.chosen], whole.choices[waiting]])
    coefficients = np.concatenate([np.ones(len(report.chosen), np.int64), np.full(len(waiting), -1)])
    most = len(placed) - at_least
    return Row(RowKind.DIFFERENT, columns, coefficients, -NO_LIMIT, most)


def _alternative(report: Report, climb: Climb, first: Report) -> Alternative:
    points = climb.level(LevelName.POINTS)
    return Alternative(
        value=report.value,
        bound=points.bound if points else None,
        proved=climb.is_proved,
        differs_for=_differences(report, first),
        placed=report.placed,
        not_placed=report.not_placed,
    )


def _differences(one: Report, other: Report) -> int:
    """Requests that end elsewhere."""
    at, before = ({each.request_id: each.place_id for each in report.placed} for report in (one, other))
    return sum(at.get(request.id) != before.get(request.id) for request in one.whole.candidates.requests)


def ladder(planner: Planner, free: Found) -> tuple[Rung, ...]:
    """What the best plan comes to with few changes to the plan given, with more, and with as many as it takes."""
    if not planner.whole.asked.ladder or free.report is None:
        return ()
    rungs = list(_rungs(planner, free.report))
    rungs.append(_rung(free.report.changes, free.report, free.climb, free.report.value))
    return tuple(rungs)


def _rungs(planner: Planner, free: Report) -> Iterator[Rung]:
    whole, given = planner.whole, planner.whole.asked.given or ()
    kept = np.flatnonzero(whole.counts(LevelName.CHANGES))
    unavoidable = len(given) - len(kept)
    for step in STEPS:
        most = unavoidable + step
        if most >= free.changes:
            return
        row = Row(RowKind.CHANGES, kept, np.ones(len(kept), np.int64), len(given) - most, NO_LIMIT)
        found = planner.best([row], hint=free.values)
        if found.report is not None:
            yield _rung(most, found.report, found.climb, free.value)
        if found.climb.is_cancelled:
            return


def _rung(most: int, report: Report, climb: Climb, free: float) -> Rung:
    points = climb.level(LevelName.POINTS)
    return Rung(
        most_changes=most,
        changes=report.changes,
        placed=len(report.placed),
        value=report.value,
        bound=points.bound if points else None,
        proved=climb.is_proved,
        loses=round(free - report.value, 2),
        moved=tuple(report.moved),
    )
