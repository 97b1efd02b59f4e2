"""On which nights those of 18 and over in a children's home would be as many as those under 18, with one more person there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.domain.nights import birthday
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeState
from matcher.frame.index import Index
from matcher.ledger import FAR, Stay, next_set
from matcher.outcomes import ASK, NOT_MET, PLACE

Days = NDArray[np.int32]
Flags = NDArray[np.bool_]
Nights = Callable[[Days], Days]
ADULT = 18


@dataclass(frozen=True)
class Tables:
    """For some place rows: the next night, at or after each, on which it surely fails, and on which it may."""

    rows: NDArray[np.intp]
    fails: NDArray[np.int16]
    doubts: NDArray[np.int16]


class Minority:
    """Made once for all who ask. `homes`: positions of the children's homes whose residents this authority knows."""

    def __init__(self, index: Index, homes: Sequence[int]) -> None:
        self.index, self.ledger, self.homes = index, index.ledger, homes
        self._counts: dict[tuple[int, str], tuple[NDArray[np.int16], ...]] = {}

    @cached_property
    def mixed(self) -> list[int]:
        """Those where somebody is, or may be, 18 or over on some night."""
        end = self.ledger.origin + self.ledger.nights
        return [
            at
            for at in self.homes
            if any(self.grown_up(stay) < min(stay.leaving, end) for stay in self.index.stays_at.get(at, ()))
        ]

    def grown_up(self, stay: Stay) -> int:
        """The day somebody placed there turns 18; 0 where nobody knows."""
        return eighteenth(self.index.people.get(stay.person_id)) or 0

    @cached_property
    def for_children(self) -> Tables:
        """Where one more person under 18 comes."""
        return self.tables(self.mixed, adult=False)

    @cached_property
    def for_adults(self) -> Tables:
        """Where one more person of 18 or over comes."""
        return self.tables(self.homes, adult=True)

    def tables(self, homes: Sequence[int], *, adult: bool, without: str = "") -> Tables:
        """The tables of some homes, as if `without` did not live there."""
        rows = [(row, at) for at in homes for row in self.index.rows_of.get(at, [])]
        flags = [self.flags(at, adult=adult, without=without) for _, at in rows]
        shape = (len(rows), self.ledger.nights)
        fails, doubts = (np.array([one[k] for one in flags], np.bool_).reshape(shape) for k in (0, 1))
        return Tables(np.array([row for row, _ in rows], np.intp), next_set(fails), next_set(doubts))

    def flags(self, at: int, *, adult: bool, without: str) -> tuple[Flags, Flags]:
        """(nights,): surely not fewer adults than children; and that, if every unknown age were an adult's."""
        if (at, without) not in self._counts:
            self._counts[at, without] = self._count(at, without)
        adults, children, unknown = self._counts[at, without]
        return adults + adult >= children + unknown + (not adult), adults + unknown + adult >= children + (not adult)

    def _count(self, at: int, without: str) -> tuple[NDArray[np.int16], ...]:
        """(nights,) each: how many placed there are of 18 and over, under 18, and of unknown age."""
        adults, children, unknown = (np.zeros(self.ledger.nights, np.int16) for _ in range(3))
        for person_id in {stay.person_id for stay in self.index.stays_at.get(at, ())} - {without}:
            there = np.zeros(self.ledger.nights, np.bool_)
            for stay in self.index.stays_at[at]:
                if stay.person_id == person_id:
                    there[self.night(stay.first) : self.night(stay.leaving)] = True
            turns = eighteenth(self.index.people.get(person_id))
            if turns is None:
                unknown += there
            else:
                children[: self.night(turns)] += there[: self.night(turns)]
                adults[self.night(turns) :] += there[self.night(turns) :]
        return adults, children, unknown

    def night(self, day: int) -> int:
        """Where a day stands in a table, held to its ends."""
        return min(max(day - self.ledger.origin, 0), self.ledger.nights)

    def newcomer(self, person_id: str, maybe: int, surely: int) -> "Newcomer":
        """The same as one who asks would find it, who turns 18 between two days."""
        mine = {stay.setting for stay in self.index.stays_of.get(person_id, [])}
        return Newcomer(self, person_id, maybe, surely, [at for at in self.homes if at in mine])


@dataclass(frozen=True)
class Newcomer:
    """One who asks. `maybe` and `surely`: the first and the last day on which they may turn 18; `own`: homes they stay in."""

    minority: Minority
    person_id: str
    maybe: int
    surely: int
    own: list[int]

    @property
    def changes_nothing(self) -> bool:
        """Under 18 on every night, and nobody of 18 or over in any home."""
        return not self.minority.mixed and not self.own and min(self.maybe, self.surely) >= self._end

    @property
    def worst_first(self) -> list[tuple[Nights, np.int8]]:
        """The first night from each day on (m,) that fails, or may; and what each comes to."""
        found: list[tuple[Nights, np.int8]] = [(self.fails, NOT_MET), (self.doubts, np.int8(PLACE))]
        return found if self.maybe == self.surely else [*found, (self.may_depend_on_age, np.int8(ASK))]

    def fails(self, first: Days) -> Days:
        """The first night from each row's `first` (m,) on which it surely fails; FAR where none does."""
        return self._next(first, self.surely, doubts=False)

    def doubts(self, first: Days) -> Days:
        """The same if every resident of unknown age were 18 or over."""
        return self._next(first, self.surely, doubts=True)

    def may_depend_on_age(self, first: Days) -> Days:
        """The same if the newcomer were, too, as soon as they may be."""
        return self._next(first, self.maybe, doubts=True)

    def _next(self, first: Days, grown: int, *, doubts: bool) -> Days:
        nights = np.full(len(first), FAR, np.int32)
        self._mark(nights, first, self.minority.for_children, doubts=doubts, until=grown)
        if grown < self._end:
            self._mark(nights, np.maximum(first, np.int32(grown)), self.minority.for_adults, doubts=doubts)
        if self.own:
            self._mark_own(nights, first, grown, doubts=doubts)
        return nights

    def _mark_own(self, nights: Days, first: Days, grown: int, *, doubts: bool) -> None:
        """Where they have a stay themselves it does not count: those homes are looked at again without it."""
        child, adult = (self.minority.tables(self.own, adult=one, without=self.person_id) for one in (False, True))
        nights[child.rows] = FAR
        self._mark(nights, first, child, doubts=doubts, until=grown)
        self._mark(nights, np.maximum(first, np.int32(grown)), adult, doubts=doubts)

    def _mark(self, nights: Days, first: Days, tables: Tables, *, doubts: bool, until: int = FAR) -> None:
        """Bring forward the night of each row that has one before `until` in the tables."""
        if not tables.rows.size:
            return
        origin, end = self.minority.ledger.origin, self.minority.ledger.nights
        begin = np.clip(first[tables.rows] - origin, 0, end)
        table = tables.doubts if doubts else tables.fails
        found = table[np.arange(len(tables.rows)), begin].astype(np.int32)
        found = np.where(found >= end, np.int32(FAR), found + origin)
        found = np.where(found < until, found, np.int32(FAR))
        nights[tables.rows] = np.minimum(nights[tables.rows], found)

    @property
    def _end(self) -> int:
        return self.minority.ledger.origin + self.minority.ledger.nights


def eighteenth(person: YoungPerson | None) -> int | None:
    """The day somebody turns 18, where their age is certain."""
    doubtful = person is None or person.age_state in {AgeState.DISPUTED, AgeState.UNKNOWN}
    if person is None or doubtful or person.date_of_birth is None:
        return None
    return birthday(person.date_of_birth, ADULT).toordinal()
