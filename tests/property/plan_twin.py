"""The slow twin of a plan for everybody: every plan of a small world, judged one by one, and the best of them.

Written from design section 5 and the words of what is asked, not from the rows. Each plan is put into the snapshot, the
rule book judges everybody with everybody else there, and what is shared is counted by hand: bank staff, key workers,
specialists (`plan_twin_shared`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product

from matcher.cohort.asked import AssignmentAsked, LockKind
from matcher.cohort.planned import Line, with_plan
from matcher.domain.person_codes import ViewStrength
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.options.rank import rank
from matcher.options.result import PlacementOption
from matcher.policy import PolicyBook
from tests.property.plan_twin_choice import Choice, Plan, hundredths
from tests.property.plan_twin_shared import Shared
from tests.property.plan_twin_worlds import Judgement, if_nobody_left

Value = tuple[int, int, int, int, int, int]
"""Emergencies placed, requests with few candidates placed, requests placed, hundredths of a point; less approvals, less
changes: more is better, the first that differs decides."""


@dataclass(frozen=True)
class Best:
    """The best there is: its value, and the places of every plan that reaches it. No plans: none is sound."""

    value: Value | None
    plans: tuple[dict[str, str], ...]


class Twin:
    """One world's plans."""

    def __init__(self, snapshot: Snapshot, asked: AssignmentAsked, book: PolicyBook) -> None:
        self.snapshot, self.asked, self.book = snapshot, asked, book
        self.figures = book.on(snapshot.today).figures
        ids = asked.request_ids
        self.requests = [one for one in snapshot.placement_requests if one.is_open and (ids is None or one.id in ids)]
        self._apart: dict[frozenset[tuple[str, str]], bool] = {}
        """Two lines -> whether what fails with just the two of them there is mended by nobody else: never in one plan."""
        self.choices = {one.id: list(self._choices(one)) for one in self.requests}

    @cached_property
    def today(self) -> Judgement:
        """The rule book on everybody as things stand."""
        return Judgement(self.snapshot, self.requests, self.book)

    # What each could have

    def _choices(self, request: PlacementRequest) -> Iterator[Choice]:
        """Its own options, and what needs approval if that is asked for; nothing under the floor or strongly disliked."""
        result = rank(self.snapshot, request.id, self.book)
        listed = (*result.options, *(result.needs_approval if self.asked.with_approvals else ()))
        for option in listed:
            if option.score >= self.figures.plan_floor and not self._is_disliked(request, option):
                yield self._choice(request, option)

    def _is_disliked(self, request: PlacementRequest, option: PlacementOption) -> bool:
        """Strongly against the setting: no world here has views on kinds or on people."""
        person = next(one for one in self.snapshot.young_people if one.id == request.young_person_id)
        said = [one.view for one in person.views or () if one.setting_id == option.setting_id]
        return ViewStrength.STRONGLY_AGAINST in said[-1:]

    def _choice(self, request: PlacementRequest, option: PlacementOption) -> Choice:
        line = Line(
            request=request,
            setting_id=option.setting_id,
            place_id=option.place_id,
            first_night=option.first_night,
            leaving=option.leaving,
        )
        parts = {one.slug: hundredths(one.points) for one in option.parts}
        adjustments = {one.slug: hundredths(one.points) for one in option.adjustments}
        points = hundredths(option.score)
        return Choice(
            line=line,
            points=points,
            siblings=min(max(adjustments["siblings-together"], 0), points),
            key_worker=min(parts["key-worker-continuity"], points),
            approvals=self.today.approvals(line),
            rota=self.today.rota_has_to_suffice(line),
        )

    # Whether a plan is sound

    def is_sound(self, plan: Plan) -> bool:
        """With everybody there, every place is still what it was: on its list, for its nights, with no more approvals.

        So it has to be once everybody has moved, and also as long as nobody has left where they live or what is held for
        them: no plan gives one person the bed that another may yet need.
        """
        if not plan:
            return True
        staying, before = self._put_in(plan)
        if not all(before.has_the_nights_of(one.line) and self._is_as_good(one, before) for one in plan):
            return False
        moved = with_plan(self.snapshot, [one.line for one in plan])
        after = before if moved == staying else Judgement(moved, [for_its_nights(one.line) for one in plan], self.book)
        return all(after.has_the_nights_of(one.line) and self._is_as_good(one, after) for one in plan)

    def _put_in(self, plan: Plan) -> tuple[Snapshot, Judgement]:
        lines = [one.line for one in plan]
        staying = if_nobody_left(self.snapshot, lines)
        return staying, Judgement(staying, [line.request for line in lines], self.book)

    def _is_as_good(self, one: Choice, world: Judgement) -> bool:
        return world.is_listed(one.line) and world.approvals(one.line) <= one.approvals

    def keeps_to_what_is_settled(self, plan: Plan) -> bool:
        """The locks, and no more changes to the plan given than are allowed."""
        pairs = {(one.line.request.id, one.line.place_id) for one in plan}
        for lock in self.asked.locks:
            if ((lock.request_id, lock.place_id) in pairs) is not (lock.kind is LockKind.THIS_PAIR):
                return False
        return self.asked.most_changes is None or self.changes(plan) <= self.asked.most_changes

    def changes(self, plan: Plan) -> int:
        """Lines of the plan given that are not lines of this one."""
        pairs = {(one.line.request.id, one.line.place_id) for one in plan}
        return sum((one.request_id, one.place_id) not in pairs for one in self.asked.given or ())

    # What a plan is worth

    def value(self, plan: Plan, points: int) -> Value:
        """The levels, in order, with so many points."""
        placed = [one.line.request for one in plan]
        return (
            sum(one.is_emergency for one in placed),
            sum(len(self.choices[one.id]) <= self.figures.few_candidates for one in placed),
            len(placed),
            points,
            -sum(len(one.approvals) for one in plan),
            -self.changes(plan),
        )

    def at_best(self, plan: Plan) -> Value:
        """No plan is worth more than with every point of everybody's own list."""
        return self.value(plan, sum(one.points for one in plan))

    def all_plans(self) -> Iterator[Plan]:
        """Everybody at one of their places or nowhere, in every way; nobody at two places, whatever is asked for them."""
        for each in product(*([None, *choices] for choices in self.choices.values())):
            plan = tuple(one for one in each if one is not None)
            if len({one.line.request.young_person_id for one in plan}) == len(plan):
                yield plan

    @cached_property
    def best(self) -> Best:
        """The best sound plan: those that could be better than the best so far are looked at, the most promising first."""
        best: Value | None = None
        reached: list[Plan] = []
        for plan in sorted(filter(self.keeps_to_what_is_settled, self.all_plans()), key=self.at_best, reverse=True):
            if best is not None and self.at_best(plan) < best:
                break
            if any(self._apart.get(key(*pair)) for pair in combinations(plan, 2)):
                continue
            value = self.worth(plan)
            if value is None or (best is not None and value < best):
                continue
            if not self.is_sound(plan):
                self._learn(plan)
                continue
            reached = [*reached, plan] if value == best else [plan]
            best = value
        return Best(best, tuple({one.line.request.id: one.line.place_id for one in plan} for plan in reached))

    def _learn(self, plan: Plan) -> None:
        """Which two of an unsound plan are to blame, if it is two: no other plan with both is looked at."""
        for one, other in combinations(plan, 2):
            if key(one, other) not in self._apart:
                _, world = self._put_in((one, other))
                self._apart[key(one, other)] = any(
                    world.fails_for_good(each.line) - self.today.fails_for_good(each.line) for each in (one, other)
                )

    def worth(self, plan: Plan) -> Value | None:
        """What a plan comes to if it is sound; None where there is no bed, or no bank worker, for somebody."""
        if not plan:
            return self.value(plan, 0)
        points = None if self.is_too_full(plan) else Shared(self.snapshot, self.requests, plan, self.book).points
        return None if points is None else self.value(plan, points)

    def is_too_full(self, plan: Plan) -> bool:
        """More people come to a place row than it has beds. The rule book says so too; this says it at once."""
        lines = [one.line for one in plan]
        return any(sum(is_there(other, one) for other in lines) > self.beds[one.place_id] for one in lines)

    @cached_property
    def beds(self) -> dict[str, int]:
        return {one.place_id: one.beds for one in self.snapshot.places}


def for_its_nights(line: Line) -> PlacementRequest:
    """A request that asks for the nights of the line: what others leave behind gives it no more."""
    return replace(line.request, start_date=line.first_night, end_date=line.leaving, first_night_latest=None)


def key(one: Choice, other: Choice) -> frozenset[tuple[str, str]]:
    """Two lines, in whatever order."""
    return frozenset((each.line.request.id, each.line.place_id) for each in (one, other))


def is_there(one: Line, other: Line) -> bool:
    """In the same place row on the other's first night; everybody is there on their own."""
    night = other.first_night
    return one.place_id == other.place_id and one.first_night <= night and (one.leaving is None or night < one.leaving)
