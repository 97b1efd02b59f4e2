"""What each option of one person would mean for everybody else: one flow and one table of cheapest chains, then look-ups.

The effect of person i at place j is W(the others, one bed fewer at j) - W(the others, every bed): never above 0.

Why a look-up gives it exactly. Take the best plan of everybody; i has place p in it (or none: p is the last node). Everybody
else's best with one bed fewer at j is the rest of that plan with the cheapest chain from j to p laid over it: somebody leaves j
for somewhere, and so on, until the bed that i gives up at p (or a spare one, or no place) ends the chain. Their best with every
bed is the same with the chain from the last node to p. So the effect is chain(last, p) - chain(j, p). Such a chain must not move
i: every move of i begins at p, and there is a cheapest chain that visits p only at its end, for the plan is a best one and no
round trip gains anything. So the moves of i, though they are in the table, are never in the chains that are read from it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.cohort.chains import NEVER, Moves, Whole
from matcher.cohort.core import Core
from matcher.cohort.core_plan import NOBODY, best_plan


@dataclass(frozen=True, eq=False)
class EffectsTable:
    """Made once for a core; every request then reads its effects from it."""

    core: Core
    moves: Moves
    chains: Whole
    """(nodes, nodes): from each node (second) to each node (first), what the cheapest chain of moves costs."""

    @cached_property
    def _nodes_of(self) -> list[tuple[int, Whole]]:
        """Of each request, the node of its own place in the plan and those of its options."""
        own = self.moves.node_of_person.tolist()
        return [(p, self.moves.node_of[columns]) for p, columns in zip(own, self.core.offered, strict=True)]

    def of(self, i: int) -> Whole:
        """Request i's effects, in the order of its `offered` columns: people first, then tenths (`Core.in_two`)."""
        own, options = self._nodes_of[i]
        to_own = self.chains[own]
        effects: Whole = to_own[-1] - to_own[options]
        return effects


def effects_table(core: Core) -> EffectsTable:
    """The flow once, and every cheapest chain."""
    moves = Moves(core, best_plan(core))
    table = EffectsTable(core, moves, cheapest_chains(moves.costs))
    table._nodes_of  # noqa: B018, SLF001 - read once here, and not with the first request
    return table


def cheapest_chains(costs: Whole) -> Whole:
    """Floyd and Warshall's, in whole numbers, turned round: (to, from), so that one request reads one row.

    Costs may be below 0, but no round trip is. Nothing of cost 0 is lost, as it is where nought stands for "no arc".
    """
    chains = np.ascontiguousarray(costs.T)
    for via in range(len(chains)):
        np.minimum(chains, chains[:, via, None] + chains[via], out=chains)
    return chains


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who would live elsewhere: from column to column, NOBODY = no place."""

    i: int
    before: int
    after: int


@dataclass(frozen=True, eq=False)
class Rearranging:
    """The best plan of everybody but one, and of each option the shortest of the cheapest rearrangements that makes room."""

    moves: Moves

    @cached_property
    def _to_last(self) -> tuple[Whole, Whole]:
        """(nodes,): what the cheapest chain to the last node costs, and where it goes next. Every move counts a little."""
        moves, last = self.moves, self.moves.last
        longest = last + 2
        costs = np.where(moves.costs >= NEVER, NEVER, moves.costs * longest + 1)
        np.fill_diagonal(costs, NEVER)
        far = np.full(last + 1, NEVER, np.int64)
        far[last] = 0
        for _ in range(longest):
            before, far = far, np.minimum(far, (costs + far).min(axis=1))
            if (before == far).all():
                break
        return far, (costs + far).argmin(axis=1)

    def making_room(self, column: int) -> list[Moved]:
        """Who would move where, were one bed of the column taken by somebody else."""
        _, onward = self._to_last
        moved, node = [], int(self.moves.node_of[column])
        while node != self.moves.last:
            following = int(onward[node])
            if not (self.moves.spare[node, following] and self.moves.costs[node, following] == 0):
                moved.append(self._move(node, following))
            node = following
        return moved

    def _move(self, node: int, following: int) -> Moved:
        """Whoever loses least by moving from one node to the next, and where they go there."""
        moves = self.moves
        people = np.flatnonzero(moves.node_of_person == node)
        i = int(people[moves.loss[people, following].argmin()])
        there = np.where(moves.node_of[:-1] == following, moves.core.worth[i], 0)
        after = int(there.argmax()) if there.size and there.max() > 0 else NOBODY
        return Moved(i, int(moves.plan[i]), after)


def rearranging(core: Core, i: int) -> Rearranging:
    """The same for everybody but request i."""
    others = core.without(i)
    return Rearranging(Moves(others, best_plan(others)))
