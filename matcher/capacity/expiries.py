"""What runs out at a setting: approvals, limits, exemptions, checks, assessments and legal reasons (catalogue L, `expiry-list`).

Each ends on the very day on which the rule of its kind stops counting it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from matcher.capacity.ahead_model import Expiry, ExpiryKind
from matcher.capacity.expiries_of_people import expiries_of_people
from matcher.domain.carers import Carer
from matcher.domain.codes import ApprovalStatus
from matcher.domain.nights import birthday
from matcher.domain.settings import Setting
from matcher.frame import Frame
from matcher.ledger import is_foster, is_household
from matcher.policy.figures import Figures

K = ExpiryKind
DONE_AGAIN = frozenset(
    {
        K.CARER_REVIEW,
        K.HOUSEHOLD_CHECK,
        K.LOCATION_ASSESSMENT,
        K.TEMPORARY_APPROVAL,
        K.EMERGENCY_LIMIT,
        K.LEGAL_REASON,
    }
)
"""Somebody has to do something about these even after they have run out."""


def expiries_at(frame: Frame, setting: int, first: date, leaving: date, *, named: bool) -> tuple[Expiry, ...]:
    """What runs out from `first` up to and not including `leaving`; and from today on, what has run out before."""
    home, today = frame.snapshot.settings[setting], frame.snapshot.today
    found = [*_of_setting(home, frame.policy.figures), *(expiries_of_people(frame, setting) if named else ())]
    late = [replace(one, is_past=True) for one in found if first == today > one.on and one.kind in DONE_AGAIN]
    soon = [one for one in found if first <= one.on < leaving]
    return tuple(sorted([*late, *soon], key=_in_order))


def _in_order(one: Expiry) -> tuple[date, str, str, str]:
    return one.on, one.kind, one.record_id or "", one.young_person_id or ""


def _of_setting(home: Setting, figures: Figures) -> Iterator[Expiry]:
    if home.registration and home.registration.valid_to:
        yield Expiry(kind=K.REGISTRATION, on=home.registration.valid_to, says="The registration ends.")
    for carer in home.carers or ():
        yield from _of_carer(carer, is_fostering=is_foster(home))
    for member in (home.household or ()) if is_household(home) else ():
        if member.check_renew_by:
            says = "The check of an adult who lives there has to be done again."
            yield Expiry(kind=K.HOUSEHOLD_CHECK, on=member.check_renew_by, says=says, record_id=member.id)
    for check in home.coresident_checks or ():
        if check.checked_on and check.is_care_leaver is not True:
            on = check.checked_on + timedelta(days=figures.coresident_check_days)
            says = "The risk check of an adult who shares the unit is too old for somebody new."
            yield Expiry(kind=K.CORESIDENT_CHECK, on=on, says=says, record_id=check.adult_id)
    if home.location_assessment and home.location_assessment.reviewed_on:
        on = home.location_assessment.reviewed_on + timedelta(days=figures.location_assessment_days)
        yield Expiry(kind=K.LOCATION_ASSESSMENT, on=on, says="The review of the area has to be done again.")


def _of_carer(carer: Carer, *, is_fostering: bool) -> Iterator[Expiry]:
    if carer.last_day:
        yield Expiry(kind=K.CARER_STOPS, on=carer.last_day, says="The carer's last day.", record_id=carer.id)
    reviewed = carer.last_review_on or carer.approved_on
    if is_fostering and carer.approval_status is ApprovalStatus.APPROVED and reviewed:
        says = "The carer's approval has to be reviewed."
        yield Expiry(kind=K.CARER_REVIEW, on=birthday(reviewed, 1), says=says, record_id=carer.id)
