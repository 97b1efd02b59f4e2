"""The forecast: how good on worlds whose true chances are known, how exact, how fast.

Quality is asserted: it is the same on every machine. Milliseconds are reported.
"""

from functools import cache

import numpy as np
import pytest

from benchmarks.figures import Figure
from benchmarks.forecast_quality import HORIZONS, Forecaster, Oracle, no_change, ours, past_year, regional, tried
from benchmarks.timed import Timed, ms
from fixtures.forecast_worlds import BUSY, HUB, HUB_WITH_PLANS, LONG_STAYS, Truth, digest, worlds
from matcher.capacity.forecast import Quality
from matcher.capacity.forecast.demand import demand
from matcher.capacity.forecast.finite import PATHS, occupancy
from matcher.capacity.forecast.limits import without_limits
from matcher.policy import load_policy
from tests.unit.test_forecast_exact import EIGHT, RATES

WORLDS = 120
"""Seeds 0 to 119, ten origins each: 1,200 origins."""
FROZEN = {
    "six beds": (HUB, "508d3b82f1f3031280600ea6bbf7959fa85da321b8a582b4eba7c4ead448ee70"),
    "the same, 60 in 100 moves planned": (
        HUB_WITH_PLANS,
        "b5d9ccbc4670b91342c7ff5c13575a857d61be9f0c1d6bf365e91b4d4c8d3b9b",
    ),
}
CRPS = {7: 0.305, 28: 0.635, 84: 0.885}
CRPS_WITH_PLANS = {7: 0.26, 28: 0.57}
BETTER = {7: 0.10, 28: 0.25, 84: 0.30}
BETTER_THAN_REGIONAL = {7: 0.03, 84: 0.04}


@cache
def measured(forecaster: Forecaster, truth: Truth) -> dict[int, Quality]:
    return tried(forecaster, worlds(truth, WORLDS))


OURS = ours(load_policy())


def at_most(figures: list[Figure], what: str, value: float, target: float) -> bool:
    reached = value <= target
    figures.append(Figure(what=what, measured=f"{value:.3f}", target=f"{target:.3f}", reached=reached))
    return reached


def stated(figures: list[Figure], name: str, found: dict[int, Quality]) -> None:
    """A row of the quality table."""
    for ahead, one in found.items():
        row = (
            f"CRPS {one.crps:.3f}, log {one.log_score:.2f}, 90 % covers {one.coverage[2]:.3f}, "
            f"width {one.width[2]:.2f}, Brier {one.brier:.3f}, PIT p {one.pit_p:.3f}"
        )
        figures.append(Figure(what=f"   {name}, {ahead} days", measured=row))


@pytest.mark.parametrize("name", FROZEN)
def test_the_worlds_are_frozen(name):
    truth, kept = FROZEN[name]

    assert digest(worlds(truth, WORLDS)) == kept


def test_quality_on_six_beds(figures):
    found, best = measured(OURS, HUB), measured(Oracle(HUB), HUB)
    others = {"no change": no_change, "past-year frequencies": past_year, "regional recursion": regional}
    simple = {name: measured(one, HUB) for name, one in others.items()}
    ok = []
    for ahead in HORIZONS:
        crps = found[ahead].crps
        ok += [
            at_most(figures, f"CRPS, {ahead} days", crps, CRPS[ahead]),
            at_most(figures, f"   against one that knows the truth, {ahead} days", crps / best[ahead].crps, 1.06),
            at_most(
                figures,
                f"   against no change, {ahead} days",
                crps / simple["no change"][ahead].crps,
                1 - BETTER[ahead],
            ),
            at_most(
                figures,
                f"   against the regional recursion, {ahead} days",
                crps / simple["regional recursion"][ahead].crps,
                1 - BETTER_THAN_REGIONAL.get(ahead, 0.0),
            ),
            at_most(figures, f"   90 % off its 93 %, {ahead} days", abs(found[ahead].coverage[2] - 0.93), 0.05),
            at_most(
                figures,
                f"   Brier of a bed free over past year's, {ahead} days",
                found[ahead].brier / simple["past-year frequencies"][ahead].brier,
                1.0,
            ),
            at_most(figures, f"   PIT: 1 - p, {ahead} days", 1 - (found[ahead].pit_p or 0.0), 0.99),
        ]
    ok.append(at_most(figures, "   width of the 90 % interval, 84 days", found[84].width[2], 4.6))
    for name, one in {"ours": found, "knows the truth": best, **simple}.items():
        stated(figures, name, one)
    assert all(ok)


def test_quality_with_planned_ends(figures):
    found = measured(OURS, HUB_WITH_PLANS)
    ok = [
        at_most(figures, f"CRPS with planned ends, {ahead} days", found[ahead].crps, most)
        for ahead, most in CRPS_WITH_PLANS.items()
    ]
    stated(figures, "ours, with planned ends", found)

    assert all(ok)
    assert all((one.pit_p or 0.0) > 0.01 for one in found.values())


@pytest.mark.parametrize("truth", [BUSY, LONG_STAYS], ids=["busy", "long stays"])
def test_quality_elsewhere(figures, truth):
    name = "seven in a hundred nights" if truth is BUSY else "stays of a year"
    found, best = (tried(one, worlds(truth, 40)) for one in (OURS, Oracle(truth)))
    stated(figures, f"ours, {name}", found)
    stated(figures, f"knows the truth, {name}", best)

    assert all(one.coverage[2] >= 0.85 for one in found.values())
    assert all(found[ahead].crps <= 1.15 * best[ahead].crps for ahead in HORIZONS)


def test_the_closed_form_is_what_a_hundred_thousand_paths_come_to(figures):
    exact = demand(EIGHT, RATES, 84).chance
    drawn = occupancy(EIGHT, RATES, without_limits(exact.shape[1], 84), seed=1, paths=100_000).chance
    off = max(
        float(np.abs(exact[:, n:].sum(axis=1) - drawn[:, n : exact.shape[1]].sum(axis=1)).max()) for n in range(1, 10)
    )

    assert at_most(figures, "closed form against 100,000 paths: most points off, of 1", off, 0.005)


def test_speed_of_the_closed_form(benchmark, figures):
    timed = Timed(lambda: demand(EIGHT, RATES, 84))
    benchmark.pedantic(timed, rounds=200, warmup_rounds=5)
    twelve = Timed(lambda: [demand(EIGHT, RATES, 182) for _ in range(12)]).times(20)

    figures += [
        Figure(
            what="demand of one hub, 84 nights", measured=ms(timed.median), target="2 ms", reached=timed.median < 0.002
        ),
        Figure(
            what="demand of 12 settings, 182 nights",
            measured=ms(twelve.median),
            target="30 ms",
            reached=twelve.median < 0.03,
        ),
        Figure(what="   the same, own work", measured=ms(twelve.median_work)),
    ]


def test_speed_with_the_real_beds(benchmark, figures):
    timed = Timed(lambda: occupancy(EIGHT, RATES, without_limits(6, 84), seed=1))
    benchmark.pedantic(timed, rounds=30, warmup_rounds=2)

    assert PATHS == 2_000
    figures.append(
        Figure(
            what="real beds of one hub, 2,000 paths, 84 nights",
            measured=ms(timed.median),
            target="100 ms",
            reached=timed.median < 0.1,
        )
    )
