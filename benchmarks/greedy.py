"""Today's practice: one young person after the other, each to the best place still free. Plans for everyone are held against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np

from matcher.domain.codes import PlacementState
from matcher.domain.nights import Nights
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists
from matcher.policy import PolicyBook


@dataclass(frozen=True, slots=True, kw_only=True)
class GreedyPlan:
    """Request -> place row, in the order in which they were placed. `points` as everybody's own list shows them."""

    placed: dict[str, str]
    points_of: dict[str, float]
    not_placed: tuple[str, ...]

    @property
    def points(self) -> float:
        """Of all together; whoever has no place counts nought."""
        return round(sum(self.points_of.values()), 1)


def one_after_the_other(snapshot: Snapshot, book: PolicyBook, *, floor: float = 0.0) -> GreedyPlan:
    """Emergencies first, then by the day the request came, then by first night: each takes the first of its own options.

    Each list is judged with everybody there who has been placed before. A place is passed over where it no longer has all
    the nights that it would have had for this person alone, where somebody placed there before could then no longer stay
    without an approval, or where it is worth less than `floor` points.
    """
    alone = judge_all(make_frame(snapshot, book), open_requests(snapshot))
    so_far = _SoFar(snapshot, book)
    points_of: dict[str, float] = {}
    left = []
    for i in sorted(range(len(alone.asks.requests)), key=lambda at: _turn(alone.asks.requests[at])):
        request = alone.asks.requests[i]
        own = {place_id: option for place_id, option in options_of(alone, i).items() if option.points >= floor}
        place_id = so_far.place(request, own)
        if place_id is None:
            left.append(request.id)
        else:
            points_of[request.id] = own[place_id].points
    return GreedyPlan(placed=so_far.placed, points_of=points_of, not_placed=tuple(left))


def by_beds_alone(snapshot: Snapshot, book: PolicyBook, *, floor: float = 0.0) -> GreedyPlan:
    """The same in a moment: each takes the best of its own options that has a bed on every night, whoever else is there.

    Worth more than what may be done: it minds neither company nor staff. For sizes where the other takes too long.
    """
    alone = judge_all(make_frame(snapshot, book), open_requests(snapshot))
    beds = _Beds(snapshot)
    placed, points_of, left = {}, {}, []
    for i in sorted(range(len(alone.asks.requests)), key=lambda at: _turn(alone.asks.requests[at])):
        request_id, own = alone.asks.requests[i].id, options_of(alone, i)
        best_first = sorted(own, key=lambda place_id: (-own[place_id].points, place_id))
        free = (each for each in best_first if own[each].points >= floor and beds.free(each, own[each]))
        place_id = next(free, None)
        if place_id is None:
            left.append(request_id)
        else:
            beds.take(place_id, own[place_id])
            placed[request_id], points_of[request_id] = place_id, own[place_id].points
    return GreedyPlan(placed=placed, points_of=points_of, not_placed=tuple(left))


def open_requests(snapshot: Snapshot) -> list[PlacementRequest]:
    """Those that wait for a place."""
    return [request for request in snapshot.placement_requests if request.is_open]


class Option(NamedTuple):
    """One option of one request: its points, and the nights that it has."""

    points: float
    first_night: date
    leaving: date | None

    @property
    def nights(self) -> Nights:
        """From the first up to the leaving day."""
        return Nights(self.first_night, self.leaving)


def options_of(judged: Judged, i: int) -> dict[str, Option]:
    """One request's own list: place row -> what it is worth."""
    rows = np.flatnonzero(Lists(judged, i).options_rows)
    points = judged.score_at(i, rows).total.tolist()
    places = judged.frame.snapshot.places
    return {
        places[row].place_id: Option(each, *_nights(judged, i, row))
        for row, each in zip(rows.tolist(), points, strict=True)
    }


def _turn(request: PlacementRequest) -> tuple[bool, float, date, str]:
    came = request.received_at.timestamp() if request.received_at else float("inf")
    return not request.is_emergency, came, request.start_date, request.id


class _SoFar:
    """The county with those who have been placed, as accepted placements."""

    def __init__(self, snapshot: Snapshot, book: PolicyBook) -> None:
        self.snapshot, self.book = snapshot, book
        self.placed: dict[str, str] = {}
        self._setting_of = {place.place_id: place.setting_id for place in snapshot.places}

    def place(self, request: PlacementRequest, own: Mapping[str, Option]) -> str | None:
        """Place the request, for all its nights, at the best of its own options where everybody can stay; None = there is none."""
        for place_id in self._best_first(request, own):
            planned = self._accepted(request, place_id, own[place_id])
            there = replace(self.snapshot, placements=(*self.snapshot.placements, planned))
            if self._all_can_stay(there, planned.setting_id):
                self.snapshot = there
                self.placed[request.id] = place_id
                return place_id
        return None

    def _best_first(self, request: PlacementRequest, own: Mapping[str, Option]) -> Iterator[str]:
        """Its own options that are still options, best first."""
        part = self.snapshot.part([request.id], {self._setting_of[one] for one in own})
        judged = judge_all(make_frame(part, self.book), [request])
        for line in Lists(judged, 0).ranked(None)[0]:
            place_id = part.places[line.row].place_id
            if place_id in own:
                yield place_id

    def _accepted(self, request: PlacementRequest, place_id: str, option: Option) -> Placement:
        return Placement(
            id=f"planned-{request.id}",
            young_person_id=request.young_person_id,
            setting_id=self._setting_of[place_id],
            place_id=place_id,
            first_night=option.first_night,
            leaving=option.leaving,
            state=PlacementState.ACCEPTED,
            request_id=request.id,
        )

    def _all_can_stay(self, there: Snapshot, setting_id: str) -> bool:
        """Whether everybody placed at a setting has it among their options with everybody else there."""
        mine = [one.request_id for one in there.placements if one.setting_id == setting_id and one.request_id]
        part = there.part(mine, [setting_id])
        frame = make_frame(part, self.book)
        judged = judge_all(frame, [frame.request(one) for one in mine])
        rows = {place.place_id: row for row, place in enumerate(part.places)}
        of_request = {one.request_id: rows[one.place_id or ""] for one in part.placements if one.request_id in mine}
        return all(Lists(judged, i).options_rows[of_request[one]] for i, one in enumerate(mine))


def _nights(judged: Judged, i: int, row: int) -> tuple[date, date | None]:
    """The nights a row offers to one of those judged."""
    first, leaving = int(judged.pairs.first[i, row]), int(judged.pairs.leaving[i, row])
    return date.fromordinal(first), date.fromordinal(leaving) if leaving < date.max.toordinal() else None


class _Beds:
    """The nights on which each row's beds are taken."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.beds = {place.place_id: place.beds for place in snapshot.places}
        self.taken: dict[str, list[Nights]] = {place_id: [] for place_id in self.beds}
        for one in snapshot.placements:
            if one.place_id:
                self.taken[one.place_id].append(one.nights)

    def free(self, place_id: str, option: Option) -> bool:
        """Whether a bed is free on every night: the fullest night is the first of somebody's, or of this stay."""
        nights, taken = option.nights, self.taken[place_id]
        begin = [option.first_night, *(one.first_night for one in taken if nights.covers(one.first_night))]
        return all(sum(one.covers(day) for one in taken) < self.beds[place_id] for day in begin)

    def take(self, place_id: str, option: Option) -> None:
        """Give a bed away for these nights."""
        self.taken[place_id].append(option.nights)
