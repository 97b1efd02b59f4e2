"""Foster carers, connected carers and hosts: approval, written terms, training, exemptions."""

from matcher.domain.codes import (
    ApprovalStatus,
    PlacementPurpose,
)
from matcher.domain.person_codes import Sex, SkilledNeed
from matcher.domain.values import Age, Count, Day, Identifier, Text, value


@value
class TermsOfApproval:
    """A carer's written terms. Ages in whole years, both included; `places` counts every foster child there."""

    age_min: Age | None = None
    age_max: Age | None = None
    sexes: tuple[Sex, ...] | None = None
    """Both, or one."""
    places: Count | None = None
    """How many at once, the new one included."""
    types: tuple[PlacementPurpose, ...] | None = None
    """Types of placement; empty or null = no limit."""
    agreed_for: tuple[Identifier, ...] = ()
    """Young people whom the decision maker has agreed outside the terms."""


@value
class TemporaryApproval:
    """A connected carer's temporary approval (reg 24), for named young people."""

    young_people: tuple[Identifier, ...]
    started_on: Day
    extended: bool = False
    """An extension is given or asked for (reg 25)."""
    refusal_under_review: bool = False
    approved_by: Text | None = None
    """The nominated officer who agreed."""
    approved_on: Day | None = None
    extension_approved_by: Text | None = None
    """The nominated officer who agreed the extension."""
    extension_approved_on: Day | None = None


@value
class Carer:
    """An approved or temporarily approved carer, or a host of supported lodgings."""

    id: Identifier
    name: Text = ""
    approval_status: ApprovalStatus | None = None
    """`not_approved` may be used for a connected person with the Schedule 4 check."""
    approved_by: Identifier | None = None
    """Authority or agency that approved them."""
    approved_on: Day | None = None
    """Counts as the last review until there is one."""
    last_review_on: Day | None = None
    last_day: Day | None = None
    """Last day of a carer who is stopping."""
    allegation_open: bool | None = None
    """Shown to the fostering manager only."""
    schedule_4_check_done: bool | None = None
    """A step: null = not done."""
    temporary_approval: TemporaryApproval | None = None
    """Regulation 24, for named young people."""
    trained_in: tuple["Training", ...] | None = None
    """Skilled needs the carer can meet."""
    sex: Sex | None = None


@value
class Training:
    """Trained to meet a skilled need, from a day on (None = already)."""

    need: SkilledNeed
    trained_on: Day | None = None


@value
class FosteringExemption:
    """An exemption from the usual fostering limit, naming each child."""

    granted_by: Identifier
    young_people: tuple[Identifier, ...]
    valid_from: Day | None = None
    valid_to: Day | None = None
