"""Which day somebody turns what, for many people and ages at once; and how a column of days is read day by day."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.ledger import FAR

Days = NDArray[np.int32]
DAY_0 = date(1970, 1, 1).toordinal()


def birthdays(born: Sequence[date | None], oldest: int) -> Days:
    """(ages, people): the day each turns 0, 1, 2 ... `oldest`, FAR where not recorded. 29 February: else 1 March."""
    days = np.array(born, "datetime64[D]")
    months = days.astype("datetime64[M]")
    turns = (months + 12 * np.arange(oldest + 1)[:, None]).astype("datetime64[D]") + (days - months)
    return np.where(np.isnat(turns), FAR, turns.astype(np.int64) + DAY_0).astype(np.int32)


def different(days: Days) -> list[int]:
    """Each day that occurs, in order. They lie close together: counting is quicker than sorting."""
    if not days.size:
        return []
    earliest, latest = int(days.min()), int(days.max())
    if earliest == latest:
        return [earliest]
    found: list[int] = (np.flatnonzero(np.bincount((days - earliest).ravel())) + earliest).tolist()
    return found


def for_each_day(days: Days, read: Callable[[date], date]) -> Days:
    """`read` of every day in the column, asked once for each different one."""
    each = different(days)
    if not each:
        return days
    if len(each) == 1:
        return np.full_like(days, read(date.fromordinal(each[0])).toordinal())
    table = np.zeros(each[-1] - each[0] + 1, np.int32)
    table[np.array(each) - each[0]] = [read(date.fromordinal(day)).toordinal() for day in each]
    found: Days = table.take(days - each[0])
    return found
