"""What is said of a setting's beds, night by night, and of one day there."""

from datetime import date, datetime, timedelta

from pydantic import TypeAdapter

from matcher.capacity.ahead_model import Ahead
from matcher.capacity.bed_state import BedState, Sleeper
from matcher.domain.adapters import built_once
from matcher.domain.codes import AwayReason, PlacePool, SettingKind, ShiftName
from matcher.domain.values import shown


@shown
class RowNight:
    """How many beds of a place row are in each state on one night. The eight states add up to the row's beds."""

    night: date
    occupied: int = 0
    occupied_but_away: int = 0
    planned_in: int = 0
    held: int = 0
    out_of_use: int = 0
    blocked_by_staffing: int = 0
    blocked_by_group: int = 0
    free: int = 0
    over: int = 0
    """People beyond the beds in use, as recorded; no part of the sum."""


@shown
class Spell:
    """Nights that one bed is in one state, from the first up to and not including `leaving`; within the nights asked for."""

    first_night: date
    leaving: date
    state: BedState
    young_person_id: str | None = None
    """Whose bed it is; null where it is nobody's, or the reader may not know."""
    placement_id: str | None = None
    planned_leaving: date | None = None
    """The person's own leaving day; null = no planned end."""
    held_until: datetime | None = None
    reason: str | None = None
    """Why it is out of use or blocked."""
    away: AwayReason | None = None
    """Why somebody is away; null where nobody is, or the reader may not know."""

    @property
    def last_night(self) -> date:
        """The night before `leaving`."""
        return self.leaving - timedelta(days=1)


@shown
class BedLine:
    """One bed of a row. Beds of a row are alike: which one somebody gets is settled when the stay starts."""

    bed: int
    """1, 2, ... within the row; beyond the row's beds where more people are recorded there than it has."""
    is_over: bool
    spells: tuple[Spell, ...]


@shown
class RowCapacity:
    """One place row. `place_id` null: people recorded at a setting that has no place row."""

    place_id: str | None
    pool: PlacePool
    beds: int
    nights: tuple[RowNight, ...]
    lines: tuple[BedLine, ...]


@shown
class SettingNight:
    """The whole setting on one night."""

    night: date
    people: int
    """People placed there, whatever row; planned and held too."""
    staff_for_more: int | None
    """How many more the staff on the rota could look after, up to all its beds; null = not known."""
    usable_vacancy: int
    """The headline: ordinary beds that are free and could be used, together. The smallest of the free beds that the rule
    book lets anybody have (no registration, a carer who has stopped, notice: nobody), of what the registration leaves and of
    what the staff leave."""
    emergency_vacancy: int | None
    """The same of the beds kept for emergencies, instead of the others and not beside them; null = it has none."""
    registered: int | None
    """How many people a home's registration allows; null = not recorded, or it has no such number."""
    usable: int
    """Beds in service, every pool."""
    staffed: int | None
    """How many people the staff on the rota could look after, up to all who are there and all its beds; null = not known."""
    shifts: tuple["ShiftStaff", ...]
    """The staff of each shift against what those who live there need; empty where the rota is not held."""


@shown
class ShiftStaff:
    """The staff of one shift against what those who live there need."""

    shift: ShiftName
    on: int | None
    """Staff who count, agency within its share; null = this shift is not on the rota."""
    tied: int
    """Of these, how many are tied to one young person or to outreach."""
    needed: int
    """For the people who live there, besides those who are tied."""
    short: int | None
    """How many are missing; null = not known."""
    bank: int
    """Bank workers who could be there by the start of the shift."""
    waking: int | None = None
    """At night: staff who stay awake; null = not on the rota."""


@shown
class SettingDay:
    """One day at a setting: who is there tonight, who comes and goes soon, who is on shift."""

    today: date
    soon: date
    """The last day that `due_in` and `due_out` look at."""
    here: tuple[Sleeper, ...]
    due_in: tuple[Sleeper, ...]
    """Held, accepted or confirmed, and not moved in yet."""
    due_out: tuple[Sleeper, ...]
    overdue_out: tuple[Sleeper, ...]
    """Should have left on an earlier day, and nobody has recorded that they did: their beds count as theirs no longer."""
    rota_held: bool
    """This authority holds the rota; where it does not, nothing is known of the staff."""
    shifts: tuple[ShiftStaff, ...]
    needs_waking_night: bool | None
    """Whether anybody there needs somebody awake at night; null = not known."""


@shown
class NightCount:
    """How full a setting is on all nights asked for together."""

    occupied: int
    """Bed nights that somebody has, as recorded today; who is away has theirs."""
    registered: int
    """Bed nights that it is registered for; of its beds, where it has no such number."""
    percent: float | None
    """The one of the other, to a tenth; null = it has no beds."""
    says: str
    """Empty, or that there is almost no room for an emergency."""


@shown
class SettingCapacity:
    """A setting's beds on each night from `first_night` up to and not including `leaving`, its day today, and what is ahead."""

    setting_id: str
    setting_name: str
    kind: SettingKind
    as_of: datetime
    first_night: date
    leaving: date
    day: SettingDay
    nights: tuple[SettingNight, ...]
    rows: tuple[RowCapacity, ...]
    night_count: NightCount
    ahead: Ahead
    """Who comes, goes and turns 18 on these nights, what runs out, and the reserve for emergencies."""


@built_once
def setting_capacity_adapter() -> TypeAdapter[SettingCapacity]:
    """Writes it as JSON. Built once, when first needed."""
    return TypeAdapter(SettingCapacity)
