"""One level by scipy's `milp` (HiGHS), in a process of its own that can be ended at once."""

import pickle
import subprocess
import sys
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from time import monotonic

import numpy as np

from matcher.cohort.milp_level import Found, Level, Relaxed, Up
from matcher.cohort.model import NO_LIMIT, Ints, Model
from matcher.cohort.solution import Solution


class Milp:
    """A process that is ready to solve; started early, since it takes half a second to come up."""

    def __init__(self) -> None:
        self._to_send: Level | None = None
        self._start()
        self.is_busy = False
        self.relaxed: Relaxed | None = None
        """Of the level that is being solved, where it was asked for and has come."""

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "matcher.cohort.milp_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl+C at a terminal is for us to hear
        )
        self._is_up, self._to_send = False, None
        self._answers: Queue[Found | Relaxed | Up | None] = Queue()
        Thread(target=_read, args=(self._process, self._answers), daemon=True).start()

    def ask(self, model: Model, counts: Ints, *, relaxed_first: bool = False, nodes: int | None = None) -> None:
        """Begin on a level; with its relaxation, where that is worth having by itself; for so many nodes at the most.

        Whatever the process is doing is ended; but one that is still coming up is not, or it never would.
        """
        if self.is_busy and self._is_up:
            self.end()
            self._start()
        self._to_send = as_level(model, counts, relaxed_first=relaxed_first, nodes=nodes)
        self.is_busy, self.relaxed = True, None
        self._send()

    def _send(self) -> None:
        level, stdin = self._to_send, self._process.stdin
        if level is None or not self._is_up:
            return
        self._to_send = None
        assert stdin is not None  # noqa: S101 - it was asked for
        with suppress(BrokenPipeError):  # it has died: `answer` says so
            pickle.dump(level, stdin)
            stdin.flush()

    def answer(self, model: Model, counts: Ints, within: float) -> Solution | None:
        """What was found, if it comes within so many seconds. A process that died has found nothing."""
        until = monotonic() + within
        try:
            while isinstance(found := self._answers.get(timeout=max(until - monotonic(), 0)), Up):
                self._is_up = True
                self._send()
        except Empty:
            return None
        if isinstance(found, Relaxed):
            self.relaxed = found
            return None
        self.is_busy = False
        if found is None:
            self._start()
            return Solution(None, None, None, proved=False)
        return checked(model, counts, found)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                if pipe is not None:
                    pipe.close()
        self.is_busy = False


def _read(process: "subprocess.Popen[bytes]", answers: "Queue[Found | Relaxed | Up | None]") -> None:
    """Pass the answers on; None once the process is gone."""
    while True:
        try:
            answers.put(pickle.load(process.stdout))  # type: ignore[arg-type]  # noqa: S301 - from our own child
        except (EOFError, ValueError, OSError, pickle.UnpicklingError):
            answers.put(None)
            return


def as_level(model: Model, counts: Ints, *, relaxed_first: bool = False, nodes: int | None = None) -> Level:
    """What is sent."""
    matrix = model.matrix()
    low, high = (_limits(each) for each in (model.low, model.high))
    parts = (matrix.data, matrix.indices, matrix.indptr)
    upper = np.array(model.upper, np.float64)
    return Level(parts, low, high, upper, counts.astype(np.float64), relaxed_first, nodes)


def _limits(limits: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    each = np.array(limits, np.float64)
    return np.where(np.abs(each) >= NO_LIMIT, np.copysign(np.inf, each), each)


def checked(model: Model, counts: Ints, found: Found) -> Solution:
    """In whole numbers: what rounds to a solution that keeps to every row, and a bound rounded down."""
    if found.is_impossible:
        return Solution(None, None, None, proved=True)
    bound = None if found.bound is None or not np.isfinite(found.bound) else int(np.floor(found.bound + 1e-5))
    values = None if found.values is None else np.rint(found.values).astype(np.int64)
    if values is None or not model.is_satisfied(values):
        return Solution(None, None, bound, proved=False)
    value = int(counts @ values)
    return Solution(values, value, bound, proved=found.is_optimal and bound is not None and bound <= value)
