"""The best plan of a core, by min-cost flow: exact, in whole numbers."""

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.core import Core
from matcher.cohort.core_beds import NO_HOME

NOBODY = -1
Plan = NDArray[np.int64]
"""Of each request the column it is given; NOBODY = none."""


def best_plan(core: Core) -> Plan:
    """As many people placed as can be, then as many points as can be.

    Flow goes from each person through a place row (and its home, where the home has a limit) to one end, or straight there.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 - solvers load when used

    n, m = core.worth.shape
    who, where = core.worth.nonzero()
    end = n + m + len(core.home_beds)
    people, columns, homes = np.arange(n), n + np.arange(m), n + m + np.arange(len(core.home_beds))
    onward = np.where(core.home == NO_HOME, end, n + m + core.home)
    flow = SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(who, n + where, np.ones_like(who), -core.worth[who, where])
    for tails, heads, room in (
        (people, np.full(n, end), np.ones(n, np.int64)),
        (columns, onward, np.maximum(core.beds, 0)),
        (homes, np.full(len(homes), end), np.maximum(core.home_beds, 0)),
    ):
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, room, np.zeros_like(room))
    flow.set_nodes_supplies(people, np.ones(n, np.int64))
    flow.set_node_supply(end, -n)
    if flow.solve() != flow.OPTIMAL:
        raise ArithmeticError("a flow in which everybody may stay without a place has an answer")
    plan: Plan = np.full(n, NOBODY, np.int64)
    used = flow.flows(pairs) > 0
    plan[who[used]] = where[used]
    return plan


def worth_of(core: Core, plan: Plan) -> int:
    """What a plan is worth: people placed first, then points."""
    placed = np.flatnonzero(plan != NOBODY)
    return int(core.worth[placed, plan[placed]].sum())
