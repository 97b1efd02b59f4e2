"""A plan written into a snapshot, as if it were agreed: what the rule book then has to say is the plan's test."""

from collections.abc import Iterator, Sequence
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
    def request_for_its_nights(self) -> PlacementRequest:
        """The request as if it asked for just these nights: room made by others then gives it no further ones."""
        return replace(self.request, start_date=self.first_night, end_date=self.leaving, first_night_latest=None)

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


def with_plan(snapshot: Snapshot, lines: Sequence[Line], *, nobody_leaves: bool = False) -> Snapshot:
    """The snapshot with everybody placed as planned: moved out of where they are, with the staff they need to themselves.

    nobody_leaves  everybody also still lives in the home that they would leave, and keeps what is held for them there
    """
    line_of = {line.request.young_person_id: line for line in lines}
    kept = [
        left
        for one in snapshot.placements
        for left in _left(snapshot, one, line_of.get(one.young_person_id), nobody_leaves=nobody_leaves)
    ]
    stays_put = {one.young_person_id for one in kept if _goes_on(one, line_of.get(one.young_person_id))}
    new = [line.placement for line in lines if line.request.young_person_id not in stays_put]
    tied = [left for one in snapshot.commitments for left in _left_tied(one, line_of.get(one.young_person_id or ""))]
    return replace(
        snapshot, placements=(*kept, *new), commitments=(*tied, *(own for line in lines for own in _tied_to(line)))
    )


def _left(snapshot: Snapshot, one: Placement, line: Line | None, *, nobody_leaves: bool) -> Iterator[Placement]:
    """What is left of somebody's placement once they live where they are planned: it ends, goes on, or never begins."""
    if line is None or not takes_a_bed(one, snapshot) or (nobody_leaves and one.setting_id != line.setting_id):
        yield one
        return
    if _goes_on(one, line):
        yield replace(one, leaving=line.leaving)
    elif one.first_night < line.first_night:
        ends = line.first_night if one.leaving is None else min(one.leaving, line.first_night)
        yield replace(one, leaving=ends)
    if nobody_leaves and line.leaving is not None and (one.leaving is None or one.leaving > line.leaving):
        yield replace(one, id=f"{one.id}-after", first_night=max(one.first_night, line.leaving))


def _goes_on(one: Placement, line: Line | None) -> bool:
    """The place planned is where the person lives already, up to the first night and beyond."""
    if line is None or (one.setting_id, one.place_id) != (line.setting_id, line.place_id):
        return False
    return one.first_night < line.first_night and (one.leaving is None or one.leaving >= line.first_night)


def _left_tied(one: Commitment, line: Line | None) -> Iterator[Commitment]:
    """What is left of staff tied to somebody in the home where they are planned: the nights on which they are not there."""
    if line is None or one.setting_id != line.setting_id:
        yield one
        return
    if one.first_night < line.first_night:
        ends = line.first_night if one.leaving is None else min(one.leaving, line.first_night)
        yield replace(one, leaving=ends)
    if line.leaving is not None and (one.leaving is None or one.leaving > line.leaving):
        yield replace(one, first_night=max(one.first_night, line.leaving))


def _tied_to(line: Line) -> Iterator[Commitment]:
    """The staff that somebody needs to themselves where they are planned."""
    if line.request.required_ratio:
        yield Commitment(
            setting_id=line.setting_id,
            staff=line.request.required_ratio,
            first_night=line.first_night,
            leaving=line.leaving,
            young_person_id=line.request.young_person_id,
        )
