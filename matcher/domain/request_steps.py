"""Steps that somebody takes and records on the way to a decision. A step that is absent has not been taken."""

from typing import Annotated

from pydantic import Field

from matcher.domain.codes import WorkerRole
from matcher.domain.values import Day, Identifier, Instant, Pounds, Text, value

Hours = Annotated[float, Field(ge=0, le=168)]


@value
class WishesHeard:
    """What the young person thinks of one setting, or of the choice (no setting named)."""

    setting_id: Identifier | None = None
    heard_on: Day | None = None
    how: Text = ""
    by: Text = ""
    words: Text = ""
    not_practicable: Text = ""
    """Why they could not be asked."""


@value
class WelcomeConversation:
    """A conversation with the manager about making the young person welcome. Never why."""

    setting_id: Identifier
    held_on: Day


@value
class OutOfAreaSteps:
    """The steps before a placement out of area (reg 11(2)), each with the day it was done, for one setting."""

    setting_id: Identifier
    wishes_heard_on: Day | None = None
    most_appropriate_on: Day | None = None
    """Most appropriate, and consistent with the care plan."""
    relatives_consulted_on: Day | None = None
    iro_consulted_on: Day | None = None
    area_authority_told_on: Day | None = None
    """Notified; for a placement at a distance consulted."""
    care_plan_given_on: Day | None = None
    """For a placement at a distance: the area authority was given the care plan."""


@value
class Introduction:
    """A visit and an overnight before moving, at one setting."""

    setting_id: Identifier
    visited_on: Day | None = None
    stayed_on: Day | None = None


@value
class FundingAgreement:
    """The budget holder's agreement to the cost of one setting."""

    setting_id: Identifier
    agreed_by: Text
    agreed_on: Day
    weekly: Pounds | None = None


@value
class UrgentWelfare:
    """An urgent welfare need that cannot wait for a review: why, who said so, when."""

    reason: Text
    by: Text
    at: Instant


@value
class JointAssessment:
    """The section 20 and section 17 assessment of somebody homeless at 16 or 17."""

    assessed_on: Day | None = None
    wishes_recorded_on: Day | None = None


@value
class SpecialistInput:
    """Hours asked of a specialist in each of weeks 1 to 4."""

    role: WorkerRole
    week_1: Hours = 0
    week_2: Hours = 0
    week_3: Hours = 0
    week_4: Hours = 0


@value
class GivenBy:
    """A consent from outside: who gave it, for whom, when, and their reference."""

    name: Text
    organisation: Text
    on: Day
    reference: Text = ""
