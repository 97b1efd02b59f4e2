"""Tries changes at every place that is not an option of one request: all places together, a frame for each layer of them.

Changes at one setting do not touch what is judged at another, so a layer makes one set of changes at each of many settings
at once and judges every night that could be asked for there. What could matter elsewhere too is judged apart, on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from matcher.domain.snapshot import Snapshot
from matcher.options.ways_out.edits import Edit, applied
from matcher.options.ways_out.here import Here
from matcher.options.ways_out.judging import AS_ASKED, Column, Nights, Table
from matcher.options.ways_out.named import edits_named
from matcher.options.ways_out.recorded import AsRecorded
from matcher.options.ways_out.sets import MOST, Chosen, Set, smallest
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
class Search(AsRecorded):
    """Every set of changes at the places asked about."""

    def tried(self) -> Iterator[Tried]:
        """Every place that is asked about."""
        columns = self._columns
        for row, standing in self.standing.items():
            yield Tried(row, standing, self._edits[row], tuple(smallest(columns[row])), self._shut(row))

    @cached_property
    def _columns(self) -> dict[int, dict[Chosen, Column]]:
        columns = {row: {NOTHING: self.as_recorded(row)} for row in self.standing}
        for layer in self._layers:
            table = self._judged(layer)
            for job in layer:
                columns[job.row][job.chosen] = self._trimmed(job, table.column(self.place_id(job.row)))
        return columns

    def _trimmed(self, job: Job, column: Column) -> Column:
        """Without the nights that only others in the layer asked about."""
        one_more = len(job.chosen) < MOST
        wait, fewer = (one_more and self.names(job.row, kind) for kind in (ChangeKind.WAIT, ChangeKind.FEWER_NIGHTS))
        return column.of(lambda one: (one.wait is None or wait) and (one.until is None or fewer))

    def _never(self, row: int) -> bool:
        """Something stands in the way on every night that names nothing which could be changed on record."""
        on_every = self.always(row)
        return any(at in on_every and not EDITS & set(self.bits.limbs[at].changes) for at in self.standing[row])

    def _shut(self, row: int) -> tuple[int, ...]:
        """What stands in the way on every night, and no change was found for."""
        kinds, on_every = {one.kind for one in self._edits[row]}, self.always(row)
        return tuple(at for at in self.standing[row] if at in on_every and not kinds & set(self.bits.limbs[at].changes))

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
                setting = self.setting_id(row)
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
        part = self.part([job.row for job in layer])
        done: set[Token] = set()
        for job in layer:
            part = applied(part, self._still_to_do(job, done))
        table = self.judge(part, self._nights_of(layer))
        return self._with_shorter(layer, part, table)

    def _still_to_do(self, job: Job, done: set[Token]) -> list[Edit]:
        """A change of the person is made once."""
        edits = [self._edits[job.row][at] for at in sorted(job.chosen)]
        new = [one for one in edits if not one.of_person or (one.kind.value, one.limb, one.key) not in done]
        done |= {(one.kind.value, one.limb, one.key) for one in new if one.of_person}
        return new

    def _nights_of(self, layer: list[Job]) -> tuple[Nights, ...]:
        some_left = any(len(job.chosen) < MOST for job in layer)
        waits = self.calendar.waits if some_left and any(self.names(job.row, ChangeKind.WAIT) for job in layer) else ()
        return (AS_ASKED, *waits)

    def _with_shorter(self, layer: list[Job], part: Snapshot, table: Table) -> Table:
        """The same with every shorter stay, where one night only could be opened."""
        jobs = [job for job in layer if len(job.chosen) < MOST and self.names(job.row, ChangeKind.FEWER_NIGHTS)]
        if not jobs or not self.calendar.shorter:
            return table
        shortest = self.judge(part, self.calendar.shortest)
        if not any(self._helps(shortest, table, job) for job in jobs):
            return table
        more = self.judge(part, self.calendar.shorter)
        return table.joined(more)

    def _helps(self, shortest: Table, table: Table, job: Job) -> bool:
        row = table.row_of[self.place_id(job.row)]
        as_asked = table.blocked[0, row], table.needs[0, row]
        return not shortest.blocked[0, row] and (False, shortest.needs[0, row]) != as_asked
