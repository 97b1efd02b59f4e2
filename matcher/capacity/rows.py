"""The place rows of a setting, and how many beds of each are in each state."""

from collections.abc import Sequence
from typing import NamedTuple

from matcher.capacity.claims import claims_of_row, claims_without_a_row
from matcher.capacity.grid import Grid, Nights, counted
from matcher.capacity.lines import Claim
from matcher.capacity.model import RowNight
from matcher.capacity.staff import staff_for_more
from matcher.domain.codes import NO_BED, PlacePool
from matcher.domain.settings import Place
from matcher.frame import Frame
from matcher.ledger import ordinal
from matcher.outcomes import Bools


class Row(NamedTuple):
    """A place row, and what takes its beds. No place, and -1: people recorded at a setting that has no row for them."""

    at: int
    place: Place | None
    pool: PlacePool
    claims: Sequence[Claim]

    @property
    def beds(self) -> int:
        """How many it has."""
        return self.place.beds if self.place else 0

    def counted(self, grid: Grid, days: range, *, named: bool) -> tuple[RowNight, ...]:
        """The beds in each state, night by night."""
        return counted(grid, self.claims, self.beds, days, named=named)


class RowNights(NamedTuple):
    """A row's beds by night; no place: as of `Row`."""

    at: int
    place: Place | None
    pool: PlacePool
    nights: tuple[RowNight, ...]


def nights_at(frame: Frame, at: int, days: range) -> Nights:
    """The nights of a setting by position."""
    beds = sum(frame.snapshot.places[row].beds for row in frame.index.rows_of.get(at, ()))
    return Nights(frame, at, days, staff_for_more(frame, at, days, beds))


def rows_at(frame: Frame, at: int) -> list[Row]:
    """The rows of a setting by their ids; last, people whom it has no row for. None where the setting has no beds."""
    if frame.snapshot.settings[at].kind in NO_BED:
        return []
    of = sorted(frame.index.rows_of.get(at, ()), key=lambda row: frame.snapshot.places[row].place_id)
    found = [
        Row(row, frame.snapshot.places[row], _pool(frame, row), claims_of_row(frame.index.ledger, row)) for row in of
    ]
    stray = claims_without_a_row(frame, at)
    return [*found, Row(-1, None, PlacePool.RESIDENTIAL, stray)] if stray else found


def _pool(frame: Frame, row: int) -> PlacePool:
    return PlacePool.EMERGENCY if frame.places.is_emergency_pool[0, row] else PlacePool.RESIDENTIAL


def count_rows(nights: Nights, at: int, *, named: bool) -> tuple[RowNights, ...]:
    """The beds of each row in each state, night by night."""
    return tuple(
        RowNights(
            row.at, row.place, row.pool, row.counted(nights.grid(row.claims, row.place), nights.days, named=named)
        )
        for row in rows_at(nights.frame, at)
    )


def usable_vacancies(rows: Sequence[RowNights], room: Sequence[int], barred: Bools) -> list[int]:
    """The beds of some rows of one setting that are free and could be used, together, night by night.

    room     how many more people the setting has room for
    barred   (nights, rows of the frame): where nobody may be offered the row
    """
    return [
        min(sum(row.nights[n].free for row in rows if row.nights[n].free and not barred[n, row.at]), left)
        for n, left in enumerate(room)
    ]


def usable_on(nights: Nights, at: int) -> list[int]:
    """Beds in service at a setting, every pool, night by night."""
    rows = [nights.frame.snapshot.places[row] for row in nights.frame.index.rows_of.get(at, ())]
    if not any(place.out_of_use for place in rows):
        return [sum(place.beds for place in rows)] * len(nights.days)
    return [sum(_in_service(place, day) for place in rows) for day in nights.days]


def _in_service(place: Place, day: int) -> int:
    out = sum(gap.beds for gap in place.out_of_use if ordinal(gap.first_night) <= day < ordinal(gap.leaving))
    return max(place.beds - out, 0)
