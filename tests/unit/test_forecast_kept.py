"""A forecast as it is kept, and how it is held against who slept there: small worlds, night by night."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matcher.capacity.forecast import history_of
from matcher.capacity.forecast.accuracy import AtDistance, Told, distances_of, judge
from matcher.capacity.forecast.answer import home_forecast
from matcher.capacity.forecast.census import Slept, census
from matcher.capacity.forecast.kept import KeptPool, expected_then, kept_parts, kept_pool, pools_of, read_pool
from matcher.capacity.forecast.moved import expected_of
from matcher.domain.codes import MemberRelation, PlacementState, PlacePool, SettingKind
from matcher.domain.settings import HouseholdMember, OutOfUse, Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from tests.small_hub import BEDS, BOOK, beds_of, comes, day, hub, knowing, lives

HUB = ("hub", PlacePool.RESIDENTIAL)
KEPT_FOR_EMERGENCIES = Place(place_id="hub.emergency", setting_id="hub", beds=1, pool=PlacePool.EMERGENCY)


def told(*people: int, setting_id: str = "hub") -> Told:
    """A forecast of today that was sure of so many people on each night from tonight on."""
    sure = tuple(tuple(10_000 if n == one else 0 for n in range(5)) for one in people)
    nobody = (0,) * len(people)
    pool = KeptPool(first_night=day(0), occupancy=sure, beds=(4,) * len(people), unknown=nobody)
    return Told(setting_id=setting_id, pool=PlacePool.RESIDENTIAL, told=pool)


def slept(*people: int, since: int = 0, beds: tuple[int, ...] = ()) -> Slept:
    """So many people on each night since so many nights ago, in four beds or these."""
    return Slept(day(-since).toordinal(), np.array(people), np.array(beds or (4,) * len(people)))


def in_seven_nights(*forecasts: Told, there: Slept, today: int = 8) -> AtDistance:
    return distances_of(judge(forecasts, {HUB: there}, day(today)).values())[0]


def test_the_night_that_is_judged_is_the_seventh_after_the_day_of_the_forecast():
    found = in_seven_nights(told(0, 0, 0, 0, 0, 0, 0, 2), there=slept(0, 0, 0, 0, 0, 0, 0, 2))

    assert (found.forecasts, found.crps, found.coverage, found.width) == (1, 0.0, 1.0, 0.0)


@pytest.mark.parametrize(("today", "judged"), [(7, 0), (8, 1)])
def test_a_night_is_judged_once_it_is_over(today, judged):
    found = in_seven_nights(told(*[1] * 8), there=slept(*[1] * 9), today=today)

    assert found.forecasts == judged


def test_a_forecast_of_too_few_nights_says_nothing_of_a_later_one():
    found = distances_of(judge([told(*[1] * 7), told(*[2] * 8)], {HUB: slept(*[1] * 100)}, day(99)).values())

    assert [one.forecasts for one in found] == [1, 0, 0]
    assert found[0].crps == 1.0


@pytest.mark.parametrize(("last", "off"), [(1, 0.0), (3, 2.0)])
def test_of_the_forecasts_of_one_day_the_last_counts(last, off):
    found = in_seven_nights(told(*[2] * 8), told(*[last] * 8), there=slept(*[1] * 8))

    assert (found.forecasts, found.crps) == (1, off)


def test_beds_that_are_no_longer_forecast_are_left_out():
    assert in_seven_nights(told(*[1] * 8, setting_id="gone"), there=slept(*[1] * 8)).forecasts == 0


def test_it_stands_beside_no_change_and_the_nights_of_the_year_before():
    """One person on the day it was made, nobody on the nine nights before; three on the night."""
    found = in_seven_nights(told(*[3] * 8), there=slept(*[0] * 9, 1, 2, 2, 2, 2, 2, 2, 3, since=9))

    assert found.crps == 0.0
    assert found.no_change.crps == 2.0
    assert found.past_year.crps == pytest.approx(0.9**2 + 1 + 1)


def test_a_bed_is_free_by_the_beds_in_use_on_the_night_itself():
    """Two people in three beds: one was free, where it had said that there would be three people."""
    there = slept(*[2] * 8, beds=(2, 2, 2, 2, 2, 2, 2, 3))

    assert in_seven_nights(told(*[3] * 8), there=there).brier == 1.0
    assert in_seven_nights(told(*[2] * 8), there=there).brier == 0.0


def test_what_lies_within_the_interval_is_said_of_ninety_in_a_hundred():
    sure = told(*[1] * 8)
    wide = replace(sure.told, occupancy=((2_000, 6_000, 2_000),) * 8)
    found = in_seven_nights(replace(sure, told=wide), there=slept(*[2] * 8))

    assert (found.coverage, found.width) == (1.0, 2.0)


@pytest.mark.parametrize(("count", "too_few"), [(19, True), (20, False)])
def test_fewer_than_twenty_are_too_few_to_say(count, too_few):
    (judged,) = judge([told(*[1] * 8)], {HUB: slept(*[1] * 8)}, day(8)).values()
    seven = distances_of([{7: list(judged[7])}] * count)[0]

    assert (seven.forecasts, seven.too_few) == (count, too_few)


def test_the_year_before_is_365_nights_with_this_one_and_no_more():
    """Four people 365 nights ago, one the night after, two tonight, nobody between."""
    there = slept(4, 1, *[0] * 363, 2, 3, since=365)

    assert there.year_before(day(0), 4).tolist() == [363 / 365, 1 / 365, 1 / 365, 0, 0]
    assert there.year_before(day(-364), 4).tolist() == [0, 0.5, 0, 0, 0.5]


def counted(snapshot: Snapshot, since: int = 5, where: tuple[str, PlacePool] = HUB) -> Slept:
    return census(make_frame(snapshot, BOOK), day(-since), history_of(snapshot))[where]


def people(there: Slept, *nights: int) -> list[int]:
    return [there.on(day(one)) for one in nights]


def test_whoever_lived_there_is_counted_from_their_first_night_to_the_night_before_they_left():
    left = lives("ann", 3, state=PlacementState.ENDED, leaving=day(-1))
    there = counted(hub(left, lives("bea", 2)))

    assert people(there, -4, -3, -2, -1, 0) == [0, 1, 2, 1, 1]


def test_whoever_was_only_expected_did_not_sleep_there():
    states = (PlacementState.HELD, PlacementState.CONFIRMED, PlacementState.CANCELLED, PlacementState.DECLINED)
    there = counted(hub(*(lives(f"p{n}", 2, state=state) for n, state in enumerate(states)), lives("ann", 4)))

    assert people(there, -2, -1, 0) == [1, 1, 1]


def test_it_reaches_back_to_the_first_stay_and_to_the_day_that_is_asked_for():
    assert people(counted(hub(lives("ann", 30)), since=5), -30, -5) == [1, 1]
    assert people(counted(hub(lives("ann", 5)), since=30), -30, -6, -5) == [0, 0, 1]


def test_beds_out_of_use_are_not_counted_on_their_nights_and_there_are_never_fewer_than_none():
    gaps = (
        OutOfUse(first_night=day(-4), leaving=day(-2), beds=2),
        OutOfUse(first_night=day(-1), leaving=day(0), beds=3),
        OutOfUse(first_night=day(-1), leaving=day(0), beds=3),
    )
    there = counted(hub(place=replace(BEDS, out_of_use=gaps)))

    assert [there.beds(day(one)) for one in (-5, -4, -3, -2, -1, 0)] == [4, 2, 2, 4, 0, 4]


def test_each_pool_has_its_own_beds_and_whoever_has_no_row_is_in_an_ordinary_one():
    shut = replace(KEPT_FOR_EMERGENCIES, out_of_use=(OutOfUse(first_night=day(-2), leaving=None, beds=1),))
    moved_in = (lives("ann", 3, place_id=None), lives("bea", 3, place_id="hub.emergency"), lives("cat", 2))
    both = hub(*moved_in, places=(shut, BEDS))
    ordinary, kept = counted(both), counted(both, where=("hub", PlacePool.EMERGENCY))

    assert (people(ordinary, -3, -2), people(kept, -3, -2)) == ([1, 2], [1, 1])
    assert [(ordinary.beds(day(one)), kept.beds(day(one))) for one in (-3, -2)] == [(4, 1), (4, 0)]


def test_whoever_stays_put_with_the_family_is_there_from_the_day_their_last_stay_ended():
    cat = HouseholdMember(id="cat", relation=MemberRelation.STAYING_PUT, place_id="hub.residential")
    family = Setting(id="hub", name="The family", kind=SettingKind.FOSTER_FAMILY, household=(cat,))
    last = lives("cat", 50, state=PlacementState.ENDED, leaving=day(-4))
    first = replace(last, id="stay-first", first_night=day(-90), leaving=day(-60))
    there = counted(hub(last, replace(first, young_person_id="cat"), setting=family))

    assert people(there, -80, -55, -50, -5, -4, 0) == [1, 0, 1, 1, 1, 1]


def test_what_rounding_takes_falls_on_the_likeliest_number_of_people():
    pool = beds_of(hub(), nights=1)
    night = replace(pool.nights[0], occupancy=(0.00004, 0.99992, 0.00004))
    kept = read_pool(kept_pool(replace(pool, nights=(night,))))

    assert kept.occupancy == ((0, 10_000, 0),)
    assert kept.chance(0) == [0.0, 1.0, 0.0]


def test_the_beds_of_each_night_are_kept_as_they_were_known():
    gap = OutOfUse(first_night=day(2), leaving=day(3), beds=1)
    pool = beds_of(hub(place=replace(BEDS, out_of_use=(gap,))), nights=4)

    assert read_pool(kept_pool(pool)).beds == (4, 4, 3, 4)


def test_what_was_expected_then_comes_back_as_it_was():
    told_of = knowing(
        hub(lives("ann", leaving=day(20)), lives("bea"), comes("dot", PlacementState.HELD, 3)),
        "bea",
        date_of_birth=date(2008, 6, 10),
    )
    pool = beds_of(told_of, nights=30)
    was, then = expected_of(pool), expected_then(kept_pool(pool), kept_parts(pool))

    assert {one.ends_on is None for one in was.parts} == {True, False}
    assert then.nights == was.nights
    assert then.unknown == pytest.approx(was.unknown, abs=6e-5)
    assert then.mean == pytest.approx(was.mean, abs=5e-4)
    assert [replace(one, expected=()) for one in then.parts] == [replace(one, expected=()) for one in was.parts]
    for one, other in zip(then.parts, was.parts, strict=True):
        assert one.expected == pytest.approx(other.expected, abs=6e-5)


def test_beds_kept_for_emergencies_are_kept_beside_the_ordinary_ones():
    both = hub(places=(BEDS, KEPT_FOR_EMERGENCIES))
    pools = pools_of(home_forecast(make_frame(both, BOOK), (), "hub", 3))

    assert [(one.pool, one.beds) for one in pools] == [(PlacePool.RESIDENTIAL, 4), (PlacePool.EMERGENCY, 1)]
    alone = pools_of(home_forecast(make_frame(hub(), BOOK), (), "hub", 3))
    assert [one.pool for one in alone] == [PlacePool.RESIDENTIAL]
