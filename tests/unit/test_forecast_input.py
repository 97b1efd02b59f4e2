"""Bad input is named with its mend; odd calendars and servers change nothing."""

import os
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from matcher.capacity.forecast import forecast
from matcher.domain.codes import PlacementState, Provider, SettingKind
from matcher.domain.errors import InvalidInput
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.stays import Stay
from matcher.domain.values import LONDON
from tests.small_hub import BEDS, BOOK, HUB, SAME, TODAY, beds_of, comes, day, hub, knowing, lives, stayed


@pytest.mark.parametrize("horizon", [0, -1, 183, 10_000, True])
def test_a_horizon_that_cannot_be_is_refused(horizon):
    with pytest.raises(InvalidInput, match="1 to 182 nights") as refused:
        forecast(hub(), (), horizon, BOOK)

    assert refused.value.problems[0].pointer == "/horizon"


@pytest.mark.parametrize(("horizon", "last"), [(1, TODAY), (182, day(181))])
def test_the_first_night_is_tonight_and_there_are_as_many_as_asked_for(horizon, last):
    nights = forecast(hub(), (), horizon, BOOK).settings[0].pools[0].nights

    assert (len(nights), nights[0].date, nights[-1].date) == (horizon, TODAY, last)


@pytest.mark.parametrize("nights", [1, 28, 84])
def test_a_night_is_the_same_however_many_are_asked_for(nights):
    here, past = hub(lives("ann"), lives("bea"), comes("cat", PlacementState.CONFIRMED)), (stayed("dan", 300, 200),)
    some = forecast(here, past, nights, BOOK).settings[0].pools[0]
    most = forecast(here, past, 182, BOOK).settings[0].pools[0]

    assert some.nights == most.nights[:nights]
    assert [one.expected for one in some.parts or ()] == [one.expected[:nights] for one in most.parts or ()]
    assert some.turned_away == pytest.approx(sum(one.turned_away for one in some.nights))
    assert some.next_likely_free in (None, most.next_likely_free)


@pytest.mark.parametrize("days_ago", [1, 30, 400])
def test_a_request_that_has_been_open_for_long_takes_no_night_from_the_end(days_ago):
    waits = PlacementRequest(id="r", young_person_id="w", start_date=day(-days_ago), end_date=day(-days_ago + 7))
    here = hub()
    asked = replace(here, placement_requests=(waits,), young_people=(*here.young_people, YoungPerson(id="w")))
    nights = forecast(asked, (), 182, BOOK).settings[0].pools[0].nights

    assert (len(nights), nights[-1].date) == (182, day(181))


def test_a_stay_has_a_night_at_least():
    with pytest.raises(ValueError, match="at least one night"):
        stayed("p", 5, 5)


@pytest.mark.parametrize(
    ("second", "pointer"),
    [
        (stayed("p", 25, 10), "/history/1/first_night"),
        (replace(stayed("p", 25, 10), setting_id="elsewhere", place_id=None), "/history/1/first_night"),
        (stayed("q", 25, -1), "/history/1/leaving"),
    ],
)
def test_stays_that_cannot_have_been_are_named_with_their_mend(second, pointer):
    with pytest.raises(InvalidInput) as refused:
        forecast(hub(), (stayed("p", 30, 20), second), 7, BOOK)

    assert [one.pointer for one in refused.value.problems] == [pointer]
    assert "p" not in refused.value.problems[0].detail.split()


def test_a_stay_that_is_given_twice_counts_once():
    once, other = stayed("p", 30, 20), stayed("p", 20, 10)

    assert beds_of(hub(), (once, other, once)) == beds_of(hub(), (once, other))


@pytest.mark.parametrize(
    "setting",
    [replace(HUB, kind=SettingKind.OUTREACH), replace(HUB, provider=Provider.EXTERNAL), replace(HUB, id="other")],
)
def test_a_setting_whose_people_are_not_recorded_here_cannot_be_forecast(setting):
    snapshot = hub(setting=setting, place=replace(BEDS, setting_id=setting.id), placements=())

    with pytest.raises(InvalidInput, match="cannot be forecast"):
        forecast(snapshot, (), 7, BOOK, settings=["hub"])


@pytest.mark.parametrize("without", [{"place": replace(BEDS, beds=0)}, {"places": ()}])
def test_a_hub_without_beds_has_no_bed_free_and_nobody_in_it(without):
    night = beds_of(hub(placements=(), **without)).nights[30]

    assert night.occupancy == (1.0,)
    assert night.chance_bed_free == 0.0
    assert night.turned_away > 0


def test_the_same_input_gives_the_same_chances_to_the_last_digit():
    assert forecast(hub(), (), 30, BOOK) == forecast(hub(), (), 30, BOOK)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Anchorage"])
def test_the_time_zone_of_the_server_changes_nothing(zone, monkeypatch):
    late = replace(hub(), as_of=datetime(2026, 5, 21, 23, 30, tzinfo=UTC))  # half past midnight of the 22nd in London
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        nights = beds_of(late).nights
    finally:
        monkeypatch.undo()
        time.tzset()

    assert nights == beds_of(hub()).nights


@pytest.mark.parametrize("today", [date(2026, 3, 28), date(2026, 10, 24), date(2028, 2, 27)])
def test_clock_changes_and_a_leap_day_are_nights_like_any_other(today):
    shift = (today - TODAY).days
    snapshot = hub(lives("ann", 10 - shift), as_of=datetime(today.year, today.month, today.day, 10, tzinfo=LONDON))
    nights = beds_of(snapshot).nights

    assert [(one.date - today).days for one in nights] == list(range(60))
    assert [one.demand for one in nights] == [one.demand for one in beds_of(hub(lives("ann", 10))).nights]


def test_somebody_born_on_29_february_turns_eighteen_on_1_march_of_another_year():
    snapshot = replace(hub(lives("ann", 10 + 90)), as_of=datetime(2026, 2, 20, 10, tzinfo=LONDON))
    nights = {
        one.date: one.staying for one in beds_of(knowing(snapshot, "ann", date_of_birth=date(2008, 2, 29))).nights
    }

    assert nights[date(2026, 2, 28)] > 0.5
    assert nights[date(2026, 3, 1)] == 0.0


def test_a_stay_on_a_leap_day_is_learnt_from():
    leap = Stay(young_person_id="p", setting_id="hub", first_night=date(2028, 2, 28), leaving=date(2028, 3, 1))
    snapshot = hub(lives("ann", -650), as_of=datetime(2028, 3, 10, 10, tzinfo=LONDON))

    assert forecast(snapshot, (leap,), 7, BOOK, seed=SAME).settings[0].pools[0].basis.stays == 1
