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
from matcher.ledger import CARER_VACANCY, FAR, USABLE_VACANCY, ordinal
from matcher.outcomes import MET, Bools

Days = NDArray[np.int32]
Bits = NDArray[np.uint8]
TEMPORARY_APPROVAL, EMERGENCY_LIMIT = 8, 16


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


@dataclass(frozen=True)
class _Closers:
    """What closes nights of one ask's places (m,): the ledger's table, absences, and ends that belong to the pair."""

    asks: Asks
    places: Places
    i: int

    @cached_property
    def temporary(self) -> dict[int, int]:
        """Place row -> the end of a temporary approval that covers this person."""
        figures, person = self.asks.policy.figures, self.asks.people[self.i]
        weeks, extension = figures.temporary_approval_weeks, figures.temporary_extension_weeks
        ends = {}
        for row in self.places.rows_where(_has_temporary_approval):
            carers = self.places.index.setting_of_row(row).carers or ()
            known = [temporary_end(carer, person.id, weeks, extension) for carer in carers]
            ends[row] = min([end for end in known if end is not None], default=FAR)
        return ends

    @cached_property
    def own(self) -> dict[int, Bits]:
        """Place row of a setting where the person has a placement -> its closed nights as if that were not there."""
        index, person = self.places.index, self.asks.people[self.i]
        settings = {stay.setting for stay in index.stays_of.get(person.id, [])}
        rows = [row for at in settings for row in index.rows_of.get(at, [])]
        return {row: self.places.ledger.without(row, person.id) for row in rows}

    def window(self, start: int, nights: int) -> Bits:
        """(m, nights): the closing rules of each night from `start` on."""
        ledger = self.places.ledger
        offset = start - ledger.origin
        bits = ledger.closed[:, offset : offset + nights].copy()
        for row, closed in self.own.items():
            bits[row] = closed[offset : offset + nights]
        dates = np.arange(start, start + nights, dtype=np.int32)
        for rows, begins, back in self.places.absences:
            away = (begins[:, None] <= dates) & (dates < back[:, None])
            bits[rows] |= away.view(np.uint8) * np.uint8(CARER_VACANCY)
        for row, end in self.temporary.items():
            bits[row] |= (dates >= end).view(np.uint8) * np.uint8(TEMPORARY_APPROVAL)
        return bits

    def ends(self, first: Days) -> list[tuple[int, Days]]:
        """The first night after `first` (m,) that each kind of closer closes; 0 = the ledger's table."""
        figures, every = self.asks.policy.figures, np.arange(len(first))
        pool = np.where(self.places.is_emergency_pool[0], first + figures.emergency_bed_max_nights, FAR)
        temporary, away = (np.full(len(first), FAR, np.int32) for _ in range(2))
        temporary[list(self.temporary)] = list(self.temporary.values())
        for rows, begins, _ in self.places.absences:
            soon = (begins > first[rows]) & (begins < first[rows] + figures.carer_settle_nights)
            away[rows] = np.minimum(away[rows], np.where(soon, begins, FAR))
        capacity = [(0, self._table_end(first, every)), (EMERGENCY_LIMIT, pool), (TEMPORARY_APPROVAL, temporary)]
        capacity.append((CARER_VACANCY, away))
        found = [(bit, self._within(end, first, figures.capacity_horizon_days)) for bit, end in capacity]
        birthday = self.eighteenth_birthday
        adult = np.where(self.places.is_placement[0] & (first < birthday), birthday, FAR).astype(np.int32)
        return [*found, (USABLE_VACANCY, self._within(adult, first, figures.age_horizon_days + 1))]

    def _table_end(self, first: Days, rows: NDArray[np.intp]) -> Days:
        ledger = self.places.ledger
        nearest = ledger.next_closed[rows, first - ledger.origin].astype(np.int32)
        for row, closed in self.own.items():
            offset = int(first[row]) - ledger.origin
            later = np.flatnonzero(closed[offset:])[:1]
            nearest[row] = offset + int(later[0]) if later.size else ledger.nights
        return np.where(nearest >= ledger.nights, FAR, nearest + ledger.origin).astype(np.int32)

    def _within(self, end: Days, first: Days, days: int) -> Days:
        """With an open end, an end counts only so many days after the first night."""
        if int(self.asks.end[self.i, 0]) < FAR:
            return end
        return np.where(end >= first + days, FAR, end).astype(np.int32)

    @property
    def eighteenth_birthday(self) -> int:
        """Where a looked-after placement ends; FAR where age is not certain or nobody is looked after."""
        ends = self.asks.age_is_certain[self.i, 0] and self.asks.is_looked_after[self.i, 0] == MET
        return int(self.asks.birthdays(18)[0][self.i, 0]) if ends else FAR

    def closing(self, row: int, leaving: int, ends: list[tuple[int, Days]]) -> int:
        """Bits of every rule that closes the night on which one place's nights end."""
        bits = 0
        for bit, end in ends:
            if end[row] == leaving:
                table = self.own.get(row, self.places.ledger.closed[row])
                bits |= bit or int(table[leaving - self.places.ledger.origin])
        return bits


def offered_nights(asks: Asks, places: Places) -> OfferedNights:
    """Judge every pair's nights, but for the emergency limit on terms (`with_terms_limit`)."""
    each = [_offered(_Closers(asks, places, i)) for i in range(len(asks))]
    first, leaving, enough, closed_by = (np.stack(column) for column in zip(*each, strict=True))
    return OfferedNights(first, leaving, enough, closed_by)


def _offered(closers: _Closers) -> tuple[Days, Days, Bools, Bits]:
    """One ask's judged nights (m,): first and leaving, whether there are enough, and what closes them."""
    asks, i = closers.asks, closers.i
    start, latest, end = (int(column[i, 0]) for column in (asks.start, asks.latest, asks.end))
    window = closers.window(start, latest - start + 1)
    is_open = window == 0
    some, wait = is_open.any(axis=1), is_open.argmax(axis=1).astype(np.int32)
    first = start + wait
    ends = closers.ends(first)
    closing = np.where(some, np.minimum.reduce([one for _, one in ends]), first)
    leaving = np.minimum(closing, end)
    enough = leaving - first >= int(asks.enough_nights[i, 0])
    closed_by = np.zeros(len(first), np.uint8)
    short = ~enough
    before = np.arange(window.shape[1]) < np.where(some, wait, window.shape[1])[short, None]
    closed_by[short] = np.bitwise_or.reduce(window[short] * before.view(np.uint8), axis=1)
    for row in np.flatnonzero(short & some & (closing < end)).tolist():
        closed_by[row] = closers.closing(row, int(closing[row]), ends)
    judged_first = np.where(enough, first, np.int32(start))
    return judged_first, np.where(enough, leaving, end).astype(np.int32), enough, closed_by


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
