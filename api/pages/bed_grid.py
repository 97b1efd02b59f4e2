"""The beds of a setting as a grid, bed by night, one grid for each pool."""

from dataclasses import dataclass
from datetime import date

from matcher.capacity import BedLine, BedState, RowCapacity, SettingCapacity, Spell
from matcher.domain.codes import PlacePool
from matcher.domain.nights import SATURDAY


@dataclass(frozen=True, slots=True)
class Night:
    """A column."""

    on: date
    is_today: bool
    is_weekend: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One bed on one night; no state where a line beyond the beds is not used."""

    state: BedState | None
    young_person_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One bed. `row`: the place row's id, where the pool has more than one. Lines beyond the beds are counted from 1."""

    bed: int
    row: str | None
    is_over: bool
    cells: tuple[Cell, ...]
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The beds of one pool."""

    is_emergency: bool
    lines: tuple[GridLine, ...]
    free: tuple[int, ...]
    """Free beds by night."""
    over: tuple[int, ...]
    """People beyond the beds in use, by night."""

    @property
    def is_over(self) -> bool:
        """Whether that is so on any night."""
        return any(self.over)


def nights_of(capacity: SettingCapacity) -> tuple[Night, ...]:
    """The columns."""
    today = capacity.day.today
    return tuple(Night(one.night, one.night == today, one.night.weekday() >= SATURDAY) for one in capacity.nights)


def states_of(grids: tuple[Grid, ...]) -> tuple[BedState, ...]:
    """The states that are in them, for the legend."""
    there = {cell.state for grid in grids for line in grid.lines for cell in line.cells}
    return tuple(state for state in BedState if state in there)


def bed_grids(capacity: SettingCapacity) -> tuple[Grid, ...]:
    """Ordinary beds, then those that are kept for emergencies; a pool without a line has no grid."""
    grids = (_grid(capacity, pool) for pool in (PlacePool.RESIDENTIAL, PlacePool.EMERGENCY))
    return tuple(grid for grid in grids if grid.lines)


def _grid(capacity: SettingCapacity, pool: PlacePool) -> Grid:
    rows = [row for row in capacity.rows if row.pool is pool]
    nights = [night.night for night in capacity.nights]
    return Grid(
        is_emergency=pool is PlacePool.EMERGENCY,
        lines=tuple(_line(row, line, nights, alone=len(rows) == 1) for row in rows for line in row.lines),
        free=tuple(sum(row.nights[n].free for row in rows) for n in range(len(nights))),
        over=tuple(sum(row.nights[n].over for row in rows) for n in range(len(nights))),
    )


def _line(row: RowCapacity, line: BedLine, nights: list[date], *, alone: bool) -> GridLine:
    by_night = {
        date.fromordinal(day): Cell(spell.state, spell.young_person_id)
        for spell in line.spells
        for day in range(spell.first_night.toordinal(), spell.leaving.toordinal())
    }
    return GridLine(
        bed=line.bed - row.beds if line.is_over else line.bed,
        row=None if alone else row.place_id,
        is_over=line.is_over,
        cells=tuple(by_night.get(night, Cell(None, None)) for night in nights),
        spells=line.spells,
    )
