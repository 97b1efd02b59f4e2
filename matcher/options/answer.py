"""Listed and ruled-out places in words: what `rank` puts into its lists."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from math import isnan

import numpy as np

from matcher.domain.codes import MemberRelation
from matcher.domain.nights import age_on
from matcher.domain.person_codes import EducationStatus
from matcher.domain.settings import Setting
from matcher.ledger import FAR
from matcher.options import steps
from matcher.options.around import treatment_notes
from matcher.options.duties import duties
from matcher.options.emergencies import manager_on_call
from matcher.options.found import Found, find
from matcher.options.lists import Line, Lists, by_row
from matcher.options.result import (
    ExcludedPlace,
    Failed,
    Household,
    InspectionShown,
    Journeys,
    PlaceContact,
    PlacementOption,
    Says,
    Worry,
)
from matcher.options.score_in_words import ScoreInWords, Scores, held
from matcher.options.words import Words, day
from matcher.outcomes import NOT_MET, PLACE
from matcher.rules import Kind, is_unverified, limbs_in_force
from matcher.rules.c_support_and_standing import is_inspected
from matcher.scoring.relationships import against_but_known

NOT_LIVING_AS_ADULTS = frozenset({MemberRelation.OWN_CHILD, MemberRelation.CARER})

SAID = frozenset({int(NOT_MET), int(PLACE)})
"""Outcomes of a soft limb that are worth a word."""


@dataclass(frozen=True)
class Answer:
    """Puts one request's lists into words."""

    lists: Lists

    def options(self, lines: list[Line]) -> list[PlacementOption]:
        """The listed places, in words."""
        rows = np.array([line.row for line in lines], np.intp)
        scores = Scores(self.lists, rows).each()
        return [
            self._option(line, found, score)
            for line, found, score in zip(lines, find(self.lists, rows), scores, strict=True)
        ]

    def _option(self, line: Line, found: Found, score: ScoreInWords) -> PlacementOption:
        places, setting, numbers = found.pair.places, found.setting, found.numbers
        place, created, approved = places.rows[line.row], duties(found), steps.approved(found)
        return PlacementOption(
            overall_rank=line.rank,
            place_id=place.place_id,
            setting_id=setting.id,
            setting_name=setting.name,
            kind=places.kinds[line.row],
            family_and_friends=bool(self.lists.family_and_friends[line.row]),
            score=held(score.total),
            score_range=(held(score.total), held(score.best)),
            near_tie=line.near_tie,
            parts=score.parts,
            adjustments=score.adjustments,
            strengths=score.strengths,
            worries=(*_worries(found), *score.worries),
            notes=_notes(found),
            first_night=found.first,
            leaving=_leaving(numbers.leaving),
            miles=None if isnan(numbers.miles) else numbers.miles,
            minutes=Journeys(home=_whole(numbers.home), school=_whole(numbers.school), where_now=_whole(numbers.now)),
            travel_is_estimate=not numbers.recorded,
            household=_household(found),
            cost_per_week=setting.cost_per_week,
            vacancy_confirmed_at=place.vacancy_confirmed_at,
            contact=_contact(found),
            before_confirming=(*steps.still_to_record(approved), *steps.before_confirming(found, created)),
            duties=created,
            approvals=steps.approvals(found),
            approved=approved,
            questions=steps.questions(found),
            inspection=places.about(numbers.setting, inspection_of),
            relaxed=steps.relaxed(found),
        )

    def ruled_out(self, rows: list[int]) -> list[ExcludedPlace]:
        """Excluded places, each with every rule it does not meet."""
        limbs = self.lists.failing_limbs.tolist()
        failing = by_row(self.lists.failing[:, rows].T)
        return [self._ruled_out(row, [limbs[at] for at in mine]) for row, mine in zip(rows, failing, strict=True)]

    def _ruled_out(self, row: int, failing: list[int]) -> ExcludedPlace:
        judged = self.lists.judged
        places, setting = judged.frame.places, judged.pairs.index.setting_of_row(row)
        words, sources = Words(judged.pairs, self.lists.i, row), sources_on(judged.frame.policy.day)
        limbs = [(judged.limbs[at][1], sources[at]) for at in failing]
        return ExcludedPlace(
            place_id=places.rows[row].place_id,
            setting_id=setting.id,
            setting_name=setting.name,
            kind=places.kinds[row],
            failed=tuple(
                [
                    Failed(rule=one.id, says=words.fill(one.says), source=source, unverified=is_unverified(one.id))
                    for one, source in limbs
                ]
            ),
        )


@lru_cache(maxsize=16)
def sources_on(day: date) -> list[str]:
    """The source of each limb in force on a day, in the book's order."""
    return [str(rule.source) for rule, _ in limbs_in_force(day)]


def _worries(found: Found) -> list[Worry]:
    """First what an emergency leaves open about the place; then tonight, the person's view, and later absences."""
    worries = [*_left_open(found), *_outside_terms(found)] if found.is_emergency else []
    worries += [
        Worry(rule=limb.id, says=found.says(limb, outcome), unverified=is_unverified(limb.id))
        for _, limb, outcome in found.of_kind[Kind.SOFT]
        if outcome in SAID
    ]
    if found.numbers.against_but_known:
        worries.append(Worry(rule="view-on-option", says=against_but_known(found.pair, found.i, found.row)))
    for first in found.later_absences:
        says = f"Plan who looks after {found.words.name()} while the carer is away from {day(first)}."
        check_by = first - timedelta(days=found.pair.policy.figures.absence_plan_days)
        worries.append(Worry(rule="carer-vacancy-usable", says=says, check_by=check_by))
    return worries


def _left_open(found: Found) -> list[Worry]:
    return [
        Worry(rule=limb.id, says=found.says(limb, outcome), check_by=found.first, unverified=is_unverified(limb.id))
        for _, limb, outcome in found.of_kind[Kind.HARD]
        if outcome == PLACE and not limb.footing
    ]


def _outside_terms(found: Found) -> list[Worry]:
    """In an emergency a family may be outside its terms for six working days: say until when."""
    if not (found.pair.terms_fit[found.i, found.row] == NOT_MET and found.pair.places.is_foster[0, found.row]):
        return []
    says = f"{found.setting.name} is approved for {found.words.terms_range()}. {found.words.terms_next_step()}"
    return [Worry(rule="terms-of-approval", says=says, check_by=_leaving(found.numbers.leaving))]


def _notes(found: Found) -> tuple[Says, ...]:
    said = [
        Says(rule=limb.id, says=found.says(limb, outcome), unverified=is_unverified(limb.id))
        for _, limb, outcome in found.of_kind[Kind.NOTE]
        if outcome == NOT_MET or (outcome == PLACE and limb.rings)
    ]
    return (*said, *_school_note(found), *treatment_notes(found))


def _school_note(found: Found) -> list[Says]:
    """For somebody at school: an estimate over the limit, or no journey known: check it."""
    education, minutes = found.pair.asks.people[found.i].education, found.numbers.school
    if education is None or education.status is not EducationStatus.SCHOOL or found.numbers.school_recorded:
        return []
    if minutes <= int(found.pair.school_limit[found.i, 0]):
        return []
    about = "not known" if isnan(minutes) else f"about {minutes:.0f} minutes each way"
    return [Says(rule="school-continuity:too-far", says=f"Check the journey to school: {about}.")]


def _household(found: Found) -> Household:
    """Who lives there on the first night: how many, how old, and the adults; a baby who comes too is one more."""
    night, me = found.numbers.first, found.pair.asks.people[found.i].id
    here = [
        one
        for one in found.pair.residents.children_at.get(found.numbers.setting, ())
        if one.first <= night < one.leaving and one.id != me
    ]
    return Household(
        young_people=len(here) + bool(found.pair.asks.people[found.i].parent_and_child),
        ages=tuple(sorted([age_on(born, found.first) for one in here if (born := one.born)])),
        adults=found.pair.places.about(found.numbers.setting, adults_of),
    )


def adults_of(setting: Setting) -> int | None:
    """How many adults live there; None = not recorded."""
    if setting.household is None:
        return None
    members = sum(member.relation not in NOT_LIVING_AS_ADULTS for member in setting.household)
    return members + len(setting.carers or ())


def inspection_of(setting: Setting) -> InspectionShown | None:
    """The latest inspection, of settings that are inspected."""
    if not is_inspected(setting):
        return None
    latest = setting.inspection
    if latest is None:
        return InspectionShown(judgement=None, on=None, link="", says="No inspection is recorded here.")
    found = latest.judgement.label if latest.judgement else "No judgement yet"
    says = f"{found}, {day(latest.on)}" if latest.on else found
    return InspectionShown(judgement=latest.judgement, on=latest.on, link=latest.link, says=says)


NOBODY = PlaceContact(
    name="", telephone="", manager_on_call="", latest_arrival=None, driver=None, on_emergency_list=False
)


def contact_of(setting: Setting) -> PlaceContact | None:
    """Whom to ring, by day and tonight."""
    contact, listing = setting.contact, setting.emergency_listing
    if contact is None and listing is None:
        return None
    return PlaceContact(
        name=contact.name if contact else "",
        telephone=contact.telephone if contact else "",
        manager_on_call=contact.manager_on_call if contact else "",
        latest_arrival=listing.latest_arrival if listing else None,
        driver=listing.driver if listing else None,
        on_emergency_list=bool(listing and listing.on_list),
    )


def _contact(found: Found) -> PlaceContact | None:
    """Whom to ring; in an emergency the authority's manager on call where the setting names none."""
    contact = found.pair.places.about(found.numbers.setting, contact_of)
    if not found.is_emergency or (contact and contact.manager_on_call):
        return contact
    on_call = manager_on_call(found.pair.places)
    return replace(contact or NOBODY, manager_on_call=on_call) if on_call else contact


def _leaving(ordinal: int) -> date | None:
    return None if ordinal >= FAR else date.fromordinal(ordinal)


def _whole(value: float) -> int | None:
    return None if isnan(value) else int(value)
