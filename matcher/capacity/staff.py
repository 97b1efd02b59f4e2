"""The rota against the beds: how many people the staff could look after, and each shift against those who live there."""

from typing import NamedTuple

import numpy as np

from matcher.capacity.model import ShiftStaff
from matcher.frame import Frame
from matcher.frame.staffing import NIGHT, SHIFTS, Ints, base_staff
from matcher.outcomes import MET, NOT_MET, Bools, Outcomes

NOBODY = ""
"""Whose own stays are left out of the count: nobody's."""


class ForMore(NamedTuple):
    """The staff of one night.

    most      how many more they could look after, up to the most asked for
    staffed   how many people they could look after, up to those who are there and the most asked for; None = not known
    """

    most: int
    staffed: int | None

    @property
    def known(self) -> int | None:
        """`most`, where every shift is on the rota."""
        return None if self.staffed is None else self.most


def staff_for_more(frame: Frame, setting: int, days: range, most: int) -> list[ForMore]:
    """For each night. Where no rota says that there are too few, it is the most asked for.

    As `staff-ratio` judges somebody who needs no staff to themselves, bank workers included.
    """
    staffing = frame.staffing
    k = staffing.home_of.get(setting)
    unknown = ForMore(most, None)
    if k is None:
        return [unknown] * len(days)
    there = staffing.people_without(k, NOBODY)[0]
    enough = _enough(frame, k, most + int(there.max(initial=0)))
    known = staffing.recorded[k].all(axis=1).tolist()
    for_more = np.clip(enough - there, 0, most).tolist()
    staffed = np.minimum(enough, there + most).tolist()
    at = (day - staffing.ledger.origin for day in days)
    return [ForMore(for_more[n], staffed[n] if known[n] else None) if 0 <= n < len(known) else unknown for n in at]


def _enough(frame: Frame, k: int, most: int) -> Ints:
    """(N,): how many people no shift on the rota would be short with, up to `most`. More people never need fewer staff."""
    waking = frame.staffing.people_without(k, NOBODY)[1] == MET
    found = np.zeros(frame.staffing.ledger.nights, np.int32)
    for people in range(1, most + 1):
        short = _short(frame, k, base_staff(np.full_like(found, people), waking=waking))
        covered: Bools = np.asarray(np.cumsum(short, axis=1) <= frame.staffing.bank)
        found += covered.all(axis=1)
    return found


def _short(frame: Frame, k: int, need: Ints) -> Ints:
    """(N, 3): staff missing on each shift that is on the rota, before bank workers."""
    staffing = frame.staffing
    on = staffing.counted[k] - staffing.committed(k, NOBODY)
    return np.where(staffing.recorded[k], np.maximum(need - on, 0), np.int32(0))


def shifts_by_night(frame: Frame, setting: int, days: range) -> list[tuple[ShiftStaff, ...]]:
    """Each night's shifts against those who live there; none where the rota is not held or does not reach so far."""
    staffing = frame.staffing
    k = staffing.home_of.get(setting)
    if k is None:
        return [()] * len(days)
    others, waking = staffing.people_without(k, NOBODY)
    need = base_staff(others, waking=waking == MET) * (others > 0)[:, None].astype(np.int32)
    short = _short(frame, k, need)
    tables = (staffing.recorded[k], staffing.counted[k], staffing.committed(k, NOBODY), need, short, staffing.bank)
    at = [day - staffing.ledger.origin for day in days]
    nights = staffing.ledger.nights
    return [_shifts(tables, n, int(staffing.waking[k, n])) if 0 <= n < nights else () for n in at]


def _shifts(tables: tuple[Ints | Bools, ...], night: int, awake: int) -> tuple[ShiftStaff, ...]:
    rows = zip(*(table[night].tolist() for table in tables), strict=True)
    return tuple(_shift(s, row, awake=awake) for s, row in enumerate(rows))


def _shift(s: int, row: tuple[int, ...], *, awake: int) -> ShiftStaff:
    recorded, on, tied, needed, short, bank = row
    return ShiftStaff(
        shift=SHIFTS[s],
        on=on if recorded else None,
        tied=tied,
        needed=needed,
        short=short if recorded else None,
        bank=bank,
        waking=awake if recorded and s == NIGHT else None,
    )


def waking_need(frame: Frame, setting: int) -> bool | None:
    """Whether anybody there tonight needs somebody awake; None where nobody has recorded it, or holds the rota."""
    k = frame.staffing.home_of.get(setting)
    if k is None:
        return None
    waking: Outcomes = frame.staffing.people_without(k, NOBODY)[1]
    said = int(waking[frame.snapshot.today.toordinal() - frame.staffing.ledger.origin])
    return {int(MET): True, int(NOT_MET): False}.get(said)
