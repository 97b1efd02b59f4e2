"""Section C: support and standing of a setting, parents and babies, and moves to other arrangements."""

from collections.abc import Callable
from datetime import timedelta

from matcher.domain.codes import AFTER_18, NO_BED, Footing, PlacementPurpose, PlacementState, Provider, SettingKind
from matcher.domain.codes import SupportCategory as Category
from matcher.domain.home_codes import CLOSEST_FIRST, Judgement, SupportLevel
from matcher.domain.nights import after_working_days
from matcher.domain.person_codes import LegalStatus
from matcher.domain.setting_facts import CoresidentCheck, ParentsAssessment
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.outcomes import Outcome
from tests.property import twin_homes_foster
from tests.property.twin_facts import ASK, MET, NOT_JUDGED, NOT_MET, PLACE, all_of, either, every, fact, opposite
from tests.property.twin_minority import adults_in_minority
from tests.property.twin_pair import Pair

# Support


def category_fit(pair: Pair) -> Outcome:
    return all_of(night_cover(pair), hours(pair)) if pair.group == "supported" else MET


def night_cover(pair: Pair) -> Outcome:
    """Cover at night at least as close as asked for."""
    least, offered = pair.request.minimum_support_level, pair.setting.night_cover
    if least is None:
        return ASK
    if least is SupportLevel.VISITS:
        return MET
    return fact(None if offered is None else CLOSEST_FIRST.index(offered) <= CLOSEST_FIRST.index(least))


def hours(pair: Pair) -> Outcome:
    needed, offered = pair.request.support_hours_needed, pair.setting.support_hours
    if needed is None:
        return ASK
    if needed == 0:
        return MET
    return fact(None if offered is None else offered >= needed)


def unrecorded(pair: Pair, feed: str) -> Outcome:
    return PLACE if feed in pair.policy.feeds else NOT_JUDGED


def shared_open(pair: Pair) -> Outcome:
    """Under 18 in a unit shared with adults: each who is no care leaver has been checked lately."""
    if pair.group != "supported" or pair.kind is SettingKind.SUPPORTED_LODGINGS:
        return MET
    category = pair.setting.category
    is_open = fact(None if category is None else category is Category.SHARED_OPEN)
    return either(pair.born.at_least(18, pair.first), opposite(is_open), coresidents(pair))


def coresidents(pair: Pair) -> Outcome:
    checks = pair.setting.coresident_checks
    if checks is None:
        return unrecorded(pair, "coresident_checks")
    return every(checked(pair, one) for one in checks)


def checked(pair: Pair, one: CoresidentCheck) -> Outcome:
    unknown = unrecorded(pair, "coresident_checks")
    since = pair.first - timedelta(days=pair.figures.coresident_check_days)
    in_time = fact(one.checked_on is not None and one.checked_on >= since)
    match = fact(one.do_not_place_match, unknown)
    is_clear = all_of(in_time, opposite(match))
    return all_of(fact(one.do_not_place_match is not True), either(fact(one.is_care_leaver, unknown), is_clear))


# Standing


def not_suspended(pair: Pair) -> Outcome:
    return fact(pair.setting.placements_suspended is not True)


def standing(pair: Pair) -> Outcome:
    """Not inadequate, and not off contract with a concern open; at settings that are inspected."""
    inspected = pair.group in {"residential", "supported"} or (pair.group == "foster" and pair.is_external)
    return all_of(not_inadequate(pair), in_good_contract(pair)) if inspected else MET


def not_inadequate(pair: Pair) -> Outcome:
    inspection = pair.setting.inspection
    if inspection is None:
        return unrecorded(pair, "provider_standing")
    return fact(inspection.judgement is not Judgement.INADEQUATE)


def in_good_contract(pair: Pair) -> Outcome:
    unknown, setting = unrecorded(pair, "provider_standing"), pair.setting
    in_contract = setting.in_contract
    if in_contract is None and setting.provider is Provider.OWN:
        in_contract = True
    return either(fact(in_contract, unknown), opposite(fact(setting.open_concern, unknown)))


# A parent and their baby


def with_baby(pair: Pair) -> Outcome:
    return fact(pair.person.parent_and_child, ASK)


def baby_approval(pair: Pair) -> Outcome:
    """Where there is a registration or an approval, it covers both."""
    if pair.kind in {*NO_BED, *AFTER_18} or is_with_parents(pair.setting):
        return MET
    types = pair.setting.terms.types if pair.setting.terms is not None else None
    approval = fact(pair.setting.takes_parent_and_child)
    if pair.group == "foster" and types:
        in_terms = PlacementPurpose.PARENT_AND_CHILD in types
        approval = MET if in_terms else NOT_MET if approval is PLACE else approval
    return needed_with_baby(pair, approval)


def baby_room(pair: Pair) -> Outcome:
    return needed_with_baby(pair, fact(pair.setting.parent_and_child_ready)) if pair.is_placement else MET


def needed_with_baby(pair: Pair, outcome: Outcome) -> Outcome:
    """Whether the place has it is no question until somebody says that there is a baby."""
    return {MET: outcome, NOT_MET: MET, ASK: min(outcome, ASK)}[with_baby(pair)]


def baby_expected(pair: Pair) -> Outcome:
    return fact(pair.person.baby_due_on not in pair.nights())


# Parents


def is_with_parents(setting: Setting) -> bool:
    footing = setting.bespoke.lawful_footing if setting.bespoke is not None else None
    bespoke = setting.kind is SettingKind.BESPOKE and footing is Footing.WITH_PARENTS
    return setting.kind is SettingKind.WITH_PARENTS or bespoke


def parents_assessment(pair: Pair) -> Outcome:
    """The record alone never meets it: somebody has to approve."""
    if not is_with_parents(pair.setting):
        return MET
    orders = {LegalStatus.CARE_ORDER, LegalStatus.INTERIM_CARE_ORDER}
    return opposite(fact(None if pair.legal_status is None else pair.legal_status in orders, ASK))


def may_be_approved(pair: Pair) -> bool:
    """The assessment is complete, or the urgent route has begun and its working days have not passed."""
    one = pair.setting.parents_assessment
    return one is not None and (is_complete(one) or is_urgent(pair, one))


def is_complete(one: ParentsAssessment) -> bool:
    steps = (one.suitability_assessed_on, one.wishes_heard_on, one.placement_plan_on, one.iro_consulted_on)
    return None not in steps


def is_urgent(pair: Pair, one: ParentsAssessment) -> bool:
    if is_blank(one.urgent_necessary_by) or one.parent_interviewed_on is None or one.started_on is None:
        return False
    count = pair.figures.parents_assessment_days + pair.figures.parents_decision_days
    return pair.today <= after_working_days(one.started_on, count, pair.policy.bank_holidays)


def parents_first(pair: Pair) -> Outcome:
    if is_with_parents(pair.setting) or pair.kind is SettingKind.OUTREACH:
        return MET
    return either(opposite(pair.is_looked_after), fact(not is_blank(pair.request.home_ruled_out_reason)))


# Moves


def move_agreed(pair: Pair) -> Outcome:
    """From a family, a home or parents to supported accommodation: a review agreed it, or welfare is urgent."""
    if pair.group != "supported" or not moves_from_care(pair):
        return MET
    return either(opposite(pair.is_looked_after), fact(review_agreed(pair) or is_urgent_welfare(pair)))


def moves_from_care(pair: Pair) -> bool:
    mine = [one for one in pair.snapshot.placements if one.young_person_id == pair.person.id]
    now = [one for one in mine if one.state is PlacementState.STARTED and one.nights.covers(pair.today)]
    return any(is_care(pair, pair.settings[one.setting_id]) for one in now)


def is_care(pair: Pair, setting: Setting) -> bool:
    footing = setting.bespoke.lawful_footing if setting.bespoke is not None else None
    if setting.kind is SettingKind.BESPOKE:
        return footing in {Footing.CHILDRENS_HOME, Footing.FOSTER, Footing.WITH_PARENTS}
    return setting.kind in {
        SettingKind.HUB_BED,
        SettingKind.HUB_EMERGENCY_BED,
        SettingKind.CHILDRENS_HOME,
        SettingKind.COMMUNITY_FAMILY,
        SettingKind.FOSTER_FAMILY,
        SettingKind.CONNECTED_CARER,
        SettingKind.WITH_PARENTS,
    }


def review_agreed(pair: Pair) -> bool:
    return pair.person.last_review is not None and pair.person.last_review.agreed_move_to_supported


def is_urgent_welfare(pair: Pair) -> bool:
    urgent = pair.request.urgent_welfare
    return urgent is not None and not is_blank(urgent.reason) and not is_blank(urgent.by)


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "supported-category-fit": category_fit,
    "shared-open-risk-check": shared_open,
    "provider-standing:suspended": not_suspended,
    "provider-standing:judgement": standing,
    "adults-in-minority": adults_in_minority,
    "parent-and-child:approval": baby_approval,
    "parent-and-child:room": baby_room,
    "parent-and-child:expected": baby_expected,
    "with-parents-assessment": parents_assessment,
    "placement-with-parents-first": parents_first,
    "move-to-other-arrangements-after-review": move_agreed,
    **twin_homes_foster.LIMBS,
}
