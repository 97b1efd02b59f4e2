"""A solution in words and figures: who goes where, who does not, and what hours it needs."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.cohort.apart import without_siblings
from matcher.cohort.assignment import ApprovalNeeded, Hours, KeyWorkerChoice, NotPlaced, Placed
from matcher.cohort.candidates import HUNDREDTHS
from matcher.cohort.model import Ints
from matcher.cohort.planned import Line, with_plan
from matcher.cohort.shared_hours import bank_needed, specialist_hours_short
from matcher.cohort.sharing_out import SharingOut
from matcher.cohort.staff import SHIFT_HOURS
from matcher.cohort.together import Seen, seen
from matcher.cohort.unplaced import Unplaced, alone_of
from matcher.cohort.whole import Whole
from matcher.frame import make_frame
from matcher.options.rank import rank


@dataclass(frozen=True)
class Report:
    """One solution of a whole. `values` of every column."""

    whole: Whole
    values: Ints

    @cached_property
    def chosen(self) -> list[int]:
        """The candidates chosen, in the order of the requests."""
        return self.whole.chosen(self.values)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every line."""
        return tuple(self._placed(entry, after) for entry, after in zip(self.chosen, self._together, strict=True))

    @cached_property
    def _lines(self) -> list[Line]:
        return [self.whole.candidates.line(entry) for entry in self.chosen]

    @cached_property
    def _together(self) -> list[Seen]:
        frame = self.whole.candidates.frame
        return seen(with_plan(frame.snapshot, self._lines), self._lines, frame.book)

    def _placed(self, entry: int, after: Seen) -> Placed:
        candidates = self.whole.candidates
        line, i = candidates.line(entry), int(candidates.request[entry])
        setting = candidates.frame.places.settings[int(candidates.setting[entry])]
        key_worker = self._sharing_out.of(entry)
        return Placed(
            request_id=line.request.id,
            place_id=line.place_id,
            setting_id=setting.id,
            setting_name=setting.name,
            kind=setting.kind,
            first_night=line.first_night,
            leaving=line.leaving,
            score=int(candidates.points[entry]) / HUNDREDTHS,
            points=self._points(entry, key_worker.plan) / HUNDREDTHS,
            score_together=after.score,
            key_worker=key_worker,
            approvals=self._approvals(entry),
            alone=alone_of(candidates, i),
            changed=self._changed(i, line.place_id),
        )

    @cached_property
    def _sharing_out(self) -> SharingOut:
        return SharingOut(self.whole, self.values)

    def _points(self, entry: int, key_worker: KeyWorkerChoice) -> int:
        candidates, caseload = self.whole.candidates, self.whole.caseload
        points = int(candidates.points[entry])
        if entry in self._sibling_lost:
            points -= int(candidates.sibling[entry])
        if key_worker is not KeyWorkerChoice.KEPT and caseload.could_keep[entry]:
            points -= int(candidates.continuity[entry])
        if key_worker is KeyWorkerChoice.TO_AGREE:
            points -= round(candidates.frame.policy.weights.key_worker_continuity * HUNDREDTHS)
        return points

    @cached_property
    def _sibling_lost(self) -> set[int]:
        """Not as the solver has it: a plan that is not proved may count less than it could."""
        _, entries = self.whole.siblings
        counted = set(entries.tolist()) & set(self.chosen)
        return without_siblings(self.whole.candidates, self.chosen, counted)

    def _approvals(self, entry: int) -> tuple[ApprovalNeeded, ...]:
        candidates = self.whole.candidates
        if not candidates.approvals[entry]:
            return ()
        line, frame = candidates.line(entry), candidates.frame
        result = rank(frame.snapshot.part([line.request.id], [line.setting_id]), line.request.id, frame.book)
        option = next(one for one in result.needs_approval if one.place_id == line.place_id)
        return tuple(
            ApprovalNeeded(rule=one.rule, roles=tuple(one.roles), says=one.says, unverified=one.unverified)
            for one in option.approvals
        )

    @cached_property
    def _given(self) -> dict[str, str] | None:
        given = self.whole.asked.given
        return None if given is None else {one.request_id: one.place_id for one in given}

    def _changed(self, i: int, place_id: str | None) -> bool | None:
        given = self._given
        return None if given is None else given.get(self.whole.candidates.requests[i].id) != place_id

    @property
    def changes(self) -> int:
        """How many lines of the plan given are not lines of this one."""
        return len(self.moved)

    @cached_property
    def moved(self) -> list[str]:
        """The requests of these lines."""
        pairs = {(one.request_id, one.place_id) for one in self.placed}
        given = self.whole.asked.given or ()
        return [one.request_id for one in given if (one.request_id, one.place_id) not in pairs]

    @cached_property
    def not_placed(self) -> tuple[NotPlaced, ...]:
        """Everybody without a place: why, and what it would take."""
        requests = self.whole.candidates.requests
        have = set(self.whole.candidates.request[self.chosen].tolist())
        unplaced = Unplaced(self.whole, self.values)
        waiting = [i for i in range(len(requests)) if i not in have]
        return tuple(unplaced.of(i, changed=self._changed(i, None)) for i in waiting)

    @cached_property
    def hours(self) -> Hours:
        """What the plan needs of the bank until anybody has left anywhere, and lacks of specialists, with its price."""
        candidates = self.whole.candidates
        figures = candidates.frame.policy.figures
        snapshot = candidates.frame.snapshot
        staffed = [line for e, line in zip(self.chosen, self._lines, strict=True) if candidates.staffed[e]]
        frame = make_frame(with_plan(snapshot, self._lines, nobody_leaves=True), candidates.frame.book)
        bank = float(sum(int(gap @ np.array(SHIFT_HOURS)) for gap in bank_needed(frame, staffed).values()))
        short = specialist_hours_short(snapshot, self._lines)
        return Hours(
            bank_hours=bank,
            bank_points=round(bank * figures.bank_hour_points, 2),
            specialist_hours_short=short,
            specialist_points=round(short * figures.specialist_hour_points, 2),
        )

    @cached_property
    def value(self) -> float:
        """Points less the price of hours."""
        points = sum(one.points for one in self.placed)
        return round(points - self.hours.bank_points - self.hours.specialist_points, 2)
