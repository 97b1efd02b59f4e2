"""The whole question as one model: a column for each candidate, every row between people, and what each level counts."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.cohort.apart import separation_rows, sibling_points, sibling_rows
from matcher.cohort.asked import AssignmentAsked, LockKind
from matcher.cohort.assignment import LevelName
from matcher.cohort.beds import bed_rows
from matcher.cohort.candidates import HUNDREDTHS, Candidates
from matcher.cohort.company import company_rows
from matcher.cohort.key_workers import CaseloadColumns, caseload_rows
from matcher.cohort.model import Ints, Model, RowKind
from matcher.cohort.specialists import ShortColumns, specialist_rows
from matcher.cohort.staff import BankColumns, staff_rows
from matcher.cohort.ticks import Tick, no_tick

TIE_BREAKS = 4096
"""Two plans that are equal in everything else hardly ever add up to the same here; a seed shuffles it."""


@dataclass(frozen=True)
class Whole:
    """The model, and where to find things in it.

    choices  (candidates,): column of each candidate
    siblings column and candidate of each sibling bonus
    """

    candidates: Candidates
    asked: AssignmentAsked
    model: Model
    choices: Ints
    siblings: tuple[Ints, Ints]
    bank: BankColumns
    short: ShortColumns
    caseload: CaseloadColumns

    def counts(self, name: LevelName) -> Ints:
        """(columns,): what each column adds to a level; more is better."""
        return COUNTED[name](self)

    def chosen(self, values: Ints) -> list[int]:
        """The candidates that a solution chooses, in the order of the requests."""
        found: list[int] = np.flatnonzero(values[self.choices] > 0).tolist()
        return found

    def _zeros(self) -> Ints:
        return np.zeros(len(self.model.upper), np.int64)

    def of_requests(self, wanted: Callable[[int], bool]) -> Ints:
        """1 for every candidate of the requests that are wanted, by position."""
        counts = self._zeros()
        of = np.array([wanted(i) for i in range(len(self.candidates.requests))], np.int64)
        counts[self.choices] = of[self.candidates.request] if len(of) else 0
        return counts

    def points(self) -> Ints:
        """Hundredths: scores as they count in the plan, less the price of hours and of loads to be agreed."""
        candidates, figures = self.candidates, self.candidates.frame.policy.figures
        counts = self._zeros()
        counts[self.choices] = candidates.points
        columns, entries = self.siblings
        counts[self.choices[entries]] -= candidates.sibling[entries]
        counts[columns] = candidates.sibling[entries]
        counts[self.choices] -= np.where(self.caseload.could_keep, candidates.continuity, 0)
        counts[self.caseload.kept] = self.caseload.continuity
        weight = candidates.frame.policy.weights.key_worker_continuity
        counts[self.caseload.to_agree] = -round(weight * HUNDREDTHS)
        counts[self.bank.columns] = -np.rint(figures.bank_hour_points * HUNDREDTHS * self.bank.hours).astype(np.int64)
        counts[self.short.columns] = -round(figures.specialist_hour_points * HUNDREDTHS)
        return counts

    def approvals(self) -> Ints:
        """Less one for each approval that is open."""
        counts = self._zeros()
        counts[self.choices] = -self.candidates.approvals
        return counts

    def as_given(self) -> Ints:
        """1 for each candidate that is a line of the plan given."""
        counts = self._zeros()
        given = {(one.request_id, one.place_id) for one in self.asked.given or ()}
        pairs = [(self.candidates.requests[int(i)].id, e) for e, i in enumerate(self.candidates.request.tolist())]
        counts[self.choices] = [(who, self.candidates.place_id(e)) in given for who, e in pairs] if pairs else 0
        return counts

    def tie_break(self) -> Ints:
        """A number drawn from the ids and the seed: what makes the plan unique."""
        counts, ids = self._zeros(), [one.id for one in self.candidates.requests]
        for entry, i in enumerate(self.candidates.request.tolist()):
            counts[self.choices[entry]] = self._drawn(ids[i], self.candidates.place_id(entry))
        for what, columns, of in (
            ("kept", self.caseload.kept, self.caseload.kept_of),
            ("to agree", self.caseload.to_agree, self.caseload.agreed_of),
        ):
            for column, i in zip(columns.tolist(), of.tolist(), strict=True):
                counts[column] = self._drawn(ids[i], what)
        return counts

    def _drawn(self, *what: str) -> int:
        key = "|".join((str(self.asked.seed), *what))
        drawn = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
        return 1 + drawn % TIE_BREAKS

    def is_emergency(self, i: int) -> bool:
        """Whether a request, by position, is an emergency."""
        return self.candidates.requests[i].is_emergency

    def has_few(self, i: int) -> bool:
        """Whether a request has so few candidates that others should leave them to it."""
        return 0 < len(self.candidates.of(i)) <= self.candidates.frame.policy.figures.few_candidates


COUNTED: dict[LevelName, Callable[[Whole], Ints]] = {
    LevelName.EMERGENCIES_PLACED: lambda whole: whole.of_requests(whole.is_emergency),
    LevelName.FEW_CANDIDATES_PLACED: lambda whole: whole.of_requests(whole.has_few),
    LevelName.PLACED: lambda whole: whole.of_requests(lambda _: True),
    LevelName.POINTS: Whole.points,
    LevelName.APPROVALS: Whole.approvals,
    LevelName.CHANGES: Whole.as_given,
    LevelName.TIE_BREAK: Whole.tie_break,
}


def make_whole(
    candidates: Candidates, asked: AssignmentAsked, left_out: frozenset[RowKind] = frozenset(), tick: Tick = no_tick
) -> Whole:
    """Every column and row.

    left_out  kinds of rows that are not written, for tests
    tick      called now and then; may raise to stop
    """
    model = Model(left_out=left_out)
    choices = model.add_columns(_upper(candidates, asked))
    for person_id in candidates.requests_of:
        if len(mine := candidates.of_person(person_id)):
            model.add_row(RowKind.ONE_PLACE, choices[mine], high=1)
    bed_rows(model, candidates, choices)
    bank = staff_rows(model, candidates, choices)
    caseload = caseload_rows(model, candidates, choices)
    short = specialist_rows(model, candidates, choices)
    company_rows(model, candidates, choices, tick)
    separation_rows(model, candidates, choices)
    sibling_rows(model, candidates, choices)
    siblings = sibling_points(model, candidates, choices)
    _lock_rows(model, candidates, asked, choices)
    whole = Whole(candidates, asked, model, choices, siblings, bank, short, caseload)
    if asked.given is not None and asked.most_changes is not None:
        kept = np.flatnonzero(whole.as_given())
        model.add_row(RowKind.CHANGES, kept, low=len(asked.given) - asked.most_changes)
    return whole


def _upper(candidates: Candidates, asked: AssignmentAsked) -> list[int]:
    """0 for every candidate that a lock rules out, else 1."""
    here = {one.request_id: one.place_id for one in asked.locks if one.kind is LockKind.THIS_PAIR}
    never = {(one.request_id, one.place_id) for one in asked.locks if one.kind is LockKind.NOT_THIS_PAIR}
    upper = []
    for entry, i in enumerate(candidates.request.tolist()):
        who, place = candidates.requests[i].id, candidates.place_id(entry)
        upper.append(int((who, place) not in never and here.get(who, place) == place))
    return upper


def _lock_rows(model: Model, candidates: Candidates, asked: AssignmentAsked, choices: Ints) -> None:
    """Whoever is locked to a place is placed there."""
    locked = {one.request_id: one.place_id for one in asked.locks if one.kind is LockKind.THIS_PAIR}
    for i, request in enumerate(candidates.requests):
        if request.id in locked:
            here = [e for e in candidates.of(i) if candidates.place_id(e) == locked[request.id]]
            model.add_row(RowKind.LOCK, choices[here], low=1)
