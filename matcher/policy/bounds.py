"""Between which values a forecast can be made at all: a chance above 1, or a record worth nothing, has no meaning."""

NIGHTS_OF = 10_000
"""Chances of leaving and of arriving are stated as so many of 10,000 nights."""
MOST = 100_000
BETWEEN: dict[str, tuple[int, int]] = {
    "leaving_": (1, NIGHTS_OF - 1),
    "arriving_": (1, NIGHTS_OF),
    "chance_": (0, 1),
    "capacity_horizon_days": (1, 182),
    **dict.fromkeys(
        (
            "forecast_alike",
            "forecast_half_life_days",
            "forecast_learn_days",
            "forecast_prior_arrivals",
            "forecast_prior_bed_days",
            "forecast_slip_days",
            "forecast_slip_stays",
        ),
        (1, MOST),
    ),
}
"""By how a figure's name begins: its least and its most, both included."""


def bounds_of(name: str) -> tuple[int, int] | None:
    """The least and the most that a figure may be; None where any number will do."""
    return next((both for begins, both in BETWEEN.items() if name.startswith(begins)), None)
