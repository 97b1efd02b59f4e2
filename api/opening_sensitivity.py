"""How sure an order is, and places compared, for the command line: of a file, of a database, or of the invented county."""

from collections.abc import Sequence
from pathlib import Path

from api.actions.compare import compare_shown, compare_with_ways
from api.actions.sensitivity import sensitivity_of
from api.actions.shown import WaysOutShown
from api.opening import database_named, open_snapshot
from api.opening_store import open_service, speaker
from matcher.options.compare_result import Comparison
from matcher.options.rank import rank
from matcher.options.sensitivity import Sensitivity, sensitivity
from matcher.policy import load_policy


def sensitivity_shown(request_id: str, *, file: str | None, database: str | None, whose: str | None) -> Sensitivity:
    """How sure the order of a request's options is."""
    url = None if file else database_named(database)
    if url is None:
        return sensitivity(open_snapshot(file), request_id, load_policy())
    service = open_service(url)
    return sensitivity_of(service, speaker(service, whose), request_id)


def compared(
    request_id: str,
    place_ids: Sequence[str],
    *,
    file: str | None,
    postcodes: Path | None,
    database: str | None,
    whose: str | None,
) -> Comparison:
    """Two or three places: of the answer that the database named showed last; else of the file, or the invented county."""
    url = None if file else database_named(database)
    if url is not None:
        service = open_service(url)
        return compare_shown(service, speaker(service, whose), request_id, place_ids)
    snapshot, book = open_snapshot(file, postcodes), load_policy()
    ways = WaysOutShown(snapshot, book, request_id, in_full=True)
    return compare_with_ways(rank(snapshot, request_id, book), place_ids, ways.of)
