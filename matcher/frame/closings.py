"""What closes nights at the place rows beside the ledger: households away, and temporary approvals that end."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.frame.carers import temporary_end
from matcher.frame.index import Index
from matcher.ledger import CARER_VACANCY, FAR, ordinal
from matcher.policy import Policy

Days = NDArray[np.int32]


class Closings:
    """Made once for all who ask. `foster` and `households`: the rows of such settings."""

    def __init__(self, index: Index, policy: Policy, foster: Sequence[int], households: Sequence[int]) -> None:
        self.index, self.policy, self.ledger = index, policy, index.ledger
        self.foster, self.households = foster, households

    @cached_property
    def by_night(self) -> NDArray[np.uint8]:
        """(nights, m): the ledger's closed table and absences, for whoever is not there yet."""
        return np.ascontiguousarray(self.ledger.closed.T) | self.away_by_night

    @cached_property
    def away_by_night(self) -> NDArray[np.uint8]:
        """(nights, m): the bit of an absence on each night that the household is away."""
        bits = np.zeros(self.ledger.closed.shape[::-1], np.uint8)
        nights = np.arange(self.ledger.nights)[:, None] + self.ledger.origin
        for rows, begins, back in self.absences:
            bits[:, rows] |= ((begins <= nights) & (nights < back)).view(np.uint8) * np.uint8(CARER_VACANCY)
        return bits

    @cached_property
    def absences(self) -> list[tuple[NDArray[np.intp], Days, Days]]:
        """Rows, first nights and days back of households' absences; the k-th item holds every row's k-th."""
        found: list[list[tuple[int, int, int]]] = []
        for row in self.households:
            availability = self.index.setting_of_row(row).availability
            for k, absence in enumerate(availability.absences if availability else ()):
                found += [[]] if k == len(found) else []
                found[k].append((row, ordinal(absence.first_night), ordinal(absence.leaving)))
        tables = [np.array(layer, np.int32).T for layer in found]
        return [(table[0].astype(np.intp), table[1], table[2]) for table in tables]

    @cached_property
    def temporary_ends(self) -> dict[str, dict[int, int]]:
        """Person -> place row -> the end of a carer's temporary approval that covers them."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for row in self.foster:
            for carer in self.index.setting_of_row(row).carers or ():
                for person_id in carer.temporary_approval.young_people if carer.temporary_approval else ():
                    end = temporary_end(carer, person_id, self.policy)
                    if end is not None:
                        found[person_id][row] = min(end, found[person_id].get(row, FAR))
        return found
