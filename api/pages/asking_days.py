"""Questions whose answer is a day, or a moment in London."""
# ruff: noqa: D102, ARG002 - read, filled and told are described in Ask; not each needs all it is given

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from api import wording
from api.pages.asking import Ask, Fields, Json, Reading
from api.pages.door import Form
from matcher.domain.values import CLOCK, LONDON


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Ask):
    """A date in three fields."""

    kind: ClassVar[str] = "day"
    birth: bool = False

    def first_id(self, name: str) -> str:
        return f"{name}-day"

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        found = read_day(form, name, reading)
        return None if found is None else found.isoformat()

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        return day_fields(name, None if value is None else date.fromisoformat(value))

    def told(self, value: Json, reading: Reading) -> str:
        on = date.fromisoformat(value)
        return f"{on.day} {on:%B %Y}" if self.birth else wording.day(on, reading.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Ask):
    """A date in three fields, and a time of day in London."""

    kind: ClassVar[str] = "moment"

    def first_id(self, name: str) -> str:
        return f"{name}-day"

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        found = read_moment(form, name, reading)
        if found is None:
            return None
        return before if before and _to_the_minute(before) == found else found.isoformat()

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        at = None if value is None else _to_the_minute(value)
        return {**day_fields(name, at and at.date()), f"{name}-time": ["" if at is None else f"{at:%H:%M}"]}

    def told(self, value: Json, reading: Reading) -> str:
        return wording.moment(datetime.fromisoformat(value), reading.today)


def day_fields(name: str, on: date | None) -> Fields:
    """The three fields of a date."""
    return {f"{name}-{part}": ["" if on is None else str(getattr(on, part))] for part in ("day", "month", "year")}


def read_day(form: Form, name: str, reading: Reading) -> date | None:
    """The date in the three fields; None where all are empty, or where what is there was refused."""
    parts = [form.one(f"{name}-{part}") for part in ("year", "month", "day")]
    if not any(parts):
        return None
    missing = [part for part, given in zip(("year", "month", "day"), parts, strict=True) if not given]
    if missing:
        reading.refuse(name, f"The date must have a {wording.listed(reversed(missing))} too")
        return None
    try:
        year, month, day = (int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= 4)  # noqa: PLR2004 - a year's length
        found = date(year, month, day)
    except ValueError:
        reading.refuse(name, "Enter a real date, such as 27 3 2026")
        return None
    if not 1900 <= found.year <= 2199:  # noqa: PLR2004 - the years that records have
        reading.refuse(name, "Enter the year with four figures, from 1900 to 2199")
        return None
    return found


def read_moment(form: Form, name: str, reading: Reading) -> datetime | None:
    """The date and the time of day; both or neither."""
    on, clock = read_day(form, name, reading), form.one(f"{name}-time").replace(".", ":").zfill(5)
    if clock == "00000":
        if on is not None:
            reading.refuse(name, "Enter the time too, such as 20:05")
        return None
    if CLOCK.fullmatch(clock) is None:
        reading.refuse(name, "Enter the time of day from 00:00 to 23:59, such as 20:05")
        return None
    if on is None:
        reading.refuse(name, "Enter the date too")
        return None
    return datetime.combine(on, time.fromisoformat(clock), LONDON)


def _to_the_minute(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(LONDON).replace(second=0, microsecond=0)
