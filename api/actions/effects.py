"""What each option of a request would mean for the other open requests: shown for planning, kept nowhere."""

from dataclasses import dataclass

from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from matcher.cohort.effects import effects_in
from matcher.cohort.effects_result import Effects, without_the_others_records
from matcher.domain.codes import SettingKind
from matcher.frame import Frame


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place row, and what it is called."""

    place_id: str
    setting_name: str
    kind: SettingKind


@dataclass(frozen=True, slots=True)
class EffectsShown:
    """The effects as this reader may see them, and what every place is called."""

    effects: Effects
    places: tuple[NamedPlace, ...]


def effects_of(service: Service, caller: Caller, request_id: str) -> EffectsShown:
    """As things stand now; whoever is named in it is noted as listed. Raises NoSuchRequest."""
    frame = service.frames.frame(caller.authority)
    found = effects_in(frame, request_id)
    if not caller.may(Permission.READ_PEOPLE):
        found = without_the_others_records(found)
    with service.store.writing() as connection:
        leave_entries(connection, caller, service.clock(), _entries(frame, found))
    return EffectsShown(found, named_places(frame))


def named_places(frame: Frame) -> tuple[NamedPlace, ...]:
    """Every place row."""
    places, index = frame.places, frame.index
    named = zip(frame.snapshot.places, map(index.setting_of_row, range(len(places))), places.kinds, strict=True)
    return tuple(NamedPlace(place.place_id, setting.name, kind) for place, setting, kind in named)


def _entries(frame: Frame, found: Effects) -> list[Entry]:
    """Of the request itself; and of every other that a rearrangement names, once."""
    named = dict.fromkeys(one.request_id for effect in found.effects for one in effect.rearrangement or ())
    return [_entry(frame, Deed.EFFECTS, found.request_id), *(_entry(frame, Deed.LIST, other) for other in named)]


def _entry(frame: Frame, deed: Deed, request_id: str) -> Entry:
    whose = frame.request(request_id).young_person_id
    return Entry(deed=deed, collection="placement_requests", record_id=request_id, young_person_id=whose)
