"""The places of one request as everything is recorded: what stands in the way, as asked and on every other night."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame
from matcher.options.lists import Lists
from matcher.options.ways_out.judging import (
    AS_ASKED,
    Bits,
    Calendar,
    Column,
    Nights,
    Table,
    judge_nights,
    judged_for_lists,
    standing_against,
)
from matcher.options.ways_out.sets import MOST
from matcher.outcomes import NOT_MET
from matcher.rules import Kind
from matcher.rules.changes import ChangeKind


@dataclass(frozen=True)
class AsRecorded:
    """One request and the place rows asked about, with nothing changed but the nights."""

    frame: Frame
    request: PlacementRequest
    asked: frozenset[str]

    @cached_property
    def bits(self) -> Bits:
        """The limbs that may be approved, numbered."""
        return Bits(self.frame.policy)

    @cached_property
    def lists(self) -> Lists:
        """As everything is recorded."""
        return Lists(judged_for_lists(self.frame, [self.request]), 0)

    @property
    def is_referred(self) -> bool:
        """The request belongs with another service: no place is considered."""
        asks, pairs, frame = self.lists.judged.asks, self.lists.judged.pairs, self.frame
        refer = (limb for limb in self.bits.limbs if limb.kind is Kind.REFER)
        return any((limb.judge(asks, frame.places, pairs, frame.policy)[:1, :1] == NOT_MET).any() for limb in refer)

    @cached_property
    def standing(self) -> dict[int, tuple[int, ...]]:
        """Each asked place that is considered and no option -> the limbs that stand in the way."""
        against, lists = standing_against(self.lists.judged, self.bits)[:, 0], self.lists
        rows = np.flatnonzero(lists.considered & against.any(axis=0)).tolist()
        return {
            row: tuple(np.flatnonzero(against[:, row]).tolist())
            for row in rows
            if self.frame.places.rows[row].place_id in self.asked
        }

    @cached_property
    def calendar(self) -> Calendar:
        """The nights that are tried."""
        asks = self.lists.judged.asks
        return Calendar(self.request, self.frame.policy.figures.ways_out_nights, bool(asks.is_pace_transfer[0, 0]))

    def place_id(self, row: int) -> str:
        """The place's id."""
        return self.frame.places.rows[row].place_id

    def setting_id(self, row: int) -> str:
        """Its setting's id."""
        return self.frame.places.rows[row].setting_id

    def names(self, row: int, kind: ChangeKind) -> bool:
        """Some limb that stands in the way names this kind of change."""
        return any(kind in self.bits.limbs[at].changes for at in self.standing[row])

    @property
    def _nights(self) -> tuple[Nights, ...]:
        """As asked, each later first night, and one night only."""
        return (AS_ASKED, *self.calendar.waits, *self.calendar.shortest)

    @cached_property
    def _hard(self) -> Table:
        """What only the hard limbs say: most places stay ruled out on every night."""
        part = self.part(list(self.standing))
        return judge_nights(part, self.frame.book, self.request, self._nights, self.bits, {Kind.HARD})

    @cached_property
    def _by_night(self) -> Table | None:
        """All limbs, where the hard ones open some night."""
        rows = [row for row in self.standing if not self._hard.blocked[:, self._hard.row_of[self.place_id(row)]].all()]
        return self.judge(self.part(rows), self._nights) if rows else None

    def _column(self, row: int) -> Column:
        """As recorded, on each of those nights."""
        place_id = self.place_id(row)
        opened = self._by_night is not None and place_id in self._by_night.row_of
        return (self._by_night if opened and self._by_night else self._hard).column(place_id)

    @cached_property
    def _by_shorter_stay(self) -> Table | None:
        """Where one night only could be opened: every shorter stay."""
        rows = [row for row in self.standing if self._may_be_shorter(row)]
        return self.judge(self.part(rows), self.calendar.shorter) if rows else None

    def _may_be_shorter(self, row: int) -> bool:
        if not self.calendar.shorter or not self.names(row, ChangeKind.FEWER_NIGHTS):
            return False
        found = self._column(row).found
        shortest = found.get(self.calendar.shortest[0])
        return shortest is not None and shortest.bit_count() < MOST and shortest != found.get(AS_ASKED)

    def as_recorded(self, row: int) -> Column:
        """The nights that a limb standing in the way names."""
        wait = self.names(row, ChangeKind.WAIT)
        column = self._column(row).of(lambda one: one.until is None and (one.wait is None or wait))
        if self._by_shorter_stay is None or self.place_id(row) not in self._by_shorter_stay.row_of:
            return column
        more = self._by_shorter_stay.column(self.place_id(row))
        return column.joined(more)

    def always(self, row: int) -> set[int]:
        """The hard limbs that stand in the way on every night."""
        column = self._hard.always[:, self._hard.row_of[self.place_id(row)]]
        return {self.bits.others[at] for at in np.flatnonzero(column).tolist()}

    def part(self, rows: Sequence[int]) -> Snapshot:
        """What matters to judging these rows, reaching as far as the latest wait."""
        settings = {self.setting_id(row) for row in rows}
        return self.calendar.reaching(self.frame.snapshot.part([self.request.id], settings))

    def judge(self, part: Snapshot, nights: Sequence[Nights]) -> Table:
        """What stands in the way in a part on some nights."""
        return judge_nights(part, self.frame.book, self.request, nights, self.bits)
