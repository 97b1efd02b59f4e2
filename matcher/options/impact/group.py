"""Everybody together and the home: numbers, ages, staff, what the home is for, what has happened before, what the rules say."""

from collections.abc import Iterator

from matcher.domain.codes import PlacementState, ShiftName
from matcher.domain.nights import age_on
from matcher.domain.person_codes import Depth
from matcher.options.approving import approvers_of, joined
from matcher.options.impact.alone import BETWEEN_TWO
from matcher.options.impact.facts_of_home import (
    DECIDED,
    SETTING_WORDS,
    assessments_here,
    decided_on,
    on_shift,
    staff_words,
)
from matcher.options.impact.pointers import at, of_member, of_person, of_setting
from matcher.options.impact.result import ImpactQuestion, ImpactSays
from matcher.options.impact.there import Other, Scene
from matcher.options.words import Words
from matcher.options.words_of_pair import a_list, day
from matcher.outcomes import Outcome
from matcher.rules import Kind, Limb
from matcher.rules.e_company import RISKS_QUESTION

SAID_OF_THE_GROUP = frozenset(
    {
        "adults-in-minority",
        "court-contact-order-compatible",
        "do-not-place-together",
        "fire-setting",
        "foster-bedroom",
        "location-exclusion",
        "night-safety",
        "peer-age-gap",
        "registered-places-not-exceeded",
        "remand-conditions-met",
        "resident-mix-score",
        "siblings-together",
        "solo-or-shared",
        "staff-ratio",
        "statement-of-purpose-fit",
        "usual-fostering-limit",
        "visitor-and-associate-risk",
        "waking-night",
        "younger-children-in-household",
    }
)
"""Rules about company, about safety in a home, and about whom a home is for."""
DECLINED = "impact-risk-assessment-complete:declined"
OF_HOME = {
    "statement_of_purpose": "statement-of-purpose-fit",
    "registered_places": "registered-places-not-exceeded",
    "night_cover": "night-safety",
    "standing_waking_night": "waking-night",
    "support_hours": "",
    "skills": "worker-skill-fit",
}
PRIVATE_TO_HOMES = ("statement_of_purpose", "registered_places")
NEVER = "It did not come about"
ENDED_BEFORE = frozenset({PlacementState.ENDED, PlacementState.DECLINED, PlacementState.CANCELLED})


def group_says(scene: Scene) -> Iterator[ImpactSays]:
    """What is recorded, in sentences."""
    yield from _numbers(scene)
    yield from _ages(scene)
    for field, rule in OF_HOME.items():
        words = SETTING_WORDS[field](scene.setting)
        if words and (scene.is_home or field not in PRIVATE_TO_HOMES):
            yield ImpactSays(says=words, rule=rule, stands_on=(of_setting(scene.setting.id, field),))
    yield from _rota(scene)
    ratio, name = scene.request.required_ratio, scene.called[scene.newcomer.id]
    if ratio:
        says = f"{name} needs {ratio} staff to themselves on every shift."
        pointers = (at("placement_requests", scene.request.id, "required_ratio"),)
        yield ImpactSays(says=says, rule="staff-ratio", stands_on=pointers)
    rather = (scene.newcomer.would_rather_live or "").strip().rstrip(".")
    if rather:
        pointers = (of_person(scene.newcomer.id, "would_rather_live"),)
        says = f"{name} would rather live {rather}."
        yield ImpactSays(says=says, rule="solo-or-shared:preference", stands_on=pointers)
    yield from _before(scene)


def _there_at_first(scene: Scene) -> list[Other]:
    return [
        one for one in scene.others if one.member is not None or any(stay.first <= scene.first for stay in one.stays)
    ]


def _numbers(scene: Scene) -> Iterator[ImpactSays]:
    there = _there_at_first(scene)
    if there:
        live = "1 other lives" if len(there) == 1 else f"{len(there)} others live"
        says = f"On the first night {live} here. In all, {len(scene.others)} would be here on some of these nights."
        pointers = tuple(pointer for one in scene.others for pointer in where_placed(scene, one))
        yield ImpactSays(says=says, stands_on=pointers)


def where_placed(scene: Scene, other: Other) -> tuple[str, ...]:
    """Where it stands that somebody lives here."""
    if other.member is not None:
        return (of_member(scene.setting.id, other.id),)
    return tuple(at("placements", stay.placement.id) for stay in other.stays)


def age_of(scene: Scene, other: Other) -> int | None:
    """In whole years on the first night together, where the date of birth is certain."""
    born = other.resident.born
    return None if born is None else age_on(born, born.fromordinal(scene.together(other)[0]))


def own_age(scene: Scene) -> int | None:
    """The young person's, on the first night."""
    born = scene.newcomer.date_of_birth
    return None if born is None else age_on(born, scene.nights.first_night)


def _ages(scene: Scene) -> Iterator[ImpactSays]:
    known = [(one, age) for one in scene.others if (age := age_of(scene, one)) is not None]
    mine = own_age(scene)
    if mine is None or not known:
        return
    ages = [age for _, age in known]
    name = scene.called[scene.newcomer.id]
    others = a_list([f"{scene.called[one.id]} {age}" for one, age in known])
    says = f"Ages: {name} {mine}; {others}. The youngest would be {min(mine, *ages)}, the oldest {max(mine, *ages)}."
    pointers = (of_person(scene.newcomer.id, "age"), *(_age_at(scene, one) for one, _ in known))
    yield ImpactSays(says=says, rule="peer-age-gap" if scene.is_home else "", stands_on=pointers)


def _age_at(scene: Scene, other: Other) -> str:
    if other.member is not None:
        return of_member(scene.setting.id, other.id, "date_of_birth")
    return of_person(other.id, "age")


def _rota(scene: Scene) -> Iterator[ImpactSays]:
    on = scene.nights.first_night
    for name in ShiftName:
        shifts = on_shift(scene, on, name)
        if shifts:
            pointers = (at("shifts", scene.setting.id, on.isoformat(), name.value),)
            yield ImpactSays(says=staff_words(shifts, name, on), rule="staff-ratio", stands_on=pointers)


def _before(scene: Scene) -> Iterator[ImpactSays]:
    """What has happened here before, as far as it is recorded."""
    name, home = scene.called[scene.newcomer.id], scene.setting
    for made in assessments_here(scene):
        if made.decision is not None:
            on = decided_on(made)
            when = f"on {day(on)}" if on else "on a day that is not known"
            because = f" The reason: {made.reason.strip().rstrip('.')}." if made.reason.strip() else ""
            group = "nobody else" if not made.residents else f"a group of {len(made.residents)}"
            says = f"An earlier assessment for {group} said {DECIDED[made.decision]} {when}.{because}"
            pointers = (at("impact_risk_assessments", made.id),)
            yield ImpactSays(says=says, rule="impact-risk-assessment-complete", stands_on=pointers)
    for stay in scene.whole.placements:
        mine = stay.young_person_id == scene.newcomer.id and stay.setting_id == home.id
        if mine and stay.state in ENDED_BEFORE:
            until = f" to {day(stay.leaving)}" if stay.leaving else ""
            was, words = ("was", "That stay has ended") if stay.state is PlacementState.ENDED else ("was to be", NEVER)
            says = f"{name} {was} here from {day(stay.first_night)}{until}. {words}; why is not recorded."
            yield ImpactSays(says=says, stands_on=(at("placements", stay.id),))
    yield from _ended_early(scene)


def _ended_early(scene: Scene) -> Iterator[ImpactSays]:
    index, at_setting = scene.frame.index, int(scene.frame.places.setting[scene.row])
    for known in scene.newcomer.relationships or ():
        here = at_setting in index.settings_of_person.get(known.person_id, [])
        if here and known.depth is Depth.LIVED_WITH_DISRUPTED:
            again = " Both want to try again." if known.both_want_it else ""
            name = scene.called[scene.newcomer.id]
            says = f"{name} has lived with somebody here before, and it ended early.{again}"
            pointers = (of_person(scene.newcomer.id, "relationships", known.person_id),)
            yield ImpactSays(says=says, rule="known-carer", stands_on=pointers)


def group_worries(scene: Scene) -> Iterator[ImpactSays]:
    """What the rule book says of the place as a whole, for readers who may know protective reasons."""
    for limb, outcome in _of_the_group(scene):
        if outcome is Outcome.NOT_MET:
            yield ImpactSays(says=_filled(scene, limb, limb.in_full or limb.says), rule=limb.id)


def group_questions(scene: Scene, asked: frozenset[str]) -> Iterator[ImpactQuestion]:
    """What it asks; `asked`: rules whose question is asked of somebody by name already."""
    for limb, outcome in _of_the_group(scene):
        if outcome is Outcome.NOT_JUDGED and limb.not_checked:
            yield ImpactQuestion(says=_filled(scene, limb, limb.not_checked), ask_whom=limb.who, rule=limb.id)
        by_name = limb.id in BETWEEN_TWO and (limb.id.partition(":")[0] in asked or _asked_of_newcomer(scene, limb))
        words = limb.asks if outcome is Outcome.NOT_KNOWN_ASK else limb.rings
        if outcome in {Outcome.NOT_KNOWN_ASK, Outcome.NOT_KNOWN_PLACE} and words and not by_name:
            whom = "the social worker" if outcome is Outcome.NOT_KNOWN_ASK else scene.manager
            says, missing = _filled(scene, limb, words), _register(scene, limb)
            yield ImpactQuestion(says=says, ask_whom=whom, rule=limb.id, missing=missing)


def _asked_of_newcomer(scene: Scene, limb: Limb) -> bool:
    """The same question, of what is missing of the young person, stands beside their name."""
    missing = scene.newcomer.risks is None or scene.newcomer.vulnerabilities is None
    return limb.asks == RISKS_QUESTION and missing


def _register(scene: Scene, limb: Limb) -> tuple[str, ...]:
    """Where nobody has recorded who is kept apart, that."""
    is_missing = limb.id.startswith("do-not-place-together") and scene.frame.snapshot.separation_entries is None
    return ("separation_entries",) if is_missing else ()


def _of_the_group(scene: Scene) -> Iterator[tuple[Limb, Outcome]]:
    for n, (rule, limb) in enumerate(scene.judged.limbs):
        of_them = rule.slug in SAID_OF_THE_GROUP and limb.kind is not Kind.NOTE
        if of_them or limb.id == DECLINED:
            yield limb, Outcome(int(scene.judged.settled[n, 0, scene.row]))


def _filled(scene: Scene, limb: Limb, sentence: str) -> str:
    roles = approvers_of(limb, scene.pairs, scene.row)
    role = joined(roles, every_one=limb.all_approve) if roles else scene.manager
    return Words(scene.pairs, 0, scene.row, role).fill(sentence).strip()
