"""Reads CSV files as councils have them: any of three encodings, either line ending, more columns than asked for."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from api.exchange.plain import pointer
from matcher.domain.checks import refusal
from matcher.domain.errors import InvalidInput, Problem

UTF_8, WINDOWS = "utf-8", "cp1252"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """A row by its number as a spreadsheet counts (the heading is 1) and the cells asked for, without outer blanks."""

    number: int
    cells: tuple[str, ...]


def read_file(path: Path) -> bytes:
    """The file's bytes. Raises InvalidInput where there is no such file or it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError:
        raise refuse(path.name, "It cannot be opened.", "Check the file's name, and that you may read it.") from None


def read_table(raw: bytes, name: str, needed: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Every row that is not blank, with the cells of `needed` and `optional` in that order ("" for a column not there).

    Column names may be in capitals or small letters. Raises InvalidInput naming file, row, column and mend for what
    breaks the file as a whole: bytes that are no text, quotes left open, a column missing or doubled, a ragged row.
    """
    body, encoding = encoded(raw, name)
    records = csv_records(io.StringIO(body.decode(encoding), newline=""), name)
    _, heading = next(records, (0, []))
    places = places_of(heading, name, needed, optional)
    width = len(heading)
    rows = []
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != width:
            raise ragged(name, number, cells, width)
        rows.append(Row(number, tuple(cells[place].strip() if place >= 0 else "" for place in places)))
    return rows


def refuse(name: str, what: str, mend: str, row: int | None = None, column: str | None = None) -> InvalidInput:
    """The error for a file that cannot be read as it is, with where in it."""
    where = name + (f", row {row}" if row else "") + (f", column {column}" if column else "")
    steps = [step for step in (name, row, column) if step is not None]
    return refusal([Problem(pointer(steps), f"{where}: {what}", mend)])


def encoded(raw: bytes, name: str) -> tuple[bytes, str]:
    """The text without its byte order mark, and its encoding: UTF-8, else the one that Windows programs write."""
    if raw.startswith(UTF_16_MARKS):
        raise refuse(name, "The file is in UTF-16.", "Save it as CSV UTF-8.", 1)
    body = raw.removeprefix(BYTE_ORDER_MARK)
    try:
        body.decode(UTF_8)
    except UnicodeDecodeError as in_utf_8:
        if body is not raw:
            raise _undecodable(name, body, in_utf_8) from None
    else:
        return body, UTF_8
    try:
        body.decode(WINDOWS)
    except UnicodeDecodeError as in_windows:
        raise _undecodable(name, body, in_windows) from None
    return body, WINDOWS


def _undecodable(name: str, body: bytes, error: UnicodeDecodeError) -> InvalidInput:
    line_begins = body.rfind(b"\n", 0, error.start) + 1
    headings = body.partition(b"\n")[0].split(b",")
    column = body.count(b",", line_begins, error.start)
    heading = headings[column].decode("ascii", "ignore").strip() if line_begins and column < len(headings) else None
    row = body.count(b"\n", 0, error.start) + 1
    return refuse(name, "This is not text in UTF-8 or Windows-1252.", "Save the file as CSV UTF-8.", row, heading)


def csv_records(lines: Iterable[str], name: str, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number. Raises InvalidInput where the quotes do not match or a cell is far too long."""
    number = first - 1
    reader = csv.reader(lines, strict=True)
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                what = f"A cell has more than {csv.field_size_limit():,} characters."
                raise refuse(name, what, "Shorten it, and look for a quote that is not closed.", number) from None
            mend = "Close every quote that is opened; a quote inside a quoted cell is written twice."
            raise refuse(name, "The quotes do not match from here on.", mend, number) from None


def places_of(heading: list[str], name: str, needed: Sequence[str], optional: Sequence[str]) -> list[int]:
    """Where each column stands; -1 for an optional one that is not there. Raises InvalidInput: missing, or doubled."""
    names = [cell.strip().casefold() for cell in heading]
    wanted = [*needed, *optional]
    found = []
    for column in wanted:
        times = names.count(column.casefold())
        if times == 0 and column in needed:
            mend = "Add the column: the first row names every column, with commas between."
            found.append(Problem(pointer((name, 1, column)), f"{name}, row 1: Column {column} is missing.", mend))
        elif times > 1:
            mend = "Remove all but one."
            found.append(
                Problem(pointer((name, 1, column)), f"{name}, row 1: Column {column} is there {times} times.", mend)
            )
    if found:
        raise refusal(found)
    return [names.index(column.casefold()) if column.casefold() in names else -1 for column in wanted]


def ragged(name: str, number: int, cells: list[str], width: int) -> InvalidInput:
    """The error for a row of another length than the heading."""
    what = f"There are {len(cells)} cells where the heading has {width}."
    return refuse(name, what, "Put a cell that has a comma in it in quotes, and leave no cell out.", number)
