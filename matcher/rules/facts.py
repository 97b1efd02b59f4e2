"""Facts that rules of several sections share."""

import numpy as np

from matcher.frame import Pairs, Places
from matcher.outcomes import NOT_JUDGED, PLACE, Outcomes, holds


def judged_at_best(place: Places, outcome: Outcomes) -> Outcomes:
    """External settings whose residents this authority does not feed are `not_judged` at best."""
    unfed = place.is_external & ~place.fed("external_residents")
    return np.where(unfed, np.maximum(outcome, NOT_JUDGED), outcome)


def registered_all_nights(place: Places, pair: Pairs) -> Outcomes:
    """An active registration from the first judged night to the last."""
    active = (place.registered_from <= pair.first) & (place.registered_to >= pair.presence_end - 1)
    return holds(active, known=place.registration_known, of=PLACE)
