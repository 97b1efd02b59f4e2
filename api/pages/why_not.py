"""Why not: every place that was ruled out, by the rule that did it first, with every reason; and how to find one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from fastapi import APIRouter, Request, Response

from api import wording as words
from api.actions.options import NothingShown
from api.actions.shown import ShownOptions, shown_why_not
from api.auth import Serving
from api.pages import tell
from api.pages.door import Visit
from api.pages.errors import PageRoute
from api.pages.options import Reader, nothing_shown, rights
from api.pages.render import page
from matcher.domain.values import Identifier
from matcher.options.result import ExcludedPlace, PlacementOption

router = APIRouter(prefix="/requests/{id}/why-not", route_class=PageRoute, include_in_schema=False)

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Places that the same rule ruled out first; of those on this page."""

    slug: str
    reason: str
    places: tuple[ExcludedPlace, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the places ruled out. `listed`: places found that are not ruled out at all."""

    groups: tuple[Group, ...]
    listed: tuple[PlacementOption, ...]
    count: int
    number: int
    pages: int
    reasons: tuple[tuple[str, str, int], ...]
    """Rule, reason in words, and how many places it is the first to rule out."""


@router.get("")
def why_not_page(  # noqa: PLR0913, PLR0917 - what stands in the address
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Reader,
    reason: str = "",
    number: int = 1,
    ways: bool = False,  # noqa: FBT001, FBT002 - a part of the address
) -> Response:
    """All of them, or those of one reason, fifty at a time; `ways`: with what would open each."""
    return _page(request, service, visit, id, reason=reason, number=number, with_ways=ways)


@router.post("")
def search(request: Request, id: Identifier, service: Serving, visit: Reader) -> Response:  # noqa: A002 - as above
    """Those that match. What was typed may be a name: it stands in no address."""
    number = visit.form.one("number")
    return _page(
        request, service, visit, id, find=visit.form.one("find"), number=int(number) if number.isdecimal() else 1
    )


def _page(  # noqa: PLR0913 - what was asked for
    request: Request,
    service: Serving,
    visit: Visit,
    request_id: str,
    *,
    find: str = "",
    reason: str = "",
    number: int = 1,
    with_ways: bool = False,
) -> Response:
    try:
        shown, ways = shown_why_not(service, visit.caller, request_id)
    except NothingShown:
        return nothing_shown(request, visit, request_id)
    found = find_places(shown, find[:200], reason, number)
    return page(
        request,
        visit,
        "why_not.html",
        shown=shown,
        found=found,
        ways=ways.of([place for group in found.groups for place in group.places] if with_ways else []),
        find=find[:200],
        reason=reason,
        **rights(visit),
    )


def find_places(shown: ShownOptions, find: str, reason: str, number: int) -> Found:
    """The places whose name, kind, carers or reasons have every word; one page of them."""
    result, wanted = shown.result, find.casefold().split()
    all_of_them = _grouped(result.excluded)
    matching = [
        one
        for one in all_of_them
        if (not reason or _first(one) == reason) and _has(wanted, _words_of(shown, one, _reasons(one)))
    ]
    pages = max(ceil(len(matching) / A_PAGE), 1)
    number = min(max(number, 1), pages)
    here = matching[(number - 1) * A_PAGE : number * A_PAGE]
    listed = [one for one in (*tell.in_order(result), *result.needs_information) if _has(wanted, _words_of(shown, one))]
    return Found(
        groups=tuple(
            Group(slug, words.ruled_out_by(slug), tuple(places)) for slug, places in groupby(here, key=_first)
        ),
        listed=tuple(listed) if wanted else (),
        count=len(matching),
        number=number,
        pages=pages,
        reasons=tuple(
            (slug, words.ruled_out_by(slug), len(list(places))) for slug, places in groupby(all_of_them, key=_first)
        ),
    )


def _first(place: ExcludedPlace) -> str:
    """The rule that ruled it out first."""
    return place.failed[0].rule.partition(":")[0] if place.failed else ""


def _grouped(places: Sequence[ExcludedPlace]) -> list[ExcludedPlace]:
    """By the first reason, the most frequent one first; within it by name."""
    often: dict[str, int] = {}
    for place in places:
        often[_first(place)] = often.get(_first(place), 0) + 1
    return sorted(places, key=lambda one: (-often[_first(one)], _first(one), one.setting_name.casefold(), one.place_id))


def _reasons(place: ExcludedPlace) -> Iterable[str]:
    return (text for one in place.failed for text in (one.says, words.ruled_out_by(one.rule.partition(":")[0])))


def _words_of(shown: ShownOptions, place: ExcludedPlace | PlacementOption, more: Iterable[str] = ()) -> str:
    carers = shown.carers.get(place.setting_id, ())
    return " ".join((place.setting_name, place.place_id, place.kind.label, *carers, *more)).casefold()


def _has(wanted: Sequence[str], text: str) -> bool:
    return all(one in text for one in wanted)
