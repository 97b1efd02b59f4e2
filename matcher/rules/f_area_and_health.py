"""Section F: the area around a place, health care within reach, and the way to college or work."""

from datetime import date

import numpy as np

from matcher.domain.codes import Role
from matcher.domain.people_needs import Treatment
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.travel import longest_to
from matcher.ledger import ordinal
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Outcomes, all_of, either, holds
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.f_location import CARE_PLANNING, not_at_a_distance, not_in_an_adjoining_authority
from matcher.rules.model import Kind, Limb, Rule, Source

REGISTERED_SUPPORTED = date(2023, 10, 28)


def supported_accommodations_area_is_reviewed(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Supported accommodation: the area was reviewed in the last year, and the police have no open concern. Reg 6(2)."""
    return either(place.not_supported, pair.once(_area_is_reviewed))


def homes_area_is_reviewed(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A children's home: the same; said, never held against it."""
    return either(place.not_residential, pair.once(_area_is_reviewed))


def _area_is_reviewed(pair: Pairs) -> Outcomes:
    place = pair.places
    day = place.of_setting(reviewed_on, np.int32)
    recent = holds(day >= pair.first - pair.policy.figures.location_assessment_days)
    reviewed = np.where(day == NEVER, place.unrecorded("location_assessments"), recent)
    return np.where(place.of_setting(has_open_concern), NOT_MET, reviewed)


NEVER = -1


def reviewed_on(setting: Setting) -> int:
    """The day the area was last reviewed, as an ordinal; -1 = not recorded."""
    return ordinal(setting.location_assessment.reviewed_on, NEVER) if setting.location_assessment else NEVER


def has_open_concern(setting: Setting) -> bool:
    """A concern about the area is open."""
    return bool(setting.location_assessment and setting.location_assessment.police_concern)


FIRST_TWO = ("wishes_heard_on", "most_appropriate_on")
"""Before the move, in an emergency too."""
LAST_THREE = ("relatives_consulted_on", "iro_consulted_on", "area_authority_told_on")
AT_A_DISTANCE = "care_plan_given_on"


def out_of_area_steps_are_taken(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Out of area: wishes heard, most appropriate, relatives and IRO consulted, the area authority told. Reg 11(2)."""
    in_area = all_of(
        not_in_an_adjoining_authority(ask, place, pair, policy), not_at_a_distance(ask, place, pair, policy)
    )
    recorded_at = [{step.setting_id for step in request.out_of_area_steps or ()} for request in ask.requests]
    if not any(recorded_at):
        return in_area
    outcomes = np.array(np.broadcast_to(in_area, pair.shape))
    for i, settings in enumerate(recorded_at):
        for setting_id in settings & pair.index.setting_at.keys():
            for row in pair.rows_of_settings([pair.index.setting_at[setting_id]]):
                if not out_of_area_steps_missing(pair, i, row):
                    outcomes[i, row] = MET
    return outcomes


def out_of_area_steps_missing(pair: Pairs, i: int, row: int) -> tuple[str, ...]:
    """The steps that nobody has recorded for one place, in the order of the regulation."""
    distant = pair.once(_not_at_a_distance)[i, row] != MET
    needed = (*FIRST_TWO, *LAST_THREE, *((AT_A_DISTANCE,) if distant else ()))
    taken = _taken(pair.asks.requests[i], pair.index.setting_of_row(row).id)
    return tuple(step for step in needed if step not in taken)


def _not_at_a_distance(pair: Pairs) -> Outcomes:
    return np.broadcast_to(not_at_a_distance(pair.asks, pair.places, pair, pair.policy), pair.shape)


def _taken(request: PlacementRequest, setting_id: str) -> set[str]:
    here = [one for one in request.out_of_area_steps or () if one.setting_id == setting_id]
    steps = (*FIRST_TWO, *LAST_THREE, AT_A_DISTANCE)
    return {step for one in here for step in steps if getattr(one, step) is not None}


def treatment_that_cannot_move_is_in_reach(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Recorded minutes to a treatment that cannot move are not over its limit; an estimate over it is a note only."""
    fixed = [cannot_move(person.continuing_treatments or ()) for person in ask.people]
    asked = ask.person_fact(lambda person: None if person.continuing_treatments is None else True)
    if not any(fixed):
        return asked
    outcomes = np.array(np.broadcast_to(asked, pair.shape))
    for i, treatments in enumerate(fixed):
        if treatments:
            outcomes[i] = _in_reach(pair, i, treatments).max(axis=0)
    return outcomes


def cannot_move(treatments: tuple[Treatment, ...]) -> tuple[Treatment, ...]:
    """Those that can be had in one place only."""
    return tuple([one for one in treatments if one.treatment_cannot_move])


def _in_reach(pair: Pairs, i: int, treatments: tuple[Treatment, ...]) -> Outcomes:
    """(k, m): each treatment from each place."""
    journey = pair.visits(i, treatments)
    longest = np.array([[longest_to(one, pair.policy.figures)] for one in treatments])
    located = np.array([[bool(one.location and one.location.point)] for one in treatments])
    unknown = np.where(located, np.int8(PLACE), np.int8(ASK))
    estimated = np.where(journey.known, MET, unknown)
    return np.where(journey.recorded, holds(journey.minutes <= longest), estimated)


RULES = (
    Rule(
        slug="location-missing-risk",
        kinds=(Kind.SOFT,),
        figures=("missing_far_minutes", "missing_near_minutes"),
        source=Source("Missing episode factors; points ours", "", None, "P"),
        parts=("location-missing-risk",),
    ),
    Rule(
        slug="home-location-assessment",
        kinds=(Kind.CONFIRM, Kind.NOTE),
        figures=("location_assessment_days",),
        source=Source(
            "Supported Accommodation (England) Regulations 2023",
            "regulation 6(2)(a)(ii); homes, 2015 Regulations regulation 46",
            date(2015, 4, 1),
            "V",
        ),
        limbs=(
            Limb(
                id="home-location-assessment:supported",
                kind=Kind.CONFIRM,
                approvers=(Role.REGISTERED_MANAGER,),
                judge=supported_accommodations_area_is_reviewed,
                emergency_duty="duty-72-hour-meeting",
                says="{area_review}",
                rings="When was the area around {setting} last reviewed?",
                not_checked="Whether the area of supported accommodation has been reviewed is not checked here.",
                who="the registered manager",
                since=REGISTERED_SUPPORTED,
            ),
            Limb(
                id="home-location-assessment:home",
                kind=Kind.NOTE,
                judge=homes_area_is_reviewed,
                says="{area_review}",
                rings="When was the area around {setting} last reviewed?",
                not_checked="Whether the area of a children's home has been reviewed is not checked here.",
                who="the registered manager",
            ),
        ),
    ),
    Rule(
        slug="out-of-area-conditions",
        kinds=(Kind.CONFIRM,),
        figures=("notify_working_days",),
        source=Source(CARE_PLANNING, "regulation 11(2)", date(2014, 1, 27), "S"),
        duties=("duty-out-of-area-conditions",),
        limbs=(
            Limb(
                id="out-of-area-conditions",
                kind=Kind.CONFIRM,
                approvers=(Role.NOMINATED_OFFICER, Role.DCS),
                judge=out_of_area_steps_are_taken,
                emergency_duty="duty-out-of-area-conditions",
                says="{out_of_area_steps}",
                asks="Which authority is responsible for {name}?",
                rings="In which authority's area does {setting} lie?",
            ),
        ),
    ),
    Rule(
        slug="health-care-access",
        kinds=(Kind.HARD, Kind.SOFT),
        figures=("treatment_max_minutes",),
        source=Source(CARE_PLANNING, "Schedule 1, health plan; minutes ours", None, "P"),
        parts=("health-care-access",),
        limbs=(
            Limb(
                id="health-care-access:cannot-move",
                kind=Kind.HARD,
                changes=(ChangeKind.FACT,),
                judge=treatment_that_cannot_move_is_in_reach,
                says="{name}'s {treatment} cannot be kept up from {setting}: {treatment_minutes} minutes each way.",
                asks="Which treatments does {name} go on with, and where?",
                rings="Where exactly is {setting}?",
            ),
        ),
    ),
    Rule(
        slug="job-college-travel",
        kinds=(Kind.SOFT,),
        figures=("school_good_minutes", "work_zero_minutes"),
        source=Source("Staying on at college or work after a move", "", None, "P"),
        parts=("school-continuity",),
    ),
)
