"""Who does each next thing, in the order in which a person would take them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from matcher.domain.codes import Role
from matcher.options.bespoke.result import (
    NextStep,
    WouldHaveToExist,
    role_in_words,
)
from matcher.options.bespoke.told_base import moment, shift_in_words
from matcher.options.bespoke.told_people import PeopleTold
from matcher.options.result import PlacementOption
from matcher.options.words import a_list, day

FEW = 6
"""Shifts that one sentence names."""


class StepsTold(PeopleTold):
    """The next steps of a brief."""

    def next_steps(self, missing: Sequence[WouldHaveToExist]) -> tuple[NextStep, ...]:
        """In the order in which a person would take them."""
        steps = [*self._lawful_first(missing), *self.agreements(), *self._find(), *self._ring()]
        if self.place:
            steps += self._of_the_rules(self.place)
        return tuple(_each_once((*steps, *self._afterwards())))

    def _lawful_first(self, missing: Sequence[WouldHaveToExist]) -> Iterator[NextStep]:
        for one in missing:
            if one.setting_id is None:
                yield NextStep(who=one.who, says=one.says, rule=one.rule, due="first of all")

    def _find(self) -> Iterator[NextStep]:
        short = [shift for shift in self.cover if shift.missing]
        if short:
            told = "; ".join(f"{shift_in_words(one)} ({one.missing})" for one in short[:FEW])
            more = f"; and {len(short) - FEW} more in the table" if len(short) > FEW else ""
            yield NextStep(who=self.ask, says=f"Find somebody for: {told}{more}.", rule="staff-ratio")
        lacking = [shift for shift in self.cover if shift.lacking]
        if lacking:
            told = "; ".join(f"{shift_in_words(one)} ({a_list(list(one.lacking))})" for one in lacking[:FEW])
            more = f"; and {len(lacking) - FEW} more in the table" if len(lacking) > FEW else ""
            yield NextStep(who=self.ask, says=f"Find somebody who brings what is missing: {told}{more}.")

    def _ring(self) -> Iterator[NextStep]:
        for one in self.workers():
            shifts = self.shifts_of[one.worker_id]
            told = ", ".join(map(shift_in_words, shifts[:FEW]))
            more = f" and {len(shifts) - FEW} more in the table" if len(shifts) > FEW else ""
            yield NextStep(
                who=self.ask, says=f"Ask {one.name} to come: {told}{more}.", due=f"before {moment(shifts[0])}"
            )

    def _of_the_rules(self, place: PlacementOption) -> Iterator[NextStep]:
        for approval in place.approvals:
            yield NextStep(who=role_in_words(approval.roles), says=f"Decide: {approval.says}", rule=approval.rule)
        for question in place.questions:
            yield NextStep(who=f"ask {question.ask_whom}", says=question.says, rule=question.rule)
        for step in place.before_confirming:
            yield NextStep(who=role_in_words(step.who), says=step.says, due=step.due, rule=step.rule)

    def _afterwards(self) -> Iterator[NextStep]:
        named = max((shift.on for shift in self.cover), default=None)
        ends = self.place.leaving if self.place else self.request.end_date
        if named is not None and (ends is None or ends > named + timedelta(days=1)):
            after = named + timedelta(days=1)
            yield NextStep(
                who=self.ask,
                says=f"Write the rota from {day(after)} on: nobody is named here after that.",
                due=f"by {day(after)}",
            )
        yield NextStep(
            who=role_in_words((Role.SOCIAL_WORKER,)),
            says=f"Go through this with {self.name}, and write down what they say.",
            due="before anybody confirms",
            rule="wishes-recorded",
        )

    def agreements(self) -> Iterator[NextStep]:
        """What has to be agreed about the premises, and by whom."""
        if self.premises is None:
            return
        setting, manager = self.premises.setting, "the home's manager"
        if setting.id in self.looked.ready.from_others:
            yield NextStep(
                who="the service manager",
                says=f"Agree that {setting.name} may be used for {self.name}. It stands empty on these nights.",
                rule="bespoke-registration-clear",
            )
        if setting.id in self.looked.ready.reopened:
            yield NextStep(
                who=manager,
                says=f"Open the nights from {day(self.window.first)} to {day(self.window.leaving)} again. They are closed for "
                "want of staff, and with the people named here every shift is covered.",
                rule="usable-vacancy",
            )
        if self.premises.solo and self.person.needs_solo:
            yield NextStep(
                who=manager,
                says=f"Keep every other bed free while {self.name} lives there.",
                rule="solo-or-shared",
            )


def _each_once(steps: Sequence[NextStep]) -> Iterator[NextStep]:
    """Several rules may ask the same of the same person: it is said once, where it comes first."""
    seen = set[tuple[str, str]]()
    for one in steps:
        if (one.who, one.says) not in seen:
            seen.add((one.who, one.says))
            yield one
