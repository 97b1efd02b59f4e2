"""`tonight-possible` and `vacancy-fresh`: can they still come tonight, and when did anybody last ring."""

from datetime import datetime, timedelta

import pytest

from fixtures.plain_world import HOME, NOW, TODAY, emergency, full_rota, place, request, setting
from matcher.domain.codes import TravelMode
from matcher.domain.placements import TravelTime
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import EmergencyListing
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON
from matcher.outcomes import Outcome
from tests.spec.support import ASK, MET, NOT_MET, PLACE, entry, listed, outcome, scene

TONIGHT = "tonight-possible"
FRESH = "vacancy-fresh"
FIVE_PAST_EIGHT = datetime(2026, 5, 22, 20, 5, tzinfo=LONDON)


def tonight(
    latest: str | None = "23:00",
    minutes: int | None = 40,
    ask: PlacementRequest | None = None,
    at: datetime = FIVE_PAST_EIGHT,
    mode: TravelMode = TravelMode.CAR,
    **listing,
) -> Snapshot:
    """At 20:05, so many minutes away by road as recorded, a place that takes arrivals until `latest`."""
    on_list = EmergencyListing(**{"on_list": True, "takes_calls_now": True, "latest_arrival": latest, **listing})
    table = () if minutes is None else (TravelTime(origin="req", setting_id="home", mode=mode, minutes=minutes),)
    return scene(setting(emergency_listing=on_list), ask=ask or emergency(), as_of=at, travel_times=table)


def test_until_eleven_and_forty_minutes_away_is_possible():
    assert outcome(tonight("23:00"), TONIGHT) is MET


def test_until_half_past_eight_is_too_early():
    assert outcome(tonight("20:30"), TONIGHT) is NOT_MET


@pytest.mark.parametrize(("latest", "expected"), [("20:45", MET), ("20:44", NOT_MET)])
def test_arriving_on_the_minute_is_possible(latest, expected):
    assert outcome(tonight(latest), TONIGHT) is expected


def test_until_one_in_the_morning_is_after_midnight():
    assert outcome(tonight("01:00"), TONIGHT) is MET
    assert outcome(tonight("05:59"), TONIGHT) is MET
    assert outcome(tonight("06:00"), TONIGHT) is NOT_MET


def test_after_midnight_the_night_goes_on():
    """00:30 and 40 minutes: 01:10."""
    past_midnight = datetime(2026, 5, 23, 0, 30, tzinfo=LONDON)
    ask = emergency(start_date=past_midnight.date())
    assert outcome(tonight("01:10", at=past_midnight, ask=ask), TONIGHT) is MET
    assert outcome(tonight("01:09", at=past_midnight, ask=ask), TONIGHT) is NOT_MET
    assert outcome(tonight("23:00", at=past_midnight, ask=ask), TONIGHT) is NOT_MET


def test_a_place_that_takes_no_calls_now_is_not_possible():
    assert outcome(tonight(takes_calls_now=False), TONIGHT) is NOT_MET


@pytest.mark.parametrize("unknown", [{"takes_calls_now": None}, {"latest_arrival": None}])
def test_what_a_place_has_not_said_is_a_question_about_the_place(unknown):
    assert outcome(tonight(**unknown), TONIGHT) is PLACE


def test_a_place_without_an_entry_in_the_emergency_list_is_a_question_about_the_place():
    assert outcome(scene(setting(emergency_listing=None), ask=emergency()), TONIGHT) is PLACE


def test_not_knowing_where_they_are_is_a_question_about_the_person():
    assert outcome(tonight(minutes=None, ask=emergency(where_now=None)), TONIGHT) is ASK


def test_without_a_recorded_journey_it_is_estimated_by_car():
    """2 km straight is 1.6 miles by road: 5 + 3.2 minutes, about 10."""
    assert outcome(tonight("20:15", minutes=None, ask=emergency(where_now=HOME)), TONIGHT) is MET
    assert outcome(tonight("20:14", minutes=None, ask=emergency(where_now=HOME)), TONIGHT) is NOT_MET


def test_recorded_minutes_of_another_mode_beat_an_estimate():
    by_bus = tonight("20:30", minutes=40, mode=TravelMode.PUBLIC_TRANSPORT)
    assert outcome(by_bus, TONIGHT) is NOT_MET


def test_the_requests_own_mode_comes_first():
    both = (
        TravelTime(origin="req", setting_id="home", mode=TravelMode.CAR, minutes=40),
        TravelTime(origin="req", setting_id="home", mode=TravelMode.PUBLIC_TRANSPORT, minutes=90),
    )
    home = setting(emergency_listing=EmergencyListing(on_list=True, takes_calls_now=True, latest_arrival="21:00"))
    for mode, expected in ((None, MET), (TravelMode.CAR, MET), (TravelMode.PUBLIC_TRANSPORT, NOT_MET)):
        ask = emergency(travel_mode=mode)
        assert outcome(scene(home, ask=ask, as_of=FIVE_PAST_EIGHT, travel_times=both), TONIGHT) is expected


def test_it_is_about_emergencies_of_today():
    assert outcome(tonight("20:30", ask=request()), TONIGHT) is MET
    tomorrow = emergency(start_date=TODAY + timedelta(days=1))
    assert outcome(tonight("20:30", ask=tomorrow), TONIGHT) is MET


def test_a_place_too_late_for_tonight_stays_listed():
    assert listed(tonight("20:30")) == "options"


# How fresh the vacancy is


def confirmed(age: timedelta | None, ask: PlacementRequest | None = None) -> Snapshot:
    row = place(vacancy_confirmed_at=None if age is None else NOW - age)
    return scene(row=row, ask=ask, shifts=full_rota())


HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("age", "expected"), [(HOUR, MET), (168 * HOUR, MET), (168 * HOUR + MINUTE, NOT_MET), (216 * HOUR, NOT_MET)]
)
def test_a_vacancy_is_fresh_for_exactly_a_week(age, expected):
    assert outcome(confirmed(age), FRESH) is expected


@pytest.mark.parametrize(("age", "expected"), [(24 * HOUR, MET), (24 * HOUR + MINUTE, NOT_MET)])
def test_in_an_emergency_for_exactly_a_day(age, expected):
    assert outcome(confirmed(age, emergency()), FRESH) is expected


def test_a_week_is_counted_in_hours_over_the_change_of_the_clocks():
    """A week by the calendar over 29 March 2026, when the clocks go forward, is 167 hours; over 25 October, 169."""
    for now, expected in (
        (datetime(2026, 4, 1, 10, tzinfo=LONDON), MET),
        (datetime(2026, 10, 28, 10, tzinfo=LONDON), NOT_MET),
    ):
        row = place(vacancy_confirmed_at=now - timedelta(days=7))
        ask = request(start_date=now.date() + timedelta(days=7), end_date=now.date() + timedelta(days=35))
        assert outcome(scene(row=row, ask=ask, as_of=now), FRESH) is expected


def test_a_vacancy_never_confirmed_is_a_question_about_the_place():
    assert outcome(confirmed(None), FRESH) is Outcome.NOT_KNOWN_PLACE


def test_an_old_vacancy_stays_listed_and_says_ring():
    old = confirmed(216 * HOUR)
    assert listed(old) == "options"
    assert FRESH in [note.rule for note in entry(old).notes]
