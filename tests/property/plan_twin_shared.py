"""What the people of one plan share, counted by hand: bank staff, key workers, specialists, brothers and sisters."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from matcher.cohort.planned import Line
from matcher.domain.codes import RESIDENTIAL, ShiftName, WorkerRole
from matcher.domain.person_codes import SiblingPlan
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift
from matcher.policy import PolicyBook
from tests.property.plan_twin_choice import Choice, Plan, share_a_night
from tests.property.plan_twin_key_workers import KeyWorkers
from tests.property.plan_twin_worlds import if_nobody_left
from tests.property.twin_pair import Pair
from tests.property.twin_rota import bank_workers, base_staff, staff_counted

HOURS = {ShiftName.DAY: 8, ShiftName.EVENING: 7, ShiftName.NIGHT: 9}


class Shared:
    """One plan that the rule book has nothing against."""

    def __init__(self, snapshot: Snapshot, cohort: Sequence[PlacementRequest], plan: Plan, book: PolicyBook) -> None:
        self.snapshot, self.cohort, self.plan, self.book = snapshot, cohort, plan, book
        self.together = if_nobody_left(snapshot, [one.line for one in plan])
        self.policy = book.on(snapshot.today)
        self.people = {one.id: one for one in snapshot.young_people}
        self.settings = {one.id: one for one in snapshot.settings}

    @property
    def points(self) -> int | None:
        """Hundredths: everybody's score, less what the plan takes from it, less the price of hours; None = no bank for it."""
        hours = self.bank_hours
        if hours is None:
            return None
        figures = self.policy.figures
        price = hours * figures.bank_hour_points + self.specialist_hours_short * figures.specialist_hour_points
        own = sum(one.points - self.lost_by_siblings(one) for one in self.plan)
        return own - self.key_workers.least_lost - round(price * 100)

    @property
    def key_workers(self) -> KeyWorkers:
        return KeyWorkers(self.snapshot, self.cohort, self.plan, self.policy)

    # Bank staff

    @property
    def bank_hours(self) -> int | None:
        """Hours of bank staff that all homes need together; None where there are not so many workers on some shift."""
        needed: Counter[tuple[date, ShiftName]] = Counter()
        for setting, night in sorted(self.checked_nights, key=lambda one: (one[0].id, one[1])):
            for shift in ShiftName:
                needed[night, shift] += self.missing(setting, night, shift)
        for night in {night for night, _ in needed}:
            taken = 0
            for shift in ShiftName:  # whoever comes by day is not there again in the evening or at night
                taken += needed[night, shift]
                if needed[night, shift] and taken > self.bank(night, shift):
                    return None
        return sum(HOURS[shift] * count for (_, shift), count in needed.items())

    @property
    def checked_nights(self) -> set[tuple[Setting, date]]:
        """Homes and nights on which the rota has to suffice for somebody."""
        found = set()
        for one in self.plan:
            setting = self.settings[one.line.setting_id]
            if one.rota and setting.rota_held and setting.kind in RESIDENTIAL:
                found |= {(setting, night) for night in self.first_nights(one)}
        return found

    def first_nights(self, one: Choice) -> Iterator[date]:
        figures = self.policy.figures
        most = figures.emergency_staffing_nights if one.line.request.is_emergency else figures.staffing_check_days
        for n in range(most):
            night = one.line.first_night + timedelta(days=n)
            if one.line.leaving is None or night < one.line.leaving:
                yield night

    def missing(self, setting: Setting, night: date, shift: ShiftName) -> int:
        """Staff for everybody there, and for each who needs somebody to themselves, less those on the rota."""
        there = {one.young_person_id for one in self.placed(setting, night)}
        waking = any(self.people[who].needs_waking_night is True for who in there)
        coming = {one.line.request.young_person_id: one for one in self.plan if is_there_on(one.line, setting, night)}
        tied = sum(
            one.staff
            for one in self.snapshot.commitments
            if one.setting_id == setting.id and shift in one.shifts and one.young_person_id not in coming
            if one.first_night <= night and (one.leaving is None or night < one.leaving)
        )
        tied += sum(one.line.request.required_ratio or 0 for one in coming.values())
        on = next((one for one in self.shifts_of[setting.id] if (one.on, one.shift) == (night, shift)), None)
        counted = 0 if on is None else staff_counted(self.pair, on)
        return max(base_staff(len(there), shift, waking=waking) + tied - counted, 0)

    @cached_property
    def shifts_of(self) -> dict[str, list[Shift]]:
        return {id_: [one for one in self.snapshot.shifts if one.setting_id == id_] for id_ in self.settings}

    def placed(self, setting: Setting, night: date) -> Iterator[Placement]:
        for one in self.together.placements:
            if one.setting_id == setting.id and one.nights.covers(night) and self.pair.takes_a_bed(one):
                yield one

    @cached_property
    def pair(self) -> Pair:
        """Any pair: for what the twin of the rule book knows about the rota and the bank."""
        line = self.plan[0].line
        return Pair(self.snapshot, line.request.id, line.place_id, self.book)

    def bank(self, night: date, shift: ShiftName) -> int:
        return len(bank_workers(self.pair, night, shift))

    # Specialists

    @property
    def specialist_hours_short(self) -> int:
        """Whole hours by role and week that nobody has free, beyond what each would lack alone."""
        asked: Counter[tuple[WorkerRole, date]] = Counter()
        for one in self.plan:
            monday = one.line.first_night - timedelta(days=one.line.first_night.weekday())
            mine: Counter[tuple[WorkerRole, date]] = Counter()
            for wish in one.line.request.specialist_input or ():
                for n, hours in enumerate((wish.week_1, wish.week_2, wish.week_3, wish.week_4)):
                    mine[wish.role, monday + timedelta(weeks=n)] += round(hours * 60)
            for week, minutes in mine.items():
                asked[week] += min(minutes, self.free_minutes(*week) or 0)
        short = [minutes - (self.free_minutes(*week) or 0) for week, minutes in asked.items()]
        return sum(-(-minutes // 60) for minutes in short if minutes > 0)

    def free_minutes(self, role: WorkerRole, monday: date) -> int | None:
        """What those of the role have free in a week; None where nobody's free hours are recorded."""
        those = [one for one in self.snapshot.workers or () if role in one.roles and one.free_hours is not None]
        hours = [week.hours for one in those for week in one.free_hours or () if week.week_beginning == monday]
        return round(sum(hours) * 60) if those else None

    # Brothers and sisters

    def lost_by_siblings(self, one: Choice) -> int:
        """What the score has for living together is lost unless all of this cohort who are to be together are."""
        theirs = [self.choice_of.get(other) for other in self.to_be_with(one.line.request.young_person_id)]
        with_all = all(other is not None and share_a_night(one, other) for other in theirs)
        return 0 if with_all else one.siblings

    @cached_property
    def choice_of(self) -> dict[str, Choice]:
        return {one.line.request.young_person_id: one for one in self.plan}

    def to_be_with(self, who: str) -> list[str]:
        """Brothers and sisters of this cohort, by either's record."""
        others = [one.young_person_id for one in self.cohort if one.young_person_id != who]
        return [other for other in others if self._says(who, other) or self._says(other, who)]

    def _says(self, who: str, other: str) -> bool:
        links = self.people[who].siblings or ()
        return any(one.person_id == other and one.same_authority and one.plan is SiblingPlan.TOGETHER for one in links)


def is_there_on(line: Line, setting: Setting, night: date) -> bool:
    """Planned to be in that home that night."""
    after = line.leaving is None or night < line.leaving
    return line.setting_id == setting.id and line.first_night <= night and after
