"""Every line of a plan judged by the rule book, alone and with everybody else there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.company import what_stands_against
from matcher.cohort.parts import HUNDRED, KEY_WORKER, SIBLINGS, rota_has_to_suffice
from matcher.cohort.planned import Line, with_plan
from matcher.domain.person_codes import ViewStrength
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.ledger import FAR
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists
from matcher.policy import PolicyBook

BLOCK = 64


@dataclass(frozen=True)
class Seen:
    """One line as the rule book sees it.

    against              (limbs,): what stands against it
    approvals            how many approvals are open
    is_disliked          the young person is strongly against it
    is_staffed           the rota has to suffice: the rule holds, and not by an approval
    score                0 to 100; of it `sibling` and `continuity` rest on brothers and sisters and on the key worker
    first_night, leaving the nights the place offers
    """

    against: NDArray[np.bool_]
    approvals: int
    is_disliked: bool
    is_staffed: bool
    score: float
    sibling: float
    continuity: float
    first_night: date
    leaving: date | None


def seen(snapshot: Snapshot, lines: Sequence[Line], book: PolicyBook) -> list[Seen]:
    """Each line's person at its place, in this snapshot."""
    return [
        one for begin in range(0, len(lines), BLOCK) for one in _block(snapshot, lines[begin : begin + BLOCK], book)
    ]


def _block(snapshot: Snapshot, lines: Sequence[Line], book: PolicyBook) -> Iterator[Seen]:
    part = snapshot.part([line.request.id for line in lines], {line.setting_id for line in lines})
    frame = make_frame(part, book)
    row_of = {place.place_id: row for row, place in enumerate(part.places)}
    judged = judge_all(frame, [line.request for line in lines])
    for i, line in enumerate(lines):
        yield _seen(judged, i, row_of[line.place_id])


def _seen(judged: Judged, i: int, row: int) -> Seen:
    lists, pairs = Lists(judged, i), judged.pairs
    leaving, at = int(pairs.leaving[i, row]), np.array([row], np.intp)
    score, view = judged.score_at(i, at), pairs.view_here(i, row)
    held = float(np.clip(score.total[0], 0, HUNDRED))
    return Seen(
        against=what_stands_against(lists)[:, row],
        approvals=int(lists.how_many_approvals[row]),
        is_disliked=view is not None and view.view is ViewStrength.STRONGLY_AGAINST,
        is_staffed=bool(rota_has_to_suffice(lists, at)[0]),
        score=held,
        sibling=float(np.clip(score.adjustments[SIBLINGS][0], 0, held)),
        continuity=min(float(score.points[KEY_WORKER][0]), held),
        first_night=date.fromordinal(int(pairs.first[i, row])),
        leaving=None if leaving == FAR else date.fromordinal(leaving),
    )


def spoilt(alone: Seen, together: Seen) -> bool:
    """Whether company takes from a place what it offered alone: a rule that held, or nights."""
    nights = (alone.first_night, alone.leaving) != (together.first_night, together.leaving)
    return nights or bool((together.against & ~alone.against).any())


def smallest_company(snapshot: Snapshot, line: Line, others: Sequence[Line], book: PolicyBook) -> list[Line]:
    """The fewest of these others, by leaving out one after the other, whose company spoils a line's place."""
    alone = seen(snapshot, [line], book)[0]

    def still(company: Sequence[Line]) -> bool:
        return spoilt(alone, seen(with_plan(snapshot, [line, *company]), [line], book)[0])

    needed = list(others)
    for one in others:
        without = [other for other in needed if other is not one]
        if still(without):
            needed = without
    return needed
