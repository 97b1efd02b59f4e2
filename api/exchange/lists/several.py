"""Reads and writes cells that hold several values: `autism:2; trauma:1`, or JSON where that does not say it all."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from api.exchange.lists.columns import Hint, bare, hints_of, is_noun, is_required, origin, without_none
from api.exchange.lists.found import BadCell
from api.exchange.lists.marks import NONE
from api.exchange.lists.scalars import STRICT, Read, bad_cell, is_scalar, scalar_reader, scalar_text
from api.exchange.plain import NotJson
from matcher.domain.values import Identifier

BETWEEN_ITEMS, BETWEEN_PARTS = ";", ":"


@dataclass(frozen=True, slots=True)
class Several:
    """How a type of several values is read and written."""

    hint: Hint
    adapter: TypeAdapter[Any]
    opens: str
    """How JSON of it begins."""
    form: str
    """How one item is written: `category:level`."""
    read_item: Read
    write_item: Callable[[Any], str]
    gather: Callable[[list[Any]], Any]
    """From the items read to the whole, in JSON terms."""

    def read(self, text: str) -> Any:  # noqa: ANN401 - in JSON terms
        """The values in a cell that is not blank. Raises BadCell."""
        if text.casefold() == NONE:
            return self.gather([])
        if text.startswith(self.opens):
            self._check(text)
            return from_json(text)
        return self._read_short(text)

    def write(self, values: Any) -> str:  # noqa: ANN401 - a tuple, or a dict of ids
        """The cell: in short form where that reads back the same, else as JSON. Not for what is empty."""
        whole = self.adapter.dump_python(values, mode="json")
        short = f"{BETWEEN_ITEMS} ".join(map(self.write_item, values.items() if isinstance(values, dict) else values))
        try:
            same = short.strip() == short and self.adapter.validate_json(to_json(self.read(short))) == values
        except (BadCell, ValidationError):
            same = False
        return short if same else json.dumps(whole, ensure_ascii=False)

    def _read_short(self, text: str) -> Any:  # noqa: ANN401 - in JSON terms
        parts = [part.strip() for part in text.split(BETWEEN_ITEMS)]
        items = [self._item(n, part) for n, part in enumerate(parts, 1) if part]
        if not items:
            raise BadCell(
                "There is nothing between the semicolons.", "Write none if there is none, else what there is."
            )
        whole = self.gather(items)
        self._check(to_json(whole))
        return whole

    def _item(self, number: int, part: str) -> Any:  # noqa: ANN401 - in JSON terms
        try:
            return self.read_item(part)
        except BadCell as bad:
            mend = f"{bad.mend} Each item is written {self.form}, with semicolons between." if self.form else bad.mend
            raise BadCell(f"item {number}: {bad.what}", mend) from None

    def _check(self, text: str | bytes) -> None:
        try:
            self.adapter.validate_json(text)
        except ValidationError as error:
            raise self._bad(error) from None

    def _bad(self, error: ValidationError) -> BadCell:
        try:
            return bad_cell(error, self.hint)
        except NotJson as not_json:
            return BadCell(str(not_json), f"{not_json.problems[0].mend} A cell that begins with {self.opens} is JSON.")


def several(hint: Hint) -> Several:
    """For a tuple of single values or of nouns, or for ids in other systems by the system's name."""
    adapter = TypeAdapter[Any](hint, config=STRICT)
    kind = bare(hint)
    if origin(kind) is dict:
        return Several(hint, adapter, "{", "system:id", _read_pair, ":".join, _gather_pairs)
    item = get_args(kind)[0]
    if not is_noun(item):
        return Several(hint, adapter, "[", "", scalar_reader(item), scalar_text, list)
    steps = leading(item)
    read_parts, write_parts = _parts_reader(steps), _parts_writer(steps)
    return Several(hint, adapter, "[", BETWEEN_PARTS.join(steps), read_parts, write_parts, list)


def leading(noun: Any) -> dict[str, tuple[Hint, bool]]:  # noqa: ANN401 - any noun's type
    """The fields that the short form writes, up to the first that is no single value: their types, and are they needed."""
    found = {}
    hints = hints_of(noun)
    for one in fields(noun):
        hint, _ = without_none(hints[one.name])
        if not is_scalar(hint):
            break
        found[one.name] = (hint, is_required(one))
    return found


def _parts_reader(steps: Mapping[str, tuple[Hint, bool]]) -> Read:
    readers = [(name, scalar_reader(hint)) for name, (hint, _) in steps.items()]

    def read(text: str) -> dict[str, Any]:
        parts = text.split(BETWEEN_PARTS, len(readers) - 1)
        read = {}
        for part, (name, reader) in zip(parts, readers, strict=False):
            if part.strip():
                try:
                    read[name] = reader(part.strip())
                except BadCell as bad:
                    raise BadCell(f"{name}: {bad.what}", bad.mend) from None
        return read

    return read


def _parts_writer(steps: Mapping[str, tuple[Hint, bool]]) -> Callable[[Any], str]:
    def write(item: object) -> str:
        defaults = {one.name: one.default for one in fields(item)}  # type: ignore[arg-type]
        values = ((name, getattr(item, name)) for name in steps)
        parts = ["" if value is None or value == defaults[name] else scalar_text(value) for name, value in values]
        return BETWEEN_PARTS.join(parts).rstrip(BETWEEN_PARTS)

    return write


def _read_pair(text: str) -> tuple[str, str]:
    system, colon, theirs = text.partition(BETWEEN_PARTS)
    if not colon:
        raise BadCell("There is no colon here.", "Name the system, then a colon, then the id it has there.")
    return _read_system(system.strip()), theirs.strip()


_read_system = scalar_reader(Identifier)


def _gather_pairs(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    systems = [system for system, _ in pairs]
    if len(set(systems)) < len(systems):
        raise BadCell("A system is there twice.", "Write each system once, with the id the record has there.")
    return dict(pairs)


def needs_json(noun: Any) -> bool:  # noqa: ANN401 - any noun's type
    """Whether no item can be written in short, because it cannot be without a field that is no single value."""
    return not {one.name for one in fields(noun) if is_required(one)} <= leading(noun).keys()
