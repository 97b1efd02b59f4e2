"""What would be different: the same questions asked of the record as it is and of the record with some changes made."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from matcher import ENGINE_VERSION
from matcher.capacity.forecast import History, sound_history
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.asked_check import check
from matcher.cohort.assignment import Assignment, Progress
from matcher.domain.checks import refusal
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay
from matcher.domain.values import shown
from matcher.frame import Frame, make_frame
from matcher.policy import PolicyBook
from matcher.rules import rule_set
from matcher.scenario.apply import Applied, apply
from matcher.scenario.asked import ScenarioAsked, scenario_adapter
from matcher.scenario.bed_counts import beds_by_kind, beds_by_setting, differing, settings_differ, shown_settings
from matcher.scenario.forecasts import SettingAhead, ahead_says, settings_ahead
from matcher.scenario.plans import asked_after, asked_before, plan_differs
from matcher.scenario.result import BedsOfSetting, BeforeAfter, Standing

NOTHING = "Nothing would be different on these nights."
AS_FREE = "As many beds would be free on these nights as before. What differs otherwise is in the figures."
KEPT_NOWHERE = "Nothing was changed: this is worked out beside the record."
FARTHEST_DAYS = 366


@shown
class ScenarioProgress:
    """How far a what-if with a plan for everyone has come."""

    stage: str
    """`before` or `after`: which of the two plans is being made."""
    plan: Progress


Tells = Callable[[ScenarioProgress], bool]
"""Told of every step; False = stop now, with the best plans so far."""


def check_asked(snapshot: Snapshot, asked: ScenarioAsked, book: PolicyBook) -> Applied:
    """Whether all of it can be asked, quickly: the changes made. Raises InvalidInput naming each place and its mend."""
    applied = apply(snapshot, asked.changes, book)
    _nights(snapshot.today, asked)
    known = {one.id for one in applied.snapshot.settings}
    wrong = [n for n, one in enumerate(asked.setting_ids) if one not in known]
    if wrong:
        mend = "Correct the id, or leave it out."
        raise refusal([Problem(f"/setting_ids/{n}", "There is no setting with this id.", mend) for n in wrong])
    if asked.cohort is not None:
        _check_cohort(applied.snapshot, asked.cohort)
    return applied


def _check_cohort(snapshot: Snapshot, asked: AssignmentAsked) -> None:
    try:
        check(snapshot, asked)
    except InvalidInput as error:
        raise refusal([replace(one, pointer=f"/cohort{one.pointer}") for one in error.problems]) from None


def _nights(today: date, asked: ScenarioAsked) -> tuple[date, date]:
    first = asked.first_night or today
    if first < today:
        raise refusal([Problem("/first_night", "This night has passed.", f"Begin today ({today}) or later.")])
    if first > today + timedelta(days=FARTHEST_DAYS):
        mend = f"Begin within {FARTHEST_DAYS} days of today ({today})."
        raise refusal([Problem("/first_night", "This is more than a year ahead.", mend)])
    return first, first + timedelta(days=asked.nights)


def compare(
    snapshot: Snapshot,
    asked: ScenarioAsked,
    book: PolicyBook,
    tells: Tells | None = None,
    history: Sequence[Stay] | None = None,
) -> BeforeAfter:
    """What would be different if the changes that are asked about were made. The snapshot given stays as it is.

    Same snapshot, policy and question: the same answer, byte for byte. `tells` is told of progress while plans are
    made, and stops them by False. `history`: the past stays that a forecast learns from; None = nothing is forecast.
    Raises InvalidInput, as `check_asked` does.
    """
    return compare_in(make_frame(snapshot, book), asked, tells, history)


def compare_in(
    frame: Frame, asked: ScenarioAsked, tells: Tells | None = None, history: Sequence[Stay] | None = None
) -> BeforeAfter:
    """The same in a frame that is there already. Raises InvalidInput."""
    applied = check_asked(frame.snapshot, asked, frame.book)
    past = None if history is None else sound_history(history, frame.snapshot.today)
    return _Comparing(frame, asked, applied, tells or _always, past).found()


def _always(_: ScenarioProgress) -> bool:
    return True


class _Comparing:
    """One question on its way to its answer. Where the changes come to nothing, after is before."""

    def __init__(
        self, was: Frame, asked: ScenarioAsked, applied: Applied, tells: Tells, history: History | None
    ) -> None:
        self.was, self.asked, self.applied, self.tells, self.history = was, asked, applied, tells, history
        self.first, self.leaving = _nights(was.snapshot.today, asked)
        self.is_same = applied.book == was.book and applied.snapshot == was.snapshot
        self.now = was if self.is_same else make_frame(applied.snapshot, applied.book)

    def found(self) -> BeforeAfter:
        """The answer."""
        was = beds_by_setting(self.was, self.first, self.leaving)
        now = was if self.is_same else beds_by_setting(self.now, self.first, self.leaving)
        ids = differing(was, now)
        shown_ids = sorted({*ids, *self.asked.setting_ids})
        plans = self._plans()
        before = self._standing(self.was, was, shown_ids, plans and plans[0])
        after = before if self.is_same else self._standing(self.now, now, shown_ids, plans and plans[1])
        settings = tuple(settings_differ(was, now, ids))
        cohort = plan_differs(*plans, self.was, self.now) if plans else None
        said = [one.says for one in settings] or [AS_FREE if ids else NOTHING]
        return BeforeAfter(
            id=self._id(),
            as_of=self.was.snapshot.as_of,
            rule_set=rule_set(self.was.policy.day),
            engine_version=ENGINE_VERSION,
            first_night=self.first,
            leaving=self.leaving,
            changes=self.applied.changes,
            says=(*said, *(cohort.says if cohort else ()), KEPT_NOWHERE),
            before=before,
            after=after,
            settings=settings,
            forecast_says=ahead_says(before.forecasts, after.forecasts),
            cohort=cohort,
        )

    def _standing(
        self, frame: Frame, beds: dict[str, BedsOfSetting], ids: Sequence[str], plan: Assignment | None
    ) -> Standing:
        return Standing(
            snapshot_hash=frame.snapshot_hash,
            policy_version=f"{frame.book.version}-{frame.book.hash[:12]}",
            kinds=beds_by_kind(beds.values()),
            settings=shown_settings(beds, ids),
            forecasts=self._ahead(frame, [one for one in ids if one in beds]),
            plan=plan,
        )

    def _ahead(self, frame: Frame, ids: Sequence[str]) -> tuple[SettingAhead, ...]:
        if self.history is None:
            return ()
        return settings_ahead(frame, ids, (self.first, self.leaving), self.history, self.was.snapshot_hash)

    def _plans(self) -> tuple[Assignment, Assignment] | None:
        """Before, then after; nobody solves the same question twice."""
        asked = self.asked.cohort
        if asked is None:
            return None
        before = self._plan(self.was, asked_before(asked, self.was.snapshot), "before")
        return before, before if self.is_same else self._plan(self.now, asked_after(asked, before), "after")

    def _plan(self, frame: Frame, asked: AssignmentAsked, stage: str) -> Assignment:
        from matcher.cohort.assign import assign  # noqa: PLC0415 - solvers are loaded where something is solved

        def goes_on(progress: Progress) -> bool:
            return self.tells(ScenarioProgress(stage=stage, plan=progress))

        return assign(frame.snapshot, asked, frame.book, goes_on)

    def _id(self) -> str:
        was = self.was
        asked = scenario_adapter().dump_json(self.asked).decode()
        parts = (
            was.snapshot_hash,
            was.snapshot.as_of.isoformat(),
            rule_set(was.policy.day),
            was.book.hash,
            ENGINE_VERSION,
            asked,
            *([self.history.hash] if self.history is not None else []),
        )
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
