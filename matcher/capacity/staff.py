"""The rota against the beds: how many more people the staff could look after, and each of today's shifts."""

from typing import NamedTuple

import numpy as np

from matcher.capacity.model import ShiftStaff
from matcher.frame import Frame
from matcher.frame.staffing import NIGHT, SHIFTS, Ints, base_staff
from matcher.outcomes import MET, NOT_MET, Bools, Outcomes

NOBODY = ""
"""Whose own stays are left out of the count: nobody's."""


class ForMore(NamedTuple):
    """How many more the staff of one night could look after, up to the most asked for; and whether every shift is known."""

    most: int
    is_known: bool


def staff_for_more(frame: Frame, setting: int, days: range, most: int) -> list[ForMore]:
    """For each night. Where no rota says that there are too few, it is the most asked for.

    As `staff-ratio` judges somebody who needs no staff to themselves, bank workers included.
    """
    staffing = frame.staffing
    k = staffing.home_of.get(setting)
    unknown = ForMore(most, is_known=False)
    if k is None:
        return [unknown] * len(days)
    enough = np.zeros(staffing.ledger.nights, np.int32)
    for more in range(1, most + 1):
        enough += _enough(frame, k, more)
    known = staffing.recorded[k].all(axis=1)
    at = (day - staffing.ledger.origin for day in days)
    return [ForMore(int(enough[n]), bool(known[n])) if 0 <= n < len(known) else unknown for n in at]


def _enough(frame: Frame, k: int, more: int) -> Ints:
    """(N,): 1 where no shift on the rota is short with so many more people."""
    others, waking = frame.staffing.people_without(k, NOBODY)
    short = _short(frame, k, base_staff(others + more, waking=waking == MET))
    covered: Bools = np.asarray(np.cumsum(short, axis=1) <= frame.staffing.bank)
    is_enough: Ints = np.array(covered.all(axis=1), np.int32)
    return is_enough


def _short(frame: Frame, k: int, need: Ints) -> Ints:
    """(N, 3): staff missing on each shift that is on the rota, before bank workers."""
    staffing = frame.staffing
    on = staffing.counted[k] - staffing.committed(k, NOBODY)
    return np.where(staffing.recorded[k], np.maximum(need - on, 0), np.int32(0))


def shifts_today(frame: Frame, setting: int) -> tuple[ShiftStaff, ...]:
    """Today's shifts against those who live there; none where the rota is not held."""
    staffing = frame.staffing
    k = staffing.home_of.get(setting)
    if k is None:
        return ()
    others, waking = staffing.people_without(k, NOBODY)
    need = base_staff(others, waking=waking == MET) * (others > 0)[:, None].astype(np.int32)
    tables = (staffing.recorded[k], staffing.counted[k], staffing.committed(k, NOBODY), need, _short(frame, k, need))
    today = frame.snapshot.today.toordinal() - staffing.ledger.origin
    awake = int(staffing.waking[k, today])
    return tuple(
        _shift(s, *(int(table[today, s]) for table in tables), bank=int(staffing.bank[today, s]), awake=awake)
        for s in range(len(SHIFTS))
    )


def _shift(s: int, recorded: int, on: int, tied: int, needed: int, short: int, *, bank: int, awake: int) -> ShiftStaff:  # noqa: PLR0913 - the columns of a shift
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
