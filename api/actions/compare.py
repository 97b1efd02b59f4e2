"""Two or three places of the latest answer shown, compared in words."""

from collections.abc import Sequence

from api.actions.shown import shown_options
from api.permissions import Caller
from api.service import Service
from matcher.options.compare import compare_places
from matcher.options.compare_result import Comparison


def compare_shown(service: Service, caller: Caller, request_id: str, place_ids: Sequence[str]) -> Comparison:
    """Of any of its lists, as this reader may see them. Raises NothingShown, NoSuchRequest, NoSuchPlace, InvalidInput."""
    return compare_places(shown_options(service, caller, request_id).result, place_ids)
