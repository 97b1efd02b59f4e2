"""Everyone at once: the best plan for a cohort, proved level by level, and verified before it leaves."""

import hashlib
from dataclasses import replace

from matcher import ENGINE_VERSION
from matcher.cohort.asked import AssignmentAsked, asked_adapter
from matcher.cohort.asked_check import check
from matcher.cohort.assignment import (
    Alternative,
    Assignment,
    AssignmentStatus,
    GoesOn,
    Hours,
    Level,
    LevelName,
    Progress,
    Rung,
)
from matcher.cohort.candidates import Candidates, find_candidates
from matcher.cohort.further import alternatives, ladder
from matcher.cohort.levels import ORDER, Climb, shown
from matcher.cohort.milp import Milp
from matcher.cohort.planner import Found, Planner
from matcher.cohort.solvers import versions
from matcher.cohort.ticks import Stopped
from matcher.cohort.whole import make_whole
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.policy import PolicyBook
from matcher.rules import rule_set

STOPPED_AFTER = "It was stopped before all that was asked for beside it was found."


def assign(snapshot: Snapshot, asked: AssignmentAsked, book: PolicyBook, goes_on: GoesOn | None = None) -> Assignment:
    """One plan for many open requests: everybody placed as well as all together can be, with its proof.

    Same snapshot, policy, question and solvers: the same plan, byte for byte, wherever it is proved. `goes_on` is told
    of progress at least every 0.2 seconds while the solvers work, and stops them by False: the status is `cancelled`,
    with the best plan so far. Raises InvalidInput where ids are unknown or locks contradict each other.
    """
    check(snapshot, asked)
    frame = make_frame(snapshot, book)
    milp = Milp()
    try:
        return _Assigning(frame, asked, milp, goes_on or _always).assignment()
    finally:
        milp.end()


def _always(_: Progress) -> bool:
    return True


class _Assigning:
    """One question on its way to an Assignment."""

    def __init__(self, frame: Frame, asked: AssignmentAsked, milp: Milp, goes_on: GoesOn) -> None:
        self.frame, self.asked, self.milp, self.goes_on = frame, asked, milp, goes_on
        chosen = None if asked.request_ids is None else set(asked.request_ids)
        self.requests = [one for one in frame.requests.values() if chosen is None or one.id in chosen]

    def tick(self) -> None:
        """Stop where somebody has cancelled."""
        start = Progress(
            level=1,
            name=LevelName.EMERGENCIES_PLACED,
            value=None,
            bound=None,
            gap=None,
            work=0,
            of_work=self.asked.work,
        )
        if not self.goes_on(start):
            raise Stopped

    def assignment(self) -> Assignment:
        """The answer."""
        if not self.asked.work:
            return self._without_a_plan(
                AssignmentStatus.TIME_LIMIT, "No work was allowed, so nobody looked. Allow some."
            )
        try:
            candidates = find_candidates(
                self.frame, self.requests, with_approvals=self.asked.with_approvals, tick=self.tick
            )
            planner = Planner(make_whole(candidates, self.asked, tick=self.tick), self.milp, self.goes_on)
        except Stopped:
            return self._without_a_plan(AssignmentStatus.CANCELLED, "It was stopped before there was a plan.")
        found = planner.best()
        if found.report is None:
            return self._without_a_plan(*_why_none(found, planner))
        further = alternatives(planner, found) if found.climb.is_proved else ()
        shown = self._shown(found, further, ladder(planner, found))
        if planner.is_cancelled and found.climb.is_proved:
            return replace(shown, status=AssignmentStatus.CANCELLED, says=(*shown.says, STOPPED_AFTER))
        return shown

    def _shown(self, found: Found, further: tuple[Alternative, ...], rungs: tuple[Rung, ...]) -> Assignment:
        report = found.report
        assert report is not None  # noqa: S101 - looked at just before
        points = found.climb.level(LevelName.POINTS)
        bound = points.bound if points else None
        placed, waiting = report.placed, report.not_placed
        return replace(
            self._without_a_plan(_status(found.climb), ""),
            value=report.value,
            bound=bound,
            gap=None if bound is None else round((bound - report.value) / max(abs(bound), 1), 6),
            levels=tuple(_every_level(found)),
            placed=placed,
            not_placed=waiting,
            hours=report.hours,
            alternatives=further,
            ladder=rungs,
            not_checked_here=tuple(_not_checked(self.frame, report.whole.candidates)),
            says=(f"{len(placed)} of {len(self.requests)} would have a place.", *_said(found.climb)),
        )

    def _without_a_plan(self, status: AssignmentStatus, says: str) -> Assignment:
        rules = rule_set(self.frame.policy.day)
        return Assignment(
            id=self._id(rules),
            as_of=self.frame.snapshot.as_of,
            snapshot_hash=self.frame.snapshot_hash,
            rule_set=rules,
            policy_version=f"{self.frame.book.version}-{self.frame.book.hash[:12]}",
            engine_version=ENGINE_VERSION,
            solvers=versions(),
            seed=self.asked.seed,
            status=status,
            value=None,
            bound=None,
            gap=None,
            requests=len(self.requests),
            levels=(),
            placed=(),
            not_placed=(),
            hours=Hours(bank_hours=0, bank_points=0, specialist_hours_short=0, specialist_points=0),
            alternatives=(),
            ladder=(),
            not_checked_here=(),
            says=(says,) if says else (),
        )

    def _id(self, rules: str) -> str:
        frame = self.frame
        parts = (frame.snapshot_hash, frame.snapshot.as_of.isoformat(), rules, frame.book.hash, ENGINE_VERSION)
        asked = asked_adapter().dump_json(self.asked).decode()
        return hashlib.sha256("|".join((*parts, asked, repr(versions()))).encode()).hexdigest()[:32]


def _status(climb: Climb) -> AssignmentStatus:
    if climb.is_cancelled:
        return AssignmentStatus.CANCELLED
    return AssignmentStatus.OPTIMAL if climb.is_proved else AssignmentStatus.FEASIBLE


def _why_none(found: Found, planner: Planner) -> tuple[AssignmentStatus, str]:
    """No plan: what stands against it, and what would have to change."""
    if found.troubles:
        return AssignmentStatus.FAILED, "A plan was found that did not pass its test, so it is not shown. Report this."
    if found.climb.is_cancelled:
        return AssignmentStatus.CANCELLED, "It was stopped before there was a plan."
    if found.climb.is_impossible:
        return AssignmentStatus.FAILED, planner.what_contradicts()
    return AssignmentStatus.TIME_LIMIT, "The work allowed ran out before there was a plan. Allow more work."


def _every_level(found: Found) -> list[Level]:
    """Those looked at; of the others what the plan comes to, with nothing proved."""
    report, had = found.report, {one.name: one for one in found.climb.levels}
    assert report is not None  # noqa: S101 - there is a plan
    if (points := had.get(LevelName.POINTS)) is not None:
        had[LevelName.POINTS] = replace(points, value=report.value)
    return [
        had.get(name)
        or Level(
            number=number,
            name=name,
            value=shown(report.whole, name, int(report.whole.counts(name) @ report.values)),
            bound=None,
            proved=False,
        )
        for number, name in enumerate(ORDER, start=1)
    ]


def _said(climb: Climb) -> list[str]:
    if climb.is_proved:
        return ["No other plan is better: that is proved, level by level."]
    if climb.is_cancelled:
        return ["It was stopped early: there may be a better plan."]
    return ["The work allowed ran out: there may be a better plan, by no more than the gap says."]


def _not_checked(frame: Frame, candidates: Candidates) -> list[str]:
    """What this authority does not record, so that the plan could not look at it."""
    if frame.snapshot.workers is None:
        return ["No workers are recorded: ask the hub managers who could be key worker, and who has time."]
    said = []
    if frame.places.key_workers_unknown:
        said.append("The load of some key workers is not recorded: ask the hub managers who has room.")
    asked = {each.role for one in candidates.requests for each in one.specialist_input or ()}
    recorded = {role for one in frame.snapshot.workers for role in one.roles if one.free_hours is not None}
    if missing := sorted(role.value.replace("_", " ") for role in asked - recorded):
        said.append(f"The free hours of some are not recorded: ask the {', the '.join(missing)}.")
    return said
