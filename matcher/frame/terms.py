"""Whether ages, sex, number and type lie within a setting's written limits; used by terms of approval and statements."""

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ApprovalStatus, PlacementPurpose
from matcher.domain.person_codes import Sex
from matcher.domain.settings import Setting
from matcher.frame.asks import Asks
from matcher.frame.nights import OfferedNights
from matcher.frame.places import Places
from matcher.frame.residents import Residents
from matcher.ledger import FAR
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Outcomes, all_of, either, holds

Days = NDArray[np.int32]


def ages_within(asks: Asks, youngest: Days, oldest: Days, first: Days, last: Days) -> Outcomes:
    """The person is between `youngest` and `oldest` (1, m; -1 = not recorded) from `first` to `last` (n, m)."""
    low_first, high_first = asks.ages(first)
    low_last, high_last = asks.ages(last)
    certain = all_of(
        holds(low_first >= youngest, known=youngest >= 0, of=PLACE),
        holds(high_last <= oldest, known=oldest >= 0, of=PLACE),
    )
    if asks.all_ages_certain:
        return certain
    may = all_of(
        holds(high_first >= youngest, known=youngest >= 0, of=PLACE),
        holds(low_last <= oldest, known=oldest >= 0, of=PLACE),
    )
    return np.where((certain == NOT_MET) & (may != NOT_MET), np.maximum(may, np.int8(ASK)), certain).astype(np.int8)


def sex_within(asks: Asks, girls: Outcomes, boys: Outcomes) -> Outcomes:
    """The place takes the sex whose registration fits; met where it takes both, whoever asks."""
    fits = asks.sex_fits
    open_question = np.where(all_of(girls, boys) == MET, MET, fits["of"])
    return np.where(fits[Sex.FEMALE.value], girls, np.where(fits[Sex.MALE.value], boys, open_question)).astype(np.int8)


def terms_fit(
    asks: Asks, places: Places, residents: Residents, nights: OfferedNights, others: NDArray[np.bool_]
) -> Outcomes:
    """Age, sex, number and type in the carer's written terms include this placement on every night.

    others   (n, e): the residents, not the person, there on some of these nights
    """
    figures = asks.policy.figures
    last = np.where(nights.leaving == FAR, nights.first + figures.age_horizon_days, nights.leaving - 1).astype(np.int32)
    youngest, oldest, girls, boys = places.terms_limits
    inside = all_of(
        ages_within(asks, youngest, oldest, nights.first, last),
        sex_within(asks, girls, boys),
        _number(places, residents, nights, others),
        _type(asks, places),
    )
    agreed = holds(_agreed(asks, places))
    return either(inside, agreed)


def _agreed(asks: Asks, places: Places) -> NDArray[np.bool_]:
    """The decision maker has agreed for this person; or the carers are temporary and no terms are written."""
    agreed = np.repeat(places.of_setting(_no_terms_yet), len(asks), axis=0)
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


def _number(places: Places, residents: Residents, nights: OfferedNights, others: NDArray[np.bool_]) -> Outcomes:
    limit = places.of_setting(_terms_places, np.int32)
    crowded = residents.more_than(limit - 1, others & residents.is_placed, nights.first)
    return holds(~crowded, known=limit >= 0, of=PLACE)


def _type(asks: Asks, places: Places) -> Outcomes:
    allowed = places.of_setting(_types_allowed, np.int32)
    bit = asks.of_request(
        lambda request: 0 if request.purpose is None else 1 << PURPOSES.index(request.purpose), np.int32
    )
    listed = np.where(bit == 0, np.int8(ASK), np.where(allowed & bit, MET, NOT_MET))
    return np.where(allowed < 0, MET, listed).astype(np.int8)


PURPOSES = tuple(PlacementPurpose)


def _types_allowed(setting: Setting) -> int:
    """One bit for each type that the terms list; -1 = they list none."""
    types = setting.terms.types if setting.terms else None
    return -1 if not types else sum(1 << PURPOSES.index(one) for one in types)
