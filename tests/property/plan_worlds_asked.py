"""What is asked of a plan in a small world: whom it is for, approvals, locks, a plan made before."""

from fixtures.draw import Draw
from matcher.cohort.asked import AssignmentAsked, GivenPair, Lock, LockKind
from matcher.domain.snapshot import Snapshot


def what_is_asked(draw: Draw, snapshot: Snapshot, seed: int) -> AssignmentAsked:
    """Mostly a plan for everybody and nothing else."""
    ids = [one.id for one in snapshot.placement_requests]
    chosen = [one for one in ids if not draw.chance(15)] if draw.chance(15) else ids
    places = [one.place_id for one in snapshot.places]
    given = tuple(GivenPair(request_id=one, place_id=draw.one_of(places)) for one in chosen if draw.chance(60))
    has_given = draw.chance(30)
    return AssignmentAsked(
        request_ids=tuple(chosen) if len(chosen) < len(ids) else None,
        with_approvals=draw.chance(25),
        locks=_locks(draw, chosen, places) if draw.chance(25) else (),
        given=given if has_given else None,
        most_changes=draw.between(0, len(given)) if has_given and draw.chance(40) else None,
        seed=seed,
    )


def _locks(draw: Draw, ids: list[str], places: list[str]) -> tuple[Lock, ...]:
    """One or two; never two about the same request."""
    kinds = (LockKind.THIS_PAIR, LockKind.NOT_THIS_PAIR)
    return tuple(
        Lock(request_id=one, place_id=draw.one_of(places), kind=draw.one_of(kinds))
        for one in draw.some(ids, draw.between(1, 2))
    )
