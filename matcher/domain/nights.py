"""Nights, ages and working days."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Nights:
    """The nights from `first_night` up to, and not including, the night of `leaving`; None = no planned end."""

    first_night: date
    leaving: date | None

    def __iter__(self) -> Iterator[date]:
        if self.leaving is None:
            raise ValueError("nights without an end cannot be listed")
        return (self.first_night + timedelta(days=n) for n in range((self.leaving - self.first_night).days))

    def covers(self, night: date) -> bool:
        """Whether somebody here for these nights sleeps here on that night."""
        return self.first_night <= night and (self.leaving is None or night < self.leaving)

    def overlaps(self, other: "Nights") -> bool:
        """Whether both include at least one same night."""
        return (other.leaving is None or self.first_night < other.leaving) and (
            self.leaving is None or other.first_night < self.leaving
        )


def birthday(born: date, age: int) -> date:
    """The day somebody turns `age`. A 29 February birthday counts on 1 March in other years (catalogue 0.1)."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Age in whole years on a day, reached at the start of the birthday."""
    still_to_come = (day.month, day.day) < (born.month, born.day)  # as of 29 February on 1 March in other years
    return day.year - born.year - still_to_come


def months_before(day: date, months: int) -> date:
    """The same day of the month, so many calendar months earlier; the month's last day where there is none."""
    month = day.month - 1 - months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def is_working_day(day: date, bank_holidays: Collection[date]) -> bool:
    """Monday to Friday and not a bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays


def after_working_days(day: date, count: int, bank_holidays: Collection[date]) -> date:
    """The day on which `count` working days have passed; counting starts the day after the event."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, bank_holidays)
    return day
