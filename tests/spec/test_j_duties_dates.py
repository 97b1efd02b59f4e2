"""Catalogue section J: by when a duty is due, counted in days, working days, weeks and elapsed hours."""

from datetime import date, datetime, timedelta

import pytest

from matcher.domain.values import LONDON
from matcher.policy import load_policy
from matcher.rules.due import By, Due, Moment, due_moments, start_of
from matcher.rules.j_duties import DUTIES, DUTY_OF

FRIDAY = date(2026, 5, 22)
MONDAY = date(2026, 6, 1)
CLOCKS_GO_BACK = datetime(2026, 10, 23, 18, 0, tzinfo=LONDON)
POLICY = load_policy().on(FRIDAY)
NOW = datetime(2026, 5, 22, 10, 0, tzinfo=LONDON)


def due(slug: str, first: date = FRIDAY, now: datetime = NOW, event: Moment | None = None, *, emergency: bool = False):
    found = due_moments(DUTY_OF[slug].due_in(emergency=emergency), start_of(first, now), event, POLICY)
    return found[0] if len(found) == 1 else found


IN_AN_EMERGENCY_FROM_FRIDAY = {
    "duty-placement-plan": date(2026, 6, 1),
    "duty-record-wishes": date(2026, 6, 1),
    "duty-other-views": date(2026, 6, 1),
    "duty-notify-people": date(2026, 6, 1),
    "duty-notify-area-authority": date(2026, 6, 1),
    "duty-out-of-area-conditions": date(2026, 6, 1),
    "duty-care-plan": date(2026, 6, 8),
    "duty-education-plan": date(2026, 6, 8),
    "duty-first-review": date(2026, 6, 22),
    "duty-health-assessment": date(2026, 6, 22),
    "duty-communication-screen": date(2026, 6, 22),
    "duty-joint-assessment": date(2026, 5, 26),
    "duty-visit-first": date(2026, 5, 29),
    "duty-visit-temporary-carer": date(2026, 5, 29),
    "duty-visit-parents-unassessed": date(2026, 5, 29),
    "duty-visit-six-weekly": date(2026, 7, 3),
    "duty-visit-before-move": FRIDAY,
    "duty-suitability-schedule-6": FRIDAY,
    "duty-ehc-provision": FRIDAY,
    "duty-tell-person": FRIDAY,
}


@pytest.mark.parametrize(("slug", "day"), IN_AN_EMERGENCY_FROM_FRIDAY.items())
def test_working_days_pass_over_the_spring_bank_holiday(slug, day):
    """Conformance case 2: from Friday 22 May 2026 five working days are 1 June, ten 8 June, twenty 22 June."""
    assert due(slug, emergency=True) == day


@pytest.mark.parametrize(
    "slug",
    [
        "duty-placement-plan",
        "duty-care-plan",
        "duty-record-wishes",
        "duty-other-views",
        "duty-notify-people",
        "duty-notify-area-authority",
        "duty-out-of-area-conditions",
    ],
)
def test_what_comes_before_a_planned_start_is_due_at_the_first_night(slug):
    assert due(slug, MONDAY) == MONDAY


@pytest.mark.parametrize("slug", ["duty-72-hour-meeting", "duty-72-hour-check"])
def test_72_hours_are_elapsed_hours_when_the_clocks_go_back(slug):
    """Conformance case 25."""
    ends = due(slug, CLOCKS_GO_BACK.date(), CLOCKS_GO_BACK)

    assert ends.isoformat() == "2026-10-26T17:00:00+00:00"


def test_hours_are_elapsed_hours_when_the_clocks_go_forward():
    saturday = datetime(2026, 3, 28, 18, 0, tzinfo=LONDON)

    assert due("duty-become-looked-after", saturday.date(), saturday).isoformat() == "2026-03-29T19:00:00+01:00"


def test_a_stay_that_begins_later_runs_from_the_first_nights_midnight():
    assert due("duty-72-hour-meeting", MONDAY).isoformat() == "2026-06-04T00:00:00+01:00"


def test_a_warning_comes_24_hours_before_the_legal_reason_ends():
    """Police protection from Friday 19:10 ends on Monday, a bank holiday (conformance case 21)."""
    ends = datetime(2026, 5, 25, 19, 10, tzinfo=LONDON)

    assert due("duty-legal-basis-ends", event=ends).isoformat() == "2026-05-24T19:10:00+01:00"


def test_an_absence_is_planned_for_14_days_before():
    assert due("duty-plan-absence", event=date(2026, 8, 10)) == date(2026, 7, 27)


@pytest.mark.parametrize(
    ("agreed_at", "by"),
    [
        (datetime(2026, 5, 21, 23, 50, tzinfo=LONDON), date(2026, 5, 22)),
        (datetime(2026, 5, 22, 0, 5, tzinfo=LONDON), date(2026, 5, 26)),
    ],
)
def test_what_was_agreed_by_telephone_is_signed_by_the_next_working_day(agreed_at, by):
    assert due("duty-countersign", event=agreed_at) == by


@pytest.mark.parametrize(
    "slug", ["duty-emergency-six-days", "duty-consent-at-sixteen", "duty-reg24-assessment", "duty-household-check"]
)
def test_a_duty_that_hangs_on_a_day_is_due_on_that_day(slug):
    assert due(slug, event=MONDAY) == MONDAY


@pytest.mark.parametrize("slug", ["duty-review-before-ending", "duty-return-interview", "duty-funding"])
def test_what_no_day_can_be_given_for_is_due_in_words(slug):
    assert due(slug) == ()
    assert DUTY_OF[slug].due.words


def test_a_duty_that_hangs_on_a_day_nobody_has_recorded_is_due_in_words():
    hanging = [one for one in DUTIES if one.due.by in {By.EVENT, By.DAYS_BEFORE, By.HOURS_BEFORE}]

    assert [due(one.slug) for one in hanging] == [()] * len(hanging)
    assert all(one.due.words for one in hanging)


def test_follow_on_is_in_weeks_1_2_4_and_8():
    assert due("duty-follow-on", MONDAY) == tuple(MONDAY + timedelta(days=7 * week) for week in (1, 2, 4, 8))


def test_figures_are_the_policys():
    shorter = Due(by=By.WORKING_DAYS, figure="usual_fostering_limit")

    assert due_moments(shorter, start_of(FRIDAY, NOW), None, POLICY) == (date(2026, 5, 28),)


def test_hours_before_an_event_that_is_a_day_are_counted_from_its_first_moment():
    day_before = Due(by=By.HOURS_BEFORE, figure="legal_end_warning_hours")

    found = due_moments(day_before, start_of(FRIDAY, NOW), date(2026, 6, 8), POLICY)

    assert [one.isoformat() for one in found] == ["2026-06-07T00:00:00+01:00"]


def test_without_a_count_it_is_due_on_the_day_it_is_counted_from():
    assert due_moments(Due(by=By.DAYS), start_of(FRIDAY, NOW), None, POLICY) == (FRIDAY,)
