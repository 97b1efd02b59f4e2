"""Section C: living with a baby, living with parents, and the move from care to supported accommodation."""

from datetime import date

import numpy as np

from matcher.domain.codes import AFTER_18, FOSTER, NO_BED, Footing, PlacementPurpose, PlacementState, Role, SettingKind
from matcher.domain.nights import after_working_days
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import LegalStatus
from matcher.domain.requests import PlacementRequest
from matcher.domain.setting_facts import ParentsAssessment
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.frame.places import footing_of
from matcher.ledger import is_foster, is_residential, ordinal
from matcher.outcomes import MET, NOT_MET, Bools, Outcomes, either, holds, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
CHILDREN_ACT = "Children Act 1989"


def place_is_approved_for_both(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """For somebody who will live with their baby: the registration or approval covers parent and child."""
    return _for_both(ask, place.setting_fact(_approved_for_both))


def place_is_ready_for_both(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """For somebody who will live with their baby: room, cot and staff or carer time are there."""
    return _for_both(ask, place.setting_fact(_ready_for_both))


def _for_both(ask: Asks, there: Outcomes) -> Outcomes:
    alone = opposite(ask.person_fact(lambda person: person.parent_and_child))
    return alone if (alone == MET).all() else either(alone, there)


def _approved_for_both(setting: Setting) -> bool | None:
    """Met where there is neither a registration nor an approval: at home, and after 18. Terms with types say which."""
    if setting.kind in NO_BED | AFTER_18 or is_with_parents(setting):
        return True
    types = (is_foster(setting) and setting.terms and setting.terms.types) or ()
    if PlacementPurpose.PARENT_AND_CHILD in types:
        return True
    return False if types and setting.takes_parent_and_child is None else setting.takes_parent_and_child


def _ready_for_both(setting: Setting) -> bool | None:
    return True if setting.kind in NO_BED | AFTER_18 else setting.parent_and_child_ready


def no_baby_is_expected(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """No birth is expected on any of the nights."""
    due = ask.of_person(lambda person: ordinal(person.baby_due_on, 0), np.int32)
    if not due.any():
        return holds(due == 0)
    return holds((due < pair.first) | (due >= pair.presence_end))


def is_with_parents(setting: Setting) -> bool:
    """At home with a parent, a bespoke placement on that footing too."""
    bespoke = setting.kind is SettingKind.BESPOKE and footing_of(setting) is Footing.WITH_PARENTS
    return setting.kind is SettingKind.WITH_PARENTS or bespoke


def _elsewhere(setting: Setting) -> bool:
    return not is_with_parents(setting)


def no_order_or_elsewhere(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Under a care order nobody lives with a parent unless it is approved: the record alone never meets it."""
    no_order = opposite(ask.status_in(LegalStatus.CARE_ORDER, LegalStatus.INTERIM_CARE_ORDER))
    return either(place.setting_fact(_elsewhere), no_order)


def parents_assessed_or_urgent(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The assessment is complete; or the urgent route has begun, the parent interviewed, and its working days run."""
    days = policy.figures.parents_assessment_days + policy.figures.parents_decision_days
    outcomes = np.full((1, len(place)), NOT_MET, np.int8)
    for row in place.rows_where(is_with_parents):
        one = pair.index.setting_of_row(row).parents_assessment
        if one is not None and (_is_complete(one) or _is_urgent(one, days, policy)):
            outcomes[0, row] = MET
    return outcomes


def _is_complete(one: ParentsAssessment) -> bool:
    done = (one.suitability_assessed_on, one.wishes_heard_on, one.placement_plan_on, one.iro_consulted_on)
    return None not in done


def _is_urgent(one: ParentsAssessment, days: int, policy: Policy) -> bool:
    begun = not is_blank(one.urgent_necessary_by) and one.parent_interviewed_on is not None
    if not begun or one.started_on is None:
        return False
    return policy.day <= after_working_days(one.started_on, days, policy.bank_holidays)


def home_came_first(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Looked after: why the person cannot live at home is recorded."""
    recorded = holds(ask.of_request(lambda request: not is_blank(request.home_ruled_out_reason)))
    if (recorded == MET).all():
        return recorded
    return either(place.setting_fact(_at_home), opposite(ask.is_looked_after), recorded)


def _at_home(setting: Setting) -> bool:
    return is_with_parents(setting) or setting.kind is SettingKind.OUTREACH


def review_agreed_the_move(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """From a family, a children's home or parents to supported accommodation: a review agreed it, or welfare is urgent."""
    agreed = holds(ask.of_person(_review_agreed))
    urgent = holds(ask.of_request(welfare_is_urgent))
    no_move = holds(~_lives_in_care(ask, pair))
    before = either(no_move, agreed, urgent, opposite(ask.is_looked_after))
    return before if (before == MET).all() else either(place.not_supported, before)


def moves_before_its_review(ask: Asks, pair: Pairs, i: int) -> bool:
    """Looked after, living in care, and an urgent welfare need lets the move go before the review that has to agree it."""
    urgent = welfare_is_urgent(ask.requests[i]) and not _review_agreed(ask.people[i])
    return urgent and bool(ask.is_looked_after[i, 0] != NOT_MET) and lives_in_care(ask, pair, i)


def _review_agreed(person: YoungPerson) -> bool:
    return person.last_review is not None and person.last_review.agreed_move_to_supported


def welfare_is_urgent(request: PlacementRequest) -> bool:
    """An urgent welfare need that cannot wait for a review: why, and who said so."""
    urgent = request.urgent_welfare
    return urgent is not None and not is_blank(urgent.reason) and not is_blank(urgent.by)


def _lives_in_care(ask: Asks, pair: Pairs) -> Bools:
    """(n, 1): today the person lives in a placement that a review has to end."""
    return np.array([lives_in_care(ask, pair, i) for i in range(len(ask))], np.bool_)[:, None]


def lives_in_care(ask: Asks, pair: Pairs, i: int) -> bool:
    """The person's started placement covering today is a family, a children's home or with parents."""
    today = ask.today.toordinal()
    return any(
        stay.placement.state is PlacementState.STARTED
        and stay.first <= today < stay.leaving
        and _is_care(pair.places.settings[stay.setting])
        for stay in pair.index.stays_of.get(ask.people[i].id, [])
    )


def _is_care(setting: Setting) -> bool:
    return setting.kind in FOSTER or is_foster(setting) or is_residential(setting) or is_with_parents(setting)


RULES = (
    Rule(
        slug="parent-and-child",
        kinds=(Kind.HARD, Kind.AUTHORISE, Kind.NOTE),
        source=Source("Parent and child placements", "practice", None, "U"),
        limbs=(
            Limb(
                id="parent-and-child:approval",
                kind=Kind.HARD,
                changes=(ChangeKind.FACT,),
                judge=place_is_approved_for_both,
                says="{setting} cannot take a parent and baby together. Its registration or approval does not cover both.",
                asks="Will {name} live with their baby?",
                rings="Can {setting} take a parent and baby together?",
            ),
            Limb(
                id="parent-and-child:room",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.ADAPTATION,
                ),
                approvers=(Role.PLACE_MANAGER,),
                judge=place_is_ready_for_both,
                says="{setting} cannot take a parent and baby together yet. Room, cot, or staff or carer time is missing; {role} "
                "has to agree.",
                asks="Will {name} live with their baby?",
                rings="Does {setting} have the room, a cot, and the time for a parent and baby?",
            ),
            Limb(
                id="parent-and-child:expected",
                kind=Kind.NOTE,
                judge=no_baby_is_expected,
                says="{name}'s baby is expected on {baby_due}. Plan for both of them at {setting}.",
            ),
        ),
    ),
    Rule(
        slug="with-parents-assessment",
        kinds=(Kind.AUTHORISE,),
        figures=("parents_assessment_days", "parents_decision_days"),
        source=Source(CARE_PLANNING, "regulations 15 to 19", date(2011, 4, 1), "S"),
        limbs=(
            Limb(
                id="with-parents-assessment",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.NOMINATED_OFFICER,),
                judge=no_order_or_elsewhere,
                only_with=parents_assessed_or_urgent,
                says="Going home on a care order needs an assessment and nominated officer approval. Start both now.",
                asks="Is {name} under a care order?",
            ),
        ),
    ),
    Rule(
        slug="placement-with-parents-first",
        kinds=(Kind.NOTE,),
        source=Source(CHILDREN_ACT, "section 22C(2) to (4)", date(2011, 4, 1), "V"),
        limbs=(
            Limb(
                id="placement-with-parents-first",
                kind=Kind.NOTE,
                judge=home_came_first,
                says="Record why {name} cannot live at home safely; the law asks this first.",
            ),
        ),
    ),
    Rule(
        slug="move-to-other-arrangements-after-review",
        kinds=(Kind.CONFIRM,),
        source=Source(
            CHILDREN_ACT, "section 22D(1), as referred to in regulation 14(5) of 2010", date(2011, 4, 1), "U"
        ),
        duties=("duty-review-before-ending",),
        limbs=(
            Limb(
                id="move-to-other-arrangements-after-review",
                kind=Kind.CONFIRM,
                approvers=(Role.IRO,),
                judge=review_agreed_the_move,
                says="A review must agree {name}'s move to supported accommodation first. Ask the IRO for an early review.",
                asks="Is {name} under 18?",
            ),
        ),
    ),
)
