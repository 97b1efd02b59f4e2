"""The score: each part and adjustment, its points, whether it is known, and what it could still add."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from matcher.domain.codes import ApprovalStatus, Footing, PlacementState, SettingKind, TravelMode
from matcher.domain.people import IdentityNeed, View
from matcher.domain.person_codes import (
    Depth,
    EducationStatus,
    IdentityAspect,
    KeyWorkerOutcome,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.settings import IdentityOffer
from matcher.domain.staff import Worker
from matcher.domain.values import Location
from tests.property.twin_facts import ASK, NOT_MET
from tests.property.twin_group import (
    mix_unknown_of_person,
    mix_unknown_of_place,
    worst_exposure,
)
from tests.property.twin_pair import Pair
from tests.property.twin_terms import is_temporary
from tests.property.twin_travel import Journey, journey, road_miles, usual_mode
from tests.property.twin_where import changes_school, longest_journey, school_journey

ONE, NONE, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


@dataclass(frozen=True)
class Share:
    """Of a part's weight: what is sure, and what could be added if every unknown turned out well."""

    sure: Fraction
    known: bool = True
    could_add: Fraction = NONE


FULL = Share(ONE)
NOT_ASKED = Share(HALF, known=False, could_add=HALF)
"""Not known about the request: half, for every place alike."""


def not_known_here(could_add: Fraction = ONE, sure: Fraction = NONE) -> Share:
    """Not known about the place: only what is sure, and what it could add."""
    return Share(sure, known=False, could_add=could_add)


def between(low: Fraction, high: Fraction, at: Fraction) -> Fraction:
    """How far along from low to high, held to 0-1."""
    return min(ONE, max(NONE, (at - low) / (high - low)))


def exact(number: float) -> Fraction:
    """A figure or a rounded distance as the decimal that is written."""
    return Fraction(str(number))


# Who keeps working with them, whom they know, what they said


def key_worker_continuity(pair: Pair) -> Share:
    now = pair.person.key_worker
    if now is None:
        return NOT_ASKED
    if now.worker_id is None:
        return FULL
    if not now.plans:
        return NOT_ASKED
    here = [one for one in now.plans if one.setting_id == pair.setting.id]
    anywhere = [one for one in now.plans if one.setting_id is None]
    plan = next(iter(here + anywhere), None)
    if plan is None:
        return not_known_here()
    shares = {KeyWorkerOutcome.HANDOVER: Share(Fraction(3, 10)), KeyWorkerOutcome.LOST: Share(NONE)}
    return shares.get(plan.outcome) or agreed_share(pair, now.worker_id)


def agreed_share(pair: Pair, worker_id: str) -> Share:
    """All within an hour by car; less beyond it, or while the journey is not known."""
    worker = next((one for one in pair.snapshot.workers or () if one.id == worker_id), None)
    travel = journey(pair, worker_id, base_of(pair, worker) if worker is not None else None, TravelMode.CAR)
    if travel.minutes is None:
        return not_known_here(could_add=Fraction(3, 10), sure=Fraction(7, 10))
    return FULL if travel.minutes <= pair.figures.key_worker_travel_minutes else Share(Fraction(7, 10))


def base_of(pair: Pair, worker: Worker) -> Location | None:
    """Where they set out from: their own base, else the setting they work from."""
    setting = pair.settings.get(worker.based_at) if worker.based_at is not None else None
    return worker.base or (setting.location if setting is not None else None)


DEPTHS = {
    Depth.TRUSTED: ONE,
    Depth.LIVED_WITH_ENDED_WELL: Fraction(9, 10),
    Depth.REGULAR_CONTACT: Fraction(6, 10),
    Depth.MET: Fraction(3, 10),
}


def people_there(pair: Pair) -> set[str]:
    """Carers, hosts, and workers based there: whom a young person may know."""
    based = {one.id for one in pair.snapshot.workers or () if one.based_at == pair.setting.id}
    return based | {carer.id for carer in pair.carers or ()}


def depth(pair: Pair) -> Fraction:
    """How well they know somebody there; 0 where a stay ended early, unless both want to try again."""
    known = [one for one in pair.person.relationships or () if one.person_id in people_there(pair)]
    ended_early = [one for one in known if one.depth is Depth.LIVED_WITH_DISRUPTED]
    if any(one.both_want_it is not True for one in ended_early):
        return NONE
    again = [Fraction(6, 10) for _ in ended_early]
    return max([DEPTHS[one.depth] for one in known if one.depth in DEPTHS] + again, default=NONE)


def known_carer(pair: Pair) -> Share:
    """Half where nobody has asked; whom they know there is not known where a household's carers are not recorded."""
    asked = pair.person.relationships_asked_on is not None
    share = depth(pair) if asked else max(HALF, depth(pair))
    if asked and not (pair.is_household and pair.carers is None):
        return Share(share)
    return Share(share, known=False, could_add=ONE - share)


LADDER = {
    ViewStrength.STRONGLY_FOR: ONE,
    ViewStrength.FOR: Fraction(8, 10),
    ViewStrength.UNSURE: HALF,
    ViewStrength.NOT_YET_ASKED: HALF,
    ViewStrength.AGAINST: Fraction(1, 10),
    ViewStrength.STRONGLY_AGAINST: NONE,
}
ALSO_SPEAKS = {
    SettingKind.COMMUNITY_FAMILY: (SettingKind.FOSTER_FAMILY,),
    SettingKind.HUB_BED: (SettingKind.CHILDRENS_HOME,),
    SettingKind.HUB_EMERGENCY_BED: (SettingKind.HUB_BED, SettingKind.CHILDRENS_HOME),
}


def view_on_option(pair: Pair) -> Share:
    view = view_here(pair)
    if view is None or view is ViewStrength.NOT_YET_ASKED:
        return NOT_ASKED
    return Share(LADDER[view])


def view_here(pair: Pair) -> ViewStrength | None:
    """On this setting, else the best on a person there, else on the kind of place."""
    views = pair.person.views or ()
    on_setting = [one for one in views if one.about is ViewAbout.SETTING and one.setting_id == pair.setting.id]
    there = people_there(pair)
    on_people = [one for one in views if one.about is ViewAbout.PERSON and one.person_id in there]
    if on_setting or on_people:
        return max((one.view for one in on_setting or on_people), key=lambda view: LADDER[view])
    on_kind = view_on_kind(pair, views)
    against = on_kind in {ViewStrength.AGAINST, ViewStrength.STRONGLY_AGAINST}
    return None if against and depth(pair) >= Fraction(6, 10) else on_kind


def view_on_kind(pair: Pair, views: Sequence[View]) -> ViewStrength | None:
    kinds = [pair.kind, *ALSO_SPEAKS.get(pair.kind, ())]
    by_kind = {one.setting_kind: one.view for one in views if one.about is ViewAbout.SETTING_KIND}
    return next((by_kind[kind] for kind in kinds if kind in by_kind), None)


# Who lives there, and what the place is good at


def resident_mix(pair: Pair) -> Share:
    if mix_unknown_of_person(pair):
        return NOT_ASKED
    share = ONE - Fraction(worst_exposure(pair), 9)
    household_unknown = pair.is_household and pair.setting.household is None
    unknown = mix_unknown_of_place(pair) or not pair.residents_are_fed or household_unknown
    return not_known_here(share) if unknown else Share(share)


def worker_skill_fit(pair: Pair) -> Share:
    if pair.person.needs is None:
        return NOT_ASKED
    levels = [(need.category, 2 if need.level is None else need.level) for need in pair.person.needs]
    total = sum(level for _, level in levels)
    if total == 0:
        return FULL
    if pair.setting.skills is None:
        return not_known_here()
    return Share(Fraction(sum(level for category, level in levels if category in pair.setting.skills), total))


def culture(pair: Pair) -> Share:
    if pair.person.identity_needs is None:
        return NOT_ASKED
    needs = [one for one in pair.person.identity_needs if one.importance > 0]
    if not needs:
        return FULL
    offer = pair.setting.identity_offer or IdentityOffer()
    return weighted([(one.importance, offered(offer, one)) for one in needs])


def offered(offer: IdentityOffer, need: IdentityNeed) -> Fraction | None:
    """1 or 0; None where it is not recorded."""
    lists = {
        IdentityAspect.RELIGION: offer.religions,
        IdentityAspect.LANGUAGE: offer.languages,
        IdentityAspect.CULTURE: offer.cultures,
    }
    instead = {IdentityAspect.LANGUAGE: need.wants in offer.interpreter_for, IdentityAspect.CULTURE: offer.culture_plan}
    there = lists[need.aspect]
    if instead.get(need.aspect, False) or (there is not None and need.wants in there):
        return ONE
    return None if there is None else NONE


def weighted(shares: Sequence[tuple[int, Fraction | None]]) -> Share:
    """The mean by weight; what is not known about the place could still be added."""
    return mean([(weight, not_known_here() if share is None else Share(share)) for weight, share in shares])


def mean(shares: Sequence[tuple[int, Share]]) -> Share:
    total = sum(weight for weight, _ in shares)
    return Share(
        sum((weight * one.sure for weight, one in shares), NONE) / total,
        known=all(one.known for weight, one in shares if weight > 0),
        could_add=sum((weight * one.could_add for weight, one in shares), NONE) / total,
    )


# Where it is


def school(pair: Pair) -> Share:
    education = pair.person.education
    if education is None:
        return NOT_ASKED
    if education.status is EducationStatus.COLLEGE_OR_WORK:
        return college_or_work(pair)
    if education.status is not EducationStatus.SCHOOL:
        return FULL
    if changes_school(pair):
        return Share(NONE)
    travel = school_journey(pair)
    if travel.minutes is None:
        return NOT_ASKED if travel.missing is ASK else not_known_here()
    good, most = Fraction(pair.figures.school_good_minutes), Fraction(longest_journey(pair))
    return Share(ONE - between(good, most, Fraction(travel.minutes)))


def college_or_work(pair: Pair) -> Share:
    """From 16 on the first judged night; a younger person's is not scored."""
    old_enough = pair.born.at_least(16, pair.first)
    if old_enough is NOT_MET:
        return FULL
    travel = school_journey(pair)
    if old_enough is ASK or (travel.minutes is None and travel.missing is ASK):
        return NOT_ASKED
    if travel.minutes is None:
        return not_known_here()
    good, most = Fraction(pair.figures.school_good_minutes), Fraction(pair.figures.work_zero_minutes)
    return Share(ONE - between(good, most, Fraction(travel.minutes)))


def family_time(pair: Pair) -> Share:
    plan = pair.person.family_time
    if plan is None:
        return NOT_ASKED
    visits = [1 if one.visits_a_month is None else one.visits_a_month for one in plan]
    if sum(visits) == 0:
        return FULL
    travel = [journey(pair, one.id, one.location, usual_mode(pair)) for one in plan]
    zero = Fraction(pair.figures.family_time_zero_minutes)
    return by_journeys(visits, travel, lambda minutes: ONE - between(NONE, zero, Fraction(minutes)))


def friends(pair: Pair) -> Share:
    named = pair.person.friends_and_activities
    if named is None:
        return NOT_ASKED
    if not named:
        return FULL
    travel = [journey(pair, one.id, one.location, usual_mode(pair)) for one in named]
    return by_journeys(
        [1] * len(named), travel, lambda minutes: Fraction(minutes <= pair.figures.friends_reach_minutes)
    )


def by_journeys(weights: Sequence[int], travel: Sequence[Journey], share: Callable[[int], Fraction]) -> Share:
    """The mean; half for each journey from somewhere that nobody has recorded."""
    shares = [by_journey(one, share) for one in travel]
    return mean(list(zip(weights, shares, strict=True)))


def by_journey(travel: Journey, share: Callable[[int], Fraction]) -> Share:
    if travel.minutes is None:
        return NOT_ASKED if travel.missing is ASK else not_known_here()
    return Share(share(travel.minutes))


def near_home(pair: Pair) -> Share:
    miles = road_miles(pair, pair.person.id, pair.person.home)
    if miles is None:
        home_known = pair.person.home is not None and pair.person.home.point is not None
        return not_known_here() if home_known else NOT_ASKED
    near, far, enough = (
        exact(figure)
        for figure in (
            pair.figures.near_home_full_miles,
            pair.figures.near_home_zero_miles,
            pair.figures.far_enough_miles,
        )
    )
    if pair.request.home_far_needed:
        return Share(between(near, enough, exact(miles)))
    return Share(ONE - between(near, far, exact(miles)))


# What sort of place, and for how long


GROUPS = {"foster": Fraction(4, 6), "residential": Fraction(2, 6)}


def hierarchy(pair: Pair) -> Share:
    """Parents and approved relatives or friends, then foster families, then homes, then anything else."""
    if pair.kind is SettingKind.WITH_PARENTS or pair.footing is Footing.WITH_PARENTS or is_approved_relative(pair):
        return FULL
    if pair.kind is SettingKind.CONNECTED_CARER and approval_is_open(pair):
        return not_known_here(could_add=Fraction(2, 6), sure=GROUPS["foster"])
    if pair.kind is SettingKind.BESPOKE and pair.footing is None:
        return not_known_here()
    return Share(GROUPS.get(pair.group, NONE))


def approval_is_open(pair: Pair) -> bool:
    return pair.carers is None or any(carer.approval_status is None for carer in pair.carers)


def is_approved_relative(pair: Pair) -> bool:
    approved = {ApprovalStatus.APPROVED, ApprovalStatus.TEMPORARILY_APPROVED}
    return pair.kind is SettingKind.CONNECTED_CARER and any(
        carer.approval_status in approved or is_temporary(carer) for carer in pair.carers or ()
    )


def lives_here_now(pair: Pair) -> bool:
    return any(
        one.young_person_id == pair.person.id and one.setting_id == pair.setting.id and one.nights.covers(pair.today)
        for one in pair.snapshot.placements
        if one.state is PlacementState.STARTED
    )


def nights_needed(pair: Pair) -> int | None:
    request = pair.request
    if request.end_date is not None:
        return (request.end_date - request.start_date).days
    return request.expected_nights


def nights_short(pair: Pair, needed: int) -> int:
    return 0 if pair.leaving is None else max(0, needed - (pair.leaving - pair.first).days)


def least_moves(pair: Pair) -> Share:
    if lives_here_now(pair):
        return FULL
    needed = nights_needed(pair)
    if needed is not None:
        return FULL if nights_short(pair, needed) == 0 else Share(Fraction(1, 4))
    if pair.group == "residential":
        return Share(HALF)
    return FULL if pair.leaving is None else Share(Fraction(1, 4))


PARTS: dict[str, Callable[[Pair], Share]] = {
    "key-worker-continuity": key_worker_continuity,
    "view-on-option": view_on_option,
    "known-carer": known_carer,
    "resident-mix-score": resident_mix,
    "school-continuity": school,
    "worker-skill-fit": worker_skill_fit,
    "family-time-travel": family_time,
    "culture-religion-language": culture,
    "placement-hierarchy": hierarchy,
    "near-home": near_home,
    "friends-and-community": friends,
    "least-moves": least_moves,
}
