"""Key workers of one plan, counted by hand: every way of sharing out its people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import product

from matcher.domain.codes import SettingKind, WorkerRole
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Worker
from matcher.policy import Policy
from tests.property.plan_twin_choice import Choice, Plan

TO_AGREE = "to agree"
WEIGHTS: dict[SettingKind | None, int] = {SettingKind.SUPPORTED_LODGINGS: 70, SettingKind.SUPPORTED_ACCOMMODATION: 70}
TODAYS_WEIGHTS = {**WEIGHTS, SettingKind.OUTREACH: 50, None: 20}
"""Hundredths of a person that somebody is to a key worker, by where they live; anywhere else a whole one."""


@dataclass(frozen=True)
class KeyWorkers:
    """Those whom the people of one plan could have."""

    snapshot: Snapshot
    cohort: Sequence[PlacementRequest]
    plan: Plan
    policy: Policy

    @property
    def least_lost(self) -> int:
        """Hundredths: the least that is lost, over every way of sharing out the people of the plan."""
        if self.snapshot.workers is None:
            return 0
        ways = product(*(self._who_could(one) for one in self.plan))
        return min(self._lost(way) for way in ways if self._within_loads(way))

    def _who_could(self, one: Choice) -> list[str]:
        """Workers' ids, or that a load has to be agreed; one who is nobody's load keeps whom they have."""
        current = self._current(one)
        if current is not None and current not in self.known:
            return [current]
        keeps = [current] if current is not None and self._is_there(self.known[current], one.line.request) else []
        return [*keeps, *(id_ for id_ in self.pool if id_ != current), TO_AGREE]

    def _current(self, one: Choice) -> str | None:
        current = self._people[one.line.request.young_person_id].key_worker
        return current.worker_id if current is not None else None

    @cached_property
    def known(self) -> dict[str, Worker]:
        """Key workers whose allocations are recorded."""
        staff = self.snapshot.workers or ()
        return {one.id: one for one in staff if WorkerRole.KEY_WORKER in one.roles and one.allocations is not None}

    @cached_property
    def pool(self) -> list[str]:
        """Those who could take on somebody new whenever anybody of the cohort comes, and have not too many today."""
        there = [one for one in self.known.values() if all(self._is_there(one, each) for each in self.cohort)]
        return [one.id for one in there if sum(todays_loads(one).values()) <= self._most]

    def _is_there(self, worker: Worker, request: PlacementRequest) -> bool:
        nights = [request.start_date + timedelta(days=n) for n in range(14)]
        away = [night for night in nights if any(one.first_night <= night < one.leaving for one in worker.absences)]
        return len(away) <= self.policy.figures.key_worker_gap_days

    def _lost(self, way: Sequence[str]) -> int:
        agreed = round(self.policy.weights.key_worker_continuity * 100)
        lost = 0
        for one, worker_id in zip(self.plan, way, strict=True):
            current = self._current(one)
            lost += agreed * (worker_id == TO_AGREE)
            lost += one.key_worker * (current in self.known and worker_id != current)
        return lost

    def _within_loads(self, way: Sequence[str]) -> bool:
        """Nobody's load goes over `key_worker_max`, nor further over it than it is today."""
        placed = {one.line.request.young_person_id for one in self.plan}
        for id_, worker in self.known.items():
            today = todays_loads(worker)
            rest = sum(load for who, load in today.items() if who not in placed)
            more = sum(self._weight(one) for one, taken in zip(self.plan, way, strict=True) if taken == id_)
            if more and rest + more > max(self._most, sum(today.values())):
                return False
        return True

    @property
    def _most(self) -> int:
        return round(self.policy.figures.key_worker_max * 100)

    def _weight(self, one: Choice) -> int:
        return WEIGHTS.get(self._kinds[one.line.setting_id], 100)

    @cached_property
    def _people(self) -> dict[str, YoungPerson]:
        return {one.id: one for one in self.snapshot.young_people}

    @cached_property
    def _kinds(self) -> dict[str, SettingKind]:
        return {one.id: one.kind for one in self.snapshot.settings}


def todays_loads(worker: Worker) -> Counter[str]:
    """What each person allocated to a worker weighs today."""
    loads: Counter[str] = Counter()
    for one in worker.allocations or ():
        loads[one.young_person_id] += TODAYS_WEIGHTS.get(one.setting_kind, 100)
    return loads
