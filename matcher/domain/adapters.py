"""Readers and writers of nouns, built when first needed."""

from collections.abc import Callable
from functools import cache, wraps
from threading import RLock
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

_building = RLock()


def built_once(build: Callable[P, T]) -> Callable[P, T]:
    """Keeps what `build` makes, and lets one thread build at a time: pydantic fails where two read the same types."""
    kept: Callable[P, T] = cache(build)  # type: ignore[assignment] # every argument here can be hashed

    @wraps(build)
    def one(*args: P.args, **kwargs: P.kwargs) -> T:
        with _building:
            return kept(*args, **kwargs)

    return one
