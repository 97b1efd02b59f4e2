"""A forecast as a chart of characters, with the nights that matter as a table below."""

import csv
import io
from collections.abc import Iterator, Sequence

from rich.text import Text

from api.terminal.lines import heading, marked
from api.terminal.moved import moved_lines
from matcher.capacity.forecast import ForecastNight, HomeForecast, Judged, in_100

SHADES = " ░▒▓█"
FIRST_SHADE = 0.02
CHART_NIGHTS = 84
TABLE_NIGHTS = (0, 1, 2, 3, 7, 14, 28, 56, 83, 111, 139, 181)
EIGHTY = 1
"""Where the 80 in 100 interval stands among the intervals."""


def forecast_lines(found: HomeForecast) -> list[Text]:
    """What it stands on, the chart, the table; emergency beds apart."""
    emergency = found.emergency
    return [
        heading(f"{found.setting_name}, {found.beds} beds", f"from {found.first_night:%-d %B %Y}, {found.days} nights"),
        *_stands_on(found),
        *_next_free(found),
        Text(),
        *_chart(found.nights),
        Text(),
        *_table(found.nights),
        *([Text(), heading(f"Emergency beds, {emergency.beds}"), *_table(emergency.nights)] if emergency else []),
        *moved_lines(found.moved),
    ]


def _stands_on(found: HomeForecast) -> list[Text]:
    basis = found.basis
    here = f"{basis.bed_nights} nights; the leaving day of {basis.planned_ends} had been planned"
    said = f"It stands on {basis.stays} past stays here ({here}) and {basis.group_stays} in services like it."
    few = (
        " Not enough history: it rests on other services and on national figures, so its ranges are wide."
        if basis.few_stays
        else ""
    )
    return marked("!" if few else "", said + few)


def _next_free(found: HomeForecast) -> list[Text]:
    free = found.next_likely_free
    if free is None:
        return marked("", "On no night is a free bed likelier than not.")
    return marked("", f"Next night with a bed likely free: {free.night:%a %-d %b} ({_percent(free.chance)}).")


def _percent(chance: float) -> str:
    return in_100(chance, "%")


def _chart(nights: Sequence[ForecastNight]) -> Iterator[Text]:
    """One column a night, one line a number of people; the darker, the likelier."""
    shown = nights[:CHART_NIGHTS]
    most = max(len(one.occupancy) for one in shown)
    for people in range(most - 1, -1, -1):
        cells = (one.occupancy[people] if people < len(one.occupancy) else 0.0 for one in shown)
        yield Text(f"{people:>8} |{''.join(map(_shade, cells))}")
    yield Text(f"{'':>8} +{'-' * len(shown)}")
    weeks = "".join(f"{one.date:%-d %b}".ljust(14) for one in shown[::14])
    yield Text(f"{'':>10}{weeks}".rstrip())


def _shade(chance: float) -> str:
    if chance < FIRST_SHADE:
        return SHADES[0]
    return SHADES[min(1 + int(chance * (len(SHADES) - 1)), len(SHADES) - 1)]


def _table(nights: Sequence[ForecastNight]) -> Iterator[Text]:
    yield Text(
        f"    {'night':<12}{'expected':>9}{'80 in 100':>11}{'bed free':>10}{'would want':>12}{'more than beds':>16}",
        "dim",
    )
    for at in TABLE_NIGHTS:
        if at < len(nights):
            one = nights[at]
            within = one.occupancy_intervals[EIGHTY]
            span = str(within.fewest) if within.fewest == within.most else f"{within.fewest} to {within.most}"
            yield Text(
                f"    {one.date:%a %-d %b}".ljust(16)
                + f"{one.mean_occupancy:>9.1f}{span:>11}{_percent(one.chance_bed_free):>10}"
                + f"{one.mean_demand:>12.1f}{_percent(one.chance_over):>16}"
            )


COLUMNS = (
    "date",
    "beds",
    "mean_occupancy",
    "mean_demand",
    "staying",
    "planned",
    "pending",
    "unknown",
    "chance_bed_free",
    "chance_over",
    "turned_away",
)


def forecast_csv(found: HomeForecast) -> str:
    """A line a night: the figures, then the chance of 0, 1, 2, ... people there."""
    most = max(len(one.occupancy) for one in found.nights)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(f"occupancy_{people}" for people in range(most))])
    for one in found.nights:
        writer.writerow([*(getattr(one, name) for name in COLUMNS), *one.occupancy])
    return text.getvalue()


def backtest_lines(setting_id: str, found: Sequence[Judged]) -> list[Text]:
    """How good it would have been, beside two simple forecasts."""
    lines = [heading(f"How good the forecast of {setting_id} would have been", "CRPS: people off, lower is better")]
    titles = f"{'nights':>7}{'judged':>8}{'CRPS':>7}{'no change':>11}{'past year':>11}{'90% covers':>12}{'width':>7}"
    lines.append(Text(f"    {'beds':<13}{titles}", "dim"))
    for one in found:
        ours = one.forecast
        lines.append(
            Text(
                f"    {one.pool:<13}{one.nights_ahead:>7}{ours.forecasts:>8}{ours.crps:>7.3f}{one.no_change.crps:>11.3f}"
                f"{one.past_year.crps:>11.3f}{_percent(ours.coverage[-1]):>12}{ours.width[-1]:>7.1f}"
            )
        )
    return lines
