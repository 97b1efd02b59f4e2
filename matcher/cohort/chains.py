"""From a best plan to what one bed more or fewer anywhere would do to it: chains of moves, as shortest paths.

The nodes are the columns in use, the homes with a limit that are in use, and one for everything else: a spare bed, or no
place at all. An arc is somebody who moves on (its cost: what they lose), or a bed that is spare anyway (nothing). A column
nobody uses is its home's node, or the last one: whoever comes there pushes nobody out.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.core import Core
from matcher.cohort.core_beds import NO_HOME
from matcher.cohort.core_plan import NOBODY, Plan

Whole = NDArray[np.int64]
NEVER = 1 << 60
"""Dearer than any chain there is; twice as much is still a whole number of 64 bits."""


@dataclass(frozen=True, eq=False)
class Moves:
    """A best plan of a core, and every single move on from it."""

    core: Core
    plan: Plan

    @cached_property
    def used(self) -> Whole:
        """Columns in use, in order: the first nodes."""
        return np.unique(self.plan[self.plan != NOBODY])

    @cached_property
    def used_homes(self) -> Whole:
        """Homes with a limit that are in use: the next nodes."""
        homes = self.core.home[self.used]
        return np.unique(homes[homes != NO_HOME])

    @cached_property
    def last(self) -> int:
        """The node of spare beds and no place at all."""
        return len(self.used) + len(self.used_homes)

    @cached_property
    def _node_of_home(self) -> Whole:
        """(homes + 1,): the last is for NO_HOME."""
        nodes = np.full(len(self.core.home_beds) + 1, self.last, np.int64)
        nodes[self.used_homes] = len(self.used) + np.arange(len(self.used_homes))
        return nodes

    @cached_property
    def node_of(self) -> Whole:
        """(m + 1,): each column's node; the last is for NOBODY."""
        nodes = np.append(self._node_of_home[self.core.home], self.last)
        nodes[self.used] = np.arange(len(self.used))
        return nodes

    @cached_property
    def node_of_person(self) -> Whole:
        """(n,): the node of the place each person has."""
        return self.node_of[self.plan]

    @cached_property
    def _worth_now(self) -> Whole:
        """(n,): what each person adds to the plan."""
        padded = np.append(self.core.worth, np.zeros((len(self.plan), 1), np.int64), axis=1)
        return padded[np.arange(len(self.plan)), self.plan]

    @cached_property
    def worth_at(self) -> Whole:
        """(n, nodes): the most each person could add at a column of each node; 0 = they fit none of them."""
        worth = np.zeros((len(self.plan), self.last + 1), np.int64)
        worth[:, : len(self.used)] = self.core.worth[:, self.used]
        unused = np.setdiff1d(np.arange(len(self.core.place_ids)), self.used)
        for node in np.unique(self.node_of[unused]):
            columns = unused[self.node_of[unused] == node]
            worth[:, node] = self.core.worth[:, columns].max(axis=1, initial=0)
        return worth

    @cached_property
    def loss(self) -> Whole:
        """(n, nodes): what each person loses by moving there; NEVER where they cannot."""
        there = self.worth_at > 0
        there[:, self.last] = True
        return np.where(there, self._worth_now[:, None] - self.worth_at, NEVER)

    @cached_property
    def spare(self) -> NDArray[np.bool_]:
        """(nodes, nodes): where one more, or one fewer, costs nothing because a bed is spare or a bed falls free."""
        free = np.zeros((self.last + 1, self.last + 1), np.bool_)
        columns, homes = np.arange(len(self.used)), len(self.used) + np.arange(len(self.used_homes))
        onward = self._node_of_home[self.core.home[self.used]]
        has = np.bincount(self.plan[self.plan != NOBODY], minlength=len(self.core.place_ids))
        in_home = np.bincount(self.core.home + 1, weights=has, minlength=len(self.core.home_beds) + 1)[1:]
        free[columns, onward] = has[self.used] < self.core.beds[self.used]
        free[homes, self.last] = in_home[self.used_homes] < self.core.home_beds[self.used_homes]
        free[onward, columns] = free[self.last, homes] = True
        return free

    @cached_property
    def costs(self) -> Whole:
        """(nodes, nodes): the cheapest single move from each node to each; NEVER where there is none."""
        cheapest = np.full((self.last + 1, self.last + 1), NEVER, np.int64)
        order = np.argsort(self.node_of_person, kind="stable")
        nodes, begin = np.unique(self.node_of_person[order], return_index=True)
        if nodes.size:
            cheapest[nodes] = np.minimum.reduceat(self.loss[order], begin, axis=0)
        cheapest[self.spare] = np.minimum(cheapest[self.spare], 0)
        np.fill_diagonal(cheapest, 0)
        return cheapest
