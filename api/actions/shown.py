"""Answers as they were shown, read again: the latest of a request, and one place of it."""

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from api.actions.options import NothingShown, PlaceInFull, behind, entry_of, latest, place_in_full
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, leave_entries
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.options.compare import AnyPlace
from matcher.options.discreet import discreet, discreet_ways_out
from matcher.options.result import MatchResult, result_adapter
from matcher.options.ways_out import WaysOut, ways_out_of
from matcher.policy import PolicyBook


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOptions:
    """The latest answer to a request, as this reader may see it, with the request and the person as they were then."""

    result: MatchResult
    request: PlacementRequest
    person: YoungPerson
    carers: Mapping[str, tuple[str, ...]]
    """Setting -> who the carers there are, for readers who may know."""
    has_changed: bool
    """The record, the policy or the day has changed since."""


@dataclass(frozen=True, slots=True)
class _Read:
    shown: ShownOptions
    whole: MatchResult
    snapshot: Snapshot
    policy: PolicyBook


def shown_options(service: Service, caller: Caller, request_id: str) -> ShownOptions:
    """The latest answer shown. Raises NothingShown, NoSuchRequest."""
    return _read(service, caller, request_id, Deed.SHOW).shown


@dataclass(frozen=True, slots=True)
class WaysOutShown:
    """The ways out of places of the answer shown, as this reader may see them."""

    snapshot: Snapshot
    policy: PolicyBook
    request_id: str
    in_full: bool

    def of(self, places: Collection[AnyPlace]) -> dict[str, WaysOut]:
        """Place id -> its ways out; all looked for together."""
        if not places:
            return {}
        settings = {one.setting_id for one in places}
        found = ways_out_of(self.snapshot, self.request_id, [one.place_id for one in places], settings, self.policy)
        return found if self.in_full else {one: discreet_ways_out(way) for one, way in found.items()}


def shown_why_not(service: Service, caller: Caller, request_id: str) -> tuple[ShownOptions, WaysOutShown]:
    """The latest answer shown, and what would open its places. Raises NothingShown, NoSuchRequest."""
    read = _read(service, caller, request_id, Deed.SHOW)
    in_full = caller.may(Permission.READ_PROTECTIVE_REASONS)
    return read.shown, WaysOutShown(read.snapshot, read.policy, request_id, in_full)


def shown_place(service: Service, caller: Caller, request_id: str, place_id: str) -> tuple[ShownOptions, PlaceInFull]:
    """The latest answer shown, and one place of it in full. Raises NothingShown, NoSuchRequest, NoSuchPlace."""
    read = _read(service, caller, request_id, Deed.EXPLAIN)
    in_full = caller.may(Permission.READ_PROTECTIVE_REASONS)
    return read.shown, place_in_full(read.whole, read.snapshot, place_id, read.policy, in_full=in_full)


def _read(service: Service, caller: Caller, request_id: str, deed: Deed) -> _Read:
    frame = service.frames.frame(caller.authority)
    with service.store.writing() as connection:
        try:
            row = latest(connection, caller.authority, request_id)
        except NothingShown:
            frame.request(request_id)
            raise
        is_same = (frame.snapshot_hash, frame.book.hash) == (row.snapshot_hash, row.policy_hash)
        snapshot, policy = (
            (replace(frame.snapshot, as_of=row.as_of), frame.book)
            if is_same
            else behind(connection, caller.authority, row)
        )
        request = next(one for one in snapshot.placement_requests if one.id == request_id)
        leave_entries(connection, caller, service.clock(), [entry_of(deed, request_id, request.young_person_id)])
    whole = result_adapter().validate_json(zlib.decompress(row.body))
    has_changed = not is_same or snapshot.today != frame.snapshot.today
    shown = ShownOptions(
        result=whole if caller.may(Permission.READ_PROTECTIVE_REASONS) else discreet(whole),
        request=request,
        person=person_of(snapshot, request),
        carers=_carers(snapshot) if caller.may(Permission.READ_PROVISION) else {},
        has_changed=has_changed,
    )
    return _Read(shown, whole, snapshot, policy)


def person_of(snapshot: Snapshot, request: PlacementRequest) -> YoungPerson:
    """Whom a request is for."""
    known = (one for one in snapshot.young_people if one.id == request.young_person_id)
    return next(known, YoungPerson(id=request.young_person_id))


def _carers(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    return {
        home.id: names
        for home in snapshot.settings
        if (names := tuple(carer.name for carer in home.carers or () if carer.name))
    }
