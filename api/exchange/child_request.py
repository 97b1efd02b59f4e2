"""Asks for a place for a child of an imported return: a planned request made from the child's open episode."""

from dataclasses import replace
from datetime import date, datetime, time

from matcher.domain.codes import Door, PlacementState
from matcher.domain.errors import MatcherError
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON

NOON = time(12)


class NoSuchChild(MatcherError):
    """The snapshot has nobody with this id."""

    code = "no_such_child"
    remedy = "Check the child's id against the snapshot's young_people."


class NoOpenEpisode(MatcherError):
    """The child was not looked after on that day, as far as the snapshot tells."""

    code = "no_open_episode"
    remedy = "Choose a day on which the child is looked after, or import the return as of that day."


def request_id(child_id: str, as_of: date) -> str:
    """The id of the request that request_for_child adds."""
    return f"{child_id}-request-{as_of:%Y%m%d}"


def request_for_child(snapshot: Snapshot, child_id: str, as_of: date) -> Snapshot:
    """The snapshot on that day (noon, London), with one more planned request: for this child, from then, open-ended.

    For a day before the snapshot's own: stays begun since are left out, stays ended since are open again, and legal
    statuses, which the snapshot has for its own day only, are not known; settings stay as they are. Raises NoSuchChild,
    or NoOpenEpisode where the child has no open episode on that day.
    """
    if all(person.id != child_id for person in snapshot.young_people):
        raise NoSuchChild("no young person in the snapshot has this id")
    then = _on(as_of, snapshot)
    if not _is_looked_after(child_id, then, as_of):
        raise NoOpenEpisode(f"this child has no open episode on {as_of.isoformat()}; short breaks do not count")
    request = PlacementRequest(
        id=request_id(child_id, as_of), young_person_id=child_id, start_date=as_of, door=Door.PLANNED_MOVE
    )
    others = (other for other in then.placement_requests if other.id != request.id)
    return replace(then, placement_requests=(*others, request))


def _is_looked_after(child_id: str, then: Snapshot, day: date) -> bool:
    """Whether an episode is open; the import makes a placement of every one, whatever is known of where."""
    theirs = (placement for placement in then.placements if placement.young_person_id == child_id)
    return any(placement.state is PlacementState.STARTED and placement.nights.covers(day) for placement in theirs)


def _on(day: date, snapshot: Snapshot) -> Snapshot:
    if day == snapshot.today:
        return snapshot
    noon = datetime.combine(day, NOON, LONDON)
    if day > snapshot.today:
        return replace(snapshot, as_of=noon)
    born = (person for person in snapshot.young_people if person.date_of_birth is None or person.date_of_birth <= day)
    begun = (placement for placement in snapshot.placements if placement.first_night <= day)
    return replace(
        snapshot,
        as_of=noon,
        young_people=tuple(replace(person, legal_status=None) for person in born),
        placements=tuple(_as_it_stood(placement, day) for placement in begun),
    )


def _as_it_stood(placement: Placement, day: date) -> Placement:
    if placement.state is not PlacementState.ENDED or placement.leaving is None or placement.leaving <= day:
        return placement
    return replace(placement, leaving=None, state=PlacementState.STARTED)
