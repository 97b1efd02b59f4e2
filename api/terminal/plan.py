"""A plan for everyone as lines: who goes where, who does not, what it still needs, and its proof."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from api import wording as words
from api.terminal.lines import cut, heading, marked
from api.terminal.tables import table_lines
from matcher.cohort.assignment import (
    Alone,
    Alternative,
    Assignment,
    KeyWorkerChoice,
    Level,
    NotPlaced,
    Placed,
    Progress,
    Rung,
)
from matcher.domain.snapshot import Snapshot

KEY_WORKER = {
    KeyWorkerChoice.KEPT: "kept",
    KeyWorkerChoice.NEW: "new",
    KeyWorkerChoice.TO_AGREE: "to agree",
    KeyWorkerChoice.NOT_KNOWN: "?",
}
NAME, WHO = 30, 12
"""Columns for a setting's name, and for a young person's."""
MOST_MOVED = 8
DECIDES_NOTHING = "Nothing is decided by this: each placement is for a named person to decide."


def plan_lines(snapshot: Snapshot, plan: Assignment) -> list[Text]:
    """The whole plan."""
    people = _People.of(snapshot)
    when = f"as things stood on {words.moment(plan.as_of, date.min)}"
    return [
        heading(f"Plan for {_count(plan.requests, 'request')}, {words.code(plan.status)}", when),
        *_each("-", plan.says),
        *_placed(plan.placed, people),
        *_approvals(plan.placed, people),
        *_not_placed(plan.not_placed, people),
        *_hours(plan),
        *_levels(plan),
        *_ladder(plan.ladder),
        *_alternatives(plan, people),
        *_section("Not checked here", "-", plan.not_checked_here),
        *marked("", DECIDES_NOTHING),
    ]


def progress_text(progress: Progress) -> str:
    """How far it has come, on one line."""
    found = [f"level {progress.level} of 7, {words.code(progress.name)}"]
    found += [f"{_number(progress.value)} so far"] if progress.value is not None else []
    found += [f"at most {_number(progress.bound)}"] if progress.bound is not None else []
    found += [f"gap {_percent(progress.gap)}"] if progress.gap is not None else []
    return f"{', '.join(found)} (work {progress.work:.0f} of {progress.of_work:.0f})"


@dataclass(frozen=True, slots=True)
class _People:
    """Who asks, by request; and which day it is."""

    names: dict[str, str]
    today: date

    @classmethod
    def of(cls, snapshot: Snapshot) -> "_People":
        known = {one.id: one.name_to_use or one.id for one in snapshot.young_people}
        names = {one.id: known.get(one.young_person_id, one.young_person_id) for one in snapshot.placement_requests}
        return cls(names, snapshot.today)

    def name(self, request_id: str) -> str:
        return cut(self.names.get(request_id, ""), WHO)


def _placed(lines: Sequence[Placed], people: _People) -> Iterator[Text]:
    if not lines:
        return
    yield heading("Who goes where", "and under it, where it differs, the first of their own list")
    head = ("request", "who", "place", "kind", "first night", "score", "points", "key worker")
    titles, *rows = table_lines([head, *(_line(one, people) for one in lines)])
    yield titles
    for one, row in zip(lines, rows, strict=True):
        yield row
        if one.alone is not None and one.alone.place_id != one.place_id:
            yield from marked("", f"alone: {_alone(one.alone)}", style="dim")


def _line(one: Placed, people: _People) -> tuple[str, ...]:
    return (
        one.request_id,
        people.name(one.request_id),
        cut(one.setting_name, NAME) + (" *" if one.approvals else "") + (" (changed)" if one.changed else ""),
        one.kind.label,
        words.day(one.first_night, people.today),
        _number(one.score),
        _number(one.points),
        KEY_WORKER[one.key_worker.plan],
    )


def _alone(alone: Alone | None) -> str:
    return "nothing" if alone is None else f"{alone.setting_name}, {_number(alone.score)}"


def _approvals(lines: Sequence[Placed], people: _People) -> list[Text]:
    said = [
        f"{one.request_id} {people.name(one.request_id)}, {words.roles(needed.roles)}: {words.said(needed)}"
        for one in lines
        for needed in one.approvals
    ]
    return _section("* Approvals still needed", "!", said)


def _not_placed(lines: Sequence[NotPlaced], people: _People) -> Iterator[Text]:
    if lines:
        yield heading("Not placed", _count(len(lines), "request"))
    for one in lines:
        could = f"{_count(one.candidates, 'place')} could have been theirs; alone: {_alone(one.alone)}"
        changed = "; placed in the plan given" if one.changed else ""
        yield from marked("x", f"{one.request_id} {people.name(one.request_id)}: {could}{changed}", style="red")
        yield from _each("", [*map(words.said, one.reasons), *(f"It would take: {way}" for way in one.would_take)])


def _hours(plan: Assignment) -> list[Text]:
    hours, said = plan.hours, []
    if hours.bank_hours:
        said.append(f"{_number(hours.bank_hours)} hours of bank staff, at {_number(hours.bank_points)} points")
    if hours.specialist_hours_short:
        short, points = hours.specialist_hours_short, hours.specialist_points
        said.append(f"{_number(short)} hours of specialists a week that nobody has, at {_number(points)} points")
    return _section("Hours beyond the rota", "-", said)


def _levels(plan: Assignment) -> Iterator[Text]:
    if plan.levels:
        gap = "" if plan.gap is None else f"gap on points {_percent(plan.gap)}"
        yield heading("Proof, level by level", gap)
        head = ("level", "", "value", "at most", "proved")
        yield from table_lines([head, *map(_level, plan.levels)])


def _level(one: Level) -> tuple[str, ...]:
    proved = "yes" if one.proved else "no"
    return (str(one.number), words.code(one.name), _number(one.value), _number(one.bound), proved)


def _ladder(rungs: Sequence[Rung]) -> Iterator[Text]:
    if rungs:
        yield heading("What fewer changes to the plan given would cost")
        head = ("at most", "changes", "placed", "value", "loses", "proved", "who moves")
        yield from table_lines([head, *map(_rung, rungs)])


def _rung(one: Rung) -> tuple[str, ...]:
    more = len(one.moved) - MOST_MOVED
    moved = ", ".join(one.moved[:MOST_MOVED]) + (f" and {more} more" if more > 0 else "")
    proved = "yes" if one.proved else "no"
    counts = (one.most_changes, one.changes, one.placed)
    return (*map(str, counts), _number(one.value), _number(one.loses), proved, moved)


def _alternatives(plan: Assignment, people: _People) -> Iterator[Text]:
    first = {one.request_id: one.setting_name for one in plan.placed}
    places = {one.request_id: one.place_id for one in plan.placed}
    for n, other in enumerate(plan.alternatives, start=2):
        proved = "" if other.proved else f", at most {_number(other.bound)}: not proved"
        title = f"{_number(other.value)} points{proved}; differs for {_count(other.differs_for, 'request')}"
        yield heading(f"Plan {n}", title)
        yield from _each("-", _differences(other, first, places, people))


def _differences(other: Alternative, first: dict[str, str], places: dict[str, str], people: _People) -> Iterator[str]:
    for one in other.placed:
        if places.get(one.request_id) != one.place_id:
            instead = first.get(one.request_id, "no place")
            yield f"{one.request_id} {people.name(one.request_id)}: {one.setting_name} instead of {instead}"
    for none in other.not_placed:
        if none.request_id in first:
            yield f"{none.request_id} {people.name(none.request_id)}: no place instead of {first[none.request_id]}"


def _section(title: str, mark: str, said: Iterable[str]) -> list[Text]:
    lines = _each(mark, said)
    return [heading(title), *lines] if lines else []


def _each(mark: str, said: Iterable[str]) -> list[Text]:
    return [line for one in said for line in marked(mark, one)]


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _number(value: float | None) -> str:
    """`12` or `12.5`; `-` where there is none."""
    return "-" if value is None else f"{value:.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"
