"""Collects what is wrong with a file, cell by cell, so that it is all said at once."""

from api.exchange.plain import pointer
from matcher.domain.checks import MOST_SHOWN, refusal
from matcher.domain.errors import InvalidInput, Problem

FAR_TOO_MANY = 1_000
"""Problems after which nobody reads on: the file is of another kind."""


class BadCell(Exception):
    """What one cell holds cannot be read: what is wrong, and the mend."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


class FarTooMany(Exception):
    """There are so many problems that the rest is not read."""


class Found:
    """The problems of one file."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.problems: list[Problem] = []

    def add(self, row: int, column: str | None, what: str, mend: str) -> None:
        """Notes a problem. Raises FarTooMany where reading on is of no use to anybody."""
        self.problems.append(cell_problem(self.file_name, row, column, what, mend))
        if len(self.problems) >= FAR_TOO_MANY:
            raise FarTooMany

    def refuse_if_any(self) -> None:
        """Raises InvalidInput with the problems, if there are any: at most 100, and how many more."""
        if len(self.problems) >= FAR_TOO_MANY:
            detail = f"the reading stopped at {FAR_TOO_MANY:,} things that have to be put right"
            raise InvalidInput(f"{detail}; the first {MOST_SHOWN} are listed", tuple(self.problems[:MOST_SHOWN]))
        if self.problems:
            raise refusal(self.problems)


def cell_problem(file_name: str, row: int, column: str | None, what: str, mend: str) -> Problem:
    """A problem at a row, and at a column where it is one column's."""
    where = f"{file_name}, row {row}" + (f", column {column}" if column else "")
    steps = [step for step in (file_name, row, column) if step is not None]
    return Problem(pointer(steps), f"{where}: {what}", mend)


def letters(place: int) -> str:
    """What a spreadsheet calls the column at this place, from 0: A, B, ..., Z, AA."""
    place += 1
    name = ""
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
