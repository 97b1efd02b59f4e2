"""`night-safety`: after a grave worry about self-harm, people close by, things locked away, and a plan for tonight."""

from dataclasses import replace
from typing import Any

import pytest

from fixtures.plain_world import approval, born, person, setting
from matcher.domain.codes import Role, SettingKind, SupportCategory
from matcher.domain.home_codes import LockedAway, SupportLevel
from matcher.domain.people import RiskEntry
from matcher.domain.people_needs import SafetyPlan
from matcher.domain.person_codes import RiskType
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from tests.spec.support import ASK, MET, answer, day, entry, listed, outcome, scene

SLUG = "night-safety"
WORRY = RiskEntry(risk=RiskType.SELF_HARM, level=3, recorded_on=day(-7))
PLAN = SafetyPlan(plan_for_tonight=True)
ASLEEP: dict[str, Any] = {"night_cover": SupportLevel.SLEEP_IN, "standing_waking_night": False, "night_checks": False}


def worried(home: Setting | None = None, plan: SafetyPlan | None = PLAN, **facts) -> Snapshot:
    return scene(home, who=person(risks=(WORRY,), safety_plan=plan), **facts)


def said(snapshot: Snapshot) -> str:
    return next(one.says for one in entry(snapshot).approvals if one.rule == SLUG)


def test_without_anybody_close_by_the_homes_manager_has_to_agree():
    shown = worried(setting(**ASLEEP))
    assert listed(shown) == "needs_approval"
    found = next(one for one in entry(shown).approvals if one.rule == SLUG)
    assert found.roles == (Role.REGISTERED_MANAGER,)
    assert found.says == "Robin needs people close by at night. Setting home would need somebody awake at night."


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (SettingKind.FOSTER_FAMILY, Role.FOSTERING_MANAGER),
        (SettingKind.SUPPORTED_LODGINGS, Role.LEAVING_CARE_MANAGER),
        (SettingKind.CHILDRENS_HOME, Role.REGISTERED_MANAGER),
    ],
)
def test_whose_agreement_it_is_depends_on_the_place(kind, role):
    grown = replace(person(risks=(WORRY,), safety_plan=PLAN), date_of_birth=born(17, day(-30)))
    shown = scene(setting(kind=kind, **ASLEEP), who=grown)
    assert next(one.roles for one in entry(shown).approvals if one.rule == SLUG) == (role,)


def test_everything_that_is_lacking_is_named():
    bare = setting(**ASLEEP, locked_away=(LockedAway.SHARPS,))
    assert said(worried(bare, plan=SafetyPlan(night_checks_enough=True))).endswith(
        "would need somebody awake at night or looking in, medicines and sharps locked away and a plan for tonight."
    )
    flat = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION, category=SupportCategory.SELF_CONTAINED)
    grown = replace(person(risks=(WORRY,), safety_plan=PLAN), date_of_birth=born(17, day(-30)))
    assert said(scene(flat, who=grown)).endswith("would need people under the same roof.")


def test_what_nobody_knows_about_the_place_is_asked_beside_the_approval():
    unknown = setting(locked_away=None)
    assert listed(worried(unknown)) == "needs_approval"
    assert said(worried(unknown)).startswith("Who is awake or looks in at night at Setting home")


def test_the_managers_agreement_makes_it_an_option():
    agreed = worried(setting(**ASLEEP), authorisations=(approval(SLUG, Role.REGISTERED_MANAGER),))
    assert listed(agreed) == "options"
    assert outcome(agreed, SLUG) is MET


def test_risks_nobody_has_recorded_are_asked_once_and_move_no_place():
    nobody = scene(setting(**ASLEEP), who=person(risks=None))
    assert outcome(nobody, SLUG) is ASK
    assert listed(nobody) == "options"
    asked = [one.says for one in answer(nobody).ask_first]
    assert asked.count("What risks and vulnerabilities have been assessed for Robin?") == 1
