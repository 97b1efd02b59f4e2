"""What-ifs that take their time, as they are shown: where one has come to, what was asked, before and after."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from api.jobs.comparing import scenario_progress_adapter
from api.permissions import Caller, Permission
from api.store.jobs import Job, JobState
from matcher.domain.adapters import built_once
from matcher.scenario import (
    BeforeAfter,
    OfPeople,
    OfPolicy,
    ScenarioAsked,
    ScenarioProgress,
    discreet_before_after,
    scenario_adapter,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRun:
    """A what-if with a plan for everyone: what was asked, where it has come to, and before and after once they are there."""

    id: str
    state: JobState
    as_of: datetime
    """The moment whose record it is made from."""
    snapshot_hash: str
    policy_hash: str
    history_hash: str | None
    """Of the past stays that it forecasts from; null = it was asked for before what-ifs with plans forecast."""
    asked_by: str
    """The public id of a token or of a session."""
    made_at: datetime
    started_at: datetime | None
    """Of the latest attempt."""
    ended_at: datetime | None
    attempts: int
    """More than one: whoever worked on it died, and it was begun again."""
    stopping: bool
    """It is cancelled, and whoever works on it has still to stop."""
    progress: ScenarioProgress | None
    """Which of the two plans is being made, and how far it has come."""
    problem: str | None
    """Why it failed."""
    asked: ScenarioAsked
    scenario: BeforeAfter | None
    """Also of one that was cancelled, as far as there was one."""


@built_once
def scenario_run_adapter() -> TypeAdapter[ScenarioRun]:
    """Writes a run as JSON."""
    return TypeAdapter(ScenarioRun)


def run_of(job: Job, found: BeforeAfter | None, caller: Caller) -> ScenarioRun:
    """As this reader may see it."""
    names = ScenarioRun.__dataclass_fields__.keys() - {"progress", "asked", "scenario"}
    return ScenarioRun(
        **{name: getattr(job, name) for name in names},
        progress=scenario_progress_adapter().validate_json(job.progress) if job.progress else None,
        asked=scenario_adapter().validate_json(job.asked),
        scenario=found and as_read_by(caller, found),
    )


def as_read_by(caller: Caller, found: BeforeAfter) -> BeforeAfter:
    """Protective reasons are told apart only for those who may know."""
    return found if caller.may(Permission.READ_PROTECTIVE_REASONS) else discreet_before_after(found)


def require_for(caller: Caller, asked: ScenarioAsked) -> None:
    """A what-if is about records that whoever asks, or reads it, may open. Raises NotPermitted."""
    caller.require(Permission.READ_PROVISION)
    if asked.cohort is not None:
        caller.require(Permission.READ_PLANS)
    if any(isinstance(one, OfPeople) for one in asked.changes):
        caller.require(Permission.READ_PEOPLE)
    if any(isinstance(one, OfPolicy) for one in asked.changes):
        caller.require(Permission.READ_RULES)
