"""The closed form against counting every possibility, against many drawn paths, and against Erlang."""

from dataclasses import replace
from itertools import product
from math import exp, factorial, lgamma, log, log1p

import numpy as np
import pytest

from matcher.capacity.forecast.chances import NODES, Survival, chances, hazards
from matcher.capacity.forecast.demand import (
    added,
    arrivals_there,
    demand,
    groups_there,
    how_many,
    negative_binomial,
    of_groups,
)
from matcher.capacity.forecast.finite import occupancy
from matcher.capacity.forecast.learn import Rates
from matcher.capacity.forecast.limits import without_limits
from matcher.capacity.forecast.priors import priors_of
from matcher.capacity.forecast.slips import LONGEST_NOTICE, Slips, stated_slips
from matcher.capacity.forecast.units import Term, TermSort
from tests.small_hub import BOOK, TODAY

PRIORS = priors_of(BOOK.on(TODAY))
SLIPS = Slips(stated_slips(PRIORS), np.zeros(LONGEST_NOTICE + 1), 0)
RATES = Rates(
    ends=np.array([20.0, 10, 8, 4, 4]),
    trials=np.array([600.0, 600, 900, 650, 600]),
    arrivals=0.05,
    arrivals_shape=6.0,
    slips=SLIPS,
    stays=46,
    bed_nights=3_000,
    group_stays=0,
)
EIGHT = (
    Term(key="a", sort=TermSort.STAYING, stayed=3),
    Term(key="b", sort=TermSort.STAYING, stayed=200),
    Term(key="c", sort=TermSort.STAYING, stayed=30, planned=20),
    Term(key="d", sort=TermSort.STAYING, stayed=30, ends=12),
    Term(key="e", sort=TermSort.PLANNED, chance=0.9, first=5, latest=5),
    Term(key="f", sort=TermSort.PLANNED, chance=0.8, first=0, latest=0, kept=3),
    Term(key="g", sort=TermSort.PENDING, chance=0.3, first=2, latest=9),
    Term(key="h", sort=TermSort.PENDING, chance=0.5, first=4, latest=4, planned=40),
)


def test_eight_people_are_counted_as_every_possibility_one_by_one():
    known = chances(EIGHT, Survival(RATES, 30))
    slow = np.zeros((9, NODES, 30))
    for there in product((0, 1), repeat=8):
        chance = np.prod([one if is_there else 1 - one for one, is_there in zip(known, there, strict=True)], axis=0)
        slow[sum(there)] += chance

    assert np.abs(how_many(known) - slow).max() < 1e-12


def test_arrivals_are_a_poisson_number_whose_mean_is_gamma_distributed():
    means, ours = (0.2, 3.0, 9.0), negative_binomial(np.array([0.2, 3.0, 9.0]), 2.5)

    for n, chances_of_n in enumerate(ours[:-1]):
        for mean, chance in zip(means, chances_of_n, strict=True):
            log = lgamma(n + 2.5) - lgamma(2.5) - lgamma(n + 1) - 2.5 * log1p(mean / 2.5) - n * log1p(2.5 / mean)
            assert chance == pytest.approx(exp(log), rel=1e-9, abs=1e-300)
    assert np.abs(ours.sum(axis=0) - 1).max() < 1e-12


TOGETHER = replace(RATES, together=(0.5, 0.2, 0.3))


def poisson(mean, times, most=80):
    """The chance of 0, `times`, 2 `times`, ... people in groups of `times`."""
    chance = np.zeros(most)
    for n in range((most - 1) // times + 1):
        chance[n * times] = exp(-mean + n * log(mean) - lgamma(n + 1))
    return chance


def test_groups_are_poisson_numbers_of_ones_twos_and_threes_added():
    means = (0.7, 0.4, 1.1)
    slow = np.array([1.0])
    for times, mean in enumerate(means, 1):
        slow = np.convolve(slow, poisson(mean, times))
    ours = of_groups(np.array(means)[:, None], 1e9)[:-1, 0]

    assert np.abs(ours - slow[: len(ours)]).max() < 1e-7


def test_groups_of_one_are_arrivals_one_by_one_and_each_group_is_as_many_people_as_are_still_there():
    means = np.array([0.2, 3.0, 9.0])
    alone, one_by_one = of_groups(means[None], 2.5), negative_binomial(means, 2.5)
    both = min(len(alone), len(one_by_one)) - 1
    survival = Survival(TOGETHER, 40)

    assert np.abs(alone[:both] - one_by_one[:both]).max() < 1e-12
    people = np.tensordot([1, 2, 3], groups_there(TOGETHER, survival), 1)
    assert people == pytest.approx(arrivals_there(TOGETHER, survival))


def test_those_who_come_together_are_drawn_as_they_are_counted():
    exact = demand((), TOGETHER, 60).chance
    drawn = occupancy((), TOGETHER, without_limits(exact.shape[1], 60), seed=1, paths=40_000).chance

    assert np.abs((exact - drawn[:, : exact.shape[1]]).cumsum(axis=1)).max() < 0.008


def test_of_three_who_come_to_two_beds_one_is_turned_away():
    three = replace(sure(1e-9, 0.03), together=(0.0, 0.0, 1.0))
    found = occupancy((), three, without_limits(2, 40), seed=1, paths=10_000)

    assert found.chance[:, 1] == pytest.approx(np.zeros(40))
    assert found.turned_away.sum() + found.chance[-1] @ [0, 1, 2] == pytest.approx(39 * 0.03, rel=0.05)


def test_where_nobody_can_arrive_nobody_does():
    assert negative_binomial(np.zeros(3), 2.5).tolist() == [[1.0, 1.0, 1.0]]


def test_people_and_arrivals_are_added_node_by_node():
    known, unknown = how_many(chances(EIGHT, Survival(RATES, 9))), negative_binomial(np.full((NODES, 9), 0.7), 2.0)
    slow = np.mean([np.convolve(known[:, k, 4], unknown[:, k, 4]) for k in range(NODES)], axis=0)

    assert np.abs(added(known, unknown)[4] - slow).max() < 1e-12


def test_every_night_adds_up_to_one_and_its_mean_to_its_parts():
    found = demand(EIGHT, RATES, 182)
    mean = found.chance @ np.arange(found.chance.shape[1])

    assert np.abs(found.chance.sum(axis=1) - 1).max() < 1e-9
    assert np.abs(sum(found.expected(sort) for sort in TermSort) - found.mean).max() < 1e-12
    assert np.abs(mean - found.mean).max() < 1e-9


def test_with_a_bed_for_everybody_the_drawn_paths_agree_with_the_closed_form():
    exact = demand(EIGHT, RATES, 60).chance
    drawn = occupancy(EIGHT, RATES, without_limits(exact.shape[1], 60), seed=1, paths=40_000).chance

    for people in range(1, 12):
        off = np.abs(exact[:, people:].sum(axis=1) - drawn[:, people : exact.shape[1]].sum(axis=1)).max()
        assert off < 0.008, people


def sure(chance_a_night: float, arrivals: float) -> Rates:
    """Rates that are known for certain."""
    trials = np.full(5, 1e9)
    return Rates(trials * chance_a_night, trials, arrivals, 1e9, SLIPS, 0, 0, 0)


@pytest.mark.parametrize("load", [2.0, 6.89])
def test_in_the_long_run_so_many_are_turned_away_as_erlang_says(load):
    blocked = load**6 / factorial(6) / sum(load**k / factorial(k) for k in range(7))
    found = occupancy((), sure(1 / 50, load / 50), without_limits(6, 600), seed=3, paths=3_000)
    turned_away = found.turned_away[300:].sum() / (load / 50 * 300)

    assert turned_away == pytest.approx(blocked, abs=0.01)


def test_the_nodes_have_the_mean_of_the_record_and_lie_apart_where_it_is_thin():
    thin = hazards(Rates(RATES.ends / 10, RATES.trials / 10, 0.05, 6.0, SLIPS, 0, 0, 0))

    assert hazards(RATES).mean(axis=0) == pytest.approx(RATES.ends / RATES.trials)
    assert (thin.std(axis=0) > 2 * hazards(RATES).std(axis=0)).all()


def test_arrivals_of_whom_nothing_is_known_begin_tomorrow():
    there = arrivals_there(RATES, Survival(RATES, 5))

    assert (there[:, 0] == 0).all()
    assert there[:, 1] == pytest.approx(np.full(NODES, 0.05))
    assert (groups_there(TOGETHER, Survival(RATES, 5))[..., 0] == 0).all()
