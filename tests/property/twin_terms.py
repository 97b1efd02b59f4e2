"""Whether a registration or a carer's terms take this young person: age, sex, number, type."""

from matcher.domain.carers import Carer
from matcher.domain.codes import ApprovalStatus
from matcher.domain.person_codes import PlacementSex, Sex
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, PLACE, all_of, either, fact, opposite
from tests.property.twin_pair import Pair


def age_within(pair: Pair, age_min: int | None, age_max: int | None) -> Outcome:
    """Old enough on the first night, and not too old on the last."""
    old_enough = PLACE if age_min is None else pair.born.at_least(age_min, pair.first)
    young_enough = PLACE if age_max is None else opposite(pair.born.at_least(age_max + 1, pair.last_day_for_ages))
    return all_of(old_enough, young_enough)


def sex_within(pair: Pair, sexes: tuple[Sex, ...] | None) -> Outcome:
    """As the registration uses it. Where a talk comes first, or nothing is recorded, met only where both fit."""
    both = fact(None if sexes is None else set(sexes) == set(Sex))
    asked = pair.person.placement_sex or pair.person.sex
    if asked is None:
        return either(both, ASK)
    if asked is PlacementSex.TALK_FIRST:
        return either(both, PLACE)
    return fact(None if sexes is None else Sex(asked.value) in sexes)


def is_temporary(carer: Carer) -> bool:
    """A carer who has the temporary approval of regulation 24, and no other."""
    return carer.temporary_approval is not None and carer.approval_status is not ApprovalStatus.APPROVED


def terms_fit(pair: Pair) -> Outcome:
    """Age, sex, number and type within the written terms, or the decision maker has agreed."""
    terms = pair.setting.terms
    if terms is None:
        carers = pair.carers or ()
        return MET if carers and all(is_temporary(carer) for carer in carers) else PLACE
    if pair.person.id in terms.agreed_for:
        return MET
    staying_put = len(pair.staying_put) if pair.figures.staying_put_counts else 0
    number = max(len(pair.placed_on(night)) for night in pair.nights()) + staying_put + 1
    return all_of(
        age_within(pair, terms.age_min, terms.age_max),
        sex_within(pair, terms.sexes),
        fact(None if terms.places is None else number <= terms.places),
        type_within(pair),
    )


def type_within(pair: Pair) -> Outcome:
    types = pair.setting.terms.types if pair.setting.terms is not None else None
    if not types:
        return MET
    return fact(None if pair.request.purpose is None else pair.request.purpose in types, ASK)
