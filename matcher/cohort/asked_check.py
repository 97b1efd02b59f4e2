"""Whether what is asked of a plan can be asked at all: quick, and before anybody begins to solve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from matcher.cohort.asked import AssignmentAsked, GivenPair, Lock, LockKind
from matcher.domain.checks import refusal
from matcher.domain.errors import Problem
from matcher.domain.snapshot import Snapshot

ONE_LOCK = "Keep one of the two locks."


def check(snapshot: Snapshot, asked: AssignmentAsked) -> None:
    """Raises InvalidInput with every problem: ids that are not there, locks that contradict each other, lines said twice."""
    found = [*_requests(snapshot, asked), *_locks(snapshot, asked), *_given(asked)]
    if found:
        raise refusal(found)


@dataclass(frozen=True, slots=True)
class _Known:
    """What may be named."""

    still_open: frozenset[str]
    closed: frozenset[str]
    asked_for: frozenset[str]
    places: frozenset[str]

    def wrong_with_request(self, pointer: str, id_: str) -> Iterator[Problem]:
        """Not there, not open, or not among those who are asked for."""
        if id_ in self.closed:
            yield Problem(pointer, "This placement request is not open.", "Leave it out, or open the request first.")
        elif id_ not in self.still_open:
            yield Problem(pointer, "There is no placement request with this id.", "Correct the id, or leave it out.")
        elif id_ not in self.asked_for:
            yield Problem(pointer, "This request is not among request_ids.", "Add it there, or leave this line out.")

    def wrong_with_place(self, pointer: str, id_: str) -> Iterator[Problem]:
        """Not there."""
        if id_ not in self.places:
            yield Problem(pointer, "There is no place with this id.", "Correct the id, or leave this line out.")

    def wrong_with_pair(self, pointer: str, pair: Lock | GivenPair) -> Iterator[Problem]:
        """Both of these."""
        yield from self.wrong_with_request(f"{pointer}/request_id", pair.request_id)
        yield from self.wrong_with_place(f"{pointer}/place_id", pair.place_id)


def _known(snapshot: Snapshot, asked: AssignmentAsked) -> _Known:
    still_open = frozenset(one.id for one in snapshot.placement_requests if one.is_open)
    closed = frozenset(one.id for one in snapshot.placement_requests) - still_open
    asked_for = still_open if asked.request_ids is None else frozenset(asked.request_ids)
    return _Known(still_open, closed, asked_for, frozenset(one.place_id for one in snapshot.places))


def _requests(snapshot: Snapshot, asked: AssignmentAsked) -> Iterator[Problem]:
    known = _known(snapshot, asked)
    for n, id_ in enumerate(asked.request_ids or ()):
        yield from known.wrong_with_request(f"/request_ids/{n}", id_)
    for n, first in _repeated(asked.request_ids or ()):
        yield Problem(f"/request_ids/{n}", f"/request_ids/{first} is the same request.", "Name each request once.")


def _locks(snapshot: Snapshot, asked: AssignmentAsked) -> Iterator[Problem]:
    known = _known(snapshot, asked)
    pairs = [known.wrong_with_pair(f"/locks/{n}", lock) for n, lock in enumerate(asked.locks)]
    return chain(*pairs, _two_places(asked.locks), _both_ways(asked.locks))


def _two_places(locks: tuple[Lock, ...]) -> Iterator[Problem]:
    """Nobody can be at two places."""
    first: dict[str, tuple[int, str]] = {}
    for n, lock in enumerate(locks):
        if lock.kind is LockKind.THIS_PAIR:
            at, place = first.setdefault(lock.request_id, (n, lock.place_id))
            if place != lock.place_id:
                yield Problem(f"/locks/{n}/place_id", f"/locks/{at} puts this request at another place.", ONE_LOCK)


def _both_ways(locks: tuple[Lock, ...]) -> Iterator[Problem]:
    """At a place and never there."""
    first: dict[tuple[str, str], tuple[int, LockKind]] = {}
    for n, lock in enumerate(locks):
        at, kind = first.setdefault((lock.request_id, lock.place_id), (n, lock.kind))
        if kind is not lock.kind:
            yield Problem(f"/locks/{n}/kind", f"/locks/{at} says the opposite of the same pair.", ONE_LOCK)


def _given(asked: AssignmentAsked) -> Iterator[Problem]:
    """A line whose request or place is not there any more is a change that nobody can avoid: no mistake."""
    given = asked.given or ()
    for n, at in _repeated([pair.request_id for pair in given]):
        yield Problem(f"/given/{n}/request_id", f"/given/{at} has the same request.", "Give each request one place.")
    if asked.given is None:
        yield from _changes_of_nothing(asked)


def _changes_of_nothing(asked: AssignmentAsked) -> Iterator[Problem]:
    nothing = "There is no plan in `given` whose changes could be counted."
    mend = "Send the plan made before as `given`, or leave this out."
    if asked.most_changes is not None:
        yield Problem("/most_changes", nothing, mend)
    if asked.ladder:
        yield Problem("/ladder", nothing, mend)


def _repeated(ids: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where an id stands again, and where it stood first."""
    first: dict[str, int] = {}
    for n, id_ in enumerate(ids):
        at = first.setdefault(id_, n)
        if at != n:
            yield n, at
