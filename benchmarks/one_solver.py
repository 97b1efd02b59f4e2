"""The same levels by one solver alone: what the race is measured against."""

from dataclasses import dataclass
from time import perf_counter

from matcher.cohort.cp_sat import CpSat
from matcher.cohort.levels import Climb, Climber
from matcher.cohort.milp import Milp
from matcher.cohort.model import Ints, Model
from matcher.cohort.race import GoOn
from matcher.cohort.solution import Solution
from matcher.cohort.whole import Whole


@dataclass
class MilpAlone:
    """HiGHS, as scipy has it. Levels end unproved once `seconds` are over."""

    model: Model
    milp: Milp
    seconds: float
    is_large: bool = False

    def solve(self, counts: Ints, hint: Ints | None, work: float, go_on: GoOn) -> Solution:  # noqa: ARG002 - as a race does
        began = perf_counter()
        self.milp.ask(self.model, counts)
        while perf_counter() - began < self.seconds:
            found = self.milp.answer(self.model, counts, 0.1)
            if found is not None:
                return found
        return Solution(None, None, None, proved=False)


@dataclass
class CpSatAlone:
    """CP-SAT with its eight strategies and no first plan. A level ends unproved once `seconds` are over."""

    model: Model
    seconds: float
    is_large: bool = False

    def solve(self, counts: Ints, hint: Ints | None, work: float, go_on: GoOn) -> Solution:  # noqa: ARG002 - as a race does
        solver = CpSat(self.model, seed=0)
        solver.seconds = self.seconds
        return solver.solve(counts, hint, 1e9)


def climb_alone(whole: Whole, race: MilpAlone | CpSatAlone) -> tuple[Climb, float]:
    """How far one solver comes, and in how many seconds."""
    began = perf_counter()
    climb = Climber(whole, race, 1e9, lambda _: True).climb(None)  # type: ignore[arg-type]
    return climb, perf_counter() - began
