"""What no plan can exceed: everybody's own points, with as many beds on every night as there are, whoever lives together."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from benchmarks.greedy import Option, open_requests, options_of
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.judged import judge_all
from matcher.policy import PolicyBook

Pair = tuple[int, str, Option]


def beds_alone(snapshot: Snapshot, book: PolicyBook, *, floor: float = 0.0) -> float:
    """The most points that beds alone allow, counting no option below `floor`; a linear bound, so never too low."""
    judged = judge_all(make_frame(snapshot, book), open_requests(snapshot))
    requests = range(len(judged.asks.requests))
    pairs = [
        (i, place_id, option)
        for i in requests
        for place_id, option in options_of(judged, i).items()
        if option.points >= floor
    ]
    mine: dict[int, list[int]] = defaultdict(list)
    for at, (i, *_) in enumerate(pairs):
        mine[i].append(at)
    rows = [*((members, 1) for members in mine.values()), *_full_nights(pairs, snapshot)]
    return _most(np.array([option.points for *_, option in pairs]), rows)


def _full_nights(pairs: list[Pair], snapshot: Snapshot) -> Iterator[tuple[list[int], int]]:
    """For every place row and every night on which somebody could begin there: who would be there, and the free beds."""
    stays = Counter(one.place_id for one in snapshot.placements)
    at_row: dict[str, list[int]] = defaultdict(list)
    for at, (_, place_id, _) in enumerate(pairs):
        at_row[place_id].append(at)
    free = {place.place_id: place.beds - stays[place.place_id] for place in snapshot.places}
    for place_id, here in at_row.items():
        nights: set[date] = {pairs[at][2].first_night for at in here}
        for night in sorted(nights):
            yield [at for at in here if pairs[at][2].nights.covers(night)], free[place_id]


def _most(points: np.ndarray, rows: list[tuple[list[int], int]]) -> float:
    where = [(row, at) for row, (members, _) in enumerate(rows) for at in members]
    down, across = np.array(where).T
    matrix = csr_matrix((np.ones(len(where)), (down, across)), shape=(len(rows), len(points)))
    found = linprog(-points, A_ub=matrix, b_ub=[limit for _, limit in rows], bounds=(0, 1), method="highs")
    assert found.success, found.message
    return round(-float(found.fun), 1)
