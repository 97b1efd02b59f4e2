"""Section H: what somebody has to hear and talk over before a move, and whether the young person is ready for it."""

from collections.abc import Callable
from datetime import date

import numpy as np

from matcher.domain.codes import Role, SettingKind, SupportCategory
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Outcomes, all_of, either, holds, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

CHILDREN_ACT = "Children Act 1989"


def wishes_are_recorded(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """What the young person thinks of this place, or of the choice, is recorded; or why they could not be asked."""
    return _recorded_for(ask, pair, lambda request: _heard_at(request, ask.today))


def _recorded_for(ask: Asks, pair: Pairs, settings: Callable[[PlacementRequest], set[str | None]]) -> Outcomes:
    """Met at the settings a step has been taken for; None among them = for every place."""
    taken = [settings(request) for request in ask.requests]
    everywhere = np.array([None in one for one in taken], np.bool_)[:, None]
    if not any(one - {None} for one in taken):
        return holds(everywhere)
    outcomes = np.where(everywhere, MET, np.full(pair.shape, NOT_MET, np.int8))
    for i, one in enumerate(taken):
        known = [pair.index.setting_at[setting_id] for setting_id in one if setting_id in pair.index.setting_at]
        outcomes[i, pair.rows_of_settings(known)] = MET
    return outcomes


def _heard_at(request: PlacementRequest, today: date) -> set[str | None]:
    """The settings that wishes are recorded for; None = for the choice."""
    return {
        one.setting_id
        for one in request.wishes or ()
        if not is_blank(one.not_practicable)
        or (one.heard_on is not None and one.heard_on <= today and not is_blank(one.how) and not is_blank(one.by))
    }


def other_views_are_considered(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Each parent and other relevant person has been heard, or it is recorded why not."""
    return holds(ask.of_person(lambda person: bool(person.other_views) and not views_to_hear(person, ask.today)))


def views_to_hear(person: YoungPerson, today: date) -> list[str]:
    """Those who are listed and have not been heard, without a reason."""
    return [
        one.person
        for one in person.other_views or ()
        if is_blank(one.not_practicable) and (one.heard_on is None or one.heard_on > today)
    ]


def the_welcome_is_talked_over(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Where it matters, somebody has talked with this place's manager about making the young person welcome."""
    does_not_matter = opposite(ask.person_fact(lambda person: person.welcome_matters))
    if (does_not_matter == MET).all():
        return does_not_matter
    return either(does_not_matter, _recorded_for(ask, pair, lambda request: _talked_at(request, ask.today)))


def _talked_at(request: PlacementRequest, today: date) -> set[str | None]:
    return {one.setting_id for one in request.welcome_conversations or () if one.held_on <= today}


def ready_for_less_support(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """From 16, in supported accommodation: the readiness score is enough for living alone, or for a shared house or lodgings."""
    scores = [person.readiness.score if person.readiness else None for person in ask.people]
    alone = _enough(scores, policy.figures.readiness_min_self_contained)
    shared = _enough(scores, policy.figures.readiness_min_shared)
    if (all_of(alone, shared) == MET).all():
        return alone
    under_16 = opposite(pair.at_least(16))
    if not under_16.any():
        return under_16
    by_category = _by_category(alone, shared, place.of_setting(self_contained, np.int8))
    return either(place.not_supported, under_16, by_category)


def _enough(scores: list[int | None], least: int) -> Outcomes:
    words = [ASK if score is None else MET if score >= least else NOT_MET for score in scores]
    return np.array(words, np.int8)[:, None]


def _by_category(alone: Outcomes, shared: Outcomes, category: Outcomes) -> Outcomes:
    """Where the category is not recorded, it matters only if the two differ."""
    unknown = np.where(alone == shared, alone, np.int8(PLACE))
    return np.where(category == MET, alone, np.where(category == NOT_MET, shared, unknown)).astype(np.int8)


def self_contained(setting: Setting) -> int:
    """As an outcome: met where young people live alone; lodgings never are; not recorded is unknown."""
    if setting.kind is SettingKind.SUPPORTED_LODGINGS:
        return int(NOT_MET)
    if setting.category is None:
        return int(PLACE)
    return int(MET if setting.category is SupportCategory.SELF_CONTAINED else NOT_MET)


RULES = (
    Rule(
        slug="wishes-recorded",
        kinds=(Kind.CONFIRM,),
        source=Source(
            CHILDREN_ACT,
            "section 22(4) and (5); 2010 Regulations, regulation 9(1)(b)(i) and (2)",
            date(2011, 4, 1),
            "V",
        ),
        duties=("duty-record-wishes",),
        limbs=(
            Limb(
                id="wishes-recorded",
                kind=Kind.CONFIRM,
                approvers=(Role.SOCIAL_WORKER, Role.KEY_WORKER),
                judge=wishes_are_recorded,
                emergency_duty="duty-record-wishes",
                says="What does {name} think? Record it before you confirm.",
            ),
        ),
    ),
    Rule(
        slug="other-views-considered",
        kinds=(Kind.DUTY,),
        source=Source(CHILDREN_ACT, "section 22(4)(b) to (d)", date(2011, 4, 1), "V"),
        duties=("duty-other-views",),
        limbs=(
            Limb(
                id="other-views-considered",
                kind=Kind.DUTY,
                judge=other_views_are_considered,
                says="Record the views of {views_to_hear}, or why they were not asked.",
            ),
        ),
    ),
    Rule(
        slug="dietary-and-faith-practice",
        kinds=(Kind.SOFT,),
        source=Source(CHILDREN_ACT, "section 22(5)(c)", None, "V"),
        parts=("dietary-and-faith-practice",),
    ),
    Rule(
        slug="identity-safe",
        kinds=(Kind.CONFIRM,),
        source=Source("Equality Act 2010", "section 149", None, "U"),
        duties=("duty-72-hour-meeting",),
        limbs=(
            Limb(
                id="identity-safe",
                kind=Kind.CONFIRM,
                approvers=(Role.PLACE_MANAGER,),
                judge=the_welcome_is_talked_over,
                emergency_duty="duty-72-hour-meeting",
                says="Talk with the manager about making {name} welcome before you confirm.",
                asks="Would {name} like somebody to talk with the manager about being made welcome?",
            ),
        ),
    ),
    Rule(
        slug="independence-readiness",
        kinds=(Kind.AUTHORISE,),
        figures=("readiness_min_self_contained", "readiness_min_shared"),
        source=Source(
            "Supported accommodation is for relatively high or growing independence",
            "guide to the 2023 Regulations",
            None,
            "S",
        ),
        limbs=(
            Limb(
                id="independence-readiness",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.LEAVING_CARE_MANAGER,),
                judge=ready_for_less_support,
                says="{name} and {worker_now} want more time on {more_time_on}.{lodgings_first}",
                asks="How ready is {name}, 0 to 3 each: cooking, money, self-care, safety, asking for help?",
                rings="Is {setting} self-contained, or shared?",
            ),
        ),
    ),
)
