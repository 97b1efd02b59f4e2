"""Section F: where it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from matcher.domain.carers import Carer
from matcher.domain.codes import ApprovalStatus, Role, SettingKind
from matcher.domain.people import LocationExclusion, YoungPerson
from matcher.domain.person_codes import EducationStatus, ExclusionStrength
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.geometry import inside_polygon
from matcher.frame.travel import metres
from matcher.ledger import ordinal
from matcher.outcomes import (
    ASK,
    MET,
    NOT_MET,
    PLACE,
    Bools,
    Outcomes,
    all_of,
    either,
    holds,
    opposite,
    recorded,
    stacked,
)
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
METRES_PER_KM = 1000


def outside_areas_they_must_not_live_in(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Never inside an area the person must not live in; the edge is inside; straight line."""
    return _outside(ask, place, pair, policy, ExclusionStrength.MUST_NOT)


def outside_areas_they_should_not_live_in(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Inside an area the person should not live in only when a service manager agrees."""
    return _outside(ask, place, pair, policy, ExclusionStrength.SHOULD_NOT)


def _outside(ask: Asks, place: Places, pair: Pairs, policy: Policy, strength: ExclusionStrength) -> Outcomes:
    outcomes = np.full(pair.shape, MET, np.int8)
    for i, person in enumerate(ask.people):
        outcomes[i] = ASK if person.exclusions is None else MET
        for exclusion in person.exclusions or ():
            if exclusion.strength is strength:
                live = (pair.first[i] <= ordinal(exclusion.ends_on)) & (
                    pair.presence_end[i] > ordinal(exclusion.starts_on, 0)
                )
                outcomes[i] = np.where(
                    live, np.maximum(outcomes[i], _judge_area(exclusion, place, policy)), outcomes[i]
                )
    return outcomes


def _judge_area(exclusion: LocationExclusion, place: Places, policy: Policy) -> Outcomes:
    """(m,): outside the area; asked while nobody knows where its centre is, unknown where a setting is not located."""
    if exclusion.centre is not None and exclusion.centre.point is None:
        return np.full(len(place), ASK, np.int8)
    return holds(~_inside(exclusion, place, policy), known=place.located[0], of=PLACE)


def areas_here(pair: Pairs, i: int, row: int, strength: ExclusionStrength) -> list[LocationExclusion]:
    """The areas the person must, or should, not live in that one place lies in."""
    first, end = int(pair.first[i, row]), int(pair.presence_end[i, row])
    return [
        one
        for one in pair.asks.people[i].exclusions or ()
        if one.strength is strength
        and first <= ordinal(one.ends_on)
        and end > ordinal(one.starts_on, 0)
        and _judge_area(one, pair.places, pair.policy)[row] == NOT_MET
    ]


def _inside(exclusion: LocationExclusion, place: Places, policy: Policy) -> Bools:
    buffer = policy.figures.exclusion_buffer_km * METRES_PER_KM
    if exclusion.polygon is not None:
        corners = [corner.point for corner in exclusion.polygon if corner.point]
        return inside_polygon(place.easting_northing, corners, buffer)[place.setting]
    radius = policy.figures.exclusion_radius_km if exclusion.radius_km is None else exclusion.radius_km
    return np.asarray(metres(place, [exclusion.centre])[0] <= radius * METRES_PER_KM + buffer, np.bool_)


def _area(setting: Setting) -> str | None:
    return setting.area_authority


def _area_known(setting: Setting) -> bool | None:
    return None if setting.area_authority is None else True


def _adjoining(place: Places, authority: str | None) -> Bools:
    """(1, m): in the area of an authority that adjoins this one, in England."""
    found = np.zeros((1, len(place)), np.bool_)
    responsible = place.index.authorities.get(authority or "")
    for one in (responsible.adjoining if responsible else None) or ():
        if _in_england(place, one):
            found |= place.of_setting(_area, object) == one
    return found


def _in_england(place: Places, authority: str) -> bool:
    record = place.index.authorities.get(authority)
    return record is None or record.in_england


def _not_adjoining(place: Places, authority: str | None) -> Outcomes:
    return _where_known(place, authority, holds(~place.once(_adjoining, authority)))


def _not_distant(place: Places, authority: str | None) -> Outcomes:
    own = place.of_setting(_area, object) == authority
    return _where_known(place, authority, holds(own | place.once(_adjoining, authority)))


def _where_known(place: Places, authority: str | None, outcome: Outcomes) -> Outcomes:
    """The outcome where the setting's area, the responsible authority and what adjoins it are recorded."""
    responsible = place.index.authorities.get(authority or "")
    neighbours_known = authority is None or (responsible is not None and responsible.adjoining is not None)
    own = place.of_setting(_area, object) == authority
    known = all_of(place.setting_fact(_area_known), recorded(own | neighbours_known, PLACE))
    if authority is None:
        known = all_of(known, np.full_like(known, ASK))
    return np.where(known == MET, outcome, known)


def _is_excepted(place: Places, authority: str | None) -> Outcomes:
    """Outreach, after 18, a foster parent whom the responsible authority approved, or a connected carer under reg 24."""
    approver, all_known = place.of_setting(_approver, object), place.of_setting(_approvers_known)
    not_ours = (approver != authority) & (approver != "")
    fostered_by_ours = holds(place.is_foster & ~not_ours, known=~place.is_foster | not_ours | all_known, of=PLACE)
    return either(fostered_by_ours, holds(~place.is_placement))


def _for_each(ask: Asks, place: Places, judge: Callable[[Places, str | None], Outcomes]) -> Outcomes:
    """What each person's responsible authority makes of the places; the same for everybody it is responsible for."""
    return stacked([place.once(judge, person.responsible_authority)[0] for person in ask.people])


def _need_an_approver(setting: Setting) -> list[Carer]:
    """Carers whose approving authority decides: all but connected carers temporarily approved."""
    connected = setting.kind is SettingKind.CONNECTED_CARER
    return [
        carer
        for carer in setting.carers or ()
        if not (connected and carer.temporary_approval and carer.approval_status is not ApprovalStatus.APPROVED)
    ]


def _approver(setting: Setting) -> str:
    """The authority or agency that approved the carers, as far as recorded; "" where none is."""
    by = {carer.approved_by for carer in _need_an_approver(setting)} - {None}
    return "several authorities" if len(by) > 1 else next(iter(by), None) or ""


def _approvers_known(setting: Setting) -> bool:
    return bool(setting.carers) and all(carer.approved_by is not None for carer in _need_an_approver(setting))


def not_in_an_adjoining_authority(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In an adjoining authority's area: a nominated officer approves. Reg 11."""
    return either(_for_each(ask, place, _is_excepted), _for_each(ask, place, _not_adjoining))


def not_at_a_distance(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Neither in area nor adjoining: the director of children's services approves. Reg 11."""
    return either(_for_each(ask, place, _is_excepted), _for_each(ask, place, _not_distant))


def not_far_from_home(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Not over `out_of_area_note_miles` from home; said, never held against a place."""
    miles = pair.from_home.miles
    known = ~np.isnan(miles)
    near = holds(miles <= policy.figures.out_of_area_note_miles, known=known, of=PLACE)
    home_known = ask.of_person(lambda person: bool(person.home and person.home.point))
    if not home_known.all():
        near = np.where(known | home_known, near, np.int8(ASK))
    return either(_for_each(ask, place, _is_excepted), near)


def _at_school(person: YoungPerson) -> bool | None:
    return None if person.education is None else person.education.status is EducationStatus.SCHOOL


def school_journey_is_not_too_long(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Recorded minutes to school are not above the maximum; an estimate or an unknown journey is a note only."""
    journey = pair.to_school
    too_long = journey.recorded & (journey.minutes > pair.school_limit)
    return either(opposite(ask.person_fact(_at_school)), holds(~too_long))


KEY_STAGE_4 = (10, 11)


def school_does_not_change_in_key_stage_4(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In years 10 and 11 the school does not change, and is in reach on all but `ks4_school_days`. Reg 10."""

    def in_key_stage_4(person: YoungPerson) -> bool | None:
        if person.education is None or person.education.status is not EducationStatus.SCHOOL:
            return None if person.education is None else False
        year = person.education.year_group
        return None if year is None else year in KEY_STAGE_4

    other_years = opposite(ask.person_fact(in_key_stage_4))
    if not other_years.any():
        return other_years
    journey = pair.to_school
    out_of_reach = journey.recorded & (journey.minutes > pair.school_limit)
    disrupted = out_of_reach & (_school_days(pair, policy, out_of_reach) > policy.figures.ks4_school_days)
    return either(other_years, holds(~(disrupted | pair.changes_school)))


def _school_days(pair: Pairs, policy: Policy, wanted: Bools) -> "np.ndarray[tuple[int, int], np.dtype[np.int32]]":
    """Working days among the judged nights, where wanted."""
    days = np.zeros(pair.shape, np.int32)
    holidays = np.array(sorted(policy.bank_holidays), "datetime64[D]")
    days[wanted] = np.busday_count(_days(pair.first[wanted]), _days(pair.presence_end[wanted]), holidays=holidays)
    return days


def _days(ordinals: "np.ndarray[Any, np.dtype[np.int32]]") -> "np.ndarray[Any, np.dtype[np.datetime64]]":
    """Ordinals as numpy's own days."""
    return (ordinals - date(1970, 1, 1).toordinal()).astype("datetime64[D]")


NEUTRAL = "{setting} has been ruled out to keep young people safe. Ask the hub manager."

RULES = (
    Rule(
        slug="location-exclusion",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        figures=("exclusion_radius_km", "exclusion_buffer_km"),
        source=Source("Referral forms; missing and exploitation risk practice", "", None, "V"),
        limbs=(
            Limb(
                id="location-exclusion:must-not",
                protective=True,
                in_full="{setting} is in an area {name} must not live in: {must_not_live_here_because}.",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=outside_areas_they_must_not_live_in,
                says=NEUTRAL,
                asks="Are there areas {name} must not live in?",
                rings="Where exactly is {setting}?",
            ),
            Limb(
                id="location-exclusion:should-not",
                protective=True,
                in_full="{setting} is in an area {name} should not live in: {should_not_live_here_because}.",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.SERVICE_MANAGER,),
                judge=outside_areas_they_should_not_live_in,
                says=NEUTRAL,
                asks="Are there areas {name} must not live in?",
                rings="Where exactly is {setting}?",
            ),
        ),
    ),
    Rule(
        slug="near-home",
        kinds=(Kind.SOFT,),
        figures=("near_home_full_miles", "near_home_zero_miles", "far_enough_miles", "road_factor"),
        source=Source("Children Act 1989", "section 22C(8)(a)", date(2011, 4, 1), "U"),
        parts=("near-home",),
    ),
    Rule(
        slug="within-authority",
        kinds=(Kind.AUTHORISE, Kind.NOTE),
        figures=("out_of_area_note_miles",),
        source=Source(CARE_PLANNING, "regulation 11(1) and (5), as amended by SI 2013/3239", date(2014, 1, 27), "V"),
        duties=("duty-notify-area-authority",),
        limbs=(
            Limb(
                id="within-authority:adjoining",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.NOMINATED_OFFICER,),
                judge=not_in_an_adjoining_authority,
                says="{setting} is in {area_authority}, which borders ours. A nominated officer must agree before {name} moves.",
                asks="Which authority is responsible for {name}?",
                rings="In which authority's area does {setting} lie?",
            ),
            Limb(
                id="within-authority:distance",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.DCS,),
                judge=not_at_a_distance,
                says="{setting} is in {area_authority}, which does not border ours. The director of children's services must "
                "agree before {name} moves.",
                asks="Which authority is responsible for {name}?",
                rings="In which authority's area does {setting} lie?",
            ),
            Limb(
                id="within-authority:far",
                kind=Kind.NOTE,
                judge=not_far_from_home,
                says="{setting} is {miles} miles from {name}'s home.",
            ),
        ),
    ),
    Rule(
        slug="school-continuity",
        kinds=(Kind.SOFT, Kind.AUTHORISE),
        figures=(
            "school_good_minutes",
            "school_max_minutes_secondary",
            "school_max_minutes_primary",
            "ks4_school_days",
        ),
        source=Source(CARE_PLANNING, "regulation 10; school travel guidance; section 22C(8)(b)", date(2011, 4, 1), "S"),
        parts=("school-continuity",),
        limbs=(
            Limb(
                id="school-continuity:too-far",
                kind=Kind.AUTHORISE,
                changes=(ChangeKind.APPROVAL,),
                approvers=(Role.SERVICE_MANAGER,),
                must_record=("an education plan",),
                judge=school_journey_is_not_too_long,
                says="The journey to school would take {school_minutes} minutes each way. A service manager has to agree, with an "
                "education plan.",
                asks="Is {name} at school, where, and in which year?",
            ),
            Limb(
                id="school-continuity:key-stage-4",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.NOMINATED_OFFICER,),
                must_record=(
                    "the young person's wishes",
                    "how it promotes achievement and fits the personal education plan",
                    "the designated teacher's view",
                    "the IRO's view",
                ),
                judge=school_does_not_change_in_key_stage_4,
                says="{name} is in year {year_group}. Changing school now needs nominated officer approval and a plan with the "
                "school.",
                asks="Is {name} at school, where, and in which year?",
            ),
        ),
    ),
    Rule(
        slug="family-time-travel",
        kinds=(Kind.SOFT,),
        figures=("family_time_zero_minutes",),
        source=Source("Children Act 1989", "section 22C(8); 2010 Regulations Schedule 2; minutes ours", None, "P"),
        parts=("family-time-travel",),
    ),
)
