"""Hours that a plan needs of the bank and lacks of specialists, counted from the snapshot and its lines."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.planned import Line
from matcher.cohort.specialists import MINUTES, Week, minutes_asked, minutes_free
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame
from matcher.frame.staffing import base_staff
from matcher.outcomes import MET

Ints = NDArray[np.int64]


def bank_needed(frame: Frame, lines: Sequence[Line]) -> dict[tuple[int, int], Ints]:
    """(home, ledger night) -> (3,) who is missing on each shift, on the nights that are checked for one of these lines.

    frame  of the snapshot with the plan in it, and nobody gone from anywhere yet
    """
    staffing, ledger, figures = frame.staffing, frame.index.ledger, frame.policy.figures
    found = {}
    for line in lines:
        k = staffing.home_of.get(frame.index.setting_at[line.setting_id])
        if k is None:
            continue
        most = figures.emergency_staffing_nights if line.request.is_emergency else figures.staffing_check_days
        nights = most if line.leaving is None else min(most, (line.leaving - line.first_night).days)
        first = line.first_night.toordinal() - ledger.origin
        for night in range(first, first + nights):
            living, waking = staffing.people_without(k, "")
            need = base_staff(living[[night]], waking=waking[[night]] == MET)[0] + staffing.committed(k, "")[night]
            gap = np.maximum(need - staffing.counted[k, night], 0).astype(np.int64)
            if gap.any():
                found[k, night] = gap
    return found


def specialist_hours_short(snapshot: Snapshot, lines: Sequence[Line]) -> float:
    """Whole hours, role by role and week by week, that nobody has free beyond what each person would lack alone."""
    free, roles = minutes_free(snapshot)
    wanted: dict[Week, int] = defaultdict(int)
    for line in lines:
        for week, minutes in minutes_asked(line.request, line.first_night).items():
            if week[0] in roles:
                wanted[week] += min(minutes, free.get(week, 0))
    short = [max(minutes - free.get(week, 0), 0) for week, minutes in wanted.items()]
    return float(sum(-(-minutes // MINUTES) for minutes in short))
