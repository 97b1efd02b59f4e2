"""Catalogue 0.1, "Approvals": when a recorded approval turns a limb to met, and when it does not.

The home's manager post is empty: a service manager has to agree.
"""

from datetime import timedelta

import pytest

from fixtures.plain_world import LEAVING, NOW, START, approval, born, emergency, person, setting
from matcher.domain.codes import MemberRelation, Role, SettingKind
from matcher.domain.people import Need, PossibleAges
from matcher.domain.person_codes import AgeState, NeedCategory, Sex
from matcher.domain.settings import HouseholdMember, StatementOfPurpose
from tests.spec.support import MET, day, entry, listed, outcome, scene

LIMB = "children-home-registered:manager"
POST_EMPTY = setting(manager_in_post=False)
AGREED = approval(LIMB, Role.SERVICE_MANAGER)


def with_approval(*given, home=POST_EMPTY, **facts):
    return scene(home, authorisations=given, **facts)


def counts(given, **facts):
    """Whether an approval is all that the place still needed."""
    return listed(with_approval(given, **facts)) == "options"


def changed(**facts):
    return approval(LIMB, Role.SERVICE_MANAGER, **facts)


def test_without_an_approval_the_place_needs_one_and_says_whose():
    needed = entry(with_approval()).approvals

    assert listed(with_approval()) == "needs_approval"
    assert [(one.rule, one.roles) for one in needed] == [(LIMB, (Role.SERVICE_MANAGER,))]


def test_an_approval_moves_the_place_to_the_options_and_is_shown():
    approved = entry(with_approval(AGREED)).approved

    assert listed(with_approval(AGREED)) == "options"
    assert [(one.rule, one.role, one.person, one.made_on) for one in approved] == [
        (LIMB, Role.SERVICE_MANAGER, "M. Approver", NOW.date())
    ]


def test_a_limb_that_is_approved_is_met_when_the_place_is_explained():
    assert outcome(with_approval(AGREED), LIMB) is MET


def test_an_approval_may_name_the_whole_rule():
    assert counts(approval("children-home-registered", Role.SERVICE_MANAGER))


def test_an_approval_of_another_rule_does_not_count():
    assert not counts(approval("statement-of-purpose-fit:needs", Role.SERVICE_MANAGER))


def test_an_approval_by_another_role_does_not_count():
    assert not counts(approval(LIMB, Role.HUB_MANAGER))


def test_a_more_senior_role_is_still_not_the_role_named():
    assert not counts(approval(LIMB, Role.DCS))


def test_an_approval_for_another_young_person_or_another_setting_does_not_count():
    assert not counts(changed(young_person_id="r1"))
    assert not counts(changed(setting_id="elsewhere"))


def test_an_approval_without_a_reason_does_not_count():
    assert not counts(changed(reason="  "))


def test_nobody_approves_their_own_request():
    assert not counts(changed(person="A. Social-Worker"))


def test_an_approval_covers_the_nights_it_names_and_no_others():
    assert counts(changed(first_night=START, leaving=LEAVING))
    assert not counts(changed(first_night=START, leaving=day(27)))
    assert not counts(changed(first_night=day(1), leaving=LEAVING))


def test_an_approval_holds_through_the_day_it_expires():
    assert counts(changed(expires_at=NOW - timedelta(hours=2)))
    assert not counts(changed(expires_at=NOW - timedelta(days=1)))


def test_a_telephone_approval_counts_in_an_emergency():
    by_telephone = with_approval(changed(by_telephone=True), ask=emergency())

    assert listed(by_telephone) == "options"
    assert [one.by_telephone for one in entry(by_telephone).approved] == [True]


def test_a_telephone_approval_does_not_count_for_a_planned_request():
    by_telephone = with_approval(changed(by_telephone=True))

    assert listed(by_telephone) == "needs_approval"


def test_a_manager_on_call_stands_in_for_the_registered_manager_in_an_emergency():
    limb = "statement-of-purpose-fit:needs"
    narrow = setting(statement_of_purpose=StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.FEMALE,), needs=()))
    who = person(needs=(Need(category=NeedCategory.AUTISM, level=2),))

    roles = (Role.HUB_MANAGER, Role.MANAGER_ON_CALL, Role.REGISTERED_MANAGER)

    found = [listed(with_approval(approval(limb, role), home=narrow, who=who, ask=emergency())) for role in roles]

    assert found == ["needs_approval", "options", "options"]


def test_a_manager_on_call_stands_in_for_nobody_else():
    assert not counts(approval(LIMB, Role.MANAGER_ON_CALL), ask=emergency())


PLACE_MANAGERS = {
    SettingKind.CHILDRENS_HOME: Role.REGISTERED_MANAGER,
    SettingKind.HUB_BED: Role.REGISTERED_MANAGER,
    SettingKind.COMMUNITY_FAMILY: Role.FOSTERING_MANAGER,
    SettingKind.SUPPORTED_LODGINGS: Role.LEAVING_CARE_MANAGER,
    SettingKind.WITH_PARENTS: Role.SERVICE_MANAGER,
}


IN_DOUBT = person(
    date_of_birth=None,
    age_state=AgeState.DISPUTED,
    possible_ages=PossibleAges(youngest=16, oldest=18),
    interpreter_language="Dari",
)
CHILD_OF_10 = HouseholdMember(id="child", relation=MemberRelation.OWN_CHILD, date_of_birth=born(10, START))


@pytest.mark.parametrize(("kind", "role"), PLACE_MANAGERS.items())
def test_the_place_manager_is_the_one_who_answers_for_that_kind_of_place(kind, role):
    """Somebody who may be 16 or 18, where a child of ten lives."""
    limb, home = "age-not-certain:younger-children", setting(kind=kind, household=(CHILD_OF_10,))
    needed = {one.rule: one.roles for one in entry(scene(home, who=IN_DOUBT)).approvals}

    def approved_by(who):
        return {one.rule for one in entry(with_approval(approval(limb, who), home=home, who=IN_DOUBT)).approved}

    assert needed[limb] == (role,)
    assert [one for one in set(PLACE_MANAGERS.values()) if limb in approved_by(one)] == [role]
