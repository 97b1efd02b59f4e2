"""A plan for everyone, as slow work."""

from pydantic import TypeAdapter

from api.jobs.work import MadeFrom, Tell
from matcher.cohort.asked import asked_adapter
from matcher.cohort.assignment import Progress, assignment_adapter
from matcher.domain.adapters import built_once

ASSIGNMENT = "assignment"


@built_once
def progress_adapter() -> TypeAdapter[Progress]:
    """Writes how far a plan has come as JSON, and reads it."""
    return TypeAdapter(Progress)


def make_plan(asked: str, made_from: MadeFrom, tell: Tell) -> bytes:
    """The plan that is asked for."""
    from matcher.cohort.assign import assign  # noqa: PLC0415 - solvers are loaded where something is solved

    def goes_on(progress: Progress) -> bool:
        return tell(progress_adapter().dump_json(progress).decode())

    plan = assign(made_from.snapshot, asked_adapter().validate_json(asked), made_from.policy, goes_on)
    return assignment_adapter().dump_json(plan)
