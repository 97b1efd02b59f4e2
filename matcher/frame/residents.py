"""Who lives, or will live, at each place row's setting: one entry per (row, person)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import MemberRelation
from matcher.domain.nights import months_before
from matcher.domain.people import Vulnerability, YoungPerson
from matcher.domain.person_codes import AgeState
from matcher.domain.settings import HouseholdMember
from matcher.frame.birthdays import birthdays
from matcher.frame.places import Places
from matcher.frame.risks import RISK_AT, RISKS, dated, level_of, vulnerability_levels
from matcher.ledger import FAR
from matcher.outcomes import MET, PLACE, Outcomes, fact, stacked

OLDEST_RESIDENT = 19
ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Resident:
    """One person at one setting: placed there, or a member of the household (present for ever)."""

    id: str
    setting: int
    row: int
    first: int
    leaving: int
    person: YoungPerson | None
    member: HouseholdMember | None

    @property
    def born(self) -> date | None:
        """The date of birth, where it is certain."""
        if self.member is not None:
            return self.member.date_of_birth
        doubtful = self.person is None or self.person.age_state in {AgeState.DISPUTED, AgeState.UNKNOWN}
        return None if doubtful or self.person is None else self.person.date_of_birth

    @property
    def is_own_child(self) -> bool:
        """The household's own child, of whom only vulnerabilities are asked."""
        return self.member is not None and self.member.relation is MemberRelation.OWN_CHILD

    @property
    def counts_in_mix(self) -> bool:
        """Placed there, the household's own child, or a member with a record."""
        return self.member is None or self.is_own_child or self.person is not None

    @property
    def is_vulnerable_child(self) -> bool:
        """The household says so: a child to whom a risk would matter more."""
        return self.member is not None and bool(self.member.vulnerable_child)

    @property
    def can_leave_alone(self) -> bool | None:
        """In a fire, as the household's record or their own says; either "cannot" counts."""
        answers = {one.cannot_leave_alone for one in (self.member, self.person) if one is not None}
        return False if True in answers else True if False in answers else None

    @property
    def is_child_or_placed(self) -> bool:
        """Placed there, or the household's own child: those a young person would share a life with."""
        return self.member is None or self.member.relation is MemberRelation.OWN_CHILD


class Residents:
    """Entries e = (place row, resident of its setting), sorted by row."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._severity: dict[date, NDArray[np.int8]] = {}
        index = places.index
        self.people = [
            *(
                Resident(
                    stay.person_id,
                    stay.setting,
                    stay.row,
                    stay.first,
                    stay.leaving,
                    index.people.get(stay.person_id),
                    None,
                )
                for stay in places.ledger.stays
            ),
            *(
                Resident(member.id, at, -1, 0, FAR, index.people.get(member.id), member)
                for at, setting in enumerate(places.settings)
                for member in setting.household or ()
            ),
        ]
        pairs = [(row, r) for r, one in enumerate(self.people) for row in index.rows_of.get(one.setting, [])]
        pairs.sort()
        # Columns of index numbers: reading by another width is several times slower.
        self.row, self.who = np.array(pairs, np.intp).reshape(-1, 2).T.copy()

    def column(self, values: list[Any], dtype: Any) -> NDArray[Any]:
        """A value of each resident -> a column of entries (1, e)."""
        return np.array(values, dtype)[self.who][None, :]

    @cached_property
    def ids(self) -> NDArray[Any]:
        return self.column([one.id for one in self.people], object)

    @cached_property
    def codes(self) -> NDArray[np.int32]:
        """The person's number in the index."""
        code = self.places.index.person_code
        return self.column([code[one.id] for one in self.people], np.int32)

    @cached_property
    def first(self) -> NDArray[np.int32]:
        return self.column([one.first for one in self.people], np.int32)

    @cached_property
    def leaving(self) -> NDArray[np.int32]:
        return self.column([one.leaving for one in self.people], np.int32)

    @cached_property
    def is_child_or_placed(self) -> NDArray[np.bool_]:
        return self.column([one.is_child_or_placed for one in self.people], np.bool_)

    @cached_property
    def counts_in_mix(self) -> NDArray[np.bool_]:
        return self.column([one.counts_in_mix for one in self.people], np.bool_)

    @cached_property
    def is_placed(self) -> NDArray[np.bool_]:
        return self.column([one.member is None for one in self.people], np.bool_)

    @cached_property
    def born_known(self) -> NDArray[np.bool_]:
        return self.column([one.born is not None for one in self.people], np.bool_)

    @cached_property
    def may_be_child(self) -> NDArray[np.bool_]:
        """Placed, an own child, or a member whose date of birth is recorded: of anybody else no age is asked."""
        return np.asarray(self.is_child_or_placed | self.born_known, np.bool_)

    @cached_property
    def vulnerable_child(self) -> NDArray[np.bool_]:
        return self.column([one.is_vulnerable_child for one in self.people], np.bool_)

    @cached_property
    def can_leave_alone(self) -> Outcomes:
        return self.column(fact([one.can_leave_alone for one in self.people], PLACE).tolist(), np.int8)

    @property
    def born_on(self) -> NDArray[np.int32]:
        """(1, e): the day each was born; FAR where not recorded."""
        return self._birthdays[:1]

    @cached_property
    def _birthdays(self) -> NDArray[np.int32]:
        """(ages, e): the day each turns 0, 1, 2 ...; FAR where not recorded."""
        return birthdays([one.born for one in self.people], OLDEST_RESIDENT).take(self.who, axis=1)

    @cached_property
    def ages(self) -> "Ages":
        """Of all entries."""
        return Ages(self._birthdays)

    @cached_property
    def ages_in_homes(self) -> "Ages":
        """Of `in_homes`."""
        return Ages(self._birthdays.take(self.in_homes, axis=1))

    def age(self, day: NDArray[np.int32]) -> NDArray[np.int32]:
        """Whole years on each day (n, e); at most 19: older is older."""
        return self.ages.on(day)

    def is_under(self, age: int, day: NDArray[np.int32], entries: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of these entries have not turned `age` by each day (n, e); whose age is not known has not."""
        under: NDArray[np.bool_] = self._birthdays[age].take(entries) > day
        return under

    @cached_property
    def children_at(self) -> dict[int, list[Resident]]:
        """Setting position -> the household's own children, and who is or will be placed there."""
        found: dict[int, list[Resident]] = defaultdict(list)
        for one in self.people:
            if one.is_child_or_placed:
                found[one.setting].append(one)
        return found

    @cached_property
    def members(self) -> dict[str, list[Resident]]:
        """Household members, by id."""
        found: dict[str, list[Resident]] = defaultdict(list)
        for one in self.people:
            if one.member is not None:
                found[one.id].append(one)
        return found

    @cached_property
    def vulnerability(self) -> NDArray[np.int8]:
        """(risk types, e); unknown is 0, see `levels_known`."""
        levels = [vulnerability_levels(_vulnerabilities(one) or ()) for one in self.people]
        return np.array(levels, np.int8).reshape(-1, len(RISKS)).T.take(self.who, axis=1)

    def severity(self, first_night: date) -> NDArray[np.int8]:
        """(risk types, e) as they count on `first_night`; unknown is 0, see `levels_known`."""
        if first_night not in self._severity:
            self._severity[first_night] = self._make_severity(first_night)
        return self._severity[first_night]

    def _make_severity(self, first_night: date) -> NDArray[np.int8]:
        who, risk, level, day = self._risks
        since = months_before(first_night, self.places.policy.figures.risk_lookback_months)
        counts = day >= since.toordinal()
        levels = np.zeros((len(RISKS), len(self.people)), np.int8)
        np.maximum.at(levels, (risk[counts], who[counts]), level[counts].astype(np.int8))
        return levels.take(self.who, axis=1)

    @cached_property
    def _risks(self) -> NDArray[np.intp]:
        """(4, risks on record): whose it is, which, its level, and the day it is dated."""
        entries = [
            (at, RISK_AT[entry.risk], level_of(entry), dated(entry).toordinal())
            for at, one in enumerate(self.people)
            if one.person and not one.is_own_child
            for entry in one.person.risks or ()
        ]
        return np.array(entries, np.intp).reshape(-1, 4).T

    @cached_property
    def levels_known(self) -> NDArray[np.bool_]:
        """(1, e): everything the mix needs of this resident is recorded (a household child: vulnerabilities)."""
        return self.column(
            [
                _vulnerabilities(one) is not None
                and (one.is_own_child or (one.person is not None and one.person.risks is not None))
                for one in self.people
            ],
            np.bool_,
        )

    @cached_property
    def _segments(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        rows, starts = np.unique(self.row, return_index=True)
        return rows, starts

    def _by_row(self, reduce: np.ufunc, values: NDArray[Any], empty: Any) -> NDArray[Any]:
        reduced = np.full((values.shape[0], len(self.places)), empty, values.dtype)
        rows, starts = self._segments
        for one, of in zip(reduced, values, strict=True) if self.row.size else ():
            one[rows] = reduce.reduceat(of, starts)
        return reduced

    def worst_by_row(self, values: NDArray[Any], *, empty: Any) -> NDArray[Any]:
        """(n, e) -> (n, m): the largest value of each row's entries; `empty` where it has none."""
        return self._by_row(np.maximum, values, empty)

    def count_by_row(self, counted: NDArray[np.bool_], entries: NDArray[np.intp] | slice = ALL) -> NDArray[np.int32]:
        """(n, e) -> (n, m): how many of these entries count at each row."""
        rows, m = self.row[entries], len(self.places)
        return stacked([np.bincount(rows, each, m).astype(np.int32) for each in counted])

    @cached_property
    def in_homes(self) -> NDArray[np.intp]:
        """The entries of those placed in a children's home."""
        return np.flatnonzero(self.places.is_residential[0].take(self.row) & self.is_placed[0])

    @cached_property
    def in_large_families(self) -> NDArray[np.intp]:
        """The entries of those placed with foster carers who, at one time or another, have the usual limit or more."""
        enough = self.count_by_row(self.is_placed) >= self.places.policy.figures.usual_fostering_limit
        return np.flatnonzero((enough & self.places.is_foster)[0].take(self.row) & self.is_placed[0])

    def more_than(
        self,
        limit: NDArray[np.int32],
        entries: NDArray[np.intp],
        counted: NDArray[np.bool_],
        first: NDArray[np.int32],
    ) -> NDArray[np.bool_]:
        """(n, m): on some one night more than `limit` (n or 1, m) of these entries that count (n, e) are there together.

        first   (n, m): the first night; entries that count are there on it or come later
        """
        enough = self.count_by_row(counted, entries) > limit
        if not enough.any():
            return enough
        rows = self.row.take(entries)
        here = counted & (self.first.take(entries) <= first.take(rows, axis=1))
        certain: NDArray[np.bool_] = self.count_by_row(here, entries) > limit
        later = enough & ~certain
        for i in np.flatnonzero(later.any(axis=1)).tolist():
            come_and_go = entries[counted[i] & later[i].take(rows)]
            for row, most in self._most_together(come_and_go, first[i]).items():
                certain[i, row] = most > limit[min(i, len(limit) - 1), row]
        return certain

    def _most_together(self, entries: NDArray[np.intp], first: NDArray[np.int32]) -> dict[int, int]:
        """Row -> the most of its entries among these on some one night from the row's `first` (m,) on."""
        rows = self.row.take(entries)
        begins = np.maximum(self.first[0].take(entries), first.take(rows)).tolist()
        stays: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, begin, end in zip(rows.tolist(), begins, self.leaving[0].take(entries).tolist(), strict=True):
            stays[row].append((begin, end))
        return {row: max(sum(b <= night < end for b, end in mine) for night, _ in mine) for row, mine in stays.items()}

    def all_met(self, facts: Outcomes, counted: NDArray[np.bool_]) -> Outcomes:
        """(n, e) facts of the entries that count -> (n, m): the worst; met where nobody counts."""
        return self.worst_by_row(np.where(counted, facts, MET), empty=MET)


class Ages:
    """How old some entries are, from the day each turns 0, 1, 2 ... (ages, e)."""

    def __init__(self, birthdays: NDArray[np.int32]) -> None:
        self._turns = birthdays[:, None, :]

    def on(self, day: NDArray[np.int32]) -> NDArray[np.int32]:
        """Whole years on each day (n, e); at most 19: older is older."""
        had: NDArray[np.int8] = (self._turns <= day).view(np.int8).sum(axis=0, dtype=np.int8)
        return had.astype(np.int32) - 1

    def next_birthday(self, day: NDArray[np.int32]) -> NDArray[np.int32]:
        """The first birthday after each day (n, e)."""
        nearest: NDArray[np.int32] = np.where(self._turns > day, self._turns, np.int32(FAR)).min(axis=0)
        return nearest


def _vulnerabilities(one: Resident) -> tuple[Vulnerability, ...] | None:
    if one.member is not None and one.is_own_child and one.member.vulnerabilities is not None:
        return one.member.vulnerabilities
    return one.person.vulnerabilities if one.person else None
