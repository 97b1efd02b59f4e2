"""A linear model in whole numbers: columns, rows and what each level counts. Both solvers read the same one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.int64]
NO_LIMIT = 2**40
"""Larger than every sum of a model."""


class RowKind(StrEnum):
    """Why a row is there. Each kind has a test that leaves it out and sees `verify` object."""

    ONE_PLACE = "one_place"
    BEDS = "beds"
    REGISTERED = "registered"
    STAFFED = "staffed"
    BANK = "bank"
    CASELOAD = "caseload"
    SPECIALISTS = "specialists"
    COMPANY = "company"
    SEPARATION = "separation"
    SIBLINGS = "siblings"
    SIBLING_POINTS = "sibling_points"
    LOCK = "lock"
    CUT = "cut"
    HELD = "held"
    CHANGES = "changes"
    DIFFERENT = "different"


@dataclass
class Model:
    """Columns are whole numbers from 0 to `upper`; a row is `low <= sum(coefficient * column) <= high`."""

    upper: list[int] = field(default_factory=list)
    _columns: list[Ints] = field(default_factory=list)
    _coefficients: list[Ints] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    kinds: list[RowKind] = field(default_factory=list)
    left_out: frozenset[RowKind] = frozenset()
    """Kinds that are not written: for the tests that break the model on purpose."""

    def add_columns(self, upper: Sequence[int]) -> Ints:
        """New columns; their positions."""
        begin = len(self.upper)
        self.upper.extend(upper)
        return np.arange(begin, len(self.upper), dtype=np.int64)

    def add_column(self, upper: int = 1) -> int:
        """One new column."""
        return int(self.add_columns([upper])[0])

    def add_row(
        self,
        kind: RowKind,
        columns: Sequence[int] | Ints,
        coefficients: Sequence[int] | Ints | int = 1,
        *,
        low: int = -NO_LIMIT,
        high: int = NO_LIMIT,
    ) -> None:
        """One more row."""
        if kind in self.left_out:
            return
        at = np.asarray(columns, np.int64)
        self._columns.append(at)
        self._coefficients.append(np.broadcast_to(np.asarray(coefficients, np.int64), at.shape))
        self.low.append(low)
        self.high.append(high)
        self.kinds.append(kind)

    @property
    def rows(self) -> int:
        """How many."""
        return len(self.low)

    def row(self, at: int) -> tuple[Ints, Ints, int, int]:
        """Columns, coefficients, low and high of one row."""
        return self._columns[at], self._coefficients[at], self.low[at], self.high[at]

    def matrix(self) -> "csr_array":
        """(rows, columns), coefficients as floats."""
        lengths = [len(each) for each in self._columns]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        columns = np.concatenate(self._columns) if lengths else np.empty(0, np.int64)
        values = np.concatenate(self._coefficients).astype(np.float64) if lengths else np.empty(0)
        return csr_array((values, columns, starts), shape=(self.rows, len(self.upper)))

    @classmethod
    def of(cls, matrix: csr_array, low: Ints, high: Ints, upper: Ints) -> "Model":
        """A model from its matrix; its rows are of no kind in particular."""
        columns = [matrix.indices[a:b].astype(np.int64) for a, b in pairwise(matrix.indptr.tolist())]
        values = [np.rint(matrix.data[a:b]).astype(np.int64) for a, b in pairwise(matrix.indptr.tolist())]
        return cls(
            upper=upper.tolist(),
            _columns=columns,
            _coefficients=values,
            low=low.tolist(),
            high=high.tolist(),
            kinds=[RowKind.HELD] * len(columns),
        )

    def copy(self) -> "Model":
        """Another model with the same columns and rows, to add to."""
        return self.only(lambda *_: True)

    def only(self, wanted: Callable[[int, RowKind], bool]) -> "Model":
        """Another model with the same columns and those rows, by position and kind, that are wanted."""
        rows = [at for at, kind in enumerate(self.kinds) if wanted(at, kind)]
        return Model(
            upper=list(self.upper),
            _columns=[self._columns[at] for at in rows],
            _coefficients=[self._coefficients[at] for at in rows],
            low=[self.low[at] for at in rows],
            high=[self.high[at] for at in rows],
            kinds=[self.kinds[at] for at in rows],
            left_out=self.left_out,
        )

    def is_satisfied(self, values: Ints) -> bool:
        """Whether whole values for every column keep to every row."""
        sums = np.rint(self.matrix() @ values.astype(np.float64)).astype(np.int64) if self.rows else np.empty(0)
        return bool(
            ((values >= 0) & (values <= np.array(self.upper, np.int64))).all()
            and (sums >= np.array(self.low)).all()
            and (sums <= np.array(self.high)).all()
        )
