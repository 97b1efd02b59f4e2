"""Plans for everybody, many of them with one and the same HiGHS process: it takes longer to come up than to solve."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from matcher.cohort.milp import Milp


class Lent(Milp):
    """A process that whoever is done with it leaves as it is."""

    def end(self) -> None:
        """Ended only while it is busy, to begin on something else."""
        if self.is_busy:
            super().end()
            self._start()

    def end_it(self) -> None:
        """Give it back."""
        super().end()


@contextmanager
def one_milp() -> Iterator[Milp]:
    """`assign` takes this one instead of one of its own."""
    lent = Lent()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.cohort.assign.Milp", lambda: lent)
        yield lent
    lent.end_it()
