"""The bank: workers who are on no rota yet, night by night and shift by shift."""

from datetime import date, datetime, time
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ShiftName
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Worker
from matcher.domain.values import LONDON
from matcher.ledger import Ledger, ordinal

SHIFT_STARTS = {ShiftName.DAY: time(7), ShiftName.EVENING: time(15), ShiftName.NIGHT: time(22)}
MINUTES_A_DAY = 24 * 60


class Bank:
    """Who in the bank could come, over the ledger's nights (N) and the shifts of a day (3)."""

    def __init__(self, snapshot: Snapshot, ledger: Ledger) -> None:
        self.snapshot, self.ledger = snapshot, ledger
        self.shape = (ledger.nights, len(ShiftName))
        workers = snapshot.workers or ()
        self.workers = [one for one in workers if one.is_bank and one.response_minutes is not None]

    @property
    def free(self) -> NDArray[np.int32]:
        """(N, 3): bank workers free that night who can be there by the start of the shift."""
        free = np.zeros(self.shape, np.int32)
        for worker in self.workers:
            free += self._is_free(worker)
        return free

    def _is_free(self, worker: Worker) -> NDArray[np.bool_]:
        ready = self.snapshot.as_of.timestamp() + 60 * (worker.response_minutes or 0)
        free: NDArray[np.bool_] = self._starts >= ready
        for absence in worker.absences:
            free[max(self._offset(absence.first_night), 0) : max(self._offset(absence.leaving), 0)] = False
        free[self._on_shift[worker.id]] = False
        return free

    @cached_property
    def _on_shift(self) -> dict[str, list[int]]:
        """Bank worker -> the nights they are on a rota."""
        nights: dict[str, list[int]] = {worker.id: [] for worker in self.workers}
        for shift in self.snapshot.shifts if nights else ():
            for worker_id in shift.worker_ids or ():
                if worker_id in nights and 0 <= (night := self._offset(shift.on)) < self.ledger.nights:
                    nights[worker_id].append(night)
        return nights

    @cached_property
    def _starts(self) -> NDArray[np.float64]:
        """(N, 3): when each shift starts, in seconds since 1970; infinite once everybody could be there."""
        first = max(self._offset(self.snapshot.today) - 1, 0)
        longest = max((worker.response_minutes or 0 for worker in self.workers), default=0)
        starts = np.full(self.shape, np.inf)
        starts[:first] = -np.inf
        for night in range(first, min(first + longest // MINUTES_A_DAY + 4, self.ledger.nights)):
            day = date.fromordinal(self.ledger.origin + night)
            starts[night] = [datetime.combine(day, SHIFT_STARTS[s], LONDON).timestamp() for s in ShiftName]
        return starts

    def _offset(self, day: date | None) -> int:
        return ordinal(day) - self.ledger.origin
