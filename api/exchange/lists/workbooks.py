"""Reads the first sheet of an Excel workbook as the text that the same rows would be in a CSV file."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from python_calamine import CalamineError, load_workbook

from api.exchange.lists.packages import SAVE_AGAIN, vetted
from api.exchange.tables import refuse
from matcher.domain.errors import InvalidInput

IS_ZIP = b"PK\x03\x04"
IS_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Excel's files until 2007, and newer ones with a password."""
LOCKED = "EncryptedPackage".encode("utf-16-le")

PANIC = "PanicException"
"""What the reader raises where it has no answer: no Exception, and nowhere to be imported from."""

MOST_EXACT = 10**15
HALF_A_SECOND = timedelta(microseconds=500_000)

Found: TypeAlias = int | float | bool | time | date | datetime | timedelta
"""What calamine finds in a cell that is no text."""


def is_workbook(raw: bytes) -> bool:
    """Whether it is an Excel file of any age, by what it begins with."""
    return raw.startswith((IS_ZIP, IS_OLD))


def workbook_rows(raw: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row of the first sheet with its number. Raises InvalidInput where the file is no sound .xlsx workbook."""
    if raw.startswith(IS_OLD):
        raise _old_or_locked(raw, name)
    package = io.BytesIO(vetted(raw, name))
    with _refusing(name):
        for number, row in enumerate(load_workbook(package).get_sheet_by_index(0).iter_rows(), 1):
            yield number, [cell if isinstance(cell, str) else cell_text(cell) for cell in row]


def cell_text(cell: Found) -> str:
    """As the CSV of the same sheet would have it; a day and a time of day as they are kept."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < MOST_EXACT else repr(cell)
    return str(cell) if isinstance(cell, int) else _moment_text(cell)


def _moment_text(cell: date | time | timedelta) -> str:
    """Excel counts days in fractions: a second may be a millionth short."""
    if isinstance(cell, datetime):
        return (cell + HALF_A_SECOND).replace(microsecond=0).isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return cell.isoformat("seconds") if isinstance(cell, time) else cell.isoformat()


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Refuses a workbook that cannot be read, whatever the reader says of it."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, (CalamineError, ValueError, OverflowError)) and type(error).__name__ != PANIC:
            raise
        raise refuse(name, "The workbook is damaged: its first sheet cannot be read.", SAVE_AGAIN) from None


def _old_or_locked(raw: bytes, name: str) -> InvalidInput:
    if LOCKED in raw:
        return refuse(name, "The workbook has a password.", "Save it without the password, and send that.")
    return refuse(name, "This is an Excel file of the old kind (.xls).", SAVE_AGAIN)
