"""Section D: foster carers, community families and connected carers."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.carers import Carer, FosteringExemption
from matcher.domain.codes import ApprovalStatus, Role
from matcher.domain.nights import age_on, months_before
from matcher.domain.person_codes import AgeState
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.birthdays import for_each_day
from matcher.frame.carers import temporary_end
from matcher.frame.nights import TEMPORARY_APPROVAL
from matcher.ledger import CARER_VACANCY, FAR, Stay, is_foster, ordinal
from matcher.outcomes import MET, NOT_MET, PLACE, Bools, Outcome, Outcomes, all_of, either, holds
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
FOSTERING = "Fostering Services (England) Regulations 2011"
ADULT = 18
GONE = frozenset({ApprovalStatus.ON_HOLD, ApprovalStatus.RESIGNED})


def carers_are_approved(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Each carer is approved, or temporarily approved for this person; not on hold, stopping, or under an allegation."""
    outcomes = place.of_setting(_for_somebody_not_named, np.int8).repeat(len(ask), axis=0)
    for i, person in enumerate(ask.people):
        for row in place.closings.temporary_ends.get(person.id, {}):
            outcomes[i, row] = _for_somebody_named(pair, i, row)
    stay_on = holds(place.of_setting(_first_to_stop, np.int32) >= pair.presence_end - 1)
    in_time = holds((pair.nights.closed_by & TEMPORARY_APPROVAL) == 0)
    return all_of(outcomes, either(place.not_foster, all_of(stay_on, in_time)))


def _for_somebody_not_named(setting: Setting) -> int:
    """The carers' standing for those whom no temporary approval names; met where it is no foster family."""
    if not is_foster(setting):
        return int(MET)
    temporary = [carer for carer in setting.carers or () if _is_temporary(carer)]
    return max([_standing(setting), *(PLACE if _is_not_written(carer) else int(NOT_MET) for carer in temporary)])


def _for_somebody_named(pair: Pairs, i: int, row: int) -> int:
    setting, person_id = pair.index.setting_of_row(row), pair.asks.people[i].id
    temporary = [carer for carer in setting.carers or () if _is_temporary(carer)]
    judged = [_temporarily_approved(carer, person_id, pair, int(pair.first[i, row])) for carer in temporary]
    return max([_standing(setting), *judged])


def _is_temporary(carer: Carer) -> bool:
    return carer.approval_status not in {ApprovalStatus.APPROVED, None, *GONE}


def _is_not_written(carer: Carer) -> bool:
    """Temporarily approved, and nobody has recorded for whom and since when."""
    return carer.approval_status is ApprovalStatus.TEMPORARILY_APPROVED and carer.temporary_approval is None


def _first_to_stop(setting: Setting) -> int:
    """The earliest last day of a carer; a far day where none is stopping."""
    return min((ordinal(carer.last_day) for carer in setting.carers or ()), default=FAR)


def _standing(setting: Setting) -> int:
    """What is the same for everybody who asks."""
    if setting.carers is None:
        return PLACE
    if not setting.carers or any(carer.allegation_open or carer.approval_status in GONE for carer in setting.carers):
        return int(NOT_MET)
    unknown = any(carer.allegation_open is None or carer.approval_status is None for carer in setting.carers)
    return PLACE if unknown else int(MET)


def _temporarily_approved(carer: Carer, person_id: str, pair: Pairs, first: int) -> int:
    if _is_not_written(carer):
        return PLACE
    end = temporary_end(carer, person_id, pair.policy)
    if end is None or end <= first:
        return int(NOT_MET)
    if carer.approval_status is ApprovalStatus.NOT_APPROVED and not carer.schedule_4_check_done:
        return int(NOT_MET)
    return int(MET)


def carers_reviewed_within_a_year(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Approval is reviewed within a year, then at least yearly; measured at the first night."""
    last = place.of_setting(_last_review, np.int32)
    recorded = place.setting_fact(_reviews_recorded)
    in_time = holds(last >= for_each_day(pair.first, lambda day: months_before(day, 12)))
    return either(place.not_foster, all_of(in_time, recorded))


def _reviews(setting: Setting) -> list[date | None]:
    """The latest review, else the approval, of each approved carer."""
    approved = [carer for carer in setting.carers or () if carer.approval_status is ApprovalStatus.APPROVED]
    return [carer.last_review_on or carer.approved_on for carer in approved]


def _last_review(setting: Setting) -> int:
    """The oldest of the recorded ones; a far day = none to review."""
    return min((ordinal(one) for one in _reviews(setting) if one is not None), default=FAR)


def _reviews_recorded(setting: Setting) -> bool | None:
    return None if None in _reviews(setting) else True


def terms_include_this_placement(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Age, sex, number and type lie within the written terms; an emergency may exceed them for six working days."""
    for_now = holds(ask.is_emergency & (pair.terms_fit == NOT_MET))
    return either(place.not_foster, pair.terms_fit, for_now)


def three_foster_children_or_siblings(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Not more than three foster children with one household, unless all are siblings or an exemption names each."""
    limit, who = policy.figures.usual_fostering_limit, pair.residents
    entries = who.in_large_families
    first = pair.first.take(who.row.take(entries), axis=1)
    counted = _children_placed(pair, entries, first)
    fewer = np.full((1, len(place)), limit - 1, np.int32)
    over = who.more_than(fewer, entries, counted, pair.first) & pair.considered
    if not over.any():
        return np.full(pair.shape, MET)
    here = who.count_by_row(counted & (who.first.take(entries) <= first), entries) >= limit
    siblings_known = ask.of_person(lambda person: person.siblings is not None)
    plainly = over & here & siblings_known & ~_siblings_placed(pair) & ~place.of_setting(_has_exemptions)
    outcomes = holds(~plainly)
    for i, row in zip(*np.nonzero(over & ~plainly), strict=True):
        outcomes[i, row] = _over_the_limit(pair, int(i), int(row))
    return outcomes


def _siblings_placed(pair: Pairs) -> Bools:
    """(n, m): a brother or sister is or will be placed there."""
    placed = np.zeros(pair.shape, np.bool_)
    for i, person in enumerate(pair.asks.people):
        stays = [
            stay for other in pair.index.siblings.get(person.id, ()) for stay in pair.index.stays_of.get(other, ())
        ]
        placed[i, pair.rows_of_settings([stay.setting for stay in stays])] = True
    return placed


def _children_placed(pair: Pairs, entries: NDArray[np.intp], first: NDArray[np.int32]) -> Bools:
    """(n, e): which of these entries are there, and under 18 on the first night as far as anybody knows."""
    children: Bools = pair.others.take(entries, axis=1) & pair.residents.is_under(ADULT, first, entries)
    return children


def _has_exemptions(setting: Setting) -> bool:
    return bool(setting.exemptions)


def _over_the_limit(pair: Pairs, i: int, row: int) -> int:
    """The worst of the nights on which there would be more than the limit."""
    person = pair.asks.people[i]
    first, end = int(pair.first[i, row]), int(pair.presence_end[i, row])
    stays = [
        stay
        for stay in pair.index.stays_at.get(int(pair.places.setting[row]), [])
        if stay.person_id != person.id and stay.first < end and stay.leaving > first
    ]
    worst = int(MET)
    for night in {max(stay.first, first) for stay in stays}:
        there = {
            stay.person_id for stay in stays if stay.first <= night < stay.leaving and _is_child(pair, stay, night)
        }
        if len(there) >= pair.policy.figures.usual_fostering_limit:
            worst = max(worst, _together(pair, i, row, there))
    return worst


def _is_child(pair: Pairs, stay: Stay, night: int) -> bool:
    """Under 18 on the night, as far as anybody knows."""
    person = pair.index.people[stay.person_id]
    certain = person.date_of_birth is not None and person.age_state not in {AgeState.DISPUTED, AgeState.UNKNOWN}
    return not certain or age_on(person.date_of_birth or date.min, date.fromordinal(night)) < ADULT


def _together(pair: Pairs, i: int, row: int, there: set[str]) -> int:
    """Whether all who are there and this person may be: exempted, or siblings pair by pair."""
    person, siblings = pair.asks.people[i], pair.index.siblings
    setting, everybody = pair.index.setting_of_row(row), there | {person.id}
    first, end = int(pair.first[i, row]), int(pair.presence_end[i, row])
    if any(_exempts(exemption, setting, everybody, first, end) for exemption in setting.exemptions):
        return int(MET)
    others_are_siblings = all(there - {one} <= siblings.get(one, frozenset()) for one in there)
    if others_are_siblings and there <= siblings.get(person.id, frozenset()):
        return int(MET)
    if others_are_siblings and person.siblings is None:
        return int(Outcome.NOT_KNOWN_ASK)
    unknown_area = setting.area_authority is None and any(
        _in_force(one, everybody, first, end) for one in setting.exemptions
    )
    return PLACE if unknown_area else int(NOT_MET)


def _exempts(exemption: FosteringExemption, setting: Setting, everybody: set[str], first: int, end: int) -> bool:
    """Granted where the carer lives, in force on every night, naming each child."""
    return exemption.granted_by == setting.area_authority and _in_force(exemption, everybody, first, end)


def _in_force(exemption: FosteringExemption, everybody: set[str], first: int, end: int) -> bool:
    return (
        ordinal(exemption.valid_from, 0) <= first
        and ordinal(exemption.valid_to) >= end - 1
        and everybody <= set(exemption.young_people)
    )


def _calendar_known(setting: Setting) -> bool | None:
    return None if setting.availability is None else True


def carer_is_available(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A free bed, notice enough, and the carer there for the first `carer_settle_nights`."""
    free = holds((pair.nights.closed_by & CARER_VACANCY) == 0)
    calendar = place.setting_fact(_calendar_known)
    return either(place.not_household, all_of(free, calendar))


RULES = (
    Rule(
        slug="carer-approved",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        figures=("temporary_approval_weeks", "temporary_extension_weeks"),
        source=Source(
            CARE_PLANNING, "regulations 22, 24 and 25; 2011 Regulations regulation 28", date(2011, 4, 1), "U"
        ),
        limbs=(
            Limb(
                id="carer-approved:status",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                footing=True,
                judge=carers_are_approved,
                says="{setting} cannot take anyone new at present. Ask the fostering team.",
                rings="Can {setting} take somebody new at present? Ask the fostering team.",
            ),
            Limb(
                id="carer-approved:review",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.FOSTERING_MANAGER,),
                judge=carers_reviewed_within_a_year,
                says="The yearly review of {setting}'s approval is overdue. The fostering manager has to agree.",
                rings="When was {setting}'s approval last reviewed?",
            ),
        ),
    ),
    Rule(
        slug="terms-of-approval",
        kinds=(Kind.AUTHORISE,),
        figures=("terms_emergency_working_days",),
        source=Source(FOSTERING, "regulation 27(5); 2010 Regulations regulation 23", date(2011, 4, 1), "S"),
        duties=("duty-emergency-six-days",),
        limbs=(
            Limb(
                id="terms-of-approval",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.FOSTERING_DECISION_MAKER,),
                footing=True,
                judge=terms_include_this_placement,
                says="{setting} is approved for {terms_range}. {terms_next_step}",
                asks="How old is {name}, and what is the placement for?",
                rings="What is {setting} approved for?",
            ),
        ),
    ),
    Rule(
        slug="usual-fostering-limit",
        kinds=(Kind.AUTHORISE,),
        figures=("usual_fostering_limit",),
        source=Source("Children Act 1989", "Schedule 7 paragraphs 1 to 5", date(1991, 10, 14), "V"),
        limbs=(
            Limb(
                id="usual-fostering-limit",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.EXEMPTION,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.AREA_AUTHORITY,),
                must_record=("the names of the children",),
                footing=True,
                judge=three_foster_children_or_siblings,
                says="{setting} would be fostering more than {fostering_limit} children. The limit is {fostering_limit} unless "
                "they are all brothers and sisters. {area_authority} can grant an exemption that names {name}.",
                asks="Who are {name}'s brothers and sisters?",
                rings="In which authority's area does {setting} lie?",
            ),
        ),
    ),
    Rule(
        slug="carer-vacancy-usable",
        kinds=(Kind.HARD,),
        figures=("carer_settle_nights",),
        source=Source("Practice: the list of carers available", "Calderdale, Staffordshire", None, "S"),
        duties=("duty-plan-absence",),
        limbs=(
            Limb(
                id="carer-vacancy-usable",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=carer_is_available,
                says="{setting} is not available from {start}. {next_free}",
                rings="When is {setting} free, and how much notice do they need?",
            ),
        ),
    ),
)
