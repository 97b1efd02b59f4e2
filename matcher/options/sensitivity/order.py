"""The order of one request's list as whole numbers, so that it can be asked again with other points."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.options.lists import Lists, Rows, order_keys

Ints = NDArray[np.int64]
BY_TOTAL = 6
"""Where the total stands among the keys of the order: tie-breaks before it, family and friends and tonight's order after."""
SPAN = 1_000_000
"""More tenths of a point than any two totals lie apart."""


@dataclass(frozen=True)
class Order:
    """Where every listed row stands: by what goes before the points, by the points, and by what breaks ties. (listed,) each."""

    lists: Lists

    @cached_property
    def _keys(self) -> list[NDArray[np.generic]]:
        return order_keys(self.lists)

    @cached_property
    def before(self) -> Ints:
        """What goes before the points, as one number; lower comes first. The last key says most."""
        flags = [key.astype(np.int64) << at for at, key in enumerate(self._keys[BY_TOTAL + 1 :])]
        return np.asarray(sum(flags, np.zeros(len(self.lists.listed), np.int64)))

    @cached_property
    def after(self) -> Ints:
        """What breaks ties, as one number for each row, no two the same."""
        places = np.empty(len(self.lists.listed), np.int64)
        places[np.lexsort(self._keys[:BY_TOTAL])] = np.arange(len(places))
        return places

    @cached_property
    def total(self) -> Ints:
        """In tenths of a point, before it is held to 0-100."""
        return tenths(self.lists.score.total)

    @cached_property
    def ranked(self) -> Rows:
        """Positions in `listed` of the one list: options and places that need an approval, best first."""
        waits = self.lists.needs_information_rows[self.lists.listed]
        key = self.key(self.total)
        return np.array([at for at in np.argsort(key, kind="stable").tolist() if not waits[at]], np.intp)

    def key(self, total: Ints) -> Ints:
        """(..., listed): lower comes first, no two the same."""
        return (self.before * SPAN - total) * len(self.after) + self.after


def tenths(points: NDArray[np.float64]) -> Ints:
    """Points that are rounded to tenths, as whole numbers."""
    return np.rint(points * 10).astype(np.int64)
