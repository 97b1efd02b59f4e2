"""The test that every plan has to pass before it leaves: the rule book with everybody there, and everything that is shared.

It reads the snapshot and the lines of the plan, and knows nothing of candidates, rows or what was counted.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.asked import AssignmentAsked, LockKind
from matcher.cohort.assignment import Hours, KeyWorkerChoice, Placed
from matcher.cohort.planned import Line, with_plan
from matcher.cohort.shared_hours import bank_needed, specialist_hours_short
from matcher.cohort.staff import SHIFT_HOURS
from matcher.cohort.together import Seen, Together, seen, seen_together
from matcher.domain.person_codes import SiblingPlan
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Worker
from matcher.frame import Frame, make_frame
from matcher.frame.index import WEIGHT, load_of
from matcher.policy import PolicyBook

Ints = NDArray[np.int64]
ROUNDING = 0.005


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong with a plan; `company` says that it is only who else was placed."""

    says: str
    request_id: str | None = None
    company: bool = False


@dataclass(frozen=True)
class Plan:
    """What is to be verified: the lines as they are shown, the shared hours, and the value claimed for it all."""

    placed: Sequence[Placed]
    hours: Hours
    value: float


def verify(snapshot: Snapshot, plan: Plan, asked: AssignmentAsked, book: PolicyBook) -> list[Trouble]:
    """Everything that is wrong with a plan; empty = it is sound."""
    unknown = list(_unknown(snapshot, plan.placed))
    if unknown:
        return unknown
    lines = lines_of(snapshot, plan.placed)
    alone, everybody = seen(snapshot, lines, book), seen_together(snapshot, lines, lines, book)
    frame = make_frame(with_plan(snapshot, lines, nobody_leaves=True), book)
    return [
        *_twice(lines),
        *(one for each in zip(plan.placed, lines, alone, strict=True) for one in _not_an_option(*each, asked, book)),
        *_spoilt(lines, alone, everybody),
        *_locks(plan.placed, asked),
        *_changes(plan.placed, asked),
        *_caseloads(frame, plan.placed),
        *_shared_hours(frame, lines, alone, plan),
        *_points(snapshot, plan, alone, asked, book),
    ]


def lines_of(snapshot: Snapshot, placed: Sequence[Placed]) -> list[Line]:
    """The lines of a plan; every request in it is in the snapshot."""
    request = {one.id: one for one in snapshot.placement_requests}
    return [
        Line(
            request=request[one.request_id],
            setting_id=one.setting_id,
            place_id=one.place_id,
            first_night=one.first_night,
            leaving=one.leaving,
        )
        for one in placed
    ]


def _unknown(snapshot: Snapshot, placed: Sequence[Placed]) -> Iterator[Trouble]:
    """A request that is not open, a place that there is not."""
    is_open = {one.id for one in snapshot.placement_requests if one.is_open}
    places = {(one.place_id, one.setting_id) for one in snapshot.places}
    for one in placed:
        if one.request_id not in is_open:
            yield Trouble("the request is not open any more", one.request_id)
        if (one.place_id, one.setting_id) not in places:
            yield Trouble("there is no such place any more", one.request_id)


def _twice(lines: Sequence[Line]) -> Iterator[Trouble]:
    """One place for each person, whatever else is asked for them."""
    had: set[str] = set()
    for line in lines:
        if line.request.young_person_id in had:
            yield Trouble("the young person is placed twice", line.request.id)
        had.add(line.request.young_person_id)


def _not_an_option(
    placed: Placed, line: Line, alone: Seen, asked: AssignmentAsked, book: PolicyBook
) -> Iterator[Trouble]:
    """Alone, the place is on the person's own list, for these nights, with enough points."""
    closed = alone.against.any() and not (asked.with_approvals and alone.approvals == int(alone.against.sum()))
    if closed:
        yield Trouble("the place is not an option", placed.request_id)
    if alone.nights != (line.first_night, line.leaving):
        yield Trouble("the place offers other nights", placed.request_id)
    if abs(alone.score - placed.score) > ROUNDING:
        yield Trouble("the score is another one", placed.request_id)
    if alone.is_disliked or alone.score < book.on(line.first_night).figures.plan_floor:
        yield Trouble("nobody is placed under the floor, or where they are strongly against it", placed.request_id)


def _spoilt(lines: Sequence[Line], alone: Sequence[Seen], together: Sequence[Together]) -> Iterator[Trouble]:
    """What a place offers alone it offers with everybody else there."""
    for line, before, after in zip(lines, alone, together, strict=True):
        if after.spoils(before):
            yield Trouble("with the others there, the place is no longer an option", line.request.id, company=True)


def _locks(placed: Sequence[Placed], asked: AssignmentAsked) -> Iterator[Trouble]:
    """What was settled before stays so."""
    pairs = {(one.request_id, one.place_id) for one in placed}
    for lock in asked.locks:
        if ((lock.request_id, lock.place_id) in pairs) is not (lock.kind is LockKind.THIS_PAIR):
            yield Trouble("a lock is not kept to", lock.request_id)


def _changes(placed: Sequence[Placed], asked: AssignmentAsked) -> Iterator[Trouble]:
    """No more lines of the plan given have changed than may."""
    pairs = {(one.request_id, one.place_id) for one in placed}
    changed = sum((one.request_id, one.place_id) not in pairs for one in asked.given or ())
    if asked.most_changes is not None and changed > asked.most_changes:
        yield Trouble("more of the plan given is changed than was allowed")


def _caseloads(frame: Frame, placed: Sequence[Placed]) -> Iterator[Trouble]:
    """Nobody's load goes over `key_worker_max`, nor further over it than it is."""
    most = frame.policy.figures.key_worker_max
    request = {one.id: one for one in frame.snapshot.placement_requests}
    added: dict[str, float] = defaultdict(float)
    moved: dict[str, set[str]] = defaultdict(set)
    for one in placed:
        who = request[one.request_id].young_person_id
        for worker in frame.index.workers_of.get(who, []):
            moved[worker.id].add(who)
        if one.key_worker.worker_id is not None:
            added[one.key_worker.worker_id] += WEIGHT.get(one.kind, 1.0)
    for worker_id, more in added.items():
        if worker_id not in frame.index.workers:
            yield Trouble("a key worker in the plan is not recorded")
        elif _is_over(frame.index.workers[worker_id], moved[worker_id], more, most):
            yield Trouble("a key worker would have too many people")


def _is_over(worker: Worker, moved: set[str], more: float, most: float) -> bool:
    if worker.allocations is None:
        return False
    mine = load_of(worker)
    today, rest = sum(mine.values()), sum(load for who, load in mine.items() if who not in moved)
    return rest + more > max(most, today) + ROUNDING


def _shared_hours(frame: Frame, lines: Sequence[Line], alone: Sequence[Seen], plan: Plan) -> Iterator[Trouble]:
    """The bank suffices for all homes at once, and the hours claimed are the hours needed."""
    missing = bank_needed(frame, [line for line, one in zip(lines, alone, strict=True) if one.is_staffed])
    by_night: dict[int, Ints] = defaultdict(lambda: np.zeros(3, np.int64))
    for (_, night), gap in missing.items():
        by_night[night] = by_night[night] + gap
    for night, gap in sorted(by_night.items()):
        if (np.cumsum(gap) > frame.staffing.bank[night]).any():
            day = date.fromordinal(frame.index.ledger.origin + night)
            yield Trouble(f"on {day:%d %B %Y} the homes together need more bank staff than there are")
    hours = sum(int(gap @ np.array(SHIFT_HOURS)) for gap in missing.values())
    if abs(hours - plan.hours.bank_hours) > ROUNDING:
        yield Trouble("the hours of bank staff are others")
    if abs(specialist_hours_short(frame.snapshot, lines) - plan.hours.specialist_hours_short) > ROUNDING:
        yield Trouble("the hours that specialists lack are others")


def _points(
    snapshot: Snapshot, plan: Plan, alone: Sequence[Seen], asked: AssignmentAsked, book: PolicyBook
) -> Iterator[Trouble]:
    """What each line counts, and what they come to less the price of hours."""
    policy = book.on(snapshot.today)
    company = Siblings(snapshot, plan.placed, asked)
    for one, before in zip(plan.placed, alone, strict=True):
        lost = 0.0 if company.are_with(one) else before.sibling
        lost += policy.weights.key_worker_continuity * (one.key_worker.plan is KeyWorkerChoice.TO_AGREE)
        if one.key_worker.plan is not KeyWorkerChoice.KEPT and company.has_key_worker(one):
            lost += before.continuity
        if abs(before.score - lost - one.points) > ROUNDING:
            yield Trouble("the points are others", one.request_id)
    price = policy.figures.bank_hour_points * plan.hours.bank_hours
    price += policy.figures.specialist_hour_points * plan.hours.specialist_hours_short
    if abs(sum(one.points for one in plan.placed) - price - plan.value) > ROUNDING * max(len(plan.placed), 1):
        yield Trouble("the value is another one")


class Siblings:
    """Brothers and sisters of one cohort who are to live together, and who has a key worker."""

    def __init__(self, snapshot: Snapshot, placed: Sequence[Placed], asked: AssignmentAsked) -> None:
        self.people = {one.id: one for one in snapshot.young_people}
        chosen = None if asked.request_ids is None else set(asked.request_ids)
        cohort = [one for one in snapshot.placement_requests if one.is_open and (chosen is None or one.id in chosen)]
        self.person = {one.id: one.young_person_id for one in cohort}
        self.placed = {self.person[one.request_id]: one for one in placed if one.request_id in self.person}
        self.workers = {one.id for one in snapshot.workers or () if one.allocations is not None}
        self.together: dict[str, set[str]] = defaultdict(set)
        for who in self.person.values():
            for link in self.people[who].siblings or ():
                if link.same_authority and link.plan is SiblingPlan.TOGETHER and link.person_id in self.person.values():
                    self.together[who].add(link.person_id)
                    self.together[link.person_id].add(who)

    def are_with(self, one: Placed) -> bool:
        """Everybody of the cohort who is to live with them is planned for the same home on some of the same nights."""
        theirs = [self.placed.get(other) for other in self.together[self.person[one.request_id]]]
        return all(other is not None and _share_a_night(one, other) for other in theirs)

    def has_key_worker(self, one: Placed) -> bool:
        """Somebody whose load is recorded is their key worker."""
        current = self.people[self.person[one.request_id]].key_worker
        return current is not None and current.worker_id in self.workers


def _share_a_night(one: Placed, other: Placed) -> bool:
    before = one.leaving is None or other.first_night < one.leaving
    after = other.leaving is None or one.first_night < other.leaving
    return one.setting_id == other.setting_id and before and after
