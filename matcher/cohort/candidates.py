"""Which places each request of a cohort may be given, as its own list has them today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.own_list import Closed, closed_of, first_of, may_be_planned
from matcher.cohort.parts import HUNDRED, KEY_WORKER, SIBLINGS, rota_has_to_suffice
from matcher.cohort.planned import Line
from matcher.cohort.ticks import Tick, no_tick
from matcher.domain.requests import PlacementRequest
from matcher.frame import Frame
from matcher.ledger import FAR
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists

Ints = NDArray[np.int64]
BLOCK = 64
"""Requests judged at once: their outcomes fit the processor's memory."""
HUNDREDTHS = 100


@dataclass(frozen=True)
class Candidates:
    """One entry for each request and place row that its own list offers: columns of equal length, by request, then row.

    request     position in `requests`
    row         place row of the frame
    first       first night, an ordinal
    leaving     leaving day; FAR = no planned end
    end         the day after the last night that presence is judged on
    points      hundredths of a point: the score shown
    continuity  hundredths of it that rest on the key worker staying
    sibling     hundredths of it that rest on brothers and sisters living together
    approvals   how many are open
    staffed     whether the rota has to suffice for it: the rule holds alone, and not by an approval
    """

    frame: Frame
    requests: tuple[PlacementRequest, ...]
    request: Ints
    row: Ints
    first: Ints
    leaving: Ints
    end: Ints
    points: Ints
    continuity: Ints
    sibling: Ints
    approvals: Ints
    staffed: NDArray[np.bool_]
    alone: dict[int, tuple[int, float]]
    """Position of a request -> the first of its own list: place row and score."""
    closed: dict[int, Closed]
    """Position of a request without candidates -> why it has none."""
    referred: frozenset[int]
    """Positions of requests that are referred elsewhere."""

    def __len__(self) -> int:
        return len(self.row)

    @cached_property
    def setting(self) -> Ints:
        """Setting position of each."""
        return self.frame.places.setting[self.row].astype(np.int64)

    @cached_property
    def person_ids(self) -> list[str]:
        """The young person of each request."""
        return [one.young_person_id for one in self.requests]

    @cached_property
    def starts(self) -> Ints:
        """(requests + 1,): where each request's entries begin."""
        return np.searchsorted(self.request, np.arange(len(self.requests) + 1)).astype(np.int64)

    def of(self, i: int) -> range:
        """The entries of one request."""
        return range(int(self.starts[i]), int(self.starts[i + 1]))

    def of_person(self, person_id: str) -> Ints:
        """The entries of everything that somebody asks: two requests of one person are one place at the most."""
        mine = [entry for i in self.requests_of[person_id] for entry in self.of(i)]
        return np.array(mine, np.int64)

    @cached_property
    def requests_of(self) -> dict[str, list[int]]:
        """Young person -> the positions of their requests."""
        found: dict[str, list[int]] = {}
        for i, person_id in enumerate(self.person_ids):
            found.setdefault(person_id, []).append(i)
        return found

    @cached_property
    def at_setting(self) -> dict[int, Ints]:
        """Setting position -> its entries."""
        return _grouped(self.setting)

    @cached_property
    def at_row(self) -> dict[int, Ints]:
        """Place row -> its entries."""
        return _grouped(self.row)

    def place_id(self, entry: int) -> str:
        """The place of an entry."""
        return self.frame.places.rows[int(self.row[entry])].place_id

    def line(self, entry: int) -> Line:
        """An entry as a line of a plan."""
        place, leaving = self.frame.places.rows[int(self.row[entry])], int(self.leaving[entry])
        return Line(
            request=self.requests[int(self.request[entry])],
            setting_id=place.setting_id,
            place_id=place.place_id,
            first_night=date.fromordinal(int(self.first[entry])),
            leaving=None if leaving == FAR else date.fromordinal(leaving),
        )


def _grouped(keys: Ints) -> dict[int, Ints]:
    order = np.argsort(keys, kind="stable")
    values, begins = np.unique(keys[order], return_index=True)
    ends = [*begins.tolist(), len(keys)]
    return {value: order[a:b] for value, (a, b) in zip(values.tolist(), pairwise(ends), strict=True)}


def find_candidates(
    frame: Frame, requests: Sequence[PlacementRequest], *, with_approvals: bool, tick: Tick = no_tick
) -> Candidates:
    """Judge every request alone and keep what may be given: `options`, and `needs_approval` where that is asked for.

    Nothing under `plan_floor` points and nothing the young person is strongly against (catalogue, `occupancy-not-scored`).
    """
    found: list[NDArray[np.int64]] = []
    alone: dict[int, tuple[int, float]] = {}
    closed: dict[int, Closed] = {}
    referred: set[int] = set()
    for begin, judged in _judged(frame, requests):
        tick()
        for i in range(len(judged.asks)):
            lists, at = Lists(judged, i), begin + i
            kept = _entries(lists, at, with_approvals=with_approvals)
            found.append(kept)
            if (best := first_of(lists)) is not None:
                alone[at] = best
            if not kept.shape[1]:
                closed[at] = closed_of(lists, with_approvals=with_approvals)
            if lists.referred:
                referred.add(at)
    table = np.concatenate(found, axis=1) if found else np.empty((10, 0), np.int64)
    names = ("request", "row", "first", "leaving", "end", "points", "continuity", "sibling", "approvals")
    columns = {name: np.ascontiguousarray(each) for name, each in zip(names, table[:-1], strict=True)}
    return Candidates(
        frame=frame,
        requests=tuple(requests),
        staffed=table[-1].astype(np.bool_),
        alone=alone,
        closed=closed,
        referred=frozenset(referred),
        **columns,
    )


def _judged(frame: Frame, requests: Sequence[PlacementRequest]) -> Iterator[tuple[int, Judged]]:
    for begin in range(0, len(requests), BLOCK):
        yield begin, judge_all(frame, requests[begin : begin + BLOCK])


def _entries(lists: Lists, at: int, *, with_approvals: bool) -> NDArray[np.int64]:
    """(10, entries) of one request: the columns of Candidates in order."""
    if lists.referred:
        return np.empty((10, 0), np.int64)
    listed, score = lists.listed, lists.score
    open_ones = lists.options_rows | (lists.needs_approval_rows if with_approvals else np.False_)
    held = np.clip(score.total, 0, HUNDRED)
    keep = np.flatnonzero(open_ones[listed] & may_be_planned(lists))
    rows, pairs, i = listed[keep], lists.judged.pairs, lists.i
    points = _hundredths(held[keep])
    continuity = np.minimum(_hundredths(score.points[KEY_WORKER][keep]), points)
    sibling = np.clip(_hundredths(score.adjustments[SIBLINGS][keep]), 0, points)
    return np.stack(
        [
            np.full(len(rows), at),
            rows,
            pairs.first[i, rows],
            pairs.leaving[i, rows],
            pairs.presence_end[i, rows],
            points,
            continuity,
            sibling,
            lists.how_many_approvals[rows],
            rota_has_to_suffice(lists, rows),
        ]
    ).astype(np.int64)


def _hundredths(points: NDArray[np.float64]) -> NDArray[np.int64]:
    whole: NDArray[np.int64] = np.rint(points * HUNDREDTHS).astype(np.int64)
    return whole
