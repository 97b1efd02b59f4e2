"""For readers who may not know which protective rule still waits for an answer."""

from dataclasses import replace

from matcher.options.discreet import PROTECTIVE, is_protective
from matcher.options.sensitivity.result import Deciding, Sensitivity


def discreet_sensitivity(found: Sensitivity) -> Sensitivity:
    """The same answer; protective rules go by one name."""
    return replace(
        found,
        question=found.question and _hidden(found.question),
        further_questions=tuple(map(_hidden, found.further_questions)),
    )


def _hidden(one: Deciding) -> Deciding:
    return replace(one, rule=PROTECTIVE) if is_protective(one.rule) else one
