"""Answers that were made from a frame, kept for as long as it is the latest: nothing that they say can have changed."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from matcher.frame import Frame

T = TypeVar("T")
MOST = 12
"""Of one frame; beyond, the one that was made first goes."""


class KeptAnswers:
    """What has been made from each frame, by what was asked for."""

    def __init__(self) -> None:
        self._made: WeakKeyDictionary[Frame, dict[Hashable, object]] = WeakKeyDictionary()
        self._lock = Lock()

    def once(self, frame: Frame, asked: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives; made again only where it is not kept. `asked` tells it from everything else, whoever reads it."""
        with self._lock:
            kept = self._made.setdefault(frame, {})
            if asked in kept:
                found: T = kept[asked]  # type: ignore[assignment] # the same question has the same kind of answer
                return found
        made = make()
        with self._lock:
            while len(kept) >= MOST:
                del kept[next(iter(kept))]
            kept[asked] = made
        return made
