"""Reads what is asked of a plan for everyone."""

from pydantic import ValidationError

from api.exchange.plain import plainly
from matcher.cohort.asked import AssignmentAsked, asked_adapter
from matcher.domain.checks import refusal


def read_asked(raw: bytes | str) -> AssignmentAsked:
    """What this JSON asks; `{}` asks for everybody. Raises NotJson, or InvalidInput naming each field and its mend."""
    try:
        return asked_adapter().validate_json(raw)
    except ValidationError as error:
        raise refusal(plainly(error, AssignmentAsked)) from None
