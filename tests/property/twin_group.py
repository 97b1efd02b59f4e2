"""Section E: the young people already there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.domain.codes import ImpactDecision
from matcher.domain.nights import birthday, months_before
from matcher.domain.people import RiskEntry, SiblingLink, Vulnerability, YoungPerson
from matcher.domain.person_codes import MUST_SEPARATE, RiskType, SeparationScope, SiblingPlan
from matcher.domain.placements import ImpactRiskAssessment, Placement, SeparationEntry
from matcher.domain.settings import HouseholdMember
from matcher.domain.values import london_day
from matcher.outcomes import Outcome
from tests.property.twin_facts import (
    ASK,
    MET,
    NOT_JUDGED,
    NOT_MET,
    PLACE,
    all_of,
    at_best_not_judged,
    every,
    fact,
    is_certain,
    opposite,
)
from tests.property.twin_pair import NIGHT, Pair
from tests.property.twin_travel import metres

# Who must not live together


def must_not_live_together(pair: Pair) -> Outcome:
    return kept_apart(pair, must=True)


def separation_to_review(pair: Pair) -> Outcome:
    return kept_apart(pair, must=False)


def kept_apart(pair: Pair, *, must: bool) -> Outcome:
    entries = pair.snapshot.separation_entries
    if entries is None:
        return ASK
    mine = [one for one in entries if pair.person.id in {one.person_a, one.person_b}]
    return every(keeps_to(pair, one) for one in mine if (one.reason in MUST_SEPARATE) is must)


def keeps_to(pair: Pair, entry: SeparationEntry) -> Outcome:
    """The other is out of scope on every judged night on which the entry is live."""
    other = entry.person_b if entry.person_a == pair.person.id else entry.person_a
    sleeps = [one for one in pair.others_placed if one.young_person_id == other]
    nights = [night for night in pair.nights() if is_live(entry, night)]
    away = [out_of_scope(pair, entry, one) for one in sleeps if any(one.nights.covers(night) for night in nights)]
    at_home = [
        near_setting(pair, entry, setting.id)
        for setting in pair.snapshot.settings
        if nights and any(member.id == other for member in setting.household or ())
    ]
    return all_of(*away, *at_home)


def is_live(entry: SeparationEntry, night: date) -> bool:
    begun = entry.starts_on is None or entry.starts_on <= night
    return begun and (entry.ends_on is None or night <= entry.ends_on)


def out_of_scope(pair: Pair, entry: SeparationEntry, placement: Placement) -> Outcome:
    if entry.scope is SeparationScope.ROOM:
        return fact(not pair.place.shared_room or pair.row_of(placement) != pair.place.place_id)
    return near_setting(pair, entry, placement.setting_id)


def near_setting(pair: Pair, entry: SeparationEntry, setting_id: str) -> Outcome:
    """Whether somebody who sleeps in that setting is far enough from this one."""
    here, there = pair.setting, pair.settings[setting_id]
    if entry.scope is SeparationScope.ROOM:
        return MET
    if here.id == there.id:
        return NOT_MET
    if entry.scope is SeparationScope.STREET_OR_SITE:
        return fact(here.site_id is None or here.site_id != there.site_id)
    if entry.scope is SeparationScope.AREA_KM:
        apart = metres(here.location, there.location)
        return fact(None if apart is None else apart > (entry.km or 0.0) * 1000)
    return MET


# Brothers and sisters


def links(pair: Pair, plan: SiblingPlan) -> list[SiblingLink]:
    """Brothers and sisters with this plan, or with none recorded, looked after by the same authority."""
    recorded = pair.person.siblings or ()
    return [one for one in recorded if one.same_authority and one.plan in {plan, None}]


def sleeps_at(pair: Pair, who: str, night: date) -> set[str]:
    """The settings where somebody is placed on a night."""
    placed = [one for one in pair.others_placed if one.young_person_id == who]
    return {one.setting_id for one in placed if one.nights.covers(night)}


def by_plan(link: SiblingLink) -> Outcome:
    """What would not be met under the plan, and is not known without it."""
    return NOT_MET if link.plan is not None else ASK


def siblings_split(pair: Pair) -> Outcome:
    if pair.person.siblings is None:
        return ASK
    together = links(pair, SiblingPlan.TOGETHER)
    return every(by_plan(one) for one in together if sleeps_at(pair, one.person_id, pair.first) - {pair.setting.id})


def siblings_apart(pair: Pair) -> Outcome:
    if pair.person.siblings is None:
        return ASK
    here = pair.placed_on_some_night
    return every(by_plan(one) for one in links(pair, SiblingPlan.APART) if one.person_id in here)


# Risk between this young person and those already there


def counts(pair: Pair, risk: RiskEntry) -> bool:
    """Looked at (else recorded) in the last months, or undated; sexual harm and court matters always."""
    looked_at = risk.looked_at_on or risk.recorded_on
    recent = looked_at is None or looked_at >= months_before(pair.first, pair.figures.risk_lookback_months)
    return recent or risk.risk is RiskType.SEXUAL_HARM or risk.court_matter


def severities(pair: Pair, risks: Iterable[RiskEntry] | None) -> dict[RiskType, int]:
    return highest(one for one in risks or () if counts(pair, one))


def highest(entries: Iterable[RiskEntry] | Iterable[Vulnerability]) -> dict[RiskType, int]:
    """The highest level of each kind of risk; without a level it counts as 2."""
    levels: dict[RiskType, int] = {}
    for one in entries:
        levels[one.risk] = max(levels.get(one.risk, 0), 2 if one.level is None else one.level)
    return levels


def mitigation(pair: Pair, risk: RiskType, other: str) -> int:
    """The highest that applies in accepted assessments of this young person there."""
    accepted = {ImpactDecision.ACCEPT, ImpactDecision.ACCEPT_WITH_PLAN}
    levels = [
        step.level
        for one in pair.snapshot.impact_risk_assessments
        if one.young_person_id == pair.person.id and one.setting_id == pair.setting.id and one.decision in accepted
        for step in one.mitigations
        if step.risk is risk and step.with_person in {None, other}
    ]
    return max(levels, default=0)


@dataclass(frozen=True)
class Other:
    """Somebody there, as far as their risks and vulnerabilities are recorded."""

    id: str
    risks: tuple[RiskEntry, ...] | None
    vulnerabilities: tuple[Vulnerability, ...] | None


def others_there(pair: Pair) -> list[Other]:
    """Everybody there who has a record, and the carers' own children, of whom only vulnerabilities are asked."""
    own = {one.id: one for one in pair.own_children}
    return [
        own_child(pair, own[who]) if who in own else on_record(pair.people[who])
        for who in dict.fromkeys(pair.residents)
        if who in own or who in pair.people
    ]


def on_record(person: YoungPerson) -> Other:
    return Other(person.id, person.risks, person.vulnerabilities)


def own_child(pair: Pair, member: HouseholdMember) -> Other:
    record = pair.people.get(member.id)
    elsewhere = record.vulnerabilities if record is not None else None
    return Other(member.id, (), elsewhere if member.vulnerabilities is None else member.vulnerabilities)


def worst_exposure(pair: Pair) -> int:
    """The largest severity times vulnerability, less the mitigation, on what is recorded; 0 to 9."""
    return max((exposure(pair, other) for other in others_there(pair)), default=0)


def exposure(pair: Pair, other: Other) -> int:
    my_risks, my_weak = severities(pair, pair.person.risks), highest(pair.person.vulnerabilities or ())
    their_risks, their_weak = severities(pair, other.risks), highest(other.vulnerabilities or ())
    both_ways = [
        max(my_risks.get(risk, 0) * their_weak.get(risk, 0), their_risks.get(risk, 0) * my_weak.get(risk, 0))
        - mitigation(pair, risk, other.id)
        for risk in RiskType
        if risk is not RiskType.HARM_TO_ANIMALS
    ]
    return max(0, *both_ways)


def mix_unknown_of_person(pair: Pair) -> bool:
    return pair.person.risks is None or pair.person.vulnerabilities is None


def mix_unknown_of_place(pair: Pair) -> bool:
    return any(one.risks is None or one.vulnerabilities is None for one in others_there(pair))


def mix_limit(pair: Pair) -> Outcome:
    return at_best_not_judged(mix_on_record(pair), fed=pair.residents_are_fed)


def mix_on_record(pair: Pair) -> Outcome:
    """Nobody there: met. A worst of 9 on what is recorded: not met. Else met only where nothing is missing."""
    if not others_there(pair):
        return MET
    if worst_exposure(pair) >= 9:
        return NOT_MET
    place = PLACE if pair.residents_are_fed else NOT_JUDGED
    asked = ASK if mix_unknown_of_person(pair) else MET
    return all_of(asked, place if mix_unknown_of_place(pair) else MET)


# Ages, and the group as a whole


def peer_ages(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    end = pair.leaving or pair.last_day_for_ages + NIGHT
    placed = dict.fromkeys(one.young_person_id for one in pair.placed_here)
    on_record = every(
        gap_on(pair, who, night)
        for who in placed
        if not pair.are_siblings(pair.person.id, who)
        for night in nights_that_matter(pair, who, end)
    )
    return at_best_not_judged(on_record, fed=pair.residents_are_fed)


def nights_that_matter(pair: Pair, who: str, end: date) -> list[date]:
    """Among the nights both are there, the first of each stay and every birthday: ages change on no other."""
    stays = [(one.first_night, one.leaving) for one in pair.placed_here if one.young_person_id == who]
    births = {pair.born.earliest, pair.born.latest, *birth_of(pair, who)}
    turning = {
        birthday(born, age) for born in births for age in range(end.year - born.year - 2, end.year - born.year + 1)
    }
    nights: list[date] = []
    for first, leaving in stays:
        start, stop = max(first, pair.first), min(leaving or end, end)
        nights += [night for night in sorted({start, *turning}) if start <= night < stop]
    return nights


def birth_of(pair: Pair, who: str) -> list[date]:
    person = pair.people[who]
    return [person.date_of_birth] if is_certain(person) and person.date_of_birth else []


def gap_on(pair: Pair, who: str, night: date) -> Outcome:
    """No more than so many whole years between this young person and a resident who is under 18 that night."""
    age = pair.age_of(who, night)
    if age is None:
        return PLACE
    if age >= 18:
        return MET
    gap = pair.figures.peer_age_gap_years
    not_too_young = pair.born.at_least(age - gap, night)
    return all_of(not_too_young, opposite(pair.born.at_least(age + gap + 1, night)))


def current_assessment(pair: Pair) -> ImpactRiskAssessment | None:
    """The latest decision for this young person and the group on the first night, if it is still in date."""
    group = pair.placed_on(pair.first)
    decided = [
        one
        for one in pair.snapshot.impact_risk_assessments
        if one.young_person_id == pair.person.id and one.setting_id == pair.setting.id
        if set(one.residents) == group and one.decided_at is not None and one.decision is not None
    ]
    if not decided:
        return None
    latest = max(decided, key=lambda one: (one.decided_at or pair.snapshot.as_of, one.id))
    assert latest.decided_at is not None
    recent = london_day(latest.decided_at) >= pair.first - timedelta(days=pair.figures.ira_valid_days)
    return latest if recent else None


def assessment_decided(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    current = current_assessment(pair)
    in_writing = current is not None and (pair.is_emergency or not current.by_telephone)
    return fact(current is not None and in_writing and current.decision is not ImpactDecision.DECLINE)


def not_declined(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    current = current_assessment(pair)
    return fact(current is None or current.decision is not ImpactDecision.DECLINE)


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "do-not-place-together:must": must_not_live_together,
    "do-not-place-together:review": separation_to_review,
    "siblings-together:split": siblings_split,
    "siblings-together:apart": siblings_apart,
    "resident-mix-score:limit": mix_limit,
    "peer-age-gap": peer_ages,
    "impact-risk-assessment-complete:decided": assessment_decided,
    "impact-risk-assessment-complete:declined": not_declined,
}
