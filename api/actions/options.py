"""Ranks the options of a request of the record, keeps the answer as it was shown, and explains it."""

import zlib
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, insert, select

from api.actions.unmet_needs import keep_unmet
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.schema import table
from api.store.sealed import QUICK, seal, unsealed
from matcher.domain.adapters import built_once
from matcher.domain.errors import MatcherError, NoSuchPlace
from matcher.domain.snapshot import Snapshot
from matcher.options.discreet import (
    discreet,
    discreet_exclusion,
    discreet_limbs,
    discreet_option,
    discreet_ways_out,
)
from matcher.options.explain import JudgedLimb, explain
from matcher.options.rank import rank_in
from matcher.options.result import ExcludedPlace, MatchResult, PlacementOption, result_adapter
from matcher.options.ways_out import WaysOut, ways_out_of_place
from matcher.policy import PolicyBook

LISTS = ("options", "needs_approval", "needs_information", "excluded")


class NothingShown(MatcherError):
    """Nobody has asked for the options of this request yet."""

    code = "nothing_shown"
    remedy = "Ask for the options first: POST to /v1/placement-requests/{id}/options."


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInFull:
    """One place of an answer as it was shown, with every limb's outcome, its source and the ways out."""

    result_id: str
    request_id: str
    list: str
    """Which of the answer's lists it was in."""
    place: PlacementOption | ExcludedPlace
    limbs: tuple[JudgedLimb, ...]
    ways_out: WaysOut
    """What would make it lawful, and who can make each change."""


@built_once
def place_in_full_adapter() -> TypeAdapter[PlaceInFull]:
    """Writes a PlaceInFull as JSON."""
    return TypeAdapter(PlaceInFull)


def rank_options(service: Service, caller: Caller, request_id: str) -> bytes:
    """The ranked options (a MatchResult as JSON), kept as shown. Raises NoSuchRequest."""
    frame = service.frames.frame(caller.authority)
    result = rank_in(frame, request_id)
    body = result_adapter().dump_json(result)
    young_person = frame.request(request_id).young_person_id
    with service.store.writing() as connection:
        seal(connection, caller.authority, frame)
        _keep(connection, service, caller, result, frame.book, body)
        keep_unmet(connection, caller, frame, result)
        leave_entries(connection, caller, service.clock(), [entry_of(Deed.RANK, request_id, young_person)])
    return body if caller.may(Permission.READ_PROTECTIVE_REASONS) else result_adapter().dump_json(discreet(result))


def explain_option(service: Service, caller: Caller, request_id: str, place_id: str) -> PlaceInFull:
    """One place of the latest answer shown, judged again from the very snapshot it was made from.

    Raises NothingShown, NoSuchPlace.
    """
    with service.store.writing() as connection:
        shown = latest(connection, caller.authority, request_id)
        snapshot, policy = behind(connection, caller.authority, shown)
        young_person = next(one.young_person_id for one in snapshot.placement_requests if one.id == request_id)
        leave_entries(connection, caller, service.clock(), [entry_of(Deed.EXPLAIN, request_id, young_person)])
    result = result_adapter().validate_json(zlib.decompress(shown.body))
    in_full = caller.may(Permission.READ_PROTECTIVE_REASONS)
    return place_in_full(result, snapshot, place_id, policy, in_full=in_full)


def place_in_full(
    result: MatchResult, snapshot: Snapshot, place_id: str, policy: PolicyBook, *, in_full: bool
) -> PlaceInFull:
    """One place of this answer; `snapshot` is what the answer was made from. Raises NoSuchPlace.

    in_full  for a reader who may know which of several protective reasons keeps somebody from the place
    """
    for name in LISTS:
        for place in getattr(result, name):
            if place.place_id == place_id:
                part = snapshot.part([result.request_id], [place.setting_id])
                limbs = explain(part, result.request_id, place_id, policy, in_full=in_full)
                full = PlaceInFull(
                    result_id=result.id,
                    request_id=result.request_id,
                    list=name,
                    place=place,
                    limbs=limbs,
                    ways_out=ways_out_of_place(snapshot, result.request_id, place_id, policy),
                )
                return full if in_full else _discreetly(full)
    raise NoSuchPlace("the answer that was shown has no place with this id")


def _discreetly(full: PlaceInFull) -> PlaceInFull:
    place = full.place
    shown = discreet_exclusion(place) if isinstance(place, ExcludedPlace) else discreet_option(place)
    return replace(full, place=shown, limbs=discreet_limbs(full.limbs), ways_out=discreet_ways_out(full.ways_out))


def _keep(
    connection: Connection, service: Service, caller: Caller, result: MatchResult, policy: PolicyBook, body: bytes
) -> None:
    row = {
        "authority": caller.authority,
        "request_id": result.request_id,
        "result_id": result.id,
        "shown_at": service.clock(),
        "shown_to": caller.actor,
        "as_of": result.as_of,
        "snapshot_hash": result.snapshot_hash,
        "policy_hash": policy.hash,
        "body": zlib.compress(body, QUICK),
    }
    connection.execute(insert(table("shown_result")), [row])


def latest(connection: Connection, authority: str, request_id: str) -> Row[Any]:
    """The latest answer shown, as it is kept. Raises NothingShown."""
    shown = table("shown_result")
    query = select(shown).where(shown.c.authority == authority, shown.c.request_id == request_id)
    row = connection.execute(query.order_by(shown.c.number.desc()).limit(1)).one_or_none()
    if row is None:
        raise NothingShown("no options have been shown for this request")
    return row


def behind(connection: Connection, authority: str, shown: Row[Any]) -> tuple[Snapshot, PolicyBook]:
    """What an answer that was shown was made from."""
    return unsealed(connection, authority, shown.snapshot_hash, shown.policy_hash, shown.as_of)


def entry_of(deed: Deed, request_id: str, young_person: str) -> Entry:
    """The audit's entry of something done with the options of a request."""
    return Entry(deed=deed, collection="placement_requests", record_id=request_id, young_person_id=young_person)
