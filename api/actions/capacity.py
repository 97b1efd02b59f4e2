"""The beds of a setting by night, and its day today. Who is in them is told, and noted, where the caller may read people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from api.actions.nights_asked import nights_asked
from api.actions.records import NoSuchRecord
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from matcher.capacity import (
    Birthday,
    RowNight,
    SettingCapacity,
    Sleeper,
    Spell,
    make_capacity,
    setting_capacity_adapter,
    tonight,
    usable_tonight,
)
from matcher.domain.codes import PlacePool, Provider
from matcher.domain.people import YoungPerson
from matcher.domain.settings import Contact, Setting
from matcher.frame import Frame
from matcher.ledger import is_residential


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityShown:
    """A setting's beds with what a page says besides: whom to ring, and the records of those who are named."""

    capacity: SettingCapacity
    people: Mapping[str, YoungPerson]
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTonight:
    """A hub or home, and the beds of each of its rows tonight."""

    setting: Setting
    is_ours: bool
    rows: tuple[tuple[PlacePool, RowNight], ...]
    usable: int
    """The usable vacancies of the ordinary beds; `emergency_usable`: of those kept for emergencies."""
    emergency_usable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomesTonight:
    """Every hub and home, by kind and name."""

    as_of: datetime
    today: date
    homes: tuple[HomeTonight, ...]


def homes_tonight(service: Service, caller: Caller) -> HomesTonight:
    """The beds of every hub and children's home tonight; nobody is named."""
    frame = service.frames.frame(caller.authority)
    today = frame.snapshot.today
    homes = [one for one in frame.snapshot.settings if is_residential(one)]
    vacancies = {one.id: usable_tonight(frame, one.id) for one in homes}
    return HomesTonight(
        as_of=frame.snapshot.as_of,
        today=today,
        homes=tuple(
            HomeTonight(
                setting=one,
                is_ours=one.provider is Provider.OWN,
                rows=tonight(frame, one.id),
                usable=vacancies[one.id].get(PlacePool.RESIDENTIAL, 0),
                emergency_usable=vacancies[one.id].get(PlacePool.EMERGENCY, 0),
            )
            for one in sorted(homes, key=lambda one: (one.name, one.id))
        ),
    )


def setting_capacity(
    service: Service, caller: Caller, setting_id: str, first: date | None = None, leaving: date | None = None
) -> SettingCapacity:
    """The beds of a setting on these nights: from tonight, 28 of them, where nothing is said.

    Raises NoSuchRecord, InvalidInput.
    """
    return _looked_at(service, caller, setting_id, first, leaving)[1]


def setting_capacity_json(
    service: Service, caller: Caller, setting_id: str, first: date | None = None, leaving: date | None = None
) -> bytes:
    """The same as it is sent. Raises NoSuchRecord, InvalidInput."""
    frame, found = _looked_at(service, caller, setting_id, first, leaving)
    key = ("setting-json", setting_id, found.first_night, found.leaving, caller.may(Permission.READ_PEOPLE))
    return service.answers.once(frame, key, lambda: setting_capacity_adapter().dump_json(found))


def capacity_shown(
    service: Service, caller: Caller, setting_id: str, first: date | None = None, leaving: date | None = None
) -> CapacityShown:
    """The same, with the records of those whom the caller may know. Raises NoSuchRecord, InvalidInput."""
    frame, found = _looked_at(service, caller, setting_id, first, leaving)
    who = {one.young_person_id for one in _entries(found)}
    return CapacityShown(
        capacity=found,
        people={one: person for one, person in frame.index.people.items() if one in who},
        contact=frame.snapshot.settings[frame.index.setting_at[setting_id]].contact or Contact(),
    )


def _looked_at(
    service: Service, caller: Caller, setting_id: str, first: date | None, leaving: date | None
) -> tuple[Frame, SettingCapacity]:
    """The beds, and the frame they were made from. Whoever is named is noted as read, each time."""
    frame = service.frames.frame(caller.authority)
    require_setting(frame, setting_id)
    begin, end = nights_asked(frame.snapshot.today, first, leaving)
    named = caller.may(Permission.READ_PEOPLE)
    found = service.answers.once(
        frame,
        ("setting", setting_id, begin, end, named),
        lambda: make_capacity(frame, setting_id, begin, end, named=named),
    )
    if entries := list(_entries(found)):
        with service.store.writing() as connection:
            leave_entries(connection, caller, service.clock(), entries)
    return frame, found


def require_setting(frame: Frame, setting_id: str) -> None:
    """Raises NoSuchRecord."""
    if setting_id not in frame.index.setting_at:
        raise NoSuchRecord("there is no setting with this id")


def _entries(found: SettingCapacity) -> Iterator[Entry]:
    """One for each record that is shown with whose it is: a placement, else (who stays put, what runs out) the setting."""
    shown: list[Sleeper | Spell | Birthday] = [
        spell for row in found.rows for line in row.lines for spell in line.spells
    ]
    shown += [*found.day.here, *found.day.due_in, *found.day.due_out, *found.day.overdue_out]
    shown += [*found.ahead.arriving, *found.ahead.leaving]
    shown += found.ahead.turning_18 or ()
    pairs = {(one.placement_id or "", one.young_person_id or "") for one in shown}
    placed = {who for _, who in pairs}
    pairs |= {("", one.young_person_id or "") for one in found.ahead.expiries if one.young_person_id not in placed}
    for placement_id, who in sorted(pairs):
        if who:
            collection = "placements" if placement_id else "settings"
            record_id = placement_id or found.setting_id
            yield Entry(deed=Deed.READ, collection=collection, record_id=record_id, young_person_id=who)
