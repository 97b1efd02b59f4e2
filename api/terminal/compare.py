"""Places compared, as lines."""

from rich.text import Text

from api import wording as words
from api.terminal.lines import heading, marked, row
from matcher.options.compare import needed_by_all
from matcher.options.compare_result import ComparedPlace, Comparison, Needed


def comparison_lines(found: Comparison) -> list[Text]:
    """How they stand to each other, where they differ, and what each would need."""
    by_all = needed_by_all(found)
    return [
        heading(f"{len(found.places)} places for {found.request_id} compared"),
        *(_line(one) for one in found.places),
        *(line for one in found.says for line in marked("", one)),
        *([heading("Where they differ, biggest first")] if found.differences else []),
        *(
            line
            for one in found.differences
            for line in marked(">", f"{words.part(one.slug)}, {one.apart:g} apart. {one.says}")
        ),
        *([heading("What each of them would need")] if by_all else []),
        *(line for one in by_all for line in marked("!", need(one))),
        *(line for one in found.places for line in _needs(one, by_all)),
    ]


def _line(place: ComparedPlace) -> Text:
    rank = "-" if place.overall_rank is None else str(place.overall_rank)
    score = "" if place.score is None else f"{place.score:g}"
    return row(f"{rank:>3}  {score:<5} ", place.setting_name, place.kind.label, words.code(place.list))


def _needs(place: ComparedPlace, by_all: list[Needed]) -> list[Text]:
    needs = [line for one in place.needs if one not in by_all for line in marked("!", need(one))]
    needs += [line for one in place.why_not for line in marked("x", words.said(one))]
    needs += [line for one in place.ways_out for line in marked("+", one)]
    alone = "Nothing more." if by_all else "Nothing."
    return [heading(f"What {place.setting_name} would need"), *(needs or marked("", alone))]


def need(one: Needed) -> str:
    """What is needed, and of whom."""
    return f"{words.said(one)} ({words.listed(one.who, 'or')})" if one.who else words.said(one)
