"""The parts of a score that a plan can take away, and the rule about the rota: where they stand."""

import numpy as np
from numpy.typing import NDArray

from matcher.options.lists import Lists
from matcher.outcomes import PLACE
from matcher.scoring import ADJUSTMENTS, PARTS

KEY_WORKER = next(at for at, one in enumerate(PARTS) if one.slug == "key-worker-continuity")
SIBLINGS = next(at for at, one in enumerate(ADJUSTMENTS) if one.slug == "siblings-together")
RATIO = "staff-ratio"
HUNDRED = 100


def rota_has_to_suffice(lists: Lists, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """(rows,): `staff-ratio` holds for this person alone, and no approval stands in for it."""
    judged = lists.judged
    at = next((k for k, (_, limb) in enumerate(judged.limbs) if limb.id == RATIO), None)
    if at is None:
        return np.zeros(len(rows), np.bool_)
    approved = [(at, lists.i, row) in judged.authorised for row in rows.tolist()]
    suffices: NDArray[np.bool_] = (lists.outcomes[at, rows] < PLACE) & ~np.array(approved, np.bool_)
    return suffices
