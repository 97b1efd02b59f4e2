"""One level by CP-SAT: exact whole numbers, many search strategies at once, work counted the same on every machine."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from matcher.cohort.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from matcher.cohort.model import Ints, Model

STRATEGIES = 8
"""Search strategies, whatever the number of cores: two on two cores left 17 % unproved where eight proved it all."""


class CpSat:
    """The rows once; each level then sets what it counts, what is held, and where to begin."""

    def __init__(self, model: Model, *, seed: int) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - a second to import

        self.cp_model, self.seed = cp_model, seed
        self._model, self._written = cp_model.CpModel(), 0
        self._columns = [self._model.new_int_var(0, most, "") for most in model.upper]
        self._source = model
        self._solver: cp_model.CpSolver | None = None
        self._lock = Lock()
        self._is_stopped = False
        self.seconds: float | None = None
        """A limit by the clock, for measuring; None = only work counts."""
        self.best: tuple[int | None, int | None] = (None, None)
        """Value and bound of the level that is being solved, as far as they are known."""

    def _catch_up(self) -> None:
        """Write the rows that were added since."""
        while self._written < self._source.rows and not self._is_stopped:
            columns, coefficients, low, high = self._source.row(self._written)
            self._model.add_linear_constraint(self._sum(columns, coefficients), low, high)
            self._written += 1

    def _sum(self, columns: Ints, coefficients: Ints) -> cp_model.LinearExprT:
        chosen = [self._columns[at] for at in columns.tolist()]
        return self.cp_model.LinearExpr.weighted_sum(chosen, coefficients.tolist())

    def solve(self, counts: Ints, hint: Ints | None, work: float) -> Solution:
        """The most that the level can reach; `work` in deterministic units. May be stopped from another thread."""
        self._catch_up()
        at = np.flatnonzero(counts)
        self._model.maximize(self._sum(at, counts[at]))
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for column, value in zip(self._columns, hint.tolist() if hint is not None else (), strict=False):
            self._model.add_hint(column, value)
        self.best = (None, None)
        with self._lock:
            if self._is_stopped:
                return Solution(None, None, None, proved=False)
            solver = self._solver = self._new_solver(work)
        status = solver.solve(self._model, self._watch())
        with self._lock:
            self._solver = None
        return self._read(solver, status)

    def stop(self) -> None:
        """End the level that is being solved, and take no other."""
        with self._lock:
            self._is_stopped = True
            if self._solver is not None:
                self._solver.stop_search()

    def go_on(self) -> None:
        """Take levels again."""
        with self._lock:
            self._is_stopped = False

    def _new_solver(self, work: float) -> cp_model.CpSolver:
        solver = self.cp_model.CpSolver()
        solver.parameters.num_workers = STRATEGIES
        solver.parameters.random_seed = self.seed
        solver.parameters.catch_sigint_signal = False  # Ctrl+C is for whoever asked to hear: they stop us by `stop`
        solver.parameters.max_deterministic_time = work
        if self.seconds is not None:
            solver.parameters.max_time_in_seconds = self.seconds
        solver.best_bound_callback = self._hear_bound
        return solver

    def _hear_bound(self, bound: float) -> None:
        self.best = (self.best[0], round(bound))

    def _watch(self) -> cp_model.CpSolverSolutionCallback:
        owner = self

        class Watch(self.cp_model.CpSolverSolutionCallback):  # type: ignore[misc, name-defined]
            def on_solution_callback(self) -> None:
                owner.best = (round(self.objective_value), owner.best[1])

        return Watch()

    def _read(self, solver: cp_model.CpSolver, status: object) -> Solution:
        work = float(solver.response_proto.deterministic_time)
        if status == self.cp_model.INFEASIBLE:
            return Solution(None, None, None, proved=True, work=work)
        if status not in {self.cp_model.OPTIMAL, self.cp_model.FEASIBLE}:
            return Solution(None, None, self.best[1], proved=False, work=work)
        values = np.array(solver.values(self._columns), np.int64)
        value, bound = round(solver.objective_value), round(solver.best_objective_bound)
        return Solution(values, value, bound, proved=status == self.cp_model.OPTIMAL, work=work)
