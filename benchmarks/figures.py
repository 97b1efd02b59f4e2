"""What was measured against what is to be reached: the rows of the table that `make bench` ends with."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("what", "measured", "to reach", "reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row. `reached` None: stated beside the others, nothing to reach."""

    what: str
    measured: str
    target: str = ""
    reached: bool | None = None

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The row as it is printed."""
        reached = {True: "yes", False: "NO", None: ""}[self.reached]
        return self.what, self.measured, self.target, reached


def table(figures: Sequence[Figure]) -> list[str]:
    """The lines of the table, columns lined up."""
    rows = [HEADINGS, *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
