"""Where the open requests may end: the chance of each at each pool of beds, by the order in which its own list has them."""

from collections import defaultdict
from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.units import Term, TermSort
from matcher.domain.codes import TAKES_A_BED, PlacementState, PlacePool
from matcher.domain.requests import PlacementRequest
from matcher.frame import Frame
from matcher.ledger import FAR, ordinal
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists
from matcher.rules import Kind

FOR_WANT_OF_A_BED = frozenset({"usable-vacancy", "carer-vacancy-usable", "registered-places-not-exceeded"})
ANSWERED = TAKES_A_BED | {PlacementState.OFFERED}
Where = tuple[str, PlacePool]


def pending(frame: Frame, settings: Collection[str] | None = None) -> dict[Where, list[Term]]:
    """For each (setting, pool) of these settings (None = all): the open requests without a place that may end there.

    A request becomes a stay with the stated chance, shared among every place that its list offers, or would if a bed
    were free: the first counts whole, the second half, the third a third, and so on.
    """
    answered = {one.request_id for one in frame.snapshot.placements if one.state in ANSWERED}
    requests = [one for one in frame.requests.values() if one.id not in answered]
    found: dict[Where, list[Term]] = defaultdict(list)
    if requests:
        judged = judge_all(frame, requests)
        for i, request in enumerate(requests):
            for where, share in _shares(frame, judged, i, request):
                if settings is None or where[0] in settings:
                    found[where].append(_term(frame, request, share * frame.policy.figures.chance_asked))
    return found


def _shares(frame: Frame, judged: Judged, i: int, request: PlacementRequest) -> Iterator[tuple[Where, float]]:
    lives_at = {stay.setting for stay in frame.index.stays_of.get(request.young_person_id, ())}
    order: dict[Where, None] = {}
    for row in _in_order(judged, i):
        if int(frame.index.ledger.row_setting[row]) not in lives_at:
            place = frame.snapshot.places[row]
            order.setdefault((place.setting_id, place.pool))
    whole = sum(1 / rank for rank in range(1, len(order) + 1))
    for rank, where in enumerate(order, 1):
        yield where, 1 / rank / whole


def _in_order(judged: Judged, i: int) -> list[int]:
    """Place rows that would do, best score first; then by id."""
    lists = Lists(judged, i)
    if lists.referred:
        return []
    limbs = judged.of_kind(Kind.HARD)
    other = [at for at, limb in enumerate(limbs.tolist()) if judged.limbs[limb][0].slug not in FOR_WANT_OF_A_BED]
    would_do: NDArray[np.bool_] = lists.considered & ~lists.hard_failing[other].any(axis=0)
    rows = np.flatnonzero(would_do)
    total = judged.score_at(i, rows).total
    ordered: list[int] = rows[np.lexsort((judged.frame.places.id_order[rows], -total))].tolist()
    return ordered


def _term(frame: Frame, request: PlacementRequest, chance: float) -> Term:
    today = frame.snapshot.today.toordinal()
    first = max(request.start_date.toordinal() - today, 0)
    latest = max(ordinal(request.first_night_latest or request.start_date) - today, first)
    return Term(
        key=request.id,
        sort=TermSort.PENDING,
        chance=chance,
        first=first,
        latest=latest,
        planned=_planned(request, latest, today),
    )


def _planned(request: PlacementRequest, latest: int, today: int) -> int:
    """The leaving day asked for; or the expected nights after the first."""
    if request.end_date is not None:
        return max(request.end_date.toordinal() - today, latest + 1)
    return FAR if request.expected_nights is None else latest + request.expected_nights
