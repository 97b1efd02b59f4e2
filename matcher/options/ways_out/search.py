"""Tries changes at every place that is not an option of one request: all places together, a frame for each layer of them.

Changes at one setting do not touch what is judged at another, so a layer makes one set of changes at each of many settings
at once and judges every night that could be asked for there. What could matter elsewhere too is judged apart, on its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np

from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame
from matcher.options.lists import Lists
from matcher.options.ways_out.edits import Edit, applied
from matcher.options.ways_out.here import Here
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
from matcher.options.ways_out.named import edits_named
from matcher.options.ways_out.sets import MOST, Chosen, Set, smallest
from matcher.outcomes import NOT_MET
from matcher.rules import Kind
from matcher.rules.changes import EDITS, ChangeKind

NOTHING: Chosen = frozenset()
Token = tuple[str, str, str]


class Job(NamedTuple):
    """One set of edits at one place."""

    row: int
    chosen: Chosen


class Tried(NamedTuple):
    """One place: what stands in the way as it is (limb positions), the changes tried, and the smallest sets that open it.

    never  of what stands in the way: what no later or shorter stay opens, and for which nothing on record was found to change
    """

    row: int
    standing: tuple[int, ...]
    edits: tuple[Edit, ...]
    sets: tuple[Set, ...]
    never: tuple[int, ...]


@dataclass(frozen=True)
class Search:
    """One request, and the place rows asked about."""

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

    def tried(self) -> Iterator[Tried]:
        """Every place that is asked about."""
        columns = self._columns
        for row, standing in self.standing.items():
            yield Tried(row, standing, self._edits[row], tuple(smallest(columns[row])), self._shut(row))

    @cached_property
    def _columns(self) -> dict[int, dict[Chosen, Column]]:
        columns = {row: {NOTHING: self._as_recorded(row)} for row in self.standing}
        for layer in self._layers:
            table = self._judged(layer)
            for job in layer:
                columns[job.row][job.chosen] = self._trimmed(job, table.column(self._place_id(job.row)))
        return columns

    def _trimmed(self, job: Job, column: Column) -> Column:
        """Without the nights that only others in the layer asked about."""
        one_more = len(job.chosen) < MOST
        wait, fewer = (one_more and self._names(job.row, kind) for kind in (ChangeKind.WAIT, ChangeKind.FEWER_NIGHTS))
        return column.of(lambda one: (one.wait is None or wait) and (one.until is None or fewer))

    def _place_id(self, row: int) -> str:
        return self.frame.places.rows[row].place_id

    def _setting_id(self, row: int) -> str:
        return self.frame.places.rows[row].setting_id

    def _names(self, row: int, kind: ChangeKind) -> bool:
        """Some limb that stands in the way names this kind of change."""
        return any(kind in self.bits.limbs[at].changes for at in self.standing[row])

    # as recorded: other nights only

    @property
    def _nights(self) -> tuple[Nights, ...]:
        """As asked, each later first night, and one night only."""
        return (AS_ASKED, *self.calendar.waits, *self.calendar.shortest)

    @cached_property
    def _hard(self) -> Table:
        """What only the hard limbs say: most places stay ruled out on every night."""
        part = self._part(list(self.standing))
        return judge_nights(part, self.frame.book, self.request, self._nights, self.bits, {Kind.HARD})

    @cached_property
    def _by_night(self) -> Table | None:
        """All limbs, where the hard ones open some night."""
        rows = [row for row in self.standing if not self._hard.blocked[:, self._hard.row_of[self._place_id(row)]].all()]
        return self._judge(self._part(rows), self._nights) if rows else None

    def _column(self, row: int) -> Column:
        """As recorded, on each of those nights."""
        place_id = self._place_id(row)
        opened = self._by_night is not None and place_id in self._by_night.row_of
        return (self._by_night if opened and self._by_night else self._hard).column(place_id)

    @cached_property
    def _by_shorter_stay(self) -> Table | None:
        """Where one night only could be opened: every shorter stay."""
        rows = [row for row in self.standing if self._may_be_shorter(row)]
        return self._judge(self._part(rows), self.calendar.shorter) if rows else None

    def _may_be_shorter(self, row: int) -> bool:
        if not self.calendar.shorter or not self._names(row, ChangeKind.FEWER_NIGHTS):
            return False
        found = self._column(row).found
        shortest = found.get(self.calendar.shortest[0])
        return shortest is not None and shortest.bit_count() < MOST and shortest != found.get(AS_ASKED)

    def _as_recorded(self, row: int) -> Column:
        """The nights that a limb standing in the way names."""
        wait = self._names(row, ChangeKind.WAIT)
        column = self._column(row).of(lambda one: one.until is None and (one.wait is None or wait))
        if self._by_shorter_stay is None or self._place_id(row) not in self._by_shorter_stay.row_of:
            return column
        more = self._by_shorter_stay.column(self._place_id(row))
        return column.joined(more)

    def _never(self, row: int) -> tuple[int, ...]:
        """What stands in the way on every night, and names nothing that could be changed on record."""
        always = self._hard.always[:, self._hard.row_of[self._place_id(row)]]
        on_every = {self.bits.others[at] for at in np.flatnonzero(always).tolist()}
        return tuple(at for at in self.standing[row] if at in on_every and not self._edits_named_by(at))

    def _shut(self, row: int) -> tuple[int, ...]:
        """What stands in the way on every night, and no change was found for."""
        kinds = {one.kind for one in self._edits[row]}
        always = self._hard.always[:, self._hard.row_of[self._place_id(row)]]
        on_every = {self.bits.others[at] for at in np.flatnonzero(always).tolist()}
        return tuple(at for at in self.standing[row] if at in on_every and not kinds & set(self.bits.limbs[at].changes))

    def _edits_named_by(self, at: int) -> bool:
        return bool(EDITS & set(self.bits.limbs[at].changes))

    # with changes on record

    @cached_property
    def _edits(self) -> dict[int, tuple[Edit, ...]]:
        """Each place -> the changes on record that its limbs name; none where they could not be enough."""
        return {row: () if self._never(row) else self._named(row) for row in self.standing}

    def _named(self, row: int) -> tuple[Edit, ...]:
        pair, outcomes = self.lists.judged.pairs, self.lists.settled
        every = [Here(pair, row, self.bits.limbs[at], int(outcomes[at, row])) for at in self.standing[row]]
        return tuple(edits_named(every))

    @cached_property
    def _layers(self) -> list[list[Job]]:
        """Jobs that can be judged together: the same changes of the person, and no setting twice."""
        layers: dict[tuple[object, ...], list[Job]] = {}
        times: dict[tuple[object, ...], int] = {}
        for row in self.standing:
            for chosen in self._chosen(row):
                of_person, alone = self._shared(row, chosen)
                setting = self._setting_id(row)
                turn = times[of_person, setting] = times.get((of_person, setting), -1) + 1
                layers.setdefault((of_person, (row, chosen) if alone else turn), []).append(Job(row, chosen))
        return list(layers.values())

    def _chosen(self, row: int) -> Iterator[Chosen]:
        """Up to three edits of a place that can be made together."""
        edits = self._edits[row]
        for size in range(1, MOST + 1):
            for some in combinations(range(len(edits)), size):
                either_or = [edits[at].instead for at in some if edits[at].instead]
                if len(either_or) == len(set(either_or)):
                    yield frozenset(some)

    def _shared(self, row: int, chosen: Chosen) -> tuple[frozenset[Token], bool]:
        """The changes of the person among these; and whether some could matter at other places."""
        edits = [self._edits[row][at] for at in chosen]
        of_person = frozenset((one.kind.value, one.limb, one.key) for one in edits if one.of_person)
        return of_person, any(one.alone for one in edits)

    def _judged(self, layer: list[Job]) -> Table:
        """Everybody's nights are tried, unless three edits leave no change over."""
        part = self._part([job.row for job in layer])
        done: set[Token] = set()
        for job in layer:
            part = applied(part, self._still_to_do(job, done))
        table = self._judge(part, self._nights_of(layer))
        return self._with_shorter(layer, part, table)

    def _still_to_do(self, job: Job, done: set[Token]) -> list[Edit]:
        """A change of the person is made once."""
        edits = [self._edits[job.row][at] for at in sorted(job.chosen)]
        new = [one for one in edits if not one.of_person or (one.kind.value, one.limb, one.key) not in done]
        done |= {(one.kind.value, one.limb, one.key) for one in new if one.of_person}
        return new

    def _nights_of(self, layer: list[Job]) -> tuple[Nights, ...]:
        some_left = any(len(job.chosen) < MOST for job in layer)
        waits = self.calendar.waits if some_left and any(self._names(job.row, ChangeKind.WAIT) for job in layer) else ()
        return (AS_ASKED, *waits)

    def _with_shorter(self, layer: list[Job], part: Snapshot, table: Table) -> Table:
        """The same with every shorter stay, where one night only could be opened."""
        jobs = [job for job in layer if len(job.chosen) < MOST and self._names(job.row, ChangeKind.FEWER_NIGHTS)]
        if not jobs or not self.calendar.shorter:
            return table
        shortest = self._judge(part, self.calendar.shortest)
        if not any(self._helps(shortest, table, job) for job in jobs):
            return table
        more = self._judge(part, self.calendar.shorter)
        return table.joined(more)

    def _helps(self, shortest: Table, table: Table, job: Job) -> bool:
        row = table.row_of[self._place_id(job.row)]
        as_asked = table.blocked[0, row], table.needs[0, row]
        return not shortest.blocked[0, row] and (False, shortest.needs[0, row]) != as_asked

    def _part(self, rows: Sequence[int]) -> Snapshot:
        settings = {self._setting_id(row) for row in rows}
        return self.calendar.reaching(self.frame.snapshot.part([self.request.id], settings))

    def _judge(self, part: Snapshot, nights: Sequence[Nights]) -> Table:
        return judge_nights(part, self.frame.book, self.request, nights, self.bits)
