"""Every line of a plan judged by the rule book, alone and with everybody else there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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

    @property
    def nights(self) -> tuple[date, date | None]:
        """From the first, up to the day of leaving."""
        return self.first_night, self.leaving


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


@dataclass(frozen=True)
class Together:
    """One line as the rule book sees it with everybody else placed.

    It is judged for the nights that it has: whoever moves leaves room, but to nobody in this plan.

    staying  as long as nobody has left where they live, nor what is held for them: any of the moves may not come to be
    moved    once everybody has moved
    """

    staying: Seen
    moved: Seen

    def spoils(self, alone: Seen) -> bool:
        """Whether company takes from a place what it offered alone: a rule that held, or nights."""
        against = (self.staying.against | self.moved.against) & ~alone.against
        other_nights = not alone.nights == self.staying.nights == self.moved.nights
        return other_nights or bool(against.any())


def seen_together(snapshot: Snapshot, plan: Sequence[Line], lines: Sequence[Line], book: PolicyBook) -> list[Together]:
    """Each of these lines of a plan, with the whole plan put into the snapshot."""
    staying, moved = with_plan(snapshot, plan, nobody_leaves=True), with_plan(snapshot, plan)
    pinned = [replace(line, request=line.request_for_its_nights) for line in lines]
    before = seen(staying, pinned, book)
    after = before if moved == staying else seen(moved, pinned, book)
    return [Together(*both) for both in zip(before, after, strict=True)]


def smallest_company(
    snapshot: Snapshot, line: Line, near: Sequence[Line], everybody: Sequence[Line], book: PolicyBook
) -> list[Line]:
    """The fewest others, by leaving out one after the other, whose company spoils a line's place.

    near       those whose company usually matters: the others are looked at only where it is none of these
    everybody  all the others, whose company does spoil it
    """
    alone = seen(snapshot, [line], book)[0]

    def still(company: Sequence[Line]) -> bool:
        return seen_together(snapshot, [line, *company], [line], book)[0].spoils(alone)

    needed = list(near if still(near) else everybody)
    for one in tuple(needed):
        without = [other for other in needed if other is not one]
        if still(without):
            needed = without
    return needed
