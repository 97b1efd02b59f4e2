"""Chances as people say them."""

from matcher.capacity.forecast import in_100

__all__ = ["between", "how_likely", "in_100"]

LIKELY = (
    (0.95, "almost certainly"),
    (0.80, "very likely"),
    (0.60, "likely"),
    (0.40, "as likely as not"),
    (0.20, "not likely"),
    (0.05, "very unlikely"),
)
"""From which chance on a word is used."""


def how_likely(chance: float) -> str:
    """A chance from 0 to 1 in a word."""
    return next((word for least, word in LIKELY if chance >= least), "almost certainly not")


def between(fewest: int, most: int) -> str:
    """`2 to 4`, or the one number."""
    return str(fewest) if fewest == most else f"{fewest} to {most}"
