"""A what-if with a plan for everyone before and after, as slow work."""

from pydantic import TypeAdapter

from api.jobs.work import MadeFrom, Tell
from matcher.domain.adapters import built_once
from matcher.scenario import ScenarioProgress, before_after_adapter, compare, scenario_adapter

SCENARIO = "scenario"


@built_once
def scenario_progress_adapter() -> TypeAdapter[ScenarioProgress]:
    """Writes how far a what-if has come as JSON, and reads it."""
    return TypeAdapter(ScenarioProgress)


def make_comparison(asked: str, made_from: MadeFrom, tell: Tell) -> bytes:
    """The before and after that is asked for."""

    def tells(progress: ScenarioProgress) -> bool:
        return tell(scenario_progress_adapter().dump_json(progress).decode())

    snapshot, policy, history = made_from
    found = compare(snapshot, scenario_adapter().validate_json(asked), policy, tells, history)
    return before_after_adapter().dump_json(found)
