"""Who is on which bed line of a row: the same on every machine, and one person on one line for as long as they stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from matcher.ledger import Stay


@dataclass(frozen=True, slots=True)
class Claim:
    """What takes a bed of a row from `first` up to and not including `leaving` (ordinals)."""

    first: int
    leaving: int
    id: str
    is_gap: bool = False
    """A bed out of use; a person comes before it."""
    stay: Stay | None = None
    """None for a gap, and for somebody who stays put after 18."""
    reason: str | None = None

    def covers(self, day: int) -> bool:
        """Whether it takes a bed on this night."""
        return self.first <= day < self.leaving


Seats = dict[int, Claim]
"""Line (from 0) -> what is on it, not to be changed. Lines beyond the beds hold people whom the row has no bed for."""

IN_ORDER = attrgetter("first", "id")


def seats_by_night(claims: Sequence[Claim], beds: int, days: range) -> Iterator[Seats]:
    """The lines of a row on each of these nights.

    People first, by first night and id, each on the lowest line that is free and then on that one until they leave.
    Somebody beyond the beds moves to a bed when one is free. A bed out of use is the highest free line. On a night on
    which nobody comes or goes it is the very value of the night before.
    """
    order = sorted(claims, key=IN_ORDER)
    turns = {days.start, *(one.first for one in claims), *(one.leaving for one in claims)}
    seats: Seats = {}
    for day in days:
        if day in turns:
            seats = {line: one for line, one in seats.items() if one.covers(day)}
            for claim in order:
                if claim.covers(day):
                    _seat(claim, seats, beds)
        yield seats


def _seat(claim: Claim, seats: Seats, beds: int) -> None:
    now = next((line for line, one in seats.items() if one is claim), None)
    if now is not None and now < beds:
        return
    line = _lowest(claim, seats, beds, now)
    if line is not None:
        if now is not None:
            del seats[now]
        seats[line] = claim


def _lowest(claim: Claim, seats: Seats, beds: int, now: int | None) -> int | None:
    """The line it takes; None = it stays where it is, or (a bed out of use in a full row) gets none."""
    free = [line for line in range(beds) if line not in seats]
    if claim.is_gap:
        return free[-1] if free else None
    free += [line for line in range(beds) if line in seats and seats[line].is_gap]
    if free or now is not None:
        return free[0] if free else None
    return next(line for line in range(beds, beds + len(seats) + 1) if line not in seats)
