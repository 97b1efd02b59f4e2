"""The offered nights of every pair: from when, until when, and which rule closed them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ApprovalStatus
from matcher.domain.nights import after_working_days
from matcher.domain.settings import Carer, Setting
from matcher.frame.asks import Asks
from matcher.frame.places import Places, is_foster
from matcher.ledger import CARER_VACANCY, FAR, USABLE_VACANCY, next_set, ordinal
from matcher.outcomes import MET, Bools

Days = NDArray[np.int32]
Bits = NDArray[np.uint8]
TEMPORARY_APPROVAL, EMERGENCY_LIMIT = 8, 16
NEVER = -1


@dataclass(frozen=True)
class OfferedNights:
    """All (n, m): judged nights as ordinals (FAR = no planned end), and bits of the rules that leave too few of them."""

    first: Days
    leaving: Days
    enough: Bools
    closed_by: Bits


def temporary_end(carer: Carer, person_id: str, weeks: int, extension: int) -> int | None:
    """The leaving day of a carer's temporary approval for this person; FAR = none while under review; None = no such."""
    approval = carer.temporary_approval
    if carer.approval_status is ApprovalStatus.APPROVED or approval is None or person_id not in approval.young_people:
        return None
    if approval.refusal_under_review:
        return FAR
    return ordinal(approval.started_on) + 7 * (weeks + (extension if approval.extended else 0))


def _has_temporary_approval(setting: Setting) -> bool:
    return is_foster(setting) and any(carer.temporary_approval for carer in setting.carers or ())


class _Closers:
    """What closes nights of the pairs: the ledger's table, absences, and ends that belong to a pair."""

    def __init__(self, asks: Asks, places: Places) -> None:
        self.asks, self.places, self.ledger = asks, places, places.ledger
        self.shape = (len(asks), len(places))
        self.temporary = self._temporary_ends()
        self.absences = places.absences
        self.own = self._own_rows()

    @cached_property
    def eighteenth_birthday(self) -> Days:
        """(n, m): where a looked-after placement ends; FAR where age is not certain or nobody is looked after."""
        ends = self.asks.age_is_certain & (self.asks.is_looked_after == MET) & self.places.is_placement
        return np.where(ends, self.asks.birthdays(18)[0], FAR).astype(np.int32)

    def _temporary_ends(self) -> Days:
        figures = self.asks.policy.figures
        ends = np.full(self.shape, FAR, np.int32)
        for row in self.places.rows_where(_has_temporary_approval):
            carers = self.places.index.setting_of_row(row).carers or ()
            for i, person in enumerate(self.asks.people):
                known = [
                    temporary_end(carer, person.id, figures.temporary_approval_weeks, figures.temporary_extension_weeks)
                    for carer in carers
                ]
                ends[i, row] = min([end for end in known if end is not None], default=FAR)
        return ends

    def _own_rows(self) -> dict[tuple[int, int], tuple[Bits, NDArray[np.int16]]]:
        own = {}
        for i, person in enumerate(self.asks.people):
            for at in {stay.setting for stay in self.places.index.stays_of.get(person.id, [])}:
                for row in self.places.index.rows_of.get(at, []):
                    closed = self.ledger.without(row, person.id)
                    own[i, row] = (closed, next_set((closed != 0)[None, :])[0])
        return own

    def at(self, night: Days) -> Bits:
        """The closing rules of each pair on its own `night` (n, m)."""
        offset = np.clip(night - self.ledger.origin, 0, self.ledger.nights - 1)
        bits = self.ledger.closed[np.arange(self.shape[1])[None, :], offset]
        for (i, row), (closed, _) in self.own.items():
            bits[i, row] = closed[offset[i, row]]
        for rows, begins, back in self.absences:
            away = (begins <= night[:, rows]) & (night[:, rows] < back)
            bits[:, rows] |= np.where(away, np.uint8(CARER_VACANCY), np.uint8(0))
        return bits | np.where(night >= self.temporary, np.uint8(TEMPORARY_APPROVAL), np.uint8(0))

    def _within(self, end: Days, first: Days, days: int) -> Days:
        """With an open end, an end counts only so many days after the first night."""
        far = (self.asks.end == FAR) & (end >= first + days)
        return np.where(far, FAR, end).astype(np.int32)

    def until(self, first: Days) -> tuple[Days, Bits]:
        """The first closed night after `first`, an open night, and what closes it."""
        offset = np.clip(first - self.ledger.origin, 0, self.ledger.nights - 1)
        nearest = self.ledger.next_closed[np.arange(self.shape[1])[None, :], offset].astype(np.int32)
        for (i, row), (_, following) in self.own.items():
            nearest[i, row] = following[offset[i, row]]
        table_end = np.where(nearest >= self.ledger.nights, FAR, nearest + self.ledger.origin)
        pool = np.where(self.places.is_emergency_pool, first + self.asks.policy.figures.emergency_bed_max_nights, FAR)
        ends = [(0, table_end), (EMERGENCY_LIMIT, pool), (TEMPORARY_APPROVAL, self.temporary)]
        settle = first + self.asks.policy.figures.carer_settle_nights
        away = np.full(self.shape, FAR, np.int32)
        for rows, begins, _ in self.absences:
            soon = (begins > first[:, rows]) & (begins < settle[:, rows])
            away[:, rows] = np.minimum(away[:, rows], np.where(soon, begins, FAR))
        ends.append((CARER_VACANCY, away))
        figures = self.asks.policy.figures
        ends = [(bit, self._within(end, first, figures.capacity_horizon_days)) for bit, end in ends]
        birthday = np.where(first < self.eighteenth_birthday, self.eighteenth_birthday, FAR).astype(np.int32)
        ends.append((USABLE_VACANCY, self._within(birthday, first, figures.age_horizon_days + 1)))
        leaving = np.minimum.reduce([end for _, end in ends])
        bits = np.zeros(self.shape, np.uint8)
        for bit, end in ends:
            bits |= np.where((end == leaving) & (leaving < FAR), np.uint8(bit), np.uint8(0))
        offset = np.clip(leaving - self.ledger.origin, 0, self.ledger.nights - 1)
        table = self.ledger.closed[np.arange(self.shape[1])[None, :], offset]
        for (i, row), (closed, _) in self.own.items():
            table[i, row] = closed[offset[i, row]]
        bits |= np.where(table_end == leaving, table, np.uint8(0))
        return leaving, bits


def offered_nights(asks: Asks, places: Places) -> OfferedNights:
    """Judge every pair's nights, but for the emergency limit on terms (`with_terms_limit`)."""
    closers = _Closers(asks, places)
    start = np.broadcast_to(asks.start, closers.shape)
    first = np.full(closers.shape, NEVER, np.int32)
    refused = np.zeros(closers.shape, np.uint8)
    for wait in range(int((asks.latest - asks.start).max(initial=0)) + 1):
        night = start + wait
        waiting = (first == NEVER) & (night <= asks.latest)
        if not waiting.any():
            break
        closed = closers.at(night)
        refused |= np.where(waiting, closed, np.uint8(0))
        first = np.where(waiting & (closed == 0), night, first)
    never = first == NEVER
    began = np.where(never, start, first).astype(np.int32)
    closing, bits = closers.until(began)
    return _judged(asks, began, np.where(never, began, closing), bits, refused)


def _judged(asks: Asks, first: Days, closing: Days, bits: Bits, refused: Bits) -> OfferedNights:
    leaving = np.minimum(closing, asks.end).astype(np.int32)
    enough = leaving - first >= asks.enough_nights
    cut_short = (closing < asks.end) & (closing > first)
    return OfferedNights(
        first=np.where(enough, first, asks.start).astype(np.int32),
        leaving=np.where(enough, leaving, asks.end).astype(np.int32),
        enough=enough,
        closed_by=np.where(enough, 0, np.where(cut_short, bits, refused)).astype(np.uint8),
    )


def with_terms_limit(asks: Asks, nights: OfferedNights, binds: Bools) -> OfferedNights:
    """Where `binds` (n, m), the nights end on the sixth working day after the first (reg 23), never too few."""
    if not binds.any():
        return nights
    count, holidays = asks.policy.figures.terms_emergency_working_days, asks.policy.bank_holidays
    days, at = np.unique(nights.first, return_inverse=True)
    ends = [ordinal(after_working_days(date.fromordinal(day), count, holidays)) for day in days.tolist()]
    limit = np.array(ends, np.int32)[at].reshape(nights.first.shape)
    leaving = np.where(binds & nights.enough, np.minimum(nights.leaving, limit), nights.leaving)
    return replace(nights, leaving=leaving.astype(np.int32))
