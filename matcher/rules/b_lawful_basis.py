"""Section B: the lawful basis to accommodate."""

from datetime import date, datetime, time

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import Role
from matcher.domain.people import YoungPerson
from matcher.domain.people_law import Consent, LegalReason, Objection
from matcher.domain.person_codes import LegalStatus
from matcher.domain.requests import PlacementRequest
from matcher.domain.values import LONDON, is_blank, london_day
from matcher.frame import Asks, Pairs, Places
from matcher.ledger import FAR, ordinal
from matcher.outcomes import ASK, MET, Outcomes, all_of, either, holds, opposite, stacked
from matcher.policy import Policy
from matcher.rules.model import Kind, Limb, Rule, Source

BASES = (
    LegalStatus.CARE_ORDER,
    LegalStatus.INTERIM_CARE_ORDER,
    LegalStatus.S20,
    LegalStatus.EMERGENCY_PROTECTION_ORDER,
    LegalStatus.POLICE_PROTECTION,
    LegalStatus.REMAND_LAA,
    LegalStatus.PACE_TRANSFER,
    LegalStatus.OTHER_COURT_ORDER,
)
ALWAYS_END = frozenset({LegalStatus.POLICE_PROTECTION, LegalStatus.EMERGENCY_PROTECTION_ORDER})
CARE_ORDERS = frozenset({LegalStatus.CARE_ORDER, LegalStatus.INTERIM_CARE_ORDER})
ASKED = np.full((1, 1), ASK, np.int8)
SECONDS_PER_HOUR = 3600


def a_manager_agreed(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A named manager agreed, at a recorded time; by telephone only in an emergency."""

    def agreed(request: PlacementRequest) -> bool:
        by = request.agreed_by
        return (
            by is not None
            and not is_blank(by.name)
            and by.at is not None
            and (request.is_emergency or not by.by_telephone)
        )

    return ask.request_fact(agreed)


def _is_there(reason: LegalReason | None, today: date, start: date) -> bool:
    """Begun by today, and not ended before the first night's day."""
    if reason is None:
        return True
    begun = reason.expected_on is None or reason.expected_on <= today
    return begun and (reason.ends_at is None or london_day(reason.ends_at) >= start)


def there_is_a_lawful_basis(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Somebody to be looked after has an order, a remand, police protection or section 20 as the recorded basis."""
    there = [
        _is_there(person.legal_status, ask.today, request.start_date)
        for person, request in zip(ask.people, ask.requests, strict=True)
    ]
    basis = all_of(ask.status_in(*BASES), holds(np.array(there)[:, None]))
    return either(opposite(ask.is_looked_after), basis)


def _stands_in_the_way(objection: Objection) -> bool | None:
    answers = {objection.has_parental_responsibility, objection.willing_and_able}
    return False if False in answers else None if None in answers else True


def _parents_do_not_object(person: YoungPerson) -> bool | None:
    """Under 16: consent stands, and no willing and able parent objects, unless everybody in the orders agrees."""
    consent = person.consent
    if consent is None:
        return None
    if consent.withdrawn_at is not None:
        return False
    agrees = {order.agrees for order in person.orders or ()}
    if agrees == {True}:
        return True
    if consent.objections is None:
        return None
    objects = {_stands_in_the_way(one) for one in consent.objections}
    if not objects - {False}:
        return True
    outweighed_is_open = person.orders is None or None in agrees
    return None if outweighed_is_open or True not in objects else False


def _has_not_refused(person: YoungPerson) -> bool | None:
    """Whoever has agreed has not refused, unless that is recorded as well."""
    consent = person.consent or Consent()
    refused = consent.refused_by_young_person
    if refused is None:
        return True if _agrees(consent) else None
    return not refused


def _agrees(consent: Consent) -> bool:
    """The young person's own agreement is recorded."""
    return any(one.is_young_person for one in consent.given_by)


def nobody_with_a_say_objects(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Section 20: under 16 no parent who could care objects; at 16 and over the young person has not refused."""
    sixteen = ask.at_least(16, ask.start)
    under_16 = either(sixteen, ask.person_fact(_parents_do_not_object))
    from_16 = either(opposite(sixteen), ask.person_fact(_has_not_refused))
    return either(opposite(ask.status_in(LegalStatus.S20)), all_of(under_16, from_16))


def agreement_is_recorded(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Section 20: the agreement is recorded; at 16 and over the young person's own."""
    given = ask.person_fact(lambda person: bool((person.consent or Consent()).given_by))
    own = ask.person_fact(lambda person: _agrees(person.consent or Consent()))
    from_16 = either(opposite(ask.at_least(16, ask.start)), own)
    return either(opposite(ask.status_in(LegalStatus.S20)), all_of(given, from_16))


def _last_day(person: YoungPerson) -> int:
    """The London day on which the recorded basis ends, as an ordinal."""
    ends_at = person.legal_status.ends_at if person.legal_status else None
    return ordinal(london_day(ends_at) if ends_at else None)


def the_basis_lasts(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The legal reason does not end on a judged night; the end of one that always ends has to be known."""
    ends = ask.of_person(_last_day, np.int32)
    no_end = ends == FAR
    always_ends = np.array([status in ALWAYS_END for status in ask.legal])[:, None]
    nothing_recorded = np.array([status is None for status in ask.legal])[:, None]
    asked = np.where(nothing_recorded, either(opposite(ask.is_looked_after), ASKED), np.where(always_ends, ASKED, MET))
    known = np.where(no_end, asked, MET)
    if no_end.all():
        return known
    return all_of(known, holds((ends < pair.first) | (ends >= pair.leaving)))


def lasts_a_day_at_most(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Accommodation of 24 elapsed hours or less; or in care under an order already; or no looked-after placement."""
    in_care = np.array([status in CARE_ORDERS for status in ask.legal])[:, None]
    exempt = all_of(ask.is_looked_after, holds(~in_care))
    if all(request.needed_until is None for request in ask.requests):
        return either(opposite(exempt), holds(~place.is_placement))
    hours = stacked([_hours(pair, i) for i in range(len(ask))])
    short = holds((hours > 0) & (hours <= policy.figures.looked_after_hours))
    return either(opposite(exempt), holds(~place.is_placement), short)


def _hours(pair: Pairs, i: int) -> NDArray[np.float64]:
    """(m,): elapsed hours, counted from the start of the first judged night where no moment is recorded; NaN = no end."""
    request, hours = pair.asks.requests[i], np.full(pair.shape[1], np.nan)
    if request.needed_until is None:
        return hours
    until = request.needed_until.timestamp()
    if request.needed_at is not None:
        hours[:] = (until - request.needed_at.timestamp()) / SECONDS_PER_HOUR
        return hours
    for day, rows in pair.first_nights(i):
        hours[rows] = (until - datetime.combine(day, time(0), LONDON).timestamp()) / SECONDS_PER_HOUR
    return hours


RULES = (
    Rule(
        slug="accommodation-agreed",
        kinds=(Kind.CONFIRM,),
        source=Source("Calderdale, Durham and Hertfordshire procedures", "", None, "S"),
        limbs=(
            Limb(
                id="accommodation-agreed",
                kind=Kind.CONFIRM,
                approvers=(Role.SERVICE_MANAGER, Role.MANAGER_ON_CALL),
                judge=a_manager_agreed,
                says="Which manager agreed that {name} should be accommodated, and when?",
            ),
        ),
    ),
    Rule(
        slug="lawful-basis-present",
        kinds=(Kind.CONFIRM,),
        source=Source("Children Act 1989", "sections 20, 21, 31, 38, 44 and 46; LASPO 2012 section 92", None, "S"),
        limbs=(
            Limb(
                id="lawful-basis-present",
                kind=Kind.CONFIRM,
                approvers=(Role.SOCIAL_WORKER,),
                judge=there_is_a_lawful_basis,
                says="We need the legal reason {name} can be accommodated before an option can be agreed. Record the order or "
                "the consent.",
                asks="What is the legal reason {name} can be accommodated?",
            ),
        ),
    ),
    Rule(
        slug="lawful-basis-ends",
        kinds=(Kind.DUTY,),
        figures=("legal_end_warning_hours",),
        source=Source("National code list of legal statuses", "police protection: 72 hours", None, "V"),
        duties=("duty-legal-basis-ends",),
        limbs=(
            Limb(
                id="lawful-basis-ends",
                kind=Kind.DUTY,
                judge=the_basis_lasts,
                says="The legal reason ends {legal_end}. Speak to legal services by {legal_warning}.",
                asks="{legal_question}",
            ),
        ),
    ),
    Rule(
        slug="s20-consent-valid",
        kinds=(Kind.HARD, Kind.CONFIRM),
        source=Source("Children Act 1989", "section 20(7) to (11)", date(1991, 10, 14), "U"),
        limbs=(
            Limb(
                id="s20-consent-valid:objection",
                kind=Kind.HARD,
                unchangeable="The law gives this say to the family and the young person. Nobody else can change it.",
                judge=nobody_with_a_say_objects,
                says="{consent_objection}",
                asks="Does anybody with a say object to {name} being accommodated? From 16, what does {name} say?",
            ),
            Limb(
                id="s20-consent-valid:recorded",
                kind=Kind.CONFIRM,
                approvers=(Role.SOCIAL_WORKER,),
                judge=agreement_is_recorded,
                says="Record the agreement to {name} being accommodated; from 16 it is {name}'s own.",
                asks="Has the agreement to {name} being accommodated been recorded?",
            ),
        ),
    ),
    Rule(
        slug="becomes-looked-after-24-hours",
        kinds=(Kind.DUTY,),
        figures=("looked_after_hours",),
        source=Source("Children Act 1989", "section 22(1) and (2)", date(1991, 10, 14), "V"),
        duties=("duty-become-looked-after",),
        limbs=(
            Limb(
                id="becomes-looked-after-24-hours",
                kind=Kind.DUTY,
                judge=lasts_a_day_at_most,
                says="From {looked_after_from} {name} will be a looked-after child. Start the care plan and tell the IRO service.",
                asks="How old is {name}?",
            ),
        ),
    ),
)
