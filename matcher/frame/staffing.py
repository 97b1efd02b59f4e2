"""The rota against need: for each children's home whose rota this authority holds, night by night and shift by shift."""

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.domain.carers import Training
from matcher.domain.codes import ShiftName
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.staff import Shift, Worker
from matcher.frame.bank import Bank
from matcher.frame.places import Places
from matcher.ledger import is_residential, ordinal
from matcher.outcomes import ASK, MET, NOT_JUDGED, NOT_MET, PLACE, Outcomes, fact, holds

if TYPE_CHECKING:
    from matcher.frame.pairs import Pairs

SHIFTS = tuple(ShiftName)
AT = {shift: at for at, shift in enumerate(SHIFTS)}
NIGHT = AT[ShiftName.NIGHT]
Ints = NDArray[np.int32]
T = TypeVar("T")
TWO_AT_NIGHT_FROM = 5
"""People living there from whom on a waking worker is added to the sleep-in, when any resident needs it."""


LEAVE_LOOKED_AT = 14
EVERY_NIGHT = slice(None)


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
        self._tables: dict[tuple[Any, ...], Any] = {}

    def _offset(self, day: date | None) -> int:
        return ordinal(day) - self.ledger.origin

    @cached_property
    def _shifts(self) -> list[tuple[int, int, int, Shift]]:
        """Home, night, shift of the day, and what the rota says of it."""
        settings = {self.places.settings[at].id: k for at, k in self.home_of.items()}
        origin, end = self.ledger.origin, self.ledger.nights
        return [
            (settings[shift.setting_id], night, AT[shift.shift], shift)
            for shift in self.index.snapshot.shifts
            if shift.setting_id in settings and 0 <= (night := shift.on.toordinal() - origin) < end
        ]

    @cached_property
    def _rota(self) -> NDArray[np.int32]:
        """(4, k, N, 3): shifts on the rota, the home's own staff on them, agency staff, and staff awake at night."""
        shifts = [shift for *_, shift in self._shifts]
        own = [one.headcount or 0 if one.worker_ids is None else len(one.worker_ids) for one in shifts]
        said = ([1] * len(shifts), own, [one.agency for one in shifts], [one.waking for one in shifts])
        nights, a_day = self.shape[1:]
        cells = np.array([(k * nights + night) * a_day + s for k, night, s, _ in self._shifts], np.intp)
        tables = [np.bincount(cells, each, math.prod(self.shape)) for each in said]
        return np.array(tables, np.int32).reshape(4, *self.shape)

    @cached_property
    def recorded(self) -> NDArray[np.bool_]:
        """(k, N, 3): the shift is on the rota."""
        on_rota: NDArray[np.bool_] = self._rota[0] > 0
        return on_rota

    @cached_property
    def counted(self) -> Ints:
        """(k, N, 3): staff that count, agency within its share."""
        own: Ints = self._rota[1]
        agency: Ints = self._rota[2]
        return own + counted_agency(own, agency, self.places.policy.figures.agency_share_max)

    @cached_property
    def waking(self) -> Ints:
        """(k, N): staff awake at night."""
        return self._rota[3, :, :, NIGHT]

    def committed(self, k: int, person_id: str) -> Ints:
        """(N, 3): staff tied to others or to outreach."""
        own = person_id if person_id in self._tied_to.get(k, ()) else ""
        return self.kept(("committed", k, own), lambda: self._commitments(k, person_id))

    @cached_property
    def _tied_to(self) -> dict[int, set[str | None]]:
        """Home -> those whom its staff are tied to."""
        tied: dict[int, set[str | None]] = defaultdict(set)
        for one in self.index.snapshot.commitments:
            tied[self.home_of.get(self.index.setting_at.get(one.setting_id, -1), -1)].add(one.young_person_id)
        return tied

    def has_own(self, k: int, person_id: str) -> bool:
        """The person lives at this home, or some of its staff are tied to them."""
        stays = self.index.stays_of.get(person_id, [])
        return person_id in self._tied_to.get(k, ()) or any(stay.setting == self.homes[k] for stay in stays)

    def _commitments(self, k: int, person_id: str) -> Ints:
        tied = np.zeros(self.shape[1:], np.int32)
        for one in self.index.snapshot.commitments:
            if one.setting_id == self.places.settings[self.homes[k]].id and one.young_person_id != person_id:
                nights = slice(max(self._offset(one.first_night), 0), max(self._offset(one.leaving), 0))
                for shift in one.shifts:
                    tied[nights, AT[shift]] += one.staff
        return tied

    def kept(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives; kept, and shared by everybody who has nothing of their own at a home."""
        if key not in self._tables:
            self._tables[key] = make()
        found: T = self._tables[key]
        return found

    @cached_property
    def bank(self) -> Ints:
        """(N, 3): bank workers free that night who can be there by the start of the shift."""
        return Bank(self.index.snapshot, self.ledger).free

    def people_without(self, k: int, person_id: str) -> tuple[Ints, Outcomes]:
        """(N,) others living there, and whether any of them needs somebody awake at night: met, not met or unknown."""
        own = person_id if self.has_own(k, person_id) else ""
        return self.kept(("people", k, own), lambda: self._people(k, person_id))

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
                found[night - nights.start, s] = self.trained_on(shift, need, by)
        return int(found.max(initial=MET))

    def trained_on(self, shift: Shift, need: SkilledNeed, by: int) -> int:
        """Whether one shift has somebody trained in `need` by the day `by`."""
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
            enough, awake = _ratio_by_night(pair, i, k), _waking_by_night(pair, k)
            for row in pair.index.rows_of.get(at, []):
                nights = checked_nights(pair, i, row)
                ratio[i, row] = np.maximum.reduce(enough[nights], initial=MET)
                waking[i, row] = np.maximum.reduce(awake[nights], initial=MET)
                if pair.presence_end[i, row] - pair.first[i, row] > nights.stop - nights.start:
                    waking[i, row] = max(waking[i, row], _standing(pair, k))
    return StaffingOutcomes(ratio, waking)


def _ratio_by_night(pair: "Pairs", i: int, k: int) -> Outcomes:
    """(N,): `staff-ratio` at a home on each night, the same for everybody who asks for the same and is not there yet."""
    person, required = pair.asks.people[i], pair.asks.requests[i].required_ratio
    own = person.id if pair.staffing.has_own(k, person.id) else ""
    key = ("ratio", k, required, person.needs_waking_night, own)
    return pair.staffing.kept(key, lambda: _judge_ratio(pair, i, k))


def _judge_ratio(pair: "Pairs", i: int, k: int) -> Outcomes:
    needed = waking_needed(pair, i, k, EVERY_NIGHT)
    at_least = _covered(pair, i, k, needed == MET)
    doubt = (needed != MET) & (needed != NOT_MET)
    at_most = _covered(pair, i, k, needed != NOT_MET) if doubt.any() else at_least
    judged = np.where(at_most == at_least, at_least, np.where(at_least == NOT_MET, NOT_MET, needed))
    return judged if pair.asks.requests[i].required_ratio is not None else np.maximum(judged, np.int8(ASK))


def _covered(pair: "Pairs", i: int, k: int, waking: NDArray[np.bool_]) -> Outcomes:
    """(N,): every shift has enough staff, bank staff included."""
    recorded = pair.staffing.recorded[k]
    gap = short_by(pair, i, k, EVERY_NIGHT, waking=waking) * recorded
    enough = _on_every_shift(np.cumsum(gap, axis=1) <= pair.staffing.bank)
    return holds(enough, known=_on_every_shift(recorded) | ~enough, of=PLACE)


def _on_every_shift(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    by_day, in_the_evening, at_night = flags.T
    every: NDArray[np.bool_] = by_day & in_the_evening & at_night
    return every


def _waking_by_night(pair: "Pairs", k: int) -> Outcomes:
    """(N,): somebody is awake at a home on each night, bank staff included."""
    return pair.staffing.kept(("waking", k), lambda: _judge_waking(pair.staffing, k))


def _judge_waking(staffing: Staffing, k: int) -> Outcomes:
    awake = (staffing.waking[k] > 0) | (staffing.bank[:, NIGHT] > 0)
    return holds(awake, known=staffing.recorded[k, :, NIGHT] | awake, of=PLACE)


def _standing(pair: "Pairs", k: int) -> int:
    home = pair.places.settings[pair.staffing.homes[k]]
    return {True: int(MET), False: int(NOT_MET), None: int(PLACE)}[home.standing_waking_night]
