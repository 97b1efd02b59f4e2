"""The forecast on worlds that it was not made for, and beside the sector's open tool. Reported; there is nothing to reach."""

import pytest

from benchmarks.figures import Figure
from benchmarks.forecast_quality import HORIZONS, Forecaster, Oracle, no_change, ours, past_year, regional
from benchmarks.forecast_side_by_side import Lines, chances_judged, means_judged
from fixtures.forecast_worlds import BURSTY, HUB, LONG_STAYS, SEASONAL, Truth, worlds
from matcher.policy import load_policy

COUNT = 40
"""Seeds 0 to 39, ten origins each: 400 origins."""
YOUNG_COUNT = 60
WORLDS = {"six beds": HUB, "three come at once": BURSTY, "a busy summer": SEASONAL, "stays of a year": LONG_STAYS}


NEW, YOUNG = (1, 14, 28, 56, 84, 112, 140, 168), (182, 210, 238, 266, 294, 322, 350)
"""Nights since the home opened, empty and without any record."""
NEW_HOMES = {
    "six beds, the first half year": (HUB, NEW),
    "six beds, the second half year": (HUB, YOUNG),
    "stays of a year, the first half year": (LONG_STAYS, NEW),
}


@pytest.mark.parametrize("name", NEW_HOMES)
def test_a_home_without_a_record_yet(figures: list[Figure], name: str) -> None:
    """The stated figures are about those of the six beds, and far from those of the long stays."""
    truth, origins = NEW_HOMES[name]
    made: dict[str, Forecaster] = {"ours": ours(load_policy()), "no change": no_change, "knows": Oracle(truth)}
    for who, forecaster in made.items():
        lines = chances_judged(forecaster, worlds(truth, YOUNG_COUNT), origins)
        figures.append(Figure(what=f"{name}: {who}", measured=_said(lines)))
        assert who != "ours" or all((one.covers or 0.0) >= 0.88 for one in lines.values())


@pytest.mark.parametrize("name", WORLDS)
def test_elsewhere_and_side_by_side(figures: list[Figure], name: str) -> None:
    truth: Truth = WORLDS[name]
    found = {
        "ours": chances_judged(ours(load_policy()), worlds(truth, COUNT)),
        "stock and flow (our reading)": means_judged(worlds(truth, COUNT)),
        "regional recursion (our reading)": chances_judged(regional, worlds(truth, COUNT)),
        "no change": chances_judged(no_change, worlds(truth, COUNT)),
        "past year": chances_judged(past_year, worlds(truth, COUNT)),
    }
    for who, lines in found.items():
        figures.append(Figure(what=f"{name}: {who}", measured=_said(lines)))

    assert found["ours"].keys() == set(HORIZONS)


def _said(lines: Lines) -> str:
    off = " / ".join(f"{one.off:.3f}" for one in lines.values())
    off = f"{off} (root of mean square {' / '.join(f'{one.squared:.3f}' for one in lines.values())})"
    crps = " / ".join(f"{one.crps:.3f}" for one in lines.values())
    if any(one.covers is None for one in lines.values()):
        return f"mean off by {off}; no chances"
    covers = " / ".join(f"{one.covers:.3f}" for one in lines.values())
    brier = " / ".join(f"{one.brier:.3f}" for one in lines.values())
    return f"mean off by {off}, CRPS {crps}, 90 % covers {covers}, width {lines[84].width:.2f}, Brier {brier}"
