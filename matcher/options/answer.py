"""Listed and ruled-out places in words: what `rank` puts into its lists."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import numpy as np

from matcher.domain.codes import EducationStatus, MemberRelation, Role
from matcher.domain.nights import age_on
from matcher.domain.values import LONDON, london_day
from matcher.ledger import FAR
from matcher.options.judged import approvers_of
from matcher.options.lists import Lists
from matcher.options.result import (
    Adjustment,
    Approval,
    Approved,
    BeforeConfirming,
    Duty,
    ExcludedPlace,
    Failed,
    Household,
    Journeys,
    PlaceContact,
    PlacementOption,
    Question,
    Says,
    ScorePart,
    Worry,
)
from matcher.options.words import Words
from matcher.outcomes import ASK, MET, NOT_JUDGED, NOT_MET, PLACE
from matcher.rules import Kind, Limb
from matcher.scoring import ADJUSTMENTS, PARTS

STRONG, WEAK = 0.75, 0.25
WEIGHTY_POINTS = 6
MIX_WORRY = 6
CHECK_HOURS = 72
NO_EMERGENCY_PERIOD = frozenset(
    {
        "lawful-basis-present",
        "s20-consent-valid:objection",
        "s20-consent-valid:recorded",
        "refer-youth-detention:released",
        "refer-hospital-or-mental-health-detention:discharged",
        "refer-deprivation-of-liberty:order",
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
    }
)
BEFORE = "before confirming"


def held(total: float) -> float:
    """A total held to 0-100."""
    return min(max(total, 0.0), 100.0)


@dataclass(frozen=True)
class Answer:
    """Puts one request's lists into words."""

    lists: Lists

    @cached_property
    def varies(self) -> list[bool]:
        """For each part, whether it tells the considered places apart."""
        considered = self.lists.considered
        return [len(np.unique(part.points[self.lists.i, considered])) > 1 for part in self.lists.judged.parts]

    def option(self, row: int, rank: int | None, above: int | None) -> PlacementOption:
        """One listed place; `above` is the row before it in the one list."""
        judged, i = self.lists.judged, self.lists.i
        pair, place = judged.pairs, judged.frame.places.rows[row]
        setting = pair.index.setting_of_row(row)
        total, best = float(judged.total[i, row]), float(judged.best_total[i, row])
        tie = above is not None and abs(float(judged.total[i, above]) - total) <= judged.frame.policy.figures.tie_band
        words = Words(pair, i, row)
        return PlacementOption(
            overall_rank=rank,
            place_id=place.place_id,
            setting_id=setting.id,
            setting_name=setting.name,
            kind=judged.frame.places.kinds[row],
            family_and_friends=bool(self.lists.family_and_friends[row]),
            score=held(total),
            score_range=(held(total), held(best)),
            near_tie=tie,
            parts=self._parts(row),
            adjustments=self._adjustments(row, total),
            strengths=self._strengths(row),
            worries=self._worries(row, words),
            notes=self._notes(row, words),
            first_night=date.fromordinal(int(pair.first[i, row])),
            leaving=_leaving(int(pair.leaving[i, row])),
            miles=_number(pair.from_home.miles[i, row]),
            minutes=Journeys(
                home=_whole(pair.from_home.minutes[i, row]),
                school=_whole(pair.to_school.minutes[i, row]),
                where_now=_whole(pair.from_now.minutes[i, row]),
            ),
            travel_is_estimate=not bool(pair.from_home.recorded[i, row]),
            household=self._household(row),
            cost_per_week=setting.cost_per_week,
            vacancy_confirmed_at=place.vacancy_confirmed_at,
            contact=self._contact(row),
            before_confirming=self._before_confirming(row, words),
            duties=self._duties(row),
            approvals=self._approvals(row),
            approved=self._approved(row),
            questions=self._questions(row, words),
        )

    def _parts(self, row: int) -> tuple[ScorePart, ...]:
        judged, i = self.lists.judged, self.lists.i
        weights = judged.frame.policy.weights
        return tuple(
            ScorePart(
                slug=part.slug,
                points=float(one.points[i, row]),
                out_of=getattr(weights, part.weight),
                known=bool(one.known[i, row]),
                could_add=float(one.could_add[i, row]),
                because=part.because(judged.pairs, i, row, float(shares.sure[i, row])),
            )
            for part, one, shares in zip(PARTS, judged.parts, judged.shares, strict=True)
        )

    def _adjustments(self, row: int, total: float) -> tuple[Adjustment, ...]:
        judged, i = self.lists.judged, self.lists.i
        found = [
            Adjustment(
                slug=one.slug,
                points=float(points[i, row]),
                known=bool(shares.known[i, row]),
                because=one.because(judged.pairs, i, row, float(shares.sure[i, row])),
            )
            for one, points, shares in zip(ADJUSTMENTS, judged.adjustments, judged.adjustment_shares, strict=True)
        ]
        if held(total) != total:
            change = round(held(total) - total, 1)
            found.append(Adjustment(slug="held", points=change, known=True, because="The score is held to 0 to 100."))
        return tuple(found)

    def _strengths(self, row: int) -> tuple[str, ...]:
        judged, i = self.lists.judged, self.lists.i
        strong = [
            (-float(one.points[i, row]), part.slug)
            for part, one, shares, varies in zip(PARTS, judged.parts, judged.shares, self.varies, strict=True)
            if varies and one.known[i, row] and shares.sure[i, row] >= STRONG
        ]
        together = [
            (-float(points[i, row]), one.slug)
            for one, points in zip(ADJUSTMENTS, judged.adjustments, strict=True)
            if points[i, row] > 0
        ]
        return tuple(slug for _, slug in sorted(strong + together))

    def _limbs(self, row: int, *kinds: Kind) -> list[tuple[int, Limb, int]]:
        judged = self.lists.judged
        return [(at, judged.limbs[at][1], int(self.lists.outcomes[at, row])) for at in judged.of_kind(*kinds)]

    def _worries(self, row: int, words: Words) -> tuple[Worry, ...]:
        judged, i = self.lists.judged, self.lists.i
        first = date.fromordinal(int(judged.pairs.first[i, row]))
        found = []
        if self.lists.is_emergency:
            found += [
                Worry(rule=limb.id, says=limb.rings.format_map(words), check_by=first)
                for _, limb, outcome in self._limbs(row, Kind.HARD)
                if outcome == PLACE and not limb.footing
            ]
        for _, limb, outcome in self._limbs(row, Kind.SOFT):
            if outcome in {NOT_MET, PLACE}:
                found.append(
                    Worry(rule=limb.id, says=(limb.says if outcome == NOT_MET else limb.rings).format_map(words))
                )
        for part, one, shares in zip(PARTS, judged.parts, judged.shares, strict=True):
            weighty = getattr(judged.frame.policy.weights, part.weight) >= WEIGHTY_POINTS
            mix = part.slug == "resident-mix-score" and judged.pairs.exposure.worst[i, row] >= MIX_WORRY
            weak = weighty and one.known[i, row] and shares.sure[i, row] <= WEAK and part.slug != "placement-hierarchy"
            if mix or (weak and part.slug != "known-carer"):
                found.append(Worry(rule=part.slug, says=part.because(judged.pairs, i, row, float(shares.sure[i, row]))))
        found += self._journey_worries(row)
        return tuple(found)

    def _journey_worries(self, row: int) -> list[Worry]:
        pair, i = self.lists.judged.pairs, self.lists.i
        found = []
        if pair.against_kind_but_known[i, row]:
            name = Words(pair, i, row).name()
            found.append(
                Worry(
                    rule="view-on-option",
                    says=f"{name} has said no to this kind of place but knows somebody here. Ask about them by name.",
                )
            )
        for first, _ in self._later_absences(row):
            says = f"Plan who looks after {Words(pair, i, row).name()} while the carer is away from {first:%d %B %Y}."
            found.append(Worry(rule="carer-vacancy-usable", says=says, check_by=first - timedelta(days=14)))
        return found

    def _later_absences(self, row: int) -> list[tuple[date, date]]:
        pair, i = self.lists.judged.pairs, self.lists.i
        calendar = pair.index.setting_of_row(row).availability
        if calendar is None or not pair.places.is_household[0, row]:
            return []
        end = int(pair.presence_end[i, row])
        first = int(pair.first[i, row]) + pair.policy.figures.carer_settle_nights
        later = [one for one in calendar.absences if first <= one.first_night.toordinal() < end]
        return [(one.first_night, one.leaving) for one in later]

    def _notes(self, row: int, words: Words) -> tuple[Says, ...]:
        limbs = self._limbs(row, Kind.NOTE)
        found = [
            Says(rule=limb.id, says=(limb.says if outcome == NOT_MET else limb.rings).format_map(words))
            for _, limb, outcome in limbs
            if outcome == NOT_MET or (outcome == PLACE and limb.rings)
        ]
        return (*found, *self._school_note(row))

    def _school_note(self, row: int) -> list[Says]:
        """An estimate over the limit, or no journey known, for somebody at school: check it."""
        pair, i = self.lists.judged.pairs, self.lists.i
        education, journey = pair.asks.people[i].education, pair.to_school
        if education is None or education.status is not EducationStatus.SCHOOL or journey.recorded[i, row]:
            return []
        if journey.known[i, row] and journey.minutes[i, row] <= pair.school_limit[i, 0]:
            return []
        about = f" about {journey.minutes[i, row]:.0f} minutes each way" if journey.known[i, row] else " not known"
        return [Says(rule="school-continuity:too-far", says=f"Check the journey to school:{about}.")]

    def _household(self, row: int) -> Household:
        judged, i = self.lists.judged, self.lists.i
        pair, who = judged.pairs, judged.pairs.residents
        night = int(pair.first[i, row])
        entries = np.flatnonzero((who.row == row) & who.is_child_or_placed[0] & ~pair.is_self[i])
        there = [who.people[int(who.who[e])] for e in entries]
        here = [one for one in there if one.first <= night < one.leaving]
        born = [one.born for one in here if one.born]
        members = pair.index.setting_of_row(row).household
        adults = (
            None
            if members is None
            else len(pair.index.setting_of_row(row).carers or ())
            + sum(member.relation not in {MemberRelation.OWN_CHILD, MemberRelation.CARER} for member in members)
        )
        ages = tuple(sorted(age_on(one, date.fromordinal(night)) for one in born))
        return Household(young_people=len(here), ages=ages, adults=adults)

    def _contact(self, row: int) -> PlaceContact | None:
        setting = self.lists.judged.pairs.index.setting_of_row(row)
        listing = setting.emergency_listing
        if setting.contact is None and listing is None:
            return None
        return PlaceContact(
            name=setting.contact.name if setting.contact else "",
            telephone=setting.contact.telephone if setting.contact else "",
            manager_on_call=setting.contact.manager_on_call if setting.contact else "",
            latest_arrival=listing.latest_arrival if listing else None,
            driver=listing.driver if listing else None,
            on_emergency_list=bool(listing and listing.on_list),
        )

    def _before_confirming(self, row: int, words: Words) -> tuple[BeforeConfirming, ...]:
        pair = self.lists.judged.pairs
        found = []
        for _, limb, outcome in self._limbs(row, Kind.CONFIRM):
            if outcome != MET:
                says = {ASK: limb.asks, PLACE: limb.rings, NOT_JUDGED: limb.not_checked}.get(
                    np.int8(outcome), limb.says
                )
                who = approvers_of(limb, pair, row)
                found.append(
                    BeforeConfirming(
                        rule=limb.id,
                        who=who,
                        says=(says or limb.says).format_map(words),
                        due=self._due(limb, outcome, row),
                    )
                )
        for _, limb, outcome in self._limbs(row, Kind.HARD):
            if outcome == ASK:
                found.append(
                    BeforeConfirming(
                        rule=limb.id,
                        who=(Role.SOCIAL_WORKER,),
                        says=limb.asks.format_map(words),
                        due=self._due(limb, outcome, row),
                    )
                )
        for _, limb, outcome in self._limbs(row, Kind.HARD, Kind.AUTHORISE):
            if outcome == NOT_JUDGED:
                found.append(
                    BeforeConfirming(
                        rule=limb.id,
                        who=approvers_of(limb, pair, row),
                        says=f"{limb.not_checked} Ask {limb.who}.".format_map(words),
                        due=BEFORE,
                    )
                )
        return tuple(found)

    def _due(self, limb: Limb, outcome: int, row: int) -> str:
        """Before confirming; or in an emergency the end of its period, in elapsed hours."""
        if not self.lists.is_emergency or limb.id in NO_EMERGENCY_PERIOD:
            return BEFORE
        if outcome == ASK or limb.emergency_duty:
            return self._after_start(row, CHECK_HOURS)
        return BEFORE

    def _after_start(self, row: int, hours: int) -> str:
        judged = self.lists.judged
        now = judged.frame.snapshot.as_of
        first = date.fromordinal(int(judged.pairs.first[self.lists.i, row]))
        start = now if first <= london_day(now) else datetime.combine(first, time(0), LONDON)
        end = datetime.fromtimestamp(start.timestamp() + hours * 3600, LONDON)
        return end.isoformat(timespec="minutes")

    def _duties(self, row: int) -> tuple[Duty, ...]:
        judged, i = self.lists.judged, self.lists.i
        pair = judged.pairs
        found = []
        if self.lists.is_emergency:
            if pair.terms_fit[i, row] == NOT_MET and pair.places.is_foster[0, row]:
                found.append(
                    Duty(slug="duty-emergency-six-days", due=str(_leaving(int(pair.leaving[i, row])) or BEFORE))
                )
            unknown = any(
                o == ASK
                for _, limb, o in self._limbs(row, Kind.HARD, Kind.CONFIRM)
                if limb.id not in NO_EMERGENCY_PERIOD
            )
            found += [Duty(slug="duty-72-hour-check", due=self._after_start(row, CHECK_HOURS))] if unknown else []
            found.append(Duty(slug="duty-72-hour-meeting", due=self._after_start(row, CHECK_HOURS)))
        for first, _ in self._later_absences(row):
            found.append(Duty(slug="duty-plan-absence", due=(first - timedelta(days=14)).isoformat()))
        return tuple(found)

    def _approvals(self, row: int) -> tuple[Approval, ...]:
        judged, i = self.lists.judged, self.lists.i
        found = []
        for at in np.flatnonzero(self.lists.open_approvals[:, row]).tolist():
            limb = judged.limbs[at][1]
            roles = approvers_of(limb, judged.pairs, row)
            words = Words(judged.pairs, i, row, " or ".join(f"the {role.label}" for role in roles))
            says = limb.says if self.lists.outcomes[at, row] == NOT_MET else limb.rings
            found.append(Approval(rule=limb.id, roles=roles, says=says.format_map(words)))
        return tuple(found)

    def _approved(self, row: int) -> tuple[Approved, ...]:
        judged, i = self.lists.judged, self.lists.i
        return tuple(
            Approved(
                rule=judged.limbs[at][1].id,
                role=one.role,
                person=one.person,
                made_on=london_day(one.made_at),
                by_telephone=one.by_telephone and one.countersigned_at is None,
            )
            for (at, ask, where), given in sorted(judged.authorised.items(), key=lambda item: item[0])
            for one in given
            if ask == i and where == row and self.lists.outcomes[at, row] != MET
        )

    def _questions(self, row: int, words: Words) -> tuple[Question, ...]:
        judged = self.lists.judged
        found = []
        for at in np.flatnonzero(self.lists.open_questions[:, row]).tolist():
            limb = judged.limbs[at][1]
            of_place = self.lists.outcomes[at, row] == PLACE
            contact = judged.pairs.index.setting_of_row(row).contact
            whom = (contact.name if contact and contact.name else words.setting()) if of_place else "the social worker"
            found.append(
                Question(rule=limb.id, says=(limb.rings if of_place else limb.asks).format_map(words), ask_whom=whom)
            )
        return tuple(found)

    def ruled_out(self, row: int) -> ExcludedPlace:
        """One excluded place with every rule it does not meet."""
        judged = self.lists.judged
        place = judged.frame.places.rows[row]
        setting = judged.pairs.index.setting_of_row(row)
        words = Words(judged.pairs, self.lists.i, row)
        failed = tuple(
            Failed(rule=limb.id, says=limb.says.format_map(words), source=self._sources[at])
            for at in np.flatnonzero(self.lists.failing[:, row]).tolist()
            for limb in [judged.limbs[at][1]]
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


def _leaving(ordinal: int) -> date | None:
    return None if ordinal >= FAR else date.fromordinal(ordinal)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
