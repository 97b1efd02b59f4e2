"""The plain core of placing everybody: who fits where, how well, and how many more people each place can take.

Beds and fit only. Staffing, who can live together, brothers and sisters and key workers are not in it: a plan that counts all
of them is `assign`'s. The core is what can be worked out exactly and at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.core_beds import NO_HOME, BedCount, Offer
from matcher.domain.person_codes import ViewStrength
from matcher.domain.requests import PlacementRequest
from matcher.frame import Frame
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.outcomes import Bools

Whole = NDArray[np.int64]
Columns = NDArray[np.intp]

PAIRS_AT_ONCE = 500_000
TENTHS = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Core:
    """n requests and m columns. A column is a place row; or the bed somebody who asks has there already, which is theirs alone.

    tenths    (n, m): the score of each pair, in tenths of a point
    fits      (n, m): whether a plan may use the pair
    offered   of each request, the columns that are among its options, used by a plan or not
    beds      (m,): the most further people who could live there
    home      (m,): which limit of `home_beds` the column shares with others; NO_HOME = none
    one_more  what one more person with a place is worth beside tenths: more than twice all points together
    """

    request_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    tenths: Whole
    fits: Bools
    offered: tuple[Columns, ...]
    beds: Whole
    home: Whole
    home_beds: Whole
    one_more: int

    @cached_property
    def room(self) -> Whole:
        """(m,): beds, never more than the home has."""
        homes = np.append(self.home_beds, np.iinfo(np.int64).max)  # NO_HOME is the last of them
        room: Whole = np.minimum(self.beds, homes[self.home])
        return room

    @cached_property
    def worth(self) -> Whole:
        """(n, m): what each pair adds to a plan, being placed first, then points; 0 = it may not be used."""
        return np.where(self.fits & (self.room > 0), self.one_more + self.tenths, 0)

    @cached_property
    def at(self) -> dict[str, int]:
        """Request -> its position."""
        return {request_id: i for i, request_id in enumerate(self.request_ids)}

    def without(self, i: int) -> "Core":
        """The same for everybody else."""
        return replace(
            self,
            request_ids=self.request_ids[:i] + self.request_ids[i + 1 :],
            tenths=np.delete(self.tenths, i, axis=0),
            fits=np.delete(self.fits, i, axis=0),
            offered=self.offered[:i] + self.offered[i + 1 :],
        )

    def with_one_bed_fewer(self, column: int) -> "Core":
        """The same with a bed there taken."""
        beds, homes = self.beds.copy(), self.home_beds.copy()
        beds[column] -= 1
        if self.home[column] != NO_HOME:
            homes[self.home[column]] -= 1
        return replace(self, beds=beds, home_beds=homes)

    def in_two(self, value: int) -> tuple[int, int]:
        """A worth, or a difference of two, as people placed and tenths of a point."""
        people = (value + self.one_more // 2) // self.one_more
        return people, value - people * self.one_more


def one_more_than(tenths: Whole) -> int:
    """What one more person with a place has to be worth, so that no sum of points ever outweighs it."""
    return 2 * int(tenths.max(axis=1, initial=0).sum()) + 1


def core_of(frame: Frame, requests: Sequence[PlacementRequest]) -> Core:
    """The core of some open requests against every place row; whoever belongs with another service is not in it."""
    asking = list(_asking(frame, requests))
    offers = [offer._replace(i=i) for i, (_, mine) in enumerate(asking) for offer in mine]
    beds = BedCount(frame, tuple(request.young_person_id for request, _ in asking), tuple(offers)).beds()
    tenths, fits = np.zeros((2, len(asking), len(beds.rows)), np.int64)
    offered: list[list[int]] = [[] for _ in asking]
    for offer, column in zip(offers, beds.column_of_offer, strict=True):
        tenths[offer.i, column], fits[offer.i, column] = offer.tenths, offer.fits
        offered[offer.i].append(column)
    return Core(
        request_ids=tuple(request.id for request, _ in asking),
        place_ids=tuple(frame.snapshot.places[row].place_id for row in beds.rows),
        tenths=tenths,
        fits=fits.astype(np.bool_),
        offered=tuple(np.array(columns, np.intp) for columns in offered),
        beds=beds.beds,
        home=beds.home,
        home_beds=beds.home_beds,
        one_more=one_more_than(tenths),
    )


def _asking(frame: Frame, requests: Sequence[PlacementRequest]) -> Iterator[tuple[PlacementRequest, list[Offer]]]:
    """Each request that is not referred, with its options; block by block, for all pairs of a region fill a memory."""
    block = max(PAIRS_AT_ONCE // max(len(frame.places), 1), 1)
    for begin in range(0, len(requests), block):
        judged = judge_all(frame, requests[begin : begin + block])
        for i, request in enumerate(judged.asks.requests):
            lists = Lists(judged, i)
            if not lists.referred:
                yield request, _options(lists)


def _options(lists: Lists) -> list[Offer]:
    """One request's options, row by row."""
    among = np.flatnonzero(lists.options_rows[lists.listed])
    rows, pairs = lists.listed[among], lists.judged.pairs
    points = np.clip(lists.score.total[among], 0.0, 100.0)
    fits = (points >= lists.judged.frame.policy.figures.plan_floor) & ~_strongly_against(lists, rows)
    columns = (rows, np.rint(points * TENTHS), fits, pairs.first[lists.i, rows], pairs.presence_end[lists.i, rows])
    return [Offer(lists.i, *line) for line in zip(*(column.tolist() for column in columns), strict=True)]


def _strongly_against(lists: Lists, rows: Columns) -> Bools:
    """(rows,): the view that speaks for the place is strongly against it."""
    views = lists.judged.asks.people[lists.i].views or ()
    strongly = np.array([*(one.view is ViewStrength.STRONGLY_AGAINST for one in views), False], np.bool_)
    against: Bools = strongly[lists.judged.pairs.view_at[lists.i, rows]]  # -1: no view speaks, the last
    return against
