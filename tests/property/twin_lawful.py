"""Sections A to C: outside the service, the lawful basis, what sort of setting the law and registrations allow."""

from collections.abc import Callable

from matcher.domain.codes import UNDER_16_EXCEPTIONS, ExceptionType, Footing, RegistrationStatus, SettingKind
from matcher.domain.people_law import Consent, Objection
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.values import is_blank, london_day
from matcher.outcomes import Outcome
from tests.property.twin_facts import (
    ASK,
    MET,
    NOT_MET,
    PLACE,
    all_of,
    at_best_not_judged,
    either,
    every,
    fact,
    may_be_a_child_of_uncertain_age,
    opposite,
)
from tests.property.twin_pair import Pair
from tests.property.twin_terms import age_within, sex_within

# A. Requests outside the service


def secure(pair: Pair) -> Outcome:
    return opposite(fact(pair.request.secure_sought, ASK))


def restrictions_sought(pair: Pair) -> Outcome:
    if pair.request.restrictions_order is not None:
        return MET
    return fact(pair.request.deprivation_of_liberty_sought, ASK)


def restrictions_setting(pair: Pair) -> Outcome:
    return either(opposite(restrictions_sought(pair)), fact(pair.group == "residential"))


def restrictions_approval(pair: Pair) -> Outcome:
    return opposite(restrictions_sought(pair))


def restrictions_order(pair: Pair) -> Outcome:
    order = pair.request.restrictions_order
    complete = order is not None and not is_blank(order.restrictions) and order.review_on is not None
    return either(opposite(restrictions_sought(pair)), fact(complete))


def not_detained(pair: Pair) -> Outcome:
    detained = {LegalStatus.REMAND_YDA, LegalStatus.SENTENCED_CUSTODY}
    return fact(None if pair.legal_status is None else pair.legal_status not in detained, ASK)


def detained(pair: Pair) -> Outcome:
    release = pair.request.release_expected_on
    return either(not_detained(pair), fact(release is not None and release <= pair.request.start_date))


def released(pair: Pair) -> Outcome:
    return either(not_detained(pair), fact(pair.request.released))


def free_to_leave(pair: Pair) -> Outcome:
    """Not in hospital, or neither detained nor unfit. Either, where nothing else is recorded, means in hospital."""
    health = pair.person.health
    if health is None:
        return ASK
    in_hospital = fact(health.in_hospital, ASK)
    if health.in_hospital is None and (health.detained is True or health.fit_for_discharge is False):
        in_hospital = MET
    held = fact(health.detained, ASK)
    return either(opposite(in_hospital), all_of(opposite(held), fact(health.fit_for_discharge, ASK)))


def not_fit(pair: Pair) -> Outcome:
    expected = pair.person.health.discharge_expected_on if pair.person.health is not None else None
    return either(free_to_leave(pair), fact(expected is not None and expected <= pair.request.start_date))


def discharged(pair: Pair) -> Outcome:
    return either(free_to_leave(pair), fact(pair.request.discharged))


def service_age(pair: Pair) -> Outcome:
    start = pair.request.start_date
    old_enough = pair.born.at_least(pair.figures.service_min_age, start)
    return all_of(old_enough, pair.born.under(pair.figures.service_max_age, start))


# B. Lawful basis


def accommodation_agreed(pair: Pair) -> Outcome:
    agreed = pair.request.agreed_by
    if agreed is None or is_blank(agreed.name) or agreed.at is None:
        return NOT_MET
    return fact(pair.is_emergency or not agreed.by_telephone)


BASES = frozenset(
    {
        LegalStatus.CARE_ORDER,
        LegalStatus.INTERIM_CARE_ORDER,
        LegalStatus.S20,
        LegalStatus.EMERGENCY_PROTECTION_ORDER,
        LegalStatus.POLICE_PROTECTION,
        LegalStatus.REMAND_LAA,
        LegalStatus.PACE_TRANSFER,
        LegalStatus.OTHER_COURT_ORDER,
    }
)


def lawful_basis(pair: Pair) -> Outcome:
    return either(opposite(pair.is_looked_after), has_basis(pair))


def has_basis(pair: Pair) -> Outcome:
    reason = pair.person.legal_status
    if reason is None:
        return ASK
    lasts = reason.ends_at is None or london_day(reason.ends_at) >= pair.request.start_date
    there = reason.expected_on is None or reason.expected_on <= pair.today
    return all_of(fact(None if reason.status is None else reason.status in BASES, ASK), fact(lasts and there))


def consent_objection(pair: Pair) -> Outcome:
    consent = pair.person.consent
    if consent is None:
        return either(opposite(pair.is_s20), ASK)
    agreed = any(one.is_young_person for one in consent.given_by)
    refused = fact(consent.refused_by_young_person, NOT_MET if agreed else ASK)
    by_age = all_of(
        either(pair.born.at_least(16, pair.request.start_date), no_parent_stands_against(pair, consent)),
        either(pair.born.under(16, pair.request.start_date), opposite(refused)),
    )
    return either(opposite(pair.is_s20), by_age)


def no_parent_stands_against(pair: Pair, consent: Consent) -> Outcome:
    objections = consent.objections
    none_objects = ASK if objections is None else every(does_not_block(one) for one in objections)
    orders = pair.person.orders
    all_agree = ASK if orders is None else all_of(fact(bool(orders)), *(fact(one.agrees, ASK) for one in orders))
    return all_of(fact(consent.withdrawn_at is None), either(none_objects, all_agree))


def does_not_block(objection: Objection) -> Outcome:
    """An objection counts from somebody with parental responsibility who is willing and able."""
    has_responsibility = fact(objection.has_parental_responsibility, ASK)
    return either(opposite(has_responsibility), opposite(fact(objection.willing_and_able, ASK)))


def consent_recorded(pair: Pair) -> Outcome:
    given_by = pair.person.consent.given_by if pair.person.consent is not None else ()
    own = fact(any(one.is_young_person for one in given_by))
    recorded = all_of(fact(bool(given_by)), either(pair.born.under(16, pair.request.start_date), own))
    return either(opposite(pair.is_s20), recorded)


# C. Type of setting


def younger_children(pair: Pair) -> Outcome:
    """Nobody under 18 there is more than the gap below the oldest age they may be."""
    if not may_be_a_child_of_uncertain_age(pair.person):
        return MET
    children = [*pair.placed_on_some_night, *(one.id for one in pair.own_children)]
    on_record = every(not_much_younger(pair, child) for child in children)
    return at_best_not_judged(on_record, fed=pair.residents_are_fed)


def not_much_younger(pair: Pair, child: str) -> Outcome:
    age, possible = pair.age_of(child, pair.first), pair.person.possible_ages
    if age is not None and age >= 18:
        return MET
    if possible is None:
        return ASK
    return fact(None if age is None else possible.oldest - age <= pair.figures.peer_age_gap_years)


def interpreter(pair: Pair) -> Outcome:
    return fact(not may_be_a_child_of_uncertain_age(pair.person) or not is_blank(pair.person.interpreter_language))


def under_16(pair: Pair) -> Outcome:
    return either(pair.born.at_least(16, pair.first), may_take_under_16(pair))


def may_take_under_16(pair: Pair) -> Outcome:
    if pair.group in {"foster", "residential"} or not pair.is_placement:
        return MET
    if pair.kind is SettingKind.WITH_PARENTS or pair.footing is Footing.WITH_PARENTS:
        return MET
    if pair.kind is SettingKind.EXCEPTED_SETTING:
        listed = pair.setting.exception_type
        return fact(None if listed is None else listed in UNDER_16_EXCEPTIONS)
    return NOT_MET


def registration_active(pair: Pair) -> Outcome:
    """Active on every judged night."""
    registration = pair.setting.registration
    if registration is None:
        return PLACE
    begun = registration.valid_from is None or registration.valid_from <= pair.first
    lasts = registration.valid_to is None or registration.valid_to >= pair.last_night
    return fact(registration.status is RegistrationStatus.ACTIVE and begun and lasts)


def registered_supported(pair: Pair) -> Outcome:
    """16 or 17 on some judged night: only registered support, a listed exception, or a signed-off arrangement."""
    is_16 = pair.born.at_least(16, pair.last_day_for_ages)
    is_not_18 = pair.born.under(18, pair.first)
    return either(opposite(is_16), opposite(is_not_18), other_arrangement_is_lawful(pair))


def other_arrangement_is_lawful(pair: Pair) -> Outcome:
    if pair.group == "supported":
        return registration_active(pair)
    if pair.kind is SettingKind.EXCEPTED_SETTING:
        listed = pair.setting.exception_type
        return fact(None if listed is None else listed in ExceptionType)
    if pair.kind is not SettingKind.BESPOKE or pair.footing in {
        Footing.CHILDRENS_HOME,
        Footing.FOSTER,
        Footing.WITH_PARENTS,
    }:
        return MET
    return registration_active(pair) if pair.footing is None else fact(signed_off(pair))


def signed_off(pair: Pair) -> bool:
    return pair.setting.bespoke is not None and pair.setting.bespoke.legal_signoff_id is not None


def supported_age_band(pair: Pair) -> Outcome:
    if pair.group != "supported":
        return MET
    status = pair.person.care_leaver_status
    left_care = fact(None if status is None else status is not CareLeaverStatus.NONE, ASK)
    return all_of(
        pair.born.at_least(16, pair.first),
        pair.born.under(pair.figures.supported_max_age, pair.last_day_for_ages),
        either(pair.born.under(18, pair.last_day_for_ages), left_care),
    )


def care_not_support(pair: Pair) -> Outcome:
    if pair.group != "supported":
        return MET
    assessment = pair.person.assessment
    needs_care = fact(assessment.needs_care if assessment is not None else None, ASK)
    return either(pair.born.at_least(18, pair.first), opposite(needs_care))


def home_registration(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    restrictions = pair.setting.registration.restrictions if pair.setting.registration is not None else ()
    restricted = any(
        one.starts_on <= pair.last_night and (one.ends_on is None or one.ends_on >= pair.first) for one in restrictions
    )
    return all_of(registration_active(pair), fact(not restricted))


def home_manager(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    return either(fact(pair.setting.manager_in_post), fact(pair.setting.manager_absence_plan))


def home_age_and_sex(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    purpose = pair.setting.statement_of_purpose
    if purpose is None:
        return all_of(age_within(pair, None, None), sex_within(pair, None))
    return all_of(age_within(pair, purpose.age_min, purpose.age_max), sex_within(pair, purpose.sexes))


def home_needs(pair: Pair) -> Outcome:
    """Each assessed need within the range; a need of level 0 does not count."""
    if pair.group != "residential":
        return MET
    if pair.person.needs is None:
        return ASK
    purpose = pair.setting.statement_of_purpose
    taken = purpose.needs if purpose is not None else None
    counting = [need for need in pair.person.needs if need.level != 0]
    return every(fact(None if taken is None else need.category in taken) for need in counting)


def registered_places(pair: Pair) -> Outcome:
    if "registered-places-not-exceeded" in pair.not_open:
        return NOT_MET
    unknown = pair.group == "residential" and pair.setting.registered_places is None
    return PLACE if unknown else MET


def emergency_bed_planned(pair: Pair) -> Outcome:
    return fact(pair.kind is not SettingKind.HUB_EMERGENCY_BED or pair.is_emergency)


def emergency_bed_waiting(pair: Pair) -> Outcome:
    if pair.kind is not SettingKind.HUB_EMERGENCY_BED or pair.is_emergency:
        return MET
    others = [one for one in pair.snapshot.placement_requests if one.young_person_id != pair.person.id]
    return fact(not any(one.is_open and one.is_emergency for one in others))


def bespoke_registration(pair: Pair) -> Outcome:
    if pair.kind is not SettingKind.BESPOKE:
        return MET
    by_footing: dict[Footing | None, Callable[[Pair], Outcome]] = {
        None: lambda _: NOT_MET,
        Footing.CHILDRENS_HOME: registration_active,
        Footing.SUPPORTED_ACCOMMODATION: registration_active,
        Footing.FOSTER: lambda _: MET,
        Footing.WITH_PARENTS: lambda _: MET,
        Footing.HOLIDAY_OR_ACTIVITY: holiday_is_lawful,
        Footing.OWN_HOME_CARE: lambda one: fact(signed_off(one)),
    }
    return by_footing[pair.footing](pair)


def holiday_is_lawful(pair: Pair) -> Outcome:
    """Signed off, for somebody who has a home, and fewer nights in all than the limit."""
    bespoke = pair.setting.bespoke
    used = sum(one.nights for one in bespoke.nights_used if one.young_person_id == pair.person.id) if bespoke else 0
    few = used + len(pair.nights()) < pair.figures.holiday_exemption_nights
    return fact(signed_off(pair) and not pair.request.homeless and few)


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "refer-deprivation-of-liberty:secure": secure,
    "refer-deprivation-of-liberty:setting": restrictions_setting,
    "refer-deprivation-of-liberty:approval": restrictions_approval,
    "refer-deprivation-of-liberty:order": restrictions_order,
    "refer-youth-detention:detained": detained,
    "refer-youth-detention:released": released,
    "refer-hospital-or-mental-health-detention:not-fit": not_fit,
    "refer-hospital-or-mental-health-detention:discharged": discharged,
    "refer-under-service-age": service_age,
    "accommodation-agreed": accommodation_agreed,
    "lawful-basis-present": lawful_basis,
    "s20-consent-valid:objection": consent_objection,
    "s20-consent-valid:recorded": consent_recorded,
    "age-not-certain:younger-children": younger_children,
    "age-not-certain:interpreter": interpreter,
    "under-16-no-other-arrangements": under_16,
    "16-17-registered-supported-accommodation": registered_supported,
    "supported-accommodation-age-band": supported_age_band,
    "needs-care-not-support": care_not_support,
    "children-home-registered:registration": home_registration,
    "children-home-registered:manager": home_manager,
    "statement-of-purpose-fit:age-and-sex": home_age_and_sex,
    "statement-of-purpose-fit:needs": home_needs,
    "registered-places-not-exceeded": registered_places,
    "emergency-bed-ringfence:planned": emergency_bed_planned,
    "emergency-bed-ringfence:waiting": emergency_bed_waiting,
    "bespoke-registration-clear": bespoke_registration,
}
