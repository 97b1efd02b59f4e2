"""How sure the order of a request's options is, as lines."""

from rich.text import Text

from api import wording as words
from api.terminal.lines import heading, marked, row
from matcher.options.sensitivity import Deciding, Sensitivity


def sensitivity_lines(found: Sensitivity) -> list[Text]:
    """The sentences, the ranges, the weights that turn the order, and every question."""
    referred = [line for one in found.referred for line in marked("!", words.said(one))]
    if referred:
        return [heading(f"How sure the order for {found.request_id} is"), heading("Not for this service"), *referred]
    return [
        heading(f"How sure the order for {found.request_id} is"),
        *(line for one in found.says for line in marked("", one)),
        *([heading("Between what each could come to lie")] if found.first else []),
        *_ranges(found),
        *_weights(found),
        *_questions(found),
    ]


def _ranges(found: Sensitivity) -> list[Text]:
    return [
        row(
            f"{one.overall_rank:>3}  {one.score:<5g} ",
            one.setting_name,
            one.kind.label,
            f"{one.worst:g} to {one.best:g} points",
        )
        for one in found.first
    ]


def _weights(found: Sensitivity) -> list[Text]:
    turning = [one for one in found.weights if not one.survives]
    lines = [line for one in turning for line in marked(">", f"{words.part(one.slug)} ({one.points:g}): {one.says}")]
    return [heading("Weights that would turn the order"), *lines] if turning else []


def _questions(found: Sensitivity) -> list[Text]:
    if found.question is None:
        return []
    more = [line for one in found.further_questions for line in marked("?", f"{one.says} Ask {one.ask_whom}.")]
    return [
        heading("The one question"),
        *_question(found.question),
        *([heading("Others that could change it too"), *more] if more else []),
    ]


def _question(one: Deciding) -> list[Text]:
    answers = [f"{each.says} {then_first(each.setting_name)}" for each in one.answers]
    return [
        *marked("?", f"{one.says} Ask {one.ask_whom}.", style="yellow"),
        *(line for answer in answers for line in marked(">", answer)),
    ]


def then_first(setting_name: str) -> str:
    """What would follow from an answer."""
    return f"Then {setting_name} would be first." if setting_name else "Then another place, or none, would be first."
