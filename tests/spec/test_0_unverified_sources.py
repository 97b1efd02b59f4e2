"""A sentence whose source nobody has seen says so beside it, on answers too."""

from fixtures.plain_world import person, setting
from matcher.domain.codes import SettingKind
from matcher.domain.people import AccessNeed
from matcher.domain.person_codes import AccessFeature
from matcher.rules import RULE_BOOK, is_unverified
from tests.spec.support import entry, ruled_out, scene

WHEELCHAIR = person(access_needs=(AccessNeed(feature=AccessFeature.STEP_FREE_BEDROOM),))
FAMILY = setting(kind=SettingKind.FOSTER_FAMILY)


def test_a_rule_is_unverified_where_its_source_has_not_been_seen():
    assert {rule.slug for rule in RULE_BOOK if is_unverified(rule.slug)} == {
        rule.slug for rule in RULE_BOOK if rule.source.mark == "U"
    }
    assert is_unverified("accessible-premises:fixed")


def test_a_ruled_out_place_says_of_each_reason_whether_its_source_was_seen():
    failed = {one.rule: one.unverified for one in ruled_out(scene(FAMILY, who=WHEELCHAIR)).failed}

    assert failed == {"accessible-premises:fixed": True}


def test_a_step_before_confirming_says_whether_its_source_was_seen():
    there = entry(scene(who=person(welcome_matters=True, legal_status=None)))
    unverified = {one.rule: one.unverified for one in there.before_confirming}

    assert unverified["identity-safe"]
    assert not unverified["lawful-basis-present"]


def test_a_duty_says_whether_its_source_was_seen():
    there = entry(scene(who=person(last_review=None)))
    unverified = {one.slug: one.unverified for one in there.duties}

    assert unverified["duty-health-assessment"]
    assert not unverified["duty-placement-plan"]
