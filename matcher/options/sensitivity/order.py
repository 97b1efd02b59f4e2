"""The order of one request's list as whole numbers, so that it can be asked again with other points."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.options.lists import Lists, Rows, order_keys
from matcher.outcomes import Bools

Ints = NDArray[np.int64]
BY_TOTAL = 6
"""Where the total stands among the keys of the order: tie-breaks before it, family and friends and tonight's order after."""
ON_LIST = 8
"""Where tonight's list stands among them, in an emergency."""
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

    @cached_property
    def off_the_list_tonight(self) -> Bools:
        """(listed,): in an emergency, not on tonight's list or not known to be possible tonight."""
        return np.asarray(self._keys[ON_LIST], np.bool_)

    def key(self, total: Ints, *, on_the_list: int | None = None) -> Ints:
        """(..., listed): lower comes first, no two the same. `on_the_list`: one that turned out to be on tonight's."""
        before = self.before
        if on_the_list is not None:
            before = before.copy()
            before[on_the_list] &= ~(1 << ON_LIST - BY_TOTAL - 1)
        return (before * SPAN - total) * len(self.after) + self.after


def tenths(points: NDArray[np.float64]) -> Ints:
    """Points that are rounded to tenths, as whole numbers."""
    return np.rint(points * 10).astype(np.int64)
