"""Two or three places of an answer: how they differ and what each would need, in words; and the listed ones side by side."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import wording as words
from api.actions.compare import compare_with_ways
from api.actions.options import NothingShown
from api.actions.shown import ShownOptions, shown_why_not
from api.auth import Serving
from api.pages import tell
from api.pages.errors import PageRoute
from api.pages.options import Reader, list_page, nothing_shown, rights
from api.pages.render import page
from matcher.domain.values import Identifier
from matcher.options.compare import FEWEST, MOST, needed_by_all
from matcher.options.result import PlacementOption

router = APIRouter(prefix="/requests/{id}/options/compare", route_class=PageRoute, include_in_schema=False)

Told = Callable[[PlacementOption], str]
Number = Callable[[PlacementOption], float | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place has in a row, and how it stands to the others: `best`, `same`, or nothing."""

    lines: tuple[str, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to compare."""

    label: str
    cells: tuple[Cell, ...]


@router.get("")
def compare_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Reader,
    place: Annotated[list[str] | None, Query()] = None,
) -> Response:
    """The places chosen; with too few or too many, the list again."""
    try:
        shown, ways = shown_why_not(service, visit.caller, id)
    except NothingShown:
        return nothing_shown(request, visit, id)
    chosen = place or []
    if wrong := _wrong(chosen, tell.names(shown.result)):
        return list_page(request, visit, shown, chosen=chosen, wrong=wrong)
    found = compare_with_ways(shown.result, chosen, ways.of)
    options = [one for one in (*tell.in_order(shown.result), *shown.result.needs_information) if one.place_id in chosen]
    return page(
        request,
        visit,
        "compare.html",
        shown=shown,
        found=found,
        needed_by_all=needed_by_all(found),
        options=options,
        rows=rows(shown, options) if len(options) >= FEWEST else [],
        **rights(visit),
    )


def _wrong(chosen: Sequence[str], known: Collection[str]) -> str:
    if len(chosen) > MOST:
        return f"Choose at most {MOST} places to compare"
    if len(set(chosen)) < len(chosen):
        return "Choose each place once"
    if any(one not in known for one in chosen):
        return "One of these places is not in this answer. Choose 2 or 3 places of the list to compare"
    return "Choose 2 or 3 places of the list to compare" if len(chosen) < FEWEST else ""


def rows(shown: ShownOptions, options: Sequence[PlacementOption]) -> list[Row]:
    """Every row, in the order in which people decide."""
    on = tell.today(shown.result)
    return [
        numbers("Score", options, lambda one: one.score, tell.score),
        texts("Kind", options, lambda one: (one.kind.label,)),
        texts("To approve", options, _approvals),
        _each(
            "Good", options, lambda one: tuple(because for _, because in tell.strengths(one)) or ("nothing stands out",)
        ),
        _each("Plan for", options, lambda one: tell.once(map(words.said, one.worries)) or ("nothing stands out",)),
        texts("Lives there", options, lambda one: (tell.household(one),)),
        *_journeys(options),
        texts("Nights", options, lambda one: (tell.nights(one, on),)),
        numbers(
            "Cost a week (never scored)", options, lambda one: one.cost_per_week, tell.cost, best="lowest", least=True
        ),
        texts("Vacancy", options, lambda one: (tell.vacancy(one, on),)),
        _each("Ring", options, _ring),
        *_parts(options),
        _each("Added or taken off", options, _adjustments),
    ]


def numbers(
    label: str,
    options: Sequence[PlacementOption],
    number: Number,
    told: Told,
    *,
    best: str = "best",
    least: bool = False,
) -> Row:
    """Numbers: which is best, or that they are the same."""
    found = [number(one) for one in options]
    known = [one for one in found if one is not None]
    if len(set(found)) == 1:
        marks = ["same"] * len(found)
    else:
        top = (min if least else max)(known)
        marks = [best if one == top else "" for one in found] if len(known) > 1 else [""] * len(found)
    return Row(label, tuple(Cell((told(one),), mark) for one, mark in zip(options, marks, strict=True)))


def texts(label: str, options: Sequence[PlacementOption], told: Callable[[PlacementOption], Sequence[str]]) -> Row:
    """Words: whether they are the same or differ."""
    found = [tuple(told(one)) for one in options]
    mark = "same" if len(set(found)) == 1 else "differs"
    return Row(label, tuple(Cell(lines, mark) for lines in found))


def _each(label: str, options: Sequence[PlacementOption], told: Callable[[PlacementOption], Sequence[str]]) -> Row:
    return Row(label, tuple(Cell(tuple(told(one))) for one in options))


def _approvals(option: PlacementOption) -> tuple[str, ...]:
    needed = dict.fromkeys(f"{words.rule(one.rule).capitalize()}: {words.roles(one.roles)}" for one in option.approvals)
    return tuple(needed) or ("nobody has to approve",)


def _adjustments(option: PlacementOption) -> tuple[str, ...]:
    moved = tuple(f"{words.part(one.slug)} {one.points:+g}: {one.because}" for one in option.adjustments if one.points)
    return moved or ("nothing",)


def _ring(option: PlacementOption) -> tuple[str, ...]:
    contact = option.contact
    return (f"{contact.name} {contact.telephone}".strip() or "not known",) if contact else ("not known",)


def _journeys(options: Sequence[PlacementOption]) -> list[Row]:
    legs: dict[str, Number] = {
        "From where they are now": lambda one: one.minutes.where_now,
        "To school": lambda one: one.minutes.school,
        "To home": lambda one: one.minutes.home,
    }
    return [numbers(label, options, leg, _minutes(leg), least=True) for label, leg in legs.items()]


def _minutes(leg: Number) -> Told:
    def told(option: PlacementOption) -> str:
        minutes = leg(option)
        about = "about " if option.travel_is_estimate else ""
        return "not known" if minutes is None else f"{about}{minutes:g} minutes"

    return told


def _parts(options: Sequence[PlacementOption]) -> list[Row]:
    """Part by part, in points."""
    return [_part(at, options) for at in range(len(options[0].parts))]


def _part(at: int, options: Sequence[PlacementOption]) -> Row:
    part = options[0].parts[at]

    def told(option: PlacementOption) -> str:
        here = option.parts[at]
        return f"{here.points:g}: {here.because}" + (f" Could add {here.could_add:g}." if here.could_add else "")

    return numbers(f"{words.part(part.slug)} (of {part.out_of:g})", options, lambda one: one.parts[at].points, told)
