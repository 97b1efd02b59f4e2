"""The process in which HiGHS solves, so that it can be ended at any moment: reads levels, writes what it found."""

import ctypes
import pickle
import signal
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from matcher.cohort.milp_level import Found, Level, Relaxed, Up

DIE_WITH_PARENT = 1
"""Linux's PR_SET_PDEATHSIG: nobody is left solving for a process that was killed."""


OPTIMAL, INFEASIBLE = 0, 2
WELL_SCALED = 10_000.0
"""The largest count that a relaxation is given: with larger ones its own tolerances mean nothing."""


def solve(level: Level) -> Found:
    """The most that a level can reach."""
    if not len(level.upper):
        return _of_nothing(level)
    rows = csr_array(level.matrix, shape=(len(level.low), len(level.upper)))
    answer = milp(
        -level.counts,
        integrality=np.ones(len(level.upper)),
        bounds=Bounds(np.zeros(len(level.upper)), level.upper),
        constraints=[LinearConstraint(rows, level.low, level.high)] if len(level.low) else (),
        options={"mip_rel_gap": 0.0} if level.nodes is None else {"mip_rel_gap": 0.0, "node_limit": level.nodes},
    )
    bound = answer.mip_dual_bound
    return Found(
        values=answer.x,
        bound=None if bound is None else -float(bound),
        is_optimal=answer.status == OPTIMAL,
        is_impossible=answer.status == INFEASIBLE,
    )


def _of_nothing(level: Level) -> Found:
    """Without a column every row adds up to nothing; scipy takes no such model."""
    holds = bool((level.low <= 0).all() and (level.high >= 0).all())
    values, bound = (np.zeros(0), 0.0) if holds else (None, None)
    return Found(values=values, bound=bound, is_optimal=holds, is_impossible=not holds)


def relax(level: Level) -> Relaxed:
    """The level with fractions allowed."""
    rows = csr_array(level.matrix, shape=(len(level.low), len(level.upper)))
    above, below = np.isfinite(level.high), np.isfinite(level.low)
    limits = vstack([rows[above], -rows[below]]).tocsr()
    most = np.concatenate([level.high[above], -level.low[below]])
    bounds = np.stack([np.zeros(len(level.upper)), level.upper], axis=1)
    unit = max(float(np.abs(level.counts).max(initial=0)) / WELL_SCALED, 1.0)
    answer = linprog(-level.counts / unit, A_ub=limits, b_ub=most, bounds=bounds, method="highs-ds")
    if answer.status != OPTIMAL:
        return Relaxed(bound=np.inf, values=np.empty(0), lowers=np.empty(0))
    lowers = -level.counts - unit * (limits.T @ answer.ineqlin.marginals)
    return Relaxed(bound=-float(answer.fun) * unit, values=answer.x, lowers=lowers)


def main() -> None:
    """Solve levels from standard input until it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    _say(Up())
    while True:
        try:
            level = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the parent, by a pipe of its own
        except EOFError:
            return
        if level.relaxed_first:
            _say(relax(level))
        _say(solve(level))


def _say(what: Up | Found | Relaxed) -> None:
    pickle.dump(what, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
