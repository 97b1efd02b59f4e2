"""Sections H and I: wishes, other views, welcome, readiness; food and faith, the pace of a move, and who pays."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from matcher.domain.codes import NO_BED, Provider, SettingKind, SupportCategory
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.request_steps import FundingAgreement, Introduction, WishesHeard
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, PLACE, Added, all_of, either, fact, opposite
from tests.property.twin_pair import Pair
from tests.property.twin_parts import NONE, exact, lives_here_now

# Steps that somebody takes


def done(pair: Pair, on: date | None) -> bool:
    """A step has been taken when its day is not after today."""
    return on is not None and on <= pair.today


def written(text: str) -> bool:
    return text.strip() != ""


def wishes(pair: Pair) -> Outcome:
    here = [one for one in pair.request.wishes or () if one.setting_id in {None, pair.setting.id}]
    return fact(any(is_heard(pair, one) or written(one.not_practicable) for one in here))


def is_heard(pair: Pair, one: WishesHeard) -> bool:
    return done(pair, one.heard_on) and written(one.how) and written(one.by)


def other_views(pair: Pair) -> Outcome:
    listed = pair.person.other_views or ()
    heard = [done(pair, one.heard_on) or written(one.not_practicable) for one in listed]
    return fact(len(heard) > 0 and all(heard))


def welcome(pair: Pair) -> Outcome:
    talks = [one for one in pair.request.welcome_conversations or () if one.setting_id == pair.setting.id]
    talked = fact(any(done(pair, one.held_on) for one in talks))
    return either(opposite(fact(pair.person.welcome_matters, ASK)), talked)


# Ready for less support


def readiness(pair: Pair) -> Outcome:
    if pair.group != "supported":
        return MET
    return either(pair.born.under(16, pair.first), enough_for_the_category(pair))


def enough_for_the_category(pair: Pair) -> Outcome:
    if pair.person.readiness is None:
        return ASK
    found = pair.person.readiness
    score = sum((found.cooking, found.money, found.self_care, found.safety, found.asking_for_help))
    alone = fact(score >= pair.figures.readiness_min_self_contained)
    shared = fact(score >= pair.figures.readiness_min_shared)
    if pair.kind is SettingKind.SUPPORTED_LODGINGS:
        return shared
    if pair.setting.category is None:
        return alone if alone is shared else PLACE
    return alone if pair.setting.category is SupportCategory.SELF_CONTAINED else shared


# Food and faith


def skilled_needs(pair: Pair) -> set[SkilledNeed]:
    """Those recorded; a medical diet is one of them."""
    medical = any(one.medical for one in pair.person.diet_and_practice or ())
    return {*(pair.person.skilled_needs or ()), *([SkilledNeed.MEDICAL_DIET] if medical else [])}


def same_word(text: str) -> str:
    return text.strip().casefold()


def diet(pair: Pair) -> Added:
    """The cost once for each need that is not there; all of it where nobody has recorded what is."""
    if pair.person.diet_and_practice is None:
        return Added(NONE, known=False)
    needs = {same_word(one.need) for one in pair.person.diet_and_practice if not one.medical}
    each = exact(pair.policy.adjustments.dietary_and_faith_practice)
    if pair.setting.diet_offers is None:
        return Added(each * len(needs), known=not needs, could_add=-each * len(needs))
    return Added(each * len(needs - {same_word(one) for one in pair.setting.diet_offers}))


# The pace of a move


def is_a_planned_move(pair: Pair) -> bool:
    return not (pair.is_emergency or lives_here_now(pair) or pair.kind in NO_BED)


def missing_thirds(pair: Pair) -> int:
    told = pair.request.told_on
    here = [one for one in pair.request.introductions or () if one.setting_id == pair.setting.id]
    in_time = told is not None and done(pair, told) and (pair.first - told).days >= pair.figures.intro_days
    stayed = any(done(pair, one.stayed_on) for one in here)
    return [in_time, stayed or visited(pair, here), stayed].count(False)


def visited(pair: Pair, here: list[Introduction]) -> bool:
    return any(done(pair, one.visited_on) for one in here)


def unhurried(pair: Pair) -> Outcome:
    return fact(not is_a_planned_move(pair) or missing_thirds(pair) == 0)


def follow_on(pair: Pair) -> Outcome:
    return fact(not is_a_planned_move(pair))


def pace(pair: Pair) -> Added:
    if not is_a_planned_move(pair):
        return Added(NONE)
    return Added(exact(pair.policy.adjustments.pace_of_move) * Fraction(missing_thirds(pair), 3))


# Who pays


def funding(pair: Pair) -> Outcome:
    agreements = [one for one in pair.request.funding_agreements or () if one.setting_id == pair.setting.id]
    if any(covers_the_cost(pair, one) for one in agreements):
        return MET
    return all_of(in_contract(pair), within_the_figure(pair))


def covers_the_cost(pair: Pair, one: FundingAgreement) -> bool:
    cost = pair.setting.cost_per_week
    enough = cost is None or one.weekly is None or one.weekly >= cost
    return enough and done(pair, one.agreed_on) and written(one.agreed_by)


def in_contract(pair: Pair) -> Outcome:
    if pair.setting.in_contract is None and pair.setting.provider is Provider.OWN:
        return MET
    return fact(pair.setting.in_contract)


def within_the_figure(pair: Pair) -> Outcome:
    if pair.figures.funding_weekly == 0:
        return MET
    cost = pair.setting.cost_per_week
    return fact(None if cost is None else cost <= pair.figures.funding_weekly)


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "wishes-recorded": wishes,
    "other-views-considered": other_views,
    "identity-safe": welcome,
    "independence-readiness": readiness,
    "pace-of-move:introductions": unhurried,
    "pace-of-move:follow-on": follow_on,
    "funding-agreed": funding,
}
ADJUSTMENTS: dict[str, Callable[[Pair], Added]] = {
    "pace-of-move": pace,
    "dietary-and-faith-practice": diet,
}
