"""Section D, and the vacancy itself: carers, their terms and limits, and who else is placed with them."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations

from matcher.domain.carers import Carer, FosteringExemption
from matcher.domain.codes import ApprovalStatus
from matcher.domain.nights import months_before
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, NOT_MET, PLACE, all_of, either, every, fact, opposite
from tests.property.twin_pair import Pair


def carer_status(pair: Pair) -> Outcome:
    if pair.group != "foster":
        return MET
    if "carer-approved:status" in pair.not_open:
        return NOT_MET
    if pair.carers is None:
        return PLACE
    return all_of(fact(bool(pair.carers)), *(may_foster(pair, carer) for carer in pair.carers))


def may_foster(pair: Pair, carer: Carer) -> Outcome:
    stays = fact(carer.last_day is None or carer.last_day >= pair.last_night)
    return all_of(opposite(fact(carer.allegation_open)), stays, approved_for(pair, carer))


def approved_for(pair: Pair, carer: Carer) -> Outcome:
    """Approved, or temporarily approved for this young person; not on hold, not resigned."""
    match carer.approval_status:
        case None:
            return PLACE
        case ApprovalStatus.APPROVED:
            return MET
        case ApprovalStatus.TEMPORARILY_APPROVED:
            return fact(None if carer.temporary_approval is None else temporary_now(pair, carer))
        case ApprovalStatus.NOT_APPROVED:
            return all_of(fact(temporary_now(pair, carer)), fact(carer.schedule_4_check_done is True))
    return NOT_MET


def temporary_now(pair: Pair, carer: Carer) -> bool:
    """A temporary approval that names the young person and has not ended by the first night."""
    temporary = carer.temporary_approval
    if temporary is None or pair.person.id not in temporary.young_people:
        return False
    weeks = pair.figures.temporary_approval_weeks
    if temporary.extended:
        weeks += pair.figures.temporary_extension_weeks
    return temporary.refusal_under_review or temporary.started_on + timedelta(weeks=weeks) > pair.first


def carer_review(pair: Pair) -> Outcome:
    if pair.group != "foster":
        return MET
    approved = [one for one in pair.carers or () if one.approval_status is ApprovalStatus.APPROVED]
    return every(review_in_date(pair, carer) for carer in approved)


def review_in_date(pair: Pair, carer: Carer) -> Outcome:
    """The last review, or the approval, within 12 months before the first night."""
    latest = carer.last_review_on or carer.approved_on
    return fact(None if latest is None else latest >= months_before(pair.first, 12))


def terms(pair: Pair) -> Outcome:
    """In an emergency terms that do not fit end the offered nights instead."""
    return MET if pair.is_emergency and pair.terms is NOT_MET else pair.terms


def fostering_limit(pair: Pair) -> Outcome:
    if pair.group != "foster":
        return MET
    groups = {frozenset(children_on(pair, night)) for night in pair.nights()}
    return every(group_within_limit(pair, group) for group in groups)


def children_on(pair: Pair, night: date) -> list[str]:
    """Everybody else placed there that night who is, or may be, under 18."""
    ages = {who: pair.age_of(who, night) for who in pair.placed_on(night)}
    return [who for who, age in ages.items() if age is None or age < 18]


def group_within_limit(pair: Pair, others: frozenset[str]) -> Outcome:
    if len(others) + 1 <= pair.figures.usual_fostering_limit:
        return MET
    everybody = sorted({*others, pair.person.id})
    all_siblings = every(siblings(pair, one, other) for one, other in combinations(everybody, 2))
    return either(all_siblings, *(exempts(pair, one, everybody) for one in pair.setting.exemptions))


def siblings(pair: Pair, one: str, other: str) -> Outcome:
    if pair.are_siblings(one, other):
        return MET
    not_asked = pair.person.id in {one, other} and pair.person.siblings is None
    return ASK if not_asked else NOT_MET


def exempts(pair: Pair, exemption: FosteringExemption, everybody: list[str]) -> Outcome:
    """In force on all judged nights, given where the carers live, and naming everybody there."""
    begun = exemption.valid_from is None or exemption.valid_from <= pair.first
    lasts = exemption.valid_to is None or exemption.valid_to >= pair.last_night
    area = pair.setting.area_authority
    given_there = fact(None if area is None else exemption.granted_by == area)
    return all_of(fact(begun and lasts and set(everybody) <= set(exemption.young_people)), given_there)


def household_vacancy(pair: Pair) -> Outcome:
    if "carer-vacancy-usable" in pair.not_open:
        return NOT_MET
    return PLACE if pair.is_household and pair.setting.availability is None else MET


def vacancy(pair: Pair) -> Outcome:
    return fact("usable-vacancy" not in pair.not_open)


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "carer-approved:status": carer_status,
    "carer-approved:review": carer_review,
    "terms-of-approval": terms,
    "usual-fostering-limit": fostering_limit,
    "carer-vacancy-usable": household_vacancy,
    "usable-vacancy": vacancy,
}
