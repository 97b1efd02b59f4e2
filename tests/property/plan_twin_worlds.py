"""A plan put into a snapshot, and what the rule book says of each of its lines there."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.cohort.planned import Line, with_plan
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import OutOfUse
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.ledger import ordinal, takes_a_bed
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.outcomes import NOT_MET, PLACE
from matcher.policy import PolicyBook
from matcher.rules import Kind

MENDED_BY_COMPANY = {"adults-in-minority"}
"""One child more, and the adults of a home are in the minority again."""


class Judgement:
    """The rule book on some requests at every place of a snapshot."""

    def __init__(self, snapshot: Snapshot, requests: Sequence[PlacementRequest], book: PolicyBook) -> None:
        self.judged = judge_all(make_frame(snapshot, book), requests)
        self.at = {one.id: i for i, one in enumerate(requests)}
        self.row = {one.place_id: at for at, one in enumerate(snapshot.places)}

    def _pair(self, line: Line) -> tuple[int, int]:
        return self.at[line.request.id], self.row[line.place_id]

    def approvals(self, line: Line) -> frozenset[str]:
        """The limbs that somebody would have to approve."""
        i, row = self._pair(line)
        limbs = [(at, one) for at, (_, one) in enumerate(self.judged.limbs) if one.kind is Kind.AUTHORISE]
        return frozenset(one.id for at, one in limbs if self.judged.settled[at, i, row] >= PLACE)

    def fails_for_good(self, line: Line) -> frozenset[str]:
        """The hard limbs that are not met, and the approvals that are open, but for what more company could mend."""
        i, row = self._pair(line)
        limbs = [(at, one) for at, (_, one) in enumerate(self.judged.limbs) if one.kind is Kind.HARD]
        hard = frozenset(one.id for at, one in limbs if self.judged.outcomes[at, i, row] == NOT_MET)
        return (hard | self.approvals(line)) - MENDED_BY_COMPANY

    def is_listed(self, line: Line) -> bool:
        """An option, or one once it is approved."""
        i, row = self._pair(line)
        lists = Lists(self.judged, i)
        return not lists.referred and bool(lists.options_rows[row] or lists.needs_approval_rows[row])

    def has_the_nights_of(self, line: Line) -> bool:
        """The place offers the nights of the line, and no others."""
        return self._nights(line) == (line.first_night.toordinal(), ordinal(line.leaving))

    def _nights(self, line: Line) -> tuple[int, int]:
        i, row = self._pair(line)
        return int(self.judged.pairs.first[i, row]), int(self.judged.pairs.leaving[i, row])

    def rota_has_to_suffice(self, line: Line) -> bool:
        """`staff-ratio` holds, and nobody has approved it to be left open."""
        i, row = self._pair(line)
        limb = next(at for at, (_, one) in enumerate(self.judged.limbs) if one.id == "staff-ratio")
        return bool(self.judged.outcomes[limb, i, row] < PLACE) and (limb, i, row) not in self.judged.authorised


def if_nobody_left(snapshot: Snapshot, lines: Sequence[Line]) -> Snapshot:
    """The plan put in, with everybody also still where they live and where a place is held for them.

    Nobody is in one home twice: whoever moves within a home leaves a bed there that is out of use.
    """
    moved = with_plan(snapshot, lines)
    own = [(line, one) for line in lines for one in snapshot.placements if is_own(line, one, snapshot)]
    still = [rest for line, one in own if (rest := _still(line, one)) is not None]
    left = [(one.place_id, _left(line, one)) for line, one in own if line.place_id != one.place_id]
    places = tuple(
        replace(row, out_of_use=(*row.out_of_use, *(out for place_id, out in left if out and place_id == row.place_id)))
        for row in moved.places
    )
    return replace(moved, placements=(*moved.placements, *still), places=places)


def is_own(line: Line, one: Placement, snapshot: Snapshot) -> bool:
    """Where the person of a line lives, or what is held for them."""
    return one.young_person_id == line.request.young_person_id and takes_a_bed(one, snapshot)


def _still(line: Line, one: Placement) -> Placement | None:
    """What the plan takes of a placement: from the first night on, in the same home only the nights after the last."""
    ends = line.first_night if one.setting_id != line.setting_id else line.leaving
    if ends is None or (one.leaving is not None and one.leaving <= ends):
        return None
    return replace(one, id=f"still-{one.id}", first_night=max(one.first_night, ends))


def _left(line: Line, one: Placement) -> OutOfUse | None:
    """A bed of the same home that is left empty, on the nights of the line."""
    if one.setting_id != line.setting_id:
        return None
    first = max(one.first_night, line.first_night)
    leaving = min((day for day in (one.leaving, line.leaving) if day is not None), default=None)
    return OutOfUse(first_night=first, leaving=leaving) if leaving is None or first < leaving else None
