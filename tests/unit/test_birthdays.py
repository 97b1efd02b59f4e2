"""Birthdays of many people at once are the birthdays of each; columns of days are read day by day."""

from datetime import date, timedelta

import numpy as np

from matcher.domain.nights import birthday, months_before
from matcher.frame.birthdays import birthdays, different, for_each_day
from matcher.ledger import FAR

FOUR_YEARS = [date(2008, 1, 1) + timedelta(days=n) for n in range(4 * 365 + 1)]


def test_birthdays_at_once_are_those_of_each_person():
    table = birthdays(FOUR_YEARS, 19)
    assert table.tolist() == [[birthday(born, age).toordinal() for born in FOUR_YEARS] for age in range(20)]


def test_who_was_born_on_29_february_has_a_birthday_on_1_march_in_other_years():
    table = birthdays([date(2008, 2, 29)], 4)
    assert [date.fromordinal(day) for [day] in table.tolist()] == [
        date(2008, 2, 29),
        date(2009, 3, 1),
        date(2010, 3, 1),
        date(2011, 3, 1),
        date(2012, 2, 29),
    ]


def test_nobody_turns_anything_where_no_birth_is_recorded():
    assert birthdays([None, date(2010, 5, 4)], 1).tolist() == [
        [FAR, date(2010, 5, 4).toordinal()],
        [FAR, date(2011, 5, 4).toordinal()],
    ]
    assert birthdays([], 3).shape == (4, 0)


def test_each_day_of_a_column_is_found_once_and_in_order():
    days = np.array([[739_005, 739_001], [739_005, 739_002]], np.int32)
    assert different(days) == [739_001, 739_002, 739_005]
    assert different(days[:, :1]) == [739_005]
    assert different(days[:0]) == []


def test_a_column_is_read_by_asking_once_for_each_day():
    days = np.array([[739_005, 739_001], [739_005, 739_002]], np.int32)
    asked = []

    def a_year_before(day):
        asked.append(day.toordinal())
        return months_before(day, 12)

    assert for_each_day(days, a_year_before).tolist() == (days - 366).tolist()
    assert asked == [739_001, 739_002, 739_005]
    assert for_each_day(days[:0], a_year_before).shape == (0, 2)
