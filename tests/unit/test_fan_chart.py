"""A fan chart: a number of people is a row, a night a column; and chances in words."""

from datetime import date, timedelta

import pytest

from api.pages.fan_chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, fan_chart
from api.pages.forecast_words import between, how_likely, in_100
from matcher.capacity.forecast import ForecastNight, Interval

FIRST = date(2026, 5, 22)
CORNERS = (LEFT, float(WIDTH - RIGHT), TOP, float(HEIGHT - BOTTOM))


def night(after: int, beds: int = 3, fewest: int = 1, most: int = 2) -> ForecastNight:
    intervals = tuple(Interval(percent=percent, fewest=fewest, most=most) for percent in (50, 80, 90))
    return ForecastNight(
        date=FIRST + timedelta(days=after),
        beds=beds,
        occupancy=(0.1, 0.4, 0.4, 0.1),
        demand=(0.1, 0.4, 0.4, 0.1),
        mean_occupancy=1.5,
        mean_demand=1.5,
        staying=1.5,
        planned=0.0,
        pending=0.0,
        unknown=0.0,
        occupancy_intervals=intervals,
        demand_intervals=intervals,
        chance_bed_free=0.9,
        chance_over=0.0,
        turned_away=0.0,
    )


def corners(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (each.split(",") for each in points.split())]


def drawn(*nights: ForecastNight):
    return fan_chart(nights, lambda on: f"{on:%-d %b}")


def test_a_band_covers_the_rows_of_its_numbers_and_no_others():
    chart = drawn(night(0))
    left, right, top, bottom = CORNERS
    row = (bottom - top) / 4
    assert corners(chart.bands[0].points) == [
        (left, bottom - 3 * row),
        (right, bottom - 3 * row),
        (right, bottom - row),
        (left, bottom - row),
    ]
    assert [round(one.at, 1) for one in chart.people] == [round(bottom - (n + 0.5) * row, 1) for n in range(4)]


def test_the_widest_band_is_drawn_first_so_that_none_hides_another():
    assert [one.percent for one in drawn(night(0)).bands] == [90, 80, 50]


def test_the_line_of_beds_lies_above_the_last_that_has_one_and_steps_with_them():
    left, right, top, bottom = CORNERS
    row, middle = (bottom - top) / 4, (left + right) / 2
    assert corners(drawn(night(0), night(1, beds=2)).beds) == [
        (left, bottom - 4 * row),
        (middle, bottom - 4 * row),
        (middle, bottom - 3 * row),
        (right, bottom - 3 * row),
    ]


def test_what_is_expected_lies_in_the_middle_of_its_night():
    left, right, top, bottom = CORNERS
    (at,) = corners(drawn(night(0)).expected)
    assert at == ((left + right) / 2, bottom - 2 * (bottom - top) / 4)


def test_there_are_never_more_dates_than_can_be_read():
    assert [len(drawn(*map(night, range(count))).nights) for count in (1, 6, 7, 84, 182)] == [1, 6, 4, 6, 6]
    assert drawn(night(0), night(1)).nights[1].label == "23 May"


@pytest.mark.parametrize(
    ("chance", "word", "said"),
    [
        (0, "almost certainly not", "0 in 100"),
        (0.004, "almost certainly not", "under 1 in 100"),
        (0.2, "not likely", "20 in 100"),
        (0.599, "as likely as not", "60 in 100"),
        (0.6, "likely", "60 in 100"),
        (0.996, "almost certainly", "over 99 in 100"),
        (1, "almost certainly", "100 in 100"),
    ],
)
def test_chances_have_words_and_none_is_called_certain_that_is_not(chance, word, said):
    assert (how_likely(chance), in_100(chance)) == (word, said)


def test_one_number_is_no_range():
    assert (between(2, 2), between(0, 4)) == ("2", "0 to 4")
