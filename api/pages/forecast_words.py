"""Chances as people say them."""

HALF_IN_A_HUNDRED = 0.005
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


def in_100(chance: float) -> str:
    """`86 in 100`; never 0 or 100 for what is not certain."""
    if 0 < chance < HALF_IN_A_HUNDRED:
        return "under 1 in 100"
    if 1 - HALF_IN_A_HUNDRED < chance < 1:
        return "over 99 in 100"
    return f"{chance * 100:.0f} in 100"


def between(fewest: int, most: int) -> str:
    """`2 to 4`, or the one number."""
    return str(fewest) if fewest == most else f"{fewest} to {most}"
