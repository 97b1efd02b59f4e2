"""Every fact that a draft shows, found by where it stands in the record and put into words, with its date and its source."""

from collections.abc import Callable, Iterator
from datetime import date

from matcher.domain.home_codes import ContactOrderKind
from matcher.domain.nights import months_before
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import IdentityAspect
from matcher.domain.settings import HouseholdMember
from matcher.frame.risks import still_counts
from matcher.options.impact.facts_of_home import home_facts
from matcher.options.impact.pointers import parts_of
from matcher.options.impact.result import ImpactFact
from matcher.options.impact.there import Scene
from matcher.options.impact.words import RISK, level, source_of, upper
from matcher.options.words_of_pair import a_list, day

Said = Iterator[tuple[str, date | None, date | None, str, str]]
"""Words, recorded on, looked at again on, source, handling."""


def facts_at(scene: Scene, pointer: str) -> tuple[ImpactFact, ...]:
    """What is recorded there, in its order; nothing where nothing is."""
    found = _find(scene, parts_of(pointer))
    return tuple(
        ImpactFact(
            at=pointer,
            says=f"{says} {source_of(recorded_on, looked_at_on, source)}",
            recorded_on=recorded_on,
            source=source,
            handling=handling,
        )
        for says, recorded_on, looked_at_on, source, handling in found
    )


def _find(scene: Scene, parts: tuple[str, ...]) -> Said:
    if parts[0] == "young_people":
        person = scene.frame.index.people.get(parts[1])
        return iter(()) if person is None else OF_PERSON[parts[2]](scene, person, parts[3:])
    if parts[0] == "settings" and parts[2] == "household":
        members = [one for one in scene.setting.household or () if one.id == parts[3]]
        return (said for one in members for said in _of_member(scene, one, parts[4:]))
    if parts[0] == "separation_entries":
        return _separations(scene, parts[1], parts[2])
    return home_facts(scene, parts)


def plain(says: str, on: date | None = None, source: str = "") -> tuple[str, date | None, date | None, str, str]:
    """A fact without more."""
    return says, on, None, source, ""


def _name(scene: Scene, who: str) -> str:
    return scene.called.get(who, who)


def _age(scene: Scene, person: YoungPerson, _: tuple[str, ...]) -> Said:
    name = _name(scene, person.id)
    if person.date_of_birth is not None:
        doubt = "" if person.age_state is None else f" (age {person.age_state.value.replace('_', ' ')})"
        yield plain(f"{name} was born on {day(person.date_of_birth)}{doubt}.")
    elif person.possible_ages is not None:
        yield plain(f"{name} may be {person.possible_ages.youngest} to {person.possible_ages.oldest} years old.")
    elif person.age_band is not None:
        yield plain(f"The age of {name} is given as {person.age_band.value.replace('_', ' ')}.")


def _risks(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    since = months_before(scene.nights.first_night, scene.policy.figures.risk_lookback_months)
    for one in person.risks or ():
        if one.risk.value == rest[0]:
            words = f"{upper(RISK[one.risk])}: {level(one.level)} risk to others."
            if one.to_younger_children is False:
                words += " Looked at: no risk to younger children."
            if not still_counts(one, since):
                words += f" Older than {scene.policy.figures.risk_lookback_months} months: shown, not counted."
            yield f"{_name(scene, person.id)}. {words}", one.recorded_on, one.looked_at_on, one.source, one.handling


def _vulnerabilities(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.vulnerabilities or ():
        if one.risk.value == rest[0]:
            yield plain(f"{_name(scene, person.id)}. How much {RISK[one.risk]} could harm them: {level(one.level)}.")


def _flag(field: str, words: str) -> Callable[[Scene, YoungPerson, tuple[str, ...]], Said]:
    def said(scene: Scene, person: YoungPerson, _: tuple[str, ...]) -> Said:
        if getattr(person, field):
            yield plain(words.format(name=_name(scene, person.id)))

    return said


def _company(field: str, words: str) -> Callable[[Scene, YoungPerson, tuple[str, ...]], Said]:
    def said(scene: Scene, person: YoungPerson, _: tuple[str, ...]) -> Said:
        if getattr(person, field):
            because = (person.group_need_reason or "").strip().rstrip(".")
            again = (
                f" To be looked at again on {day(person.group_need_review_on)}." if person.group_need_review_on else ""
            )
            name = _name(scene, person.id)
            yield plain(f"{name} needs {words} for now{f': {because}' if because else ''}.{again}")

    return said


def _rather(scene: Scene, person: YoungPerson, _: tuple[str, ...]) -> Said:
    if person.would_rather_live:
        yield plain(f"{_name(scene, person.id)} would rather live: {person.would_rather_live.strip().rstrip('.')}.")


def _siblings(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.siblings or ():
        if one.person_id == rest[0]:
            plan = f"live {one.plan.value}" if one.plan else "not recorded"
            yield plain(
                f"{_name(scene, person.id)} and {_name(scene, rest[0])} are brothers or sisters. The plan: {plan}."
            )


def _views(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.views or ():
        if one.person_id == rest[0]:
            because = one.reason.strip().rstrip(".")
            words = one.view.value.replace("_", " ")
            told = (
                f"{_name(scene, person.id)} about {_name(scene, rest[0])}: {words}{f' ({because})' if because else ''}."
            )
            yield plain(told, one.recorded_on)


def _relationships(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.relationships or ():
        if one.person_id == rest[0]:
            who = scene.called.get(rest[0]) or _worker(scene, rest[0])
            yield plain(
                f"{_name(scene, person.id)} and {who}: {one.depth.value.replace('_', ' ')}.",
                person.relationships_asked_on,
            )


def _worker(scene: Scene, who: str) -> str:
    worker = scene.frame.index.workers.get(who)
    carers = [one.name for one in scene.setting.carers or () if one.id == who]
    return next((name for name in carers if name), worker.name if worker else "somebody who works there")


def _identity(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.identity_needs or ():
        if (one.aspect.value, one.wants.strip().casefold()) == rest:
            said = {IdentityAspect.LANGUAGE: "Language", IdentityAspect.RELIGION: "Religion"}.get(one.aspect, "Culture")
            yield plain(f"{_name(scene, person.id)}. {said}: {one.wants.strip()}.")


def _diet(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.diet_and_practice or ():
        if one.need.strip().casefold() == rest[0]:
            yield plain(f"{_name(scene, person.id)}. Food or faith: {one.need.strip()}.")


def _activities(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.friends_and_activities or ():
        if rest[0] in {one.id, one.name.strip().casefold()}:
            yield plain(f"{_name(scene, person.id)} named {one.name.strip()}.")


def _education(scene: Scene, person: YoungPerson, _: tuple[str, ...]) -> Said:
    if person.education is not None and person.education.name:
        yield plain(f"{_name(scene, person.id)} goes to {person.education.name.strip()}.")


ORDERED = {
    ContactOrderKind.NO_CONTACT: "no contact",
    ContactOrderKind.NON_MOLESTATION: "non-molestation",
    ContactOrderKind.NOT_LIVE_WITH: "not to live together",
}


def _orders(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.contact_orders or ():
        if one.person_id == rest[0]:
            until = f", until {day(one.ends_on)}" if one.ends_on else ""
            yield plain(
                f"A court order for {_name(scene, person.id)} about {_name(scene, rest[0])}: {ORDERED[one.kind]}{until}."
            )


def _conditions(scene: Scene, person: YoungPerson, rest: tuple[str, ...]) -> Said:
    for one in person.court_conditions or ():
        if one.person_id == rest[0]:
            yield plain(f"A court's condition: {_name(scene, person.id)} has no contact with {_name(scene, rest[0])}.")


OF_PERSON: dict[str, Callable[[Scene, YoungPerson, tuple[str, ...]], Said]] = {
    "age": _age,
    "risks": _risks,
    "vulnerabilities": _vulnerabilities,
    "needs_solo": _company("needs_solo", "to be the only young person"),
    "no_younger": _company("no_younger", "to live with nobody younger"),
    "only_younger": _company("only_younger", "to live with younger people only"),
    "cannot_leave_alone": _flag("cannot_leave_alone", "{name} could not leave the building alone in a fire."),
    "likes_animals": _flag("likes_animals", "{name} likes animals."),
    "would_rather_live": _rather,
    "siblings": _siblings,
    "views": _views,
    "relationships": _relationships,
    "identity_needs": _identity,
    "diet_and_practice": _diet,
    "friends_and_activities": _activities,
    "education": _education,
    "contact_orders": _orders,
    "court_conditions": _conditions,
}


def _of_member(scene: Scene, member: HouseholdMember, rest: tuple[str, ...]) -> Said:
    name, field = _name(scene, member.id), rest[0] if rest else ""
    if not field:
        yield plain(f"{name} is of the family: {member.relation.value.replace('_', ' ')}.")
    elif field == "date_of_birth" and member.date_of_birth:
        yield plain(f"{name} was born on {day(member.date_of_birth)}.")
    elif field == "vulnerable_child" and member.vulnerable_child:
        yield plain(f"The household's record: a risk would matter more to {name}.")
    elif field == "cannot_leave_alone" and member.cannot_leave_alone:
        yield plain(f"The household's record: {name} could not leave the building alone in a fire.")
    elif field == "place_id" and member.place_id:
        yield plain(f"The household's record: {name} sleeps in this room.")
    elif field == "vulnerabilities":
        for one in member.vulnerabilities or ():
            if one.risk.value == rest[1]:
                yield plain(f"{name}. How much {RISK[one.risk]} could harm them: {level(one.level)}.")


def _separations(scene: Scene, both: str, reason: str) -> Said:
    pair = frozenset(both.split("+"))
    for one in scene.frame.snapshot.separation_entries or ():
        if {one.person_a, one.person_b} == pair and one.reason.value == reason:
            ends = f", to {day(one.ends_on)}" if one.ends_on else ""
            review = ""
            if one.review_on:
                overdue = " (overdue)" if one.review_on < scene.frame.snapshot.today else ""
                review = f" To be looked at again on {day(one.review_on)}{overdue}."
            who = a_list([_name(scene, who) for who in sorted(pair)])
            scope = one.scope.value.replace("_", " ")
            yield plain(
                f"{who} are kept apart: {reason.replace('_', ' ')}; {scope}{ends}.{review}", one.starts_on, one.source
            )
