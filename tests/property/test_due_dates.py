"""The days of duties, against a slow count day by day, over every start in three years."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from matcher.domain.values import LONDON
from matcher.policy import load_policy
from matcher.rules.due import By, due_moments, start_of
from matcher.rules.j_duties import DUTIES

POLICY = load_policy().on(date(2026, 5, 22))
HOLIDAYS = POLICY.bank_holidays
STARTS = [date(2025, 12, 1) + timedelta(days=n) for n in range(0, 760, 3)]
COUNTED = [
    (one.slug, due)
    for one in DUTIES
    for due in {one.due, one.in_emergency or one.due}
    if due.by in {By.DAYS, By.WORKING_DAYS, By.WEEKS, By.HOURS}
]


def many(due) -> tuple[int, ...]:
    return due.counts or tuple(int(getattr(POLICY.figures, name)) for name in due.figures or (due.figure,))


def counted_day_by_day(first: date, days: int, *, working: bool) -> date:
    """Cross off one day after another; the first night itself is never crossed off."""
    day, crossed_off = first, 0
    while crossed_off < days:
        day = date.fromordinal(day.toordinal() + 1)
        if not working or (day.strftime("%a") not in {"Sat", "Sun"} and day not in HOLIDAYS):
            crossed_off += 1
    return day


@pytest.mark.parametrize(("slug", "due"), COUNTED, ids=lambda one: one if isinstance(one, str) else one.by.name)
def test_each_day_is_the_one_that_counting_day_by_day_comes_to(slug, due):
    dice = Random(slug)
    for first in STARTS:
        now = datetime(first.year, first.month, first.day, dice.randint(3, 23), dice.randint(0, 59), tzinfo=LONDON)
        found = due_moments(due, start_of(first, now), None, POLICY)
        if due.by is By.HOURS:
            expected = [now.astimezone(UTC) + timedelta(hours=n) for n in many(due)]
            assert [one.astimezone(UTC) for one in found if isinstance(one, datetime)] == expected, (slug, now)
        else:
            times = 7 if due.by is By.WEEKS else 1
            working = due.by is By.WORKING_DAYS
            assert list(found) == [counted_day_by_day(first, n * times, working=working) for n in many(due)], first
