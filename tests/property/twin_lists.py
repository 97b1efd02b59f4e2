"""Which list a place goes to (catalogue 0.1, "Not known", "Lists", "Approvals")."""

from collections.abc import Mapping

from matcher.domain.codes import AFTER_18, Role
from matcher.domain.placements import Authorisation
from matcher.domain.values import is_blank
from matcher.outcomes import Outcome
from tests.property.twin_facts import ASK, MET, NOT_MET, PLACE
from tests.property.twin_pair import Pair

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
        "accessible-premises:fixed",
        "view-on-option:refused",
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
    "view-on-option:strongly-against": frozenset({Role.SERVICE_MANAGER}),
}
FOOTING = frozenset(
    {
        "16-17-registered-supported-accommodation",
        "children-home-registered:registration",
        "registered-places-not-exceeded",
        "bespoke-registration-clear",
        "carer-approved:status",
        "terms-of-approval",
        "usual-fostering-limit",
    }
)
AGE = frozenset(
    {
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
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


def may_approve(pair: Pair, limb: str) -> set[Role]:
    """The roles named, the place manager as the setting has one, and whoever the policy lets stand in."""
    named = {place_manager(pair) if role is Role.PLACE_MANAGER else role for role in AUTHORISE[limb]}
    return named.union(*(pair.policy.stand_ins.get(role, frozenset()) for role in named))


def is_valid(pair: Pair, limb: str, one: Authorisation) -> bool:
    """For this limb, young person and setting, by the right role, with a reason, in date, nobody their own."""
    about = one.rule in {limb, limb.split(":", maxsplit=1)[0]}
    here = one.young_person_id == pair.person.id and one.setting_id == pair.setting.id
    now = pair.snapshot.as_of
    in_date = one.made_at <= now and (one.expires_at is None or one.expires_at >= now)
    given = one.role in may_approve(pair, limb) and not is_blank(one.reason) and one.asked_by != one.person
    return about and here and in_date and given and (pair.is_emergency or not one.by_telephone)


def authorised(pair: Pair, outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """The outcomes with every limb that somebody has validly authorised turned to met."""
    return {
        limb: MET
        if limb in AUTHORISE and any(is_valid(pair, limb, one) for one in pair.snapshot.authorisations)
        else outcome
        for limb, outcome in outcomes.items()
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


def place_in_list(pair: Pair, raw: Mapping[str, Outcome]) -> str:
    outcomes = authorised(pair, raw)
    if any(outcomes.get(limb) is NOT_MET for limb in REFER):
        return "referred"
    if any(outcomes.get(limb) is NOT_MET for limb in HARD):
        return "excluded"
    if any(until_we_know(pair, limb, outcome) for limb, outcome in outcomes.items()):
        return "needs_information"
    if any(outcomes.get(limb) in {NOT_MET, PLACE} for limb in AUTHORISE):
        return "needs_approval"
    return "options"
