"""Judging a forecast: scores that are known by hand, and a small trial that a wrong forecast would not pass."""

from datetime import timedelta
from itertools import islice
from math import log

import numpy as np
import pytest

from benchmarks.forecast_quality import Oracle, no_change, ours, past_year, tried
from fixtures.forecast_worlds import HUB, NO_PATTERN, SETTING, digest, world, worlds
from matcher.capacity.forecast import backtest, origins_of, quality, scored
from matcher.capacity.forecast.scores import evenness
from matcher.domain.errors import InvalidInput
from tests.small_hub import BOOK


def test_a_certain_forecast_is_off_by_as_many_people():
    assert scored([0, 0, 1.0], 2, 6, 0.5).crps == 0.0
    assert scored([0, 0, 1.0], 5, 6, 0.5).crps == pytest.approx(3.0)
    assert scored([0.5, 0.5], 0, 6, 0.5).crps == pytest.approx(0.25)


def test_the_log_score_is_floored():
    assert scored([0.25, 0.75], 0, 1, 0.5).log_score == pytest.approx(-log(0.25))
    assert scored([0.0, 1.0], 0, 1, 0.5).log_score == pytest.approx(-log(0.001))


def test_intervals_brier_and_pit_by_hand():
    one = scored([0.04, 0.06, 0.8, 0.1], 2, 3, 0.25)

    assert one.within == (True, True, True)
    assert one.width == (0, 1, 2)
    assert one.brier == pytest.approx(0.01)
    assert one.pit == pytest.approx(0.1 + 0.25 * 0.8)


def test_what_happened_beyond_every_chance_is_scored_too():
    assert scored([1.0], 3, 2, 0.5).crps == pytest.approx(3.0)


def test_even_pits_pass_and_bunched_ones_do_not():
    assert evenness(np.linspace(0.001, 0.999, 500).tolist()) > 0.99
    assert evenness(np.linspace(0.3, 0.7, 500).tolist()) < 0.001


def test_nothing_to_judge_is_said():
    with pytest.raises(ValueError, match="no forecast has met its night yet"):
        quality([])


def test_the_worlds_are_the_ones_that_were_measured():
    assert digest(worlds(HUB, 3)) == "b1c98ebed51337549b8f215cad21c215f14456272f400a9892eab790f88859c1"


SOME = (730, 842, 954)


def some_worlds(truth):
    return islice(worlds(truth, 60), 6, 16)


def test_on_a_few_known_worlds_it_comes_near_the_truth_and_beats_simple_forecasts():
    found, best = tried(ours(BOOK), some_worlds(HUB), SOME), tried(Oracle(HUB), some_worlds(HUB), SOME)
    same, year = (tried(one, some_worlds(HUB), SOME) for one in (no_change, past_year))

    for ahead in (7, 28, 84):
        assert found[ahead].crps < 1.15 * best[ahead].crps
        assert found[ahead].crps < min(same[ahead].crps, year[ahead].crps)
        assert 0.8 <= found[ahead].coverage[2] <= 1.0


def test_where_there_is_no_pattern_it_shows_no_skill():
    found, year = (tried(one, some_worlds(NO_PATTERN), SOME) for one in (ours(BOOK), past_year))

    for ahead in (7, 28, 84):
        assert found[ahead].crps > 0.97 * year[ahead].crps
        assert found[ahead].crps == pytest.approx(year[ahead].crps, rel=0.1)


def test_the_backtest_makes_the_forecast_again_as_of_past_days():
    one = world(HUB, 7)
    snapshot, history = one.snapshot(1_000), one.history(1_000)
    origins = origins_of(history, snapshot.today, every=112)
    found = backtest(snapshot, history, origins, BOOK, settings=[SETTING], horizons=(7, 28))

    assert [each.nights_ahead for each in found] == [7, 28]
    assert found[0].forecast.forecasts == len([day for day in origins if day + timedelta(days=7) <= snapshot.today])
    assert found[0].better_than_past_year > 0


def test_the_backtest_sees_nothing_of_the_future():
    one = world(HUB, 7)
    snapshot, history = one.snapshot(1_000), one.history(1_000)
    origin = one.snapshot(700).today
    late = tuple(stay for stay in history if stay.first_night <= origin + timedelta(days=7))
    both = [
        backtest(snapshot, some, [origin], BOOK, settings=[SETTING], horizons=(7,))[0].forecast
        for some in (history, late)
    ]

    assert both[0] == both[1]


def test_a_backtest_without_a_night_that_is_over_is_refused():
    one = world(HUB, 7)

    with pytest.raises(InvalidInput, match="nothing to judge"):
        backtest(one.snapshot(1_000), one.history(1_000), [one.snapshot(1_000).today], BOOK)
