"""The draft of an impact risk assessment: what living together could mean, both ways, from the record alone.

What it is for. A children's home accepts somebody only where its manager is satisfied that it can meet their needs and has fully
considered what the placement would mean for the children already there: SI 2015/541 regulation 12 (assess whether each child
is at risk of harm, and arrange to reduce it), regulation 14 (admit only within the statement of purpose; [V]), and the guide to the
Quality Standards, whose words on the existing group stand in the admission chapters of Durham and Kirklees, seen in excerpts [S].
Durham asks for a balanced assessment: strengths, what is good in it for the young person and for the others, risks, and what could
manage them; the manager then records yes or no [S]. For foster families standard 15.1 of the Fostering National Minimum
Standards 2011 asks that the impact on those of the household has been considered [S: minimumstandards.org].

Nothing is invented: each sentence names the facts it stands on, a question the fact that is missing, and the rest is the rule
book's own sentence. The draft decides nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from matcher.domain.snapshot import Snapshot
from matcher.ledger import FAR
from matcher.options.impact import strengths
from matcher.options.impact.about_home import home_missing, home_questions
from matcher.options.impact.company import newcomer_worries, resident_worries, worries_of_both
from matcher.options.impact.facts import facts_at
from matcher.options.impact.group import (
    age_of,
    group_questions,
    group_says,
    group_worries,
    own_age,
    where_placed,
)
from matcher.options.impact.helps import helps, own_staff
from matcher.options.impact.intro import because, introduction, is_needed, lives_words
from matcher.options.impact.mix import Meeting, meetings, mix_worries
from matcher.options.impact.pointers import of_person
from matcher.options.impact.questions import about_newcomer, about_other
from matcher.options.impact.result import (
    ImpactBox,
    ImpactDraft,
    ImpactFact,
    ImpactGroup,
    ImpactLeaver,
    ImpactNewcomer,
    ImpactQuestion,
    ImpactResident,
    ImpactSays,
    ImpactSide,
)
from matcher.options.impact.there import Other, Scene
from matcher.options.impact.two import Two
from matcher.policy import PolicyBook


def impact_draft(snapshot: Snapshot, request_id: str, place_id: str, book: PolicyBook) -> ImpactDraft:
    """For this request and this place row, in full. Raises NoSuchRequest, NoSuchPlace.

    A reader who may not see the others, or may not know protective reasons, is shown less: see `readers`.
    """
    return draft_of(Scene(snapshot, request_id, place_id, book))


def draft_of(scene: Scene) -> ImpactDraft:
    """The draft of a request at a place that have been judged."""
    needed = is_needed(scene)
    residents = tuple(_resident(scene, one) for one in scene.others) if needed else ()
    newcomer = _newcomer(scene, residents) if needed else _named_only(scene)
    return ImpactDraft(
        request_id=scene.request.id,
        place_id=scene.place.place_id,
        setting_id=scene.setting.id,
        setting_name=scene.setting.name,
        kind=scene.frame.places.kinds[scene.row],
        as_of=scene.whole.as_of,
        snapshot_hash=scene.snapshot_hash,
        is_needed=needed,
        because=because(scene),
        first_night=scene.nights.first_night,
        leaving=scene.nights.leaving,
        says=introduction(scene) if needed else (),
        young_person=newcomer,
        others=len(scene.others) if needed else 0,
        residents=residents,
        leaving_before=tuple(map(_leaver, _called(scene), scene.gone_before)) if needed else (),
        group=_group(scene, newcomer, residents)
        if needed
        else ImpactGroup(says=(), worries=(), questions=(), facts=()),
        group_on_first_night=scene.on_first_night if needed and scene.is_home else None,
        decision=ImpactBox(),
        shown_in_full=True,
    )


def _called(scene: Scene) -> Iterator[str]:
    return (scene.called[one.id] for one in scene.gone_before)


def _leaver(name: str, other: Other) -> ImpactLeaver:
    leaving = date.fromordinal(other.leaving)
    return ImpactLeaver(id=other.id, name=name, leaving=leaving, says=lives_words(name, other, 0))


def _resident(scene: Scene, other: Other) -> ImpactResident:
    two = Two(scene, other)
    from_me = meetings(scene, other, newcomer_brings=True)
    from_them = meetings(scene, other, newcomer_brings=False)
    sides = (_from_newcomer(two, from_me), _from_resident(two, from_them), _both(two))
    facts = _facts(scene, (*_own_facts(scene, other), *_pointers(sides)), but_of=scene.newcomer.id)
    return ImpactResident(
        id=other.id,
        name=two.them,
        says=lives_words(two.them, other, scene.first),
        age=age_of(scene, other),
        first_night=date.fromordinal(other.first) if other.stays else None,
        leaving=None if other.leaving == FAR else date.fromordinal(other.leaving),
        newcomer_for_resident=sides[0],
        resident_for_newcomer=sides[1],
        for_both=sides[2],
        facts=facts,
    )


def _from_newcomer(two: Two, found: tuple[Meeting, ...]) -> ImpactSide:
    """What the young person could mean for the other."""
    return ImpactSide(
        worries=_once(
            *mix_worries(two.scene, two.me, two.them, found),
            *newcomer_worries(two),
            *strengths.worries_from(two, newcomer=False),
        ),
        strengths=_once(*strengths.strengths_from(two, newcomer=False)),
        would_help=_once(*helps(two, found), *own_staff(two)),
    )


def _from_resident(two: Two, found: tuple[Meeting, ...]) -> ImpactSide:
    """What the other could mean for the young person."""
    return ImpactSide(
        worries=_once(
            *mix_worries(two.scene, two.them, two.me, found),
            *resident_worries(two),
            *strengths.worries_from(two, newcomer=True),
        ),
        strengths=_once(*strengths.strengths_from(two, newcomer=True)),
        would_help=_once(*helps(two, found)),
    )


def _both(two: Two) -> ImpactSide:
    return ImpactSide(
        worries=_once(*worries_of_both(two)),
        strengths=_once(*strengths.strengths_of_both(two)),
        questions=about_other(two),
    )


def _once(*said: ImpactSays) -> tuple[ImpactSays, ...]:
    """Each once, in their order."""
    return tuple({one.says: one for one in reversed(said)}[says] for says in dict.fromkeys(one.says for one in said))


def _pointers(sides: Iterable[ImpactSide]) -> Iterator[str]:
    for side in sides:
        for said in (*side.worries, *side.strengths, *side.would_help):
            yield from said.stands_on


def _own_facts(scene: Scene, other: Other) -> Iterator[str]:
    """Of somebody who would be there: how they live there, their age, every risk and what could harm them."""
    yield from where_placed(scene, other)
    member = other.member
    if member is not None:
        for field in ("date_of_birth", "vulnerable_child", "cannot_leave_alone"):
            yield f"{where_placed(scene, other)[0]}/{field}"
        for harm in member.vulnerabilities or ():
            yield f"{where_placed(scene, other)[0]}/vulnerabilities/{harm.risk.value}"
    if other.person is not None:
        yield from _of_record(other.id, other)


def _of_record(who: str, other: Other) -> Iterator[str]:
    person = other.person
    yield of_person(who, "age")
    for risk in dict.fromkeys(one.risk for one in (person.risks if person else None) or ()):
        yield of_person(who, "risks", risk.value)
    for harm in dict.fromkeys(one.risk for one in (person.vulnerabilities if person else None) or ()):
        yield of_person(who, "vulnerabilities", harm.value)
    for field in ("needs_solo", "no_younger", "only_younger", "cannot_leave_alone"):
        yield of_person(who, field)


def _facts(scene: Scene, pointers: Iterable[str], *, but_of: str = "") -> tuple[ImpactFact, ...]:
    """What stands there, each once; not what is shown of the young person anyway."""
    mine = of_person(but_of, "")
    return tuple(
        fact
        for pointer in dict.fromkeys(pointers)
        if not (but_of and pointer.startswith(mine))
        for fact in facts_at(scene, pointer)
    )


def _newcomer(scene: Scene, residents: tuple[ImpactResident, ...]) -> ImpactNewcomer:
    me = scene.newcomer
    mine = of_person(me.id, "")
    sides = [side for one in residents for side in (one.newcomer_for_resident, one.resident_for_newcomer, one.for_both)]
    own = _of_record(me.id, Other(me.id, me, None, ()))
    used = (pointer for pointer in _pointers(sides) if pointer.startswith(mine))
    return ImpactNewcomer(
        id=me.id,
        name=scene.called[me.id],
        age=own_age(scene),
        facts=_facts(scene, (*own, *used)),
        questions=about_newcomer(scene),
    )


def _named_only(scene: Scene) -> ImpactNewcomer:
    me = scene.newcomer
    return ImpactNewcomer(id=me.id, name=scene.called[me.id], age=own_age(scene), facts=(), questions=())


def _group(scene: Scene, newcomer: ImpactNewcomer, residents: tuple[ImpactResident, ...]) -> ImpactGroup:
    asked = [*newcomer.questions, *(question for one in residents for question in one.for_both.questions)]
    by_name = frozenset(question.rule.partition(":")[0] for question in asked)
    left = frozenset(
        one.risk
        for other in scene.others
        for mine in (True, False)
        for one in meetings(scene, other, newcomer_brings=mine)
        if one.counted
    )
    says = tuple(group_says(scene))
    questions = (*home_missing(scene), *home_questions(scene, left), *group_questions(scene, by_name))
    known = {fact.at for one in residents for fact in one.facts} | {fact.at for fact in newcomer.facts}
    used = (pointer for one in says for pointer in one.stands_on if pointer not in known)
    return ImpactGroup(
        says=says,
        worries=_once(*group_worries(scene)),
        questions=_asked_once(questions),
        facts=_facts(scene, used),
    )


def _asked_once(questions: Iterable[ImpactQuestion]) -> tuple[ImpactQuestion, ...]:
    found: dict[str, ImpactQuestion] = {}
    for one in questions:
        found.setdefault(one.says, one)
    return tuple(found.values())
