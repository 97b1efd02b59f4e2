"""Section I: home first, the pace of a move, and who has agreed to pay."""

import numpy as np

from matcher.domain.codes import Provider, Role
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.frame.pace import pace_of
from matcher.outcomes import MET, NOT_MET, PLACE, Outcomes, holds
from matcher.policy import Policy
from matcher.rules.model import Kind, Limb, Rule, Source

NORTH_YORKSHIRE = "North Yorkshire summary, 2016"


def the_move_is_unhurried(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Before a planned move the young person hears in good time, has visited, and has stayed a night."""
    return holds(pair.once(pace_of).missing == 0)


def somebody_keeps_in_touch_after(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """No planned move; after one the key worker has to keep in touch, and the old place may have to be kept."""
    return holds(~pair.once(pace_of).moves)


def the_cost_is_agreed(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In contract and not over the weekly figure, or the budget holder has agreed to this place."""
    asked: Outcomes = place.once(_money_asked, policy.figures.funding_weekly)
    if not any(request.funding_agreements for request in ask.requests):
        return asked
    outcomes = np.tile(asked, (len(ask), 1))
    for i, request in enumerate(ask.requests):
        for one in request.funding_agreements or ():
            at = pair.index.setting_at.get(one.setting_id)
            cost = None if at is None else place.settings[at].cost_per_week
            covers = one.weekly is None or cost is None or cost <= one.weekly
            if at is not None and covers and one.agreed_on <= ask.today and not is_blank(one.agreed_by):
                outcomes[i, pair.index.rows_of.get(at, [])] = MET
    return outcomes


def _money_asked(place: Places, figure: int) -> Outcomes:
    """(1, m): met where nobody has to agree; a figure of 0 is off."""
    words = [_asks_for_money(setting, figure) for setting in place.settings]
    return np.array(words, np.int8)[place.setting][None, :]


def _asks_for_money(setting: Setting, figure: int) -> int:
    cost, in_contract = setting.cost_per_week, setting.in_contract
    if in_contract is False or (figure and cost is not None and cost > figure):
        return int(NOT_MET)
    contract_unknown = in_contract is None and setting.provider is Provider.EXTERNAL
    cost_unknown = cost is None and figure > 0
    return int(PLACE if contract_unknown or cost_unknown else MET)


RULES = (
    Rule(
        slug="outreach-first",
        kinds=(Kind.SOFT,),
        source=Source(f"86 % remained at home, up to 200 a year: {NORTH_YORKSHIRE}", "", None, "V"),
    ),
    Rule(
        slug="pace-of-move",
        kinds=(Kind.SOFT, Kind.DUTY),
        figures=("intro_days", "return_nights"),
        source=Source(
            f'"Moved too quickly", "not enough follow-on support": {NORTH_YORKSHIRE}', "thirds and days ours", None, "V"
        ),
        parts=("pace-of-move",),
        duties=("duty-follow-on",),
        limbs=(
            Limb(
                id="pace-of-move:introductions",
                kind=Kind.SOFT,
                judge=the_move_is_unhurried,
                says="{hearing_to_moving} {introduce_first}",
            ),
            Limb(
                id="pace-of-move:follow-on",
                kind=Kind.DUTY,
                judge=somebody_keeps_in_touch_after,
                says="{name}'s key worker keeps in touch after the move.{old_place_kept}",
            ),
        ),
    ),
    Rule(
        slug="funding-agreed",
        kinds=(Kind.CONFIRM,),
        figures=("funding_weekly",),
        source=Source("Hull, Redbridge and Kirklees panels", "", None, "S"),
        duties=("duty-funding",),
        limbs=(
            Limb(
                id="funding-agreed",
                kind=Kind.CONFIRM,
                approvers=(Role.BUDGET_HOLDER,),
                judge=the_cost_is_agreed,
                emergency_duty="duty-funding",
                says="{why_funding} The budget holder has to agree.",
                rings="What does {setting} cost a week, and is it in contract with this council?",
            ),
        ),
    ),
)
