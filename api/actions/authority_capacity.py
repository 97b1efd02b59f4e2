"""The beds of a whole authority by night, and those that somebody could use. Nobody in them is named."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from api.actions.nights_asked import WhomAsked, nights_asked, whom_asked
from api.exchange.capacity_csv import capacity_csv
from api.exchange.fhir import fhir_bundle
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from matcher.capacity import (
    AuthorityCapacity,
    RowNights,
    UsableBy,
    authority_capacity_adapter,
    make_authority_capacity,
    places_tonight,
)
from matcher.domain.codes import SettingKind
from matcher.frame import Frame

T = TypeVar("T")


NOBODY = WhomAsked()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityAsked:
    """Which nights, which kinds of setting (all where none is named), and whose vacancies."""

    first: date | None = None
    leaving: date | None = None
    kinds: Collection[SettingKind] = ()
    whom: WhomAsked = NOBODY


def authority_capacity(service: Service, caller: Caller, asked: CapacityAsked) -> AuthorityCapacity:
    """Every setting's beds. Raises InvalidInput, NoSuchRequest, NotPermitted."""
    return _Asking(service, caller, asked).made()


def authority_capacity_json(service: Service, caller: Caller, asked: CapacityAsked) -> bytes:
    """The same as it is sent."""
    asking = _Asking(service, caller, asked)
    return asking.once("json", lambda: authority_capacity_adapter().dump_json(asking.made()))


def authority_capacity_csv(service: Service, caller: Caller, asked: CapacityAsked) -> bytes:
    """The same as a list: one line for each setting, night and pool."""
    asking = _Asking(service, caller, asked)
    return asking.once("csv", lambda: capacity_csv(asking.made()))


def authority_capacity_fhir(service: Service, caller: Caller, asked: CapacityAsked) -> bytes:
    """Places as they are tonight and bed counts by night, tonight's where nothing is asked, as a FHIR R4 bundle."""
    if asked.leaving is None:
        begin = asked.first or service.frames.frame(caller.authority).snapshot.today
        asked = replace(asked, first=begin, leaving=begin + timedelta(days=1))
    asking = _Asking(service, caller, asked, tells_who_is_away=False)
    return asking.once("fhir", lambda: fhir_bundle(asking.made(), asking.places_tonight()))


class _Asking:
    """One question of one reader: allowed, and noted where it is about somebody."""

    def __init__(
        self, service: Service, caller: Caller, asked: CapacityAsked, *, tells_who_is_away: bool = True
    ) -> None:
        self.service = service
        self.frame = service.frames.frame(caller.authority)
        self.first, self.leaving = nights_asked(self.frame.snapshot.today, asked.first, asked.leaving)
        self.kinds = frozenset(asked.kinds)
        self.whom = whom_asked(asked.whom)
        self.named = tells_who_is_away and caller.may(Permission.READ_PEOPLE)
        if self.whom:
            _allow(service, caller, self.frame, self.whom)

    def made(self) -> AuthorityCapacity:
        """The answer as a value."""
        return self.once(
            "made",
            lambda: make_authority_capacity(
                self.frame, self.first, self.leaving, kinds=self.kinds, usable_by=self.whom, named=self.named
            ),
        )

    def places_tonight(self) -> dict[str, tuple[RowNights, ...]]:
        """The place rows of each setting tonight, by its id; nobody's absence is told."""
        return {one.setting_id: places_tonight(self.frame, one.setting_id) for one in self.made().settings}

    def once(self, form: str, make: Callable[[], T]) -> T:
        """What is made of this question in this form, kept while nothing changes."""
        key = ("capacity", form, self.first, self.leaving, self.kinds, self.whom, self.named)
        return self.service.answers.once(self.frame, key, make)


def _allow(service: Service, caller: Caller, frame: Frame, whom: UsableBy) -> None:
    """A request takes the right to look for options, and is noted; a profile is judged against people who live there."""
    if whom.request_id is None:
        caller.require(Permission.READ_PEOPLE)
        return
    caller.require(Permission.RANK_OPTIONS)
    who = frame.request(whom.request_id).young_person_id
    entry = Entry(deed=Deed.USABLE, collection="placement_requests", record_id=whom.request_id, young_person_id=who)
    with service.store.writing() as connection:
        leave_entries(connection, caller, service.clock(), [entry])
