"""Section D: a connected carer's temporary approval, rooms in foster families, and the checks of a household's adults."""

from collections.abc import Callable
from datetime import date, timedelta

from matcher.domain.carers import Carer
from matcher.domain.codes import ApprovalStatus, MemberRelation, SettingKind
from matcher.domain.nights import Nights, age_on
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import PlacementSex, RiskType, Sex
from matcher.domain.settings import HouseholdMember
from matcher.domain.values import is_blank
from matcher.outcomes import Outcome
from tests.property.twin_facts import (
    ASK,
    MET,
    NOT_JUDGED,
    NOT_MET,
    PLACE,
    all_of,
    at_best_not_judged,
    either,
    every,
    fact,
    opposite,
    some,
)
from tests.property.twin_pair import Pair

# Temporary approval


def temporary_approval(pair: Pair) -> Outcome:
    if pair.kind is not SettingKind.CONNECTED_CARER:
        return MET
    return PLACE if pair.carers is None else every(agreed(pair, carer) for carer in pair.carers)


def agreed(pair: Pair, carer: Carer) -> Outcome:
    if carer.approval_status is None:
        return PLACE
    temporary = {ApprovalStatus.TEMPORARILY_APPROVED, ApprovalStatus.NOT_APPROVED}
    return fact(carer.approval_status not in temporary or is_agreed(pair, carer))


def is_agreed(pair: Pair, carer: Carer) -> bool:
    """It names the young person, has not ended by the first night, and who agreed it is recorded."""
    one = carer.temporary_approval
    if one is None or pair.person.id not in one.young_people:
        return False
    weeks = pair.figures.temporary_approval_weeks + (pair.figures.temporary_extension_weeks if one.extended else 0)
    lasts = one.refusal_under_review or pair.first < one.started_on + timedelta(weeks=weeks)
    by_somebody = not is_blank(one.approved_by) and one.approved_on is not None
    extension = not is_blank(one.extension_approved_by) and one.extension_approved_on is not None
    return lasts and by_somebody and (extension or not one.extended)


# Rooms


def bars(pair: Pair) -> Outcome:
    """A room that is a bedroom; and in a shared one nobody with whom sharing is barred."""
    if pair.group != "foster":
        return MET
    room = pair.place.is_bedroom
    is_bedroom = fact(room, PLACE if "bedrooms" in pair.policy.feeds else NOT_JUDGED)
    if not pair.place.shared_room:
        return is_bedroom
    sharers = every(may_share(pair, who) for who in in_the_room(pair))
    return all_of(is_bedroom, either(is_too_young(pair), at_best_not_judged(sharers, fed=pair.residents_are_fed)))


def sharing(pair: Pair) -> Outcome:
    if pair.group != "foster" or not pair.place.shared_room:
        return MET
    alone = at_best_not_judged(fact(not in_the_room(pair)), fed=pair.residents_are_fed)
    return either(is_too_young(pair), alone)


def is_too_young(pair: Pair) -> Outcome:
    """Too young, to the last day, to need a room of their own."""
    return pair.born.under(pair.figures.own_bedroom_from_age, pair.last_day_for_ages)


def in_the_room(pair: Pair) -> list[str]:
    """Everybody else who sleeps in this row's room on some judged night."""
    judged = Nights(pair.first, pair.end)
    placed = [one for one in pair.placed_here if pair.row_of(one) == pair.place.place_id]
    members = [one.id for one in pair.household if one.place_id == pair.place.place_id and one.id != pair.person.id]
    return sorted({*(one.young_person_id for one in placed if one.nights.overlaps(judged)), *members})


def may_share(pair: Pair, who: str) -> Outcome:
    return all_of(no_adult(pair, who), sexes_fit(pair, who), no_harm(pair, who))


def last_night_together(pair: Pair, who: str) -> date:
    """The last judged night on which both sleep there."""
    nights = [night for night in pair.nights() if sleeps(pair, who, night)]
    return nights[-1]


def sleeps(pair: Pair, who: str, night: date) -> bool:
    if member(pair, who) is not None:
        return True
    here = [one for one in pair.placed_here if one.young_person_id == who and pair.row_of(one) == pair.place.place_id]
    return any(one.nights.covers(night) for one in here)


def member(pair: Pair, who: str) -> HouseholdMember | None:
    return next((one for one in pair.household if one.id == who and one.place_id == pair.place.place_id), None)


def other_is(pair: Pair, who: str, age: int) -> Outcome:
    """The other is that old on the last night they share."""
    one = member(pair, who)
    if one is not None and one.relation is not MemberRelation.OWN_CHILD:
        return MET
    day = last_night_together(pair, who)
    if one is not None:
        return fact(None if one.date_of_birth is None else age_on(one.date_of_birth, day) >= age)
    return fact(None if (years := pair.age_of(who, day)) is None else years >= age)


def i_am(pair: Pair, who: str, age: int) -> Outcome:
    return pair.born.at_least(age, last_night_together(pair, who))


def no_adult(pair: Pair, who: str) -> Outcome:
    return opposite(either(other_is(pair, who, 18), i_am(pair, who, 18)))


def sexes_fit(pair: Pair, who: str) -> Outcome:
    """The same sex, or both under ten."""
    ten = pair.figures.share_other_sex_until_age
    both_young = opposite(either(other_is(pair, who, ten), i_am(pair, who, ten)))
    return either(both_young, same_sex(sex_of(pair.person), sex_of(pair.people.get(who))))


def sex_of(person: YoungPerson | None) -> Sex | PlacementSex | None:
    return (person.placement_sex or person.sex) if person is not None else None


def same_sex(mine: Sex | PlacementSex | None, theirs: Sex | PlacementSex | None) -> Outcome:
    if theirs is None or PlacementSex.TALK_FIRST in {mine, theirs}:
        return PLACE
    return ASK if mine is None else fact(mine.value == theirs.value)


def no_harm(pair: Pair, who: str) -> Outcome:
    return all_of(harmless(pair.person, ASK), harmless(pair.people.get(who), PLACE))


def harmless(person: YoungPerson | None, of: Outcome) -> Outcome:
    """No record of sexually harmful behaviour, however old."""
    if person is None or person.risks is None:
        return of
    return fact(not any(one.risk is RiskType.SEXUAL_HARM and one.level != 0 for one in person.risks))


# Checks of the household's adults


def unfed(pair: Pair, outcome: Outcome) -> Outcome:
    """What is not known, or not done, about checks this authority does not feed is not judged."""
    return outcome if "household_checks" in pair.policy.feeds else min(outcome, NOT_JUDGED)


def adults_checked(pair: Pair) -> Outcome:
    if not pair.is_household:
        return MET
    if pair.setting.household is None:
        return unfed(pair, PLACE)
    each = every(either(fact(one.checked_on is not None), is_no_adult(pair, one)) for one in pair.household)
    some_are_on_record = any(one.checked_on is not None for one in pair.household)
    return NOT_MET if each is NOT_MET and some_are_on_record else unfed(pair, each)


def is_no_adult(pair: Pair, one: HouseholdMember) -> Outcome:
    """Under 18 on the first night; a carer's checks belong to the approval."""
    if one.relation is MemberRelation.CARER:
        return MET
    if one.relation is not MemberRelation.OWN_CHILD:
        return NOT_MET
    return fact(None if one.date_of_birth is None else age_on(one.date_of_birth, pair.first) < 18)


def renewals_in_time(pair: Pair) -> Outcome:
    if not pair.is_household:
        return MET
    if pair.setting.household is None:
        return unfed(pair, PLACE)
    return every(renewal(pair, one) for one in pair.household)


def renewal(pair: Pair, one: HouseholdMember) -> Outcome:
    child = is_no_adult(pair, one)
    if child is PLACE:
        child = unfed(pair, PLACE)
    grace = timedelta(days=pair.figures.check_grace_days)
    if one.check_renew_by is not None:
        return some([child, fact(one.check_renew_by + grace >= pair.first)])
    return MET if one.checked_on is None else some([child, unfed(pair, PLACE)])


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "connected-person-temporary-approval": temporary_approval,
    "foster-bedroom:bars": bars,
    "foster-bedroom:sharing": sharing,
    "household-adults-checked:checked": adults_checked,
    "household-adults-checked:renewal": renewals_in_time,
}
