"""Two or three places of the latest answer shown, compared in words."""

from collections.abc import Callable, Collection, Mapping, Sequence

from api import wording
from api.actions.shown import shown_why_not
from api.permissions import Caller
from api.service import Service
from matcher.options.compare import MOST, AnyPlace, compare_places
from matcher.options.compare_result import Comparison
from matcher.options.result import MatchResult
from matcher.options.ways_out import WaysOut


def compare_shown(service: Service, caller: Caller, request_id: str, place_ids: Sequence[str]) -> Comparison:
    """Of any of its lists, as this reader may see them. Raises NothingShown, NoSuchRequest, NoSuchPlace, InvalidInput."""
    shown, ways = shown_why_not(service, caller, request_id)
    return compare_with_ways(shown.result, place_ids, ways.of)


def compare_with_ways(
    result: MatchResult, place_ids: Sequence[str], ways_of: Callable[[Collection[AnyPlace]], Mapping[str, WaysOut]]
) -> Comparison:
    """Those that are no options yet with what would make them some. Raises NoSuchPlace, InvalidInput."""
    if len(place_ids) > MOST:
        return compare_places(result, place_ids)
    not_yet: tuple[AnyPlace, ...] = (*result.needs_approval, *result.needs_information, *result.excluded)
    found = ways_of([one for one in not_yet if one.place_id in place_ids])
    return compare_places(result, place_ids, {one: wording.ways_out(ways) for one, ways in found.items()})
