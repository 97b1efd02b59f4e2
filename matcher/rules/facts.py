"""Facts that rules of several sections share."""

from collections.abc import Callable

import numpy as np

from matcher.domain.people import YoungPerson
from matcher.domain.settings import Setting
from matcher.frame import Pairs, Places
from matcher.outcomes import MET, PLACE, Outcomes, all_of, holds


def judged_at_best(place: Places, outcome: Outcomes) -> Outcomes:
    """External settings whose residents this authority does not feed are `not_judged` at best."""
    return all_of(outcome, place.at_best("external_residents"))


def registered_all_nights(place: Places, pair: Pairs) -> Outcomes:
    """An active registration from the first judged night to the last."""
    return pair.once(_registered)


def _registered(pair: Pairs) -> Outcomes:
    place = pair.places
    active = (place.registered_from <= pair.first) & (place.registered_to >= pair.presence_end - 1)
    return holds(active, known=place.registration_known, of=PLACE)


def of_each_person(
    pair: Pairs, settled: Callable[[YoungPerson], int | None], judge: Callable[[Pairs, int], Outcomes]
) -> Outcomes:
    """What the person's own facts settle, the same at every place (n, 1); else `judge`, place by place (1, m)."""
    alone = [settled(person) for person in pair.asks.people]
    if None not in alone:
        return np.array(alone, np.int8)[:, None]
    outcomes = np.empty(pair.shape, np.int8)
    for i, outcome in enumerate(alone):
        outcomes[i] = judge(pair, i) if outcome is None else outcome
    return outcomes


def household_recorded(place: Places) -> Outcomes:
    """A family's household is recorded; else unknown, or not judged where nobody tells us who lives there."""
    return place.once(_household_recorded, "external_residents")


def _household_recorded(place: Places, feed: str) -> Outcomes:
    missing = place.is_household & ~place.of_setting(_has_household)
    return np.where(missing, place.where_missing(feed), MET)


def _has_household(setting: Setting) -> bool:
    return setting.household is not None
