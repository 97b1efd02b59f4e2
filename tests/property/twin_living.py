"""Section E, the rest: company, the household's make-up, younger children, fire, animals, smoke, and who comes by."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from matcher.domain.codes import MemberRelation
from matcher.domain.home_codes import FireMeasure, HouseholdNeedKind, Smoking, SupportLevel
from matcher.domain.nights import age_on, months_before
from matcher.domain.people import RiskEntry, Vulnerability
from matcher.domain.people_needs import AnimalNeed, HouseholdNeed
from matcher.domain.person_codes import RiskType, Sex
from matcher.domain.values import is_blank
from matcher.outcomes import Outcome
from tests.property.twin_facts import (
    ASK,
    MET,
    NOT_JUDGED,
    NOT_MET,
    PLACE,
    Added,
    all_of,
    at_best_not_judged,
    every,
    fact,
    is_certain,
    opposite,
    some,
)
from tests.property.twin_group import counts, highest
from tests.property.twin_pair import Pair
from tests.property.twin_parts import NONE, exact


def unrecorded(pair: Pair, feed: str) -> Outcome:
    """What nobody recorded of data that this authority may feed."""
    return PLACE if feed in pair.policy.feeds else NOT_JUDGED


# Who lives there


@dataclass(frozen=True)
class Somebody:
    """One who lives there; `nights` are the judged nights they would share."""

    id: str
    born: date | None
    may_be_a_child: bool
    vulnerable_child: bool
    vulnerabilities: tuple[Vulnerability, ...]
    cannot_leave_alone: bool | None
    nights: tuple[date, ...]

    def under(self, age: int, day: date) -> Outcome:
        """MET where younger than that; adults whose age nobody recorded are not."""
        if not self.may_be_a_child:
            return NOT_MET
        return fact(None if self.born is None else age_on(self.born, day) < age)


def everybody(pair: Pair) -> Iterator[Somebody]:
    yield from (placed(pair, who) for who in pair.placed_on_some_night)
    for member in pair.household:
        record = pair.people.get(member.id)
        own_child = member.relation is MemberRelation.OWN_CHILD
        weak = record.vulnerabilities if record is not None else None
        if own_child and member.vulnerabilities is not None:
            weak = member.vulnerabilities
        answers = {member.cannot_leave_alone, record.cannot_leave_alone if record is not None else None}
        yield Somebody(
            member.id,
            member.date_of_birth,
            own_child or member.date_of_birth is not None,
            member.vulnerable_child is True,
            weak or (),
            True if True in answers else False if False in answers else None,
            tuple(pair.nights()),
        )


def placed(pair: Pair, who: str) -> Somebody:
    person = pair.people[who]
    nights = [night for night in pair.nights() if who in pair.placed_on(night)]
    return Somebody(
        who,
        person.date_of_birth if is_certain(person) else None,
        True,
        False,
        person.vulnerabilities or (),
        person.cannot_leave_alone,
        tuple(nights),
    )


def judged_on_who_lives_there(pair: Pair, outcome: Outcome) -> Outcome:
    """With what is not known of a family's household, and of homes whose residents nobody tells us."""
    missing = pair.is_household and pair.setting.household is None
    unknown = (PLACE if pair.residents_are_fed else NOT_JUDGED) if missing else MET
    return at_best_not_judged(all_of(outcome, unknown), fed=pair.residents_are_fed)


def is_shared_home(pair: Pair) -> bool:
    return pair.is_household or pair.group == "residential"


# Company


def company_needed(pair: Pair) -> Outcome:
    needs = (pair.person.needs_solo, pair.person.no_younger, pair.person.only_younger)
    if True not in needs:
        return ASK if None in needs else MET
    judged = [
        every(opposite(some_night_under_18(one)) for one in everybody(pair)) if pair.person.needs_solo else MET,
        every(no_younger(pair, one) for one in everybody(pair)) if pair.person.no_younger else MET,
        every(younger_or_adult(pair, one) for one in everybody(pair)) if pair.person.only_younger else MET,
    ]
    return judged_on_who_lives_there(pair, all_of(*judged))


def some_night_under_18(one: Somebody) -> Outcome:
    return some(one.under(18, night) for night in one.nights)


def no_younger(pair: Pair, one: Somebody) -> Outcome:
    return opposite(is_younger(pair, one)) if one.may_be_a_child else MET


def younger_or_adult(pair: Pair, one: Somebody) -> Outcome:
    under_18 = some_night_under_18(one)
    return is_younger(pair, one) if under_18 is MET else opposite(under_18)


def is_younger(pair: Pair, one: Somebody) -> Outcome:
    """Born after the young person, for certain, certainly not, or not known."""
    if one.born is None:
        return PLACE
    if one.born > pair.born.latest:
        return MET
    return NOT_MET if one.born <= pair.born.earliest else ASK


def company_preferred(pair: Pair) -> Outcome:
    return fact(is_blank(pair.person.would_rather_live))


# The household's make-up


def household_need(pair: Pair) -> Outcome:
    if not pair.is_household:
        return MET
    if pair.person.household_needs is None:
        return ASK
    return every(household_is(pair, one) for one in pair.person.household_needs if one.assessed)


def household_is(pair: Pair, one: HouseholdNeed) -> Outcome:
    carers = pair.carers
    if one.need is HouseholdNeedKind.SOMEBODY_HOME_IN_DAY:
        return fact(pair.setting.somebody_home_in_day)
    if carers is None:
        return PLACE
    if one.need is HouseholdNeedKind.TWO_CARERS:
        return fact(len(carers) >= 2)
    wanted = Sex.FEMALE if one.need is HouseholdNeedKind.WOMAN_CARER else Sex.MALE
    return some(fact(None if carer.sex is None else carer.sex is wanted) for carer in carers)


def household_preference(pair: Pair) -> Added:
    """Down where some preference is not met, or nobody knows."""
    needs = pair.person.household_needs
    if needs is None:
        return Added(NONE, known=False)
    if not pair.is_household:
        return Added(NONE)
    met = every(household_is(pair, one) for one in needs if not one.assessed)
    return cost(pair.policy.adjustments.household_make_up, met)


def cost(weight: float, met: Outcome) -> Added:
    """In full where it is not met; in full, and it could come back, where nobody knows about the place."""
    if met is MET:
        return Added(NONE)
    if met is PLACE:
        return Added(exact(weight), known=False, could_add=-exact(weight))
    return Added(exact(weight))


# Younger children


def level(entries: Iterable[RiskEntry], risk: RiskType) -> int:
    return highest(entries).get(risk, 0)


def risk_to_younger(pair: Pair, risk: RiskType) -> int:
    entries = [one for one in pair.person.risks or () if counts(pair, one)]
    return level((one for one in entries if one.to_younger_children is not False), risk)


def younger_children_level_2(pair: Pair) -> Outcome:
    if not is_shared_home(pair):
        return MET
    if pair.person.risks is None:
        return ASK
    risks = [one for one in (RiskType.SEXUAL_HARM, RiskType.VIOLENCE) if risk_to_younger(pair, one) >= 2]
    return every(no_younger_children(pair, one) for one in risks)


def younger_children_level_3(pair: Pair) -> Outcome:
    if not is_shared_home(pair):
        return MET
    if pair.person.risks is None:
        return ASK
    if risk_to_younger(pair, RiskType.SEXUAL_HARM) < 3:
        return MET
    return no_younger_children(pair, RiskType.SEXUAL_HARM)


def no_younger_children(pair: Pair, risk: RiskType) -> Outcome:
    figures = pair.figures
    least = figures.risk_child_min_age_sexual_harm
    if risk is RiskType.VIOLENCE:
        least = figures.risk_child_min_age_violence
    living_there = every(old_and_safe_enough(pair, one, risk, least) for one in everybody(pair))
    return judged_on_who_lives_there(pair, all_of(living_there, visiting_children(pair, least)))


def old_and_safe_enough(pair: Pair, one: Somebody, risk: RiskType, least: int) -> Outcome:
    if one.vulnerable_child:
        return NOT_MET
    vulnerable = highest(one.vulnerabilities).get(risk, 0) >= 3
    return opposite(one.under(max(18, least) if vulnerable else least, pair.first))


def visiting_children(pair: Pair, least: int) -> Outcome:
    visitors = pair.setting.visiting_children
    if visitors is None:
        return unrecorded(pair, "visitors")
    return every(
        NOT_MET
        if one.vulnerable_child
        else fact(None if one.date_of_birth is None else age_on(one.date_of_birth, pair.first) >= least)
        for one in visitors
    )


# Fire


def fire_level(pair: Pair) -> int:
    """Looked at (else recorded) in the last months, undated, or a court matter."""
    since = months_before(pair.first, pair.figures.fire_lookback_months)
    entries = [one for one in pair.person.risks or () if one.risk is RiskType.FIRE_SETTING]
    dated = [(one.looked_at_on or one.recorded_on, one) for one in entries]
    return level((one for on, one in dated if on is None or on >= since or one.court_matter), RiskType.FIRE_SETTING)


def fire_measures(pair: Pair) -> Outcome:
    if pair.person.risks is None:
        return ASK
    if fire_level(pair) < 2:
        return MET
    measures = pair.setting.fire_measures
    if measures is None:
        return PLACE
    dampened = MET if FireMeasure.SPRINKLERS in measures else awake_at_night(pair)
    return all_of(fact(FireMeasure.LINKED_ALARMS in measures), fact(FireMeasure.LOCKED_IGNITION in measures), dampened)


def awake_at_night(pair: Pair) -> Outcome:
    cover, standing = pair.setting.night_cover, pair.setting.standing_waking_night
    if cover is SupportLevel.WAKING or standing is True:
        return MET
    return PLACE if cover is None and standing is None else NOT_MET


def fire_level_3(pair: Pair) -> Outcome:
    if pair.person.risks is None:
        return ASK
    if fire_level(pair) < 3:
        return MET
    least = pair.figures.fire_child_min_age
    safe = [
        all_of(opposite(one.under(least, pair.first)), opposite(fact(one.cannot_leave_alone)))
        for one in everybody(pair)
    ]
    return judged_on_who_lives_there(pair, every(safe))


# Animals


def lives_with(pair: Pair, species: str) -> bool | None:
    if pair.setting.pets is None:
        return None
    wanted = species.strip().lower()
    return any(one.strip().lower() in {wanted, wanted + "s", wanted.removesuffix("s")} for one in pair.setting.pets)


def severe_animals(pair: Pair) -> Outcome:
    needs: tuple[AnimalNeed, ...] | None = pair.person.animal_needs
    if needs is None:
        return ASK
    return every(opposite(fact(lives_with(pair, one.species))) for one in needs if one.severe)


def harm_to_animals(pair: Pair) -> Outcome:
    if pair.person.risks is None:
        return ASK
    if level((one for one in pair.person.risks if counts(pair, one)), RiskType.HARM_TO_ANIMALS) < 2:
        return MET
    if pair.is_household and pair.person.id in (pair.setting.pets_agreed_for or ()):
        return MET
    pets = pair.setting.pets
    return fact(None if pets is None else not pets)


def animals_liked(pair: Pair) -> Added:
    likes, pets = pair.person.likes_animals, pair.setting.pets
    points = exact(pair.policy.adjustments.animals)
    if likes is None:
        return Added(NONE, known=False)
    if not likes:
        return Added(NONE)
    if pets is None:
        return Added(NONE, known=False, could_add=points)
    return Added(points if pets else NONE)


# Smoke


def smoke_free_required(pair: Pair) -> Outcome:
    if not is_shared_home(pair):
        return MET
    health = pair.person.health
    required = health.smoke_free_required if health is not None else None
    if required is None:
        return ASK
    smoking = pair.setting.smoking
    return fact(None if smoking is None else smoking is not Smoking.INDOORS) if required else MET


def smoke_free_preferred(pair: Pair) -> Added:
    """Down for smoke indoors where it would trouble them, and for a no-smoking home where they smoke."""
    person, smoking = pair.person, pair.setting.smoking
    asthma = person.health.asthma if person.health is not None else None
    troubled = True if True in {asthma, person.prefers_smoke_free} else None
    if {asthma, person.prefers_smoke_free} == {False}:
        troubled = False
    asked = troubled is not None and person.smokes is not None
    if not is_shared_home(pair) or not (troubled or person.smokes):
        return Added(NONE, known=asked)
    weight: Fraction = exact(pair.policy.adjustments.smoke_free_home)
    if smoking is None:
        return Added(weight, known=False, could_add=-weight)
    bad = (troubled and smoking is Smoking.INDOORS) or (person.smokes and smoking is Smoking.NO_SMOKING)
    return Added(weight if bad else NONE, known=asked)


# Who comes by


def risky_visitors(pair: Pair) -> Outcome:
    risky, linked = pair.person.risk_people, pair.setting.linked_adults
    if risky is None:
        return ASK
    if not risky:
        return MET
    if linked is None:
        return unrecorded(pair, "visitors")
    return fact(not {one.id for one in linked} & set(risky))


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "solo-or-shared:need": company_needed,
    "solo-or-shared:preference": company_preferred,
    "household-make-up:need": household_need,
    "younger-children-in-household:level-2": younger_children_level_2,
    "younger-children-in-household:sexual-harm-3": younger_children_level_3,
    "visitor-and-associate-risk": risky_visitors,
    "fire-setting:measures": fire_measures,
    "fire-setting:level-3": fire_level_3,
    "animals:severe": severe_animals,
    "animals:harm": harm_to_animals,
    "smoke-free-home:required": smoke_free_required,
}

ADJUSTMENTS: dict[str, Callable[[Pair], Added]] = {
    "household-make-up": household_preference,
    "smoke-free-home": smoke_free_preferred,
    "animals": animals_liked,
}
