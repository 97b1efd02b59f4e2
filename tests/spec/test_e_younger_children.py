"""`younger-children-in-household`: children below the age, and vulnerable children, beside a risk to them."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import approval, emergency, person, setting
from matcher.domain.codes import MemberRelation, Role, SettingKind
from matcher.domain.people import RiskEntry
from matcher.domain.person_codes import RiskType
from matcher.domain.settings import HouseholdMember
from matcher.options.explain import outcomes
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.spec.support import answer, entry, listed, outcome, ruled_out, scene

LEVEL_2 = "younger-children-in-household:level-2"
LEVEL_3 = "younger-children-in-household:sexual-harm-3"
SEXUAL_HARM, VIOLENCE = RiskType.SEXUAL_HARM, RiskType.VIOLENCE
KIT = HouseholdMember(id="kit", relation=MemberRelation.OWN_CHILD, date_of_birth=date(2020, 1, 1), vulnerabilities=())


def risky(level, risk=SEXUAL_HARM, **facts):
    return person(risks=(RiskEntry(risk=risk, level=level, **facts),))


def family(*members, **facts):
    return setting(kind=SettingKind.FOSTER_FAMILY, household=members or (KIT,), **facts)


def test_level_two_needs_an_approval_and_level_three_of_sexual_harm_rules_the_place_out():
    assert listed(scene(family(), who=risky(1))) == "options"
    assert listed(scene(family(), who=risky(2))) == "needs_approval"
    assert listed(scene(family(), who=risky(3))) == "excluded"
    assert listed(scene(family(), who=risky(3, VIOLENCE))) == "needs_approval"


def test_a_place_ruled_out_lists_both_reasons():
    assert [one.rule for one in ruled_out(scene(family(), who=risky(3))).failed] == [LEVEL_2, LEVEL_3]


@pytest.mark.parametrize(
    ("kind", "role", "said"),
    [
        (SettingKind.FOSTER_FAMILY, Role.FOSTERING_MANAGER, "the fostering manager"),
        (SettingKind.CHILDRENS_HOME, Role.REGISTERED_MANAGER, "the registered manager"),
    ],
)
def test_the_manager_of_that_kind_of_place_agrees_the_plan(kind, role, said):
    snapshot = scene(setting(kind=kind, household=(KIT,)), who=risky(2))
    needed = next(one for one in entry(snapshot).approvals if one.rule == LEVEL_2)

    assert needed.roles == (role,)
    assert needed.says == (
        "Younger children live at Setting home, or visit. A plan that keeps everyone safe is needed, agreed with "
        f"{said}."
    )


def test_an_approval_of_the_rule_never_lifts_the_hard_limb():
    agreed = approval("younger-children-in-household", Role.FOSTERING_MANAGER)

    assert listed(scene(family(), who=risky(2), authorisations=(agreed,))) == "options"
    assert listed(scene(family(), who=risky(3), authorisations=(agreed,))) == "excluded"


def test_sexual_harm_counts_however_old_and_violence_for_two_years():
    long_ago = {"recorded_on": date(2015, 1, 1)}

    assert outcome(scene(family(), who=risky(2, **long_ago)), LEVEL_2) is Outcome.NOT_MET
    assert outcome(scene(family(), who=risky(2, VIOLENCE, **long_ago)), LEVEL_2) is Outcome.MET


def test_a_child_whose_age_is_not_known_waits_for_the_answer_and_in_an_emergency_is_the_first_worry():
    unknown = replace(KIT, date_of_birth=None)
    planned = scene(family(unknown), who=risky(3))
    tonight = scene(family(unknown), who=risky(3), ask=emergency())

    assert listed(planned) == "needs_information"
    assert listed(tonight) == "needs_approval"
    assert entry(tonight).worries[0].rule == LEVEL_3


def test_visiting_children_not_recorded_are_a_tick_until_this_authority_feeds_them():
    childless = scene(setting(household=(), visiting_children=None), who=risky(2))
    fed = replace(load_policy(), feeds=frozenset({"visitors"}))

    assert LEVEL_2 in {one.rule for one in answer(childless).not_checked_here}
    assert listed(childless) == "options"
    assert outcomes(childless, "req", "home-bed", fed)[LEVEL_2] is Outcome.NOT_KNOWN_PLACE


def test_risks_that_nobody_recorded_are_one_question_for_every_rule_that_reads_them():
    asked = [one.says for one in answer(scene(family(), who=person(risks=None))).ask_first]

    assert [one for one in asked if "risk" in one] == ["What risks and vulnerabilities have been assessed for Robin?"]
