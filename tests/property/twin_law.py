"""The rest of section B, and section K: ends of the lawful basis, short breaks, courts, after 18, homelessness, police."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from matcher.domain.codes import PlacementPurpose, PlacementState, SettingKind
from matcher.domain.home_codes import CourtConditionKind, SupportLevel
from matcher.domain.people_needs import ContactOrder, CourtCondition
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.placements import Placement
from matcher.domain.values import LONDON, london_day
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, NOT_MET, PLACE, all_of, either, every, fact, opposite
from tests.property.twin_lawful import BASES, may_take_under_16, other_arrangement_is_lawful
from tests.property.twin_pair import Pair, days
from tests.property.twin_terms import age_within
from tests.property.twin_travel import metres

ALWAYS_END = {LegalStatus.POLICE_PROTECTION, LegalStatus.EMERGENCY_PROTECTION_ORDER}
CARE_ORDERS = {LegalStatus.CARE_ORDER, LegalStatus.INTERIM_CARE_ORDER}
THERE_AT_NIGHT = {SupportLevel.WAKING, SupportLevel.SLEEP_IN, SupportLevel.HOST_AT_HOME}


# The lawful basis, and when it ends


def basis_ends(pair: Pair) -> Outcome:
    reason = pair.person.legal_status
    if reason is not None and reason.ends_at is not None:
        day = london_day(reason.ends_at)
        return fact(day < pair.first or (pair.leaving is not None and day >= pair.leaving))
    if pair.legal_status is None:
        return either(opposite(pair.is_looked_after), ASK)
    return ASK if pair.legal_status in ALWAYS_END else MET


def becomes_looked_after(pair: Pair) -> Outcome:
    if not pair.is_placement or pair.legal_status in CARE_ORDERS:
        return MET
    return either(opposite(pair.is_looked_after), fact(lasts_a_day_at_most(pair)))


def lasts_a_day_at_most(pair: Pair) -> bool:
    start = pair.request.needed_at or datetime.combine(pair.first, time(0), LONDON)
    end = pair.request.needed_until
    if end is None:
        return False
    hours = (end.timestamp() - start.timestamp()) / 3600
    return 0 < hours <= pair.figures.looked_after_hours


# Short breaks


def short_break(pair: Pair) -> Outcome:
    if pair.request.purpose is not PlacementPurpose.SHORT_BREAK:
        return MET
    in_care = fact(None if pair.legal_status is None else pair.legal_status in CARE_ORDERS, ASK)
    stay = set(pair.nights())
    counted = stay | short_break_nights(pair)
    most_in_a_year = max(sum(night - timedelta(days=364) <= one <= night for one in counted) for night in stay)
    within = all_of(
        fact(len(stay) <= pair.figures.short_break_max_nights),
        fact(most_in_a_year <= pair.figures.short_break_year_nights),
        fact(pair.request.returns_to_parent, ASK),
    )
    return either(in_care, within)


def short_break_nights(pair: Pair) -> set[date]:
    """The nights of this person's short breaks in this setting, past and planned."""
    return {
        night
        for one in pair.snapshot.placements
        if one.young_person_id == pair.person.id and one.setting_id == pair.setting.id
        if one.purpose is PlacementPurpose.SHORT_BREAK
        if one.state is PlacementState.ENDED or pair.takes_a_bed(one)
        for night in days(one.first_night, end_of(pair, one))
    }


def end_of(pair: Pair, placement: Placement) -> date:
    if placement.leaving is not None:
        return placement.leaving
    return pair.today if placement.state is PlacementState.ENDED else pair.end


# Courts


def remand_conditions(pair: Pair) -> Outcome:
    on_remand = pair.legal_status is LegalStatus.REMAND_LAA
    conditions, nights = pair.person.court_conditions, nights_before_court(pair)
    if not nights:
        return MET
    if conditions is None:
        return ASK if on_remand else MET
    return every(condition_holds(pair, one, nights) for one in conditions)


def nights_before_court(pair: Pair) -> list[date]:
    reason = pair.person.legal_status
    if reason is None or reason.status is not LegalStatus.REMAND_LAA or reason.ends_at is None:
        return pair.nights()
    return [night for night in pair.nights() if night < london_day(reason.ends_at)]


def condition_holds(pair: Pair, condition: CourtCondition, nights: list[date]) -> Outcome:
    if condition.kind is CourtConditionKind.RESIDENCE:
        return fact(condition.setting_id == pair.setting.id)
    if condition.kind is CourtConditionKind.EXCLUSION_AREA:
        radius = pair.figures.exclusion_radius_km if condition.radius_km is None else condition.radius_km
        apart = metres(condition.centre, pair.setting.location)
        return fact(None if apart is None else apart > radius * 1000)
    if condition.kind is CourtConditionKind.CURFEW:
        if pair.group == "foster" or pair.kind is SettingKind.WITH_PARENTS:
            return MET
        cover = pair.setting.night_cover
        return fact(None if cover is None else cover in THERE_AT_NIGHT)
    if condition.kind is CourtConditionKind.NON_CONTACT:
        return does_not_live_here(pair, condition.person_id, nights)
    return fact(next((one.holds for one in condition.holds_at if one.setting_id == pair.setting.id), None))


def does_not_live_here(pair: Pair, who: str | None, nights: Iterable[date]) -> Outcome:
    """Not placed here on any of these nights, nor of the household, nor a carer."""
    placed = any(one.nights.covers(night) for night in nights for one in pair.placed_here if one.young_person_id == who)
    family = [*(one.id for one in pair.household), *(one.id for one in pair.carers or ())]
    if placed or who in family:
        return NOT_MET
    return PLACE if pair.is_household and (pair.setting.household is None or pair.carers is None) else MET


def contact_orders(pair: Pair) -> Outcome:
    orders = pair.person.contact_orders
    if orders is None:
        return ASK
    live = {one: [night for night in pair.nights() if holds_on(one, night)] for one in orders}
    return every(does_not_live_here(pair, one.person_id, nights) for one, nights in live.items() if nights)


def holds_on(order: ContactOrder, night: date) -> bool:
    return order.ends_on is None or night <= order.ends_on


# After 18


def staying_put(pair: Pair) -> Outcome:
    if pair.group != "foster":
        return MET
    if pair.setting.household is None:
        return PLACE
    in_this_room = any(one.place_id == pair.place.place_id for one in pair.staying_put)
    return fact(not in_this_room or pair.free_beds(pair.place.place_id, pair.first) > 0)


def not_a_looked_after_placement(pair: Pair) -> Outcome:
    """A care leaver, or homeless without section 20; or no placement at all."""
    status = pair.person.care_leaver_status
    left = {CareLeaverStatus.RELEVANT, CareLeaverStatus.FORMER_RELEVANT}
    unrecorded = NOT_MET if pair.legal_status in BASES else ASK
    left_care = fact(None if status is None else status in left, unrecorded)
    homeless = NOT_MET if pair.legal_status is LegalStatus.S20 else fact(pair.request.homeless, unrecorded)
    leaving_care = fact(None if status is None else status is not CareLeaverStatus.NONE, ASK)
    arrangement = all_of(fact(pair.group == "supported"), leaving_care)
    return either(left_care, homeless, fact(not pair.is_placement), arrangement)


def community_home_exception(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return NOT_MET
    purpose = pair.setting.statement_of_purpose
    age_min, age_max = (purpose.age_min, purpose.age_max) if purpose is not None else (None, None)
    return all_of(
        pair.is_s20,
        fact(pair.setting.is_community_home),
        fact(None if age_min is None else age_min <= 16),
        fact(None if age_max is None else age_max >= 16),
        age_within(pair, age_min, age_max),
        pair.born.under(21, pair.last_day_for_ages),
    )


def ends_at_18(pair: Pair) -> Outcome:
    if "no-placement-after-18:ends" in pair.not_open:
        return NOT_MET
    return either(
        pair.born.under(18, pair.first),
        not_a_looked_after_placement(pair),
        community_home_exception(pair),
    )


def community_home(pair: Pair) -> Outcome:
    return either(
        pair.born.under(18, pair.first),
        not_a_looked_after_placement(pair),
        opposite(community_home_exception(pair)),
    )


# Care leavers and homelessness at 16 and 17


def care_leaver_suitable(pair: Pair) -> Outcome:
    status = pair.person.care_leaver_status
    relevant = fact(None if status is None else status is CareLeaverStatus.RELEVANT, ASK)
    is_16 = pair.born.at_least(16, pair.last_day_for_ages)
    is_not_18 = pair.born.under(18, pair.first)
    return either(opposite(relevant), opposite(is_16), opposite(is_not_18), other_arrangement_is_lawful(pair))


def not_homeless_at_16_or_17(pair: Pair) -> Outcome:
    homeless = fact(pair.request.homeless, ASK)
    return either(opposite(homeless), pair.born.under(16, pair.first), pair.born.at_least(18, pair.first))


def joint_assessment(pair: Pair) -> Outcome:
    made = pair.request.joint_assessment
    done = made is not None and made.assessed_on is not None and made.wishes_recorded_on is not None
    return either(not_homeless_at_16_or_17(pair), fact(pair.legal_status is LegalStatus.S20), fact(done))


def bed_and_breakfast(pair: Pair) -> Outcome:
    recorded = pair.setting.is_bed_and_breakfast
    if recorded is None and not is_other_arrangement(pair):
        return MET
    return either(not_homeless_at_16_or_17(pair), opposite(fact(recorded)))


def is_other_arrangement(pair: Pair) -> bool:
    return pair.kind is SettingKind.EXCEPTED_SETTING or may_take_under_16(pair) is not MET


# Tonight, for the police


def takes_pace(pair: Pair) -> Outcome:
    return either(fact(pair.legal_status is not LegalStatus.PACE_TRANSFER), fact(pair.setting.takes_pace is True))


def about_the_request(pair: Pair) -> Outcome:
    return MET


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "lawful-basis-ends": basis_ends,
    "becomes-looked-after-24-hours": becomes_looked_after,
    "short-break-limits": short_break,
    "remand-conditions-met": remand_conditions,
    "court-contact-order-compatible": contact_orders,
    "staying-put-effect": staying_put,
    "no-placement-after-18:ends": ends_at_18,
    "no-placement-after-18:community-home": community_home,
    "care-leaver-16-17-suitable": care_leaver_suitable,
    "homeless-16-17-assessment:assessment": joint_assessment,
    "homeless-16-17-assessment:bed-and-breakfast": bed_and_breakfast,
    "pace-bed-tonight:takes-pace": takes_pace,
    "pace-bed-tonight:escalate": about_the_request,
}
