"""What the answers about people and days could be: who goes on, who is known, what the young person thinks and needs."""

from collections.abc import Iterator
from dataclasses import replace

from matcher.domain.codes import WorkerRole
from matcher.domain.people import (
    CurrentKeyWorker,
    Education,
    IdentityNeed,
    KeyWorkerPlan,
    Need,
    Relationship,
    RiskEntry,
    SchoolMove,
    SiblingLink,
    View,
    Vulnerability,
)
from matcher.domain.person_codes import (
    Depth,
    EducationStatus,
    IdentityAspect,
    KeyWorkerOutcome,
    NeedCategory,
    RiskType,
    SiblingPlan,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.settings import Setting
from matcher.options.sensitivity.facing import SOMEBODY, Facing, Possible

HIGHEST = 3
WORKERS_TRIED = 2
RESIDENTS_TRIED = 3


def views(at: Facing) -> Iterator[Possible]:
    """For the other place, against the first, both: of those whose view nobody has recorded."""
    good = View(about=ViewAbout.SETTING, setting_id=at.other.id, view=ViewStrength.STRONGLY_FOR)
    bad = View(about=ViewAbout.SETTING, setting_id=at.first.id, view=ViewStrength.STRONGLY_AGAINST)
    told, apart = at.person.views or (), at.first.id != at.other.id
    if not at.known_here and apart:
        yield at.with_person(f"{at.name} would very much like {at.other.name}.", views=(*told, good))
    if not at.known_first:
        yield at.with_person(f"{at.name} is strongly against {at.first.name}.", views=(*told, bad))
    if not at.known_here and not at.known_first and apart:
        says = f"{at.name} would very much like {at.other.name}, and is strongly against {at.first.name}."
        yield at.with_person(says, views=(*told, good, bad))


def key_worker(at: Facing) -> Iterator[Possible]:
    """Going on is agreed for the other place; there is none for the first."""
    current = at.person.key_worker
    if current is None:
        yield at.with_person("There is no key worker yet.", key_worker=CurrentKeyWorker())
        workers = [one for one in at.index.snapshot.workers or () if WorkerRole.KEY_WORKER in one.roles]
        for worker in workers[:WORKERS_TRIED]:
            yield from _plans(at, CurrentKeyWorker(worker_id=worker.id))
    elif current.worker_id is not None and not (at.known_here and at.known_first):
        yield from _plans(at, current)


def _plans(at: Facing, current: CurrentKeyWorker) -> Iterator[Possible]:
    goes_on = KeyWorkerPlan(setting_id=at.other.id, outcome=KeyWorkerOutcome.AGREED)
    ends = KeyWorkerPlan(setting_id=at.first.id, outcome=KeyWorkerOutcome.LOST)
    told, apart = current.plans or (), at.first.id != at.other.id
    if not at.known_here and apart:
        kept = replace(current, plans=(*told, goes_on))
        yield at.with_person(f"The key worker could go on at {at.other.name}.", key_worker=kept)
    if not at.known_first:
        kept = replace(current, plans=(*told, ends))
        yield at.with_person(f"The key worker could not go on at {at.first.name}.", key_worker=kept)


def whom_they_know(at: Facing) -> Iterator[Possible]:
    """Somebody at the other place; nobody more than is recorded."""
    if at.person.relationships_asked_on is not None:
        return
    told, today = at.person.relationships or (), at.index.snapshot.today
    yield at.with_person(
        f"{at.name} knows nobody more than is recorded.", relationships=told, relationships_asked_on=today
    )
    for who in _people_of(at, at.other)[:1]:
        known = (*(one for one in told if one.person_id != who), Relationship(person_id=who, depth=Depth.TRUSTED))
        says = f"{at.name} trusts somebody at {at.other.name}."
        yield at.with_person(says, relationships=known, relationships_asked_on=today)


def _people_of(at: Facing, setting: Setting) -> list[str]:
    """Carers of the setting and workers based there; first those who are nowhere else."""
    mine = at.index.setting_at[setting.id]
    found = [(len(where), who) for who, where in at.index.settings_of_person.items() if mine in where]
    return [who for _, who in sorted(found)]


def risks(at: Facing) -> Iterator[Possible]:
    """None; or one kind at its highest, to others or from others."""
    person, today = at.person, at.index.snapshot.today
    if person.risks is not None and person.vulnerabilities is not None:
        return
    none = replace(person, risks=person.risks or (), vulnerabilities=person.vulnerabilities or ())
    yield Possible("Nothing stands out.", none)
    for risk in RiskType:
        says = f"What stands out is {risk.value.replace('_', ' ')}."
        if person.risks is None:
            entry = RiskEntry(risk=risk, level=HIGHEST, recorded_on=today, looked_at_on=today)
            yield Possible(says, replace(none, risks=(entry,)))
        if person.vulnerabilities is None:
            entries = (Vulnerability(risk=risk, level=HIGHEST),)
            yield Possible(says, replace(none, vulnerabilities=entries))


def school(at: Facing) -> Iterator[Possible]:
    """Not at school; a school near the other place, with a change of school from the first; or where the school is."""
    known = at.person.education
    if known is None:
        yield at.with_person(f"{at.name} is not at school.", education=Education(status=EducationStatus.NONE))
        for spot in at.spots():
            moves = (SchoolMove(setting_id=at.first.id, changes_school=True),) if at.first.id != at.other.id else ()
            there = Education(status=EducationStatus.SCHOOL, location=spot, moves=moves)
            yield at.with_person(f"{at.name}'s school is near {at.other.name}.", education=there)
            work = Education(status=EducationStatus.COLLEGE_OR_WORK, location=spot)
            yield at.with_person(f"{at.name}'s college or work is near {at.other.name}.", education=work)
    elif known.status is not EducationStatus.NONE and (known.location is None or known.location.point is None):
        for spot in at.spots():
            says = f"{at.name}'s school is near {at.other.name}."
            yield at.with_person(says, education=replace(known, location=spot))


def needs(at: Facing) -> Iterator[Possible]:
    """None; or one, at its highest."""
    if at.person.needs is not None:
        return
    yield at.with_person("No assessed needs.", needs=())
    for category in NeedCategory:
        says = f"The need that stands out is {category.value.replace('_', ' ')}."
        yield at.with_person(says, needs=(Need(category=category, level=HIGHEST),))


def identity(at: Facing) -> Iterator[Possible]:
    """Nothing; or what the other place offers and the first does not."""
    if at.person.identity_needs is not None:
        return
    yield at.with_person("Nothing that a place has to offer.", identity_needs=())
    here, first = _offered(at.other), _offered(at.first)
    for aspect, word in here:
        if (aspect, word) not in first:
            need = IdentityNeed(aspect=aspect, wants=word, importance=HIGHEST)
            yield at.with_person(f"{word} matters most to {at.name}.", identity_needs=(need,))


def _offered(setting: Setting) -> list[tuple[IdentityAspect, str]]:
    offer = setting.identity_offer
    if offer is None:
        return []
    every = {
        IdentityAspect.RELIGION: offer.religions,
        IdentityAspect.LANGUAGE: (*(offer.languages or ()), *offer.interpreter_for),
        IdentityAspect.CULTURE: offer.cultures,
    }
    return [(aspect, word) for aspect, words in every.items() for word in words or ()]


def siblings(at: Facing) -> Iterator[Possible]:
    """None; or one who lives at the other place, with a plan to live together."""
    links = at.person.siblings
    if links is None:
        yield at.with_person("None, or none with whom to live.", siblings=())
        for who in _living_at(at, at.other)[:RESIDENTS_TRIED]:
            together = SiblingLink(person_id=who, plan=SiblingPlan.TOGETHER)
            yield at.with_person("They are to live together.", siblings=(together,))
        return
    for link in links:
        if link.plan is None:
            others = tuple([one for one in links if one is not link])
            for plan, says in ((SiblingPlan.TOGETHER, "They are to live together."), (SiblingPlan.APART, "Apart.")):
                yield at.with_person(says, siblings=(*others, replace(link, plan=plan)))


def _living_at(at: Facing, setting: Setting) -> list[str]:
    stays = at.index.stays_at.get(at.index.setting_at[setting.id], ())
    return list(dict.fromkeys([one.person_id for one in stays if one.person_id not in {at.person.id, SOMEBODY}]))
