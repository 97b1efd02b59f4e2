"""Plans for everyone as rows, in each of their states, made by hand. Nothing is solved here."""

import json
import zlib
from dataclasses import replace
from typing import Any

from api.jobs.assigning import progress_adapter
from api.service import Service
from api.store.jobs import JobState, database_time
from matcher.cohort.assignment import (
    Alone,
    Alternative,
    ApprovalNeeded,
    Assignment,
    AssignmentStatus,
    Hours,
    KeyWorkerChoice,
    Level,
    LevelName,
    PlannedKeyWorker,
    Rung,
    assignment_adapter,
)
from matcher.domain.codes import Role
from matcher.options.result import Says
from tests.plans import PROGRESS, not_placed, placed, plan
from tests.slow_work import change, column
from tests.small import keep_job

RUNNING, BEST, UNPLACED, UNPROVED, NONE, FAILED, STOPPED, QUEUED, STALE, TO_STOP = (
    "running",
    "best",
    "unplaced",
    "unproved",
    "no-plan",
    "failed",
    "stopped",
    "queued",
    "stale",
    "to-stop",
)
ROOM = {"place_id": "HUB-W.residential", "setting_id": "HUB-W", "setting_name": "Gritstone House, Harrogate"}
FAMILY = {"place_id": "CF001.residential", "setting_id": "CF001", "setting_name": "Shaleditch family, Harrogate"}
ALONE = Alone(**ROOM, score=70.5)
TERMS = ApprovalNeeded(
    rule="terms-of-approval",
    roles=(Role.FOSTERING_DECISION_MAKER,),
    says="The family is approved for girls only. The terms would have to be changed.",
    unverified=True,
)


def levels(*, proved: bool = True) -> tuple[Level, ...]:
    """All seven; where not proved, the fourth and those after it are not."""
    reached = (1.0, 1.0, 2.0, 141.5, 1.0, 0.0, 17.0)
    return tuple(
        Level(
            number=n,
            name=name,
            value=value,
            bound=value if proved or n < 4 else 142.0 if n == 4 else None,
            proved=proved or n < 4,
        )
        for n, (name, value) in enumerate(zip(LevelName, reached, strict=True), start=1)
    )


def best(**changed: Any) -> Assignment:
    """Everybody has a place, one of them not the first of their own list."""
    new = PlannedKeyWorker(plan=KeyWorkerChoice.NEW, worker_id="W001")
    lines = (
        placed("R05", **ROOM, leaving=None, alone=replace(ALONE, score=81.5)),
        placed("R03", **FAMILY, score=61.5, points=60.0, alone=ALONE, key_worker=new, approvals=(TERMS,)),
    )
    says = ("2 of 2 would have a place.", "No other plan is better: that is proved, level by level.")
    whole = {"requests": 2, "value": 141.5, "bound": 141.5, "levels": levels(), "placed": lines, "says": says}
    return plan(**{**whole, **changed})


def unplaced() -> Assignment:
    """One has no place; hours beyond the rota; another plan; what was not checked."""
    left = not_placed(
        "R10",
        alone=None,
        reasons=(Says(rule="terms-of-approval", says="3 places are ruled out by terms-of-approval."),),
        would_take=("One more bed at Gritstone House, Harrogate.",),
        changed=True,
    )
    other = Alternative(
        value=139.0,
        bound=139.0,
        proved=True,
        differs_for=2,
        placed=(placed("R05", **FAMILY),),
        not_placed=(not_placed("R03"), left),
    )
    rung = Rung(
        most_changes=1, changes=1, placed=2, value=140.0, bound=140.0, proved=True, loses=1.5, moved=("R05", "R03")
    )
    return best(
        requests=3,
        not_placed=(left,),
        hours=Hours(bank_hours=12.0, bank_points=6.0, specialist_hours_short=1.5, specialist_points=3.0),
        alternatives=(other,),
        ladder=(rung,),
        not_checked_here=("No workers are recorded: ask the hub managers who could be key worker.",),
        says=("2 of 3 would have a place.", "No other plan is better: that is proved, level by level."),
    )


def unproved(status: AssignmentStatus = AssignmentStatus.FEASIBLE) -> Assignment:
    """The work allowed ran out; or somebody stopped it."""
    says = ("2 of 2 would have a place.", "The work allowed ran out: there may be a better plan.")
    return best(status=status, bound=142.0, gap=0.003534, levels=levels(proved=False), says=says)


def no_plan() -> Assignment:
    """What was asked contradicts itself."""
    says = ("These locks cannot all hold: R05 at HUB-W.residential; R03 at HUB-W.residential. Take one of them away.",)
    nothing = {"value": None, "bound": None, "gap": None, "levels": (), "placed": ()}
    return plan(status=AssignmentStatus.FAILED, says=says, requests=2, **nothing)


def keep_plan(service: Service, id_: str, made: Assignment | None = None, asked: str = "{}", **columns: Any) -> None:
    """A plan as a row. With a result it is done, unless something else is said."""
    keep_job(service, id_, asked=asked)
    if made is not None:
        finish(service, id_, made, **columns)
    elif columns:
        change(service.store, id_, **columns)


def finish(service: Service, id_: str, made: Assignment, **columns: Any) -> None:
    """This came of it."""
    with service.store.reading() as connection:
        at = database_time(connection)
    result = zlib.compress(assignment_adapter().dump_json(made))
    done = {"state": JobState.DONE, "attempts": 1, "ended_at": at, "result": result}
    change(service.store, id_, **{**done, **columns})


def told(**changed: Any) -> str:
    """How far a plan has come, as its row has it."""
    return progress_adapter().dump_json(replace(PROGRESS, **changed)).decode()


def keep_plans(service: Service) -> Service:
    """One in each state. Asked for by the demonstration's own caller, whom no session names."""
    keep_plan(service, STALE, best(), snapshot_hash="0" * 64)
    keep_plan(service, TO_STOP, state=JobState.RUNNING, attempts=1)
    keep_plan(service, FAILED, state=JobState.FAILED, attempts=2, problem="Something went wrong. Ask for less at once.")
    keep_plan(service, STOPPED, unproved(AssignmentStatus.CANCELLED), state=JobState.CANCELLED)
    keep_plan(service, NONE, no_plan())
    keep_plan(service, UNPROVED, unproved())
    asked = {"request_ids": ["R05", "R03", "R10"], "alternatives": 1, "with_approvals": True}
    keep_plan(service, UNPLACED, unplaced(), json.dumps(asked))
    keep_plan(service, BEST, best())
    keep_plan(service, RUNNING, state=JobState.RUNNING, attempts=2, progress=told())
    keep_plan(service, QUEUED)
    return service


def state_of(service: Service, id_: str) -> JobState:
    """What a row says of a plan."""
    return JobState(column(service.store, id_, "state"))
