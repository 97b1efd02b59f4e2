"""Sections F and G: what is around the setting, who is there at night, who has time, and what can go on."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from matcher.domain.codes import SettingKind, ShiftName, SupportCategory, WorkerRole
from matcher.domain.home_codes import LockedAway, MissingPull, SupportLevel
from matcher.domain.people import RiskEntry
from matcher.domain.people_needs import EhcProvision, MissingPlace, StaffGenderNeed, Treatment
from matcher.domain.person_codes import RiskType, Sex
from matcher.domain.request_steps import OutOfAreaSteps, SpecialistInput
from matcher.domain.staff import Shift
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, NOT_JUDGED, NOT_MET, PLACE, Added, all_of, either, every, fact
from tests.property.twin_pair import Pair
from tests.property.twin_parts import NONE, ONE, between, exact
from tests.property.twin_rota import shift_on
from tests.property.twin_travel import Journey, journey, usual_mode
from tests.property.twin_where import adjoining, at_no_distance

NOTHING = Added(NONE)

# The area has been looked at


def supported_area(pair: Pair) -> Outcome:
    return area_is_reviewed(pair) if pair.group == "supported" else MET


def home_area(pair: Pair) -> Outcome:
    return area_is_reviewed(pair) if pair.group == "residential" else MET


def area_is_reviewed(pair: Pair) -> Outcome:
    """In the last year, and no open concern of the police; where nobody recorded it, it depends on the feed."""
    assessment = pair.setting.location_assessment
    if assessment is not None and assessment.police_concern is True:
        return NOT_MET
    if assessment is None or assessment.reviewed_on is None:
        return PLACE if "location_assessments" in pair.policy.feeds else NOT_JUDGED
    return fact((pair.first - assessment.reviewed_on).days <= pair.figures.location_assessment_days)


# Steps before leaving the area


def out_of_area(pair: Pair) -> Outcome:
    """Needed where a nominated officer or the director has to approve."""
    return either(all_of(adjoining(pair), at_no_distance(pair)), fact(every_step_is_taken(pair)))


def every_step_is_taken(pair: Pair) -> bool:
    here = [one for one in pair.request.out_of_area_steps or () if one.setting_id == pair.setting.id]
    needed: list[Callable[[OutOfAreaSteps], date | None]] = [
        lambda one: one.wishes_heard_on,
        lambda one: one.most_appropriate_on,
        lambda one: one.relatives_consulted_on,
        lambda one: one.iro_consulted_on,
        lambda one: one.area_authority_told_on,
    ]
    if at_no_distance(pair) is not MET:
        needed.append(lambda one: one.care_plan_given_on)
    return all(any(step(one) is not None for one in here) for step in needed)


# Health care


def longest_to(pair: Pair, treatment: Treatment) -> int:
    own = treatment.max_travel_minutes
    return pair.figures.treatment_max_minutes if own is None else own


def way_to(pair: Pair, one: Treatment | MissingPlace) -> Journey:
    return journey(pair, one.id, one.location, usual_mode(pair))


def treatment_in_reach(pair: Pair) -> Outcome:
    treatments = pair.person.continuing_treatments
    if treatments is None:
        return ASK
    return every(can_be_kept_up(pair, one) for one in treatments if one.treatment_cannot_move)


def can_be_kept_up(pair: Pair, treatment: Treatment) -> Outcome:
    """Only recorded minutes can be too many."""
    way = way_to(pair, treatment)
    if way.minutes is None:
        return way.missing
    return fact(not way.recorded or way.minutes <= longest_to(pair, treatment))


def appointments(pair: Pair) -> Added:
    """The share of the other appointments that is out of reach; what is not known of the setting counts until it is."""
    treatments = pair.person.continuing_treatments
    if treatments is None:
        return Added(NONE, known=False)
    others = [one for one in treatments if not one.treatment_cannot_move]
    if not others:
        return NOTHING
    each = exact(pair.policy.adjustments.health_care_access) / len(others)
    return together([appointment(pair, one, each) for one in others])


def appointment(pair: Pair, treatment: Treatment, points: Fraction) -> Added:
    way = way_to(pair, treatment)
    if way.minutes is None:
        return Added(NONE, known=False) if way.missing is ASK else not_known_here(points)
    return Added(points if way.minutes > longest_to(pair, treatment) else NONE)


def not_known_here(points: Fraction) -> Added:
    """A cost counts in full, and could be given back."""
    return Added(points, known=False, could_add=-points)


def together(each: Sequence[Added]) -> Added:
    return Added(
        sum((one.points for one in each), NONE),
        known=all(one.known for one in each),
        could_add=sum((one.could_add for one in each), NONE),
    )


# Going missing


def missing_risk(pair: Pair) -> Added:
    """Up to all the points for the nearest who keeps them safe, less up to all for the nearest that draws them away."""
    places = pair.person.missing_places
    if places is None:
        return Added(NONE, known=False)
    ways = [(one.pull, way_to(pair, one)) for one in places]
    if any(way.minutes is None and way.missing is ASK for _, way in ways):
        return Added(NONE, known=False)
    points = exact(pair.policy.adjustments.location_missing_risk)
    worst = -points if any(pull is MissingPull.TOWARDS for pull, _ in ways) else NONE
    best = points if any(pull is MissingPull.PROTECTIVE for pull, _ in ways) else NONE
    if any(way.minutes is None for _, way in ways):
        return Added(worst, known=False, could_add=best - worst)
    return Added(points * (pulled(pair, ways, MissingPull.PROTECTIVE) - pulled(pair, ways, MissingPull.TOWARDS)))


def pulled(pair: Pair, ways: Sequence[tuple[MissingPull, Journey]], pull: MissingPull) -> Fraction:
    """By the nearest: nothing from far off, straight to all close by."""
    minutes = [way.minutes for each, way in ways if each is pull and way.minutes is not None]
    if not minutes:
        return NONE
    near, far = Fraction(pair.figures.missing_near_minutes), Fraction(pair.figures.missing_far_minutes)
    return ONE - between(near, far, Fraction(min(minutes)))


# Safe at night


def night_safety(pair: Pair) -> Outcome:
    if pair.person.risks is None:
        return ASK
    if not any(is_grave_and_recent(pair, one) for one in pair.person.risks):
        return MET
    plan = pair.person.safety_plan
    return all_of(
        not_self_contained(pair),
        close_by(pair),
        locked(pair),
        fact(plan is not None and plan.plan_for_tonight),
    )


def is_grave_and_recent(pair: Pair, entry: RiskEntry) -> bool:
    if entry.risk is not RiskType.SELF_HARM or entry.level != 3:
        return False
    days = [day for day in (entry.recorded_on, entry.looked_at_on) if day is not None]
    return not days or any((pair.first - day).days <= pair.figures.self_harm_lookback_days for day in days)


def not_self_contained(pair: Pair) -> Outcome:
    category = pair.setting.category
    if pair.group != "supported" or (category is None and pair.kind is SettingKind.SUPPORTED_LODGINGS):
        return MET
    return fact(None if category is None else category is not SupportCategory.SELF_CONTAINED)


def close_by(pair: Pair) -> Outcome:
    """Somebody awake, or checks through the night where the safety plan says that they are enough."""
    plan, setting = pair.person.safety_plan, pair.setting
    cover, standing = setting.night_cover, setting.standing_waking_night
    awake = fact(cover is SupportLevel.WAKING or standing is True)
    if awake is NOT_MET and cover is None and standing is None:
        awake = PLACE
    checks = fact(setting.night_checks) if plan is not None and plan.night_checks_enough else NOT_MET
    return either(awake, checks)


def locked(pair: Pair) -> Outcome:
    kept = pair.setting.locked_away
    return fact(None if kept is None else LockedAway.MEDICINES in kept and LockedAway.SHARPS in kept)


# Care by a worker of one sex


def required_sex(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    needs = pair.person.staff_gender_needs
    return ASK if needs is None else every_need(pair, [one for one in needs if one.required_by_assessment])


def every_need(pair: Pair, needs: Sequence[StaffGenderNeed]) -> Outcome:
    if not needs:
        return MET
    if not pair.setting.rota_held:
        return NOT_JUDGED
    shifts = [shift_on(pair, night, name) for night in pair.checked_nights() for name in ShiftName]
    return every(somebody_on(pair, shift, need.gender) for need in needs for shift in shifts)


def somebody_on(pair: Pair, shift: Shift | None, sex: Sex) -> Outcome:
    if shift is None:
        return PLACE
    if shift.worker_ids is None:
        count = shift.women if sex is Sex.FEMALE else shift.men
        return fact(None if count is None else count > 0)
    recorded = {one.id: one.sex for one in pair.snapshot.workers or ()}
    sexes = [recorded.get(who) for who in shift.worker_ids]
    return MET if sex in sexes else PLACE if None in sexes else NOT_MET


def preferred_sex(pair: Pair) -> Added:
    needs = pair.person.staff_gender_needs
    if needs is None:
        return Added(NONE, known=False)
    points = exact(pair.policy.adjustments.staff_gender_need)
    preferred = [one for one in needs if not one.required_by_assessment]
    found = every_need(pair, preferred) if pair.group == "residential" else MET
    if found in {MET, NOT_MET}:
        return Added(points if found is NOT_MET else NONE)
    return not_known_here(points)


# Specialists


def specialists(pair: Pair) -> Added:
    asked = pair.request.specialist_input
    if asked is None:
        return Added(NONE, known=False)
    total = sum((sum(weeks_of(one), NONE) for one in asked), NONE)
    if total == 0:
        return NOTHING
    points = exact(pair.policy.adjustments.specialist_capacity)
    roles = sorted({one.role for one in asked})
    return together(
        [short_of(pair, role, [one for one in asked if one.role is role], points / total) for role in roles]
    )


def weeks_of(one: SpecialistInput) -> list[Fraction]:
    return [exact(hours) for hours in (one.week_1, one.week_2, one.week_3, one.week_4)]


def short_of(pair: Pair, role: WorkerRole, asked: Sequence[SpecialistInput], each_hour: Fraction) -> Added:
    """What the hours of one role that nobody has free cost."""
    weeks = [sum(hours, NONE) for hours in zip(*map(weeks_of, asked), strict=True)]
    workers = [one for one in pair.snapshot.workers or () if role in one.roles and one.free_hours is not None]
    if not workers and sum(weeks) > 0:
        return not_known_here(each_hour * sum(weeks, NONE))
    short = NONE
    for k, hours in enumerate(weeks):
        day = pair.first + timedelta(days=7 * k)
        free = [
            exact(week.hours)
            for worker in workers
            for week in worker.free_hours or ()
            if 0 <= (day - week.week_beginning).days < 7
        ]
        short += max(NONE, hours - sum(free, NONE))
    return Added(each_hour * short)


# What an education, health and care plan names


def provision(pair: Pair) -> Added:
    provisions = pair.person.ehc_provisions
    if provisions is None:
        return Added(NONE, known=False)
    points = exact(pair.policy.adjustments.therapy_or_ehcp_provision)
    found = every(goes_on(pair, one) for one in provisions)
    if found is PLACE:
        return not_known_here(points)
    return Added(points if found is NOT_MET else NONE)


def goes_on(pair: Pair, one: EhcProvision) -> Outcome:
    said = [each.can_continue for each in one.at_settings if each.setting_id == pair.setting.id]
    return fact(all(said) if said else None)


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "home-location-assessment:supported": supported_area,
    "home-location-assessment:home": home_area,
    "out-of-area-conditions": out_of_area,
    "health-care-access:cannot-move": treatment_in_reach,
    "night-safety": night_safety,
    "staff-gender-need:required": required_sex,
}
ADJUSTMENTS: dict[str, Callable[[Pair], Added]] = {
    "location-missing-risk": missing_risk,
    "health-care-access": appointments,
    "staff-gender-need": preferred_sex,
    "specialist-capacity": specialists,
    "therapy-or-EHCP-provision": provision,
}
