"""What a solver says of one level, and how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.cohort.model import Ints

Stop = Callable[[], bool]
"""Whether the solver should stop now."""


@dataclass(frozen=True)
class Solution:
    """An answer to one level.

    values  (columns,) whole numbers, or None where nothing was found
    value   what they add up to
    bound   nothing adds up to more
    proved  value is the bound, or there is no solution at all
    """

    values: Ints | None
    value: int | None
    bound: int | None
    proved: bool
    work: float = 0.0

    @property
    def is_impossible(self) -> bool:
        """Proved that no plan keeps to the rows."""
        return self.proved and self.values is None
