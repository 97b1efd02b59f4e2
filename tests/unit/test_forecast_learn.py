"""What past stays say: counted night by night by a slow twin, drawn towards the group's, and stated where there are none."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.capacity.forecast.learn import learn
from matcher.capacity.forecast.priors import Group, priors_of
from matcher.capacity.forecast.units import Unit
from matcher.domain.codes import PlacePool
from tests.small_hub import BOOK, TODAY, beds_of, day, hub, lives, stayed

PRIORS = priors_of(BOOK.on(TODAY))
TODAY_N = TODAY.toordinal()
HUB = Unit(
    setting_id="hub",
    pool=PlacePool.RESIDENTIAL,
    group=Group.HUB,
    place_ids=("hub.residential",),
    beds=4,
    takes_anybody=True,
    came=(),
)
FAMILY = replace(HUB, setting_id="fam", place_ids=("fam.1",), group=Group.FAMILY, beds=1)
EDGES = (0, 7, 28, 91, 182, 10**9)


def nights_of(*stays):
    """Slowly: of each band, ends and nights after which somebody could have left, since the record began."""
    ends, trials = [0] * 5, [0] * 5
    began = min(leaving for _, leaving, ended in stays if ended)
    for first, leaving, ended in stays:
        for night in range(first, leaving):
            band = next(b for b in range(5) if EDGES[b] <= night - first < EDGES[b + 1])
            if night >= began:
                trials[band] += 1
                ends[band] += ended and night == leaving - 1
    return ends, trials


@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(1, 400)), min_size=1, max_size=12),
    st.lists(st.integers(0, 500), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_ends_and_nights_are_counted_as_one_counts_them_by_hand(past, living):
    past = [(ago, min(nights, ago)) for ago, nights in past]
    history = tuple(stayed(f"p{n}", ago, ago - nights) for n, (ago, nights) in enumerate(past))
    unit = replace(HUB, came=tuple(TODAY_N - ago for ago in living))
    rates, nothing = learn([unit], history, TODAY_N, PRIORS)[0], learn([HUB], (), TODAY_N, PRIORS)[0]
    spans = [(-ago, -ago + nights, True) for ago, nights in past] + [(-ago, 0, False) for ago in living]
    ends, trials = nights_of(*spans)

    assert rates.ends - nothing.ends == pytest.approx(ends)
    assert rates.trials - nothing.trials == pytest.approx(trials)
    assert (rates.stays, rates.bed_nights) == (len(past), sum(trials))


def test_without_any_history_the_stated_figures_hold_however_long_people_have_been_there():
    some = learn([replace(HUB, came=(TODAY_N - 700, TODAY_N - 300))], (), TODAY_N, PRIORS)[0]

    assert some.ends / some.trials == pytest.approx(PRIORS.leaving[Group.HUB])
    assert some.arrivals == pytest.approx(4 * PRIORS.arriving[Group.HUB])
    assert (some.stays, some.bed_nights) == (0, 0)


def test_an_arrival_is_looked_for_only_on_nights_with_a_free_bed():
    full = [stayed(f"p{bed}-{n}", 800 - 100 * n, 700 - 100 * n) for bed in range(4) for n in range(6)]
    empty = [stayed(f"q{n}", 800 - 100 * n, 795 - 100 * n) for n in range(6)]
    unit = replace(HUB, came=(TODAY_N - 2,))

    assert learn([unit], full, TODAY_N, PRIORS)[0].arrivals > 3 * learn([unit], empty, TODAY_N, PRIORS)[0].arrivals


def test_services_of_one_kind_learn_from_each_other_and_not_from_another_kind():
    other = replace(HUB, setting_id="hub2", place_ids=("hub2.1",))
    history = [
        replace(stayed(f"p{n}", 900 - 8 * n, 897 - 8 * n), setting_id="hub2", place_id="hub2.1") for n in range(100)
    ]
    alone, beside = (
        learn([HUB, FAMILY], history, TODAY_N, PRIORS),
        learn([HUB, other, FAMILY], history, TODAY_N, PRIORS),
    )

    assert (beside[0].ends / beside[0].trials)[0] > 3 * (alone[0].ends / alone[0].trials)[0]
    assert beside[2].ends / beside[2].trials == pytest.approx(PRIORS.leaving[Group.FAMILY])
    assert (beside[0].stays, beside[0].group_stays) == (0, 100)


def test_planned_ends_that_came_late_make_the_next_one_late():
    late = [stayed(f"p{n}", 900 - 8 * n, 890 - 8 * n, planned_leaving=day(-900 + 8 * n + 5)) for n in range(60)]
    plan = hub(lives("ann", leaving=day(20)), lives("bea"), lives("cat"))
    on_time = tuple(replace(one, planned_leaving=one.leaving) for one in late)

    assert beds_of(plan, tuple(late)).nights[22].staying > beds_of(plan, on_time).nights[22].staying + 0.5
    assert beds_of(plan, tuple(late)).basis.planned_ends == 60


def test_where_ends_are_planned_ahead_nobody_without_a_plan_is_expected_to_leave_soon():
    past = [stayed(f"p{n}", 900 - 8 * n, 870 - 8 * n) for n in range(90)]
    told = tuple(replace(one, planned_leaving=one.leaving, planned_on=one.first_night) for one in past)

    assert beds_of(hub(), told).nights[14].staying > beds_of(hub(), tuple(past)).nights[14].staying + 0.1


def test_the_interval_narrows_as_the_record_grows_and_a_thin_record_is_flagged():
    def width(stays):
        begin, nights = 30 * stays + 10, (4, 15, 60, 140)
        history = tuple(stayed(f"p{n}", begin - 30 * n, max(begin - 30 * n - nights[n % 4], 0)) for n in range(stays))
        pool = beds_of(hub(), history)
        so_far = np.cumsum(pool.nights[59].demand)
        return int((so_far < 0.95).sum() - (so_far < 0.05).sum()), pool.basis.few_stays

    (none, flagged), (some, still), (many, enough) = width(0), width(19), width(35)
    assert none >= some >= many
    assert none > many
    assert (flagged, still, enough) == (True, True, False)


def test_bursts_make_the_number_of_arrivals_less_certain():
    steady = [stayed(f"p{n}", 1_000 - 28 * n, 999 - 28 * n) for n in range(36)]
    bunched = [stayed(f"p{n}", 1_000 - 168 * (n // 6) - n % 6, 999 - 168 * (n // 6) - n % 6) for n in range(36)]

    assert (
        learn([HUB], bunched, TODAY_N, PRIORS)[0].arrivals_shape
        < learn([HUB], steady, TODAY_N, PRIORS)[0].arrivals_shape / 3
    )


def test_it_is_learnt_that_several_come_on_the_same_night_and_one_such_night_tells_nothing():
    threes = [stayed(f"p{n}-{who}", 1_000 - 90 * n, 990 - 90 * n) for n in range(10) for who in "abc"]
    singly = [stayed(f"p{n}", 1_000 - 30 * n, 990 - 30 * n) for n in range(30)]
    of_threes, of_ones, of_one_pair = (
        learn([HUB], past, TODAY_N, PRIORS)[0] for past in (threes, singly, [*singly, stayed("more", 700, 699)])
    )

    assert of_threes.together == pytest.approx((3 / 12, 0, 9 / 12))
    assert of_ones.together == of_one_pair.together == (1.0,)
    assert of_ones.arrivals * 0.8 < of_threes.arrivals < of_ones.arrivals * 1.2
    assert of_threes.arrivals_shape < of_ones.arrivals_shape / 2


def test_of_those_who_took_the_last_bed_it_is_not_known_whether_more_would_have_come():
    """Three to an empty home of four; one by one, two more; then two who take the last two beds."""
    history = []
    for n in range(8):
        ago = 1_000 - 100 * n
        history += [stayed(f"three-{n}-{who}", ago, ago - 10) for who in "abc"]
        history += [stayed(f"one-{n}-{gap}", ago - 40 - gap, ago - 60) for gap in (0, 1)]
        history += [stayed(f"two-{n}-{who}", ago - 50, ago - 55) for who in "ab"]

    assert learn([HUB], history, TODAY_N, PRIORS)[0].together == pytest.approx((19 / 34, 0, 15 / 34))


def test_somebody_unknown_never_comes_to_a_place_for_one_person_only():
    assert learn([replace(HUB, takes_anybody=False)], (), TODAY_N, PRIORS)[0].arrivals == 0.0
