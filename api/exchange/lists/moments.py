"""Days, times and times of day as people and spreadsheets write them, read to the one way in which they are kept."""

import re
from datetime import UTC, date, datetime

from api.exchange.lists.found import BadCell
from matcher.domain.values import FIRST_YEAR, LAST_YEAR, LONDON

DAY = r"(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})/(\d{1,2})/(\d{4}))"
CLOCK = r"(\d{1,2}):(\d\d)(:\d\d(?:\.\d{1,6})?)?"
OFFSET = r"(Z|[+-]\d\d:?\d\d(?::\d\d(?:\.\d{1,6})?)?)?"

A_DAY = re.compile(DAY, re.ASCII)
A_TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d\d)(?::00)?", re.ASCII)
A_MOMENT = re.compile(rf"(?P<day>{DAY})(?:T| +)(?P<clock>{CLOCK}) *(?P<offset>{OFFSET})", re.ASCII | re.IGNORECASE)
A_NUMBER = re.compile(r"\d{3,}(?:\.\d*)?", re.ASCII)

LAST_MONTH = 12

HOW_DAY = "Write it as 2026-05-22 or 22/05/2026."
HOW_MOMENT = "Write it as 2026-05-22T20:05+01:00, or as 22/05/2026 20:05 in London time."
HOW_CLOCK = "Write it as 23:30, from 00:00 to 23:59."


def read_day(text: str) -> str:
    """A day, `YYYY-MM-DD`."""
    parts = A_DAY.fullmatch(text)
    if parts is None:
        raise _not_a_day(text)
    year, month, day = (int(part) for part in (parts.group(1, 2, 3) if parts[1] else parts.group(6, 5, 4)))
    if parts[4] and month > LAST_MONTH >= day:
        raise BadCell("There is no such month: the day comes first.", "Write it as 22/05/2026 or 2026-05-22.")
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadCell("There is no such day.", HOW_DAY) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadCell(f"The year is not from {FIRST_YEAR} to {LAST_YEAR}.", HOW_DAY)
    return found.isoformat()


def read_moment(text: str) -> str:
    """A moment with its offset; where none is written, as the clocks of London show it."""
    parts = A_MOMENT.fullmatch(text)
    if parts is None:
        raise _not_a_moment(text)
    day = read_day(parts["day"])
    offset = parts["offset"].upper()
    try:
        moment = datetime.fromisoformat(
            f"{day}T{parts['clock'].rjust(len(parts['clock']) + _short(parts), '0')}{offset}"
        )
    except ValueError:
        raise BadCell("There is no such time.", HOW_MOMENT) from None
    return (moment if offset else _in_london(moment)).isoformat()


def read_clock(text: str) -> str:
    """A time of day, `HH:MM`."""
    parts = A_TIME_OF_DAY.fullmatch(text)
    if parts is None or int(parts[1]) >= 24 or int(parts[2]) >= 60:  # noqa: PLR2004 - hours, minutes
        raise BadCell("This is not a time of day.", HOW_CLOCK)
    return f"{int(parts[1]):02}:{parts[2]}"


def _short(parts: "re.Match[str]") -> int:
    """How many digits the hour lacks."""
    return 2 - parts["clock"].index(":")


def _in_london(moment: datetime) -> datetime:
    """In London at that time by the clock. Refused where the clocks skip it or show it twice."""
    earlier, later = (moment.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() != later.utcoffset():
        skipped = earlier.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != moment
        what = "The clocks of London skip this time." if skipped else "The clocks of London show this time twice."
        raise BadCell(what, "Write the offset: 2026-10-25T01:30+01:00 is still summer time, +00:00 is not.")
    return earlier


def _not_a_day(text: str) -> BadCell:
    if A_NUMBER.fullmatch(text):
        return BadCell("This is a number, not a date.", "Give the column the format of a date, or write 2026-05-22.")
    if A_MOMENT.fullmatch(text):
        return BadCell("There is a time of day here; only the date belongs here.", HOW_DAY)
    return BadCell("This is not a date.", HOW_DAY)


def _not_a_moment(text: str) -> BadCell:
    if A_DAY.fullmatch(text):
        return BadCell("The time of day is missing.", HOW_MOMENT)
    return BadCell("This is not a date with a time.", HOW_MOMENT)
