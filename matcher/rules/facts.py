"""Facts that rules of several sections share."""

from matcher.frame import Pairs, Places
from matcher.outcomes import PLACE, Outcomes, all_of, holds


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
