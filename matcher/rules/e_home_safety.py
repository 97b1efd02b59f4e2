"""Section E: fire, animals and smoke where a young person would live."""

from collections.abc import Sequence

import numpy as np

from matcher.domain.codes import Role
from matcher.domain.home_codes import FireMeasure, SupportLevel
from matcher.domain.people import RiskEntry, YoungPerson
from matcher.domain.person_codes import RiskType
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.living import has_pets, levels_where, no_smoke_indoors, species_of
from matcher.frame.risks import level_of
from matcher.outcomes import ASK, MET, PLACE, Outcome, Outcomes, all_of, either, holds, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.facts import household_recorded, judged_at_best, of_each_person
from matcher.rules.model import Kind, Limb, Rule, Source

SERIOUS, HIGHEST = 2, 3


def fire_measures_are_in_place(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Fire-setting of level 2 or more: linked alarms, locked ignition, and sprinklers or somebody awake at night."""
    return of_each_person(pair, _no_serious_fire, _fire_measures)


def everybody_could_get_out(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Fire-setting of level 3: no small child lives there, and nobody who cannot leave the building alone."""
    return of_each_person(pair, _no_highest_fire, _could_get_out)


def _entries(person: YoungPerson, risk: RiskType) -> list[RiskEntry]:
    return [one for one in person.risks or () if one.risk is risk]


def _settled(person: YoungPerson, risk: RiskType, least: int) -> int | None:
    """Met where no such entry of the person could have that level."""
    if person.risks is None:
        return ASK
    return None if any(level_of(one) >= least for one in _entries(person, risk)) else Outcome.MET


def _no_serious_fire(person: YoungPerson) -> int | None:
    return _settled(person, RiskType.FIRE_SETTING, SERIOUS)


def _no_highest_fire(person: YoungPerson) -> int | None:
    return _settled(person, RiskType.FIRE_SETTING, HIGHEST)


def _fire_measures(pair: Pairs, i: int) -> Outcomes:
    return _where_fire(pair, i, SERIOUS, pair.places.setting_fact(_has_fire_measures)[0])


def _where_fire(pair: Pairs, i: int, least: int, outcome: Outcomes) -> Outcomes:
    """(m,): the outcome where fire-setting of that level still counts; else met."""
    entries = _entries(pair.asks.people[i], RiskType.FIRE_SETTING)
    counts = levels_where(pair, i, entries, pair.policy.figures.fire_lookback_months) >= least
    return np.where(counts, outcome, MET)


def _has_fire_measures(setting: Setting) -> bool | None:
    measures = setting.fire_measures
    if measures is None:
        return None
    if not {FireMeasure.LINKED_ALARMS, FireMeasure.LOCKED_IGNITION} <= set(measures):
        return False
    return True if FireMeasure.SPRINKLERS in measures else _awake_at_night(setting)


def _awake_at_night(setting: Setting) -> bool | None:
    if setting.night_cover is SupportLevel.WAKING or setting.standing_waking_night:
        return True
    return None if setting.night_cover is None and setting.standing_waking_night is None else False


def _could_get_out(pair: Pairs, i: int) -> Outcomes:
    who = pair.residents
    age = who.age(pair.first[i : i + 1].take(who.row, axis=1))
    old_enough = holds(age >= pair.policy.figures.fire_child_min_age, known=who.born_known, of=PLACE)
    facts = np.maximum(np.where(who.may_be_child, old_enough, MET), who.can_leave_alone)
    everybody = who.all_met(facts, pair.others[i : i + 1])
    judged = judged_at_best(pair.places, all_of(everybody, household_recorded(pair.places)))[0]
    return _where_fire(pair, i, HIGHEST, judged)


def no_animal_of_a_severe_need(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """No animal of the species of a severe allergy or phobia lives there."""
    return of_each_person(pair, _no_severe_need, _none_of_the_species)


def _severe(person: YoungPerson) -> Sequence[str]:
    return [species_of(one.species) for one in person.animal_needs or () if one.severe]


def _no_severe_need(person: YoungPerson) -> int | None:
    if person.animal_needs is None:
        return ASK
    return None if _severe(person) else Outcome.MET


def _none_of_the_species(pair: Pairs, i: int) -> Outcomes:
    return all_of(*[pair.places.meets(species, _without) for species in _severe(pair.asks.people[i])])


def _without(setting: Setting, species: str) -> bool | None:
    return None if setting.pets is None else species not in map(species_of, setting.pets)


def animals_are_safe(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Harm to animals of level 2 or more: no animal lives there, or it is a family whose carer has agreed to it."""
    return of_each_person(pair, _no_harm, _animals_are_safe)


def _no_harm(person: YoungPerson) -> int | None:
    return _settled(person, RiskType.HARM_TO_ANIMALS, SERIOUS)


def _animals_are_safe(pair: Pairs, i: int) -> Outcomes:
    place, person = pair.places, pair.asks.people[i]
    agreed = place.of_setting(lambda setting: person.id in (setting.pets_agreed_for or ()))
    safe = either(opposite(place.setting_fact(has_pets)), holds(place.is_household & agreed))[0]
    entries = _entries(person, RiskType.HARM_TO_ANIMALS)
    counts = levels_where(pair, i, entries, pair.policy.figures.risk_lookback_months) >= SERIOUS
    return np.where(counts, safe, MET)


def smoke_free_where_health_needs_it(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In a family's or children's home: where health requires a smoke-free home, nobody smokes indoors."""
    return either(place.not_shared_home, of_each_person(pair, _smoke_matters_not, _smoke_free))


def _smoke_matters_not(person: YoungPerson) -> int | None:
    required = person.health.smoke_free_required if person.health else None
    return ASK if required is None else None if required else Outcome.MET


def _smoke_free(pair: Pairs, i: int) -> Outcomes:
    return pair.places.setting_fact(no_smoke_indoors)


RISKS_QUESTION = "What risks and vulnerabilities have been assessed for {name}?"

RULES = (
    Rule(
        slug="fire-setting",
        kinds=(Kind.AUTHORISE, Kind.HARD),
        figures=("fire_lookback_months", "fire_child_min_age"),
        source=Source("Referral forms ask what happened and in what context", "", None, "V"),
        limbs=(
            Limb(
                id="fire-setting:measures",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.ADAPTATION,
                    ChangeKind.WAIT,
                ),
                approvers=(Role.PLACE_MANAGER,),
                must_record=("fire and rescue advice",),
                judge=fire_measures_are_in_place,
                says="{setting} does not have the fire safety measures {name} needs. Ask the fire service for advice and a "
                "written plan.",
                asks=RISKS_QUESTION,
                rings="Does {setting} have linked alarms and sprinklers? Are lighters and matches locked "
                "away, and is somebody awake at night?",
            ),
            Limb(
                id="fire-setting:level-3",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                ),
                judge=everybody_could_get_out,
                says="{setting} could not be made safe enough in a fire for everybody who lives there.",
                asks=RISKS_QUESTION,
                rings="How old are the children at {setting}, and could everybody there leave the building alone in a fire?",
                not_checked="Whether everybody in homes that others run could leave alone in a fire is not checked here.",
                who="the home's manager",
            ),
        ),
    ),
    Rule(
        slug="animals",
        kinds=(Kind.HARD, Kind.AUTHORISE, Kind.SOFT),
        figures=("risk_lookback_months",),
        source=Source("Matching practice", "", None, "S"),
        parts=("animals",),
        limbs=(
            Limb(
                id="animals:severe",
                kind=Kind.HARD,
                changes=(ChangeKind.FACT,),
                judge=no_animal_of_a_severe_need,
                says="There is a {animal} at {setting} and {name} has a severe {animal_reason}.",
                asks="Does {name} have an allergy to, or a fear of, any animal?",
                rings="Which animals live at {setting}?",
            ),
            Limb(
                id="animals:harm",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                ),
                approvers=(Role.PLACE_MANAGER,),
                judge=animals_are_safe,
                says="Animals live at {setting}. A plan that keeps them and {name} safe is needed, agreed with {role}.",
                asks=RISKS_QUESTION,
                rings="Which animals live at {setting}?",
            ),
        ),
    ),
    Rule(
        slug="smoke-free-home",
        kinds=(Kind.HARD, Kind.SOFT),
        source=Source("Fostering practice", "", None, "U"),
        parts=("smoke-free-home",),
        limbs=(
            Limb(
                id="smoke-free-home:required",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.ADAPTATION,
                ),
                judge=smoke_free_where_health_needs_it,
                says="{name} needs a smoke-free home.",
                asks="Does {name}'s health need a home where nobody smokes indoors?",
                rings="Does anybody smoke indoors at {setting}?",
            ),
        ),
    ),
)
