"""Many hypothetical nights of one request judged at once, in one frame: what stands in the way on each, at each place."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.judged import Judged
from matcher.options.lists import waiting_limbs
from matcher.options.ways_out.edits import from_night, until_day
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Bools
from matcher.policy import Policy, PolicyBook
from matcher.rules import Kind, Limb, limbs_in_force
from matcher.rules.changes import ChangeKind

APPROVED_BY_NAME = frozenset({ChangeKind.APPROVAL, ChangeKind.EXEMPTION})
BOTH = frozenset({Kind.HARD, Kind.AUTHORISE})
Masks = NDArray[np.uint64]


class Nights(NamedTuple):
    """Which nights are asked for: as they are, from a later first night, or until an earlier leaving day."""

    wait: date | None = None
    until: date | None = None

    @property
    def changes(self) -> int:
        """How many changes that is."""
        return int(self != AS_ASKED)

    def of(self, request: PlacementRequest) -> PlacementRequest:
        """The request with these nights."""
        if self.wait is not None:
            return from_night(request, self.wait)
        return request if self.until is None else until_day(request, self.until)


AS_ASKED = Nights()


@dataclass(frozen=True)
class Calendar:
    """The nights that are tried for one request: each later first night, each shorter stay, within the policy's figure."""

    request: PlacementRequest
    within: int
    tonight_only: bool

    @cached_property
    def waits(self) -> tuple[Nights, ...]:
        """Earliest first; none for a bed that the police ask for tonight."""
        if self.tonight_only:
            return ()
        days = (self.request.start_date + timedelta(days=n) for n in range(1, self.within + 1))
        return tuple(Nights(wait=one) for one in days if self.request.end_date is None or one < self.request.end_date)

    @cached_property
    def shorter(self) -> tuple[Nights, ...]:
        """Longest first."""
        if self.tonight_only:
            return ()
        days = [self.request.start_date + timedelta(days=n) for n in range(self.within, 0, -1)]
        return tuple(Nights(until=one) for one in days if self.request.end_date is None or one < self.request.end_date)

    @property
    def shortest(self) -> tuple[Nights, ...]:
        """One night: what it does not mend, no shorter stay does."""
        return self.shorter[-1:]

    def reaching(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot, whose nights reach as far as those of the latest wait."""
        if not self.waits:
            return snapshot
        last = replace(self.waits[-1].of(self.request), id=f"{self.request.id}~")
        return replace(snapshot, placement_requests=(*snapshot.placement_requests, last))


@dataclass(frozen=True)
class Column:
    """One place: for each of some nights, whether something stands in the way that no approval opens, and which do.

    needs   sets of limbs as bits, in the order of `Bits`
    """

    nights: tuple[Nights, ...]
    blocked: list[bool]
    needs: list[int]

    def of(self, wanted: Callable[[Nights], bool]) -> "Column":
        """Of some of the nights."""
        kept = [at for at, one in enumerate(self.nights) if wanted(one)]
        return Column(
            tuple(self.nights[at] for at in kept),
            [self.blocked[at] for at in kept],
            [self.needs[at] for at in kept],
        )

    def joined(self, other: "Column") -> "Column":
        """With further nights."""
        return Column((*self.nights, *other.nights), self.blocked + other.blocked, self.needs + other.needs)

    @cached_property
    def found(self) -> dict[Nights, int]:
        """The nights that approvals alone open, and which."""
        every = zip(self.nights, self.blocked, self.needs, strict=True)
        return {nights: needs for nights, blocked, needs in every if not blocked}


@dataclass(frozen=True)
class Table:
    """All of that for some place rows.

    always  (hard limbs, m): not met or not known on every one of the nights
    """

    nights: tuple[Nights, ...]
    row_of: dict[str, int]
    blocked: Bools
    needs: Masks
    always: Bools

    def joined(self, other: "Table") -> "Table":
        """With further nights of the same places."""
        blocked = np.concatenate([self.blocked, other.blocked])
        needs = np.concatenate([self.needs, other.needs])
        return Table((*self.nights, *other.nights), self.row_of, blocked, needs, self.always & other.always)

    def column(self, place_id: str) -> Column:
        """One place's."""
        row = self.row_of[place_id]
        return Column(self.nights, self.blocked[:, row].tolist(), self.needs[:, row].tolist())


class Bits:
    """The limbs that may be approved by name, each with a bit; and the others that keep a place off the list."""

    def __init__(self, policy: Policy) -> None:
        self.limbs: tuple[Limb, ...] = tuple(limb for _, limb in limbs_in_force(policy.day))
        kinds = [limb.kind for limb in self.limbs]
        may = [bool(APPROVED_BY_NAME & set(limb.changes)) for limb in self.limbs]
        self.standing = [at for at, kind in enumerate(kinds) if kind in {Kind.HARD, Kind.AUTHORISE}]
        self.approvable = [at for at in self.standing if kinds[at] is Kind.AUTHORISE and may[at]]
        self.others = [at for at in self.standing if at not in self.approvable]
        self.hard = np.array([kind is Kind.HARD for kind in kinds], np.bool_)[:, None, None]
        self.authorise = np.array([kind is Kind.AUTHORISE for kind in kinds], np.bool_)[:, None, None]
        self.weight = np.uint64(1) << np.arange(len(self.approvable), dtype=np.uint64)

    def limbs_of(self, needs: int) -> tuple[Limb, ...]:
        """The limbs of a set."""
        return tuple(self.limbs[at] for bit, at in enumerate(self.approvable) if needs >> bit & 1)

    def bits_of(self, limbs: Sequence[str]) -> int:
        """The set of some limbs, by id."""
        return sum(1 << bit for bit, at in enumerate(self.approvable) if self.limbs[at].id in limbs)


def judged_for_lists(frame: Frame, requests: Sequence[PlacementRequest], kinds: Collection[Kind] = BOTH) -> Judged:
    """As `judge_all`, of the limbs alone that decide which list a place is on; the others read as met."""
    asks, pairs = frame.asking(requests)
    limbs = limbs_in_force(frame.policy.day)
    outcomes = np.full((len(limbs), *pairs.shape), MET, np.int8)
    for at, (_, limb) in enumerate(limbs):
        if limb.kind in kinds:
            outcomes[at] = limb.judge(asks, frame.places, pairs, frame.policy)
    return Judged(frame, asks, pairs, limbs, outcomes)


def standing_against(judged: Judged, bits: Bits) -> Bools:
    """(limbs, n, m): what keeps each place off the list of options (catalogue 0.1, "Lists")."""
    outcomes, settled = judged.outcomes, judged.settled
    emergency = judged.asks.requests[0].is_emergency
    waits, bands = waiting_limbs(judged.frame.policy.day, is_emergency=emergency)
    against: Bools = (bits.hard & (outcomes == NOT_MET)) | (bits.authorise & (settled >= PLACE))
    against[waits] |= settled[waits] == PLACE
    against[bands] |= (settled[bands] == ASK) & ~judged.asks.age_band_known
    return against


def judge_nights(
    snapshot: Snapshot,
    book: PolicyBook,
    request: PlacementRequest,
    nights: Sequence[Nights],
    bits: Bits,
    kinds: Collection[Kind] = BOTH,
) -> Table:
    """The table of a snapshot's place rows; with hard limbs alone, what has to be approved is left open."""
    frame = make_frame(snapshot, book)
    judged = judged_for_lists(frame, [one.of(request) for one in nights], kinds)
    against = standing_against(judged, bits)
    blocking = against[bits.others]
    blocked = np.asarray(blocking.any(axis=0), np.bool_)
    for at in bits.approvable:
        if bits.limbs[at].only_with is not None and against[at].any():
            blocked |= against[at] & ~judged.may_be_approved(at)
    needs: Masks = np.tensordot(bits.weight, against[bits.approvable].astype(np.uint64), axes=1)
    row_of = {place.place_id: row for row, place in enumerate(snapshot.places)}
    return Table(tuple(nights), row_of, blocked, needs, np.asarray(blocking.all(axis=1), np.bool_))
