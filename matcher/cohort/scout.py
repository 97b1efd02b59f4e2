"""A first plan for a large cohort that is good in everything at once: the solvers find it hard to begin from nothing."""

import numpy as np

from matcher.cohort.assignment import LevelName
from matcher.cohort.blocks import in_blocks
from matcher.cohort.milp_level import Relaxed
from matcher.cohort.model import Ints
from matcher.cohort.race import GoOn, Race
from matcher.cohort.whole import Whole
from matcher.cohort.windows import Windows

A_PLACE = 20_000
"""Hundredths: more than anybody's place is worth in points."""
FEW = 6
SETTLED = 0.999
ALL_AT_ONCE = 3_000
"""Columns of which the relaxation decides nothing: with more, one node takes many minutes."""
ROUNDS_EACH, MOST_ROUNDS = 3, 24
"""Windows for each person who is still without a place."""


def scout(whole: Whole, race: Race, go_on: GoOn) -> Ints | None:
    """A plan that keeps to every row, or None. The same every time: HiGHS looks at one node only.

    Whoever the relaxation places as a whole stays there; everybody else chooses among the few places that its prices
    make cheapest.
    """
    counts = whole.counts(LevelName.POINTS)
    for name in (LevelName.EMERGENCIES_PLACED, LevelName.FEW_CANDIDATES_PLACED, LevelName.PLACED):
        counts = counts + A_PLACE * whole.counts(name)
    relaxed = race.relaxation(counts, go_on)
    if relaxed is None or not relaxed.lowers.size:
        return None
    few = race.model.copy()
    for entry in _left_out(whole, relaxed):
        few.upper[int(whole.choices[entry])] = 0
    undecided = np.count_nonzero(np.abs(relaxed.values - np.rint(relaxed.values)) > 1 - SETTLED)
    all_at_once = undecided <= ALL_AT_ONCE
    first = race.first_nodes(few, counts, go_on, 1) if all_at_once else in_blocks(whole, few, counts, race, go_on)
    if first is None:
        return None
    waiting = len(whole.candidates.requests) - len(whole.candidates.closed) - len(whole.chosen(first))
    rounds = min(ROUNDS_EACH * waiting, MOST_ROUNDS)
    return Windows(whole, race.model, counts).improve(first, rounds, race, go_on)


def _left_out(whole: Whole, relaxed: Relaxed) -> list[int]:
    """The candidates that nobody chooses from."""
    left_out = []
    taken, lowers = relaxed.values[whole.choices], relaxed.lowers[whole.choices]
    for i in range(len(whole.candidates.requests)):
        mine = np.array(whole.candidates.of(i), np.int64)
        settled = taken[mine] > SETTLED
        best = np.argsort(lowers[mine], kind="stable")
        left_out += (mine[~settled] if settled.any() else mine[best[FEW:]]).tolist()
    return left_out
