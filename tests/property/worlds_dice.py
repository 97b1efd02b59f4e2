"""The dice behind a generated world: a seed, and how often something is missing or out of the ordinary."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from matcher.domain.values import LONDON, Location

T = TypeVar("T")

MOMENTS = (
    *[datetime(2026, 5, 22, 20, 5, tzinfo=LONDON)] * 5,  # Friday before a bank holiday
    *[datetime(2026, 5, 22, 10, 0, tzinfo=LONDON)] * 4,
    *[datetime(2026, 10, 23, 18, 0, tzinfo=LONDON)] * 3,  # clocks go back on Sunday
    *[datetime(2026, 3, 27, 14, 30, tzinfo=LONDON)] * 3,  # clocks go forward on Sunday
    datetime(2024, 2, 28, 9, 15, tzinfo=LONDON),  # tomorrow is 29 February
    datetime(2026, 12, 23, 22, 30, tzinfo=LONDON),
    datetime(2026, 6, 30, 3, 10, tzinfo=LONDON),
    datetime(2023, 10, 27, 16, 0, tzinfo=LONDON),  # the day before supported accommodation had to be registered
    datetime(2021, 9, 8, 12, 0, tzinfo=LONDON),  # the day before regulation 27A
)
STEPS = (0, 0, 0, 1800, 2400, 3000, 4000, -3000, -4000, 6000, -1800, 12_000, 24_000, -40_000)
"""Metres from the middle of the world; 3:4:5 triangles put places exactly on the edge of a radius."""
MIDDLE = (430_000, 455_000)


class Dice:
    """`odd` is how often a fact is not the ordinary one, `missing` how often nobody has recorded it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.as_of = self.random.choice(MOMENTS)
        self.today: date = self.as_of.date()
        self.odd = 0.1
        self.missing = 0.1

    def be(self, odd: float, missing: float) -> None:
        self.odd, self.missing = odd, missing

    def chance(self, likely: float) -> bool:
        return self.random.random() < likely

    def choice(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def some(self, among: Sequence[T], most: int) -> tuple[T, ...]:
        """Up to `most` different ones, in the order given."""
        count = self.number(0, min(most, len(among)))
        chosen = set(self.random.sample(range(len(among)), count))
        return tuple(one for index, one in enumerate(among) if index in chosen)

    def usually(self, ordinary: T, *others: T) -> T:
        """The ordinary value, and now and then one of the others."""
        return self.choice(others) if self.chance(self.odd) else ordinary

    def recorded(self, value: T) -> T | None:
        """The value, unless nobody has recorded it."""
        return None if self.chance(self.missing) else value

    def about(self, day: date, within: int = 1) -> date:
        """That day, or one close by."""
        return day + timedelta(days=self.number(-within, within))

    def after(self, day: date, *counts: int) -> date:
        return day + timedelta(days=self.choice(counts))

    def spot(self) -> Location:
        """Somewhere on the lattice; sometimes with a postcode only."""
        if self.chance(self.missing / 3):
            return Location(postcode="ZZ1 1ZZ")
        return Location(easting=MIDDLE[0] + self.choice(STEPS), northing=MIDDLE[1] + self.choice(STEPS))
