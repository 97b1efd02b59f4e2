"""What goes to the process in which HiGHS solves, and what comes back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Level:
    """One level: the rows as a sparse matrix (values, columns, starts), their limits, the columns', and what counts."""

    matrix: tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    upper: NDArray[np.float64]
    counts: NDArray[np.float64]
    relaxed_first: bool = False
    """Answer with the relaxation before the solution."""
    nodes: int | None = None
    """Look at so many nodes at the most; None = until it is proved."""


@dataclass(frozen=True)
class Relaxed:
    """The level with fractions allowed: what nothing exceeds, and by how much at the least each column would lower it.

    Where that cannot be said, the bound is infinite and the others are empty.
    """

    bound: float
    values: NDArray[np.float64]
    lowers: NDArray[np.float64]


@dataclass(frozen=True)
class Up:
    """What the process says first: it is there, and takes levels."""


@dataclass(frozen=True)
class Found:
    """What HiGHS says: the columns' values if it has any, what nothing exceeds, and whether that is proved."""

    values: NDArray[np.float64] | None
    bound: float | None
    is_optimal: bool
    is_impossible: bool
