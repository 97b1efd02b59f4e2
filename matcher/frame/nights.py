"""The offered nights of every pair: from when, until when, and which rule closed them."""

from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from matcher.domain.nights import after_working_days
from matcher.frame.asks import Asks
from matcher.frame.birthdays import for_each_day
from matcher.frame.minority import Newcomer
from matcher.frame.places import Places
from matcher.ledger import CARER_VACANCY, FAR
from matcher.outcomes import MET, Bools, stacked

Days = NDArray[np.int32]
Bits = NDArray[np.uint8]
TEMPORARY_APPROVAL, EMERGENCY_LIMIT, ADULTS_IN_MINORITY, EIGHTEENTH_BIRTHDAY = 8, 16, 32, 64
ADULT = 18


@dataclass(frozen=True)
class OfferedNights:
    """All (n, m): judged nights as ordinals (FAR = no planned end), and bits of the rules that leave too few of them."""

    first: Days
    leaving: Days
    enough: Bools
    closed_by: Bits


@dataclass(frozen=True)
class _Closers:
    """What closes nights of one ask's places (m,): the ledger's table, absences, and ends that belong to the pair."""

    asks: Asks
    places: Places
    i: int

    @property
    def temporary(self) -> dict[int, int]:
        """Place row -> the end of a temporary approval that covers this person."""
        return self.places.closings.temporary_ends.get(self.asks.people[self.i].id, {})

    @cached_property
    def newcomer(self) -> Newcomer:
        """The person among the adults and children of each home."""
        return newcomer(self.asks, self.places, self.i)

    @cached_property
    def own(self) -> dict[int, Bits]:
        """Place row of a setting where the person has a placement -> its closed nights as if that were not there."""
        index, person = self.places.index, self.asks.people[self.i]
        settings = {stay.setting for stay in index.stays_of.get(person.id, [])}
        rows = {row for at in settings for row in index.rows_of.get(at, [])}
        rows |= {row for _, row in self.places.ledger.staying_put.get(person.id, ()) if row >= 0}
        return {row: self.places.ledger.without(row, person.id) for row in sorted(rows)}

    def window(self, start: int, nights: int) -> Bits:
        """(nights, m): the closing rules of each night from `start` on."""
        offset = start - self.places.ledger.origin
        these = slice(offset, offset + nights)
        bits = self.places.closings.by_night[these]
        if not self.own and not self.temporary and self.newcomer.changes_nothing:
            return bits
        bits = bits.copy()
        for row, closed in self.own.items():
            bits[:, row] = closed[these] | self.places.closings.away_by_night[these, row]
        for row, end in self.temporary.items():
            bits[max(end - start, 0) :, row] |= TEMPORARY_APPROVAL
        for night in range(nights if not self.newcomer.changes_nothing else 0):
            of_all = np.full(len(self.places), start + night, np.int32)
            bits[night, self.newcomer.fails(of_all) == of_all] |= ADULTS_IN_MINORITY
        return bits

    def ends(self, first: Days) -> list[tuple[int, Days]]:
        """The first night after `first` (m,) that each kind of closer of beds closes; 0 = the ledger's table."""
        figures = self.asks.policy.figures
        pool = np.where(self.places.is_emergency_pool[0], first + figures.emergency_bed_max_nights, np.int32(FAR))
        found = [(0, self._table_end(first)), (EMERGENCY_LIMIT, pool), (CARER_VACANCY, self._absence(first))]
        if self.temporary:
            temporary = np.full(len(first), FAR, np.int32)
            temporary[list(self.temporary)] = list(self.temporary.values())
            found.append((TEMPORARY_APPROVAL, temporary))
        if not self.newcomer.changes_nothing:
            found.append((ADULTS_IN_MINORITY, self.newcomer.fails(first)))
        return found

    def closing(self, first: Days, ends: list[tuple[int, Days]]) -> Days:
        """The first night after `first` (m,) that anything closes."""
        figures, birthday = self.asks.policy.figures, self.eighteenth_birthday
        beds = self._within(reduce(np.minimum, [end for _, end in ends]), first, figures.capacity_horizon_days)
        if birthday >= self._last_day:
            return beds
        adult = np.where(self.places.is_placement[0] & (first < birthday), np.int32(birthday), np.int32(FAR))
        return np.minimum(beds, self._within(adult, first, figures.age_horizon_days + 1))

    @property
    def _last_day(self) -> int:
        """The day from which a birthday no longer ends any nights."""
        latest = int(self.asks.latest[self.i, 0]) + self.asks.policy.figures.age_horizon_days + 1
        return latest if self._is_open else int(self.asks.end[self.i, 0])

    def _absence(self, first: Days) -> Days:
        """The first absence that begins while the young person settles in."""
        away, settle = np.full(len(first), FAR, np.int32), self.asks.policy.figures.carer_settle_nights
        for rows, begins, _ in self.places.closings.absences:
            after = begins - first[rows]
            soon = np.where((after > 0) & (after < settle), begins, np.int32(FAR))
            away[rows] = np.minimum(away[rows], soon)
        return away

    def _table_end(self, first: Days) -> Days:
        nearest = self.places.ledger.closed_after(first)
        for row, closed in self.own.items():
            offset = int(first[row]) - self.places.ledger.origin
            later = np.flatnonzero(closed[offset:])[:1]
            nearest[row] = int(first[row] + later[0]) if later.size else FAR
        return nearest

    def _within(self, end: Days, first: Days, days: int) -> Days:
        """With an open end, an end counts only so many days after the first night."""
        return np.where(end >= first + days, np.int32(FAR), end) if self._is_open else end

    def _counts(self, days_after: int, days: int) -> bool:
        return not self._is_open or days_after < days

    @property
    def _is_open(self) -> bool:
        return int(self.asks.end[self.i, 0]) == FAR

    @cached_property
    def eighteenth_birthday(self) -> int:
        """Where a looked-after placement ends; FAR where age is not certain or nobody is looked after."""
        ends = self.asks.age_is_certain[self.i, 0] and self.asks.is_looked_after[self.i, 0] == MET
        return int(self.asks.birthdays(18)[0][self.i, 0]) if ends else FAR

    def closed_by(self, row: int, first: int, leaving: int, ends: list[tuple[int, Days]]) -> int:
        """Bits of every rule that closes the night on which one place's nights end."""
        figures, bits = self.asks.policy.figures, 0
        if leaving == self.eighteenth_birthday and self._counts(leaving - first, figures.age_horizon_days + 1):
            bits = EIGHTEENTH_BIRTHDAY if self.places.is_placement[0, row] else 0
        for bit, end in ends:
            if end[row] == leaving and self._counts(leaving - first, figures.capacity_horizon_days):
                table = self.own.get(row, self.places.ledger.closed[row])
                bits |= bit or int(table[leaving - self.places.ledger.origin])
        return bits


def newcomer(asks: Asks, places: Places, i: int) -> Newcomer:
    """One who asks, among the adults and children of each home."""
    maybe, surely = asks.birthdays(ADULT)
    return places.minority.newcomer(asks.people[i].id, int(maybe[i, 0]), int(surely[i, 0]))


def offered_nights(asks: Asks, places: Places) -> OfferedNights:
    """Judge every pair's nights, but for the emergency limit on terms (`with_terms_limit`)."""
    each = [_offered(_Closers(asks, places, i)) for i in range(len(asks))]
    first, leaving, enough, closed_by = zip(*each, strict=True)
    return OfferedNights(stacked(first), stacked(leaving), stacked(enough), stacked(closed_by))


def _offered(closers: _Closers) -> tuple[Days, Days, Bools, Bits]:
    """One ask's judged nights (m,): first and leaving, whether there are enough, and what closes them."""
    asks, i = closers.asks, closers.i
    start, latest, end = (int(column[i, 0]) for column in (asks.start, asks.latest, asks.end))
    window = closers.window(start, latest - start + 1)
    waits = _waits(window)
    never = waits[-1]
    first = start + waits.sum(axis=0, dtype=np.int32) * ~never
    ends = closers.ends(first)
    closing = np.where(never, first, closers.closing(first, ends))
    leaving = np.minimum(closing, np.int32(end))
    enough = leaving - first >= int(asks.enough_nights[i, 0])
    closed_by = np.bitwise_or.reduce(window * waits.view(np.uint8), axis=0) * ~enough
    for row in np.flatnonzero(~enough & ~never & (closing < end)).tolist():
        closed_by[row] = closers.closed_by(row, int(first[row]), int(closing[row]), ends)
    return np.where(enough, first, np.int32(start)), np.where(enough, leaving, np.int32(end)), enough, closed_by


def _waits(window: Bits) -> Bools:
    """(nights, m): closed, and so were the nights before. Mostly one night: a loop is quicker than `accumulate`."""
    waits: Bools = window != 0
    for night in range(1, len(waits)):
        waits[night] &= waits[night - 1]
    return waits


def with_terms_limit(asks: Asks, nights: OfferedNights, binds: Bools) -> OfferedNights:
    """Where `binds` (n, m), the nights end on the sixth working day after the first (reg 23), never too few."""
    if not binds.any():
        return nights
    count, holidays = asks.policy.figures.terms_emergency_working_days, asks.policy.bank_holidays
    limit = for_each_day(nights.first, lambda day: after_working_days(day, count, holidays))
    leaving = np.where(binds & nights.enough, np.minimum(nights.leaving, limit), nights.leaving)
    return replace(nights, leaving=leaving)
