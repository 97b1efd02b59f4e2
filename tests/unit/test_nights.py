"""Nights, ages and working days, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.nights import Nights, after_working_days, age_on, birthday, months_before
from matcher.policy import load_policy

BANK_HOLIDAYS = load_policy().bank_holidays
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("count", "ends"),
    [(5, date(2026, 6, 1)), (6, date(2026, 6, 2)), (10, date(2026, 6, 8)), (20, date(2026, 6, 22))],
)
def test_working_days_from_a_friday_pass_over_the_spring_bank_holiday(count, ends):
    assert after_working_days(date(2026, 5, 22), count, BANK_HOLIDAYS) == ends


def test_counting_starts_the_day_after_the_event():
    assert after_working_days(date(2026, 6, 1), 1, BANK_HOLIDAYS) == date(2026, 6, 2)


def test_an_age_is_reached_at_the_start_of_the_birthday():
    assert age_on(date(2010, 3, 14), date(2026, 3, 13)) == 15
    assert age_on(date(2010, 3, 14), date(2026, 3, 14)) == 16


def test_a_birthday_on_29_february_counts_on_1_march_in_other_years():
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17


@given(born=DAYS, day=DAYS)
def test_an_age_is_the_number_of_birthdays_reached(born, day):
    reached = [age for age in range(1, 60) if birthday(born, age) <= day]

    assert max(age_on(born, day), 0) == len(reached)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 5, 31), 24, date(2024, 5, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, before):
    assert months_before(day, months) == before


@given(first=DAYS, length=st.integers(1, 40), night=DAYS)
def test_somebody_sleeps_here_from_the_first_night_to_the_night_before_leaving(first, length, night):
    nights = Nights(first, first + timedelta(days=length))

    assert nights.covers(night) is (night in list(nights))


@given(one=DAYS, other=DAYS, lengths=st.tuples(st.integers(1, 30), st.integers(1, 30)))
def test_two_stays_overlap_when_some_night_is_in_both(one, other, lengths):
    mine, theirs = (
        Nights(first, first + timedelta(days=length)) for first, length in zip((one, other), lengths, strict=True)
    )

    assert mine.overlaps(theirs) is bool(set(mine) & set(theirs))


def test_a_new_stay_may_begin_the_day_the_last_one_ends():
    assert not Nights(date(2026, 5, 1), date(2026, 5, 8)).overlaps(Nights(date(2026, 5, 8), None))
