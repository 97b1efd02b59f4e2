"""A setting's beds in the coming weeks. Person by person for those who may read people, and then it is noted."""

from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from api.actions.capacity import require_setting
from api.actions.served_forecasts import keep_and_compare
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.forecasts import whose_requests
from matcher.capacity.forecast import (
    HomeForecast,
    first_nights,
    is_forecast,
    with_the_night_after,
    without_people,
)
from matcher.domain.checks import refusal
from matcher.domain.errors import MatcherError, Problem
from matcher.frame import Frame

USUAL_DAYS, MOST_DAYS = 84, 182
_made: WeakKeyDictionary[Frame, dict[tuple[str, int, str], HomeForecast]] = WeakKeyDictionary()
"""What has been made of a frame goes with it: a frame is made anew after every change."""


class NotForecast(MatcherError):
    """Who lives at this setting is not recorded here, or it has no beds."""

    code = "not_forecast"
    remedy = "Ask for a hub, a home, a carer household or lodgings that this authority runs."


def setting_forecast(service: Service, caller: Caller, setting_id: str, days: int | None = None) -> HomeForecast:
    """The beds of a setting on so many nights from tonight. Raises NoSuchRecord, NotForecast, InvalidInput."""
    frame, found = _found(service, caller, setting_id, days)
    if not caller.may(Permission.READ_PEOPLE):
        return without_people(found)
    if _keys(found):
        with service.store.writing() as connection:
            leave_entries(connection, caller, service.clock(), list(_entries(connection, frame, found)))
    return found


def beds_forecast(service: Service, caller: Caller, setting_id: str, days: int | None = None) -> HomeForecast:
    """The same of nobody by themselves, for whoever may read provision. Raises NoSuchRecord, NotForecast, InvalidInput."""
    return without_people(_found(service, caller, setting_id, days)[1])


def _found(service: Service, caller: Caller, setting_id: str, days: int | None) -> tuple[Frame, HomeForecast]:
    frame = service.frames.frame(caller.authority)
    require_setting(frame, setting_id)
    if not is_forecast(frame.snapshot.settings[frame.index.setting_at[setting_id]]):
        raise NotForecast("this setting cannot be forecast")
    return frame, _kept(service, caller, frame, setting_id, _days(days))


def _days(asked: int | None) -> int:
    days = USUAL_DAYS if asked is None else asked
    if not 1 <= days <= MOST_DAYS:
        detail = "These are more nights than can be forecast." if days > 0 else "This is no night at all."
        raise refusal([Problem("/query/days", detail, f"Ask for 1 to {MOST_DAYS} nights.")])
    return days


def _kept(service: Service, caller: Caller, frame: Frame, setting_id: str, days: int) -> HomeForecast:
    """Made and stored once for a frame: nothing of it can have changed."""
    history = service.histories.history(caller.authority, frame.snapshot)
    made, asked = _made.setdefault(frame, {}), (setting_id, days, history.hash)
    if asked not in made:
        whole = with_the_night_after(frame, history, setting_id, days)
        moved = keep_and_compare(service, caller, frame, history, whole, days)
        made[asked] = replace(first_nights(whole, days), moved=moved)
    return made[asked]


def _keys(found: HomeForecast) -> set[str]:
    """Placements and requests that are told of."""
    parts = [*(found.parts or ()), *((found.emergency and found.emergency.parts) or ())]
    moved = [found.moved.beds, found.moved.emergency] if found.moved else []
    moves = [move for one in moved if one for move in one.moves]
    return {one.key for one in parts} | {one.key for one in moves if one.key}


def _entries(connection: Connection, frame: Frame, found: HomeForecast) -> Iterator[Entry]:
    """One for each placement or request that is told of; a request may have been closed since."""
    keys = _keys(found)
    placed = {one.id: one.young_person_id for one in frame.snapshot.placements}
    asked = {one.id: one.young_person_id for one in frame.snapshot.placement_requests}
    asked |= whose_requests(connection, frame.snapshot.authority, keys - {*placed, *asked})
    for key in sorted(keys):
        if key in placed:
            yield Entry(deed=Deed.READ, collection="placements", record_id=key, young_person_id=placed[key])
        elif key in asked:
            yield Entry(deed=Deed.READ, collection="placement_requests", record_id=key, young_person_id=asked[key])
        else:
            yield Entry(deed=Deed.READ, collection="settings", record_id=found.setting_id, young_person_id=key)
