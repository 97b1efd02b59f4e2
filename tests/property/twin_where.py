"""Section F: where the setting is."""

from collections.abc import Callable

from matcher.domain.carers import Carer
from matcher.domain.codes import AFTER_18, NO_BED, SettingKind
from matcher.domain.nights import is_working_day
from matcher.domain.people import LocationExclusion
from matcher.domain.person_codes import EducationStatus, ExclusionStrength, SchoolPhase
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, NOT_MET, PLACE, all_of, either, every, fact, opposite
from tests.property.twin_pair import Pair
from tests.property.twin_terms import is_temporary
from tests.property.twin_travel import Journey, journey, metres, road_miles, usual_mode

Point = tuple[int, int]

# Areas to keep away from


def must_not_areas(pair: Pair) -> Outcome:
    return outside_all(pair, ExclusionStrength.MUST_NOT)


def should_not_areas(pair: Pair) -> Outcome:
    return outside_all(pair, ExclusionStrength.SHOULD_NOT)


def outside_all(pair: Pair, strength: ExclusionStrength) -> Outcome:
    if pair.person.exclusions is None:
        return ASK
    return every(
        outside(pair, one) for one in pair.person.exclusions if one.strength is strength and is_live(pair, one)
    )


def is_live(pair: Pair, exclusion: LocationExclusion) -> bool:
    """In force on some judged night; past its review date it still is."""
    begun = exclusion.starts_on is None or exclusion.starts_on <= pair.last_night
    return begun and (exclusion.ends_on is None or exclusion.ends_on >= pair.first)


def outside(pair: Pair, exclusion: LocationExclusion) -> Outcome:
    point = pair.setting.location.point if pair.setting.location is not None else None
    if exclusion.polygon is not None:
        corners = [corner.point for corner in exclusion.polygon if corner.point is not None]
        return fact(None if point is None else not in_polygon(point, corners))
    centre = exclusion.centre
    if centre is None or centre.point is None:
        return ASK
    apart = metres(centre, pair.setting.location)
    radius = pair.figures.exclusion_radius_km if exclusion.radius_km is None else exclusion.radius_km
    return fact(None if apart is None else apart > (radius + pair.figures.exclusion_buffer_km) * 1000)


def in_polygon(point: Point, corners: list[Point]) -> bool:
    """Even and odd crossings to the east; the edge is inside."""
    edges = list(zip(corners, corners[1:] + corners[:1], strict=True))
    if any(on_edge(point, start, stop) for start, stop in edges):
        return True
    return sum(crosses_eastward(point, start, stop) for start, stop in edges) % 2 == 1


def turn(start: Point, stop: Point, point: Point) -> int:
    """Above 0 where the point is left of the line from start to stop, 0 on it."""
    return (stop[0] - start[0]) * (point[1] - start[1]) - (stop[1] - start[1]) * (point[0] - start[0])


def on_edge(point: Point, start: Point, stop: Point) -> bool:
    within = all(min(start[i], stop[i]) <= point[i] <= max(start[i], stop[i]) for i in (0, 1))
    return within and turn(start, stop, point) == 0


def crosses_eastward(point: Point, start: Point, stop: Point) -> bool:
    if (start[1] > point[1]) == (stop[1] > point[1]):
        return False
    return turn(start, stop, point) > 0 if stop[1] > start[1] else turn(start, stop, point) < 0


# In whose area


def applies(pair: Pair) -> bool:
    return pair.kind not in NO_BED and pair.kind not in AFTER_18


def adjoining(pair: Pair) -> Outcome:
    """Not in an adjoining authority, or excepted."""
    if not applies(pair):
        return MET
    return either(in_area(pair), opposite(touches(pair)), excepted(pair))


def at_no_distance(pair: Pair) -> Outcome:
    """In area or in an adjoining authority, or excepted."""
    if not applies(pair):
        return MET
    return either(in_area(pair), touches(pair), excepted(pair))


def in_area(pair: Pair) -> Outcome:
    mine, theirs = pair.person.responsible_authority, pair.setting.area_authority
    if mine is None or theirs is None:
        return all_of(ASK if mine is None else MET, PLACE if theirs is None else MET)
    return fact(mine == theirs)


def touches(pair: Pair) -> Outcome:
    mine, theirs = pair.person.responsible_authority, pair.setting.area_authority
    if mine is None or theirs is None:
        return in_area(pair)
    borders = next((one.adjoining for one in pair.snapshot.authorities if one.id == mine), None)
    outside_england = any(one.id == theirs and not one.in_england for one in pair.snapshot.authorities)
    return fact(None if borders is None else theirs in borders and not outside_england)


def excepted(pair: Pair) -> Outcome:
    """A connected carer under regulation 24, or a foster parent whom the responsible authority approved."""
    if pair.group != "foster":
        return NOT_MET
    return all_of(*(carer_excepted(pair, carer) for carer in pair.carers)) if pair.carers else PLACE


def carer_excepted(pair: Pair, carer: Carer) -> Outcome:
    if pair.kind is SettingKind.CONNECTED_CARER and is_temporary(carer):
        return MET
    return fact(None if carer.approved_by is None else carer.approved_by == pair.person.responsible_authority)


def far(pair: Pair) -> Outcome:
    if not applies(pair):
        return MET
    return either(excepted(pair), near_enough(pair))


def near_enough(pair: Pair) -> Outcome:
    miles = road_miles(pair, pair.person.id, pair.person.home)
    if miles is None:
        return ASK if pair.person.home is None or pair.person.home.point is None else PLACE
    return fact(miles <= pair.figures.out_of_area_note_miles)


# School


def at_school(pair: Pair) -> Outcome:
    education = pair.person.education
    return fact(None if education is None else education.status is EducationStatus.SCHOOL, ASK)


def school_journey(pair: Pair) -> Journey:
    education = pair.person.education
    if education is None:
        return Journey(None, missing=ASK)
    return journey(pair, education.id, education.location, usual_mode(pair))


def longest_journey(pair: Pair) -> int:
    education = pair.person.education
    primary = education is not None and education.phase is SchoolPhase.PRIMARY
    return pair.figures.school_max_minutes_primary if primary else pair.figures.school_max_minutes_secondary


def over_the_limit(pair: Pair) -> bool:
    """An estimate is never over the limit, nor is a journey that is not known."""
    minutes = school_journey(pair)
    return minutes.recorded and minutes.minutes is not None and minutes.minutes > longest_journey(pair)


def is_at_school(pair: Pair) -> bool:
    return at_school(pair) is MET


def school_too_far(pair: Pair) -> Outcome:
    return fact(not is_at_school(pair) or not over_the_limit(pair))


def changes_school(pair: Pair) -> bool:
    moves = pair.person.education.moves if pair.person.education is not None else ()
    return any(one.changes_school for one in moves if one.setting_id == pair.setting.id)


def key_stage_4(pair: Pair) -> Outcome:
    """Years 10 and 11: the school stays, and is in reach on all but a few school days."""
    education = pair.person.education
    if education is None or not is_at_school(pair):
        return MET
    year = education.year_group
    older_or_younger = fact(None if year is None else year not in {10, 11}, ASK)
    working = [night for night in pair.nights() if is_working_day(night, pair.policy.bank_holidays)]
    out_of_reach = over_the_limit(pair) and len(working) > pair.figures.ks4_school_days
    return either(older_or_younger, fact(not changes_school(pair) and not out_of_reach))


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "location-exclusion:must-not": must_not_areas,
    "location-exclusion:should-not": should_not_areas,
    "within-authority:adjoining": adjoining,
    "within-authority:distance": at_no_distance,
    "within-authority:far": far,
    "school-continuity:too-far": school_too_far,
    "school-continuity:key-stage-4": key_stage_4,
}
