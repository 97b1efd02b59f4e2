"""Names the key worker of everybody in a plan: kept where the plan keeps them, else whoever has most room."""

from dataclasses import dataclass
from functools import cached_property

from matcher.cohort.assignment import KeyWorkerChoice, PlannedKeyWorker
from matcher.cohort.key_workers import Caseloads
from matcher.cohort.model import Ints
from matcher.cohort.whole import Whole


@dataclass(frozen=True)
class SharingOut:
    """The key workers of one solution. `values` of every column."""

    whole: Whole
    values: Ints

    @cached_property
    def loads(self) -> Caseloads:
        """Who works with whom today."""
        return Caseloads(self.whole.candidates)

    @cached_property
    def chosen(self) -> list[int]:
        """The candidates chosen."""
        return self.whole.chosen(self.values)

    def of(self, entry: int) -> PlannedKeyWorker:
        """Who would be key worker for a candidate that is chosen."""
        i = int(self.whole.candidates.request[entry])
        if self.whole.candidates.frame.snapshot.workers is None:
            return PlannedKeyWorker(plan=KeyWorkerChoice.NOT_KNOWN)
        if i in self._to_agree:
            return PlannedKeyWorker(plan=KeyWorkerChoice.TO_AGREE)
        if i in self._kept:
            return PlannedKeyWorker(plan=KeyWorkerChoice.KEPT, worker_id=self._current(i))
        at = self._taken_on.get(entry)
        return PlannedKeyWorker(plan=KeyWorkerChoice.NEW, worker_id=None if at is None else self.loads.workers[at].id)

    def _current(self, i: int) -> str | None:
        people = self.whole.candidates.frame.index.people
        current = people[self.whole.candidates.person_ids[i]].key_worker
        return current.worker_id if current else None

    @cached_property
    def _to_agree(self) -> set[int]:
        caseload = self.whole.caseload
        return set(caseload.agreed_of[self.values[caseload.to_agree] > 0].tolist())

    @cached_property
    def _kept(self) -> set[int]:
        """Everybody with a key worker, but for those whom the plan gives another."""
        caseload, chosen = self.whole.caseload, self.chosen
        having = {i for i in self.whole.candidates.request[chosen].tolist() if self._current(i) is not None}
        through_columns = set(self.whole.candidates.request[caseload.could_keep].tolist())
        return (having - through_columns) | set(caseload.kept_of[self.values[caseload.kept] > 0].tolist())

    @cached_property
    def _taken_on(self) -> dict[int, int]:
        """Candidate -> worker who takes them on: the heaviest first, each to whoever has most room."""
        waiting = [e for e in self.chosen if self._is_waiting(e)]
        waiting.sort(key=lambda e: (-int(self.loads.weight[e]), self._request_id(e)))
        room, found = self._room_left, {}
        for entry in waiting:
            weight = int(self.loads.weight[entry])
            with_room = [w for w in self.loads.pool if room[w] >= weight]
            if not with_room and len(self.whole.caseload.to_agree):
                return self._packed(waiting)
            if not with_room:  # some loads are not recorded, so that nobody knows who has room
                continue
            best = max(with_room, key=lambda w: (room[w], -w))
            room[best] -= weight
            found[entry] = best
        return found

    def _request_id(self, entry: int) -> str:
        candidates = self.whole.candidates
        return candidates.requests[int(candidates.request[entry])].id

    def _is_waiting(self, entry: int) -> bool:
        i = int(self.whole.candidates.request[entry])
        return bool(self.loads.counts[entry]) and i not in self._kept and i not in self._to_agree

    @property
    def _room_left(self) -> dict[int, int]:
        """Worker -> thousandths left beside those they have today and are not placed, and those they keep."""
        weight = {int(self.whole.candidates.request[e]): int(self.loads.weight[e]) for e in self.chosen}
        placed = {self.whole.candidates.person_ids[i] for i in weight}
        room = {}
        for w in self.loads.pool:
            now = self.loads.now[w]
            left = max(int(self.loads.room[w]) - sum(now.values()), 0)
            left += sum(load for who, load in now.items() if who in placed)
            room[w] = left - sum(weight[i] for i in self._kept if i in weight and int(self.loads.worker[i]) == w)
        return room

    def _packed(self, waiting: list[int]) -> dict[int, int]:
        """The same where one after the other does not come out: exactly, and the same every time."""
        from ortools.sat.python import cp_model  # noqa: PLC0415 - a second to import, and seldom needed

        model, room = cp_model.CpModel(), self._room_left
        takes = {(e, w): model.new_bool_var("") for e in waiting for w in room if room[w] >= self.loads.weight[e]}
        for entry in waiting:
            model.add_exactly_one([one for (e, _), one in takes.items() if e == entry])
        for w, left in room.items():
            model.add(sum(int(self.loads.weight[e]) * one for (e, at), one in takes.items() if at == w) <= left)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            raise AssertionError("the plan shares out more people than its key workers have room for")
        return {e: w for (e, w), one in takes.items() if solver.value(one)}
