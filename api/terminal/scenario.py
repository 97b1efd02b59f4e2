"""What some changes would mean, as lines: the changes, the beds, and who would live where instead."""

from collections.abc import Iterator

from rich.text import Text

from api import wording as words
from api.terminal.lines import heading, marked
from api.terminal.plan import progress_text
from api.terminal.tables import table_lines
from matcher.domain.codes import PlacePool
from matcher.domain.snapshot import Snapshot
from matcher.scenario import BeforeAfter, MoveInPlan, ScenarioProgress
from matcher.scenario.result import BedsOfKind, PlanDiffers, PlanTotals

STAY_AS_THEY_ARE = frozenset({MoveInPlan.UNCHANGED, MoveInPlan.STILL_WAITING})


def scenario_lines(snapshot: Snapshot, found: BeforeAfter) -> list[Text]:
    """The whole answer."""
    nights = words.nights(found.first_night, found.leaving, snapshot.today)
    return [
        heading("What would be different", f"{nights}; as things stood on {words.moment(found.as_of, snapshot.today)}"),
        *_changes(found),
        *_said(found),
        *_kinds(found),
        *_plan(found.cohort),
    ]


def progress_said(progress: ScenarioProgress) -> str:
    """How far it has come, on one line."""
    return f"the plan {progress.stage}, {progress_text(progress.plan)}"


def _changes(found: BeforeAfter) -> Iterator[Text]:
    if found.changes:
        yield heading("With these changes")
    for one in found.changes:
        yield from marked(f"{one.number}", one.says)
        if one.moves:
            yield from marked("!" if one.would_have_to_move else "", one.moves)


def _said(found: BeforeAfter) -> Iterator[Text]:
    yield heading("Before and after")
    for one in (*found.says, *found.forecast_says):
        yield from marked("-", one)


def _kinds(found: BeforeAfter) -> Iterator[Text]:
    """The usable vacancies of the kinds that differ."""
    before = {(one.kind, one.pool): one for one in found.before.kinds}
    rows = [
        (_kind(one), *_free(before.get((one.kind, one.pool)), one))
        for one in found.after.kinds
        if one != before.get((one.kind, one.pool))
    ]
    if rows:
        yield heading("Beds that could be used, by kind", "on the first night; and on all nights together")
        yield from table_lines([("kind", "first night", "then", "all nights", "then"), *rows])


def _kind(one: BedsOfKind) -> str:
    return f"{one.kind.label}, emergency" if one.pool is PlacePool.EMERGENCY else one.kind.label


def _free(before: BedsOfKind | None, after: BedsOfKind) -> Iterator[str]:
    was, then = (one.usable_vacancy if one else (0,) for one in (before, after))
    yield from map(str, (was[0], then[0], sum(was), sum(then)))


def _plan(differs: PlanDiffers | None) -> Iterator[Text]:
    if differs is None:
        return
    yield heading("The plan for everyone")
    rows = [("", "before", "after"), *_totals(differs.before, differs.after)]
    yield from table_lines(rows)
    moved = [one for one in differs.requests if one.moved not in STAY_AS_THEY_ARE]
    same = len(differs.requests) - len(moved)
    if moved:
        yield heading("Who would live where instead", f"{same} as before" if same else "")
    for one in moved:
        yield from marked(">", f"{one.request_id}: {one.says}")


def _totals(before: PlanTotals, after: PlanTotals) -> Iterator[tuple[str, str, str]]:
    for name, label in TOTALS.items():
        was, then = getattr(before, name), getattr(after, name)
        yield label, "-" if was is None else f"{was:g}", "-" if then is None else f"{then:g}"


TOTALS = {
    "placed": "with a place",
    "not_placed": "without a place",
    "points": "points together",
    "miles": "miles from home together",
    "approvals": "approvals needed",
    "bank_hours": "hours of bank staff",
    "specialist_hours_short": "hours of specialists short",
}
