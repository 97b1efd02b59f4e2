"""`visitor-and-associate-risk`: adults who come by and are a known risk to the young person."""

from dataclasses import replace

from fixtures.plain_world import approval, person, setting
from matcher.domain.codes import Role
from matcher.domain.setting_facts import LinkedAdult
from matcher.options.explain import explain, outcomes
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.spec.support import answer, entry, listed, scene

RULE = "visitor-and-associate-risk"
NEUTRAL = "Setting home has been ruled out to keep young people safe. Ask the hub manager."
AT_RISK = person(risk_people=("mr-x",))
VISITED = setting(linked_adults=(LinkedAdult(id="mr-x", how="the carer's brother"),))


def test_a_known_risk_who_comes_by_needs_the_place_manager():
    snapshot = scene(VISITED, who=AT_RISK)

    assert listed(snapshot) == "needs_approval"
    assert [one.roles for one in entry(snapshot).approvals] == [(Role.REGISTERED_MANAGER,)]


def test_nobody_is_named_and_no_reason_is_given():
    said = [
        one.says for one in explain(scene(VISITED, who=AT_RISK), "req", "home-bed", load_policy()) if one.rule == RULE
    ]

    assert said == [NEUTRAL]


def test_with_the_place_managers_approval_it_is_an_option():
    agreed = approval(RULE, Role.REGISTERED_MANAGER)

    assert listed(scene(VISITED, who=AT_RISK, authorisations=(agreed,))) == "options"


def test_visitors_not_recorded_are_a_tick_until_this_authority_feeds_them():
    snapshot = scene(setting(linked_adults=None), who=AT_RISK)
    fed = replace(load_policy(), feeds=frozenset({"visitors"}))

    assert listed(snapshot) == "options"
    assert RULE in {one.rule for one in answer(snapshot).not_checked_here}
    assert outcomes(snapshot, "req", "home-bed", fed)[RULE] is Outcome.NOT_KNOWN_PLACE
