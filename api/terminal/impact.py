"""A draft impact risk assessment, as lines."""

from collections.abc import Iterable

from rich.text import Text

from api import wording as words
from api.terminal.lines import heading, marked
from matcher.options.impact.result import (
    ImpactDraft,
    ImpactFact,
    ImpactQuestion,
    ImpactResident,
    ImpactSays,
    ImpactSide,
)

BOX = (
    "Decision (accept, accept with a plan, no for now): ______________________",
    "Why, and what was agreed: ______________________",
    "Name and role: ______________________   Date and time: ______________________",
)


def impact_lines(draft: ImpactDraft) -> list[Text]:
    """What it is; each person, both ways; everybody together; the box that stays empty."""
    title = f"Draft impact risk assessment: {draft.young_person.name} at {draft.setting_name}"
    first = [heading(title, f"request {draft.request_id}"), *marked("", draft.because)]
    if not draft.is_needed:
        return first
    left_out = marked("!", draft.left_out) if draft.left_out else []
    return [
        *first,
        *(line for one in draft.says for line in marked("", one)),
        *left_out,
        *(line for one in draft.residents for line in _resident(draft, one)),
        *(line for one in draft.leaving_before for line in marked("", one.says)),
        heading("Everybody together"),
        *_said("", draft.group.says),
        *_said("!", draft.group.worries),
        *_asked(draft.group.questions),
        *_facts(draft.group.facts),
        heading(f"{draft.young_person.name}: what is recorded, and what is not"),
        *_facts(draft.young_person.facts),
        *_asked(draft.young_person.questions),
        heading("For the manager to fill in"),
        *(line for one in BOX for line in marked("", one)),
    ]


def _resident(draft: ImpactDraft, one: ImpactResident) -> list[Text]:
    me = draft.young_person.name
    age = "age not known" if one.age is None else str(one.age)
    return [
        heading(f"{one.name}, {age}", one.says),
        *_side(f"What {me} could mean for {one.name}", one.newcomer_for_resident),
        *_side(f"What {one.name} could mean for {me}", one.resident_for_newcomer),
        *_side("For both", one.for_both),
        *_facts(one.facts),
    ]


def _side(title: str, side: ImpactSide) -> list[Text]:
    found = [
        *_said("!", side.worries),
        *_said("+", side.strengths),
        *_said("*", side.would_help),
        *_asked(side.questions),
    ]
    return [*marked("", f"{title}:", style="bold"), *(found or marked("", "Nothing stands out in what is recorded."))]


def _said(mark: str, found: Iterable[ImpactSays]) -> list[Text]:
    return [line for one in found for line in marked(mark, one.says)]


def _asked(found: Iterable[ImpactQuestion]) -> list[Text]:
    return [line for one in found for line in marked("?", f"{one.says} Ask {one.ask_whom}.")]


def _facts(found: Iterable[ImpactFact]) -> list[Text]:
    return [
        line
        for one in found
        for line in marked(
            "-", one.says + (f" Who may see it: {words.code(one.handling)}." if one.handling else ""), style="dim"
        )
    ]
