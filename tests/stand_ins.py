"""Stand-ins for slow work: what they are asked is JSON, and they say in which process they are.

A module of its own, and a light one: every process that works reads it.
"""

import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.jobs import executors
from api.jobs.assigning import progress_adapter
from api.jobs.work import Terms
from api.service import Service
from api.settings import Settings
from api.store.job_turns import Ending
from api.store.jobs import JobState
from matcher.cohort.asked import AssignmentAsked, asked_adapter
from matcher.cohort.assignment import AssignmentStatus, assignment_adapter
from matcher.domain.errors import InvalidInput, Problem
from matcher.frame import make_frame
from matcher.scenario import before_after_adapter, compare, scenario_adapter
from matcher.scenario.plans import plan_differs
from tests.plans import PROGRESS, plan_for


def count_people(asked: str, made_from: Any, tell: Any) -> bytes:
    """Done at once: what it was asked, and how many young people there are in what it works on."""
    return json.dumps([json.loads(asked), len(made_from.snapshot.young_people)]).encode()


def go_on_until_told(asked: str, made_from: Any, tell: Any) -> bytes:
    """Goes on until it has to stop."""
    while tell(json.dumps(os.getpid())):
        time.sleep(0.02)
    return b'"the best until then"'


def hear_nothing(asked: str, made_from: Any, tell: Any) -> bytes:
    """Goes on, whatever it is told."""
    while True:
        tell(json.dumps(os.getpid()))
        time.sleep(0.02)


def die(asked: str, made_from: Any, tell: Any) -> bytes:
    """Its process is killed under it, so many times: once for each line that there is not yet in a file."""
    given = json.loads(asked)
    file = Path(given["file"])
    with file.open("a", encoding="utf-8") as begun:
        begun.write("begun\n")
    if len(file.read_text(encoding="utf-8").splitlines()) <= given["times"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return b'"alive"'


def fall_over(asked: str, made_from: Any, tell: Any) -> bytes:
    """Fails, with a name in its mouth."""
    raise RuntimeError("Zyxaria Quillfeather")


def refuse(asked: str, made_from: Any, tell: Any) -> bytes:
    """Cannot do what it was asked."""
    raise InvalidInput("one thing has to be put right", (Problem("/locks/0", "This cannot be.", "Leave it out."),))


ENDING = Ending(state=JobState.DONE, result=b"")


def impatient(terms: Terms) -> Terms:
    """Waits for a second for work that was told to stop."""
    return replace(terms, patience_seconds=1.0)


def plan_at_once(asked: str, made_from: Any, tell: Any) -> bytes:
    """A plan that places nobody."""
    return assignment_adapter().dump_json(plan_for(made_from.snapshot, asked_adapter().validate_json(asked)))


def compare_at_once(asked: str, made_from: Any, tell: Any) -> bytes:
    """Before and after, with plans that place nobody."""
    given, (snapshot, policy, history) = scenario_adapter().validate_json(asked), made_from
    found = compare(snapshot, replace(given, cohort=None), policy, None, history)
    plan, frame = plan_for(snapshot, given.cohort or AssignmentAsked()), make_frame(snapshot, policy)
    sides = {name: replace(getattr(found, name), plan=plan) for name in ("before", "after")}
    return before_after_adapter().dump_json(replace(found, cohort=plan_differs(plan, plan, frame, frame), **sides))


def plan_until_told(asked: str, made_from: Any, tell: Any) -> bytes:
    """The same, after it was told to stop."""
    while tell(progress_adapter().dump_json(PROGRESS).decode()):
        time.sleep(0.02)
    made = plan_for(made_from.snapshot, asked_adapter().validate_json(asked), status=AssignmentStatus.CANCELLED)
    return assignment_adapter().dump_json(made)


def look_after_jobs(url: str) -> None:
    """A process of the service that does slow work, until it is ended."""
    executors.PRELOADED.append(__name__)
    Service(Settings(database_url=url), kinds={"work": go_on_until_told}).jobs.start()
    signal.pause()
