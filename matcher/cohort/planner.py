"""Finds the best plan of a model, verifies it, forbids what the rule book objects to, and looks again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.cohort.asked import LockKind
from matcher.cohort.assignment import GoesOn, LevelName
from matcher.cohort.company import together_or_near
from matcher.cohort.levels import Climb, Climber
from matcher.cohort.milp import Milp
from matcher.cohort.model import Ints, Model, RowKind
from matcher.cohort.race import Race
from matcher.cohort.report import Report
from matcher.cohort.together import smallest_company
from matcher.cohort.verify import Plan, Trouble, verify
from matcher.cohort.whole import Whole

MOST_ROUNDS = 200
"""Of looking again; each forbids at least one group that the rule book keeps apart."""


@dataclass(frozen=True)
class Found:
    """A plan that passed its test; or what the levels came to where there is none.

    report    None = no plan that could be shown
    troubles  what is wrong with the plan, beyond company: there should never be any
    """

    climb: Climb
    report: Report | None
    troubles: Sequence[Trouble] = ()


class Planner:
    """Answers questions about one model, one after the other. Cuts that one finds hold for all that follow."""

    def __init__(self, whole: Whole, milp: Milp, goes_on: GoesOn) -> None:
        self.whole, self.milp, self.goes_on = whole, milp, goes_on
        self.is_cancelled = False
        """Somebody stopped it, at whatever question."""

    def best(self, more: Iterable["Row"] = (), hint: Ints | None = None) -> Found:
        """The best plan that also keeps to these rows."""
        rows = tuple(more)
        for _ in range(MOST_ROUNDS):
            climb = self._climb(rows, hint)
            self.is_cancelled |= climb.is_cancelled
            if climb.values is None:
                return Found(climb, None)
            report = Report(self.whole, climb.values)
            troubles = self.verified(climb, report)
            if not troubles:
                return Found(climb, report)
            if any(not one.company for one in troubles):
                break
            hint = self._lighter(climb.values, self._cut(report, troubles))
        return Found(climb, None, troubles)

    def _climb(self, rows: Sequence["Row"], hint: Ints | None) -> Climb:
        model = self.whole.model.copy()
        for row in rows:
            row.write(model)
        asked = self.whole.asked
        with Race(model, seed=asked.seed, milp=self.milp) as race:
            return Climber(self.whole, race, asked.work, self.goes_on).climb(hint)

    def verified(self, climb: Climb, report: Report) -> list[Trouble]:
        """What is wrong with a plan, and with what the levels say that it is worth."""
        frame, points = self.whole.candidates.frame, climb.level(LevelName.POINTS)
        value = report.value if points is None else points.value if points.proved else max(points.value, report.value)
        plan = Plan(placed=report.placed, hours=report.hours, value=value)
        return verify(frame.snapshot, plan, self.whole.asked, frame.book)

    def _cut(self, report: Report, troubles: Sequence[Trouble]) -> list[int]:
        """Forbid each smallest group whose company spoils a place; the entries of those whose place it was."""
        candidates, spoilt = self.whole.candidates, []
        entry_of = {candidates.requests[int(candidates.request[e])].id: e for e in report.chosen}
        for one in troubles:
            entry = entry_of[one.request_id or ""]
            near = together_or_near(candidates, entry, report.chosen)
            company = smallest_company(
                candidates.frame.snapshot,
                candidates.line(entry),
                [candidates.line(e) for e in near],
                [candidates.line(e) for e in report.chosen if e != entry],
                candidates.frame.book,
            )
            group = [entry, *(entry_of[line.request.id] for line in company)]
            self.whole.model.add_row(RowKind.CUT, self.whole.choices[group], high=len(group) - 1)
            spoilt.append(entry)
        return spoilt

    def _lighter(self, values: Ints, spoilt: Iterable[int]) -> Ints:
        """The plan without these people: what is good in it is not lost to the next round."""
        whole, lighter = self.whole, values.copy()
        requests = whole.candidates.request[list(spoilt)]
        lighter[whole.choices[np.isin(whole.candidates.request, requests)]] = 0
        lighter[whole.caseload.kept[np.isin(whole.caseload.kept_of, requests)]] = 0
        lighter[whole.caseload.to_agree[np.isin(whole.caseload.agreed_of, requests)]] = 0
        lighter[whole.siblings[0]] = 0
        return lighter

    def what_contradicts(self) -> str:
        """Why there is no plan at all: locks that cannot hold together, as few as it takes, or too few changes allowed."""
        locked = [one for one in self.whole.asked.locks if one.kind is LockKind.THIS_PAIR]
        place = {one.request_id: one.place_id for one in locked}
        rows = {
            request.id: at
            for at, request in zip(
                [at for at, kind in enumerate(self.whole.model.kinds) if kind is RowKind.LOCK],
                [one for one in self.whole.candidates.requests if one.id in place],
                strict=True,
            )
        }
        if self._is_possible(rows.values()):
            return "With so few changes to the plan given there is no plan. Allow more changes."
        needed = dict(rows)
        for request_id in rows:
            without = {one: at for one, at in needed.items() if one != request_id}
            if not self._is_possible(without.values()):
                needed = without
        named = "; ".join(f"{request_id} at {place[request_id]}" for request_id in needed)
        if len(needed) == 1:
            return f"This lock cannot hold: {named}. The place is not one that could be given. Take the lock away."
        return f"These locks cannot all hold: {named}. Take one of them away."

    def _is_possible(self, locks: Iterable[int]) -> bool:
        """Whether any plan keeps to the rows, with only these of the locks, and with as many changes as it takes."""
        kept = set(locks)
        left_out = frozenset({RowKind.LOCK, RowKind.CHANGES})
        model = self.whole.model.only(lambda at, kind: kind not in left_out or at in kept)
        nothing = np.zeros(len(model.upper), np.int64)
        with Race(model, seed=self.whole.asked.seed, milp=self.milp) as race:
            return not race.solve(nothing, None, self.whole.asked.work, lambda *_: True).is_impossible


@dataclass(frozen=True)
class Row:
    """A row for one question only."""

    kind: RowKind
    columns: Ints
    coefficients: Ints
    low: int
    high: int

    def write(self, model: Model) -> None:
        """Add it."""
        model.add_row(self.kind, self.columns, self.coefficients, low=self.low, high=self.high)
