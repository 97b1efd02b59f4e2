"""Today at a hub, as its page shows it: who, and what needs doing."""

from collections.abc import Mapping
from dataclasses import dataclass

from api import wording
from api.actions.capacity import CapacityShown
from matcher.capacity import BedState, ShiftStaff, Sleeper
from matcher.domain.codes import PlacePool, ShiftName
from matcher.domain.people import YoungPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody as a manager knows them."""

    name: str | None
    """None = no name is recorded."""
    age: str
    age_is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list of people."""

    sleeper: Sleeper
    who: Who
    is_emergency_bed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    """What the page says. The lists that need something done are told apart, so that the template words them."""

    here: tuple[Line, ...]
    due_in: tuple[Line, ...]
    due_out: tuple[Line, ...]
    late: tuple[Line, ...]
    """Should have moved in on an earlier day, as far as the record says."""
    arriving: tuple[Line, ...]
    holds: tuple[Line, ...]
    leaving: tuple[Line, ...]
    ages_not_known: tuple[Line, ...]
    short: tuple[ShiftStaff, ...]
    not_on_rota: tuple[ShiftStaff, ...]
    nobody_awake: bool
    waking_not_known: bool
    over: int
    free: int
    """Ordinary beds free tonight."""
    free_emergency: int
    beds: int
    beds_emergency: int

    @property
    def has_tasks(self) -> bool:
        """Whether anything needs doing."""
        lists = (self.late, self.arriving, self.holds, self.leaving, self.short, self.not_on_rota)
        return any(lists) or self.nobody_awake or self.over > 0


def named(shown: CapacityShown) -> Mapping[str, Who]:
    """Everybody who is named, by id."""
    today = shown.capacity.day.today
    return {one: _who(person, wording.age(person, today)) for one, person in shown.people.items()}


def _who(person: YoungPerson, age: str) -> Who:
    known = person.date_of_birth or person.possible_ages or person.age_band
    return Who(name=person.name_to_use or None, age=age, age_is_known=known is not None)


NOBODY = Who(name=None, age="age not recorded", age_is_known=False)


def day_shown(shown: CapacityShown) -> DayShown:
    """The day of a setting."""
    capacity, day = shown.capacity, shown.capacity.day
    people = named(shown)
    kept = {row.place_id for row in capacity.rows if row.pool is PlacePool.EMERGENCY}

    def lines(sleepers: tuple[Sleeper, ...]) -> tuple[Line, ...]:
        return tuple(
            Line(
                sleeper=one,
                who=people.get(one.young_person_id or "", NOBODY),
                is_emergency_bed=one.place_id is not None and one.place_id in kept,
            )
            for one in sleepers
        )

    here, due_in, due_out = lines(day.here), lines(day.due_in), lines(day.due_out)
    planned = [one for one in due_in if one.sleeper.state is BedState.PLANNED_IN and one.sleeper.first_night]
    tonight = [(row.pool, row.beds, row.nights[0]) for row in capacity.rows]
    return DayShown(
        here=here,
        due_in=due_in,
        due_out=due_out,
        late=tuple(one for one in planned if one.sleeper.first_night and one.sleeper.first_night < day.today),
        arriving=tuple(one for one in planned if one.sleeper.first_night == day.today),
        holds=tuple(one for one in due_in if one.sleeper.state is BedState.HELD),
        leaving=tuple(one for one in due_out if one.sleeper.leaving == day.today),
        ages_not_known=tuple(one for one in (*here, *due_in) if not one.who.age_is_known),
        short=tuple(one for one in day.shifts if one.short),
        not_on_rota=tuple(one for one in day.shifts if one.on is None),
        nobody_awake=day.needs_waking_night is True
        and any(one.shift is ShiftName.NIGHT and one.waking == 0 for one in day.shifts),
        waking_not_known=bool(day.shifts) and day.needs_waking_night is None,
        over=sum(night.over for _, _, night in tonight),
        free=sum(night.free for pool, _, night in tonight if pool is PlacePool.RESIDENTIAL),
        free_emergency=sum(night.free for pool, _, night in tonight if pool is PlacePool.EMERGENCY),
        beds=sum(beds for pool, beds, _ in tonight if pool is PlacePool.RESIDENTIAL),
        beds_emergency=sum(beds for pool, beds, _ in tonight if pool is PlacePool.EMERGENCY),
    )
