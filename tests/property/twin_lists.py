"""Which list a place goes to, and where in it (catalogue 0.1, "Not known", "Lists", "Approvals")."""

from collections.abc import Mapping
from math import inf

from matcher.domain.codes import AFTER_18, Role, SettingKind
from matcher.domain.placements import Authorisation
from matcher.domain.values import is_blank, london_day
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, NOT_MET, PLACE
from tests.property.twin_pair import Pair
from tests.property.twin_parts import view_on_option
from tests.property.twin_travel import road_miles

REFER = frozenset(
    {
        "refer-deprivation-of-liberty:secure",
        "refer-youth-detention:detained",
        "refer-hospital-or-mental-health-detention:not-fit",
        "refer-under-service-age",
    }
)
HARD = frozenset(
    {
        "refer-deprivation-of-liberty:setting",
        "s20-consent-valid:objection",
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
        "needs-care-not-support",
        "children-home-registered:registration",
        "statement-of-purpose-fit:age-and-sex",
        "registered-places-not-exceeded",
        "emergency-bed-ringfence:waiting",
        "bespoke-registration-clear",
        "carer-approved:status",
        "carer-vacancy-usable",
        "usable-vacancy",
        "do-not-place-together:must",
        "siblings-together:apart",
        "impact-risk-assessment-complete:declined",
        "location-exclusion:must-not",
        "health-care-access:cannot-move",
        "accessible-premises:fixed",
        "view-on-option:refused",
        "remand-conditions-met",
        "court-contact-order-compatible",
        "no-placement-after-18:ends",
        "care-leaver-16-17-suitable",
        "homeless-16-17-assessment:bed-and-breakfast",
        "pace-bed-tonight:takes-pace",
    }
)
AUTHORISE: dict[str, frozenset[Role]] = {
    "refer-deprivation-of-liberty:approval": frozenset({Role.NOMINATED_OFFICER}),
    "age-not-certain:younger-children": frozenset({Role.PLACE_MANAGER}),
    "children-home-registered:manager": frozenset({Role.SERVICE_MANAGER}),
    "statement-of-purpose-fit:needs": frozenset({Role.REGISTERED_MANAGER}),
    "emergency-bed-ringfence:planned": frozenset({Role.HUB_MANAGER, Role.MANAGER_ON_CALL}),
    "carer-approved:review": frozenset({Role.FOSTERING_MANAGER}),
    "terms-of-approval": frozenset({Role.FOSTERING_DECISION_MAKER}),
    "usual-fostering-limit": frozenset({Role.AREA_AUTHORITY}),
    "do-not-place-together:review": frozenset({Role.PLACE_MANAGER, Role.SERVICE_MANAGER}),
    "siblings-together:split": frozenset({Role.SERVICE_MANAGER}),
    "resident-mix-score:limit": frozenset({Role.PLACE_MANAGER}),
    "peer-age-gap": frozenset({Role.REGISTERED_MANAGER}),
    "location-exclusion:should-not": frozenset({Role.SERVICE_MANAGER}),
    "within-authority:adjoining": frozenset({Role.NOMINATED_OFFICER}),
    "within-authority:distance": frozenset({Role.DCS}),
    "school-continuity:too-far": frozenset({Role.SERVICE_MANAGER}),
    "school-continuity:key-stage-4": frozenset({Role.NOMINATED_OFFICER}),
    "accessible-premises:movable": frozenset({Role.HEALTH_LEAD}),
    "health-need-skill": frozenset({Role.HEALTH_LEAD}),
    "staff-ratio": frozenset({Role.REGISTERED_MANAGER, Role.MANAGER_ON_CALL}),
    "waking-night": frozenset({Role.REGISTERED_MANAGER, Role.MANAGER_ON_CALL}),
    "night-safety": frozenset({Role.PLACE_MANAGER}),
    "staff-gender-need:required": frozenset({Role.REGISTERED_MANAGER}),
    "view-on-option:strongly-against": frozenset({Role.SERVICE_MANAGER}),
    "short-break-limits": frozenset({Role.SERVICE_MANAGER}),
    "no-placement-after-18:community-home": frozenset({Role.LEAVING_CARE_MANAGER}),
    "independence-readiness": frozenset({Role.LEAVING_CARE_MANAGER}),
}
BOTH = frozenset({"do-not-place-together:review"})
"""Every role named has to approve."""

FOOTING = frozenset(
    {
        "16-17-registered-supported-accommodation",
        "children-home-registered:registration",
        "registered-places-not-exceeded",
        "bespoke-registration-clear",
        "carer-approved:status",
        "terms-of-approval",
        "usual-fostering-limit",
        "care-leaver-16-17-suitable",
    }
)
AGE = frozenset(
    {
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
        "care-leaver-16-17-suitable",
        "homeless-16-17-assessment:bed-and-breakfast",
    }
)
"""The limbs that the band decides."""


def place_manager(pair: Pair) -> Role:
    if pair.kind in AFTER_18:
        return Role.LEAVING_CARE_MANAGER
    managers = {
        "residential": Role.REGISTERED_MANAGER,
        "foster": Role.FOSTERING_MANAGER,
        "supported": Role.LEAVING_CARE_MANAGER,
    }
    return managers.get(pair.group, Role.SERVICE_MANAGER)


def may_act_for(pair: Pair, role: Role) -> set[Role]:
    """The very role (the place manager as the setting has one), and whoever may stand in for it."""
    named = place_manager(pair) if role is Role.PLACE_MANAGER else role
    on_call = pair.is_emergency and named in {Role.REGISTERED_MANAGER, Role.HUB_MANAGER}
    return {named, *pair.policy.stand_ins.get(named, ()), *([Role.MANAGER_ON_CALL] if on_call else [])}


def is_valid(pair: Pair, limb: str, one: Authorisation) -> bool:
    """For this limb, young person, setting and nights, with a reason, in date, and nobody's own request."""
    about = one.rule in {limb, limb.split(":", maxsplit=1)[0]}
    here = one.young_person_id == pair.person.id and one.setting_id == pair.setting.id
    made = one.made_at <= pair.snapshot.as_of and (pair.is_emergency or not one.by_telephone)
    in_date = one.expires_at is None or london_day(one.expires_at) >= pair.today
    asker = pair.request.asked_by.name if pair.request.asked_by is not None else None
    theirs = one.person not in {one.asked_by, asker} and not is_blank(one.reason)
    return about and here and made and in_date and theirs and covers(pair, one)


def covers(pair: Pair, one: Authorisation) -> bool:
    """Its period, where it has one, includes the judged nights."""
    begun = one.first_night is None or one.first_night <= pair.first
    return begun and (one.leaving is None or (pair.leaving is not None and pair.leaving <= one.leaving))


def is_authorised(pair: Pair, limb: str) -> bool:
    """By one of the roles named; where the catalogue says "and", by each of them."""
    given = {one.role for one in pair.snapshot.authorisations if is_valid(pair, limb, one)}
    by_role = [bool(given & may_act_for(pair, role)) for role in AUTHORISE[limb]]
    return all(by_role) if limb in BOTH else any(by_role)


def authorised(pair: Pair, outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """The outcomes with every limb that somebody has validly authorised turned to met."""
    return {
        limb: MET if limb in AUTHORISE and is_authorised(pair, limb) else outcome for limb, outcome in outcomes.items()
    }


def band_is_settled(pair: Pair) -> bool:
    """Under 16, 16 to 17, or 18 and over on the first night asked for."""
    start = pair.request.start_date
    return ASK not in {pair.born.at_least(16, start), pair.born.at_least(18, start)}


def until_we_know(pair: Pair, limb: str, outcome: Outcome) -> bool:
    if outcome is ASK:
        return limb in AGE and not band_is_settled(pair)
    if outcome is not PLACE:
        return False
    return limb in FOOTING or (limb in HARD and not pair.is_emergency)


def place_in_list(pair: Pair, outcomes: Mapping[str, Outcome]) -> str:
    """The first list that applies, once what has been authorised counts as met."""
    if any(outcomes.get(limb) is NOT_MET for limb in REFER):
        return "referred"
    if any(outcomes.get(limb) is NOT_MET for limb in HARD):
        return "excluded"
    if questions(pair, outcomes):
        return "needs_information"
    return "needs_approval" if approvals(outcomes) else "options"


def questions(pair: Pair, outcomes: Mapping[str, Outcome]) -> int:
    """How many limbs keep the place back until we know."""
    return sum(until_we_know(pair, limb, outcome) for limb, outcome in outcomes.items())


def approvals(outcomes: Mapping[str, Outcome]) -> int:
    """How many limbs still need somebody's approval."""
    return sum(outcomes.get(limb) in {NOT_MET, PLACE} for limb in AUTHORISE)


def order(pair: Pair, outcomes: Mapping[str, Outcome], total: float) -> tuple[object, ...]:
    """Family and friends, the emergency order, the total, and what breaks equal totals (catalogue M, "Sum and order")."""
    confirmed = pair.place.vacancy_confirmed_at
    listing = pair.setting.emergency_listing
    on_list = listing is not None and listing.on_list and outcomes.get("tonight-possible") is MET
    confirmed_today = confirmed is not None and london_day(confirmed) == pair.today
    miles, cost = road_miles(pair, pair.person.id, pair.person.home), pair.setting.cost_per_week
    return (
        pair.kind not in {SettingKind.CONNECTED_CARER, SettingKind.WITH_PARENTS},
        pair.is_emergency and not on_list,
        pair.is_emergency and not confirmed_today,
        -total,
        pair.kind is not SettingKind.CONNECTED_CARER,
        -view_on_option(pair).sure,
        approvals(outcomes),
        inf if miles is None else miles,
        inf if cost is None else cost,
        pair.setting.id,
        pair.place.place_id,
    )
