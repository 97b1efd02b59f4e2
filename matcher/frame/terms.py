"""Whether ages, sex, number and type lie within a setting's written limits; used by terms of approval and statements."""

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ApprovalStatus, MemberRelation, PlacementPurpose
from matcher.domain.person_codes import PlacementSex
from matcher.domain.settings import Setting
from matcher.frame.asks import Asks
from matcher.frame.nights import OfferedNights
from matcher.frame.places import Places
from matcher.frame.residents import Residents
from matcher.ledger import FAR, is_foster
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Outcomes, all_of, either, holds, stacked

Days = NDArray[np.int32]
Ages = NDArray[np.intp]


def ages_within(asks: Asks, youngest: Ages, oldest: Ages, first: Days, last: Days) -> Outcomes:
    """The person is between `youngest` and `oldest` (1, m; -1 = not recorded) from `first` to `last` (n, m)."""
    may_be_old_enough, is_old_enough = asks.turning(youngest)
    may_be_too_old, is_too_old = asks.turning(oldest + 1)
    certain = all_of(
        holds(is_old_enough <= first, known=youngest >= 0, of=PLACE),
        holds(may_be_too_old > last, known=oldest >= 0, of=PLACE),
    )
    if asks.all_ages_certain:
        return certain
    may = all_of(
        holds(may_be_old_enough <= first, known=youngest >= 0, of=PLACE),
        holds(is_too_old > last, known=oldest >= 0, of=PLACE),
    )
    return np.where((certain == NOT_MET) & (may != NOT_MET), np.maximum(may, np.int8(ASK)), certain).astype(np.int8)


def sex_within(asks: Asks, girls: Outcomes, boys: Outcomes) -> Outcomes:
    """The place takes the sex whose registration fits; met where it takes both, whoever asks."""
    return stacked([_takes(fit, girls[0], boys[0]) for fit in asks.sex_fits])


def _takes(fit: PlacementSex | None, girls: Outcomes, boys: Outcomes) -> Outcomes:
    if fit is PlacementSex.FEMALE:
        return girls
    if fit is PlacementSex.MALE:
        return boys
    return np.where(all_of(girls, boys) == MET, MET, np.int8(PLACE if fit is PlacementSex.TALK_FIRST else ASK))


def terms_fit(
    asks: Asks, places: Places, residents: Residents, nights: OfferedNights, others: NDArray[np.bool_]
) -> Outcomes:
    """Age, sex, number and type in the carer's written terms include this placement on every night.

    others   (n, e): the residents, not the person, there on some of these nights
    """
    figures = asks.policy.figures
    last = np.where(nights.leaving == FAR, nights.first + figures.age_horizon_days, nights.leaving - 1)
    youngest, oldest, girls, boys = places.terms_limits
    inside = all_of(
        ages_within(asks, youngest, oldest, nights.first, last),
        sex_within(asks, girls, boys),
        _number(asks, places, residents, nights, others),
        _type(asks, places),
    )
    agreed = holds(_agreed(asks, places))
    return either(inside, agreed)


def _agreed(asks: Asks, places: Places) -> NDArray[np.bool_]:
    """The decision maker has agreed for this person; or the carers are temporary and no terms are written."""
    agreed = places.of_setting(_no_terms_yet).repeat(len(asks), axis=0)
    for i, person in enumerate(asks.people):
        for at in places.index.terms_agreed_for.get(person.id, ()):
            agreed[i, places.index.rows_of.get(at, [])] = True
    return agreed


def _no_terms_yet(setting: Setting) -> bool:
    carers = setting.carers or ()
    temporary = all(
        carer.temporary_approval and carer.approval_status is not ApprovalStatus.APPROVED for carer in carers
    )
    return setting.terms is None and bool(carers) and temporary


def _terms_places(setting: Setting) -> int:
    return -1 if setting.terms is None or setting.terms.places is None else setting.terms.places


def _number(
    asks: Asks, places: Places, residents: Residents, nights: OfferedNights, others: NDArray[np.bool_]
) -> Outcomes:
    """Everybody placed there and this person; and those who stay put after 18, where the policy counts them."""
    limit = places.of_setting(_terms_places, np.int32)
    left = limit - 1 - _others_staying_put(asks, places)
    entries = places.once(_near_the_limit, residents)
    crowded = residents.more_than(left, entries, others.take(entries, axis=1), nights.first)
    return holds(~crowded, known=limit >= 0, of=PLACE)


def _near_the_limit(places: Places, residents: Residents) -> NDArray[np.intp]:
    """The entries of those placed where, at one time or another, nobody more could be within the number in the terms."""
    used = places.of_setting(_staying_put, np.int32) if places.policy.figures.staying_put_counts else 0
    limit = places.of_setting(_terms_places, np.int32)
    near = (limit >= 0) & (residents.count_by_row(residents.is_placed) + used >= limit)
    return np.flatnonzero(near[0].take(residents.row) & residents.is_placed[0])


def _others_staying_put(asks: Asks, places: Places) -> NDArray[np.int32]:
    """(n or 1, m): the places in the terms that arrangements after 18 use; the young person's own never counts."""
    if not asks.policy.figures.staying_put_counts:
        return np.zeros((1, len(places)), np.int32)
    everybody = places.of_setting(_staying_put, np.int32)
    own = [places.ledger.staying_put.get(person.id, []) for person in asks.people]
    if not any(own):
        return everybody
    others = everybody.repeat(len(asks), axis=0)
    for i, homes in enumerate(own):
        for at, _ in homes:
            others[i, places.index.rows_of.get(at, [])] -= 1
    return others


def _staying_put(setting: Setting) -> int:
    relations = [member.relation for member in (setting.household or ())]
    return relations.count(MemberRelation.STAYING_PUT) if is_foster(setting) else 0


def _type(asks: Asks, places: Places) -> Outcomes:
    return stacked([_of_type(places, request.purpose)[0] for request in asks.requests])


def _of_type(places: Places, purpose: PlacementPurpose | None) -> Outcomes:
    if purpose is None:
        return np.minimum(places.setting_fact(_any_type), np.int8(ASK))
    return places.meets(purpose, _allows)


def _allows(setting: Setting, purpose: PlacementPurpose) -> bool:
    return _any_type(setting) or purpose in ((setting.terms and setting.terms.types) or ())


def _any_type(setting: Setting) -> bool:
    """The terms list no types."""
    return not (setting.terms and setting.terms.types)
