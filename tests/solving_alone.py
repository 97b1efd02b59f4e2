"""Models solved without a race, without verification: one solver alone, in this process."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.candidates import Candidates, find_candidates
from matcher.cohort.cp_sat import CpSat
from matcher.cohort.levels import Climb, Climber
from matcher.cohort.milp import as_level, checked
from matcher.cohort.milp_child import solve
from matcher.cohort.model import Ints, Model
from matcher.cohort.race import GoOn, Race
from matcher.cohort.solution import Solution
from matcher.cohort.whole import Whole
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.policy import PolicyBook


@dataclass(frozen=True)
class MilpAlone:
    """HiGHS on one model's levels."""

    model: Model
    is_large = False

    def solve(self, counts: Ints, hint: Ints | None, work: float, go_on: GoOn) -> Solution:
        """The most that a level can reach."""
        return checked(self.model, counts, solve(as_level(self.model, counts)))


@dataclass(frozen=True)
class CpSatAlone:
    """CP-SAT on one model's levels."""

    model: Model
    seed: int = 0
    is_large = False

    def solve(self, counts: Ints, hint: Ints | None, work: float, go_on: GoOn) -> Solution:
        """The most that a level can reach."""
        return CpSat(self.model, seed=self.seed).solve(counts, hint, work)


def climbed(whole: Whole, alone: type[MilpAlone] | type[CpSatAlone] = MilpAlone) -> Climb:
    """Every level of a whole, by one solver."""
    race = cast("Race", alone(whole.model.copy()))
    return Climber(whole, race, whole.asked.work, lambda _: True).climb(None)


def candidates_of(snapshot: Snapshot, asked: AssignmentAsked, book: PolicyBook) -> Candidates:
    """Those of everybody a plan is asked for."""
    ids = asked.request_ids
    requests = [one for one in snapshot.placement_requests if one.is_open and (ids is None or one.id in ids)]
    return find_candidates(make_frame(snapshot, book), requests, with_approvals=asked.with_approvals)


def nothing(whole: Whole) -> Ints:
    """Nobody placed."""
    return np.zeros(len(whole.model.upper), np.int64)
