"""What an unknown fact about the young person is tried on: the first place, another one, and what is recorded today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from matcher.domain.people import YoungPerson
from matcher.domain.settings import Setting
from matcher.domain.values import Location
from matcher.frame import Index

SOMEBODY = "not-recorded-yet"
"""Stands for whoever or whatever an answer would name."""
FURTHEST_EAST, FURTHEST_NORTH = 700_000, 1_300_000
"""Metres, as far as the National Grid goes."""
SPOTS_BEYOND_METRES = (10_000, 30_000, 90_000)
"""How far behind the other place, seen from the first one, an unknown address is tried."""


class Possible(NamedTuple):
    """One possible answer: in words, and the person with it recorded."""

    says: str
    person: YoungPerson


@dataclass(frozen=True)
class Facing:
    """Another place against the first one.

    known_here, known_first  whether everything that the part needs is known at each
    """

    index: Index
    person: YoungPerson
    first: Setting
    other: Setting
    known_here: bool
    known_first: bool

    @property
    def name(self) -> str:
        """What the young person is called."""
        return self.person.name_to_use or "the young person"

    def with_person(self, says: str, **facts: object) -> Possible:
        """With these facts recorded."""
        return Possible(says, replace(self.person, **facts))  # type: ignore[arg-type]

    def spots(self) -> Iterator[Location]:
        """Where something would be near the other place and far from the first."""
        here, first = self.other.location, self.first.location
        if here is None or here.point is None:
            return
        yield here
        if first is None or first.point is None or first.point == here.point:
            return
        east, north = (a - b for a, b in zip(here.point, first.point, strict=True))
        length = (east**2 + north**2) ** 0.5
        for metres in SPOTS_BEYOND_METRES:
            spot = [round(at + by / length * metres) for at, by in zip(here.point, (east, north), strict=True)]
            if 0 <= spot[0] <= FURTHEST_EAST and 0 <= spot[1] <= FURTHEST_NORTH:
                yield Location(easting=spot[0], northing=spot[1])


Answers = Callable[[Facing], Iterator[Possible]]
"""The possible answers that could put the other place before the first; none where the fact is known."""


class Question(NamedTuple):
    """A fact about the young person.

    slug      the part or adjustment that waits for it
    asks      the question; {name} is filled
    of_them   asked of the young person; else of the social worker
    """

    slug: str
    asks: str
    of_them: bool
    answers: Answers
