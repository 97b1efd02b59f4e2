"""The most memory that this process and all it started hold at once."""

import os
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self

PAGE = os.sysconf("SC_PAGE_SIZE")


class PeakMemory:
    """Looks five times a second, on Linux; `peak` in bytes."""

    def __init__(self) -> None:
        self.peak = 0
        self._is_over = Event()
        self._looking = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._looking.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._is_over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._is_over.wait(0.2):
            self.peak = max(self.peak, sum(map(_held, _family(os.getpid()))))


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _held(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
