"""Plans for everyone as they are shown: where one has come to, what was asked, and the plan itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.jobs.assigning import progress_adapter
from api.permissions import Caller, Permission
from api.store.jobs import Job, JobState
from matcher.cohort.asked import AssignmentAsked, asked_adapter
from matcher.cohort.assignment import Assignment, Progress
from matcher.cohort.discreet import discreet_assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRun:
    """A plan that was asked for: where it has come to."""

    id: str
    state: JobState
    as_of: datetime
    """The moment whose record it is made from."""
    snapshot_hash: str
    policy_hash: str
    asked_by: str
    """The public id of a token or of a session."""
    made_at: datetime
    started_at: datetime | None
    """Of the latest attempt."""
    ended_at: datetime | None
    attempts: int
    """More than one: whoever worked on it died, and it was begun again."""
    stopping: bool
    """It is cancelled, and whoever works on it has still to stop: the best plan until then may follow."""
    progress: Progress | None
    """The level looked at, its value, the best that could still be, and the gap between the two."""
    problem: str | None
    """Why it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentInFull(AssignmentRun):
    """A plan that was asked for, with what was asked, and the plan itself once there is one."""

    asked: AssignmentAsked
    assignment: Assignment | None
    """Also of one that was cancelled: the best until then."""


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """Some of an authority's plans, the newest first, and where the next page begins; None = this is the last."""

    runs: tuple[AssignmentRun, ...]
    next_cursor: str | None


def run_of(job: Job) -> AssignmentRun:
    """As it stands in a list."""
    return AssignmentRun(**_fields(job))


def in_full(job: Job, made: Assignment | None, caller: Caller) -> AssignmentInFull:
    """As this reader may see it."""
    return AssignmentInFull(**_fields(job), asked=asked_of(job), assignment=made and as_read_by(caller, made))


def as_read_by(caller: Caller, made: Assignment) -> Assignment:
    """Protective reasons are told apart only for those who may know."""
    return made if caller.may(Permission.READ_PROTECTIVE_REASONS) else discreet_assignment(made)


def asked_of(job: Job) -> AssignmentAsked:
    """What was asked."""
    return asked_adapter().validate_json(job.asked)


def _fields(job: Job) -> dict[str, Any]:
    fields = {name: getattr(job, name) for name in AssignmentRun.__dataclass_fields__}
    return fields | {"progress": progress_adapter().validate_json(job.progress) if job.progress else None}
