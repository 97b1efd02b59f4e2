"""A fact to find out: what would be recorded if the answer fitted, limb by limb."""

from collections.abc import Iterator
from dataclasses import replace

from matcher.domain.codes import Role
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeBand
from matcher.frame.asks import born_between
from matcher.options.ways_out.answers import ANSWERS
from matcher.options.ways_out.edits import Edit, on_people
from matcher.options.ways_out.here import Here
from matcher.outcomes import ASK, NOT_MET, PLACE
from matcher.rules.changes import ChangeKind

SAID_AGES = {
    AgeBand.UNDER_16: "under 16",
    AgeBand.AGED_16_17: "16 or 17",
    AgeBand.AGED_18_OVER: "18 or over",
}


TO_BE_DONE = frozenset({"household-adults-checked:checked", "shared-open-risk-check", "with-parents-assessment"})
"""Where it is not met because a check or an assessment has not been made: its finding is the fact."""
ELSEWHERE = frozenset({"do-not-place-together:must", "do-not-place-together:review", "remand-conditions-met"})
"""Whose answer may matter at other places too."""
BY_SOMEBODY = {"with-parents-assessment": (Role.SOCIAL_WORKER,)}


def facts(here: Here) -> Iterator[Edit]:
    """What to find out so that this limb is met."""
    if here.outcome == ASK:
        yield from _ages(here)
    elif here.outcome == PLACE or here.limb.id in TO_BE_DONE:
        yield Edit(
            kind=ChangeKind.FACT,
            limb=here.limb.id,
            says=_question(here),
            who=BY_SOMEBODY.get(here.limb.id, (Role.PLACEMENT_OFFICER,)),
            by="" if here.limb.id in BY_SOMEBODY else here.contact,
            apply=ANSWERS[here.limb.id](here),
            alone=here.limb.id in ELSEWHERE,
        )


def _question(here: Here) -> str:
    if here.outcome == NOT_MET and here.limb.id == "with-parents-assessment":
        return "Complete the assessment of living with a parent."
    if here.outcome == NOT_MET:
        return f"Have the missing checks made at {here.setting.name}, and find nothing against it."
    return f"Ask {here.contact}, and hear an answer that fits: {here.words.fill(here.limb.rings)}"


def _ages(here: Here) -> Iterator[Edit]:
    """How old the young person is found to be, within what is thought possible."""
    today = here.pair.asks.today
    earliest, latest = born_between(here.person, today, as_child=False)
    for band, said in SAID_AGES.items():
        begin, end = born_between(YoungPerson(id=here.person.id, age_band=band), today, as_child=False)
        if begin <= latest and earliest <= end:
            yield Edit(
                kind=ChangeKind.FACT,
                limb=here.limb.id,
                key=band.value,
                says=f"Find out how old {here.words.name()} is: {said} would fit.",
                who=(Role.SOCIAL_WORKER,),
                apply=on_people({here.person.id}, lambda one, band=band: _aged(one, band)),  # type: ignore[misc]
                of_person=True,
                instead="age",
            )


def _aged(person: YoungPerson, band: AgeBand) -> YoungPerson:
    """Of that age band for certain."""
    return replace(person, date_of_birth=None, age_band=band, age_state=None, possible_ages=None)
