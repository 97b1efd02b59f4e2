"""Unmet need: what a request that nothing fits was for, and which rules closed the door how often. Codes and counts only."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import Door, PlacementPurpose, SettingKind
from matcher.domain.home_codes import SupportLevel
from matcher.domain.nights import age_on
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AccessFeature, AgeBand, NeedCategory, SkilledNeed
from matcher.domain.requests import PlacementRequest
from matcher.domain.values import shown
from matcher.frame.asks import counted_needs, counted_skilled_needs
from matcher.options.discreet import PROTECTIVE, is_protective
from matcher.options.result import MatchResult
from matcher.policy.figures import Figures
from matcher.rules import Kind, limbs_in_force

SIXTEEN, ADULT = 16, 18


@shown
class KindOfNeed:
    """What was asked for, in codes. None = not recorded."""

    door: Door | None
    purpose: PlacementPurpose | None
    is_emergency: bool
    needs: tuple[NeedCategory, ...]
    skilled_needs: tuple[SkilledNeed, ...]
    access_needs: tuple[AccessFeature, ...]
    needs_solo: bool | None
    needs_waking_night: bool | None
    required_ratio: int | None
    minimum_support_level: SupportLevel | None
    siblings_together: bool
    """It was asked together with brothers or sisters."""


@shown
class ClosedDoor:
    """One rule at one kind of setting, and how many places it ruled out there."""

    rule: str
    kind: SettingKind
    places: int


@shown
class UnmetNeed:
    """One request that nothing fitted on one day."""

    request_id: str
    day: date
    age_band: AgeBand
    kind_of_need: KindOfNeed
    first_night: date
    considered: int
    best_score: float | None
    """The best case of the best place listed; null = none was."""
    closed_doors: tuple[ClosedDoor, ...]
    """By rule, then kind; a place may have been ruled out by several."""
    protective_doors: tuple[ClosedDoor, ...]
    """Those of the rules whose outcome is not for everybody, together: what readers without that permission see."""
    snapshot_hash: str


@built_once
def unmet_adapter() -> TypeAdapter[UnmetNeed]:
    """Writes and reads an UnmetNeed as JSON."""
    return TypeAdapter(UnmetNeed)


def best_of(result: MatchResult) -> float | None:
    """The best case of the best place that needs nothing but an approval; None = there is none."""
    return max((one.score_range[1] for one in (*result.options, *result.needs_approval)), default=None)


def fits_nothing(result: MatchResult, figures: Figures) -> bool:
    """Nothing is listed, or nothing whose best case reaches `good_fit_points`; a referred request is no unmet need."""
    best = best_of(result)
    return not result.referred and (best is None or best < figures.good_fit_points)


def unmet_need(
    result: MatchResult, request: PlacementRequest, person: YoungPerson, today: date, figures: Figures
) -> UnmetNeed | None:
    """What is kept of an answer in which nothing fits; None where something does. `result` is the whole answer."""
    if not fits_nothing(result, figures):
        return None
    closed, protective = _doors(result, today)
    return UnmetNeed(
        request_id=request.id,
        day=today,
        age_band=age_band(person, request.start_date),
        kind_of_need=_kind_of_need(person, request),
        first_night=request.start_date,
        considered=result.considered,
        best_score=best_of(result),
        closed_doors=closed,
        protective_doors=protective,
        snapshot_hash=result.snapshot_hash,
    )


def age_band(person: YoungPerson, on: date) -> AgeBand:
    """By the date of birth where the age is certain; else the band that somebody gave."""
    if person.date_of_birth is None or person.possible_ages is not None:
        return person.age_band or AgeBand.NOT_SURE
    age = age_on(person.date_of_birth, on)
    if age < SIXTEEN:
        return AgeBand.UNDER_16
    return AgeBand.AGED_16_17 if age < ADULT else AgeBand.AGED_18_OVER


def _kind_of_need(person: YoungPerson, request: PlacementRequest) -> KindOfNeed:
    return KindOfNeed(
        door=request.door,
        purpose=request.purpose,
        is_emergency=request.is_emergency,
        needs=tuple(sorted(counted_needs(person) or ())),
        skilled_needs=tuple(sorted(set(counted_skilled_needs(person)))),
        access_needs=tuple(sorted({one.feature for one in person.access_needs or ()})),
        needs_solo=person.needs_solo,
        needs_waking_night=person.needs_waking_night,
        required_ratio=request.required_ratio,
        minimum_support_level=request.minimum_support_level,
        siblings_together=request.group_id is not None,
    )


def _doors(result: MatchResult, today: date) -> tuple[tuple[ClosedDoor, ...], tuple[ClosedDoor, ...]]:
    """Each rule at each kind of setting; and the protective ones as one, a place counted once."""
    hard = {limb.id for _, limb in limbs_in_force(today) if limb.kind is Kind.HARD}
    by_rule: dict[tuple[str, SettingKind], int] = defaultdict(int)
    as_one: Counter[SettingKind] = Counter()
    for place in result.excluded:
        slugs = {one.rule.partition(":")[0] for one in place.failed if one.rule in hard}
        for slug in slugs:
            by_rule[slug, place.kind] += 1
        as_one[place.kind] += any(map(is_protective, slugs))
    closed = (ClosedDoor(rule=rule, kind=kind, places=n) for (rule, kind), n in sorted(by_rule.items()))
    protective = (ClosedDoor(rule=PROTECTIVE, kind=kind, places=n) for kind, n in sorted(as_one.items()) if n)
    return tuple(closed), tuple(protective)


def discreet_need(need: UnmetNeed) -> UnmetNeed:
    """For readers who may not know which of several protective reasons closed a door."""
    told = tuple(one for one in need.closed_doors if not is_protective(one.rule))
    return replace(need, closed_doors=(*told, *need.protective_doors))
