"""Questions of a form, each about one fact of a record: how it is read, filled in and told."""
# ruff: noqa: D102, ARG002 - read, filled and told are described in Ask; not each needs all it is given

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, ClassVar

from api import wording
from api.pages.door import Form
from matcher.domain.values import CLOCK, LONDON

Json = Any
"""A value as JSON has it; None = nobody has recorded it."""
Fields = dict[str, list[str]]
NOT_KNOWN = "not_known"
PEOPLE, REQUESTS = "young_people", "placement_requests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a form needs: the day, who and what is known by name, and what was found wrong, by the field's id."""

    today: date
    people: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    def refuse(self, id_: str, says: str) -> None:
        """Remember what is wrong with a field; the first thing said stays."""
        self.wrong.setdefault(id_, says)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question. `fact`: `health.in_hospital`; {name} in the label is what the young person is called."""

    kind: ClassVar[str]
    fact: str
    label: str
    short: str = ""
    """What the fact is called where it is told; empty = the label."""
    hint: str = ""
    whose: str = PEOPLE

    @property
    def path(self) -> tuple[str, ...]:
        """The fact's names, from the record inwards."""
        return tuple(self.fact.split("."))

    @property
    def name(self) -> str:
        """The field's name in a form."""
        return self.fact.replace(".", "-")

    def first_id(self, name: str) -> str:
        """The id of the input that a link to this question goes to."""
        return name

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        """The fact as it was typed; None where it is not known."""
        raise NotImplementedError

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        """The form's fields for this fact."""
        raise NotImplementedError

    def told(self, value: Json, reading: Reading) -> str:
        """The fact in words."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Ask):
    """Text. `rows`: more than one line is given."""

    kind: ClassVar[str] = "words"
    rows: int = 1
    width: str = "govuk-input--width-20"
    autocomplete: str = ""

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        text = form.one(name).replace("\r\n", "\n")
        return text or ("" if before == "" else None)

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        return {name: [value or ""]}

    def told(self, value: Json, reading: Reading) -> str:
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Ask):
    """A whole number."""

    kind: ClassVar[str] = "whole"
    most: int = 3650
    unit: str = ""

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        text = form.one(name)
        if text and not (text.isascii() and text.isdigit() and int(text[:9]) <= self.most):
            reading.refuse(name, f"Enter a whole number from 0 to {self.most}, such as 7")
            return None
        return int(text) if text else None

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        return {name: ["" if value is None else str(value)]}

    def told(self, value: Json, reading: Reading) -> str:
        return f"{value} {self.unit}".strip()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Ask):
    """One of a few answers. `not_known`: that nobody knows is one of them, and takes the fact away."""

    kind: ClassVar[str] = "choice"
    answers: tuple[tuple[Json, str], ...]
    not_known: bool = True
    select: bool = False

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        given = form.one(name)
        if given in {"", NOT_KNOWN}:
            return None
        for answer, _ in self.answers:
            if given == shown(answer):
                return answer
        reading.refuse(name, "Choose one of the answers")
        return None

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        return {name: ["" if value is None else shown(value)]}

    def told(self, value: Json, reading: Reading) -> str:
        return next((says for answer, says in self.answers if shown(answer) == shown(value)), str(value))

    @property
    def short_answers(self) -> bool:
        """Whether they fit beside one another."""
        return sum(len(says) for _, says in self.answers) < 40  # noqa: PLR2004 - characters on a line, with room between

    @property
    def options(self) -> list[tuple[str, str]]:
        """The answers as a form sends them, and their words."""
        listed = [(shown(answer), says) for answer, says in self.answers]
        return [*listed, (NOT_KNOWN, "Not known")] if self.not_known and not self.select else listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Postcode(Ask):
    """A place on the map, by its postcode. One recorded by its map reference stays until a postcode is given."""

    kind: ClassVar[str] = "postcode"

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        text = form.one(name).upper()
        kept: dict[str, Json] = before or {}
        if not text:
            return before if kept and not kept.get("postcode") else None
        joined = "".join(text.split())
        if not (joined.isascii() and joined.isalnum() and 5 <= len(joined) <= 7):  # noqa: PLR2004 - a postcode's length
            reading.refuse(name, "Enter a full postcode, such as HG1 2AB")
            return None
        postcode = f"{joined[:-3]} {joined[-3:]}"
        return before if kept.get("postcode") == postcode else {"postcode": postcode}

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        return {name: [(value or {}).get("postcode") or ""]}

    def told(self, value: Json, reading: Reading) -> str:
        return value.get("postcode") or f"map reference {value.get('easting')}, {value.get('northing')}"


YES_NO = ((True, "Yes"), (False, "No"))


def yes_no(fact: str, label: str, short: str, hint: str = "", whose: str = PEOPLE) -> Choice:
    """A question with the answers yes, no and not known."""
    return Choice(fact=fact, label=label, short=short, hint=hint, whose=whose, answers=YES_NO)


def shown(answer: Json) -> str:
    """An answer as a form sends it."""
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)


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
