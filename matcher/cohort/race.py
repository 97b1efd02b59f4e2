"""Two solvers on the same rows: whoever proves a level first ends the other."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from time import monotonic
from types import TracebackType
from typing import Self

import numpy as np

from matcher.cohort.cp_sat import CpSat
from matcher.cohort.milp import Milp
from matcher.cohort.milp_level import Relaxed
from matcher.cohort.model import Ints, Model
from matcher.cohort.solution import Solution

GoOn = Callable[[int | None, int | None], bool]
"""Told the value and the bound now and then; False = stop."""
HEAD_START = 1.5
"""Seconds in which HiGHS proves what is easy before CP-SAT begins."""
LARGE = 5_000
"""Columns."""
LOOKS = 0.1
"""Seconds between two looks at the race."""


class Race:
    """One model's levels, raced. To be closed: a process belongs to it."""

    def __init__(self, model: Model, *, seed: int, milp: Milp) -> None:
        self.model, self.milp = model, milp
        self.cp_sat = CpSat(model, seed=seed)
        self._threads = ThreadPoolExecutor(max_workers=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.cp_sat.stop()
        self._threads.shutdown()

    def solve(self, counts: Ints, hint: Ints | None, work: float, go_on: GoOn) -> Solution:
        """The most that a level can reach: proved, or what CP-SAT had when its work was used up."""
        first = self._head_start(counts, hint, go_on)
        if first is not None and first.proved:
            return first
        self.cp_sat.go_on()
        running = self._threads.submit(self.cp_sat.solve, counts, hint, work)
        try:
            return self._bounded(self._watch(counts, running, go_on))
        finally:
            self._end(running)

    def _head_start(self, counts: Ints, hint: Ints | None, go_on: GoOn) -> Solution | None:
        """What HiGHS proves at once; of a large model, whether the relaxation proves the plan that is known."""
        if not self.is_large:
            self.milp.ask(self.model, counts)
            return self._alone(counts, go_on)
        if self.relaxation(counts, go_on) is None or hint is None or not self.model.is_satisfied(hint):
            return None
        return self._bounded(Solution(hint, int(counts @ hint), None, proved=False))

    def _alone(self, counts: Ints, go_on: GoOn) -> Solution | None:
        until, found = monotonic() + HEAD_START, None
        while found is None and (left := until - monotonic()) > 0 and go_on(None, None):
            found = self.milp.answer(self.model, counts, min(left, LOOKS))
        return found

    def _watch(self, counts: Ints, running: "Future[Solution]", go_on: GoOn) -> Solution:
        while not running.done():
            other = self._other(counts, running)
            if other is not None and other.proved:
                return other
            if not go_on(*self.cp_sat.best):
                self._end(running)
        return running.result()

    def _end(self, running: "Future[Solution]") -> None:
        """Stop CP-SAT; again, where it had only just begun and did not hear it."""
        while not running.done():
            self.cp_sat.stop()
            wait([running], timeout=LOOKS)

    def _other(self, counts: Ints, running: "Future[Solution]") -> Solution | None:
        """What HiGHS has found, if it has; else a moment's wait."""
        if self.milp.is_busy:
            return self.milp.answer(self.model, counts, LOOKS)
        wait([running], timeout=LOOKS)
        return None

    @property
    def is_large(self) -> bool:
        """So large that a level may stay unproved, so that its relaxation is worth having."""
        return len(self.model.upper) > LARGE

    def _bounded(self, solution: Solution) -> Solution:
        """Nothing exceeds the relaxation either."""
        relaxed = self.milp.relaxed
        if solution.proved or relaxed is None or not np.isfinite(relaxed.bound):
            return solution
        bound = int(np.floor(relaxed.bound + 1e-5 * max(abs(relaxed.bound), 1)))
        best = bound if solution.bound is None else min(bound, solution.bound)
        return replace(solution, bound=best, proved=solution.value is not None and solution.value >= best)

    def relaxation(self, counts: Ints, go_on: GoOn) -> Relaxed | None:
        """The level with fractions allowed; None where somebody stopped it."""
        self.milp.ask(self.model, counts, relaxed_first=True)
        while self.milp.relaxed is None and self.milp.is_busy:
            self.milp.answer(self.model, counts, LOOKS)
            if not go_on(None, None):
                return None
        return self.milp.relaxed

    def first_nodes(self, model: Model, counts: Ints, go_on: GoOn, nodes: int) -> Ints | None:
        """A solution of another model, as good as HiGHS finds one at so many nodes."""
        self.milp.ask(model, counts, nodes=nodes)
        while self.milp.is_busy:
            found = self.milp.answer(model, counts, LOOKS)
            if found is not None:
                return found.values
            if not go_on(None, None):
                return None
        return None
