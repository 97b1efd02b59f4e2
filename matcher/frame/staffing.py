"""The rota against need: for each children's home whose rota this authority holds, night by night and shift by shift."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ShiftName
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.settings import Training
from matcher.domain.staff import Shift, Worker
from matcher.domain.values import LONDON
from matcher.frame.places import Places
from matcher.ledger import is_residential, ordinal
from matcher.outcomes import ASK, MET, NOT_JUDGED, NOT_MET, PLACE, Outcomes, fact, holds

if TYPE_CHECKING:
    from matcher.frame.pairs import Pairs

SHIFTS = tuple(ShiftName)
SHIFT_STARTS = {ShiftName.DAY: time(7), ShiftName.EVENING: time(15), ShiftName.NIGHT: time(22)}
Ints = NDArray[np.int32]
T = TypeVar("T")
LONGEST_RESPONSE_DAYS = 10
"""More than the longest `response_minutes` there can be, 10,000."""
TWO_AT_NIGHT_FROM = 5
"""People living there from whom on a waking worker is added to the sleep-in, when any resident needs it."""


LEAVE_LOOKED_AT = 14


def nights_away(worker: Worker, first: date) -> int:
    """Nights of leave among the first 14."""
    start, end = ordinal(first), ordinal(first) + LEAVE_LOOKED_AT
    return sum(max(min(ordinal(one.leaving), end) - max(ordinal(one.first_night), start), 0) for one in worker.absences)


def base_staff(people: Ints, *, waking: NDArray[np.bool_]) -> Ints:
    """(..., ) people living there -> (..., 3) staff needed by day, in the evening and at night (catalogue, `staff-ratio`)."""
    by_day = np.maximum((people + 1) // 2, 1)
    at_night = 1 + (waking & (people >= TWO_AT_NIGHT_FROM))
    return np.stack([by_day, by_day, at_night], axis=-1).astype(np.int32)


def counted_agency(own: Ints, agency: Ints, share: float) -> Ints:
    """The most agency staff that count: not more than `share` of all who are counted, rounded down."""
    counted = np.zeros_like(agency)
    for some in range(1, int(agency.max(initial=0)) + 1):
        fits = (agency >= some) & (some <= np.floor(share * (own + some) + 1e-9))
        counted = np.where(fits, some, counted)
    return counted


class Staffing:
    """Tables over the rota-holding homes (k), the ledger's nights (N) and the shifts of a day (3)."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.index, self.ledger = places.index, places.ledger
        homes = [at for at, one in enumerate(places.settings) if one.rota_held and is_residential(one)]
        self.homes = homes
        self.home_of = {at: k for k, at in enumerate(homes)}
        self.shape = (len(homes), self.ledger.nights, len(SHIFTS))
        self._tables: dict[tuple[str, int, str], Any] = {}

    def _offset(self, day: date | None) -> int:
        return ordinal(day) - self.ledger.origin

    @cached_property
    def _shifts(self) -> list[tuple[int, int, int, Shift]]:
        return [
            (k, self._offset(shift.on), SHIFTS.index(shift.shift), shift)
            for k, at in enumerate(self.homes)
            for shift in self.index.shifts_at.get(at, [])
            if 0 <= self._offset(shift.on) < self.ledger.nights
        ]

    def _table(self, values: list[int]) -> Ints:
        table = np.zeros(self.shape, np.int32)
        if self._shifts:
            at = np.array([entry[:3] for entry in self._shifts], np.intp).T
            np.add.at(table, tuple(at), np.array(values, np.int32))
        return table

    @cached_property
    def recorded(self) -> NDArray[np.bool_]:
        """(k, N, 3): the shift is on the rota."""
        return self._table([1] * len(self._shifts)) > 0

    @cached_property
    def counted(self) -> Ints:
        """(k, N, 3): staff that count, agency within its share."""
        own = self._table(
            [len(one.worker_ids) if one.worker_ids is not None else one.headcount or 0 for *_, one in self._shifts]
        )
        agency = self._table([one.agency for *_, one in self._shifts])
        return own + counted_agency(own, agency, self.places.policy.figures.agency_share_max)

    @cached_property
    def waking(self) -> Ints:
        """(k, N): staff awake at night."""
        return self._table([one.waking for *_, one in self._shifts])[:, :, SHIFTS.index(ShiftName.NIGHT)]

    def committed(self, k: int, person_id: str) -> Ints:
        """(N, 3): staff tied to others or to outreach."""
        return self._kept(self._commitments, k, person_id, person_id in self._tied_to)

    @cached_property
    def _tied_to(self) -> frozenset[str | None]:
        return frozenset(one.young_person_id for one in self.index.snapshot.commitments)

    def _commitments(self, k: int, person_id: str) -> Ints:
        tied = np.zeros(self.shape[1:], np.int32)
        for one in self.index.snapshot.commitments:
            if one.setting_id == self.places.settings[self.homes[k]].id and one.young_person_id != person_id:
                nights = slice(max(self._offset(one.first_night), 0), max(self._offset(one.leaving), 0))
                for shift in one.shifts:
                    tied[nights, SHIFTS.index(shift)] += one.staff
        return tied

    def _kept(self, make: Callable[[int, str], T], k: int, person_id: str, own: bool) -> T:  # noqa: FBT001 - a condition
        """What `make` gives for a home; kept, and shared by everybody who has nothing of their own there."""
        key = (make.__name__, k, person_id if own else "")
        if key not in self._tables:
            self._tables[key] = make(k, person_id)
        found: T = self._tables[key]
        return found

    @cached_property
    def bank(self) -> Ints:
        """(N, 3): bank workers free that night who can be there by the start of the shift."""
        free = np.zeros(self.shape[1:], np.int32)
        busy = {
            (worker, self._offset(shift.on))
            for shift in self.index.snapshot.shifts
            for worker in shift.worker_ids or ()
        }
        for worker in self.index.snapshot.workers or ():
            if worker.is_bank and worker.response_minutes is not None:
                ready = self.index.snapshot.as_of.timestamp() + 60 * worker.response_minutes
                there = np.array(self._starts >= ready, np.int32)
                for absence in worker.absences:
                    there[max(self._offset(absence.first_night), 0) : max(self._offset(absence.leaving), 0)] = 0
                there[[night for who, night in busy if who == worker.id and 0 <= night < self.ledger.nights]] = 0
                free += there
        return free

    @cached_property
    def _starts(self) -> NDArray[np.float64]:
        """(N, 3): when each shift starts, in seconds since 1970; infinite once everybody could be there."""
        today = self.index.snapshot.today
        first = max(self._offset(today) - 1, 0)
        starts = np.full(self.shape[1:], np.inf)
        starts[:first] = -np.inf
        for night in range(first, min(first + LONGEST_RESPONSE_DAYS, self.ledger.nights)):
            day = date.fromordinal(self.ledger.origin + night)
            starts[night] = [datetime.combine(day, SHIFT_STARTS[s], LONDON).timestamp() for s in SHIFTS]
        return starts

    def people_without(self, k: int, person_id: str) -> tuple[Ints, Outcomes]:
        """(N,) others living there, and whether any of them needs somebody awake at night: met, not met or unknown."""
        return self._kept(self._people, k, person_id, person_id in self.index.stays_of)

    def _people(self, k: int, person_id: str) -> tuple[Ints, Outcomes]:
        others = np.zeros(self.ledger.nights, np.int32)
        waking = np.full(self.ledger.nights, NOT_MET, np.int8)
        for stay in self.index.stays_at.get(self.homes[k], []):
            if stay.person_id != person_id:
                nights = slice(max(stay.first - self.ledger.origin, 0), max(stay.leaving - self.ledger.origin, 0))
                others[nights] += 1
                theirs = fact([self.index.people[stay.person_id].needs_waking_night], PLACE)
                waking[nights] = np.minimum(waking[nights], theirs)
        return others, waking

    def trained(self, k: int, nights: slice, need: SkilledNeed, by: int) -> int:
        """Whether every shift of these nights has somebody trained in `need` by the day `by`."""
        found = np.full((nights.stop - nights.start, len(SHIFTS)), PLACE, np.int8)
        for _, night, s, shift in (entry for entry in self._shifts if entry[0] == k):
            if nights.start <= night < nights.stop:
                found[night - nights.start, s] = self._trained_on(shift, need, by)
        return int(found.max(initial=MET))

    def _trained_on(self, shift: Shift, need: SkilledNeed, by: int) -> int:
        if shift.worker_ids is not None:
            trainings = [
                one
                for who in shift.worker_ids
                if who in self.index.workers
                for one in self.index.workers[who].trained_in
            ]
            return int(MET if any(_covers(one, need, by) for one in trainings) else NOT_MET)
        if shift.trained_in is None:
            return PLACE
        return int(MET if need in shift.trained_in else NOT_MET)


def _covers(training: Training, need: SkilledNeed, by: int) -> bool:
    return training.need is need and ordinal(training.trained_on, 0) <= by


@dataclass(frozen=True)
class StaffingOutcomes:
    """Both (n, m); `not_judged` where the rota is somebody else's."""

    ratio: Outcomes
    waking: Outcomes


def checked_nights(pair: "Pairs", i: int, row: int) -> slice:
    """The ledger nights whose staffing is checked for one pair."""
    figures = pair.policy.figures
    most = figures.emergency_staffing_nights if pair.asks.requests[i].is_emergency else figures.staffing_check_days
    start = int(pair.first[i, row]) - pair.places.ledger.origin
    return slice(start, start + min(most, int(pair.presence_end[i, row] - pair.first[i, row])))


def waking_needed(pair: "Pairs", i: int, k: int, nights: slice) -> Outcomes:
    """(nights,): this person or somebody there needs somebody awake at night."""
    person = pair.asks.people[i]
    return np.minimum(pair.staffing.people_without(k, person.id)[1][nights], fact([person.needs_waking_night], ASK))


def short_by(pair: "Pairs", i: int, k: int, nights: slice, *, waking: NDArray[np.bool_] | None = None) -> Ints:
    """(nights, 3): how many staff are missing on each shift before bank staff, this person living there.

    waking   (nights,): whether somebody has to be awake; None = where it is known that somebody has to
    """
    person, request, staffing = pair.asks.people[i], pair.asks.requests[i], pair.staffing
    others, _ = staffing.people_without(k, person.id)
    awake = waking_needed(pair, i, k, nights) == MET if waking is None else waking
    need = base_staff(others[nights] + 1, waking=awake)
    on = staffing.counted[k, nights] - staffing.committed(k, person.id)[nights]
    return np.maximum(need + (request.required_ratio or 0) - on, 0)


def judge_staffing(pair: "Pairs") -> StaffingOutcomes:
    """Judge `staff-ratio` and `waking-night` for every pair."""
    ratio = np.full(pair.shape, NOT_JUDGED, np.int8)
    waking = np.full(pair.shape, NOT_JUDGED, np.int8)
    for k, at in enumerate(pair.staffing.homes):
        for i in range(len(pair.asks)):
            judged: dict[tuple[int, int, bool], tuple[int, int]] = {}
            for row in pair.index.rows_of.get(at, []):
                nights = checked_nights(pair, i, row)
                goes_on = int(pair.presence_end[i, row] - pair.first[i, row]) > nights.stop - nights.start
                key = (nights.start, nights.stop, goes_on)
                if key not in judged:
                    judged[key] = _ratio(pair, i, k, nights), _waking(pair, k, nights, goes_on=goes_on)
                ratio[i, row], waking[i, row] = judged[key]
    return StaffingOutcomes(ratio, waking)


def _ratio(pair: "Pairs", i: int, k: int, nights: slice) -> int:
    needed = waking_needed(pair, i, k, nights)
    at_least = _covered(pair, i, k, nights, needed == MET)
    doubt = (needed != MET) & (needed != NOT_MET)
    at_most = _covered(pair, i, k, nights, needed != NOT_MET) if doubt.any() else at_least
    judged = int(
        np.where(at_most == at_least, at_least, np.where(at_least == NOT_MET, NOT_MET, needed)).max(initial=MET)
    )
    return judged if pair.asks.requests[i].required_ratio is not None else max(judged, int(ASK))


def _covered(pair: "Pairs", i: int, k: int, nights: slice, waking: NDArray[np.bool_]) -> Outcomes:
    """(nights,): every shift has enough staff, bank staff included."""
    recorded = pair.staffing.recorded[k, nights]
    gap = np.where(recorded, short_by(pair, i, k, nights, waking=waking), 0)
    enough = np.asarray((np.cumsum(gap, axis=1) <= pair.staffing.bank[nights]).all(axis=1), np.bool_)
    return holds(enough, known=np.asarray(recorded.all(axis=1), np.bool_) | ~enough, of=PLACE)


def _waking(pair: "Pairs", k: int, nights: slice, *, goes_on: bool) -> int:
    staffing, night = pair.staffing, SHIFTS.index(ShiftName.NIGHT)
    awake = (staffing.waking[k, nights] > 0) | (staffing.bank[nights, night] > 0)
    covered = int(holds(awake, known=staffing.recorded[k, nights, night] | awake, of=PLACE).max(initial=MET))
    home = pair.places.settings[staffing.homes[k]]
    standing = {True: int(MET), False: int(NOT_MET), None: int(PLACE)}[home.standing_waking_night]
    return max(covered, standing if goes_on else int(MET))
