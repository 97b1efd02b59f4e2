"""What is recorded about a setting's safety, checks, company and offers. `None` = nobody has recorded it."""

from matcher.domain.home_codes import Judgement
from matcher.domain.request_steps import Hours
from matcher.domain.values import Count, Day, Identifier, Text, value


@value
class CoresidentCheck:
    """An adult who lives in a shared unit: whether they are a care leaver, and the last risk check."""

    adult_id: Identifier
    is_care_leaver: bool | None = None
    checked_on: Day | None = None
    do_not_place_match: bool | None = None
    """The check found somebody who must not live with young people."""


@value
class Inspection:
    """The latest inspection. `judgement` null = inspected or not, no judgement yet."""

    judgement: Judgement | None = None
    on: Day | None = None
    link: Text = ""


@value
class LocationAssessment:
    """The review of whether the area is safe and right."""

    reviewed_on: Day | None = None
    police_concern: bool | None = None
    """An open concern of the police."""


@value
class LinkedAdult:
    """An adult who visits regularly, or is close to somebody of the household."""

    id: Identifier
    how: Text = ""


@value
class VisitingChild:
    """A child who stays overnight now and then."""

    date_of_birth: Day | None = None
    vulnerable_child: bool | None = None


@value
class ParentsAssessment:
    """Regulations 15 to 19: whether living with a parent is right. Each step with the day it was done."""

    started_on: Day | None = None
    suitability_assessed_on: Day | None = None
    """Parent, home and the adults there."""
    wishes_heard_on: Day | None = None
    placement_plan_on: Day | None = None
    iro_consulted_on: Day | None = None
    urgent_necessary_by: Text = ""
    """The nominated officer who finds it necessary to go first."""
    parent_interviewed_on: Day | None = None
    """Urgent route: the parent is interviewed first."""


@value
class OutreachOffer:
    """What the team can give at home: hours a week, who begins, from when, short stays if agreed."""

    hours_a_week: Hours
    worker: Text = ""
    first_visit_on: Day | None = None
    short_stay_nights: Count | None = None
