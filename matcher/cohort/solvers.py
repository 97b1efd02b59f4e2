"""Which solvers a plan was made with."""

from functools import cache
from importlib.metadata import version


@cache
def versions() -> dict[str, str]:
    """Name -> version."""
    return {"ortools": version("ortools"), "scipy": version("scipy")}
