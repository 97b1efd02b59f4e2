"""Questions of a form, each about one fact of a record: how it is read, filled in and told."""
# ruff: noqa: D102, ARG002 - read, filled and told are described in Ask; not each needs all it is given

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from api.pages.door import Form

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
class Ask(ABC):
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

    @abstractmethod
    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        """The fact as it was typed; None where it is not known."""

    @abstractmethod
    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        """The form's fields for this fact."""

    @abstractmethod
    def told(self, value: Json, reading: Reading) -> str:
        """The fact in words."""


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
