"""Rows of the rotas: enough staff on every shift of the nights that are checked, with the bank shared by all homes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.candidates import Candidates
from matcher.cohort.company import most_together
from matcher.cohort.model import Ints, Model, RowKind
from matcher.frame.staffing import NIGHT, SHIFTS, TWO_AT_NIGHT_FROM, Staffing
from matcher.outcomes import MET

Bools = NDArray[np.bool_]
SHIFT_HOURS = (8, 7, 9)
"""Day from seven, evening from three, night from ten."""


@dataclass(frozen=True)
class BankColumns:
    """Columns that count bank workers: each stands for so many hours."""

    columns: Ints
    hours: Ints


@dataclass(frozen=True)
class Home:
    """One home whose rota we hold, and the candidates for it.

    k        the home's position in the staffing tables
    entries  its candidates
    """

    candidates: Candidates
    k: int
    entries: Ints

    @property
    def staffing(self) -> Staffing:
        """The tables it stands in."""
        return self.candidates.frame.staffing

    @cached_property
    def requests(self) -> Ints:
        """The request of each."""
        return self.candidates.request[self.entries]

    @cached_property
    def own(self) -> Ints:
        """(ledger nights, entries, 3): staff each needs to themselves, beyond those who are tied to them here already."""
        ratio = np.array([self.candidates.requests[i].required_ratio or 0 for i in self.requests.tolist()], np.int64)
        ids = [self.candidates.person_ids[i] for i in self.requests.tolist()]
        all_tied = self.staffing.committed(self.k, "")
        tied = np.stack([all_tied - self.staffing.committed(self.k, who) for who in ids], axis=1).astype(np.int64)
        beyond: Ints = (ratio[None, :, None] - tied) * self._present[:, :, None]
        return beyond

    @cached_property
    def waking(self) -> Bools:
        """Who is known to need somebody awake at night."""
        people, ids = self.candidates.frame.index.people, self.candidates.person_ids
        return np.array([people[ids[i]].needs_waking_night is True for i in self.requests.tolist()], np.bool_)

    @cached_property
    def nights(self) -> Ints:
        """Ledger nights that are checked for somebody."""
        return np.flatnonzero(self._checked.any(axis=1))

    @cached_property
    def _checked(self) -> Bools:
        """(ledger nights, entries): the rota has to suffice for this person that night."""
        figures, origin = self.candidates.frame.policy.figures, self.candidates.frame.index.ledger.origin
        first, end = (each[self.entries] - origin for each in (self.candidates.first, self.candidates.end))
        emergency = np.array([self.candidates.requests[i].is_emergency for i in self.requests.tolist()], np.bool_)
        most = np.where(emergency, figures.emergency_staffing_nights, figures.staffing_check_days)
        nights = np.arange(self.candidates.frame.index.ledger.nights)[:, None]
        until = np.minimum(end, first + most)
        checked: Bools = (first[None] <= nights) & (nights < until[None]) & self.candidates.staffed[self.entries]
        return checked

    @cached_property
    def _present(self) -> Bools:
        origin = self.candidates.frame.index.ledger.origin
        nights = np.arange(self.candidates.frame.index.ledger.nights)[:, None]
        first, end = (each[self.entries] - origin for each in (self.candidates.first, self.candidates.end))
        there: Bools = (first[None] <= nights) & (nights < end[None])
        return there

    @cached_property
    def lives_there(self) -> Bools:
        """(ledger nights, entries): counted among those who live there already."""
        own = np.zeros_like(self._present)
        index, at = self.candidates.frame.index, self.staffing.homes[self.k]
        for e, i in enumerate(self.requests.tolist()):
            for stay in index.stays_of.get(self.candidates.person_ids[i], []):
                if stay.setting == at:
                    nights = slice(max(stay.first - index.ledger.origin, 0), max(stay.leaving - index.ledger.origin, 0))
                    own[nights, e] = True
        return own

    @cached_property
    def most(self) -> int:
        """How many could come at once, by beds and registration."""
        return most_together(self.candidates, self.staffing.homes[self.k])

    def arrivals(self, model: Model, checked: Bools, columns: Ints) -> list[int]:
        """Columns that are 1 where somebody with the same first nights is placed, for all of these (entries,)."""
        found = []
        for nights in sorted({self._nights_of[e] for e in np.flatnonzero(checked).tolist()}):
            if nights not in self._arrivals:
                alike = [e for e, other in enumerate(self._nights_of) if other == nights]
                self._arrivals[nights] = _any_of(model, columns[alike].tolist())
            found.append(self._arrivals[nights])
        return found

    @cached_property
    def _arrivals(self) -> dict[tuple[int, int], int]:
        return {}

    @cached_property
    def _nights_of(self) -> list[tuple[int, int]]:
        """The nights that are checked for each entry: the first, and how many."""
        first, many = self._checked.argmax(axis=0), self._checked.sum(axis=0)
        return list(zip(first.tolist(), many.tolist(), strict=True))

    def alike(self) -> Iterator["Stretch"]:
        """The checked nights, those together on which everything is the same."""
        staffing, k = self.staffing, self.k
        living, waking = staffing.people_without(k, "")
        tied, on, bank = staffing.committed(k, ""), staffing.counted[k], staffing.bank
        same: dict[bytes, list[int]] = defaultdict(list)
        for night in self.nights.tolist():
            here = (self._present[night], self._checked[night], self.lives_there[night], self.own[night])
            parts = (*here, on[night], tied[night])
            facts = np.array([living[night], waking[night] == MET, *bank[night]], np.int64)
            same[b"".join(each.tobytes() for each in (*parts, facts))].append(night)
        for nights in same.values():
            n = nights[0]
            yield Stretch(
                home=self,
                nights=tuple(nights),
                present=self._present[n],
                checked=self._checked[n],
                lives_there=self._present[n] & self.lives_there[n],
                living=int(living[n]),
                is_waking=bool(waking[n] == MET),
                own=self.own[n].T,
                spare=(on[n] - tied[n]).astype(np.int64),
                bank=bank[n].astype(np.int64),
            )


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Nights at one home on which everything is the same.

    present, checked, lives_there  (entries,): who would be there; for whom the rota is checked; who is not one more
    own                            (3, entries): staff each needs to themselves on each shift, beyond who is tied to them
    living                         people there without them; `is_waking`: one of them needs somebody awake
    spare                          (3,): staff on each shift who are tied to nobody
    bank                           (3,): bank workers who could be there by then
    """

    home: Home
    nights: tuple[int, ...]
    present: Bools
    checked: Bools
    lives_there: Bools
    own: Ints
    living: int
    is_waking: bool
    spare: Ints
    bank: Ints

    @property
    def adds(self) -> Bools:
        """(entries,): who would be one more."""
        return self.present & ~self.lives_there

    @cached_property
    def most_own(self) -> Ints:
        """(3,): the most that those who can be there at once need to themselves."""
        highest: Ints = np.sort(self.own.clip(0), axis=1)[:, ::-1][:, : _places(self, self.present)].sum(axis=1)
        return highest

    @cached_property
    def most(self) -> int:
        """People there if as many came as there is room for."""
        return self.living + min(self.home.most, len(set(self.home.requests[self.adds].tolist())))


def staff_rows(model: Model, candidates: Candidates, columns: Ints) -> BankColumns:
    """Every home has enough staff on every checked shift; who is missing comes from the bank, which all homes share."""
    staffing = candidates.frame.staffing
    shared: dict[tuple[int, int], list[int]] = defaultdict(list)
    counted: list[tuple[int, int]] = []
    for at, entries in candidates.at_setting.items():
        if at in staffing.home_of and candidates.staffed[entries].any():
            home = Home(candidates, staffing.home_of[at], entries)
            for stretch in home.alike():
                gaps = _stretch_rows(model, stretch, columns[entries])
                counted += [(int(g), SHIFT_HOURS[s] * len(stretch.nights)) for s, g in enumerate(gaps)]
                for night in stretch.nights:
                    for s in range(len(SHIFTS)):
                        shared[night, s] += gaps[: s + 1].tolist()
    _bank_rows(model, shared, staffing)
    table = np.array(counted, np.int64).reshape(-1, 2)
    return BankColumns(table[:, 0].copy(), table[:, 1].copy())


def _bank_rows(model: Model, shared: dict[tuple[int, int], list[int]], staffing: Staffing) -> None:
    """Who comes from the bank by day is not there again in the evening or at night."""
    written: set[tuple[int, ...]] = set()
    for (night, s), gaps in shared.items():
        free = int(staffing.bank[night, s])
        row = (free, *sorted(gaps))
        if gaps and row not in written and sum(model.upper[g] for g in gaps) > free:
            written.add(row)
            model.add_row(RowKind.BANK, gaps, high=free)


def _stretch_rows(model: Model, stretch: Stretch, columns: Ints) -> Ints:
    """The rows of one stretch; the columns (3,) of bank workers by shift, or none where there is always enough."""
    if not _could_be_short(stretch):
        return np.empty(0, np.int64)
    gaps = model.add_columns([int(most) for most in stretch.bank])
    for s in range(1, len(SHIFTS)):
        if stretch.bank[: s + 1].sum() > stretch.bank[s]:
            model.add_row(RowKind.BANK, gaps[: s + 1], high=int(stretch.bank[s]))
    switch = _switch(model, stretch, columns)
    staff = model.add_column(max((stretch.most + 1) // 2, 1))
    here = columns[stretch.adds]
    model.add_row(
        RowKind.STAFFED,
        np.concatenate([[staff], here]),
        np.concatenate([[2], np.full(len(here), -1)]),
        low=stretch.living,
    )
    awake = _awake(model, stretch, columns)
    for s in range(len(SHIFTS)):
        _shift_row(model, stretch, columns, _Needs(s, gaps[s], switch, awake if s == NIGHT else staff))
    return gaps


def _could_be_short(stretch: Stretch) -> bool:
    """Whether some shift would be short with everybody there."""
    return any(_most_needed(stretch, s) > stretch.spare[s] for s in range(len(SHIFTS)))


def _most_needed(stretch: Stretch, shift: int) -> int:
    """Staff that a shift needs if as many came as there is room for, and those who need most to themselves."""
    tied = int(stretch.most_own[shift])
    if shift == NIGHT:
        waking = stretch.is_waking or stretch.home.waking[stretch.present].any()
        return tied + 1 + int(waking and stretch.most >= TWO_AT_NIGHT_FROM)
    return tied + max((stretch.most + 1) // 2, 1)


def _switch(model: Model, stretch: Stretch, columns: Ints) -> int | None:
    """A column that is 1 where somebody for whom the rota is checked is placed; None where the rows hold in any case."""
    by_day = max((stretch.living + 1) // 2, 1)
    at_night = 1 + int(stretch.is_waking and stretch.living >= TWO_AT_NIGHT_FROM)
    enough_now = (np.array([by_day, by_day, at_night]) <= stretch.spare).all()
    if enough_now and (stretch.checked == stretch.present).all():
        return None
    return _any_of(model, stretch.home.arrivals(model, stretch.checked, columns))


def _any_of(model: Model, columns: Iterable[int]) -> int:
    """A column that is 1 where any of these is: said one by one, which leaves the solvers less to guess."""
    switch = model.add_column()
    for column in columns:
        model.add_row(RowKind.STAFFED, [switch, column], [1, -1], low=0)
    return switch


def _places(stretch: Stretch, of: Bools) -> int:
    """How many of these candidates can be there on one night."""
    people = len(set(stretch.home.requests[of].tolist()))
    own = stretch.lives_there & of
    return max(min(people, stretch.home.most + len(set(stretch.home.requests[own].tolist()))), 1)


def _awake(model: Model, stretch: Stretch, columns: Ints) -> int | None:
    """A column that is 1 where a second person has to be there at night; None where nobody could need that."""
    waking = columns[stretch.home.waking & stretch.present]
    if stretch.most < TWO_AT_NIGHT_FROM or not (stretch.is_waking or waking.size):
        return None
    many, awake = model.add_column(), model.add_column()
    here = columns[stretch.adds]
    above = stretch.most - TWO_AT_NIGHT_FROM + 1
    model.add_row(
        RowKind.STAFFED,
        np.concatenate([[many], here]),
        np.concatenate([[above], np.full(len(here), -1)]),
        low=stretch.living - TWO_AT_NIGHT_FROM + 1,
    )
    if stretch.is_waking:
        model.add_row(RowKind.STAFFED, [awake, many], [1, -1], low=0)
    elif waking.size:
        needed = _any_of(model, waking.tolist())
        model.add_row(RowKind.STAFFED, [awake, many, needed], [1, -1, -1], low=-1)
    return awake


@dataclass(frozen=True)
class _Needs:
    """One shift: its bank column, the switch, and the column of what it needs (at night: of a second person)."""

    shift: int
    gap: int
    switch: int | None
    staff: int | None


def _shift_row(model: Model, stretch: Stretch, columns: Ints, needs: _Needs) -> None:
    """Needed by all who live there + needed by each to themselves - bank <= on and tied to nobody."""
    own = stretch.own[needs.shift]
    at, by = columns[own != 0].tolist(), own[own != 0].tolist()
    fixed = int(needs.shift == NIGHT)
    if needs.staff is not None:
        at, by = [*at, needs.staff], [*by, 1]
    at, by = [*at, needs.gap], [*by, -1]
    spare = int(stretch.spare[needs.shift]) - fixed
    if needs.switch is not None:
        slack = _most_needed(stretch, needs.shift) - spare - fixed
        at, by, spare = [*at, needs.switch], [*by, slack], spare + slack
    model.add_row(RowKind.STAFFED, at, by, high=spare)
