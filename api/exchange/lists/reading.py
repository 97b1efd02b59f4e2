"""Reads a list: every row of a file as what it says about one record."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from api.exchange.lists.cells import cells
from api.exchange.lists.columns import Layout, layout
from api.exchange.lists.found import BadCell, FarTooMany, Found, letters
from api.exchange.lists.headings import Heading, read_heading
from api.exchange.lists.identity import Identities
from api.exchange.lists.marks import BLANK
from api.exchange.lists.rows import ParsedList, ParsedRow
from api.exchange.lists.sheets import Rows, sheet_rows
from matcher.domain.errors import InvalidInput

ROWS_BETWEEN_REPORTS = 1_000

Progress = Callable[[int], None]
"""Is told now and then how many rows have been read, and at the end."""


def read_list(raw: bytes, list_name: str, file_name: str, progress: Progress | None = None) -> ParsedList:
    """The list in this file, CSV or Excel.

    Raises InvalidInput naming row, column and mend of every cell that cannot be read, or what is wrong with the file
    as a whole. What only a whole record can show, such as a leaving day before the first night, is not judged here.
    """
    there = layout(list_name)
    found = Found(file_name)
    rows = sheet_rows(raw, file_name)
    reader = _Reader(there, read_heading(rows, there, file_name), found)
    parsed: tuple[ParsedRow, ...] = ()
    try:
        parsed = tuple(reader.rows(rows, progress or (lambda _: None)))
    except FarTooMany:
        pass
    except InvalidInput as stopped:
        found.problems.extend(stopped.problems)
    found.refuse_if_any()
    return ParsedList(there.kind.name, file_name, reader.names, parsed)


class _Reader:
    """Reads the rows of one file, and notes what is wrong with them."""

    def __init__(self, there: Layout, heading: Heading, found: Found) -> None:
        by_name = cells(there.kind.name)
        self._layout, self._found = there, found
        self._identities = Identities(there, found)
        self._steps = [(column, by_name[column.name].read if column else _read_nothing) for column in heading.columns]
        self.names = tuple(column.name for column in heading.columns if column)

    def rows(self, rows: Rows, progress: Progress) -> Iterator[ParsedRow]:
        """Those that can be read. Raises FarTooMany, and InvalidInput where the file itself breaks off."""
        done = 0
        for number, texts in rows:
            row = self._row(number, texts)
            if row is not None:
                yield row
            done += 1
            if done % ROWS_BETWEEN_REPORTS == 0:
                progress(done)
        progress(done)

    def _row(self, number: int, texts: Sequence[str]) -> ParsedRow | None:
        values = self._values(number, texts)
        if values is None:
            return None
        said = dict(zip(self.names, values, strict=True))
        key = self._identities.key(number, said)
        return None if key is None else ParsedRow(number, *key, self._layout, self.names, tuple(values))

    def _values(self, number: int, texts: Sequence[str]) -> list[Any] | None:
        """One for each column; None where the row cannot be read."""
        if len(texts) != len(self._steps):
            what = f"There are {len(texts)} cells where the heading has {len(self._steps)}."
            self._found.add(number, None, what, "Put a cell that has a comma in it in quotes, and leave no cell out.")
            return None
        values: list[Any] = []
        sound = True
        for place, ((column, read), text) in enumerate(zip(self._steps, texts, strict=True)):
            cell = text.strip()
            try:
                value = read(cell) if cell else BLANK
            except BadCell as bad:
                sound = False
                self._found.add(number, column.name if column else letters(place), bad.what, bad.mend)
            else:
                if column:
                    values.append(value)
        return values if sound else None


def _read_nothing(_cell: str) -> Any:  # noqa: ANN401 - as the others
    raise BadCell("There is something here, and the column has no heading.", "Name the column, or clear the cell.")
