"""How many slept in each pool of beds on nights that are over, as the record and the past stays have it today."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.history import History
from matcher.capacity.forecast.slips import positions
from matcher.capacity.forecast.units import Unit, units_of
from matcher.domain.codes import PlacePool
from matcher.frame import Frame
from matcher.ledger import FAR, ordinal

Ints = NDArray[np.int64]
Where = tuple[str, PlacePool]


class Slept:
    """One pool of beds: who slept there, and how many beds were in use. Who was away for a night kept their bed."""

    def __init__(self, began: int, people: Ints, beds: Ints) -> None:
        self.began, self._people, self._beds = began, people, beds

    def on(self, night: date) -> int:
        """People on a night from the first of the record up to today."""
        return int(self._people[night.toordinal() - self.began])

    def beds(self, night: date) -> int:
        """Beds in use that night, as recorded."""
        return int(self._beds[night.toordinal() - self.began])

    def year_before(self, night: date, beds: int) -> NDArray[np.float64]:
        """How often each number was there on the 365 nights up to this one, or on as many as the record has."""
        at = night.toordinal() - self.began
        seen = self._people[max(at - 364, 0) : at + 1]
        return np.bincount(seen, minlength=beds + 1) / len(seen)


def census(frame: Frame, since: date, history: History, who: Callable[[str], str] = str) -> Mapping[Where, Slept]:
    """Every pool of beds that is forecast, on the nights of the record up to today; at least from `since` on.

    `history`: what the forecast learns from, nobody in two beds on one night. `who`: what each person is called there.
    """
    units = units_of(frame)
    stays = _stays(frame, units, history, who)
    first = min((one for nights in stays.values() for one, _ in nights), default=frame.snapshot.today.toordinal())
    began, stop = min(first, since.toordinal()), frame.snapshot.today.toordinal() + 1
    return {
        (unit.setting_id, unit.pool): Slept(
            began, _count(stays[unit.setting_id, unit.pool], began, stop), _beds_in_use(frame, unit, began, stop)
        )
        for unit in units
    }


def _stays(
    frame: Frame, units: Sequence[Unit], history: History, who: Callable[[str], str]
) -> dict[Where, list[tuple[int, int]]]:
    """First night and leaving day of everybody who lived somewhere, and of those who stay put with a foster family."""
    snapshot, placed = frame.snapshot, positions(units)
    found: dict[Where, list[tuple[int, int]]] = defaultdict(list)
    left: dict[tuple[str, str], int] = defaultdict(int)
    for one in chain(history, history.going_on):
        if (at := placed(one)) >= 0:
            found[units[at].setting_id, units[at].pool].append((one.first_night.toordinal(), one.leaving.toordinal()))
        key = one.young_person_id, one.setting_id
        left[key] = max(left[key], one.leaving.toordinal())
    for member, homes in frame.index.ledger.staying_put.items():
        for at, row in homes:
            setting_id = snapshot.settings[at].id
            if row >= 0:
                found[setting_id, snapshot.places[row].pool].append((left[who(member), setting_id], FAR))
    return found


def _count(stays: list[tuple[int, int]], began: int, stop: int) -> Ints:
    change = np.zeros(stop - began + 1, np.int64)
    for first, leaving in stays:
        change[min(max(first, began), stop) - began] += 1
        change[min(max(leaving, began), stop) - began] -= 1
    return np.cumsum(change)[:-1]


def _beds_in_use(frame: Frame, unit: Unit, began: int, stop: int) -> Ints:
    found = np.full(stop - began, unit.beds, np.int64)
    for place in frame.snapshot.places:
        for gap in place.out_of_use if place.place_id in unit.place_ids else ():
            found[max(ordinal(gap.first_night) - began, 0) : max(ordinal(gap.leaving) - began, 0)] -= gap.beds
    return np.maximum(found, 0)
