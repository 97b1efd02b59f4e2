"""Reads what is asked of a what-if."""

from pydantic import ValidationError

from api.exchange.plain import plainly
from matcher.domain.checks import refusal
from matcher.scenario import ScenarioAsked, scenario_adapter


def read_scenario(raw: bytes | str) -> ScenarioAsked:
    """What this JSON asks. Raises NotJson, or InvalidInput naming each change by position, its field, and the mend."""
    try:
        return scenario_adapter().validate_json(raw)
    except ValidationError as error:
        raise refusal(plainly(error, ScenarioAsked)) from None
