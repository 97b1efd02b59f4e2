"""Catalogue section D, `household-adults-checked`: every adult of the household, and no renewal overdue."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import setting
from matcher.domain.codes import MemberRelation, Role, SettingKind
from matcher.domain.settings import HouseholdMember
from matcher.options.explain import outcomes
from matcher.options.rank import rank
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.spec.support import MET, NOT_MET, answer, entry, listed, outcome, scene

CHECKED, RENEWAL = "household-adults-checked:checked", "household-adults-checked:renewal"
FED = replace(load_policy(), feeds=frozenset({"household_checks"}), hash="fed")
HOUSEHOLDS = (SettingKind.FOSTER_FAMILY, SettingKind.SUPPORTED_LODGINGS, SettingKind.WITH_PARENTS)


def home(*members, kind=SettingKind.FOSTER_FAMILY):
    return scene(setting(kind=kind, household=members))


def member(relation=MemberRelation.OTHER_ADULT, **facts):
    return HouseholdMember(id="member", relation=relation, **facts)


def fed(snapshot, limb):
    return outcomes(snapshot, "req", "home-bed", FED)[limb]


@pytest.mark.parametrize("kind", HOUSEHOLDS)
def test_a_lodger_never_checked_rules_a_household_out_where_checks_are_fed(kind):
    lodger = home(member(), kind=kind)

    assert fed(lodger, CHECKED) is Outcome.NOT_MET
    if kind is SettingKind.FOSTER_FAMILY:
        assert [one.says for one in rank(lodger, "req", FED).excluded[0].failed] == [
            "A check is missing for an adult at Setting home."
        ]


def test_where_checks_are_not_fed_it_is_a_tick_before_confirming():
    there = entry(home(member()))

    assert listed(home(member())) == "options"
    assert CHECKED in [one.rule for one in there.before_confirming]
    assert (CHECKED, "the fostering team") in [(one.rule, one.who) for one in answer(home(member())).not_checked_here]


def test_an_overdue_renewal_needs_the_fostering_manager_wherever_it_is_recorded():
    overdue = home(member(checked_on=date(2023, 5, 1), check_renew_by=date(2026, 5, 1)))

    assert [(one.rule, one.roles) for one in entry(overdue).approvals] == [(RENEWAL, (Role.FOSTERING_MANAGER,))]


def test_somebody_staying_put_is_an_adult_and_a_carers_check_is_their_approvals():
    assert fed(home(member(MemberRelation.STAYING_PUT)), CHECKED) is Outcome.NOT_MET
    assert fed(home(member(MemberRelation.CARER)), CHECKED) is MET


def test_a_childs_age_nobody_has_recorded_is_a_question_where_checks_are_fed():
    assert fed(home(member(MemberRelation.OWN_CHILD)), CHECKED) is Outcome.NOT_KNOWN_PLACE


def test_a_child_of_the_household_is_no_adult_before_the_birthday():
    young = member(MemberRelation.OWN_CHILD, date_of_birth=date(2009, 1, 1), check_renew_by=date(2026, 1, 1))

    assert [fed(home(young), limb) for limb in (CHECKED, RENEWAL)] == [MET, MET]


def test_it_is_about_households_only():
    lodger = member(check_renew_by=date(2020, 1, 1))

    assert [fed(home(lodger, kind=SettingKind.CHILDRENS_HOME), limb) for limb in (CHECKED, RENEWAL)] == [MET, MET]
    assert outcome(home(lodger), RENEWAL) is NOT_MET
