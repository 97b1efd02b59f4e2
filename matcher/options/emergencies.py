"""What an emergency puts off, and who may decide tonight (catalogue 0.1, "Not known" and "Emergencies")."""

from matcher.domain.snapshot import OnCall
from matcher.frame import Places
from matcher.outcomes import ASK, NOT_JUDGED, PLACE
from matcher.rules import Kind, Limb

CHECK = "duty-72-hour-check"
NO_EMERGENCY_PERIOD = frozenset(
    {
        "lawful-basis-present",
        "s20-consent-valid:objection",
        "s20-consent-valid:recorded",
        "remand-conditions-met",
        "refer-youth-detention:released",
        "refer-hospital-or-mental-health-detention:discharged",
        "refer-deprivation-of-liberty:order",
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
        "no-placement-after-18:ends",
        "care-leaver-16-17-suitable",
        "homeless-16-17-assessment:bed-and-breakfast",
    }
)
"""Consent or order, conditions and age: an emergency does not put these off (catalogue 0.1, "Not known" (a))."""


def instead(limb: Limb, outcome: int) -> str:
    """The duty that takes the place of a step in an emergency; "" = it is done before confirming."""
    if limb.id in NO_EMERGENCY_PERIOD or outcome == NOT_JUDGED:
        return ""
    if limb.kind is Kind.CONFIRM and limb.emergency_duty:
        return limb.emergency_duty
    return CHECK if outcome == ASK and limb.kind in {Kind.HARD, Kind.CONFIRM} else ""


def is_relaxed(limb: Limb, outcome: int) -> bool:
    """An emergency puts the step off, or keeps the place listed with the question as a worry."""
    stays_listed = outcome == PLACE and limb.kind is Kind.HARD and not limb.footing
    return stays_listed or bool(instead(limb, outcome))


STAFFING = ("staff-ratio", "waking-night")
"""Looked at for the first nights only (`emergency_staffing_nights`)."""


def manager_on_call(places: Places) -> str:
    """The manager on the authority's on-call list, with the number; else whoever is on it first; "" = nobody is."""
    listed = places.index.snapshot.on_call
    managers = [one for one in listed if "manager" in one.role.lower()]
    return next((_in_words(one) for one in (*managers, *listed)), "")


def _in_words(one: OnCall) -> str:
    return f"{one.name}, {one.telephone}" if one.telephone else one.name
