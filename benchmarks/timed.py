"""A call that keeps how long each time took."""

import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Generic, TypeVar

T = TypeVar("T")


class Timed(Generic[T]):
    """Seconds of every call: on the clock, and of own work (this thread's processor time).

    A figure to reach is on the clock. A ratio is of own work: what else runs on the machine hardly changes it, nor do
    numpy's own threads, which turn idly on the other cores and would be counted with the whole process.
    """

    def __init__(self, call: Callable[[], T]) -> None:
        self.call = call
        self.clock: list[float] = []
        self.work: list[float] = []

    def __call__(self) -> T:
        """One call, timed."""
        work, clock = time.thread_time(), time.perf_counter()
        answer = self.call()
        self.clock.append(time.perf_counter() - clock)
        self.work.append(time.thread_time() - work)
        return answer

    def times(self, calls: int) -> "Timed[T]":
        """Call so many times."""
        for _ in range(calls):
            self()
        return self

    @property
    def median(self) -> float:
        """Seconds on the clock."""
        return median(self.clock)

    @property
    def median_work(self) -> float:
        """Seconds of own work."""
        return median(self.work)

    @property
    def p95(self) -> float:
        """Seconds on the clock that 95 of 100 calls kept to."""
        return quantiles(self.clock, n=20)[-1] if len(self.clock) > 1 else self.clock[0]


def ms(seconds: float) -> str:
    """Milliseconds to three digits or more: 0.412, 5.31, 74.2, 1,204."""
    thousandths = seconds * 1000
    digits = next((digits for digits, up_to in ((3, 1), (2, 10), (1, 100)) if thousandths < up_to), 0)
    return f"{thousandths:,.{digits}f} ms"
