"""Whether somebody of one sex is on every shift of a home, for care or night support."""

from collections import defaultdict

import numpy as np

from matcher.domain.person_codes import Sex
from matcher.domain.staff import Shift
from matcher.frame.pairs import Pairs
from matcher.frame.staffing import AT, Staffing, checked_nights
from matcher.outcomes import MET, NOT_JUDGED, NOT_MET, PLACE, Outcomes


def somebody_is_always_on(pair: Pairs, i: int, sex: Sex) -> Outcomes:
    """(m,): on every shift of the checked nights; met where it is no children's home, not judged without its rota."""
    words = np.where(pair.places.is_residential[0], NOT_JUDGED, MET)
    for k, at in enumerate(pair.staffing.homes):
        by_night = somebody_on(pair.staffing, k, sex)
        for row in pair.index.rows_of.get(at, []):
            words[row] = by_night[checked_nights(pair, i, row)].max(initial=MET)
    return words


def somebody_on(staffing: Staffing, k: int, sex: Sex) -> Outcomes:
    """(N,): somebody of this sex is on every shift of each night of one home; kept."""
    return staffing.kept(("sex", k, sex), lambda: _every_shift(staffing, k, sex))


def _every_shift(staffing: Staffing, k: int, sex: Sex) -> Outcomes:
    words = np.full(staffing.shape[1:], PLACE, np.int8)
    by_home = staffing.kept(("shifts",), lambda: _by_home(staffing))
    for shift in by_home[staffing.places.settings[staffing.homes[k]].id]:
        night = shift.on.toordinal() - staffing.ledger.origin
        if 0 <= night < staffing.ledger.nights:
            words[night, AT[shift.shift]] = somebody_on_shift(staffing, shift, sex)
    worst: Outcomes = words.max(axis=1)
    return worst


def _by_home(staffing: Staffing) -> dict[str, list[Shift]]:
    found: dict[str, list[Shift]] = defaultdict(list)
    for shift in staffing.index.snapshot.shifts:
        found[shift.setting_id].append(shift)
    return found


def somebody_on_shift(staffing: Staffing, shift: Shift, sex: Sex) -> int:
    """Whether somebody of this sex is on one shift."""
    if shift.worker_ids is None:
        count = shift.women if sex is Sex.FEMALE else shift.men
        return int(PLACE if count is None else MET if count else NOT_MET)
    workers = staffing.index.workers
    sexes = {workers[who].sex if who in workers else None for who in shift.worker_ids}
    return int(MET if sex in sexes else PLACE if None in sexes else NOT_MET)
