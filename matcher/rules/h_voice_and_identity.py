"""Section H: the young person's voice, identity and relationships."""

from collections.abc import Callable
from datetime import date

import numpy as np

from matcher.domain.codes import Role
from matcher.domain.people import View
from matcher.domain.person_codes import LegalStatus, ViewAbout, ViewStrength
from matcher.frame import Asks, Pairs, Places
from matcher.outcomes import ASK, MET, NOT_MET, Outcomes, either, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source


def _asked_and_not(ask: Asks, pair: Pairs, which: Callable[[View], bool]) -> Outcomes:
    """The person has been asked for their views, and none of them on this very place is such a one."""
    outcomes = np.full(pair.shape, MET)
    for i, person in enumerate(ask.people):
        outcomes[i] = ASK if person.views is None else MET
        for view in person.views or ():
            at = pair.index.setting_at.get(view.setting_id or "")
            if view.about is ViewAbout.SETTING and at is not None and which(view):
                outcomes[i, pair.index.rows_of.get(at, [])] = NOT_MET
    return outcomes


def not_strongly_against_this_place(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Not strongly against this very place, after being told what it is."""

    def against(view: View) -> bool:
        return view.view is ViewStrength.STRONGLY_AGAINST and view.told_what_it_is

    return _asked_and_not(ask, pair, against)


def has_not_refused_this_place(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A 16 or 17 year old under section 20 has not refused this place: their agreement is the law's."""
    not_refused = _asked_and_not(ask, pair, lambda view: view.refused)
    under_16, adult = opposite(pair.at_least(16)), pair.at_least(18)
    return either(opposite(ask.status_in(LegalStatus.S20)), under_16, adult, not_refused)


RULES = (
    Rule(
        slug="view-on-option",
        kinds=(Kind.SOFT, Kind.AUTHORISE, Kind.HARD),
        source=Source("Children Act 1989", "section 22(4) and (5); section 20(11)", None, "S"),
        parts=("view-on-option",),
        limbs=(
            Limb(
                id="view-on-option:strongly-against",
                kind=Kind.AUTHORISE,
                changes=(ChangeKind.APPROVAL,),
                approvers=(Role.SERVICE_MANAGER,),
                judge=not_strongly_against_this_place,
                says="{name} is strongly against {setting}. If you still think it is right, a service manager must agree and you "
                "must tell {name} why.",
                asks="What does {name} think about where to live?",
            ),
            Limb(
                id="view-on-option:refused",
                kind=Kind.HARD,
                unchangeable="It is {name}'s own choice. Nobody else can change it.",
                judge=has_not_refused_this_place,
                says="{name} has said no to {setting}. At 16 or 17 it cannot go on without their agreement.",
                asks="What does {name} think about where to live?",
            ),
        ),
    ),
    Rule(
        slug="known-carer",
        kinds=(Kind.SOFT,),
        source=Source("A young person's words, North Yorkshire summary, 2016", "", None, "V"),
        parts=("known-carer",),
    ),
    Rule(
        slug="key-worker-continuity",
        kinds=(Kind.SOFT,),
        figures=("key_worker_travel_minutes",),
        source=Source("The sticking key worker; 2015 Regulations", "regulation 13(2)(e)", None, "V"),
        parts=("key-worker-continuity",),
    ),
    Rule(
        slug="culture-religion-language",
        kinds=(Kind.SOFT,),
        source=Source("Children Act 1989", "section 22(5)(c)", date(2011, 4, 1), "V"),
        parts=("culture-religion-language",),
    ),
    Rule(
        slug="friends-and-community",
        kinds=(Kind.SOFT,),
        figures=("friends_reach_minutes",),
        source=Source("Care Planning, Placement and Case Review (England) Regulations 2010", "Schedule 2", None, "V"),
        parts=("friends-and-community",),
    ),
)
