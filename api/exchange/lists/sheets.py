"""The rows of a file, CSV or Excel alike: numbers as a spreadsheet counts, and cells as text."""

import io
from collections import deque
from collections.abc import Iterator

from api.exchange.lists.found import letters
from api.exchange.lists.limits import MOST_BYTES, MOST_CELLS, MOST_ROWS
from api.exchange.lists.workbooks import is_workbook, workbook_rows
from api.exchange.tables import csv_records, encoded, refuse

Rows = Iterator[tuple[int, list[str]]]

SPLIT = "Split the list into several files."


def sheet_rows(raw: bytes, name: str) -> Rows:
    """Every row that is not blank, the heading first. Raises InvalidInput, also while being read."""
    if len(raw) > MOST_BYTES:
        raise refuse(name, f"The file has more than {MOST_BYTES // 1_000_000} MB.", SPLIT)
    if is_workbook(raw):
        return _counted(workbook_rows(raw, name), name)
    if raw.count(b"\n") > MOST_ROWS:
        deque(
            _counted(_csv_rows(raw, name), name), maxlen=0
        )  # most likely too long: found out before the cells are read
    return _counted(_csv_rows(raw, name), name)


def _counted(rows: Rows, name: str) -> Rows:
    written = ((number, cells) for number, cells in rows if any(map(str.strip, cells)))
    for count, (number, cells) in enumerate(written):
        if count > MOST_ROWS:
            raise refuse(name, f"There are more than {MOST_ROWS:,} rows.", SPLIT, number)
        if count * len(cells) > MOST_CELLS:
            raise refuse(name, f"There are more than {MOST_CELLS:,} cells.", SPLIT, number)
        yield number, cells


def _csv_rows(raw: bytes, name: str) -> Rows:
    body, encoding = encoded(raw, name)
    has_nul = b"\0" in body
    for number, cells in csv_records(io.TextIOWrapper(io.BytesIO(body), encoding, newline=""), name):
        if has_nul:
            _refuse_nul(number, cells, name)
        yield number, cells


def _refuse_nul(number: int, cells: list[str], name: str) -> None:
    place = next((place for place, cell in enumerate(cells) if "\0" in cell), None)
    if place is not None:
        what = "There is a NUL character here, which no spreadsheet writes."
        raise refuse(name, what, "Save the list again as CSV UTF-8.", number, letters(place))
