"""Who would be there together: groups of candidates by night, as few as say everything."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def telling_nights(first: Ints, end: Ints, changes: Ints) -> Ints:
    """The nights that matter: each first night, and each night from which less is free, inside [first, end) of somebody.

    Between two of them nobody comes and nothing gets scarcer, so what holds on these holds on every night.
    """
    nights = np.unique(np.concatenate([first, changes]))
    kept: Ints = nights[((first[None] <= nights[:, None]) & (nights[:, None] < end[None])).any(axis=1)]
    return kept


def present(first: Ints, end: Ints, nights: Ints) -> Bools:
    """(nights, candidates): who is there."""
    there: Bools = (first[None] <= nights[:, None]) & (nights[:, None] < end[None])
    return there


def binding(there: Bools, free: Ints, weight: Ints) -> Iterator[tuple[Bools, int]]:
    """The groups (candidates,) with what is free for them, without those that say nothing beside another group.

    there   (nights, candidates)
    free    (nights,) or (nights, candidates) as a candidate's own stay makes it
    weight  (candidates,): what each takes
    """
    scarce = (there * weight[None]).sum(axis=1) > free
    rows = [(there[k], int(free[k])) for k in np.flatnonzero(scarce).tolist()]
    rows.sort(key=lambda one: (one[1], -int(one[0].sum())))
    kept: list[tuple[Bools, int]] = []
    for group, limit in rows:
        if not any(not (group & ~other).any() and at_most <= limit for other, at_most in kept):
            kept.append((group, limit))
            yield group, limit
