"""A setting's beds in the coming weeks. Person by person for those who may read people, and then it is noted."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from api.actions.capacity import require_setting
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from matcher.capacity.forecast import History, HomeForecast, home_forecast, is_forecast, without_people
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
    frame = service.frames.frame(caller.authority)
    found = _found(service, caller, frame, setting_id, days)
    if not caller.may(Permission.READ_PEOPLE):
        return without_people(found)
    if entries := list(_entries(frame, found)):
        with service.store.writing() as connection:
            leave_entries(connection, caller, service.clock(), entries)
    return found


def beds_forecast(service: Service, caller: Caller, setting_id: str, days: int | None = None) -> HomeForecast:
    """The same of nobody by themselves, for whoever may read provision. Raises NoSuchRecord, NotForecast, InvalidInput."""
    return without_people(_found(service, caller, service.frames.frame(caller.authority), setting_id, days))


def _found(service: Service, caller: Caller, frame: Frame, setting_id: str, days: int | None) -> HomeForecast:
    require_setting(frame, setting_id)
    if not is_forecast(frame.snapshot.settings[frame.index.setting_at[setting_id]]):
        raise NotForecast("this setting cannot be forecast")
    nights = _days(days)
    return _kept(frame, service.histories.history(caller.authority, frame.snapshot), setting_id, nights)


def _days(asked: int | None) -> int:
    days = USUAL_DAYS if asked is None else asked
    if not 1 <= days <= MOST_DAYS:
        detail = "These are more nights than can be forecast." if days > 0 else "This is no night at all."
        raise refusal([Problem("/query/days", detail, f"Ask for 1 to {MOST_DAYS} nights.")])
    return days


def _kept(frame: Frame, history: History, setting_id: str, days: int) -> HomeForecast:
    made, asked = _made.setdefault(frame, {}), (setting_id, days, history.hash)
    if asked not in made:
        made[asked] = home_forecast(frame, history, setting_id, days)
    return made[asked]


def _entries(frame: Frame, found: HomeForecast) -> Iterator[Entry]:
    """One for each placement or request that is told of."""
    parts = [*(found.parts or ()), *((found.emergency and found.emergency.parts) or ())]
    placed = {one.id: one.young_person_id for one in frame.snapshot.placements}
    asked = {one.id: one.young_person_id for one in frame.snapshot.placement_requests}
    for key in sorted({one.key for one in parts}):
        if key in placed:
            yield Entry(deed=Deed.READ, collection="placements", record_id=key, young_person_id=placed[key])
        elif key in asked:
            yield Entry(deed=Deed.READ, collection="placement_requests", record_id=key, young_person_id=asked[key])
        else:
            yield Entry(deed=Deed.READ, collection="settings", record_id=found.setting_id, young_person_id=key)
