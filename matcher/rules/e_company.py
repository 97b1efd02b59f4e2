"""Section E: whom a young person lives with - alone or not, which carers, younger children, who comes by."""

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import Role
from matcher.domain.nights import birthday
from matcher.domain.people import RiskEntry, YoungPerson
from matcher.domain.person_codes import RiskType
from matcher.domain.setting_facts import VisitingChild
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.frame.living import household_meets, levels_where
from matcher.frame.risks import RISK_AT, level_of
from matcher.ledger import FAR
from matcher.outcomes import (
    ASK,
    MET,
    NOT_MET,
    PLACE,
    Outcome,
    Outcomes,
    all_of,
    either,
    holds,
    opposite,
)
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.facts import household_recorded, judged_at_best, of_each_person
from matcher.rules.model import Kind, Limb, Rule, Source

Days = NDArray[np.int32]
ADULT = 18
SERIOUS, HIGHEST = 2, 3
NEUTRAL = "{setting} has been ruled out to keep young people safe. Ask the hub manager."
NEUTRAL_QUESTION = "Ask the hub manager about {setting} before going on."
NOT_CHECKED_RESIDENTS = "Who else lives in homes that others run is not checked here."


def company_is_as_assessed(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Assessed: nobody else under 18 lives there; nobody younger; or of those under 18 only younger ones."""
    return of_each_person(pair, _no_company_assessed, _company)


def _no_company_assessed(person: YoungPerson) -> int | None:
    needs = (person.needs_solo, person.no_younger, person.only_younger)
    if True in needs:
        return None
    return ASK if None in needs else Outcome.MET


def _company(pair: Pairs, i: int) -> Outcomes:
    """(1, m): what has been assessed, of everybody whose nights there this person would share."""
    who, person = pair.residents, pair.asks.people[i]
    grown = holds(~under_18(pair, i), known=who.born_known[0], of=PLACE)
    younger = _younger(pair, i)
    facts = np.zeros_like(grown)
    if person.needs_solo:
        facts = grown
    if person.no_younger:
        facts = np.maximum(facts, opposite(younger))
    if person.only_younger:
        facts = np.maximum(facts, np.minimum(grown, younger))
    counted = pair.others[i] & who.may_be_child[0]
    here = who.all_met(facts[None], counted[None])
    return judged_at_best(pair.places, all_of(here, household_recorded(pair.places)))


def under_18(pair: Pairs, i: int) -> NDArray[np.bool_]:
    """(e,): on the first night there with this person, as far as the date of birth is recorded."""
    who = pair.residents
    together = np.maximum(pair.first[i].take(who.row), who.first[0])
    return np.asarray(who.age(together[None])[0] < ADULT, np.bool_)


def _younger(pair: Pairs, i: int) -> Outcomes:
    """(e,): born after this person; asked where this person's own age leaves it open."""
    born, known = pair.residents.born_on[0], pair.residents.born_known[0]
    earliest, latest = (int(days[i, 0]) for days in pair.asks.birthdays(0))
    open_to_doubt = (born > earliest) & (born <= latest)
    return np.where(open_to_doubt & known, np.int8(ASK), holds(born > latest, known=known, of=PLACE))


def has_no_preference_about_company(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Nothing is recorded about how many others the person would rather live with."""
    return holds(ask.of_person(_no_preference))


def _no_preference(person: YoungPerson) -> bool:
    return is_blank(person.would_rather_live)


def household_is_as_assessed(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In a family: two carers, a woman, a man, somebody home in the day, where somebody has assessed that need."""
    return either(place.not_household, of_each_person(pair, _no_household_assessed, _household))


def _no_household_assessed(person: YoungPerson) -> int | None:
    if person.household_needs is None:
        return ASK
    return None if any(one.assessed for one in person.household_needs) else Outcome.MET


def _household(pair: Pairs, i: int) -> Outcomes:
    needs = [one.need for one in pair.asks.people[i].household_needs or () if one.assessed]
    return all_of(*[pair.places.meets(need, household_meets) for need in needs])


def younger_children_are_safe(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A risk of level 2 or more to younger children: none below the age, and no vulnerable child, lives there or visits."""
    return either(place.not_shared_home, of_each_person(pair, _no_risk_to_younger, _younger_children))


def younger_children_are_safe_from_the_highest_risk(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Sexual harm of level 3: no child below the age, and no vulnerable child, lives there or visits."""
    return either(place.not_shared_home, of_each_person(pair, _no_highest_risk_to_younger, _younger_from_highest))


def _risks_to_younger(person: YoungPerson, risk: RiskType) -> list[RiskEntry]:
    """But for those assessed as no risk to younger children."""
    return [one for one in person.risks or () if one.risk is risk and one.to_younger_children is not False]


def _no_risk_to_younger(person: YoungPerson) -> int | None:
    if person.risks is None:
        return ASK
    entries = [one for risk in TO_YOUNGER for one in _risks_to_younger(person, risk)]
    return None if any(level_of(one) >= SERIOUS for one in entries) else Outcome.MET


def _no_highest_risk_to_younger(person: YoungPerson) -> int | None:
    if person.risks is None:
        return ASK
    entries = _risks_to_younger(person, RiskType.SEXUAL_HARM)
    return None if any(level_of(one) >= HIGHEST for one in entries) else Outcome.MET


TO_YOUNGER = (RiskType.SEXUAL_HARM, RiskType.VIOLENCE)


def _younger_children(pair: Pairs, i: int) -> Outcomes:
    return all_of(*[_no_younger_children(pair, i, risk, SERIOUS) for risk in TO_YOUNGER])


def _younger_from_highest(pair: Pairs, i: int) -> Outcomes:
    return _no_younger_children(pair, i, RiskType.SEXUAL_HARM, HIGHEST)


def _no_younger_children(pair: Pairs, i: int, risk: RiskType, least: int) -> Outcomes:
    """(m,): no young or vulnerable child, where the person's risk has at least that level."""
    entries = _risks_to_younger(pair.asks.people[i], risk)
    serious = levels_where(pair, i, entries, pair.policy.figures.risk_lookback_months) >= least
    if not serious.any():
        return np.zeros(len(pair.places), np.int8)
    age = _least_age(pair.policy, risk)
    children = all_of(_old_enough(pair, i, risk, age), _visitors_old_enough(pair, i, age))
    judged = judged_at_best(pair.places, all_of(children, household_recorded(pair.places)))[0]
    return np.where(serious, judged, MET)


def _least_age(policy: Policy, risk: RiskType) -> int:
    figures = policy.figures
    if risk is RiskType.SEXUAL_HARM:
        return figures.risk_child_min_age_sexual_harm
    return figures.risk_child_min_age_violence


def _old_enough(pair: Pairs, i: int, risk: RiskType, least: int) -> Outcomes:
    """(1, m): on the first judged night everybody living there is old enough, and no child there is vulnerable."""
    who = pair.residents
    age = who.age(pair.first[i : i + 1].take(who.row, axis=1))
    weak = (who.vulnerability[RISK_AT[risk]] >= HIGHEST) & (age < ADULT)
    facts = np.where(who.vulnerable_child, NOT_MET, holds((age >= least) & ~weak, known=who.born_known, of=PLACE))
    return who.all_met(facts, pair.others[i : i + 1] & (who.may_be_child | who.vulnerable_child))


def _visitors_old_enough(pair: Pairs, i: int, least: int) -> Outcomes:
    """(m,): every child who stays overnight now and then is old enough on the first judged night, and not vulnerable."""
    place = pair.places
    grown_up = place.once(_visitors_turn, least)[0]
    recorded = np.where(place.of_setting(_visitors_known)[0], np.int8(PLACE), place.unrecorded("visitors"))
    judged = np.where(place.setting_fact(_visitors_ages_known)[0] == MET, MET, recorded)
    return np.where(grown_up > pair.first[i], NOT_MET, judged)


def _visitors_turn(place: Places, age: int) -> Days:
    """(1, m): the day by which every visiting child has turned `age`; FAR where one is vulnerable."""
    return place.of_setting(
        lambda setting: max((_turns(one, age) for one in setting.visiting_children or ()), default=0), np.int32
    )


def _turns(child: VisitingChild, age: int) -> int:
    if child.vulnerable_child:
        return FAR
    return birthday(child.date_of_birth, age).toordinal() if child.date_of_birth else 0


def _visitors_known(setting: Setting) -> bool:
    return setting.visiting_children is not None


def _visitors_ages_known(setting: Setting) -> bool:
    visitors = setting.visiting_children
    return visitors is not None and all(one.date_of_birth is not None for one in visitors)


def nobody_who_comes_by_is_a_risk(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """No adult who visits regularly, or is close to somebody of the household, is a known risk to the person."""
    return of_each_person(pair, _no_risk_people, _visitors)


def _no_risk_people(person: YoungPerson) -> int | None:
    if person.risk_people is None:
        return ASK
    return None if person.risk_people else Outcome.MET


def _visitors(pair: Pairs, i: int) -> Outcomes:
    place, risky = pair.places, set(pair.asks.people[i].risk_people or ())
    none_linked = place.of_setting(lambda setting: risky.isdisjoint(one.id for one in setting.linked_adults or ()))
    known = place.of_setting(_linked_adults_known)
    return np.where(known, holds(none_linked), place.unrecorded("visitors"))


def _linked_adults_known(setting: Setting) -> bool:
    return setting.linked_adults is not None


RISKS_QUESTION = "What risks and vulnerabilities have been assessed for {name}?"

RULES = (
    Rule(
        slug="solo-or-shared",
        kinds=(Kind.AUTHORISE, Kind.NOTE),
        source=Source("Request forms ask it", "", None, "S"),
        limbs=(
            Limb(
                id="solo-or-shared:need",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.SERVICE_MANAGER,),
                judge=company_is_as_assessed,
                says="{company_needed}",
                asks="Does {name} need to be the only young person, or to live with nobody younger or only with younger ones?",
                rings="Who lives at {setting}, and how old are they?",
                not_checked=NOT_CHECKED_RESIDENTS,
                who="the home's manager",
            ),
            Limb(
                id="solo-or-shared:preference",
                kind=Kind.NOTE,
                judge=has_no_preference_about_company,
                says="{name} would rather live {rather_live}.",
            ),
        ),
    ),
    Rule(
        slug="household-make-up",
        kinds=(Kind.AUTHORISE, Kind.SOFT),
        source=Source("Matching with a household", "", None, "P"),
        parts=("household-make-up",),
        limbs=(
            Limb(
                id="household-make-up:need",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.FOSTERING_MANAGER,),
                judge=household_is_as_assessed,
                says="{name} needs {household_needed} at home; {setting} is {household_there}.",
                asks="Does {name} need two carers, a woman, a man, or somebody home in the day?",
                rings="Who are the carers at {setting}, and is somebody home in the day?",
            ),
        ),
    ),
    Rule(
        slug="younger-children-in-household",
        kinds=(Kind.AUTHORISE, Kind.HARD),
        figures=("risk_child_min_age_sexual_harm", "risk_child_min_age_violence", "risk_lookback_months"),
        source=Source("Referral forms; Staffordshire bedroom rules", "", None, "S"),
        limbs=(
            Limb(
                id="younger-children-in-household:level-2",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                ),
                approvers=(Role.PLACE_MANAGER,),
                judge=younger_children_are_safe,
                says="Younger children live at {setting}, or visit. A plan that keeps everyone safe is needed, agreed with "
                "{role}.",
                asks=RISKS_QUESTION,
                rings="Which children live at {setting} or stay overnight, and how old are they?",
                not_checked="Which children live in homes that others run, and who stays overnight, is not checked here.",
                who="the manager of the place",
            ),
            Limb(
                id="younger-children-in-household:sexual-harm-3",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                ),
                judge=younger_children_are_safe_from_the_highest_risk,
                says="Younger children live at {setting}, or visit. It could not be made safe for everyone.",
                asks=RISKS_QUESTION,
                rings="Which children live at {setting} or stay overnight, and how old are they?",
                not_checked="Which children live in homes that others run, and who stays overnight, is not checked here.",
                who="the manager of the place",
            ),
        ),
    ),
    Rule(
        slug="visitor-and-associate-risk",
        kinds=(Kind.AUTHORISE,),
        source=Source("Missing-plan practice", "", None, "S"),
        limbs=(
            Limb(
                id="visitor-and-associate-risk",
                protective=True,
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.PLACE_MANAGER,),
                judge=nobody_who_comes_by_is_a_risk,
                says=NEUTRAL,
                asks="Is there any adult who is a known risk to {name}?",
                rings=NEUTRAL_QUESTION,
                not_checked="Which adults come by regularly is not checked here.",
                who="the manager of the place",
            ),
        ),
    ),
)
