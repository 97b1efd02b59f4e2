"""Questions whose answer is a list. That somebody asked and there is none is an answer of its own, beside not known."""
# ruff: noqa: D102, ARG002 - read, filled and told are described in Ask; not each needs all it is given

import hashlib
import json
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar

from api import wording
from api.pages.asking import NOT_KNOWN, Ask, Fields, Json, Reading
from api.pages.door import Form
from api.pages.ids import new_id
from api.records.collections import AN_ID

NONE, SOME = "none", "some"
LEVELS = (("1", "low"), ("2", "medium"), ("3", "high"), ("unsure", "level not known"), ("0", "looked at, and none"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Ask):
    """A list that may be empty. The radios say which; what is typed below them says what."""

    none_says: str = "Asked, and none"
    some_says: str = "Yes"

    @property
    def states(self) -> list[tuple[str, str]]:
        """The radios."""
        return [(SOME, self.some_says), (NONE, self.none_says), (NOT_KNOWN, "Not known yet")]

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        state, items = form.one(name), self.items(form, name, before or [], reading)
        if state in {NONE, NOT_KNOWN} and items and items != before:
            reading.refuse(name, "You chose an answer, and also filled in what is below it. Choose one of them")
        elif state == SOME and not items:
            reading.refuse(name, "Fill in below what there is, or choose another answer")
        if state == NOT_KNOWN:
            return None
        return [] if state == NONE else items or None

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        state = "" if value is None else SOME if value else NONE
        return {name: [state], **self.items_filled(name, value or [])}

    def told(self, value: Json, reading: Reading) -> str:
        said = [self.item_told(one, reading) for one in value]
        return "; ".join(said) if said else self.none_says[:1].lower() + self.none_says[1:]

    @abstractmethod
    def items(self, form: Form, name: str, before: list[Json], reading: Reading) -> list[Json]:
        """What was typed, item by item."""

    @abstractmethod
    def items_filled(self, name: str, value: list[Json]) -> Fields:
        """The fields of the items."""

    @abstractmethod
    def item_told(self, one: Json, reading: Reading) -> str:
        """One item in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Listing):
    """Some of a code list. `key`: each is an object that has the code under this name."""

    kind: ClassVar[str] = "several"
    codes: tuple[str, ...]
    key: str = ""

    def items(self, form: Form, name: str, before: list[Json], reading: Reading) -> list[Json]:
        chosen = [code for code in self.codes if code in form.all(f"{name}-these")]
        kept = {self.code_of(one): one for one in before}
        listed = [kept.get(code, {self.key: code} if self.key else code) for code in chosen]
        return before if sorted(kept) == sorted(chosen) else listed

    def items_filled(self, name: str, value: list[Json]) -> Fields:
        return {f"{name}-these": [self.code_of(one) for one in value]}

    def item_told(self, one: Json, reading: Reading) -> str:
        return wording.code(self.code_of(one))

    def code_of(self, one: Json) -> str:
        """The code of one item."""
        return str(one[self.key] if self.key else one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels(Listing):
    """Some of a code list, each with its level. What else was recorded with one stays with it."""

    kind: ClassVar[str] = "levels"
    codes: tuple[str, ...]
    key: str
    dated: bool = False

    @property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """The answers for each."""
        return LEVELS

    def items(self, form: Form, name: str, before: list[Json], reading: Reading) -> list[Json]:
        found: list[Json] = []
        for code in self.codes:
            kept = [one for one in before if one[self.key] == code]
            given = form.one(f"{name}-{code}")
            if given and kept and given == _level(kept[0]):
                found += kept
            elif given:
                found += [self._new(code, given, kept[0] if kept else {}, reading), *kept[1:]]
        return before if sorted(map(_plain, found)) == sorted(map(_plain, before)) else found

    def _new(self, code: str, given: str, kept: Mapping[str, Json], reading: Reading) -> Json:
        dated = {"recorded_on": reading.today.isoformat()} if self.dated else {}
        level = {"level": int(given)} if given in {"0", "1", "2", "3"} else {}
        return {**dated, **{key: value for key, value in kept.items() if key != "level"}, self.key: code, **level}

    def items_filled(self, name: str, value: list[Json]) -> Fields:
        return {f"{name}-{one[self.key]}": [_level(one)] for one in reversed(value)}

    def item_told(self, one: Json, reading: Reading) -> str:
        return f"{wording.code(one[self.key])}: {dict(LEVELS)[_level(one)]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids(Listing):
    """Ids of people, one on a line."""

    kind: ClassVar[str] = "ids"

    def items(self, form: Form, name: str, before: list[Json], reading: Reading) -> list[Json]:
        ids = form.one(f"{name}-these").split()
        if not all(map(AN_ID.fullmatch, ids)):
            reading.refuse(f"{name}-these", "Write each person's id from the record, one on a line, such as A104")
        return list(dict.fromkeys(ids))

    def items_filled(self, name: str, value: list[Json]) -> Fields:
        return {f"{name}-these": ["\n".join(value)]}

    def item_told(self, one: Json, reading: Reading) -> str:
        return reading.people.get(one, str(one))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Listing):
    """Objects. Those recorded stay unless they are ticked to be taken off; `blanks` more may be added.

    needs   the column without which a row is not one
    makes   what the columns do not ask for: an opaque id, what a view is about
    """

    kind: ClassVar[str] = "rows"
    of: str
    columns: tuple[Ask, ...]
    blanks: int = 2
    makes: Callable[[dict[str, Json]], dict[str, Json]] = dict
    needs: tuple[str, ...] = ()

    def items(self, form: Form, name: str, before: list[Json], reading: Reading) -> list[Json]:
        off = form.all(f"{name}-off")
        kept = [one for one in before if mark(one) not in off]
        added = [row for n in range(self.blanks) if (row := self._row(form, f"{name}-{n}", reading))]
        return [*kept, *added]

    def _row(self, form: Form, name: str, reading: Reading) -> Json:
        found = {one.fact: one.read(form, f"{name}-{one.name}", None, reading) for one in self.columns}
        given = {fact: value for fact, value in found.items() if value is not None}
        missing = [one for one in self.columns if one.fact in self.needs and one.fact not in given]
        for one in missing if given else ():
            reading.refuse(f"{name}-{one.name}", f"Fill in “{one.label}” for this {self.of} too")
        return self.makes(given) if given and not missing else None

    def items_filled(self, name: str, value: list[Json]) -> Fields:
        return {}

    def item_told(self, one: Json, reading: Reading) -> str:
        said = [
            column.told(one[column.fact], reading) if not isinstance(one[column.fact], bool) else column.label.lower()
            for column in self.columns
            if one.get(column.fact) not in (None, "", False)
        ]
        return ", ".join(said) or self.of

    def recorded(self, value: Json, reading: Reading) -> list[tuple[str, str]]:
        """What is recorded: a mark that a form sends to take it off, and its words."""
        return [(mark(one), self.item_told(one, reading)) for one in value or ()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Ask):
    """Somebody or somewhere of the record, by name. `among`: `people` (carers and workers) or `settings`."""

    kind: ClassVar[str] = "words"
    among: str = "people"
    rows: int = 1
    width: str = "govuk-input--width-20"
    autocomplete: str = ""

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        given = form.one(name)
        names: Mapping[str, str] = getattr(reading, self.among)
        if not given or given in names:
            return given or None
        fits = sorted(id_ for id_, one in names.items() if one.casefold() == given.casefold())
        if len(fits) == 1:
            return fits[0]
        if fits:
            reading.refuse(name, f"Several have this name. Write the id instead: {wording.listed(fits[:5], 'or')}")
        else:
            near = get_close_matches(given, sorted(set(names.values())), 3, 0.5)
            hint = f" Did you mean {wording.listed(near, 'or')}?" if near else " Check how the record spells it"
            reading.refuse(name, f"Nothing on the record has this name.{hint}")
        return None

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        return {name: [value or ""]}

    def told(self, value: Json, reading: Reading) -> str:
        return str(getattr(reading, self.among).get(value, value))


def with_id(row: dict[str, Json]) -> dict[str, Json]:
    """The row with an opaque id of its own."""
    return {"id": new_id(), **row}


def mark(one: Json) -> str:
    """What tells one row from another, without saying anything of it."""
    return hashlib.sha256(_plain(one).encode()).hexdigest()[:16]


def _plain(one: Json) -> str:
    return json.dumps(one, sort_keys=True)


def _level(one: Mapping[str, Json]) -> str:
    level = one.get("level")
    return "unsure" if level is None else str(level)
