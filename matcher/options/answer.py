"""Listed and ruled-out places in words: what `rank` puts into its lists."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import isnan
from typing import NamedTuple

import numpy as np

from matcher.domain.codes import MemberRelation
from matcher.domain.nights import age_on
from matcher.domain.person_codes import EducationStatus
from matcher.ledger import FAR
from matcher.options import steps
from matcher.options.found import Found
from matcher.options.lists import Lists
from matcher.options.result import (
    ExcludedPlace,
    Failed,
    Household,
    Journeys,
    PlaceContact,
    PlacementOption,
    Says,
    Worry,
)
from matcher.options.score_in_words import Scores, held
from matcher.options.words import Words, day
from matcher.outcomes import NOT_MET, PLACE
from matcher.rules import Kind

NOT_LIVING_AS_ADULTS = frozenset({MemberRelation.OWN_CHILD, MemberRelation.CARER})


class Numbers(NamedTuple):
    """What an option shows of the columns; NaN = not known, FAR = no planned end."""

    total: float
    best: float
    leaving: int
    miles: float
    recorded: bool
    home: float
    school: float
    now: float


@dataclass(frozen=True)
class Answer:
    """Puts one request's lists into words."""

    lists: Lists

    @cached_property
    def scores(self) -> Scores:
        """The scores of the request."""
        return Scores(self.lists.judged, self.lists.i)

    @cached_property
    def numbers(self) -> dict[int, Numbers]:
        """Listed place row -> its plain numbers."""
        judged, i = self.lists.judged, self.lists.i
        pair = judged.pairs
        columns = (
            judged.total,
            judged.best_total,
            pair.leaving,
            pair.from_home.miles,
            pair.from_home.recorded,
            pair.from_home.minutes,
            pair.to_school.minutes,
            pair.from_now.minutes,
        )
        listed = ~self.lists.excluded_rows & self.lists.considered
        values = zip(*(np.broadcast_to(column, pair.shape)[i, listed].tolist() for column in columns), strict=True)
        return dict(zip(np.flatnonzero(listed).tolist(), map(Numbers._make, values), strict=True))

    def option(self, row: int, rank: int | None, above: int | None) -> PlacementOption:
        """One listed place; `above` is the row before it in the one list."""
        found, number = Found(self.lists, row), self.numbers[row]
        place, setting = self.lists.judged.frame.places.rows[row], found.setting
        parts, adjustments = self.scores.parts(row), self.scores.adjustments(row)
        return PlacementOption(
            overall_rank=rank,
            place_id=place.place_id,
            setting_id=setting.id,
            setting_name=setting.name,
            kind=self.lists.judged.frame.places.kinds[row],
            family_and_friends=bool(self.lists.family_and_friends[row]),
            score=held(number.total),
            score_range=(held(number.total), held(number.best)),
            near_tie=above is not None and abs(self.numbers[above].total - number.total) <= self.tie_band,
            parts=parts,
            adjustments=adjustments,
            strengths=self.scores.strengths(parts, adjustments),
            worries=(*_worries(found), *self.scores.worries(found, parts)),
            notes=_notes(found),
            first_night=found.first,
            leaving=_leaving(number.leaving),
            miles=_number(number.miles),
            minutes=Journeys(home=_whole(number.home), school=_whole(number.school), where_now=_whole(number.now)),
            travel_is_estimate=not number.recorded,
            household=_household(found),
            cost_per_week=setting.cost_per_week,
            vacancy_confirmed_at=place.vacancy_confirmed_at,
            contact=_contact(found),
            before_confirming=steps.before_confirming(found),
            duties=steps.duties(found),
            approvals=steps.approvals(found),
            approved=steps.approved(found),
            questions=steps.questions(found),
        )

    @cached_property
    def tie_band(self) -> float:
        """Points within which two places are about equal."""
        return self.lists.judged.frame.policy.figures.tie_band

    def ruled_out(self, row: int) -> ExcludedPlace:
        """One excluded place with every rule it does not meet."""
        judged = self.lists.judged
        place, setting = judged.frame.places.rows[row], judged.pairs.index.setting_of_row(row)
        words = Words(judged.pairs, self.lists.i, row)
        failed = tuple(
            Failed(
                rule=judged.limbs[at][1].id, says=judged.limbs[at][1].says.format_map(words), source=self._sources[at]
            )
            for at in np.flatnonzero(self.lists.failing[:, row]).tolist()
        )
        return ExcludedPlace(
            place_id=place.place_id,
            setting_id=setting.id,
            setting_name=setting.name,
            kind=judged.frame.places.kinds[row],
            failed=failed,
        )

    @cached_property
    def _sources(self) -> list[str]:
        return [str(rule.source) for rule, _ in self.lists.judged.limbs]


def _worries(found: Found) -> list[Worry]:
    """First what an emergency leaves open about the place; then tonight, the person's view, and later absences."""
    worries = [
        Worry(rule=limb.id, says=found.says(limb, outcome), check_by=found.first)
        for limb, outcome in found.of_kind(Kind.HARD)
        if outcome == PLACE and found.lists.is_emergency and not limb.footing
    ]
    worries += _outside_terms(found)
    worries += [
        Worry(rule=limb.id, says=found.says(limb, outcome))
        for limb, outcome in found.of_kind(Kind.SOFT)
        if outcome in {NOT_MET, PLACE}
    ]
    name = found.words.name()
    if found.pair.against_kind_but_known[found.i, found.row]:
        says = f"{name} has said no to this kind of place but knows somebody here. Ask about them by name."
        worries.append(Worry(rule="view-on-option", says=says))
    for first in found.later_absences:
        says = f"Plan who looks after {name} while the carer is away from {day(first)}."
        check_by = first - timedelta(days=steps.ABSENCE_PLANNED_DAYS)
        worries.append(Worry(rule="carer-vacancy-usable", says=says, check_by=check_by))
    return worries


def _outside_terms(found: Found) -> list[Worry]:
    """In an emergency a family may be outside its terms for six working days: say until when."""
    outside = found.pair.terms_fit[found.i, found.row] == NOT_MET and found.pair.places.is_foster[0, found.row]
    if not (outside and found.lists.is_emergency):
        return []
    says = f"{found.setting.name} is approved for {found.words.terms_range()}. {found.words.terms_next_step()}"
    return [Worry(rule="terms-of-approval", says=says, check_by=_leaving(int(found.pair.leaving[found.i, found.row])))]


def _notes(found: Found) -> tuple[Says, ...]:
    said = [
        Says(rule=limb.id, says=found.says(limb, outcome))
        for limb, outcome in found.of_kind(Kind.NOTE)
        if outcome == NOT_MET or (outcome == PLACE and limb.rings)
    ]
    return (*said, *_school_note(found))


def _school_note(found: Found) -> list[Says]:
    """For somebody at school: an estimate over the limit, or no journey known: check it."""
    pair, i, row = found.pair, found.i, found.row
    education, journey = pair.asks.people[i].education, pair.to_school
    if education is None or education.status is not EducationStatus.SCHOOL or journey.recorded[i, row]:
        return []
    if journey.known[i, row] and journey.minutes[i, row] <= pair.school_limit[i, 0]:
        return []
    about = f"about {journey.minutes[i, row]:.0f} minutes each way" if journey.known[i, row] else "not known"
    return [Says(rule="school-continuity:too-far", says=f"Check the journey to school: {about}.")]


def _household(found: Found) -> Household:
    """Who lives there on the first night: how many, how old, and the adults."""
    pair, who = found.pair, found.pair.residents
    night, me = found.first.toordinal(), pair.asks.people[found.i].id
    here = [
        one
        for one in who.at_setting.get(int(pair.places.setting[found.row]), [])
        if one.first <= night < one.leaving and one.is_child_or_placed and one.id != me
    ]
    members = found.setting.household
    adults = sum(member.relation not in NOT_LIVING_AS_ADULTS for member in members or ())
    return Household(
        young_people=len(here),
        ages=tuple(sorted(age_on(one.born, found.first) for one in here if one.born)),
        adults=None if members is None else adults + len(found.setting.carers or ()),
    )


def _contact(found: Found) -> PlaceContact | None:
    contact, listing = found.setting.contact, found.setting.emergency_listing
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


def _leaving(ordinal: int) -> date | None:
    return None if ordinal >= FAR else date.fromordinal(ordinal)


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def _whole(value: float) -> int | None:
    return None if isnan(value) else int(value)
