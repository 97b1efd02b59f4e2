"""How many people a pool of beds can hold on each night, and on which nights nobody new may come."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.closed import limits_on
from matcher.capacity.forecast.units import Unit, rows_of
from matcher.capacity.staff import ForMore, staff_for_more
from matcher.frame import Frame
from matcher.ledger import FAR, is_residential

ANY = ForMore(1, None)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one pool of beds, from tonight.

    beds   its beds
    usable (nights,): those in use
    room   (nights,): people it can hold: beds in use, registered places, staff on the rota
    open   (nights,): somebody new may come
    keep_ahead  a bed promised to somebody is not given to others for so many nights before
    """

    beds: int
    usable: NDArray[np.int64]
    room: NDArray[np.int64]
    open: NDArray[np.bool_]
    keep_ahead: int

    @property
    def nights(self) -> int:
        """How many nights."""
        return len(self.room)


def without_limits(beds: int, nights: int) -> Limits:
    """Every bed in use on every night, and none kept ahead."""
    whole = np.full(nights, beds, np.int64)
    return Limits(beds, whole, whole, np.ones(nights, bool), 0)


def limits_of(frame: Frame, unit: Unit, nights: int) -> Limits:
    """From the same record of closures, beds out of use, registered places and rota as the bed states."""
    at, today = frame.index.setting_at[unit.setting_id], frame.snapshot.today.toordinal()
    ledger, rows = frame.index.ledger, rows_of(frame, at, unit.pool)
    days = range(today, today + nights)
    here = slice(today - ledger.origin, today - ledger.origin + nights)
    in_use = np.maximum(ledger.beds_in_use[rows, here].astype(np.int64), 0)
    taken = ledger.row_taken[rows, here].astype(np.int64)
    opens = _opens(frame, at, rows, days)
    beds = np.where(opens, in_use, np.minimum(taken, in_use)).sum(axis=0)
    most = _most_people(frame, at, days, unit.beds)
    in_other_pools = ledger.people[at, here].astype(np.int64) - taken.sum(axis=0)
    return Limits(
        beds=unit.beds,
        usable=in_use.sum(axis=0),
        room=np.maximum(np.minimum(beds, most - np.maximum(in_other_pools, 0)), 0),
        open=np.asarray(opens.any(axis=0)),
        keep_ahead=frame.policy.figures.min_useful_nights_planned,
    )


def _opens(frame: Frame, at: int, rows: Sequence[int], days: range) -> NDArray[np.bool_]:
    """(rows, nights): the record does not close the row to anyone new, whoever is there."""
    setting, places = frame.snapshot.settings[at], frame.snapshot.places
    notice = setting.availability.minimum_notice_days if setting.availability else 0
    found = [
        [
            day >= days.start + notice and all(one.beds for one in limits_on(setting, places[row], day, 0, ANY))
            for day in days
        ]
        for row in rows
    ]
    return np.array(found, bool).reshape(len(rows), len(days))


def _most_people(frame: Frame, at: int, days: range, beds: int) -> NDArray[np.int64]:
    """(nights,): the most the registration allows and the rota can look after; FAR where neither says."""
    setting, ledger = frame.snapshot.settings[at], frame.index.ledger
    registered = setting.registered_places if is_residential(setting) else None
    most = np.full(len(days), FAR if registered is None else registered, np.int64)
    if at in frame.staffing.home_of:
        people = ledger.people[at, days.start - ledger.origin :][: len(days)]
        more = np.array([one.most for one in staff_for_more(frame, at, days, beds)])
        most = np.minimum(most, np.where(more < beds, people + more, FAR))
    return most
