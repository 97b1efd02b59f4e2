"""What a setting is like to live in, as rules and scores both read it; and how high a risk counts at each place."""

import numpy as np
from numpy.typing import NDArray

from matcher.domain.home_codes import HouseholdNeedKind, Smoking
from matcher.domain.people import RiskEntry, YoungPerson
from matcher.domain.person_codes import Sex
from matcher.domain.settings import Setting
from matcher.frame.pairs import Pairs
from matcher.frame.risks import highest

TWO = 2


def household_meets(setting: Setting, need: HouseholdNeedKind) -> bool | None:
    """Whether the household is what is needed, or nobody has recorded it."""
    if need is HouseholdNeedKind.SOMEBODY_HOME_IN_DAY:
        return setting.somebody_home_in_day
    if setting.carers is None:
        return None
    if need is HouseholdNeedKind.TWO_CARERS:
        return len(setting.carers) >= TWO
    sexes = {carer.sex for carer in setting.carers}
    wanted = Sex.FEMALE if need is HouseholdNeedKind.WOMAN_CARER else Sex.MALE
    if wanted in sexes:
        return True
    return None if None in sexes else False


def species_of(word: str) -> str:
    """One animal's word for all of its kind: `Cats` and `cat` are the same."""
    return word.strip().casefold().removesuffix("s")


def has_pets(setting: Setting) -> bool | None:
    """Whether any animal lives there."""
    return None if setting.pets is None else bool(setting.pets)


def no_smoke_indoors(setting: Setting) -> bool | None:
    """Nobody smokes indoors."""
    return None if setting.smoking is None else setting.smoking is not Smoking.INDOORS


def may_smoke(setting: Setting) -> bool | None:
    """Smoking is possible, if only outside."""
    return None if setting.smoking is None else setting.smoking is not Smoking.NO_SMOKING


def troubled_by_smoke(person: YoungPerson) -> bool | None:
    """Prefers a smoke-free home, or has asthma."""
    answers = {person.prefers_smoke_free, person.health.asthma if person.health else None}
    return True if True in answers else None if None in answers else False


def levels_where(pair: Pairs, i: int, entries: list[RiskEntry], months: int) -> NDArray[np.int8]:
    """(m,): the highest level of the entries that still count at each place's first judged night."""
    levels = np.zeros(len(pair.places), np.int8)
    for first, rows in pair.first_nights(i):
        levels[rows] = highest(entries, first, months)
    return levels
