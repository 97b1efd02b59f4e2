"""`identity-safe`: a conversation about making somebody welcome; only that it matters is kept, never why."""

from fixtures.plain_world import emergency, person, request, setting
from matcher.domain.codes import Role, SettingKind
from matcher.domain.request_steps import WelcomeConversation
from tests.spec.support import answer, before_confirming, day, entry, listed, scene

WELCOME = "identity-safe"
MATTERS = person(welcome_matters=True)


def test_until_somebody_has_talked_with_the_manager_confirming_waits_and_nothing_moves():
    waiting = scene(who=MATTERS)
    step = before_confirming(waiting, WELCOME)[0]
    assert listed(waiting) == "options"
    assert step.who == (Role.REGISTERED_MANAGER,)
    assert step.says == "Talk with the manager about making Robin welcome before you confirm."


def test_a_familys_manager_is_the_fostering_manager():
    family = scene(setting(kind=SettingKind.COMMUNITY_FAMILY), who=MATTERS)
    assert before_confirming(family, WELCOME)[0].who == (Role.FOSTERING_MANAGER,)


def test_it_is_never_scored():
    talked = request(welcome_conversations=(WelcomeConversation(setting_id="home", held_on=day(-12)),))
    same = {entry(world).score for world in (scene(), scene(who=MATTERS), scene(who=MATTERS, ask=talked))}
    assert len(same) == 1


def test_nobody_having_asked_is_a_question_to_the_social_worker_and_never_to_the_place():
    unasked = scene(who=person(welcome_matters=None))
    assert [one.who for one in before_confirming(unasked, WELCOME)] == [(Role.SOCIAL_WORKER,)]
    assert [one.says for one in answer(unasked).ask_first if one.rule == WELCOME] == [
        "Would Robin like somebody to talk with the manager about being made welcome?"
    ]
    assert entry(unasked).questions == ()


def test_in_an_emergency_it_is_talked_over_by_the_meeting_after_72_hours():
    steps = before_confirming(scene(who=MATTERS, ask=emergency()), WELCOME)
    assert [one.due for one in steps] == ["2026-05-25T10:00+01:00"]
