"""One row's beds on each of the nights: who or what is on every line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from matcher.capacity.bed_state import BedState
from matcher.capacity.claims import state_on, why_away
from matcher.capacity.closed import Limit, limits_on, notice_of, room_in
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


Grid = list[dict[int, Cell]]
"""For each night, line -> cell: every bed has one; a line beyond the beds has one where somebody is on it."""


class Nights:
    """What holds for a whole setting on each of the nights asked for (ordinals)."""

    def __init__(self, frame: Frame, setting: int, days: range, for_more: Sequence[ForMore]) -> None:
        self.frame, self.days, self.for_more = frame, days, for_more
        self.setting = frame.snapshot.settings[setting]
        stays = frame.index.stays_at.get(setting, ())
        self.people = [sum(stay.first <= day < stay.leaving for stay in stays) for day in days]

    def limits(self, place: Place | None) -> list[list[Limit]]:
        """For each night, what holds back empty beds of a row."""
        if place is None:
            return [[] for _ in self.days]
        those = zip(self.days, self.people, self.for_more, strict=True)
        return [limits_on(self.setting, place, day, people, more) for day, people, more in those]

    @property
    def room(self) -> list[int]:
        """For each night, how many more people the registration, the staff and a carer's notice leave room for."""
        soonest = self.frame.snapshot.today.toordinal() + notice_of(self.setting)
        those = zip(self.days, self.people, self.for_more, strict=True)
        return [room_in(self.setting, people, more) if day >= soonest else 0 for day, people, more in those]

    def grid(self, claims: Sequence[Claim], place: Place | None) -> Grid:
        """Begun today, whatever the nights asked for: somebody keeps their line from one page to the next."""
        begin = min(self.frame.snapshot.today.toordinal(), self.days.start)
        beds = place.beds if place else 0
        seats = list(seats_by_night(claims, beds, range(begin, self.days.stop)))[self.days.start - begin :]
        those = zip(self.days, seats, self.limits(place), strict=True)
        return [self._cells(day, seated, beds, limits) for day, seated, limits in those]

    def _cells(self, day: int, seated: Seats, beds: int, limits: Sequence[Limit]) -> dict[int, Cell]:
        taken = {line: self._taken(one, day) for line, one in seated.items()}
        empty = [line for line in range(beds) if line not in seated]
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
    return tuple(
        RowNight(
            night=date.fromordinal(day),
            over=_over(claims, beds, day),
            **Counter(_told(cell, named=named).value for line, cell in cells.items() if line < beds),
        )
        for day, cells in zip(days, grid, strict=True)
    )


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
