"""Section A: requests outside the service, and where to go instead."""

from datetime import date

import numpy as np

from matcher.domain.codes import Role
from matcher.domain.people import Health, YoungPerson
from matcher.domain.person_codes import LegalStatus
from matcher.domain.requests import PlacementRequest
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.ledger import ordinal
from matcher.outcomes import ASK, Bools, Outcomes, all_of, either, fact, holds, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source


def no_secure_place_is_sought(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A secure place needs a court and a specialist provider: no options here."""
    return opposite(ask.request_fact(lambda request: request.secure_sought))


def _restrictions(ask: Asks) -> Outcomes:
    """Restrictions amounting to deprivation of liberty are sought, or ordered elsewhere."""

    def sought(request: PlacementRequest) -> bool | None:
        return True if request.restrictions_order is not None else request.deprivation_of_liberty_sought

    return ask.request_fact(sought)


def restricted_only_in_a_childrens_home(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """With restrictions on liberty, only a registered children's home is listed."""
    return either(opposite(_restrictions(ask)), opposite(place.not_residential))


def restrictions_are_approved(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Restrictions on liberty need a nominated officer's approval, with legal advice."""
    return opposite(_restrictions(ask))


def restrictions_are_ordered(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A court order's id, the restrictions and a review date are recorded."""

    def complete(request: PlacementRequest) -> bool:
        order = request.restrictions_order
        return order is not None and not is_blank(order.restrictions) and order.review_on is not None

    return either(opposite(_restrictions(ask)), ask.request_fact(complete))


DETAINED = (LegalStatus.REMAND_YDA, LegalStatus.SENTENCED_CUSTODY)


def _expected_by_first_night(ask: Asks, days: list[date | None]) -> Bools:
    return np.array([ordinal(day) for day in days])[:, None] <= ask.start


def not_in_youth_detention(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Not remanded to youth detention or in custody, or expected to be released by the first night asked for."""
    released = _expected_by_first_night(ask, [request.release_expected_on for request in ask.requests])
    return either(opposite(ask.status_in(*DETAINED)), holds(released))


def released_from_detention(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Listed on an expected date: the person has been released."""
    return either(opposite(ask.status_in(*DETAINED)), ask.request_fact(lambda request: request.released))


def _in_hospital(person: YoungPerson) -> bool | None:
    """Detained, or not fit to leave, means in hospital where nobody has recorded whether they are."""
    health = person.health or Health()
    kept = health.detained or health.fit_for_discharge is False
    return True if health.in_hospital is None and kept else health.in_hospital


def _free_to_leave(ask: Asks) -> Outcomes:
    """Not in hospital; or not detained under the Mental Health Act, and medically fit."""
    health = [person.health or Health() for person in ask.people]
    not_detained = opposite(fact((one.detained for one in health), ASK)[:, None])
    fit = fact((one.fit_for_discharge for one in health), ASK)[:, None]
    return either(opposite(ask.person_fact(_in_hospital)), all_of(not_detained, fit))


def fit_to_leave_hospital(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Fit and free to leave hospital, or expected to be by the first night asked for."""
    days = [person.health.discharge_expected_on if person.health else None for person in ask.people]
    return either(_free_to_leave(ask), holds(_expected_by_first_night(ask, days)))


def discharged_from_hospital(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Listed on an expected date: the person is fit and free to leave."""
    return either(_free_to_leave(ask), ask.request_fact(lambda request: request.discharged))


def of_service_age(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """From `service_min_age` on the first night, until the birthday of `service_max_age`."""
    old_enough = ask.at_least(policy.figures.service_min_age, ask.start)
    too_old = ask.at_least(policy.figures.service_max_age, ask.start)
    return all_of(old_enough, opposite(too_old))


SECURE = Limb(
    id="refer-deprivation-of-liberty:secure",
    kind=Kind.REFER,
    unchangeable="Another service has to be asked: nothing at a place would change this.",
    judge=no_secure_place_is_sought,
    says="This needs a court and a specialist provider. Contact legal services and the secure welfare commissioning route "
    "before doing anything else.",
    asks="Is a secure place being asked for?",
)

RULES = (
    Rule(
        slug="refer-deprivation-of-liberty",
        kinds=(Kind.REFER, Kind.HARD, Kind.AUTHORISE, Kind.CONFIRM),
        source=Source("Children Act 1989", "section 25", None, "V"),
        limbs=(
            SECURE,
            Limb(
                id="refer-deprivation-of-liberty:setting",
                kind=Kind.HARD,
                unchangeable="The law allows restrictions on liberty in a registered children's home only.",
                judge=restricted_only_in_a_childrens_home,
                says="Only a registered children's home may be used where restrictions on liberty are sought.",
                asks="Are restrictions on {name}'s liberty being asked for or ordered?",
            ),
            Limb(
                id="refer-deprivation-of-liberty:approval",
                kind=Kind.AUTHORISE,
                changes=(ChangeKind.APPROVAL,),
                approvers=(Role.NOMINATED_OFFICER,),
                must_record=("legal services' advice",),
                judge=restrictions_are_approved,
                says="Only a registered children's home may be used. A nominated officer must agree, with legal services.",
                asks="Are restrictions on {name}'s liberty being asked for or ordered?",
            ),
            Limb(
                id="refer-deprivation-of-liberty:order",
                kind=Kind.CONFIRM,
                approvers=(Role.NOMINATED_OFFICER,),
                judge=restrictions_are_ordered,
                says="Record the court order, the restrictions and the review date.",
                asks="Are restrictions on {name}'s liberty being asked for or ordered?",
            ),
        ),
    ),
    Rule(
        slug="refer-youth-detention",
        kinds=(Kind.REFER, Kind.CONFIRM),
        source=Source(
            "Legal Aid, Sentencing and Punishment of Offenders Act 2012", "sections 91 and 98", date(2012, 12, 3), "V"
        ),
        limbs=(
            Limb(
                id="refer-youth-detention:detained",
                kind=Kind.REFER,
                unchangeable="Another service has to be asked: nothing at a place would change this.",
                judge=not_in_youth_detention,
                says="{name} is remanded to youth detention accommodation, which is allocated by the Youth Custody Service. "
                "Record the court date and plan the next placement with the youth justice service.",
                asks="What is the legal reason {name} can be accommodated?",
            ),
            Limb(
                id="refer-youth-detention:released",
                kind=Kind.CONFIRM,
                approvers=(Role.SOCIAL_WORKER,),
                judge=released_from_detention,
                says="Record that {name} has been released.",
            ),
        ),
    ),
    Rule(
        slug="refer-hospital-or-mental-health-detention",
        kinds=(Kind.REFER, Kind.CONFIRM),
        source=Source("Clinical decision", "", None, "U"),
        limbs=(
            Limb(
                id="refer-hospital-or-mental-health-detention:not-fit",
                kind=Kind.REFER,
                unchangeable="Another service has to be asked: nothing at a place would change this.",
                judge=fit_to_leave_hospital,
                says="{name} is not yet ready to leave hospital. Ask the ward for a discharge planning meeting; you can plan "
                "options from the expected discharge date.",
                asks="Is {name} in hospital, and if so, fit and free to leave?",
            ),
            Limb(
                id="refer-hospital-or-mental-health-detention:discharged",
                kind=Kind.CONFIRM,
                approvers=(Role.SOCIAL_WORKER,),
                judge=discharged_from_hospital,
                says="Record that {name} is fit and free to leave hospital.",
                asks="Is {name} in hospital, and if so, fit and free to leave?",
            ),
        ),
    ),
    Rule(
        slug="refer-under-service-age",
        kinds=(Kind.REFER,),
        figures=("service_min_age", "service_max_age"),
        source=Source("Scope of this service", "12 to 25 in the model", None, "P"),
        limbs=(
            Limb(
                id="refer-under-service-age",
                kind=Kind.REFER,
                unchangeable="Another service has to be asked: nothing at a place would change this.",
                judge=of_service_age,
                says="This service places young people aged {service_ages}. Use the fostering or residential duty desk for "
                "{name}.",
                asks="How old is {name}?",
            ),
        ),
    ),
)
