"""`out-of-area-conditions`: five steps before a placement out of area; in an emergency two before, the rest soon after."""

from datetime import date

import pytest

from fixtures.plain_world import TODAY, approval, emergency, request, setting
from matcher.domain.codes import Role
from matcher.domain.request_steps import OutOfAreaSteps
from matcher.domain.snapshot import Snapshot
from matcher.rules import in_force
from tests.spec.support import MET, NOT_MET, entry, listed, outcome, scene

SLUG = "out-of-area-conditions"
DUTY = "duty-out-of-area-conditions"
TWO = ("wishes_heard_on", "most_appropriate_on")
FIVE = (*TWO, "relatives_consulted_on", "iro_consulted_on", "area_authority_told_on")
SIX = (*FIVE, "care_plan_given_on")


def moving(area: str, *steps: str, ask=request, **facts) -> Snapshot:
    taken = OutOfAreaSteps(setting_id="home", **dict.fromkeys(steps, TODAY))
    return scene(setting(area_authority=area), ask=ask(out_of_area_steps=(taken,)), **facts)


def waiting(snapshot: Snapshot):
    return next((one for one in entry(snapshot).before_confirming if one.rule == SLUG), None)


def duties(snapshot: Snapshot) -> dict[str, str]:
    return {one.slug: one.due for one in entry(snapshot).duties}


def test_an_approval_does_not_take_the_steps_away():
    agreed = moving("east", authorisations=(approval("within-authority:adjoining", Role.NOMINATED_OFFICER),))
    assert listed(agreed) == "options"
    assert outcome(agreed, SLUG) is NOT_MET
    assert waiting(agreed).who == (Role.NOMINATED_OFFICER, Role.DCS)
    assert waiting(agreed).due == "before confirming"


def test_every_step_that_is_missing_is_named():
    assert waiting(moving("east", *TWO)).says == (
        "Before Robin moves, ask relatives where that is right, consult the independent reviewing officer and tell the "
        "authority of the area."
    )
    assert waiting(moving("south", *FIVE)).says == "Before Robin moves, give the authority of the area the care plan."


def test_when_every_step_is_taken_nothing_waits():
    assert waiting(moving("south", *SIX)) is None


def test_the_steps_may_be_recorded_one_by_one():
    one_by_one = tuple(OutOfAreaSteps(setting_id="home", **{step: TODAY}) for step in SIX)
    assert outcome(scene(setting(area_authority="south"), ask=request(out_of_area_steps=one_by_one)), SLUG) is MET


def test_in_an_emergency_two_steps_come_before_the_move_and_the_rest_within_five_working_days():
    """Conformance case 11: from Friday 22 May 2026 over the bank holiday of the 25th to Monday 1 June."""
    distant = moving("south", *TWO, ask=emergency)
    assert waiting(distant).due == "2026-06-01"
    assert waiting(distant).says.startswith("By 1 June 2026, ask relatives")
    assert duties(distant)[DUTY] == "2026-06-01"


@pytest.mark.parametrize("step", TWO)
def test_neither_of_the_first_two_is_put_off_by_an_emergency(step):
    found = waiting(moving("south", step, ask=emergency))
    assert found.due == "before confirming"
    assert found.says.startswith("Before Robin moves, ")
    assert " By 1 June 2026, " in found.says


def test_where_only_the_first_two_are_missing_there_is_no_duty_after():
    assert DUTY not in duties(moving("south", *[step for step in SIX if step not in TWO], ask=emergency))


def test_a_planned_move_creates_no_duty_and_a_place_in_area_needs_none():
    assert DUTY not in duties(moving("south", *TWO))
    assert DUTY not in duties(moving("north", ask=emergency))
    assert outcome(moving("north"), SLUG) is MET


def test_before_2014_it_is_not_in_the_book():
    assert SLUG not in {rule.slug for rule in in_force(date(2014, 1, 26))}
    assert SLUG in {rule.slug for rule in in_force(date(2014, 1, 27))}
