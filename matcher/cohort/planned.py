"""A plan written into a snapshot, as if it were agreed: what the rule book then has to say is the plan's test."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matcher.domain.codes import PlacementState
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Commitment
from matcher.ledger import takes_a_bed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person at one place, on these nights; `leaving` None = no planned end."""

    request: PlacementRequest
    setting_id: str
    place_id: str
    first_night: date
    leaving: date | None

    @property
    def placement(self) -> Placement:
        """The same as a placement that is agreed."""
        return Placement(
            id=f"plan-{self.request.id}",
            young_person_id=self.request.young_person_id,
            setting_id=self.setting_id,
            place_id=self.place_id,
            first_night=self.first_night,
            leaving=self.leaving,
            state=PlacementState.ACCEPTED,
            request_id=self.request.id,
            purpose=self.request.purpose,
        )


def with_plan(snapshot: Snapshot, lines: Sequence[Line]) -> Snapshot:
    """The snapshot with everybody placed as planned: moved out of where they are, with the staff they need to themselves."""
    line_of = {line.request.young_person_id: line for line in lines}
    kept = [left for one in snapshot.placements for left in _left(snapshot, one, line_of.get(one.young_person_id))]
    stays_put = {one.young_person_id for one in kept if _goes_on(one, line_of.get(one.young_person_id))}
    new = [line.placement for line in lines if line.request.young_person_id not in stays_put]
    return replace(
        snapshot,
        placements=(*kept, *new),
        commitments=(*snapshot.commitments, *_staff_of_their_own(snapshot, lines)),
    )


def _left(snapshot: Snapshot, one: Placement, line: Line | None) -> Iterator[Placement]:
    """What is left of somebody's placement once they live where they are planned: it ends, goes on, or never begins."""
    if line is None or not takes_a_bed(one, snapshot):
        yield one
    elif _goes_on(one, line):
        yield replace(one, leaving=line.leaving)
    elif one.first_night < line.first_night:
        ends = line.first_night if one.leaving is None else min(one.leaving, line.first_night)
        yield replace(one, leaving=ends)


def _goes_on(one: Placement, line: Line | None) -> bool:
    """The place planned is where the person lives already, up to the first night and beyond."""
    if line is None or (one.setting_id, one.place_id) != (line.setting_id, line.place_id):
        return False
    return one.first_night < line.first_night and (one.leaving is None or one.leaving >= line.first_night)


def _staff_of_their_own(snapshot: Snapshot, lines: Iterable[Line]) -> Iterator[Commitment]:
    tied = {(one.young_person_id, one.setting_id) for one in snapshot.commitments}
    for line in lines:
        who = line.request.young_person_id
        if line.request.required_ratio and (who, line.setting_id) not in tied:
            yield Commitment(
                setting_id=line.setting_id,
                staff=line.request.required_ratio,
                first_night=line.first_night,
                leaving=line.leaving,
                young_person_id=who,
            )
