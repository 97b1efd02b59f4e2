"""What a provider has to know of a young person to say whether a place fits: the record, with others' names left out."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from api.actions.options import NothingShown, latest
from api.actions.shown import person_of
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from matcher.domain.errors import NoSuchPlace
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.options.discreet import discreet_option
from matcher.options.result import PlacementOption, result_adapter

SOMEBODY = "[name left out]"
NOWHERE = "[address left out]"
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """An open request as it is now, the person it is for, and the place asked, where one is named."""

    request: PlacementRequest
    person: YoungPerson
    as_of: datetime
    option: PlacementOption | None
    redacted: Callable[[str], str]
    """Free text without the names of other young people, and without postcodes."""


def referral(service: Service, caller: Caller, request_id: str, place_id: str | None) -> Referral:
    """To be sent outside. It is noted as a reading of both. Raises NotPermitted, NoSuchRequest, NoSuchPlace, NothingShown."""
    caller.require(Permission.READ_PEOPLE)
    frame = service.frames.frame(caller.authority)
    snapshot, request = frame.snapshot, frame.request(request_id)
    with service.store.writing() as connection:
        option = _option(connection, caller, request_id, place_id) if place_id else None
        leave_entries(connection, caller, service.clock(), _entries(request))
    return Referral(
        request=request,
        person=person_of(snapshot, request),
        as_of=snapshot.as_of,
        option=option,
        redacted=_redaction(snapshot, request),
    )


def _entries(request: PlacementRequest) -> list[Entry]:
    whose = request.young_person_id
    return [
        Entry(deed=Deed.EXPORT, collection="placement_requests", record_id=request.id, young_person_id=whose),
        Entry(deed=Deed.EXPORT, collection="young_people", record_id=whose, young_person_id=whose),
    ]


def _option(connection: Connection, caller: Caller, request_id: str, place_id: str) -> PlacementOption:
    """The place asked, as everybody may see it: the sheet leaves the house."""
    try:
        row = latest(connection, caller.authority, request_id)
    except NothingShown:
        raise NoSuchPlace("no options have been shown for this request, so no place can be asked yet") from None
    result = result_adapter().validate_json(zlib.decompress(row.body))
    for option in (*result.options, *result.needs_approval, *result.needs_information):
        if option.place_id == place_id:
            return discreet_option(option)
    raise NoSuchPlace("the answer that was shown does not list this place")


def _redaction(snapshot: Snapshot, request: PlacementRequest) -> Callable[[str], str]:
    others = frozenset(
        one.name_to_use for one in snapshot.young_people if one.name_to_use and one.id != request.young_person_id
    )
    return lambda text: POSTCODE.sub(NOWHERE, _names(others).sub(SOMEBODY, text))


@lru_cache(maxsize=4)
def _names(others: frozenset[str]) -> re.Pattern[str]:
    """Longest first: of `Robin Ash` nothing is left over."""
    either = "|".join(map(re.escape, sorted(others, key=lambda one: (-len(one), one))))
    return re.compile(rf"\b(?:{either})\b" if either else r"(?!)")
