"""Section E: the children already there, brothers and sisters, and people who must be kept apart."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ImpactDecision, Role
from matcher.domain.people import SiblingLink, YoungPerson
from matcher.domain.person_codes import MUST_SEPARATE, SeparationScope, SiblingPlan
from matcher.domain.placements import ImpactRiskAssessment, SeparationEntry
from matcher.domain.settings import Place, Setting
from matcher.domain.values import london_day
from matcher.frame import Asks, Pairs, Places
from matcher.frame.travel import metres
from matcher.ledger import Stay, ordinal
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Bools, Outcomes, all_of, either, holds, recorded
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.facts import judged_at_best
from matcher.rules.model import Kind, Limb, Rule, Source

Days = NDArray[np.int32]
METRES_PER_KM = 1000
ADULT = 18
NEUTRAL = "{setting} has been ruled out to keep young people safe. Ask the hub manager."
NEUTRAL_QUESTION = "Ask the hub manager about {setting} before going on."


def nobody_they_must_not_live_with(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Nobody there whom exploitation, serious violence, sexual harm, a court or the police keep apart from this person."""
    return _kept_apart(ask, place, pair, must=True)


def nobody_they_should_not_live_with(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Nobody there with whom conflict, bullying or something else is on record."""
    return _kept_apart(ask, place, pair, must=False)


def _kept_apart(ask: Asks, place: Places, pair: Pairs, *, must: bool) -> Outcomes:
    if pair.index.snapshot.separation_entries is None:
        return np.full(pair.shape, ASK, np.int8)
    outcomes = np.full(pair.shape, MET, np.int8)
    for i, person in enumerate(ask.people):
        for other, entry in pair.index.separations_of.get(person.id, []):
            if (entry.reason in MUST_SEPARATE) is must:
                _apply(place, pair, i, other, entry, outcomes)
    return outcomes


def _apply(place: Places, pair: Pairs, i: int, other: str, entry: SeparationEntry, outcomes: Outcomes) -> None:
    """Mark every row where `other` would be too near on a night that is judged and on which the entry is live."""
    for at, row_of_other, first, leaving in _whereabouts(pair, other):
        live_from, live_to = max(first, ordinal(entry.starts_on, 0)), min(leaving, ordinal(entry.ends_on) + 1)
        shared = (pair.first[i] < live_to) & (pair.presence_end[i] > live_from) & (live_from < live_to)
        near, known = within_scope(place, at, row_of_other, entry)
        outcomes[i] = np.where(
            shared & near, NOT_MET, np.where(shared & ~known, np.maximum(outcomes[i], PLACE), outcomes[i])
        )


def kept_apart_here(pair: Pairs, i: int, row: int, *, must: bool) -> list[tuple[str, SeparationEntry]]:
    """Whom the person must, or should, not live with and who would be too near at one place: id and entry."""
    found = []
    for other, entry in pair.index.separations_of.get(pair.asks.people[i].id, []):
        if (entry.reason in MUST_SEPARATE) is must:
            outcomes = np.full(pair.shape, MET, np.int8)
            _apply(pair.places, pair, i, other, entry, outcomes)
            found += [(other, entry)] if outcomes[i, row] == NOT_MET else []
    return found


def _whereabouts(pair: Pairs, other: str) -> list[tuple[int, int, int, int]]:
    """Where somebody sleeps: setting, row (-1: household), first night, leaving day."""
    placed = [(stay.setting, stay.row, stay.first, stay.leaving) for stay in pair.index.stays_of.get(other, [])]
    members = [(one.setting, one.row, one.first, one.leaving) for one in pair.residents.members.get(other, [])]
    return placed + members


def within_scope(place: Places, at: int, row: int, entry: SeparationEntry) -> tuple[Bools, Bools]:
    """(m,): within the entry's scope of setting `at`, and whether that is known."""
    same_home = place.setting == at
    known = np.ones(len(place), np.bool_)
    if entry.scope is SeparationScope.ROOM:
        shared_room = place.of_row(_is_shared_room)[0]
        return same_home & shared_room & (np.arange(len(place)) == row), known
    if entry.scope is SeparationScope.STREET_OR_SITE:
        site = place.settings[at].site_id
        return same_home | np.asarray(place.of_setting(_site, object)[0] == (site or object()), np.bool_), known
    if entry.scope is SeparationScope.AREA_KM:
        distance = metres(place, [place.settings[at].location])[0]
        near = distance <= (entry.km or 0) * METRES_PER_KM
        return same_home | near, same_home | ~np.isnan(distance)
    return same_home, known


def _is_shared_room(row: Place) -> bool:
    return row.shared_room


def _site(setting: Setting) -> str | None:
    return setting.site_id


def _links(person: YoungPerson) -> list[SiblingLink]:
    return [link for link in person.siblings or () if link.same_authority]


def _placed_on(pair: Pairs, person_id: str, nights: Days) -> list[tuple[int, Bools]]:
    """Settings where somebody's placement covers each row's first judged night (m,)."""
    stays: list[Stay] = pair.index.stays_of.get(person_id, [])
    return [(stay.setting, (stay.first <= nights) & (nights < stay.leaving)) for stay in stays]


def siblings_are_not_split(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """With a plan to live together, every brother and sister already placed lives there."""
    outcomes = np.full(pair.shape, MET, np.int8)
    for i, person in enumerate(ask.people):
        outcomes[i] = ASK if person.siblings is None else MET
        for link in _links(person):
            for at, placed in _placed_on(pair, link.person_id, pair.first[i]):
                elsewhere = placed & (place.setting != at)
                word = {SiblingPlan.TOGETHER: NOT_MET, SiblingPlan.APART: MET, None: np.int8(ASK)}[link.plan]
                outcomes[i] = np.where(elsewhere, np.maximum(outcomes[i], word), outcomes[i])
    return outcomes


def siblings_planned_apart_are_apart(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """With a plan to live apart (assessed harm), the brother or sister does not live there."""
    outcomes = np.full(pair.shape, MET, np.int8)
    for i, person in enumerate(ask.people):
        outcomes[i] = ASK if person.siblings is None else MET
        for link in _links(person):
            for stay in pair.index.stays_of.get(link.person_id, []):
                there = (
                    (place.setting == stay.setting)
                    & (stay.first < pair.presence_end[i])
                    & (stay.leaving > pair.first[i])
                )
                word = {SiblingPlan.TOGETHER: MET, SiblingPlan.APART: NOT_MET, None: np.int8(ASK)}[link.plan]
                outcomes[i] = np.where(there, np.maximum(outcomes[i], word), outcomes[i])
    return outcomes


HIGHEST_EXPOSURE = 9


def living_together_is_not_too_risky(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The highest risk never meets the highest vulnerability to it, in either direction, without mitigation."""
    exposure = pair.exposure
    bearable = holds(exposure.worst < HIGHEST_EXPOSURE)
    asked = recorded(exposure.ask_known | ~exposure.anybody, ASK)
    residents = either(holds(exposure.residents_known), place.where_missing("external_residents"))
    return judged_at_best(place, all_of(bearable, asked, residents))


def ages_are_close_enough(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In a children's home the gap to the oldest and youngest under 18 is at most `peer_age_gap_years` on every night."""
    who = pair.residents
    entries = who.in_homes
    row = who.row.take(entries)
    begin = np.maximum(pair.first.take(row, axis=1), who.first.take(entries, axis=1))
    end = np.minimum(pair.last_age_day.take(row, axis=1), who.leaving.take(entries, axis=1) - 1)
    own = pair.is_self.take(entries, axis=1) | _are_siblings(ask, pair, who.codes[0].take(entries))
    born_known = who.born_known.take(entries, axis=1)
    counted = (begin <= end) & ~own & ((who.ages_in_homes.on(begin) < ADULT) | ~born_known)
    judged = np.where(born_known, _gaps(ask, pair, begin, end), np.int8(PLACE))
    closest = np.zeros(pair.shape, np.int8)
    for i, here in enumerate(counted):
        np.maximum.at(closest[i], row[here], judged[i, here])
    return either(place.not_residential, judged_at_best(place, closest))


def _are_siblings(ask: Asks, pair: Pairs, codes: NDArray[np.int32]) -> Bools:
    related = np.zeros((len(ask), codes.size), np.bool_)
    for i, person in enumerate(ask.people):
        for other in pair.index.siblings.get(person.id, ()):
            related[i] |= codes == pair.index.person_code.get(other, -1)
    return related


def _gaps(ask: Asks, pair: Pairs, begin: Days, end: Days) -> Outcomes:
    """(n, e): the gap at its widest, at the start or on the next birthday of either; an age in doubt at both its ends."""
    youngest = _gap(ask, pair, begin, end, 0)
    if ask.all_ages_certain:
        return holds(youngest[0])
    oldest = _gap(ask, pair, begin, end, 1)
    settled = (youngest[0] == oldest[0]) & (youngest[0] | (youngest[1] == oldest[1]))
    return holds(youngest[0], known=settled, of=ASK)


def _gap(ask: Asks, pair: Pairs, begin: Days, end: Days, which: int) -> tuple[Bools, NDArray[np.int32]]:
    """(n, e): whether the gap stays close enough if born at one end of the interval, and which of the two is older."""
    who = pair.residents.ages_in_homes
    gap = ask.ages(begin)[which] - who.on(begin)
    widest = np.abs(gap)
    for day in (ask.next_birthday(begin)[which], who.next_birthday(begin)):
        theirs = who.on(day)
        later = np.abs(ask.ages(day)[which] - theirs)
        widest = np.maximum(widest, later * ((day <= end) & (theirs < ADULT)))
    return np.asarray(widest <= pair.policy.figures.peer_age_gap_years, np.bool_), np.sign(gap)


def _group_on(pair: Pairs, i: int, row: int) -> frozenset[str]:
    """Everybody else placed at the row's setting on the first judged night."""
    night = int(pair.first[i, row])
    stays = pair.index.stays_at.get(int(pair.places.setting[row]), [])
    own = pair.asks.people[i].id
    return frozenset(stay.person_id for stay in stays if stay.first <= night < stay.leaving and stay.person_id != own)


def _latest_assessment(pair: Pairs, i: int, row: int) -> ImpactRiskAssessment | None:
    """The latest decided one for this person, setting and group, at most `ira_valid_days` before the first night."""
    setting = pair.index.setting_of_row(row)
    group = _group_on(pair, i, row)
    since = int(pair.first[i, row]) - pair.policy.figures.ira_valid_days
    decided = [
        (one.decided_at, one.id, one)
        for one in pair.index.assessments_of.get(pair.asks.people[i].id, [])
        if one.setting_id == setting.id and one.decision and one.decided_at and frozenset(one.residents) == group
    ]
    latest = max(decided, default=None, key=lambda found: found[:2])
    return latest[2] if latest and ordinal(london_day(latest[0])) >= since else None


def _assessed(ask: Asks, place: Places, pair: Pairs) -> list[tuple[int, int, ImpactRiskAssessment]]:
    found = []
    for i, person in enumerate(ask.people):
        settings = {one.setting_id for one in pair.index.assessments_of.get(person.id, [])}
        for at in sorted(pair.index.setting_at[one] for one in settings if one in pair.index.setting_at):
            for row in pair.index.rows_of.get(at, []):
                latest = _latest_assessment(pair, i, row)
                if latest is not None and place.is_residential[0, row]:
                    found.append((i, row, latest))
    return found


def manager_decided_on_living_together(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """An impact risk assessment of this person and this group, at most `ira_valid_days` old, accepted by the manager."""
    decided = np.repeat(~place.is_residential, len(ask), axis=0)
    for i, row, latest in _assessed(ask, place, pair):
        by_voice = latest.by_telephone and not ask.is_emergency[i, 0]
        decided[i, row] = latest.decision is not ImpactDecision.DECLINE and not by_voice
    return holds(decided)


def manager_has_not_declined(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The manager's latest decision for this person and this group is not "no for now"."""
    declined = np.zeros(pair.shape, np.bool_)
    for i, row, latest in _assessed(ask, place, pair):
        declined[i, row] = latest.decision is ImpactDecision.DECLINE
    return holds(~declined)


RULES = (
    Rule(
        slug="do-not-place-together",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        source=Source("Protection standard and effect on children already there", "", None, "S"),
        limbs=(
            Limb(
                id="do-not-place-together:must",
                protective=True,
                in_full="{name} and {must_be_apart} must not live together: {must_be_apart_because}.",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.SEPARATION,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=nobody_they_must_not_live_with,
                says=NEUTRAL,
                asks="Is there anybody {name} must not live with or near?",
                rings=NEUTRAL_QUESTION,
            ),
            Limb(
                id="do-not-place-together:review",
                protective=True,
                in_full="{name} and {should_be_apart} must not live together: {should_be_apart_because}.",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.SEPARATION,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                all_approve=True,
                approvers=(Role.PLACE_MANAGER, Role.SERVICE_MANAGER),
                judge=nobody_they_should_not_live_with,
                says=NEUTRAL,
                asks="Is there anybody {name} must not live with or near?",
                rings=NEUTRAL_QUESTION,
            ),
        ),
    ),
    Rule(
        slug="siblings-together",
        kinds=(Kind.AUTHORISE, Kind.HARD, Kind.SOFT),
        source=Source("Children Act 1989", "section 22C(8)(c)", None, "U"),
        parts=("siblings-together",),
        limbs=(
            Limb(
                id="siblings-together:split",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.WAIT,
                ),
                approvers=(Role.SERVICE_MANAGER,),
                judge=siblings_are_not_split,
                says="{name} and a brother or sister are to live together, and they live elsewhere. A service manager has to "
                "agree a split.",
                asks="Does {name} have brothers or sisters, and are they to live together?",
            ),
            Limb(
                id="siblings-together:apart",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=siblings_planned_apart_are_apart,
                says="The plan is for {name} and a brother or sister who lives there to live apart.",
                asks="Does {name} have brothers or sisters, and are they to live together?",
            ),
        ),
    ),
    Rule(
        slug="resident-mix-score",
        kinds=(Kind.SOFT, Kind.AUTHORISE),
        figures=("risk_lookback_months",),
        source=Source("Content of impact risk assessments; our formula", "", None, "S"),
        parts=("resident-mix-score",),
        limbs=(
            Limb(
                id="resident-mix-score:limit",
                not_checked="What living together would be like in homes that others run is not checked here.",
                who="the home's manager",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.PLACE_MANAGER,),
                judge=living_together_is_not_too_risky,
                says="Living together, the main thing to plan for is {mix_driver}. It needs a plan that lowers it, or {role}'s "
                "agreement.",
                asks="What risks and vulnerabilities have been assessed for {name}?",
                rings="What has been assessed about the young people at {setting}?",
            ),
        ),
    ),
    Rule(
        slug="peer-age-gap",
        kinds=(Kind.AUTHORISE,),
        figures=("peer_age_gap_years",),
        source=Source("Provider practice", "", None, "S"),
        limbs=(
            Limb(
                id="peer-age-gap",
                not_checked="The ages of everybody living in homes that others run are not checked here.",
                who="the home's manager",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.REGISTERED_MANAGER,),
                judge=ages_are_close_enough,
                says="The gap in age to somebody living at {setting} would be over {peer_gap} years. The registered manager has "
                "to agree.",
                asks="How old is {name}?",
                rings="How old are the young people at {setting}?",
            ),
        ),
    ),
    Rule(
        slug="impact-risk-assessment-complete",
        kinds=(Kind.CONFIRM, Kind.HARD),
        figures=("ira_valid_days", "emergency_ira_hours"),
        source=Source(
            "Children's Homes (England) Regulations 2015",
            "regulations 12 to 14; admissions practice",
            date(2015, 4, 1),
            "S",
        ),
        limbs=(
            Limb(
                id="impact-risk-assessment-complete:decided",
                kind=Kind.CONFIRM,
                approvers=(Role.REGISTERED_MANAGER, Role.MANAGER_ON_CALL),
                judge=manager_decided_on_living_together,
                emergency_duty="duty-72-hour-meeting",
                says="The registered manager has not yet agreed how {name} and the young people at {setting} would live "
                "together.",
            ),
            Limb(
                id="impact-risk-assessment-complete:declined",
                kind=Kind.HARD,
                changes=(ChangeKind.APPROVAL,),
                judge=manager_has_not_declined,
                says="The registered manager of {setting} has said no for now to {name} and the group living there together.",
            ),
        ),
    ),
)
