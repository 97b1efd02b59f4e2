"""Where the command line gets a draft impact risk assessment from."""

from api.actions.impact import impact_shown
from api.opening import database_named, open_snapshot
from api.opening_store import open_service, speaker
from matcher.options.impact import ImpactDraft, impact_draft
from matcher.policy import load_policy


def impact_of(
    request_id: str, place_id: str, *, file: str | None, database: str | None, whose: str | None
) -> ImpactDraft:
    """Of the file, of the database named, or of the invented county. Raises NoSuchRequest, NoSuchPlace."""
    url = None if file else database_named(database)
    if url is None:
        return impact_draft(open_snapshot(file), request_id, place_id, load_policy())
    service = open_service(url)
    return impact_shown(service, speaker(service, whose), request_id, place_id)
