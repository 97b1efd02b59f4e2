"""Workers, shifts and commitments."""

from matcher.domain.carers import Training
from matcher.domain.codes import SettingKind, ShiftName, WorkerRole
from matcher.domain.person_codes import Sex, SkilledNeed
from matcher.domain.request_steps import Hours
from matcher.domain.settings import Absence
from matcher.domain.values import Count, Day, Identifier, Location, Minutes, Text, value


@value
class Allocation:
    """One person a key worker works with. `setting_kind` None = after-care contact."""

    young_person_id: Identifier
    setting_kind: SettingKind | None = None


@value
class FreeHours:
    """Hours a specialist has free in the week beginning on a Monday."""

    week_beginning: Day
    hours: Hours

    def __post_init__(self) -> None:
        if self.week_beginning.weekday() != 0:
            raise ValueError("week_beginning must be a Monday")


@value
class Worker:
    """A worker. `response_minutes` is how soon a bank worker can be there after a call."""

    id: Identifier
    name: Text
    roles: tuple[WorkerRole, ...] = ()
    """`key_worker` where they can be one."""
    based_at: Identifier | None = None
    """The setting they work from."""
    base: Location | None = None
    """Where their journeys start; null = the setting they are based at."""
    is_bank: bool = False
    """On-demand staff, free when on no shift that night and not absent."""
    response_minutes: Minutes | None = None
    absences: tuple[Absence, ...] = ()
    """Leave."""
    trained_in: tuple[Training, ...] = ()
    """Skilled needs the worker can meet."""
    allocations: tuple[Allocation, ...] | None = None
    """Everybody they are key worker for; null = not recorded."""
    sex: Sex | None = None
    free_hours: tuple[FreeHours, ...] | None = None
    """A specialist's free hours by week; a week that is not named has none."""
    hours_a_week: Hours | None = None
    """Hours a week they are contracted for, or for bank staff will work at most; null = not recorded."""


@value
class Shift:
    """Who is on at one setting, by name or by headcount. A night belongs to the evening it begins on."""

    setting_id: Identifier
    on: Day
    shift: ShiftName
    worker_ids: tuple[Identifier, ...] | None = None
    headcount: Count | None = None
    """Own staff on, where names are not given."""
    agency: Count = 0
    """Agency staff on, besides."""
    waking: Count = 0
    """Night: how many of all these stay awake."""
    trained_in: tuple[SkilledNeed, ...] | None = None
    """Skilled needs somebody on this shift can meet, where names are not given."""
    women: Count | None = None
    """How many of all who are on are women, where names are not given."""
    men: Count | None = None

    def __post_init__(self) -> None:
        if (self.worker_ids is None) == (self.headcount is None):
            raise ValueError("give either worker_ids or headcount")
        if self.waking > self.agency + (self.headcount or len(self.worker_ids or ())):
            raise ValueError("waking cannot be more than all who are on")


@value
class Commitment:
    """Staff tied to one young person (1:1, 2:1) or to outreach, on every shift named, for these nights."""

    setting_id: Identifier
    staff: Count
    first_night: Day
    leaving: Day | None = None
    shifts: tuple[ShiftName, ...] = (ShiftName.DAY, ShiftName.EVENING, ShiftName.NIGHT)
    young_person_id: Identifier | None = None
    """None = outreach."""
