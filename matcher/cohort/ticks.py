"""A chance to stop in the middle of long work."""

from collections.abc import Callable

Tick = Callable[[], None]
"""Called now and then; raises `Stopped` where somebody has cancelled."""


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Somebody has cancelled."""


def no_tick() -> None:
    """Nobody can stop it."""
