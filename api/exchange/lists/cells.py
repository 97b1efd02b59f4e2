"""Reads and writes the cells of one column."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.exchange.lists.columns import Column, layout
from api.exchange.lists.found import BadCell
from api.exchange.lists.marks import HEADING, NONE, NOTHING_UNDER_IT, neutral, plain
from api.exchange.lists.scalars import is_scalar, scalar_reader, scalar_text
from api.exchange.lists.several import Several, several


@dataclass(frozen=True, slots=True)
class Cell:
    """How a column's cells are read and written."""

    read: Callable[[str], Any]
    """The value, in JSON terms, of a cell without outer blanks that is not empty. Raises BadCell."""
    write: Callable[[Any], str]
    """The cell that says this value; "" where a blank cell says it."""


@cache
def cells(list_name: str) -> dict[str, Cell]:
    """By column."""
    return {column.name: _cell(column) for column in layout(list_name).columns}


def _cell(column: Column) -> Cell:
    if column.kept_elsewhere:
        return Cell(_read_none, lambda value: NONE if value == () else "")
    if is_scalar(column.hint):
        return Cell(_reader(column, scalar_reader(column.hint)), _scalar_writer(column))
    both = several(column.hint)
    return Cell(_reader(column, both.read), _several_writer(column, both))


def _reader(column: Column, read: Callable[[str], Any]) -> Callable[[str], Any]:
    grouped = column.name != column.field

    def read_cell(cell: str) -> Any:  # noqa: ANN401 - in JSON terms
        if grouped and cell == NOTHING_UNDER_IT:
            return HEADING
        return read(plain(cell) if "'" in cell else cell)

    return read_cell


def _scalar_writer(column: Column) -> Callable[[Any], str]:
    blank_says = None if column.nullable or column.required else column.default

    def write(value: object) -> str:
        if value is None or value == blank_says == "":
            return ""
        text = scalar_text(value)
        return text if isinstance(value, int | float) else neutral(text)

    return write


def _several_writer(column: Column, both: Several) -> Callable[[Any], str]:
    blank_says = None if column.nullable or column.required else column.default

    def write(values: Any) -> str:  # noqa: ANN401 - a tuple, or a dict of ids
        if values is None:
            return ""
        if not values:
            return NONE if blank_says is None or blank_says else ""
        return neutral(both.write(values))

    return write


def _read_none(cell: str) -> list[Any]:
    if cell.casefold() == NONE:
        return []
    raise BadCell("Carers are not named here.", "Write none if there are none; otherwise use the list of carers.")
