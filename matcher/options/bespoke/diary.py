"""Who could come, shift by shift: rotas, leave, rest, hours of the week; what the record does not tell is not guessed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from matcher.domain.codes import ShiftName, WorkerRole
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import ViewAbout
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Worker
from matcher.domain.values import LONDON
from matcher.frame.bank import SHIFT_STARTS
from matcher.frame.pairs import AGAINST
from matcher.policy import Policy

CARE = frozenset({WorkerRole.RESIDENTIAL_WORKER, WorkerRole.KEY_WORKER, WorkerRole.PORTFOLIO_LEAD})
"""Roles that take shifts; specialists and managers do not."""
SECONDS = 3600
A_DAY = timedelta(days=1)


class Slot(NamedTuple):
    """One shift of one day; a night belongs to the evening it begins on."""

    on: date
    shift: ShiftName


@lru_cache(maxsize=4096)
def span(slot: Slot) -> tuple[datetime, datetime]:
    """When a shift begins and ends, by the London clock."""
    names = tuple(ShiftName)
    at = names.index(slot.shift)
    last = at + 1 == len(names)
    ends = SHIFT_STARTS[names[(at + 1) % len(names)]]
    return _at(slot.on, SHIFT_STARTS[slot.shift]), _at(slot.on + A_DAY * last, ends)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LONDON)


@lru_cache(maxsize=4096)
def stamps(slot: Slot) -> tuple[float, float]:
    """The same in seconds since 1970: what passes, also over a clock change."""
    begins, ends = span(slot)
    return begins.timestamp(), ends.timestamp()


def hours(slot: Slot) -> int:
    """Whole hours that pass."""
    begins, ends = stamps(slot)
    return round((ends - begins) / SECONDS)


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - A_DAY * day.weekday()


def too_close(one: Slot, other: Slot, rest: float) -> bool:
    """The same time, or less rest between them (hours) than there has to be."""
    (begins, ends), (others, until) = stamps(one), stamps(other)
    return begins < until + rest * SECONDS and others < ends + rest * SECONDS


@dataclass(frozen=True)
class Diary:
    """The diaries of everybody who could come to one young person."""

    snapshot: Snapshot
    person: YoungPerson
    policy: Policy

    @cached_property
    def workers(self) -> tuple[Worker, ...]:
        """Bank staff, and those whose roles take shifts; nobody who is a risk, kept away, or whom the person does not want."""
        kept_away = self._kept_away
        return tuple(
            one
            for one in sorted(self.snapshot.workers or (), key=lambda one: one.id)
            if (one.is_bank or not CARE.isdisjoint(one.roles)) and one.id not in kept_away
        )

    @property
    def _kept_away(self) -> set[str]:
        person = self.person
        unwanted = {
            one.person_id for one in person.views or () if one.about is ViewAbout.PERSON and one.view in AGAINST
        }
        ordered = {one.person_id for one in person.contact_orders or ()}
        return {who for who in (*(person.risk_people or ()), *unwanted, *ordered) if who is not None}

    @cached_property
    def _named(self) -> dict[str, tuple[Slot, ...]]:
        """Worker -> the shifts they are named on, anywhere."""
        found: dict[str, list[Slot]] = defaultdict(list)
        for shift in self.snapshot.shifts:
            for who in shift.worker_ids or ():
                found[who].append(Slot(shift.on, shift.shift))
        return {who: tuple(slots) for who, slots in found.items()}

    @cached_property
    def _told_by_name(self) -> dict[tuple[str, Slot], bool]:
        """(setting, shift) -> every row of its rota gives names."""
        told: dict[tuple[str, Slot], bool] = {}
        for shift in self.snapshot.shifts:
            key = shift.setting_id, Slot(shift.on, shift.shift)
            told[key] = told.get(key, True) and shift.worker_ids is not None
        return told

    def busy(self, worker: Worker) -> tuple[Slot, ...]:
        """The shifts a worker is named on."""
        return self._named.get(worker.id, ())

    def is_free(self, worker: Worker, slot: Slot) -> bool | None:
        """Free for this shift, with rest before and after; None = the record does not tell."""
        if any(one.first_night <= slot.on < one.leaving for one in worker.absences):
            return False
        begins, _ = stamps(slot)
        now = self.snapshot.as_of.timestamp()
        if worker.is_bank:
            if any(one.on == slot.on for one in self.busy(worker)):
                return False
            if worker.response_minutes is None:
                return None
            now += 60 * worker.response_minutes
        if begins < now or any(too_close(one, slot, self.rest) for one in self.busy(worker)):
            return False
        return True if worker.is_bank or self._is_told(worker, slot) else None

    @property
    def rest(self) -> float:
        """Hours between two shifts of one worker."""
        return self.policy.figures.shift_rest_hours

    def _is_told(self, worker: Worker, slot: Slot) -> bool:
        """The rota of where they work names everybody on each shift that is too close to this one."""
        base = worker.based_at
        days = (slot.on - A_DAY, slot.on, slot.on + A_DAY)
        close = (Slot(day, name) for day in days for name in ShiftName)
        return base is not None and all(
            self._told_by_name.get((base, one), False) for one in close if too_close(one, slot, self.rest)
        )

    def week_limit(self, worker: Worker) -> int:
        """Hours in a week, Monday to Sunday: what they are contracted for, at most the policy's limit."""
        most = self.policy.figures.week_hours_max
        return int(most if worker.hours_a_week is None else min(worker.hours_a_week, most))

    def hours_left(self, worker: Worker, monday: date) -> int:
        """Of that week, beside the shifts they are named on."""
        used = sum(hours(one) for one in self.busy(worker) if week_of(one.on) == monday)
        return max(self.week_limit(worker) - used, 0)
