"""Finds the columns of a list in the heading of a file."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from api.exchange.lists.columns import Column, Layout
from api.exchange.lists.found import cell_problem, letters
from api.exchange.lists.limits import MOST_COLUMNS
from api.exchange.lists.sheets import Rows
from api.exchange.tables import refuse
from matcher.domain.checks import refusal
from matcher.domain.errors import InvalidInput, Problem

BETWEEN_WORDS = re.compile(r"[\s_-]+")
NAME_LIKE = re.compile(r"[a-z0-9_.]{1,60}")
"""What is shown of a heading that is not known, as it was written; anything else may be somebody's name."""

WRONG_SEPARATORS = {";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns that a file has, in its order; None stands for a column without a heading, which must be empty."""

    row: int
    columns: tuple[Column | None, ...]


def read_heading(rows: Rows, there: Layout, file_name: str) -> Heading:
    """The heading: the first row that is not blank. Raises InvalidInput naming every column that is wrong or missing."""
    row, cells = next(rows, (1, []))
    if not cells:
        mend = f"The first row names the columns of the list, {', '.join(there.must_be_there)} among them."
        raise refuse(file_name, "The file is empty.", mend)
    names = _names(cells)
    if wrong := _wrongly_separated(cells):
        raise refuse(file_name, f"There are {wrong} between the columns.", "Save the list as CSV with commas.", row)
    if len(names) > MOST_COLUMNS:
        raise _too_many(file_name, row, len(names))
    known = {column.name: column for column in there.columns}
    if found := [*_wrong(cells, known, file_name, row), *_missing(names, there, file_name, row)]:
        raise refusal(found)
    return Heading(row, tuple(known.get(name) for name in names))


def _wrongly_separated(cells: Sequence[str]) -> str | None:
    written = [cell for cell in cells if cell.strip()]
    return next((word for mark, word in WRONG_SEPARATORS.items() if len(written) == 1 and mark in written[0]), None)


def _too_many(file_name: str, row: int, count: int) -> InvalidInput:
    what = f"There are {count:,} columns; no list has more than {MOST_COLUMNS}."
    return refuse(file_name, what, "Remove the columns that are not the list's.", row)


def _names(cells: Sequence[str]) -> list[str]:
    return [BETWEEN_WORDS.sub("_", cell.strip().casefold()) for cell in cells]


def _wrong(cells: Sequence[str], known: dict[str, Column], file_name: str, row: int) -> Iterator[Problem]:
    names = _names(cells)
    times = Counter(names)
    for place, name in enumerate(names):
        shown = name if NAME_LIKE.fullmatch(cells[place].strip()) else letters(place)
        if name and name not in known:
            near = get_close_matches(name, known, n=1) if NAME_LIKE.fullmatch(name) else []
            mend = f"Remove it, or write {near[0]} if that is meant." if near else "Remove it, or correct its name."
            yield cell_problem(file_name, row, shown, "The list has no such column.", mend)
        elif name and times[name] > 1 and names.index(name) == place:
            yield cell_problem(file_name, row, name, f"This column is there {times[name]} times.", "Keep only one.")


def _missing(names: Sequence[str], there: Layout, file_name: str, row: int) -> Iterator[Problem]:
    """An id may stand in place of the columns it is made from."""
    if there.kind.made_from and there.kind.id_field in names:
        return
    for name in there.must_be_there:
        if name not in names:
            yield cell_problem(file_name, row, name, "This column is missing.", "Add it: every row needs it.")
