"""What a malformed file is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

YOUNG_PEOPLE, PLACEMENTS, PLACES, ROTA = "young-people", "placements", "places", "rota"


@dataclass(frozen=True)
class Malformed:
    """One file. `row` and `column` are where a problem is named; None where the file as a whole is at fault."""

    name: str
    list_name: str
    make: Callable[[], bytes]
    row: int | None = None
    column: str | None = None
    says: str = ""
    """In the detail of the problem."""
    wrong_as_a_whole: bool = False
    """Every cell can be read: only the records, together or against what is recorded, are wrong."""
    ending: str = "csv"

    @property
    def file_name(self):
        return f"{self.name.replace(' ', '-')}.{self.ending}"

    @property
    def raw(self):
        return _made(self)


@cache
def _made(one):
    return one.make()
