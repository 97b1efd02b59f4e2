"""What the social worker sends."""

from typing import Annotated

from pydantic import Field

from matcher.domain.codes import Door, PlacementPurpose, Role, TravelMode
from matcher.domain.home_codes import SupportLevel
from matcher.domain.request_steps import (
    FundingAgreement,
    Introduction,
    JointAssessment,
    OutOfAreaSteps,
    SpecialistInput,
    UrgentWelfare,
    WelcomeConversation,
    WishesHeard,
)
from matcher.domain.values import Count, Day, Identifier, Instant, Location, Text, value

MOST_NIGHTS = 3653
LONGEST_WAIT = 366


@value
class Agreement:
    """The manager who agreed that the person should be accommodated."""

    name: Text
    role: Role | None = None
    at: Instant | None = None
    by_telephone: bool = False


@value
class RestrictionsOrder:
    """A court's order authorising restrictions."""

    order_id: Identifier
    restrictions: Text = ""
    review_on: Day | None = None


@value
class Asker:
    """Who is asking, and how to ring them back."""

    name: Text
    role: Role | None = None
    telephone: Text = ""


@value
class PlacementRequest:
    """A request for a place: for whom, from when, by which door, and what is asked of the place.

    The first night asked for is `start_date`; the leaving day is `end_date` (None = no planned end).
    """

    id: Identifier
    young_person_id: Identifier
    start_date: Day
    """First night asked for."""
    end_date: Day | None = None
    """Leaving day asked for; null = no planned end."""
    first_night_latest: Day | None = None
    """The latest first night that would do; None = only `start_date`."""
    expected_nights: Annotated[int, Field(ge=1, le=3650)] | None = None
    """How long it is expected to last, where no end is asked for."""
    needed_at: Instant | None = None
    """The moment a bed is needed by."""
    door: Door | None = None
    """How the request came."""
    purpose: PlacementPurpose | None = None
    """The type of placement, as in a carer's terms."""
    group_id: Identifier | None = None
    """Joins the requests of brothers and sisters."""
    is_emergency: bool = False
    """As declared; the hour alone does not make one."""
    emergency_reason: Text | None = None
    emergency_declared_by: Text | None = None
    """The manager who agreed that it is an emergency."""
    asked_by: Asker | None = None
    """Who is asking; they cannot approve their own request."""
    agreed_by: Agreement | None = None
    """The manager who agreed to accommodate."""
    where_now: Location | None = None
    """Where the young person is now, for tonight's journey."""
    where_now_is: Text | None = None
    """Where the young person is now, in words."""
    cannot_wait: Text | None = None
    """Anything that cannot wait until morning: medicine, allergy, injury, pregnancy, access."""
    secure_sought: bool | None = None
    """A secure place is asked for: outside the service."""
    deprivation_of_liberty_sought: bool | None = None
    """Restrictions amounting to deprivation of liberty are asked for."""
    restrictions_order: RestrictionsOrder | None = None
    """The court's order, where there is one."""
    release_expected_on: Day | None = None
    """From custody or youth detention."""
    released: bool = False
    """A step somebody records."""
    discharged: bool = False
    """Fit and free to leave hospital: a step somebody records."""
    homeless: bool | None = None
    """Has nowhere to live."""
    home_far_needed: bool | None = None
    """Needs to live away from home; None is read as no."""
    travel_mode: TravelMode | None = None
    """None = public transport."""
    required_ratio: Annotated[int, Field(ge=0, le=3)] | None = None
    """Staff this person needs to themselves on every shift: 0, 1 (1:1) or 2 (2:1)."""
    is_open: bool = True
    """Only open requests are ranked."""
    received_at: Instant | None = None
    """When the request came."""
    needed_until: Instant | None = None
    """The moment it ends, where hours matter: a stay of 24 hours or less."""
    returns_to_parent: bool | None = None
    """Short break: each stay ends with a parent or person with parental responsibility."""
    home_ruled_out_reason: Text | None = None
    """Why the person cannot live at home safely; the law asks this first."""
    stay_at_home_asked: bool | None = None
    """Living with a parent, or at home with outreach, was asked for."""
    minimum_support_level: SupportLevel | None = None
    """The least cover at night that is right."""
    support_hours_needed: Count | None = None
    """Hours of support a week."""
    specialist_input: tuple[SpecialistInput, ...] | None = None
    """Hours asked of specialists in weeks 1 to 4. Empty = none asked."""
    wishes: tuple[WishesHeard, ...] | None = None
    """What the young person thinks of the options or the choice."""
    welcome_conversations: tuple[WelcomeConversation, ...] | None = None
    """Held with managers about making the young person welcome."""
    out_of_area_steps: tuple[OutOfAreaSteps, ...] | None = None
    """The ticks before a placement out of area."""
    urgent_welfare: UrgentWelfare | None = None
    """Why a move cannot wait for a review."""
    joint_assessment: JointAssessment | None = None
    """Homeless at 16 or 17."""
    told_on: Day | None = None
    """When the young person was told of the move."""
    introductions: tuple[Introduction, ...] | None = None
    """Visits and overnights before moving."""
    funding_agreements: tuple[FundingAgreement, ...] | None = None
    """The budget holder's agreements."""

    def __post_init__(self) -> None:
        if self.end_date is not None and self.end_date <= self.start_date:
            raise ValueError("end_date is the leaving day: it must be after start_date")
        if self.first_night_latest is not None and self.first_night_latest < self.start_date:
            raise ValueError("first_night_latest must not be before start_date")
        if self.first_night_latest is not None and (self.first_night_latest - self.start_date).days > LONGEST_WAIT:
            raise ValueError("first_night_latest must be within a year of start_date")
        if (
            self.end_date is not None
            and self.first_night_latest is not None
            and self.end_date <= self.first_night_latest
        ):
            raise ValueError("end_date must be after first_night_latest")
        if self.end_date is not None and (self.end_date - self.start_date).days > MOST_NIGHTS:
            raise ValueError("a request covers at most ten years; leave end_date out for no planned end")
