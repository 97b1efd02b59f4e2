"""`funding-agreed`: over the council's figure or outside a contract the budget holder has to agree; nothing moves."""

from dataclasses import replace

import pytest

from fixtures.plain_world import TODAY, emergency, request, setting
from matcher.domain.codes import Provider, Role
from matcher.domain.request_steps import FundingAgreement
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.options.explain import outcomes
from matcher.options.rank import rank
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook, load_policy
from matcher.policy.book import Figure, Step
from tests.spec.support import MET, NOT_MET, PLACE, before_confirming, entry, listed, scene

FUNDING = "funding-agreed"
SPOT = setting(provider=Provider.EXTERNAL, in_contract=False, cost_per_week=4200)
AGREED = (FundingAgreement(setting_id="home", agreed_by="B. Holder", agreed_on=TODAY),)


def with_figure(pounds: int) -> PolicyBook:
    """The policy of a council whose budget holder agrees to whatever costs more."""
    book = load_policy()
    figure = Figure("funding_weekly", "pounds a week", (Step(None, pounds, "P"),))
    return replace(book, figures={**book.figures, "funding_weekly": figure})


def judged(home: Setting, pounds: int = 0, agreements: tuple[FundingAgreement, ...] | None = None) -> Outcome:
    snapshot = scene(home, ask=request(funding_agreements=agreements))
    return outcomes(snapshot, "req", "home-bed", with_figure(pounds))[FUNDING]


def says(snapshot: Snapshot) -> list[str]:
    return [one.says for one in before_confirming(snapshot, FUNDING)]


@pytest.mark.parametrize(("cost", "expected"), [(1000, MET), (1001, NOT_MET), (None, PLACE)])
def test_a_cost_over_the_councils_figure_needs_the_budget_holder(cost, expected):
    assert judged(setting(cost_per_week=cost), 1000) is expected


def test_with_an_agreement_the_cost_may_be_over_the_figure():
    assert judged(setting(cost_per_week=1001), 1000, AGREED) is MET


@pytest.mark.parametrize("cost", [900, 90_000, None])
def test_without_a_figure_cost_alone_asks_nobody(cost):
    assert judged(setting(cost_per_week=cost)) is MET


def test_outside_a_contract_the_budget_holder_has_to_agree_whatever_the_figure():
    assert judged(SPOT, 5000) is NOT_MET
    assert judged(SPOT, 5000, AGREED) is MET


def test_a_cost_over_the_figure_is_not_met_though_the_contract_is_not_known():
    assert judged(replace(SPOT, in_contract=None), 1000) is NOT_MET


def test_it_says_what_it_costs_and_who_has_to_agree():
    outside = "Setting home is not in contract with this council. The budget holder has to agree."
    assert [one.who for one in before_confirming(scene(SPOT), FUNDING)] == [(Role.BUDGET_HOLDER,)]
    assert says(scene(SPOT)) == [f"Setting home costs £4,200 a week. {outside}"]
    assert says(scene(replace(SPOT, cost_per_week=None))) == [outside]


def test_over_the_figure_in_contract_only_the_cost_is_said():
    found = rank(scene(setting(cost_per_week=1001)), "req", with_figure(1000)).options[0].before_confirming
    assert [one.says for one in found if one.rule == FUNDING] == [
        "Setting home costs £1,001 a week. The budget holder has to agree."
    ]


def test_a_contract_nobody_recorded_is_asked_of_the_place():
    unknown = scene(replace(SPOT, in_contract=None))
    assert says(unknown) == ["What does Setting home cost a week, and is it in contract with this council?"]


def test_it_changes_neither_list_nor_points():
    dear = scene(SPOT)
    same = scene(replace(SPOT, in_contract=True))
    assert listed(dear) == listed(same)
    assert entry(dear).score == entry(same).score


def test_in_an_emergency_it_does_not_hold_up_the_night():
    steps = before_confirming(scene(SPOT, ask=emergency()), FUNDING)
    assert [one.due == "before confirming" for one in steps] == [False]
