"""What the twin counts with: facts that may not be known, ages that may not be certain, points rounded once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from matcher.domain.nights import age_on
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeBand, AgeState
from matcher.outcomes import Outcome

MET = Outcome.MET
NOT_JUDGED = Outcome.NOT_JUDGED
ASK = Outcome.NOT_KNOWN_ASK
PLACE = Outcome.NOT_KNOWN_PLACE
NOT_MET = Outcome.NOT_MET

OLDEST = 120


def fact(holds: bool | None, of: Outcome = PLACE) -> Outcome:
    """A fact that holds, does not hold, or is not known (`of` says whose it is)."""
    if holds is None:
        return of
    return MET if holds else NOT_MET


def all_of(*facts: Outcome) -> Outcome:
    """The worst of the facts; nothing to hold is met."""
    return max(facts, default=MET)


def every(facts: Iterable[Outcome]) -> Outcome:
    return all_of(*facts)


def either(*facts: Outcome) -> Outcome:
    """The best of the facts; nothing that could hold is not met."""
    return min(facts, default=NOT_MET)


def some(facts: Iterable[Outcome]) -> Outcome:
    return either(*facts)


def at_best_not_judged(one: Outcome, *, fed: bool) -> Outcome:
    """What is judged only on the residents that are recorded, where not all of them are."""
    return one if fed else max(one, NOT_JUDGED)


def opposite(one: Outcome) -> Outcome:
    return {MET: NOT_MET, NOT_MET: MET}.get(one, one)


def tenths(points: Fraction) -> float:
    """Rounded to a tenth, half away from zero."""
    whole, rest = divmod(abs(points) * 10, 1)
    rounded = int(whole) + (rest >= Fraction(1, 2))
    return (-rounded if points < 0 else rounded) / 10


@dataclass(frozen=True)
class Born:
    """The days somebody may have been born on, both included."""

    earliest: date
    latest: date

    def at_least(self, age: int, day: date) -> Outcome:
        """Whether they are that old on that day: surely, surely not, or not known."""
        if age_on(self.latest, day) >= age:
            return MET
        if age_on(self.earliest, day) < age:
            return NOT_MET
        return ASK

    def under(self, age: int, day: date) -> Outcome:
        return opposite(self.at_least(age, day))


def is_certain(person: YoungPerson) -> bool:
    """A date of birth that nobody disputes."""
    return person.date_of_birth is not None and person.age_state not in {AgeState.DISPUTED, AgeState.UNKNOWN}


def possible_ages(person: YoungPerson) -> tuple[int, int]:
    """Youngest and oldest they may be today, where their age is not certain."""
    if person.possible_ages is not None:
        return person.possible_ages.youngest, person.possible_ages.oldest
    bands = {AgeBand.UNDER_16: (0, 15), AgeBand.AGED_16_17: (16, 17), AgeBand.AGED_18_OVER: (18, OLDEST)}
    return bands.get(person.age_band, (0, OLDEST)) if person.age_band is not None else (0, OLDEST)


def may_be_a_child_of_uncertain_age(person: YoungPerson) -> bool:
    """Disputed or unknown, and they may be under 18; a band somebody has told us is not unknown."""
    in_doubt = person.age_state in {AgeState.DISPUTED, AgeState.UNKNOWN}
    nothing_told = person.date_of_birth is None and person.age_band in {None, AgeBand.NOT_SURE}
    return (in_doubt or nothing_told) and possible_ages(person)[0] < 18


def born(person: YoungPerson, today: date) -> Born:
    """When they may have been born; somebody who may be under 18 is treated as a child."""
    if is_certain(person) and person.date_of_birth is not None:
        return Born(person.date_of_birth, person.date_of_birth)
    youngest, oldest = possible_ages(person)
    if youngest < 18:
        oldest = min(oldest, 17)
    return Born(earliest=_first_birth(oldest, today), latest=_last_birth(youngest, today))


def _first_birth(oldest: int, today: date) -> date:
    """The earliest day of birth of anybody who is no older than this today."""
    day = date(today.year - oldest - 1, today.month, min(today.day, 28)) - timedelta(days=3)
    while age_on(day, today) > oldest:
        day += timedelta(days=1)
    return day


def _last_birth(youngest: int, today: date) -> date:
    """The latest day of birth of anybody who is at least this old today."""
    day = date(today.year - youngest, today.month, min(today.day, 28)) + timedelta(days=4)
    while age_on(day, today) < youngest:
        day -= timedelta(days=1)
    return day


@dataclass(frozen=True)
class Added:
    """An adjustment's points, whether everything is known, and what its unknowns could still bring."""

    points: Fraction
    known: bool = True
    could_add: Fraction = Fraction(0)
