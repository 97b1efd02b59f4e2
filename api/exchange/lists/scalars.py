"""Reads and writes single values: what stands in one cell, or between the colons of one. JSON terms on this side."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAlias

from pydantic import ConfigDict, TypeAdapter, ValidationError

from api.exchange.lists.columns import Hint, bare, is_noun
from api.exchange.lists.found import BadCell
from api.exchange.lists.moments import read_clock, read_day, read_moment
from api.exchange.plain import plainly
from matcher.domain.values import ClockTime

Read: TypeAlias = Callable[[str], Any]
"""From the text of a cell to its value in JSON terms. Raises BadCell."""

STRICT = ConfigDict(strict=True, allow_inf_nan=False)
REMEMBERED = 10_000
"""Cells of a column whose values are kept at hand: codes and days come again and again."""

BETWEEN_WORDS = re.compile(r"[\s_-]+")
WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
MOST_EXACT = 10**15

YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}


def is_scalar(hint: Hint) -> bool:
    """Whether a value of this type can stand between colons."""
    kind = bare(hint)
    return isinstance(kind, type) and issubclass(kind, (str, int, float, date)) and not is_noun(kind)


def scalar_reader(hint: Hint) -> Read:
    """Reads one value of this type."""
    kind = bare(hint)
    if issubclass(kind, Enum):
        return lru_cache(REMEMBERED)(_code_reader(kind))
    if issubclass(kind, str):
        return read_clock if hint == ClockTime else _checked(str, hint)
    if issubclass(kind, date):
        return lru_cache(REMEMBERED)(read_moment if issubclass(kind, datetime) else read_day)
    if issubclass(kind, bool):
        return _read_bool
    return lru_cache(REMEMBERED)(_checked(_whole if issubclass(kind, int) else _number, hint))


def scalar_text(value: object) -> str:
    """How it is written. `scalar_reader` reads it back."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < MOST_EXACT else repr(value)
    return str(value)


def bad_cell(error: ValidationError, hint: Hint) -> BadCell:
    """What pydantic found first, in plain words, with the item it is about where there is one."""
    details = error.errors(include_url=False, include_context=False)[0]
    steps = [f"item {step + 1}" if isinstance(step, int) else str(step) for step in details["loc"]]
    if details["type"] == "too_long":
        return BadCell("There are more items here than are kept.", "Leave out those that are not needed.")
    problem = plainly(error, hint)[0]
    where = f"{', '.join(steps)}: " if steps else ""
    return BadCell(where + problem.detail, problem.mend)


def _checked(convert: Callable[[str], Any], hint: Hint) -> Read:
    adapter = TypeAdapter[Any](hint, config=STRICT)

    def read(text: str) -> Any:  # noqa: ANN401 - in JSON terms
        try:
            return adapter.validate_python(convert(text))
        except ValidationError as error:
            raise bad_cell(error, hint) from None

    return read


def _code_reader(kind: type[Enum]) -> Read:
    codes = {_squeezed(str(code.value)): str(code.value) for code in kind}
    adapter = TypeAdapter[Any](kind)

    def read(text: str) -> str:
        if (code := codes.get(_squeezed(text))) is not None:
            return code
        try:
            adapter.validate_python(text)
        except ValidationError as error:
            raise bad_cell(error, kind) from None
        raise AssertionError("every code is found above")

    return read


def _squeezed(code: str) -> str:
    """Without what people write differently: capitals, blanks, hyphens, apostrophes."""
    return BETWEEN_WORDS.sub(
        "_", code.strip().casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )


def _read_bool(text: str) -> bool:
    try:
        return YES_OR_NO[text.casefold()]
    except KeyError:
        raise BadCell("This is neither yes nor no.", "Write yes or no; leave it blank if it is not known.") from None


def _whole(text: str) -> int:
    if not WHOLE.fullmatch(text):
        raise BadCell("This is not a whole number.", "Write digits only, as 12; leave it blank if it is not known.")
    return int(text)


def _number(text: str) -> float:
    if not NUMBER.fullmatch(text):
        raise BadCell("This is not a number.", "Write digits and a point, as 2.5; leave it blank if it is not known.")
    return float(text)
