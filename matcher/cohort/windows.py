"""Makes a plan better a few people at a time: everybody else stays, and those few are placed anew, as well as can be."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from matcher.cohort.model import Ints, Model, RowKind
from matcher.cohort.race import GoOn, Race
from matcher.cohort.whole import Whole

PEOPLE = 40
"""In one window: so few that one is solved in a moment."""
PLACES_EACH = 12
NODES = 50


@dataclass(frozen=True)
class Windows:
    """What a plan is made better by. `counts`: what is counted of each column."""

    whole: Whole
    model: Model
    counts: Ints

    def improve(self, values: Ints, rounds: int, race: Race, go_on: GoOn) -> Ints:
        """After so many windows: the same or better. The same every time, for the windows are drawn by the seed."""
        draw = np.random.default_rng(self.whole.asked.seed)
        for _ in range(rounds):
            if not go_on(None, None):
                break
            free = self._free(values, self._people(values, draw), draw)
            better = self.solved(values, free, race, go_on, NODES)
            if better is not None and int(self.counts @ better) >= int(self.counts @ values):
                values = better
        return values

    def _people(self, values: Ints, draw: np.random.Generator) -> list[int]:
        """Somebody who has much to gain, and those who are where they would like to be or near it."""
        candidates = self.whole.candidates
        at = {int(candidates.request[e]): e for e in self.whole.chosen(values)}
        best = np.zeros(len(candidates.requests), np.int64)
        np.maximum.at(best, candidates.request, candidates.points)
        now = np.array([int(candidates.points[at[i]]) if i in at else -10_000 for i in range(len(best))])
        regret = np.where(best > 0, best - now + 100, 0).astype(np.float64)
        first = int(draw.choice(len(regret), p=regret / regret.sum()))
        people, order = {first}, [first]
        here = self._by_setting(at)
        for i in order:
            mine = np.array(candidates.of(i), np.int64)
            liked = mine[np.argsort(-candidates.points[mine], kind="stable")][:PLACES_EACH]
            for setting in dict.fromkeys(candidates.setting[liked].tolist()):
                for other in here.get(setting, []):
                    if other not in people and len(people) < PEOPLE:
                        people.add(other)
                        order.append(other)
            if len(people) >= PEOPLE:
                break
        return sorted(people | {i for i in range(len(best)) if i not in at and best[i] > 0})

    def _by_setting(self, at: dict[int, int]) -> dict[int, list[int]]:
        here: dict[int, list[int]] = {}
        for i, entry in at.items():
            here.setdefault(int(self.whole.candidates.setting[entry]), []).append(i)
        return here

    def _free(self, values: Ints, people: list[int], draw: np.random.Generator) -> NDArray[np.bool_]:
        """(columns,): those people's best places and where they are, with helpers."""
        candidates, free = self.whole.candidates, np.zeros(len(self.model.upper), np.bool_)
        for i in people:
            mine = np.array(candidates.of(i), np.int64)
            noise = draw.integers(0, 500, len(mine))
            free[self.whole.choices[mine[np.argsort(noise - candidates.points[mine])[:PLACES_EACH]]]] = True
            free[self.whole.choices[mine]] |= values[self.whole.choices[mine]] > 0
        return self.with_helpers(free, people)

    def with_helpers(self, free: NDArray[np.bool_], people: list[int]) -> NDArray[np.bool_]:
        """(columns,): these choices of these people, and every helping column that they touch."""
        helpers = self._touched(free, self._any_row) & ~self._of_others(people)
        return free | helpers | (self._touched(helpers, self._spreading) & ~self._of_others(people))

    def _touched(self, columns: NDArray[np.bool_], spreading: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The helping columns that stand in a row of these kinds with some of these columns."""
        touched = np.zeros_like(columns)
        rows = np.unique(self._columns[:, np.flatnonzero(columns)].indices)
        touched[self._rows[rows[spreading[rows]]].indices] = True
        return touched & self._is_helper

    @cached_property
    def _any_row(self) -> NDArray[np.bool_]:
        return np.ones(self.model.rows, np.bool_)

    @cached_property
    def _spreading(self) -> NDArray[np.bool_]:
        """(rows,): those through which a change at one home or of one worker spreads to its other columns."""
        return np.array([kind in {RowKind.STAFFED, RowKind.CASELOAD} for kind in self.model.kinds], np.bool_)

    def _of_others(self, people: list[int]) -> NDArray[np.bool_]:
        """(columns,): about the key worker of somebody who stays where they are."""
        others, caseload = np.zeros(len(self.model.upper), np.bool_), self.whole.caseload
        others[caseload.kept[~np.isin(caseload.kept_of, people)]] = True
        others[caseload.to_agree[~np.isin(caseload.agreed_of, people)]] = True
        return others

    @cached_property
    def _is_helper(self) -> NDArray[np.bool_]:
        """(columns,): not a choice."""
        helper = np.ones(len(self.model.upper), np.bool_)
        helper[self.whole.choices] = False
        return helper

    @cached_property
    def _rows(self) -> csr_array:
        return self.model.matrix()

    @cached_property
    def _columns(self) -> csc_array:
        return csc_array(self._rows)

    @cached_property
    def _limits(self) -> tuple[Ints, Ints]:
        return np.array(self.model.low, np.int64), np.array(self.model.high, np.int64)

    def solved(self, values: Ints, free: NDArray[np.bool_], race: Race, go_on: GoOn, nodes: int) -> Ints | None:
        """The free columns as good as HiGHS makes them at so many nodes, all others as they are."""
        columns = np.flatnonzero(free)
        part = self._columns[:, columns].tocsr()
        rows = np.flatnonzero(np.diff(part.indptr))
        settled = np.rint(self._rows[rows] @ np.where(free, 0, values).astype(np.float64)).astype(np.int64)
        low, high = (each[rows] - settled for each in self._limits)
        small = Model.of(part[rows], low, high, np.array(self.model.upper, np.int64)[columns])
        found = race.first_nodes(small, self.counts[columns], go_on, nodes)
        if found is None:
            return None
        better = values.copy()
        better[columns] = found
        return better
