"""A plan for everyone in the words of its pages: `plan_words` in their templates."""

from collections.abc import Iterator, Mapping

from api import wording as words
from api.actions.assignment_runs import AssignmentRun
from api.actions.plans_shown import Outcome
from api.store.jobs import JobState
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assignment import (
    Alone,
    Alternative,
    Assignment,
    AssignmentStatus,
    KeyWorkerChoice,
    Level,
    LevelName,
    Placed,
    PlannedKeyWorker,
)

COUNTED = {
    LevelName.EMERGENCIES_PLACED: "Emergencies with a place",
    LevelName.FEW_CANDIDATES_PLACED: "People with few places open to them who have one",
    LevelName.PLACED: "Everybody with a place",
    LevelName.POINTS: "Points of all, less the price of extra hours",
    LevelName.APPROVALS: "Approvals still needed, as few as can be",
    LevelName.CHANGES: "Changes to the plan made before, as few as can be",
    LevelName.TIE_BREAK: "A fixed order between plans that are equal",
}
LOOKED_AT = {
    LevelName.EMERGENCIES_PLACED: "a place for every emergency",
    LevelName.FEW_CANDIDATES_PLACED: "a place for those who have few places open to them",
    LevelName.PLACED: "a place for as many as can be",
    LevelName.POINTS: "as many points as can be had for all",
    LevelName.APPROVALS: "as few approvals as can be",
    LevelName.CHANGES: "as few changes as can be to the plan made before",
    LevelName.TIE_BREAK: "a fixed order between plans that are equal",
}
STEPS = len(LevelName)
FEWEST = {LevelName.APPROVALS, LevelName.CHANGES}
"""Levels of which less is better: what is proved of them is that there cannot be fewer."""
KEY_WORKER = {
    KeyWorkerChoice.KEPT: "kept",
    KeyWorkerChoice.NEW: "new",
    KeyWorkerChoice.TO_AGREE: "to agree with the hub manager",
    KeyWorkerChoice.NOT_KNOWN: "not known",
}
CAME_OUT = {
    AssignmentStatus.OPTIMAL: "Done, proved the best",
    AssignmentStatus.FEASIBLE: "Done, not proved the best",
    AssignmentStatus.TIME_LIMIT: "No plan in the time allowed",
    AssignmentStatus.CANCELLED: "Stopped",
    AssignmentStatus.FAILED: "No plan can be made",
}
STATE = {
    JobState.QUEUED: "Waits for its turn",
    JobState.RUNNING: "Being made",
    JobState.DONE: "Done",
    JobState.CANCELLED: "Stopped",
    JobState.FAILED: "Failed",
}
SHORT_ID = 6


def number(id_: str) -> str:
    """What a plan is called: the beginning of its id."""
    return id_[:SHORT_ID]


def state(run: AssignmentRun, outcome: Outcome | None) -> str:
    """Where a plan has come to, in few words."""
    if run.stopping:
        return "Being stopped"
    if run.state is JobState.DONE and outcome is not None:
        return CAME_OUT[outcome.status]
    return STATE[run.state]


def figure(name: LevelName, value: float | None) -> str:
    """A level's value as people count it. The last level only settles an order: its figure says nothing."""
    if value is None or name is LevelName.TIE_BREAK:
        return "\N{EN DASH}"
    return f"{value:,.1f}" if name is LevelName.POINTS else f"{value:,.0f}"


def best_there_could_be(level: Level) -> str:
    """What no plan can go beyond."""
    if level.bound is None:
        return "not looked at"
    return figure(level.name, level.bound) + (" or more" if level.name in FEWEST and not level.proved else "")


def gap(share: float | None) -> str:
    """`0.13 %`."""
    return "not known" if share is None else "none" if share <= 0 else f"{100 * share:.2f} %"


def key_worker(one: PlannedKeyWorker, workers: Mapping[str, str]) -> str:
    """Kept, new or to agree, and who."""
    who = workers.get(one.worker_id or "", "")
    return KEY_WORKER[one.plan] + (f": {who}" if who else "")


def compared(line: Placed, alone: Alone) -> str:
    """What the plan's place is worth beside the first of their own list."""
    if line.place_id == alone.place_id:
        return "the same place"
    change = words.points_change(round(line.score - alone.score, 1))
    return f"{change} in this plan"


def total_lost(made: Assignment) -> str:
    """How many have another place than they would have got alone."""
    others = [one for one in made.placed if one.alone is not None and one.alone.place_id != one.place_id]
    n = len(others)
    if not n:
        return "Everybody placed has the place that they would have got alone."
    return f"{n} {'person has' if n == 1 else 'people have'} another place than they would have got alone."


def differences(made: Assignment, other: Alternative, called: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The requests of which another plan says something else, and what."""
    here = {one.request_id: called.get(one.place_id, one.setting_name) for one in made.placed}
    rows = {one.request_id: one.place_id for one in made.placed}
    for one in other.placed:
        if rows.get(one.request_id) != one.place_id:
            there = called.get(one.place_id, one.setting_name)
            yield one.request_id, f"{there}, in place of {here.get(one.request_id, 'no place')}"
    for none in other.not_placed:
        if none.request_id in here:
            yield none.request_id, f"no place, in place of {here[none.request_id]}"


def asked(one: AssignmentAsked) -> list[str]:
    """What was asked for, line by line."""
    whom = "Every open request." if one.request_ids is None else f"{_count(len(one.request_ids), 'request')} chosen."
    said = [whom, f"Places that need an approval may {'' if one.with_approvals else 'not '}be used."]
    said += [f"{_count(len(one.locks), 'pair')} settled before."] if one.locks else []
    said += ["Kept close to a plan made before."] if one.given is not None else []
    said += [f"{_count(one.alternatives, 'other plan')} asked for."] if one.alternatives else []
    return [*said, f"Work allowed: {one.work:g}."]


def hours(n: float) -> str:
    """`1.5 hours`."""
    return _count(n, "hour")


def price(points: float) -> str:
    """`0.2 points`."""
    return _count(points, "point")


def _count(n: float, what: str) -> str:
    return f"{n:g} {what}{'' if n == 1 else 's'}"
