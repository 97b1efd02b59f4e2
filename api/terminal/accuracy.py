"""How good the forecasts were that were served, as lines."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from api.terminal.lines import heading, marked
from api.terminal.tables import table_lines
from matcher.capacity.forecast import AtDistance, ForecastAccuracy
from matcher.domain.codes import PlacePool

COLUMNS = (
    "days",
    "judged",
    "off",
    "no change",
    "past year",
    "90% covers",
    "beds wide",
    "bed free",
    "no change",
    "year",
)


def accuracy_lines(found: ForecastAccuracy) -> list[Text]:
    """All together, then each setting's beds."""
    lines = [
        heading("How good the forecasts were", "people off (CRPS), and Brier score of a bed free: lower is better"),
        *marked("-", found.says),
    ]
    if any(one.forecasts for one in found.distances):
        lines += [Text(), *_table(found.distances)]
        for one in found.pools:
            name = f"{one.setting_name}, emergency beds" if one.pool is PlacePool.EMERGENCY else one.setting_name
            lines += [Text(), heading(name), *_table(one.distances)]
    return lines


def _table(distances: Sequence[AtDistance]) -> Iterator[Text]:
    yield from table_lines([COLUMNS, *map(_row, distances)])


def _row(one: AtDistance) -> tuple[str, ...]:
    counted = (str(one.nights_ahead), str(one.forecasts))
    if one.too_few:
        return (*counted, "too few to say", *[""] * (len(COLUMNS) - 3))
    return (
        *counted,
        _number(one.crps),
        _number(one.no_change.crps),
        _number(one.past_year.crps),
        "" if one.coverage is None else f"{one.coverage:.0%}",
        "" if one.width is None else f"{one.width:.1f}",
        _number(one.brier),
        _number(one.no_change.brier),
        _number(one.past_year.brier),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
