"""Today at a hub, as its page shows it: who, and what needs doing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api import wording
from api.actions.capacity import CapacityShown
from api.pages.hub_list import Beds, beds_of
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
    overdue_out: tuple[Line, ...]
    """Should have left on an earlier day, as far as the record says."""
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
    ordinary: Beds
    emergency: Beds

    @property
    def over(self) -> int:
        """People beyond the beds in use."""
        return self.ordinary.over + self.emergency.over

    @property
    def has_tasks(self) -> bool:
        """Whether anything needs doing."""
        lists = (self.overdue_out, self.late, self.arriving, self.holds, self.leaving, self.short, self.not_on_rota)
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
    day = shown.capacity.day
    here, due_in, due_out = (_lines(shown, sleepers) for sleepers in (day.here, day.due_in, day.due_out))
    planned = [(one.sleeper.first_night, one) for one in due_in if one.sleeper.state is BedState.PLANNED_IN]
    return DayShown(
        here=here,
        due_in=due_in,
        due_out=due_out,
        overdue_out=_lines(shown, day.overdue_out),
        late=tuple(one for first, one in planned if first is not None and first < day.today),
        arriving=tuple(one for first, one in planned if first == day.today),
        holds=tuple(one for one in due_in if one.sleeper.state is BedState.HELD),
        leaving=tuple(one for one in due_out if one.sleeper.leaving == day.today),
        ages_not_known=tuple(one for one in (*here, *due_in) if not one.who.age_is_known),
        short=tuple(one for one in day.shifts if one.short),
        not_on_rota=tuple(one for one in day.shifts if one.on is None),
        nobody_awake=day.needs_waking_night is True and _nobody_is_awake(day.shifts),
        waking_not_known=day.rota_held and day.needs_waking_night is None,
        ordinary=beds_tonight(shown, PlacePool.RESIDENTIAL),
        emergency=beds_tonight(shown, PlacePool.EMERGENCY),
    )


def _lines(shown: CapacityShown, sleepers: Iterable[Sleeper]) -> tuple[Line, ...]:
    people = named(shown)
    kept = {row.place_id for row in shown.capacity.rows if row.pool is PlacePool.EMERGENCY}
    return tuple(
        Line(
            sleeper=one,
            who=people.get(one.young_person_id or "", NOBODY),
            is_emergency_bed=one.place_id is not None and one.place_id in kept,
        )
        for one in sleepers
    )


def _nobody_is_awake(shifts: Iterable[ShiftStaff]) -> bool:
    return any(one.shift is ShiftName.NIGHT and one.waking == 0 for one in shifts)


def beds_tonight(shown: CapacityShown, pool: PlacePool) -> Beds:
    """One pool's beds tonight."""
    return beds_of([row.nights[0] for row in shown.capacity.rows if row.pool is pool])
