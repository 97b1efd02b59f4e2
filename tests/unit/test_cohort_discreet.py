"""A plan for readers who may not know protective reasons: separations and areas read the same, everything else as it was."""

from matcher.cohort.assignment import Alternative, ApprovalNeeded
from matcher.cohort.discreet import discreet_assignment
from matcher.domain.codes import Role
from matcher.options.discreet import PROTECTIVE, WHO
from matcher.options.result import Says
from tests.plans import APART, PROTECTED, not_placed, placed, plan

AREA = ApprovalNeeded(rule="location-exclusion:should_not", roles=(Role.HUB_MANAGER,), says=APART.says)
STAFF = ApprovalNeeded(rule="staff-ratio", roles=(Role.REGISTERED_MANAGER,), says="Staff are short.")
FULL = Says(rule="usable-vacancy", says="Hill House has no free bed.")
SEPARATED = Says(rule="do-not-place-together", says=APART.says)


def test_two_protective_approvals_are_one_and_others_stay():
    told = discreet_assignment(plan(placed=(placed(approvals=(APART, STAFF, AREA)),)))
    (line,) = told.placed
    assert [(one.rule, one.roles) for one in line.approvals] == [(PROTECTIVE, WHO), (STAFF.rule, STAFF.roles)]
    assert [one.says for one in line.approvals] == [APART.says, STAFF.says]


def test_two_protective_reasons_are_one_and_others_stay():
    told = discreet_assignment(plan(not_placed=(not_placed(reasons=(PROTECTED, FULL, SEPARATED)),)))
    assert [one.rule for one in told.not_placed[0].reasons] == [PROTECTIVE, FULL.rule]


def test_other_plans_tell_no_more_than_the_first():
    other = Alternative(
        value=1.0,
        bound=None,
        proved=False,
        differs_for=1,
        placed=(placed(approvals=(AREA,)),),
        not_placed=(not_placed(reasons=(SEPARATED,)),),
    )
    (told,) = discreet_assignment(plan(alternatives=(other,))).alternatives
    assert [one.rule for one in told.placed[0].approvals] == [PROTECTIVE]
    assert [one.rule for one in told.not_placed[0].reasons] == [PROTECTIVE]


def test_a_separation_and_an_area_give_the_same_plan():
    worlds = [plan(placed=(placed(approvals=approvals),)) for approvals in ((APART,), (AREA,), (APART, AREA))]
    first, *others = map(discreet_assignment, worlds)
    assert others == [first, first]


def test_a_plan_without_any_is_as_it_was():
    whole = plan(placed=(placed(approvals=(STAFF,)),), not_placed=(not_placed("other", reasons=(FULL,)),))
    assert discreet_assignment(whole) == whole
