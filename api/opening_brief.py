"""What `nwd brief` and `nwd unmet-needs` show: of a file, of a database, or of the invented county."""

from api.actions.brief import brief_of
from api.actions.unmet_needs import UnmetNeeds, unmet_needs
from api.opening import database_named, open_snapshot, read_day
from api.opening_store import open_service, speaker
from api.settings import DEMONSTRATION_DATABASE
from matcher.options.bespoke import bespoke_brief
from matcher.options.bespoke.result import BespokeBrief
from matcher.policy import load_policy


def brief_shown(request_id: str, *, file: str | None, database: str | None, whose: str | None) -> BespokeBrief:
    """The brief of a request: of the file, of the database named, or of the invented county."""
    url = None if file else database_named(database)
    if url is None:
        return bespoke_brief(open_snapshot(file), request_id, load_policy())
    service = open_service(url)
    return brief_of(service, speaker(service, whose), request_id)


def unmet_needs_shown(first: str | None, last: str | None, *, database: str | None, whose: str | None) -> UnmetNeeds:
    """The unmet needs that the database named has kept; else the demonstration's."""
    service = open_service(database_named(database) or DEMONSTRATION_DATABASE)
    days = (None if one is None else read_day(one) for one in (first, last))
    return unmet_needs(service, speaker(service, whose), *days)
