"""Why an empty bed is not free on a night: what the record closes, and what the rota cannot staff."""

from collections.abc import Iterator
from typing import NamedTuple

from matcher.capacity.bed_state import BedState
from matcher.capacity.staff import ForMore
from matcher.domain.codes import FOR_THE_GROUP, ClosureReason
from matcher.domain.settings import Place, Setting
from matcher.ledger import is_residential, ordinal

CLOSED = {
    ClosureReason.STAFFING: "Closed to anyone new: not enough staff.",
    ClosureReason.REPAIR: "Closed to anyone new: repairs.",
    ClosureReason.RISK: "Closed to anyone new: a risk to those who live there.",
    ClosureReason.NO_ADMISSIONS: "Closed to anyone new for now, for those who live there.",
    ClosureReason.SOLE_OCCUPANCY: "Kept for one young person alone for now.",
}
VACANCY_ENDS = "The vacancy ends before this night."
CARER_AWAY = "The carer is away."
REGISTERED_PLACES = "Every registered place is taken."
TOO_FEW_STAFF = "The rota has too few staff for one more person."


class Limit(NamedTuple):
    """On one night only so many of the empty beds can be used: the rest are in this state, for this reason."""

    beds: int
    state: BedState
    reason: str


def room_in(setting: Setting, people: int, more: ForMore) -> int:
    """How many more people the registration and the staff of a night leave room for, whatever the beds."""
    registered = registered_of(setting)
    return more.most if registered is None else max(min(registered - people, more.most), 0)


def registered_of(setting: Setting) -> int | None:
    """How many people a home's registration allows; None = it has none that says so. Carers' terms depend on who comes."""
    return setting.registered_places if is_residential(setting) else None


def turns_of(setting: Setting) -> Iterator[int]:
    """The days from which something that closes a setting's beds does so, or no longer does."""
    for closure in setting.closures:
        yield from (ordinal(closure.first_night), ordinal(closure.leaving))
    for away in setting.availability.absences if setting.availability else ():
        yield from (ordinal(away.first_night), ordinal(away.leaving))


def limits_on(setting: Setting, place: Place, day: int, people: int, more: ForMore) -> list[Limit]:
    """Whatever holds back empty beds of a row on a night, what closes all of them first."""
    limits = [Limit(0, *why) for why in _closed(setting, place, day)]
    registered = registered_of(setting)
    if registered is not None:
        limits.append(Limit(max(registered - people, 0), BedState.OUT_OF_USE, REGISTERED_PLACES))
    limits.append(Limit(more.most, BedState.BLOCKED_BY_STAFFING, TOO_FEW_STAFF))
    return limits


def _closed(setting: Setting, place: Place, day: int) -> list[tuple[BedState, str]]:
    closed = [
        (_state(closure.reason), CLOSED[closure.reason])
        for closure in setting.closures
        if ordinal(closure.first_night) <= day < ordinal(closure.leaving)
    ]
    if ordinal(place.vacancy_ends_on) <= day:
        closed.append((BedState.OUT_OF_USE, VACANCY_ENDS))
    away = setting.availability.absences if setting.availability else ()
    if any(ordinal(one.first_night) <= day < ordinal(one.leaving) for one in away):
        closed.append((BedState.OUT_OF_USE, CARER_AWAY))
    return closed


def _state(reason: ClosureReason) -> BedState:
    if reason in FOR_THE_GROUP:
        return BedState.BLOCKED_BY_GROUP
    return BedState.BLOCKED_BY_STAFFING if reason is ClosureReason.STAFFING else BedState.OUT_OF_USE
