"""Adults in the minority: who of those placed in a children's home is 18 or over on a night, and this person among them."""

from datetime import date

from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, NOT_JUDGED, NOT_MET, PLACE, every
from tests.property.twin_pair import Pair


def adults_are_fewer(pair: Pair, night: date) -> Outcome:
    """That night fewer are 18 or over than are under 18, this person counted; or it depends on an age nobody knows."""
    ages = [pair.age_of(who, night) for who in pair.placed_on(night)]
    adults = sum(age is not None and age >= 18 for age in ages)
    children = sum(age is not None and age < 18 for age in ages)
    unknown = ages.count(None)
    me = pair.born.at_least(18, night)
    if adults + (me is MET) >= children + unknown + (me is not MET):
        return NOT_MET
    if adults + unknown + (me is MET) >= children + (me is not MET):
        return PLACE
    return ASK if me is ASK and adults + unknown + 1 >= children else MET


def closed_by_adults(pair: Pair, night: date) -> bool:
    judged = pair.group == "residential" and pair.residents_are_fed
    return judged and adults_are_fewer(pair, night) is NOT_MET


def adults_in_minority(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    if not pair.residents_are_fed:
        return NOT_JUDGED
    if "adults-in-minority" in pair.not_open:
        return NOT_MET
    return every(adults_are_fewer(pair, night) for night in pair.nights())
