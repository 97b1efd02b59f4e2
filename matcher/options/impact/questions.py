"""Questions: every fact about somebody that the rules or the mix score need and that nobody has recorded."""

from collections.abc import Iterator
from datetime import date

from matcher.domain.nights import months_before
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeState, LegalStatus, PlacementSex, RiskType
from matcher.frame.risks import level_of, still_counts
from matcher.options.impact.alone import record_of
from matcher.options.impact.company import GAP, ORDER, REMAND, SOLO
from matcher.options.impact.mix import LIMIT, vulnerabilities_of
from matcher.options.impact.pointers import of_member, of_person
from matcher.options.impact.result import ImpactQuestion
from matcher.options.impact.safety import FIRE
from matcher.options.impact.there import Other, Scene
from matcher.options.impact.two import Two
from matcher.options.impact.words import RISK
from matcher.rules.e_company import TO_YOUNGER

SOCIAL_WORKER = "the social worker"
YOUNGER = "younger-children-in-household:level-2"
SERIOUS, HIGHEST = 2, 3
COMPANY = ("needs_solo", "no_younger", "only_younger")
DOUBTFUL = frozenset({AgeState.DISPUTED, AgeState.UNKNOWN})


def about_newcomer(scene: Scene) -> tuple[ImpactQuestion, ...]:
    """What is not recorded of the young person asking."""
    person, name = scene.newcomer, scene.called[scene.newcomer.id]
    return tuple(_about(scene, person, name, SOCIAL_WORKER))


def about_other(two: Two) -> tuple[ImpactQuestion, ...]:
    """What is not recorded of somebody who would be there, and of the two together."""
    scene, other, name = two.scene, two.other, two.them
    whom = scene.manager
    found: list[ImpactQuestion] = []
    if other.is_own_child and other.member is not None:
        found += _about_own_child(scene, other, name, whom)
    elif other.person is None:
        says = f"Nothing is recorded of {name}: how old they are, what risks there are to others, and what could harm them?"
        missing = (of_person(other.id),)
        found += [ImpactQuestion(says=says, ask_whom=whom, rule=rule, missing=missing) for rule in (LIMIT,)]
    else:
        found += _about(scene, other.person, name, whom)
    return (*found, *_of_two(two, whom))


def _about(scene: Scene, person: YoungPerson, name: str, whom: str) -> Iterator[ImpactQuestion]:
    def ask(says: str, rule: str, *fields: str) -> ImpactQuestion:
        return ImpactQuestion(
            says=says,
            ask_whom=whom,
            rule=rule,
            missing=tuple(of_person(person.id, *field.split("/")) for field in fields),
        )

    if person.date_of_birth is None or person.age_state in DOUBTFUL:
        yield ask(f"How old is {name}?", GAP, "age")
    if person.risks is None:
        yield ask(f"What risks to others have been assessed for {name}?", LIMIT, "risks")
    if person.vulnerabilities is None:
        yield ask(f"What has been assessed of what could harm {name} most?", LIMIT, "vulnerabilities")
    yield from _levels(scene, person, name, whom)
    company = [field for field in COMPANY if getattr(person, field) is None]
    if company:
        says = (
            f"Does {name} need to be the only young person, or to live with nobody younger or only with younger ones?"
        )
        yield ask(says, SOLO, *company)
    if person.siblings is None:
        yield ask(
            f"Does {name} have brothers or sisters, and are they to live together?",
            "siblings-together:apart",
            "siblings",
        )
    if person.contact_orders is None:
        yield ask(f"Does a court order stop {name} living with or seeing anybody?", ORDER, "contact_orders")
    if person.court_conditions is None and _on_remand(person):
        yield ask(f"What conditions has the court put on {name}?", REMAND, "court_conditions")


def _on_remand(person: YoungPerson) -> bool:
    return person.legal_status is not None and person.legal_status.status is LegalStatus.REMAND_LAA


def _levels(scene: Scene, person: YoungPerson, name: str, whom: str) -> Iterator[ImpactQuestion]:
    """Entries that count without a level, or no longer count unless somebody looks at them again."""
    since = months_before(date.fromordinal(scene.first), scene.policy.figures.risk_lookback_months)
    for risk in RiskType:
        of_this = [one for one in person.risks or () if one.risk is risk]

        def ask(says: str, *field: str, risk: RiskType = risk) -> ImpactQuestion:
            missing = (of_person(person.id, "risks", risk.value, *field),)
            return ImpactQuestion(says=says, ask_whom=whom, rule=LIMIT, missing=missing)

        if any(one.level is None and still_counts(one, since) for one in of_this):
            yield ask(f"How serious is the risk of {RISK[risk]} for {name}, and how recent is it?", "level")
        if any(one.level != 0 and not still_counts(one, since) for one in of_this):
            yield ask(
                f"Can somebody look again at the risk of {RISK[risk]} for {name}? The record is old.", "looked_at_on"
            )
        if any(one.level != 0 and one.recorded_on is None and one.looked_at_on is None for one in of_this):
            yield ask(f"When was the risk of {RISK[risk]} for {name} recorded?", "recorded_on")
        if any(one.risk is risk and one.level is None for one in person.vulnerabilities or ()):
            yield ImpactQuestion(
                says=f"How much could {RISK[risk]} harm {name}?",
                ask_whom=whom,
                rule=LIMIT,
                missing=(of_person(person.id, "vulnerabilities", risk.value, "level"),),
            )


def _about_own_child(scene: Scene, other: Other, name: str, whom: str) -> Iterator[ImpactQuestion]:
    """Of the family's own child the rules ask an age and what could harm them."""
    member = other.member
    if member is not None and member.date_of_birth is None:
        missing = (of_member(scene.setting.id, other.id, "date_of_birth"),)
        yield ImpactQuestion(says=f"How old is {name}?", ask_whom=whom, rule=GAP, missing=missing)
    if vulnerabilities_of(other) is None:
        missing = (of_member(scene.setting.id, other.id, "vulnerabilities"),)
        says = f"What has been assessed of what could harm {name} most?"
        yield ImpactQuestion(says=says, ask_whom=whom, rule=LIMIT, missing=missing)
    in_record = member is not None and member.vulnerabilities is not None
    for one in vulnerabilities_of(other) or ():
        if one.level is None and in_record:
            missing = (of_member(scene.setting.id, other.id, "vulnerabilities", one.risk.value, "level"),)
            says = f"How much could {RISK[one.risk]} harm {name}?"
            yield ImpactQuestion(says=says, ask_whom=whom, rule=LIMIT, missing=missing)


def _of_two(two: Two, whom: str) -> Iterator[ImpactQuestion]:
    """What hangs on both: a plan for brothers and sisters, getting out in a fire, a shared room, what the other thinks."""
    scene, other = two.scene, two.other
    mine, theirs = scene.newcomer, other.person
    for person, brother in ((mine, other.id), (theirs, mine.id)):
        for link in (person.siblings if person else None) or ():
            if person and link.person_id == brother and link.plan is None:
                yield ImpactQuestion(
                    says=f"Are {two.me} and {two.them} to live together, or apart?",
                    ask_whom=SOCIAL_WORKER,
                    rule="siblings-together:apart",
                    missing=(of_person(person.id, "siblings", brother, "plan"),),
                )
    yield from _getting_out(two, whom)
    if scene.shares_room(other):
        for who in (mine, theirs):
            if who and who.sex is None and who.placement_sex in {None, PlacementSex.TALK_FIRST}:
                says = f"Would sharing a room be right for {scene.called[who.id]}? Their sex is not recorded."
                missing = (of_person(who.id, "sex"),)
                yield ImpactQuestion(says=says, ask_whom=whom, rule="foster-bedroom:bars", missing=missing)
    yield from _assessed_for_younger(two, whom)
    if theirs is not None and not any(one.person_id == mine.id for one in theirs.views or ()):
        says = f"What does {two.them} think about somebody new coming to live here?"
        yield ImpactQuestion(says=says, ask_whom=whom, missing=(of_person(other.id, "views", mine.id),))


def _getting_out(two: Two, whom: str) -> Iterator[ImpactQuestion]:
    mine, theirs, other = two.scene.newcomer, two.other.person, two.other
    if _could_set_fire(mine) and other.resident.can_leave_alone is None:
        missing = (
            of_member(two.scene.setting.id, other.id, "cannot_leave_alone")
            if other.member is not None
            else of_person(other.id, "cannot_leave_alone"),
        )
        says = f"Could {two.them} leave the building alone in a fire?"
        yield ImpactQuestion(says=says, ask_whom=whom, rule=FIRE, missing=missing)
    if theirs and not other.is_own_child and _could_set_fire(theirs) and mine.cannot_leave_alone is None:
        says = f"Could {two.me} leave the building alone in a fire?"
        missing = (of_person(mine.id, "cannot_leave_alone"),)
        yield ImpactQuestion(says=says, ask_whom=SOCIAL_WORKER, rule=FIRE, missing=missing)


def _could_set_fire(person: YoungPerson) -> bool:
    return any(one.risk is RiskType.FIRE_SETTING and level_of(one) >= HIGHEST for one in person.risks or ())


def _assessed_for_younger(two: Two, whom: str) -> Iterator[ImpactQuestion]:
    """A risk that counts as one to younger children until somebody has looked; only where the other may be one."""
    sides = [(two.scene.newcomer, record_of(two.other), SOCIAL_WORKER)]
    if two.other.person is not None and not two.other.is_own_child:
        sides.append((two.other.person, two.scene.newcomer, whom))
    for person, other, ask in sides:
        for risk in TO_YOUNGER:
            entries = [one for one in person.risks or () if one.risk is risk and level_of(one) >= SERIOUS]
            if any(one.to_younger_children is None for one in entries) and _may_be_younger(person, other):
                name = two.scene.called[person.id]
                says = f"Has anybody assessed whether {RISK[risk]} by {name} is a risk to younger children?"
                missing = (of_person(person.id, "risks", risk.value, "to_younger_children"),)
                yield ImpactQuestion(says=says, ask_whom=ask, rule=YOUNGER, missing=missing)


def _may_be_younger(person: YoungPerson, other: YoungPerson) -> bool:
    born, theirs = person.date_of_birth, other.date_of_birth
    return born is None or theirs is None or theirs > born
