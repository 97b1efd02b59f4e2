"""Columns about the young person and the request, each (n, 1)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import (
    AgeBand,
    AgeState,
    CareLeaverStatus,
    LegalStatus,
    NeedCategory,
    PlacementSex,
    SkilledNeed,
)
from matcher.domain.requests import PlacementRequest
from matcher.frame.birthdays import birthdays
from matcher.frame.index import Index
from matcher.ledger import FAR, ordinal
from matcher.outcomes import ASK, NOT_MET, Bools, Outcomes, fact, holds, opposite, stacked
from matcher.policy import Policy

Days = NDArray[np.int32]
OLDEST = 120
FLAGGED = 2


def born_between(person: YoungPerson, today: date, *, as_child: bool = True) -> tuple[date, date]:
    """The first and last day the person may have been born, from what is recorded on `today`.

    A person whose age is not certain and who may be under 18 is treated as a child (`as_child`).
    """
    doubtful = person.age_state in {AgeState.DISPUTED, AgeState.UNKNOWN}
    if person.date_of_birth is not None and not doubtful:
        return person.date_of_birth, person.date_of_birth
    earliest, latest = _recorded_interval(person, today)
    child_from = _years_before(today, 18) + timedelta(days=1)
    if as_child and latest >= child_from:
        earliest = max(earliest, child_from)
    return earliest, latest


def _recorded_interval(person: YoungPerson, today: date) -> tuple[date, date]:
    if person.possible_ages is not None:
        youngest, oldest = person.possible_ages.youngest, person.possible_ages.oldest
        return _years_before(today, oldest + 1) + timedelta(days=1), _years_before(today, youngest)
    sixteen, eighteen = _years_before(today, 16), _years_before(today, 18)
    intervals = {
        AgeBand.UNDER_16: (sixteen + timedelta(days=1), today),
        AgeBand.AGED_16_17: (eighteen + timedelta(days=1), sixteen),
        AgeBand.AGED_18_OVER: (_years_before(today, OLDEST), eighteen),
    }
    return intervals.get(person.age_band or AgeBand.NOT_SURE, (_years_before(today, OLDEST), today))


def _years_before(day: date, years: int) -> date:
    """The last birth day whose birthday of so many years is on or before `day`."""
    try:
        born = day.replace(year=day.year - years)
    except ValueError:
        born = date(day.year - years, 2, 28)
    return born


def counted_needs(person: YoungPerson) -> dict[NeedCategory, int] | None:
    """Assessed needs and their levels; without a level 2; level 0 left out; None = not assessed."""
    if person.needs is None:
        return None
    levels = {need.category: FLAGGED if need.level is None else need.level for need in person.needs}
    return {category: level for category, level in levels.items() if level}


def counted_skilled_needs(person: YoungPerson) -> tuple[SkilledNeed, ...]:
    """Recorded needs for trained people; a medical diet is one, listed or not."""
    listed = person.skilled_needs or ()
    has_diet = any(one.medical for one in person.diet_and_practice or ())
    return (*listed, SkilledNeed.MEDICAL_DIET) if has_diet and SkilledNeed.MEDICAL_DIET not in listed else listed


class Asks:
    """The requests being judged, in order. n = how many."""

    def __init__(
        self,
        index: Index,
        requests: Sequence[PlacementRequest],
        policy: Policy,
        people: Sequence[YoungPerson] | None = None,
    ) -> None:
        """As recorded; or with `people`, one for each request, as they might turn out to be."""
        self.index = index
        self.requests = requests
        self.policy = policy
        self.today = index.snapshot.today
        self.people = people or [index.people[request.young_person_id] for request in requests]
        self._birthdays: dict[int, tuple[Days, Days]] = {}

    def __len__(self) -> int:
        return len(self.requests)

    def of_person(self, read: Callable[[YoungPerson], Any], dtype: Any = np.bool_) -> NDArray[Any]:
        """A column read from each person."""
        return np.array([read(person) for person in self.people], dtype)[:, None]

    def of_request(self, read: Callable[[PlacementRequest], Any], dtype: Any = np.bool_) -> NDArray[Any]:
        """A column read from each request."""
        return np.array([read(request) for request in self.requests], dtype)[:, None]

    def person_fact(self, read: Callable[[YoungPerson], bool | None]) -> Outcomes:
        """Yes, no or not recorded, about each person."""
        return fact(map(read, self.people), ASK)[:, None]

    def request_fact(self, read: Callable[[PlacementRequest], bool | None]) -> Outcomes:
        """Yes, no or not recorded, about each request."""
        return fact(map(read, self.requests), ASK)[:, None]

    @cached_property
    def start(self) -> Days:
        """First night asked for, as an ordinal."""
        return self.of_request(lambda request: ordinal(request.start_date), np.int32)

    @cached_property
    def latest(self) -> Days:
        """Latest first night that would do; a PACE transfer is for tonight."""
        latest = self.of_request(lambda request: ordinal(request.first_night_latest or request.start_date), np.int32)
        return np.where(self.is_pace_transfer, self.start, latest)

    @cached_property
    def end(self) -> Days:
        """Leaving day asked for; FAR = no planned end. A PACE transfer ends in the morning, at `pace_return_hour`."""
        asked_for = self.of_request(lambda request: ordinal(request.end_date), np.int32)
        return np.where(self.is_pace_transfer, self.start + 1, asked_for)

    @cached_property
    def is_emergency(self) -> Bools:
        return self.of_request(lambda request: request.is_emergency)

    @cached_property
    def enough_nights(self) -> Days:
        """The fewest nights worth offering."""
        figures = self.policy.figures
        least = np.where(self.is_emergency, figures.min_useful_nights_emergency, figures.min_useful_nights_planned)
        enough: Days = np.minimum(least, self.end - self.start).astype(np.int32)
        return enough

    @cached_property
    def nights_needed(self) -> Days:
        """Nights asked for, else expected; 0 = neither is recorded."""
        expected = self.of_request(lambda request: request.expected_nights or 0, np.int32)
        return np.where(self.end < FAR, self.end - self.start, expected).astype(np.int32)

    @cached_property
    def _born(self) -> list[tuple[date, date]]:
        return [born_between(person, self.today) for person in self.people]

    def birthdays(self, age: int) -> tuple[Days, Days]:
        """The earliest and the latest day on which the person may turn `age`."""
        if age not in self._birthdays:
            self._birthdays[age] = self.turning(np.array([[age]]))
        return self._birthdays[age]

    def turning(self, ages: NDArray[np.intp]) -> tuple[Days, Days]:
        """The earliest and the latest day on which each person may turn each of these `ages` (1, m)."""
        earliest = stacked([_turns(first).take(ages[0], mode="clip") for first, _ in self._born])
        if self.all_ages_certain:
            return earliest, earliest
        return earliest, stacked([_turns(last).take(ages[0], mode="clip") for _, last in self._born])

    def at_least(self, age: int, day: Days) -> Outcomes:
        """The person has turned `age` by `day`: met, not met, or it depends on an age nobody knows."""
        earliest, latest = self.birthdays(age)
        certainly = holds(latest <= day)
        if self.all_ages_certain:
            return certainly
        return np.where((earliest <= day) & (latest > day), np.int8(ASK), certainly)

    def ages(self, day: Days) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The youngest and the oldest the person may be on each `day` (n, m), in whole years."""
        youngest = stacked([_ages(last, row) for (_, last), row in zip(self._born, day, strict=True)])
        if self.all_ages_certain:
            return youngest, youngest
        return youngest, stacked([_ages(first, row) for (first, _), row in zip(self._born, day, strict=True)])

    def next_birthday(self, day: Days) -> tuple[Days, Days]:
        """The first birthday after each `day` (n, k), if born on the latest, and on the earliest, possible day."""
        soonest = [_next_birthday(last, row) for (_, last), row in zip(self._born, day, strict=True)]
        if self.all_ages_certain:
            return stacked(soonest), stacked(soonest)
        other = [_next_birthday(first, row) for (first, _), row in zip(self._born, day, strict=True)]
        return stacked(soonest), stacked(other)

    @cached_property
    def all_ages_certain(self) -> bool:
        return all(first == last for first, last in self._born)

    @cached_property
    def age_is_certain(self) -> Bools:
        return np.array([first == last for first, last in self._born])[:, None]

    @cached_property
    def age_is_in_doubt(self) -> Bools:
        """Disputed or unknown, and may be under 18."""
        child_from = _years_before(self.today, 18) + timedelta(days=1)
        born = zip(self.people, self._born, strict=True)
        return np.array([_is_in_doubt(person) and last >= child_from for person, (_, last) in born], np.bool_)[:, None]

    @cached_property
    def age_band_known(self) -> Bools:
        """Under 16, 16 to 17, or 18 and over is settled on the first night asked for."""
        settled = [self.at_least(16, self.start), self.at_least(18, self.start)]
        return np.asarray((settled[0] != ASK) & (settled[1] != ASK), np.bool_)

    @cached_property
    def legal(self) -> list[LegalStatus | None]:
        return [person.legal_status.status if person.legal_status else None for person in self.people]

    @cached_property
    def is_pace_transfer(self) -> Bools:
        """The police ask for a bed for one night; a legal status that nobody has recorded is none."""
        return np.array([status is LegalStatus.PACE_TRANSFER for status in self.legal])[:, None]

    def status_in(self, *statuses: LegalStatus) -> Outcomes:
        """The legal status is one of these; not recorded is asked."""
        return fact((None if status is None else status in statuses for status in self.legal), ASK)[:, None]

    @cached_property
    def is_looked_after(self) -> Outcomes:
        """`placement_is_looked_after`: under 18 at the start, not a relevant child, not homeless without s20."""
        leavers = {CareLeaverStatus.RELEVANT, CareLeaverStatus.FORMER_RELEVANT}
        exempt = [
            person.care_leaver_status in leavers or (bool(request.homeless) and status is not LegalStatus.S20)
            for person, request, status in zip(self.people, self.requests, self.legal, strict=True)
        ]
        young = opposite(self.at_least(18, self.start))
        return np.where(np.array(exempt)[:, None], NOT_MET, young)

    @cached_property
    def sex_fits(self) -> list[PlacementSex | None]:
        """Each person's: which registration fits; None = not recorded."""
        return [
            person.placement_sex or (PlacementSex(person.sex.value) if person.sex else None) for person in self.people
        ]


def _is_in_doubt(person: YoungPerson) -> bool:
    band_unknown = person.date_of_birth is None and person.age_band in {None, AgeBand.NOT_SURE}
    return person.age_state in {AgeState.DISPUTED, AgeState.UNKNOWN} or band_unknown


@lru_cache(maxsize=4096)
def _turns(born: date) -> Days:
    """The day somebody turns each age; the last is FAR."""
    return np.append(birthdays([born], OLDEST)[:, 0], np.int32(FAR))


def _ages(born: date, days: Days) -> Days:
    return (np.searchsorted(_turns(born), days, side="right") - 1).astype(np.int32)


def _next_birthday(born: date, days: Days) -> Days:
    turns = _turns(born)
    return turns[np.minimum(np.searchsorted(turns, days, side="right"), OLDEST + 1)]
