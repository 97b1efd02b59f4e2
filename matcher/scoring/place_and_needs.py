"""Parts about the place: school, skills, family, culture, the law's order of kinds, home, friends, later moves."""

from collections.abc import Callable, Sequence
from itertools import compress
from math import isnan

import numpy as np

from matcher.domain.codes import ApprovalStatus, Footing, SettingKind
from matcher.domain.people import Education, FamilyTime, IdentityNeed, NamedPlace
from matcher.domain.person_codes import EducationStatus, IdentityAspect, NeedCategory
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.asks import counted_needs
from matcher.frame.places import footing_of
from matcher.frame.travel import Journey
from matcher.ledger import FAR
from matcher.outcomes import MET, NOT_MET, PLACE, Outcomes
from matcher.policy import Policy
from matcher.scoring.model import HALF, Floats, Part, Rows, Shares, falling, known, mean, settings_of, settle, stack
from matcher.scoring.relationships import name_of

Visit = FamilyTime | NamedPlace


def _full(m: int) -> Shares:
    return Shares(np.ones(m), np.zeros(m), np.ones(m, np.bool_))


def _half(m: int) -> Shares:
    return Shares(np.full(m, HALF), np.full(m, HALF), np.zeros(m, np.bool_))


def school_continuity(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Full up to `school_good_minutes`, straight to 0 at the longest right journey; a change of school 0; no school full."""

    def at_school(education: Education | None) -> bool:
        return education is None or education.status is EducationStatus.SCHOOL

    journey = pair.to_school
    share = np.where(
        pair.changes_school, 0.0, falling(journey.minutes, policy.figures.school_good_minutes, pair.school_limit)
    )
    ask_known = ask.of_person(
        lambda person: bool(person.education and person.education.location and person.education.location.point)
    )
    settled = pair.changes_school | journey.known
    return settle(
        share,
        applies=ask.of_person(lambda person: at_school(person.education)),
        ask_known=settled | ask_known,
        place_known=settled,
    )


def because_school(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    education, name = pair.asks.people[i].education, name_of(pair, i)
    if education is None:
        return [f"Nobody has recorded whether {name} is at school."] * len(rows)
    if education.status is not EducationStatus.SCHOOL:
        return [f"{name} is not at school."] * len(rows)
    change, unknown = f"{name} would change school.", "The journey to school is not known."
    takes = [
        said and f"The journey to school takes {said} each way." for said in _minutes_said(pair.to_school, i, rows)
    ]
    changes = pair.changes_school[i, rows].tolist()
    return [change if changed else said or unknown for changed, said in zip(changes, takes, strict=True)]


def _minutes_said(journey: Journey, i: int, rows: Rows) -> list[str]:
    """How long the journey from each row takes; empty where that is not known."""
    columns = zip(journey.minutes[i, rows].tolist(), journey.recorded[i, rows].tolist(), strict=True)
    return [
        "" if isnan(minutes) else f"{'' if recorded else 'about '}{minutes:.0f} minutes"
        for minutes, recorded in columns
    ]


def worker_skill_fit(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The share of assessed needs, weighted by level, that the carers or the team have experience of."""
    recorded = place.skills_known
    rows = []
    for needs in map(counted_needs, ask.people):
        if needs is None:
            rows.append(_half(len(place)))
        elif not needs:
            rows.append(_full(len(place)))
        else:
            levels = np.array([needs.get(category, 0) for category in NeedCategory], np.float64)
            share = place.skills @ levels / levels.sum()
            rows.append(Shares(np.where(recorded, share, 0.0), np.where(recorded, 0.0, 1.0), recorded))
    return stack(rows)


def because_skills(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    needs = counted_needs(pair.asks.people[i])
    if needs is None:
        return [f"Nobody has recorded {name_of(pair, i)}'s assessed needs."] * len(rows)
    if not needs:
        return ["No assessed needs to match."] * len(rows)
    words = {need: need.value.replace("_", " ") for need in needs}
    return [_experience(one, words, share) for one, share in zip(settings_of(pair, rows), shares, strict=True)]


def _experience(setting: Setting, words: dict[NeedCategory, str], share: float) -> str:
    if setting.skills is None:
        return f"What {setting.name} has experience of is not recorded."
    missing = ", ".join([said for need, said in words.items() if need not in setting.skills])
    if not missing:
        return "Experience of every assessed need."
    if share >= HALF:
        return f"Experience of the assessed needs, but for {missing}."
    return f"{setting.name} has little experience of {missing}."


def _visited(pair: Pairs, i: int, visits: Sequence[Visit], share: Callable[[Floats], Floats]) -> Shares:
    """(k, m): a share for each person or place visited."""
    journey = pair.visits(i, tuple(visits))
    located = np.array([bool(visit.location and visit.location.point) for visit in visits])[:, None]
    return settle(share(journey.minutes), ask_known=located | journey.known, place_known=journey.known)


def family_time_travel(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """For each agreed person full at 0 minutes, 0 at `family_time_zero_minutes`; the mean by visits a month."""
    zero = policy.figures.family_time_zero_minutes
    rows = []
    for i, person in enumerate(ask.people):
        family = person.family_time
        seen = tuple(one for one in family or () if one.visits_a_month != 0)
        visits = [1.0 if one.visits_a_month is None else float(one.visits_a_month) for one in seen]
        if family is None:
            rows.append(_half(len(place)))
        elif not seen:
            rows.append(_full(len(place)))
        else:
            each = _visited(pair, i, seen, lambda minutes: falling(minutes, 0, zero))
            rows.append(mean(each, visits))
    return stack(rows)


def because_family(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    family = pair.asks.people[i].family_time
    if family is None:
        return ["Nobody has recorded a family-time plan."] * len(rows)
    if not family:
        return ["No family time to travel for."] * len(rows)
    journey = pair.visits(i, family)
    each = [
        [
            f"{one.person} {said}" if said else f"{one.person}: journey not known"
            for said in _minutes_said(journey, k, rows)
        ]
        for k, one in enumerate(family)
    ]
    return [f"Family time each way: {'; '.join(words)}." for words in zip(*each, strict=True)]


def culture_religion_language(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Religion practised, language spoken, background reflected or planned for; weighted by what matters to the person."""
    rows = []
    for person in ask.people:
        needs = [need for need in person.identity_needs or () if need.importance]
        if person.identity_needs is None:
            rows.append(_half(len(place)))
        elif not needs:
            rows.append(_full(len(place)))
        else:
            each = np.concatenate([place.meets(need, _offers) for need in needs])
            rows.append(mean(_offered(each), [float(need.importance) for need in needs]))
    return stack(rows)


def _offered(met: Outcomes) -> Shares:
    unknown = met == PLACE
    return Shares((met == MET).astype(np.float64), unknown.astype(np.float64), ~unknown)


def _offers(setting: Setting, need: IdentityNeed) -> bool | None:
    """Whether the setting meets one need; None = not recorded."""
    offer = setting.identity_offer
    if offer is None:
        return None
    wanted = need.wants.casefold()
    if need.aspect is IdentityAspect.CULTURE and offer.culture_plan:
        return True
    if need.aspect is IdentityAspect.LANGUAGE and wanted in {one.casefold() for one in offer.interpreter_for}:
        return True
    recorded = {
        IdentityAspect.RELIGION: offer.religions,
        IdentityAspect.LANGUAGE: offer.languages,
        IdentityAspect.CULTURE: offer.cultures,
    }[need.aspect]
    return None if recorded is None else wanted in {one.casefold() for one in recorded}


def because_culture(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    needs = pair.asks.people[i].identity_needs
    if needs is None:
        return [f"Ask {name_of(pair, i)} what matters about culture, religion and language."] * len(rows)
    each = [_offers_said(pair.places, need, rows) for need in needs if need.importance]
    if not each:
        return ["Nothing recorded as mattering here."] * len(rows)
    return [f"{'; '.join(words)}." for words in zip(*each, strict=True)]


def _offers_said(places: Places, need: IdentityNeed, rows: Rows) -> list[str]:
    words = {int(MET): "possible", int(NOT_MET): "not here yet: plan how", int(PLACE): "not recorded"}
    said = {outcome: f"{need.wants} {word}" for outcome, word in words.items()}
    return [said[outcome] for outcome in places.meets(need, _offers)[0, rows].tolist()]


TIER_OF_FOOTING = {Footing.CHILDRENS_HOME: 2, Footing.FOSTER: 4, Footing.WITH_PARENTS: 6}
TIER = {
    SettingKind.WITH_PARENTS: 6,
    SettingKind.COMMUNITY_FAMILY: 4,
    SettingKind.FOSTER_FAMILY: 4,
    SettingKind.HUB_BED: 2,
    SettingKind.HUB_EMERGENCY_BED: 2,
    SettingKind.CHILDRENS_HOME: 2,
}
TOP_TIER = 6


def tier(setting: Setting) -> int:
    """0 to 6 by the law's order of kinds."""
    if setting.kind is SettingKind.CONNECTED_CARER:
        approved = {ApprovalStatus.APPROVED, ApprovalStatus.TEMPORARILY_APPROVED}
        return 6 if any(c.approval_status in approved or c.temporary_approval for c in setting.carers or ()) else 4
    if setting.kind is SettingKind.BESPOKE:
        footing = footing_of(setting)
        return 0 if footing is None else TIER_OF_FOOTING.get(footing, 0)
    return TIER.get(setting.kind, 0)


def highest_tier(setting: Setting) -> int:
    """What it may turn out to be, where its approval or footing is not recorded."""
    if setting.kind is SettingKind.BESPOKE and footing_of(setting) is None:
        return TOP_TIER
    open_question = setting.carers is None or any(carer.approval_status is None for carer in setting.carers)
    return TOP_TIER if setting.kind is SettingKind.CONNECTED_CARER and open_question else tier(setting)


def placement_hierarchy(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Family and approved connected carers 6 of 6; other foster 4; children's home 2; other arrangements 0."""
    sure = np.broadcast_to(place.of_setting(tier, np.int32), pair.shape) / TOP_TIER
    could = np.broadcast_to(place.of_setting(highest_tier, np.int32), pair.shape) / TOP_TIER - sure
    return Shares(sure, could, could == 0)


TIER_SAID = {
    6: "Family or friends come first in law.",
    4: "A foster family.",
    2: "A children's home: a stage, not for good.",
    0: "Neither a family nor a children's home.",
}


def because_hierarchy(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    columns = (pair.places.of_setting(read, np.int32)[0, rows].tolist() for read in (tier, highest_tier))
    return [
        TIER_SAID[sure] if sure == highest else "What this is approved or lawful as is not recorded."
        for sure, highest in zip(*columns, strict=True)
    ]


def near_home(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Full up to 5 miles of home, straight down to 0 at 40; the other way round where home has to be far."""
    figures = policy.figures
    miles = pair.from_home.miles
    near = falling(miles, figures.near_home_full_miles, figures.near_home_zero_miles)
    far = 1 - falling(miles, figures.near_home_full_miles, figures.far_enough_miles)
    wanted_far = ask.of_request(lambda request: bool(request.home_far_needed))
    home_known = ask.of_person(lambda person: bool(person.home and person.home.point)) | ~np.isnan(miles)
    return settle(np.where(wanted_far, far, near), ask_known=home_known, place_known=~np.isnan(miles))


def because_home(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    home = f"{name_of(pair, i)}'s home"
    return [
        f"How far it is from {home} is not known."
        if isnan(miles)
        else f"{setting.name} is {miles:g} miles from {home}."
        for setting, miles in zip(settings_of(pair, rows), pair.from_home.miles[i, rows].tolist(), strict=True)
    ]


def friends_and_community(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The share of friends, clubs and activities the person named that stay within `friends_reach_minutes`."""
    reach = policy.figures.friends_reach_minutes
    rows = []
    for i, person in enumerate(ask.people):
        named = person.friends_and_activities
        if named is None:
            rows.append(_half(len(place)))
        elif not named:
            rows.append(_full(len(place)))
        else:
            each = _visited(pair, i, named, lambda minutes: (minutes <= reach).astype(np.float64))
            rows.append(mean(each, [1.0] * len(named)))
    return stack(rows)


def because_friends(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    named, name = pair.asks.people[i].friends_and_activities, name_of(pair, i)
    if named is None:
        return [f"Ask {name} about friends and activities."] * len(rows)
    if not named:
        return [f"{name} named no friends or activities."] * len(rows)
    minutes = pair.visits(i, named).minutes[:, rows]
    words = [one.name or one.id for one in named]
    lost = (minutes > pair.policy.figures.friends_reach_minutes).T.tolist()  # an unknown journey loses nothing
    return [
        f"{name} would lose {', '.join(compress(words, out))}." if any(out) else "Friends and activities stay in reach."
        for out in lost
    ]


STAGE, SHORT = 0.5, 0.25


def least_moves(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """No later move 1.0; one likely 0.5; one certain 0.25."""
    unbounded = np.where(place.is_residential, STAGE, np.where(pair.leaving == FAR, 1.0, SHORT))
    covered = np.where(pair.once(nights_covered) >= 1, 1.0, SHORT)
    share = np.where(ask.nights_needed > 0, covered, unbounded)
    return known(np.where(pair.lives_there, 1.0, share))


def nights_covered(pair: Pairs) -> Floats:
    """The share of the nights needed that the offered nights cover, at most 1."""
    needed = np.maximum(pair.asks.nights_needed, 1)
    covered: Floats = np.minimum(np.where(pair.leaving == FAR, needed, pair.leaving - pair.first), needed) / needed
    return covered


MOVES_SAID = {1.0: "No later move in sight.", STAGE: "A later move is likely.", SHORT: "A later move is certain."}


def because_moves(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    here = f"{name_of(pair, i)} lives here now."
    lives_there = pair.lives_there[i, rows].tolist()
    return [here if lives else MOVES_SAID[share] for lives, share in zip(lives_there, shares, strict=True)]


PARTS = (
    Part(
        slug="school-continuity",
        weight="school_continuity",
        score=school_continuity,
        because=because_school,
        asks="Is {name} at school, where, and in which year?",
    ),
    Part(
        slug="worker-skill-fit",
        weight="worker_skill_fit",
        score=worker_skill_fit,
        because=because_skills,
        asks="What are {name}'s assessed needs?",
    ),
    Part(
        slug="family-time-travel",
        weight="family_time_travel",
        score=family_time_travel,
        because=because_family,
        asks="Whom does {name} see, how often, and where do they live?",
    ),
    Part(
        slug="culture-religion-language",
        weight="culture_religion_language",
        score=culture_religion_language,
        because=because_culture,
        asks="What matters to {name} about culture, religion and language?",
    ),
    Part(
        slug="placement-hierarchy",
        weight="placement_hierarchy",
        score=placement_hierarchy,
        because=because_hierarchy,
        asks="",
    ),
    Part(
        slug="near-home",
        weight="near_home",
        score=near_home,
        because=because_home,
        asks="Where is {name}'s home?",
    ),
    Part(
        slug="friends-and-community",
        weight="friends_and_community",
        score=friends_and_community,
        because=because_friends,
        asks="Which friends, clubs and activities matter to {name}?",
    ),
    Part(
        slug="least-moves",
        weight="least_moves",
        score=least_moves,
        because=because_moves,
        asks="",
    ),
)
