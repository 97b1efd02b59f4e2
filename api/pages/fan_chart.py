"""A fan chart: how many people there could be on each night, the likelier the darker, beside the beds in use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from matcher.capacity.forecast import ForecastNight

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 30
"""Room around the plot, for the axes."""
MOST_LABELS = 6
"""Dates below."""


@dataclass(frozen=True, slots=True)
class Band:
    """Where so many in 100 chances lie: the corners of an area."""

    percent: int
    points: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, in the chart's own units."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class FanChart:
    """Ready to be drawn. `bands`: the widest first. `beds`, `expected`: corners of a line."""

    bands: tuple[Band, ...]
    beds: str
    expected: str
    people: tuple[Tick, ...]
    nights: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def fan_chart(nights: Sequence[ForecastNight], label: Callable[[date], str]) -> FanChart:
    """Of the people there with the real beds. A number of people is a row, a night a column. `label`: a date in few words."""
    rows = 1 + max(1, *(max(night.beds, len(night.occupancy) - 1) for night in nights))
    high, wide = (HEIGHT - TOP - BOTTOM) / rows, (WIDTH - LEFT - RIGHT) / len(nights)

    def x(column: float) -> float:
        return LEFT + column * wide

    def y(row: float) -> float:
        return HEIGHT - BOTTOM - row * high

    percents = [one.percent for one in nights[0].occupancy_intervals]
    step = -(-len(nights) // MOST_LABELS)
    return FanChart(
        bands=tuple(_band(nights, at, percents[at], x, y) for at in reversed(range(len(percents)))),
        beds=_points(_steps([night.beds + 1 for night in nights]), x, y),
        expected=_points([(at + 0.5, night.mean_occupancy + 0.5) for at, night in enumerate(nights)], x, y),
        people=tuple(Tick(y(row + 0.5), str(row)) for row in range(rows)),
        nights=tuple(Tick(x(at), label(nights[at].date)) for at in range(0, len(nights), step)),
    )


Place = Callable[[float], float]


def _band(nights: Sequence[ForecastNight], at: int, percent: int, x: Place, y: Place) -> Band:
    above = list(_steps([night.occupancy_intervals[at].most + 1 for night in nights]))
    below = list(_steps([night.occupancy_intervals[at].fewest for night in nights]))
    return Band(percent, _points([*above, *reversed(below)], x, y))


def _steps(heights: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Level across each column."""
    for at, height in enumerate(heights):
        yield at, height
        yield at + 1, height


def _points(corners: "Sequence[tuple[float, float]] | Iterator[tuple[float, float]]", x: Place, y: Place) -> str:
    return " ".join(f"{x(across):.1f},{y(up):.1f}" for across, up in corners)
