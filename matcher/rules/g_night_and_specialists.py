"""Section G: safety at night, workers of one sex, specialists' time, and what an education plan names."""

from datetime import date

import numpy as np

from matcher.domain.codes import Role, SettingKind, SupportCategory
from matcher.domain.home_codes import LockedAway, SupportLevel
from matcher.domain.people import YoungPerson
from matcher.domain.people_needs import SafetyPlan
from matcher.domain.person_codes import RiskType
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.places import is_supported
from matcher.frame.sexes import somebody_is_always_on
from matcher.ledger import FAR, ordinal
from matcher.outcomes import MET, Bools, Outcomes, all_of, either, holds
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

GRAVE = 3


def safe_at_night(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """After a grave worry about self-harm: people close by as the safety plan says, medicines and sharps locked, a plan."""
    outcomes = ask.person_fact(lambda person: None if person.risks is None else True)
    worried = {i: last for i, person in enumerate(ask.people) if (last := _last_worry(person))}
    if not worried:
        return outcomes
    outcomes = np.array(np.broadcast_to(outcomes, pair.shape))
    for i, last in worried.items():
        recent: Bools = last >= pair.first[i] - policy.figures.self_harm_lookback_days
        outcomes[i] = np.where(recent, _safe(place, ask.people[i].safety_plan or SafetyPlan())[0], MET)
    return outcomes


def _last_worry(person: YoungPerson) -> int:
    """The last day of a grave worry, as an ordinal; FAR = undated; 0 = none."""
    grave = [one for one in person.risks or () if one.risk is RiskType.SELF_HARM and one.level == GRAVE]
    dates = [[one.recorded_on, one.looked_at_on] for one in grave]
    return max((max((ordinal(day) for day in both if day), default=FAR) for both in dates), default=0)


def _safe(place: Places, plan: SafetyPlan) -> Outcomes:
    """(1, m): what the plan asks for is there."""
    awake = place.setting_fact(somebody_is_awake)
    close_by = either(awake, place.setting_fact(_looks_in)) if plan.night_checks_enough else awake
    return all_of(
        place.setting_fact(_not_self_contained),
        close_by,
        place.setting_fact(medicines_and_sharps_are_locked),
        holds(np.array([[plan.plan_for_tonight]])),
    )


def somebody_is_awake(setting: Setting) -> bool | None:
    """Somebody is awake every night."""
    if setting.night_cover is SupportLevel.WAKING or setting.standing_waking_night:
        return True
    return None if setting.night_cover is None and setting.standing_waking_night is None else False


def _looks_in(setting: Setting) -> bool | None:
    return setting.night_checks


def _not_self_contained(setting: Setting) -> bool | None:
    if not is_supported(setting):
        return True
    if setting.category is None:
        return True if setting.kind is SettingKind.SUPPORTED_LODGINGS else None
    return setting.category is not SupportCategory.SELF_CONTAINED


def medicines_and_sharps_are_locked(setting: Setting) -> bool | None:
    """Both are kept locked."""
    kept = setting.locked_away
    return None if kept is None else {LockedAway.MEDICINES, LockedAway.SHARPS} <= set(kept)


def lacking_at_night(pair: Pairs, i: int, row: int) -> list[str]:
    """What the setting would need for the person to be safe at night, in words; what is not known is left out."""
    setting, plan = pair.index.setting_of_row(row), pair.asks.people[i].safety_plan or SafetyPlan()
    checked = plan.night_checks_enough and setting.night_checks is not False
    close_by = "somebody awake at night" + (" or looking in" if plan.night_checks_enough else "")
    lacking = {
        "people under the same roof": _not_self_contained(setting) is False,
        close_by: somebody_is_awake(setting) is False and not checked,
        "medicines and sharps locked away": medicines_and_sharps_are_locked(setting) is False,
        "a plan for tonight": not plan.plan_for_tonight,
    }
    return [words for words, holds_here in lacking.items() if holds_here]


def care_by_a_worker_of_the_right_sex(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In a children's home, where the assessment says so: somebody of that sex is on every shift of the first nights."""
    needed = [{one.gender for one in who.staff_gender_needs or () if one.required_by_assessment} for who in ask.people]
    asked = ask.person_fact(lambda person: None if person.staff_gender_needs is None else True)
    if not any(needed):
        return either(place.not_residential, asked)
    outcomes = np.array(np.broadcast_to(either(place.not_residential, asked), pair.shape))
    for i, sexes in enumerate(needed):
        for sex in sexes:
            outcomes[i] = np.maximum(outcomes[i], somebody_is_always_on(pair, i, sex))
    return outcomes


RULES = (
    Rule(
        slug="night-safety",
        kinds=(Kind.AUTHORISE,),
        figures=("self_harm_lookback_days",),
        source=Source("Safety at night after a grave worry", "", None, "P"),
        limbs=(
            Limb(
                id="night-safety",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                ),
                approvers=(Role.PLACE_MANAGER,),
                judge=safe_at_night,
                says="{name} needs people close by at night. {setting} would need {lacking_at_night}.",
                asks="What risks and vulnerabilities have been assessed for {name}?",
                rings="Who is awake or looks in at night at {setting}, and are medicines and sharps locked away?",
            ),
        ),
    ),
    Rule(
        slug="staff-gender-need",
        kinds=(Kind.AUTHORISE, Kind.SOFT),
        figures=("staffing_check_days", "emergency_staffing_nights"),
        source=Source("Children Act 1989", "section 22(4) and (5); Equality Act 2010", None, "V"),
        parts=("staff-gender-need",),
        limbs=(
            Limb(
                id="staff-gender-need:required",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.SHIFT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.REGISTERED_MANAGER,),
                judge=care_by_a_worker_of_the_right_sex,
                says="On {nights_without} no {staff_gender} worker is on for {name}'s care.",
                asks="Does {name} need care or night support by a woman or by a man, and why?",
                rings="Is a {staff_gender} worker on every shift at {setting} from {first}?",
                not_checked="Whether a worker of the right sex is on in homes whose rota we do not hold is not checked here.",
                who="the home's manager",
            ),
        ),
    ),
    Rule(
        slug="specialist-capacity",
        kinds=(Kind.SOFT,),
        source=Source("Specialist roles of No Wrong Door; points ours", "", None, "P"),
        parts=("specialist-capacity",),
    ),
    Rule(
        slug="therapy-or-EHCP-provision",
        kinds=(Kind.SOFT,),
        source=Source("Children and Families Act 2014", "", date(2014, 9, 1), "U"),
        parts=("therapy-or-EHCP-provision",),
        duties=("duty-ehc-provision",),
    ),
)
