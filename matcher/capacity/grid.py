"""One row's beds on each of the nights: who or what is on every line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from matcher.capacity.bed_state import BedState
from matcher.capacity.claims import state_on, turns_of_absences, why_away
from matcher.capacity.closed import Limit, limits_on, room_in, turns_of
from matcher.capacity.lines import Claim, Seats, seats_by_night
from matcher.capacity.model import BedLine, RowNight, Spell
from matcher.capacity.sleepers import person_of
from matcher.capacity.staff import ForMore
from matcher.domain.codes import AwayReason
from matcher.domain.settings import Place
from matcher.frame import Frame


class Cell(NamedTuple):
    """One bed on one night."""

    state: BedState
    claim: Claim | None = None
    reason: str | None = None
    away: AwayReason | None = None


Cells = dict[int, Cell]
"""Line -> cell: every bed has one; a line beyond the beds has one where somebody is on it."""

Grid = list[Cells]
"""The cells of each night: on a night that changes nothing, the very value of the night before."""


class Nights:
    """What holds for a whole setting on each of the nights asked for (ordinals)."""

    def __init__(self, frame: Frame, setting: int, days: range, for_more: Sequence[ForMore]) -> None:
        self.frame, self.days, self.for_more = frame, days, for_more
        self.today = frame.policy.day.toordinal()
        self.setting = frame.snapshot.settings[setting]
        stays = frame.index.stays_at.get(setting, ())
        self.people = [sum(stay.first <= day < stay.leaving for stay in stays) for day in days]

    @cached_property
    def room(self) -> list[int]:
        """For each night, how many more people the registration and the staff leave room for."""
        return [room_in(self.setting, *night) for night in zip(self.people, self.for_more, strict=True)]

    @cached_property
    def turns(self) -> frozenset[int]:
        """The first of the nights, and those on which something that holds for the whole setting may change."""
        said = list(zip(self.people, self.for_more, strict=True))
        changed = (day for day, one, before in zip(self.days[1:], said[1:], said, strict=False) if one != before)
        return frozenset([self.days.start, self.today + 1, *changed, *turns_of(self.setting)])

    def grid(self, claims: Sequence[Claim], place: Place | None) -> Grid:
        """Begun today, whatever the nights asked for: somebody keeps their line from one page to the next."""
        begin = min(self.today, self.days.start)
        seats = list(seats_by_night(claims, place.beds if place else 0, range(begin, self.days.stop)))
        turns = self._turns_of(claims, place)
        cells: Cells = {}
        found: Grid = []
        for n, (day, seated) in enumerate(zip(self.days, seats[self.days.start - begin :], strict=True)):
            if day in turns:
                cells = self._cells(n, day, seated, place)
            found.append(cells)
        return found

    def _turns_of(self, claims: Sequence[Claim], place: Place | None) -> frozenset[int]:
        ends = [end for one in claims for end in (one.first, one.leaving)]
        back = [end for one in claims for end in turns_of_absences(self.frame, one)]
        vacancy = [place.vacancy_ends_on.toordinal()] if place and place.vacancy_ends_on else []
        return self.turns.union(ends, back, vacancy)

    def _cells(self, n: int, day: int, seated: Seats, place: Place | None) -> Cells:
        taken = {line: self._taken(one, day) for line, one in seated.items()}
        if place is None:
            return taken
        limits = limits_on(self.setting, place, day, self.people[n], self.for_more[n])
        empty = [line for line in range(place.beds) if line not in seated]
        return taken | {line: _empty(n, limits) for n, line in enumerate(empty)}

    def _taken(self, one: Claim, day: int) -> Cell:
        state = state_on(self.frame, one, day)
        away = why_away(self.frame, one, day) if state is BedState.OCCUPIED_BUT_AWAY else None
        return Cell(state, one, one.reason, away)


def _empty(n: int, limits: Sequence[Limit]) -> Cell:
    """The empty bed that would be filled after n others."""
    held = next((limit for limit in limits if n >= limit.beds), None)
    return Cell(held.state, None, held.reason) if held else Cell(BedState.FREE)


def counted(grid: Grid, claims: Sequence[Claim], beds: int, days: range, *, named: bool) -> tuple[RowNight, ...]:
    """The beds of a row in each state, night by night."""
    found: list[RowNight] = []
    states: dict[str, int] = {}
    before: Cells | None = None
    for day, cells in zip(days, grid, strict=True):
        if cells is not before:
            states, before = _counts(cells, claims, beds, day, named=named), cells
        found.append(RowNight(night=date.fromordinal(day), **states))
    return tuple(found)


def _counts(cells: Cells, claims: Sequence[Claim], beds: int, day: int, *, named: bool) -> dict[str, int]:
    told = Counter(_told(cell, named=named).value for line, cell in cells.items() if line < beds)
    return {**told, "over": _over(claims, beds, day)}


def _over(claims: Sequence[Claim], beds: int, day: int) -> int:
    """People beyond the beds in use."""
    there = [one for one in claims if one.covers(day)]
    people = sum(not one.is_gap for one in there)
    return max(people - max(beds - (len(there) - people), 0), 0)


def lines(grid: Grid, beds: int, days: range, *, named: bool) -> tuple[BedLine, ...]:
    """Each line of a row with its spells."""
    most = max((max(cells, default=-1) + 1 for cells in grid), default=0)
    return tuple(
        BedLine(bed=line + 1, is_over=line >= beds, spells=tuple(_spells(grid, line, days, named=named)))
        for line in range(max(most, beds))
    )


def _spells(grid: Grid, line: int, days: range, *, named: bool) -> Iterator[Spell]:
    begin = days.start
    for cell, nights in groupby(_shown_alike(cells.get(line), named=named) for cells in grid):
        end = begin + len(list(nights))
        if cell is not None:
            yield _spell(cell, date.fromordinal(begin), date.fromordinal(end), named=named)
        begin = end


def _shown_alike(cell: Cell | None, *, named: bool) -> Cell | None:
    return cell and cell._replace(state=_told(cell, named=named), away=cell.away if named else None)


def _told(cell: Cell, *, named: bool) -> BedState:
    """That somebody is away is about them: told to those who may know who they are."""
    hidden = cell.state is BedState.OCCUPIED_BUT_AWAY and not named
    return BedState.OCCUPIED if hidden else cell.state


def _spell(cell: Cell, first: date, leaving: date, *, named: bool) -> Spell:
    who = person_of(cell.claim) if cell.claim and not cell.claim.is_gap else None
    return Spell(
        first_night=first,
        leaving=leaving,
        state=cell.state,
        young_person_id=who.young_person_id if who and named else None,
        placement_id=who.placement_id if who and named else None,
        planned_leaving=who.leaving if who else None,
        held_until=who.held_until if who else None,
        reason=cell.reason,
        away=cell.away,
    )
