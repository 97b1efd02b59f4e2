"""A chance as people say it."""

HALF_IN_A_HUNDRED = 0.005


def in_100(chance: float, of: str = " in 100") -> str:
    """`86 in 100`, or `86%`; never 0 or 100 for what is not certain."""
    if 0 < chance < HALF_IN_A_HUNDRED:
        return f"under 1{of}"
    if 1 - HALF_IN_A_HUNDRED < chance < 1:
        return f"over 99{of}"
    return f"{chance * 100:.0f}{of}"
