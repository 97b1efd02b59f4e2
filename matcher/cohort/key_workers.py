"""Rows of caseloads: each person's key worker is kept, or somebody with room is found, or a load has to be agreed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import product
from operator import le, mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.candidates import Candidates
from matcher.cohort.model import Ints, Model, RowKind
from matcher.domain.staff import Worker
from matcher.frame.staffing import nights_away

THOUSANDTHS = 1000
"""Loads are counted in thousandths of a person: 1.0, 0.7, 0.5, 0.2."""


@dataclass(frozen=True)
class Caseloads:
    """Who works with whom, and what room is left."""

    candidates: Candidates

    @cached_property
    def workers(self) -> list[Worker]:
        """Key workers whose allocations are recorded, by id."""
        places = self.candidates.frame.places
        return sorted(places.key_workers, key=lambda one: one.id)

    @cached_property
    def weight(self) -> Ints:
        """(entries,): the load that each candidate would be."""
        weight: Ints = np.rint(self.candidates.frame.places.key_worker_weight * THOUSANDTHS).astype(np.int64)
        return weight.reshape(-1)[self.candidates.row]

    @cached_property
    def room(self) -> Ints:
        """(workers,): thousandths left once this cohort's people are taken off."""
        most = round(self.candidates.frame.policy.figures.key_worker_max * THOUSANDTHS)
        cohort = set(self.candidates.person_ids)
        loads = self.candidates.frame.index.loads
        others = [sum(load for who, load in loads[one.id].items() if who not in cohort) for one in self.workers]
        return np.array([most - round(load * THOUSANDTHS) for load in others], np.int64)

    @cached_property
    def worker(self) -> Ints:
        """(requests,): position in `workers` of the key worker each could keep; -1 = nobody."""
        at = {one.id: w for w, one in enumerate(self.workers)}
        people = self.candidates.frame.index.people
        current = [people[who].key_worker for who in self.candidates.person_ids]
        return np.array([at.get((one.worker_id if one else None) or "", -1) for one in current], np.int64)

    @cached_property
    def counts(self) -> NDArray[np.bool_]:
        """(entries,): the load is somebody's; not where it is nothing, or the key worker is one whose load nobody recorded."""
        known = {one.id for one in self.workers}
        people = self.candidates.frame.index.people
        current = [people[who].key_worker for who in self.candidates.person_ids]
        ids = [one.worker_id if one else None for one in current]
        counted = np.array([one is None or one in known for one in ids], np.bool_)
        return np.asarray(counted[self.candidates.request] & (self.weight > 0), np.bool_)

    @cached_property
    def is_there(self) -> NDArray[np.bool_]:
        """(workers, requests): not away too long from the first night asked for."""
        most = self.candidates.frame.policy.figures.key_worker_gap_days
        starts = [one.start_date for one in self.candidates.requests]
        return np.array(
            [[self._away(one, start) <= most for start in starts] for one in self.workers], np.bool_
        ).reshape(len(self.workers), len(starts))

    @staticmethod
    def _away(worker: Worker, start: date) -> int:
        return nights_away(worker, start) if worker.absences else 0

    @cached_property
    def now(self) -> dict[int, dict[str, int]]:
        """Worker -> somebody of the cohort -> thousandths that this person is to them today."""
        asking, loads = self.candidates.requests_of, self.candidates.frame.index.loads
        return {
            w: {who: round(load * THOUSANDTHS) for who, load in loads[one.id].items() if who in asking}
            for w, one in enumerate(self.workers)
        }

    @cached_property
    def pool(self) -> list[int]:
        """Workers who could take on somebody new whenever anybody of the cohort comes; nobody who has too many today."""
        today = np.array([sum(self.now[w].values()) for w in range(len(self.workers))], np.int64)
        return np.flatnonzero(self.is_there.all(axis=1) & (self.room > 0) & (self.room >= today)).tolist()


@dataclass(frozen=True)
class CaseloadColumns:
    """Where to find key workers in the model.

    kept        columns that are 1 where somebody is placed with their key worker kept, by what that brings and weighs
    continuity  hundredths of a point that each brings
    could_keep  (entries,): whether what the score has for the key worker counts only through these columns
    to_agree    columns that are 1 where no key worker has room, so that the hub manager would have to agree a load
    kept_of, agreed_of  the request, by position, of each of these columns
    """

    kept: Ints
    continuity: Ints
    could_keep: NDArray[np.bool_]
    to_agree: Ints
    kept_of: Ints
    agreed_of: Ints


def caseload_rows(model: Model, candidates: Candidates, columns: Ints) -> CaseloadColumns:
    """Nobody's load goes over `key_worker_max`, nor further over it: people are shared out, or a load has to be agreed."""
    loads = Caseloads(candidates)
    if candidates.frame.snapshot.workers is None or not _could_bind(loads):
        none = np.empty(0, np.int64)
        return CaseloadColumns(none, none, np.zeros(len(candidates), np.bool_), none, none, none)
    writer = _Writer(model, loads, columns)
    writer.write()
    kept = np.array(list(writer.kept.values()), np.int64)
    continuity = np.array([one.continuity for one in writer.kept], np.int64)
    could_keep = (loads.worker >= 0)[candidates.request]
    return CaseloadColumns(
        kept=kept,
        continuity=continuity,
        could_keep=could_keep,
        to_agree=np.array(list(writer.to_agree.values()), np.int64),
        kept_of=np.array([one.request for one in writer.kept], np.int64),
        agreed_of=np.array([i for i, _ in writer.to_agree], np.int64),
    )


class _Kept(NamedTuple):
    """Those candidates of a request at which keeping the key worker brings the same and weighs the same."""

    request: int
    weight: int
    continuity: int


def _could_bind(loads: Caseloads) -> bool:
    """Whether anybody might not keep their key worker, or find one: were all where they weigh most, or still where they are."""
    heaviest = np.zeros(len(loads.candidates.requests), np.int64)
    np.maximum.at(heaviest, loads.candidates.request, np.where(loads.counts, loads.weight, 0))
    left = {w: int(loads.room[w]) - _at_most(loads, w, heaviest) for w in range(len(loads.workers))}
    having = np.flatnonzero((loads.worker >= 0) & (heaviest > 0))
    kept = loads.worker[having]
    loses = not loads.is_there[kept, having].all() or any(left[w] < 0 for w in kept.tolist())
    whole = int(heaviest.max(initial=0))
    slots = sum(max(left[w], 0) // whole for w in loads.pool) if whole else 0
    return loses or slots < int(((loads.worker < 0) & (heaviest > 0)).sum())


def _at_most(loads: Caseloads, w: int, heaviest: Ints) -> int:
    """What those of the cohort who have this key worker could weigh, placed or not, and what others are to them today."""
    now, ids = loads.now[w], loads.candidates.person_ids
    theirs: dict[str, int] = {}
    for i in np.flatnonzero(loads.worker == w).tolist():
        theirs[ids[i]] = max(theirs.get(ids[i], now.get(ids[i], 0)), int(heaviest[i]))
    return sum((now | theirs).values())


@cache
def fullest(weights: tuple[int, ...], most: int) -> list[tuple[int, ...]]:
    """How many of each weight fit together, but for what fits into another such group."""
    counts = product(*(range(most // weight + 1) for weight in weights))
    fitting = [one for one in counts if sum(map(mul, one, weights)) <= most]
    return [one for one in fitting if not any(one != other and all(map(le, one, other)) for other in fitting)]


class _Writer:
    """Writes the rows of one cohort."""

    def __init__(self, model: Model, loads: Caseloads, columns: Ints) -> None:
        self.model, self.loads, self.columns = model, loads, columns
        self.candidates = loads.candidates
        self.weights = sorted({int(one) for one in loads.weight[loads.counts].tolist()})
        self.kept: dict[_Kept, int] = {}
        self.to_agree: dict[tuple[int, int], int] = {}
        self.taken_on: dict[tuple[int, int], int] = {}

    def write(self) -> None:
        """All of them."""
        for i in range(len(self.candidates.requests)):
            w = int(self.loads.worker[i])
            if w >= 0 and self.loads.is_there[w, i]:
                self._keep(i)
        for w in self.loads.pool:
            for weight in self.weights:
                if weight <= int(self.loads.room[w]):
                    self.taken_on[w, weight] = self.model.add_column(int(self.loads.room[w]) // weight)
        for w in range(len(self.loads.workers)):
            self._room(w)
        for weight in self.weights:
            self._share_out(weight)

    def _keep(self, i: int) -> None:
        alike: dict[_Kept, list[int]] = defaultdict(list)
        for entry in self.candidates.of(i):
            key = _Kept(i, int(self.loads.weight[entry]), int(self.candidates.continuity[entry]))
            alike[key].append(int(self.columns[entry]))
        for key, here in alike.items():
            column = self.kept[key] = self.model.add_column()
            self.model.add_row(RowKind.CASELOAD, [column, *here], [1] + [-1] * len(here), high=0)

    def _room(self, w: int) -> None:
        """A worker's load: whom they keep or take on, less those placed whom they have today."""
        at = [column for (one, _), column in self.taken_on.items() if one == w]
        by = [weight for one, weight in self.taken_on if one == w]
        for who, load in self.loads.now[w].items():
            mine = self.candidates.of_person(who)
            at += self.columns[mine].tolist()
            by += [-load] * len(mine)
        keeps = {key: column for key, column in self.kept.items() if int(self.loads.worker[key.request]) == w}
        at += keeps.values()
        by += [key.weight for key in keeps]
        if at:
            left = max(int(self.loads.room[w]) - sum(self.loads.now[w].values()), 0)
            self.model.add_row(RowKind.CASELOAD, at, by, high=left)
            self._whole_people(w, list(keeps.items()), left + sum(self.loads.now[w].values()))

    def _whole_people(self, w: int, keeps: list[tuple[_Kept, int]], most: int) -> None:
        """Never more than one of the fullest groups of whole people: the row above, said so that fractions gain nothing."""
        groups = fullest(tuple(self.weights), most)
        switches = self.model.add_columns([1] * len(groups))
        self.model.add_row(RowKind.CASELOAD, switches, high=1)
        for k, weight in enumerate(self.weights):
            here = [column for key, column in keeps if key.weight == weight]
            here += [column for (one, each), column in self.taken_on.items() if (one, each) == (w, weight)]
            if here:
                at = [*here, *switches.tolist()]
                self.model.add_row(RowKind.CASELOAD, at, [1] * len(here) + [-group[k] for group in groups], high=0)

    def _share_out(self, weight: int) -> None:
        """Whoever does not keep a key worker is taken on by somebody, or a load has to be agreed for them."""
        entries = np.flatnonzero((self.loads.weight == weight) & self.loads.counts)
        keeps = [column for key, column in self.kept.items() if key.weight == weight]
        agree = [self._agree(i, weight) for i in np.unique(self.candidates.request[entries]).tolist()]
        takes = [column for (_, one), column in self.taken_on.items() if one == weight]
        at = [*self.columns[entries].tolist(), *keeps, *takes, *agree]
        by = [1] * len(entries) + [-1] * (len(at) - len(entries))
        self.model.add_row(RowKind.CASELOAD, at, by, high=0)

    def _agree(self, i: int, weight: int) -> int:
        """The column that is 1 where a load has to be agreed for this person at this weight: placed so, and nobody kept."""
        column = self.to_agree[i, weight] = self.model.add_column()
        mine = [entry for entry in self.candidates.of(i) if int(self.loads.weight[entry]) == weight]
        keeps = [kept for key, kept in self.kept.items() if (key.request, key.weight) == (i, weight)]
        at = [column, *keeps, *self.columns[mine].tolist()]
        by = [1] * (1 + len(keeps)) + [-1] * len(mine)
        self.model.add_row(RowKind.CASELOAD, at, by, high=0)
        return column
