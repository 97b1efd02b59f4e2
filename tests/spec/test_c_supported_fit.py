"""Catalogue section C, `supported-category-fit` and `shared-open-risk-check`: enough support, and company that is checked."""

from datetime import date

from fixtures.plain_world import approval, person, request, setting
from matcher.domain.codes import Role, SettingKind, SupportCategory
from matcher.domain.home_codes import SupportLevel
from matcher.domain.setting_facts import CoresidentCheck
from tests.spec.support import answer, entry, listed, scene, without

SEVENTEEN = person(date_of_birth=date(2009, 1, 5))


def flat(**facts):
    return setting(kind=SettingKind.SUPPORTED_ACCOMMODATION, **facts)


def lodgings(**facts):
    host = flat(night_cover=SupportLevel.HOST_AT_HOME, support_hours=5, **facts)
    return scene(host, who=SEVENTEEN, ask=request(minimum_support_level=SupportLevel.SLEEP_IN, support_hours_needed=12))


def test_too_little_support_needs_a_service_manager_and_says_what_is_needed_and_offered():
    there = entry(lodgings())

    assert [(one.rule, one.roles, one.says) for one in there.approvals] == [
        (
            "supported-category-fit",
            (Role.SERVICE_MANAGER,),
            (
                "Robin needs somebody sleeping in and 12 hours of support a week. Setting home offers a host at home and "
                "5 hours of support a week. A service manager can agree extra support."
            ),
        )
    ]


def test_a_service_manager_can_agree_extra_support():
    agreed = (approval("supported-category-fit", Role.SERVICE_MANAGER),)
    few = flat(support_hours=5)
    snapshot = scene(few, who=SEVENTEEN, ask=request(support_hours_needed=12), authorisations=agreed)

    assert listed(snapshot) == "options"


def test_the_support_needed_is_asked_once_and_moves_nothing():
    unknown = scene(flat(), who=SEVENTEEN, ask=without(request(), "support_hours_needed"))

    assert listed(unknown) == "options"
    assert "What is the least cover at night that is right for Robin, and how many hours of support a week?" in [
        one.says for one in answer(unknown).ask_first
    ]


def shared(**facts):
    unit = flat(category=SupportCategory.SHARED_OPEN, **facts)
    return scene(unit, who=SEVENTEEN)


def test_an_unchecked_adult_needs_a_service_manager_and_says_since_when():
    there = entry(shared(coresident_checks=(CoresidentCheck(adult_id="adult", is_care_leaver=False),)))

    assert [one.rule for one in there.approvals] == ["shared-open-risk-check"]
    assert "who have not been checked since 4 May 2026" in there.approvals[0].says


def test_who_lives_there_not_recorded_is_a_tick_and_is_said_once():
    found = shared(coresident_checks=None)

    assert listed(found) == "options"
    assert ("shared-open-risk-check", "the provider of the accommodation") in [
        (one.rule, one.who) for one in answer(found).not_checked_here
    ]
    assert "shared-open-risk-check" in [one.rule for one in entry(found).before_confirming]


def test_lodgings_are_never_a_unit_shared_with_strangers():
    host = setting(kind=SettingKind.SUPPORTED_LODGINGS, category=SupportCategory.SHARED_OPEN, coresident_checks=None)

    assert "shared-open-risk-check" not in [one.rule for one in answer(scene(host, who=SEVENTEEN)).not_checked_here]
