"""Temporary approval of connected carers: for whom, and until when."""

from matcher.domain.carers import Carer
from matcher.domain.codes import ApprovalStatus
from matcher.ledger import FAR, ordinal
from matcher.policy import Policy


def temporary_end(carer: Carer, person_id: str, policy: Policy) -> int | None:
    """The leaving day of a carer's temporary approval for this person; FAR = none while under review; None = no such."""
    approval = carer.temporary_approval
    if carer.approval_status is ApprovalStatus.APPROVED or approval is None or person_id not in approval.young_people:
        return None
    if approval.refusal_under_review:
        return FAR
    weeks, extension = policy.figures.temporary_approval_weeks, policy.figures.temporary_extension_weeks
    return ordinal(approval.started_on) + 7 * (weeks + (extension if approval.extended else 0))
