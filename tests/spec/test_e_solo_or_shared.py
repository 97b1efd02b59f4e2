"""`solo-or-shared`: the company that somebody has assessed, and the company that the young person would rather have."""

from datetime import date

from fixtures.plain_world import approval, emergency, person, setting, without, world
from matcher.domain.codes import MemberRelation, Provider, Role, SettingKind
from matcher.domain.settings import HouseholdMember
from tests.spec.support import answer, entry, listed, scene

NEED = "solo-or-shared:need"
PREFERENCE = "solo-or-shared:preference"
ALONE = person(needs_solo=True)
SAM, ALEX = person("sam", date_of_birth=date(2010, 1, 1)), person("alex", date_of_birth=date(2011, 1, 1))


def said(snapshot) -> list[str]:
    return [one.says for one in entry(snapshot).approvals if one.rule == NEED]


def test_a_place_with_others_needs_the_service_manager():
    snapshot = scene(who=ALONE, there=(SAM, ALEX))

    assert listed(snapshot) == "needs_approval"
    assert [one.roles for one in entry(snapshot).approvals] == [(Role.SERVICE_MANAGER,)]


def test_how_many_others_there_are_is_said_and_never_who():
    assert said(scene(who=ALONE, there=(SAM, ALEX))) == [
        "Robin needs to be the only young person for now. 2 others live at Setting home."
    ]
    assert said(scene(who=ALONE, there=(SAM,))) == [
        "Robin needs to be the only young person for now. One other lives at Setting home."
    ]


def test_a_household_child_is_one_of_the_others_and_a_grown_up_is_not():
    kit = HouseholdMember(id="kit", relation=MemberRelation.OWN_CHILD, date_of_birth=date(2016, 1, 1))
    jo = HouseholdMember(id="jo", relation=MemberRelation.OWN_CHILD, date_of_birth=date(2001, 1, 1))
    family = setting(kind=SettingKind.FOSTER_FAMILY, household=(kit, jo))

    assert said(scene(family, who=ALONE)) == [
        "Robin needs to be the only young person for now. One other lives at Setting home."
    ]


def test_the_need_not_to_live_with_somebody_younger_reads_for_itself():
    younger = person("sam", date_of_birth=date(2013, 1, 1))

    assert said(scene(who=person(no_younger=True), there=(younger,))) == [
        "Robin needs to live with nobody younger for now. That is not so at Setting home."
    ]
    assert said(scene(who=person(only_younger=True), there=(SAM,))) == [
        "Robin needs to live with younger people only for now. That is not so at Setting home."
    ]


def test_with_the_service_managers_approval_it_is_an_option():
    agreed = approval(NEED, Role.SERVICE_MANAGER)

    assert listed(scene(who=ALONE, there=(SAM,), authorisations=(agreed,))) == "options"


def test_what_nobody_assessed_is_asked_once_and_moves_no_place():
    nobody_asked = person(needs_solo=None, no_younger=None, only_younger=None)
    snapshot = world(setting("a"), setting("b"), young_people=(nobody_asked,))

    assert [one.rule for one in answer(snapshot).ask_first].count(NEED) == 1
    assert listed(snapshot, "a-bed") == listed(snapshot, "b-bed") == "options"


def test_another_providers_home_is_not_checked_and_ticked_before_confirming():
    snapshot = scene(setting(provider=Provider.EXTERNAL, rota_held=False), who=ALONE)

    assert NEED in {one.rule for one in answer(snapshot).not_checked_here}
    assert NEED in {one.rule for one in entry(snapshot).before_confirming}
    assert listed(snapshot) == "options"


def test_an_age_that_is_not_recorded_needs_the_manager_and_asks_the_place():
    family = setting(kind=SettingKind.COMMUNITY_FAMILY)
    snapshot = scene(family, who=ALONE, there=(without(SAM, "date_of_birth"),))

    assert listed(snapshot) == "needs_approval"
    assert said(snapshot) == ["Who lives at Setting home, and how old are they?"]


def test_a_preference_is_a_line_everywhere_and_no_bar():
    snapshot = scene(who=person(would_rather_live="with one or two others."), there=(SAM,), ask=emergency())

    assert [one.says for one in entry(snapshot).notes if one.rule == PREFERENCE] == [
        "Robin would rather live with one or two others."
    ]
    assert entry(snapshot).approvals == ()


def test_nothing_is_said_where_no_preference_is_recorded():
    assert PREFERENCE not in {one.rule for one in entry(world()).notes}
