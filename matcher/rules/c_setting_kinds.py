"""Section C, first half: which kinds of setting are allowed at which age, and on what lawful footing."""

from datetime import date

import numpy as np

from matcher.domain.codes import Footing, RegistrationStatus, Role, SettingKind
from matcher.domain.person_codes import CareLeaverStatus
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.frame.places import footing_of
from matcher.ledger import ordinal
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Outcomes, all_of, either, holds, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.facts import judged_at_best, registered_all_nights
from matcher.rules.model import Kind, Limb, Rule, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
CHILDRENS_HOMES = "Children's Homes (England) Regulations 2015"
ADULT = 18


def no_younger_children_while_age_is_in_doubt(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Age in doubt: no child there is more than `peer_age_gap_years` below the oldest age the person may be."""
    if not ask.age_is_in_doubt.any():
        return np.full(pair.shape, MET, np.int8)
    who = pair.residents
    oldest = [person.possible_ages.oldest if person.possible_ages else None for person in ask.people]
    known = np.array([age is not None for age in oldest])[:, None]
    age_there = who.age(pair.first[:, who.row])
    gap = np.array([age or 0 for age in oldest])[:, None] - age_there
    far_younger = holds(gap <= policy.figures.peer_age_gap_years, known=who.born_known, of=PLACE)
    child = who.is_child_or_placed & ((age_there < ADULT) | ~who.born_known)
    nobody_younger = who.all_met(far_younger, pair.others & child)
    children_there = who.count_by_row(pair.others & child) > 0
    doubted = np.where(known | ~children_there, nobody_younger, np.int8(ASK))
    return either(holds(~ask.age_is_in_doubt), judged_at_best(place, doubted))


def an_interpreter_is_asked_for(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Age in doubt: an interpreter is asked for."""
    return either(
        holds(~ask.age_is_in_doubt), holds(ask.of_person(lambda person: not is_blank(person.interpreter_language)))
    )


def old_enough_or_not_other(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Under 16 on any night: never an "other arrangement". Reg 27A, since 9 September 2021."""
    return either(place.may_take_under_16, pair.at_least(16))


def other_arrangements_are_registered(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """16 and 17 year olds: supported accommodation registered with Ofsted, or an excepted setting. Reg 27C."""
    return pair.once(_other_arrangements_are_registered)


def _other_arrangements_are_registered(pair: Pairs) -> Outcomes:
    place = pair.places
    never_16_or_17 = either(opposite(pair.at_least_to_the_end(16)), pair.at_least(18))
    if not never_16_or_17.any():
        return never_16_or_17
    registered = either(registered_all_nights(place, pair), _application_stands(place, pair, pair.policy))
    lawful = either(place.setting_fact(_is_excepted), all_of(place.setting_fact(_can_register), registered))
    return either(place.not_other_arrangement, never_16_or_17, lawful)


def _is_excepted(setting: Setting) -> bool | None:
    """An excepted setting whose exception is recorded; or bespoke on a footing that needs sign-off, signed off."""
    if setting.kind is SettingKind.EXCEPTED_SETTING:
        return None if setting.exception_type is None else True
    return _signed_off(setting)


def _can_register(setting: Setting) -> bool:
    return setting.kind is not SettingKind.EXCEPTED_SETTING and not _needs_sign_off(setting)


def _application_stands(place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A valid application was pending when registration began, and every night is by the policy's last day for that."""
    until = policy.transition_applications_until
    in_time = holds(pair.presence_end - 1 <= ordinal(until, 0))
    return all_of(place.setting_fact(_is_pending), in_time)


def _is_pending(setting: Setting) -> bool:
    registration = setting.registration
    return (
        registration is not None
        and registration.status is RegistrationStatus.PENDING
        and registration.transition_application_valid
    )


def _needs_sign_off(setting: Setting) -> bool:
    """Bespoke on a footing that needs no registration, but legal sign-off."""
    unregistered = {Footing.HOLIDAY_OR_ACTIVITY, Footing.OWN_HOME_CARE}
    return setting.kind is SettingKind.BESPOKE and footing_of(setting) in unregistered


def _signed_off(setting: Setting) -> bool:
    return _needs_sign_off(setting) and setting.bespoke is not None and setting.bespoke.legal_signoff_id is not None


def in_the_supported_age_band(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Supported accommodation: from 16; from 18 for care leavers; until the birthday of `supported_max_age`."""
    not_too_old = opposite(pair.at_least_to_the_end(policy.figures.supported_max_age))
    leaver = ask.person_fact(
        lambda person: (
            None if person.care_leaver_status is None else person.care_leaver_status is not CareLeaverStatus.NONE
        )
    )
    until_18 = either(opposite(pair.at_least_to_the_end(18)), leaver)
    return either(place.not_supported, all_of(pair.at_least(16), not_too_old, until_18))


def support_is_enough(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Under 18 and assessed as needing care, not only support: never supported accommodation."""
    needs_care = ask.person_fact(lambda person: person.assessment.needs_care if person.assessment else None)
    return either(place.not_supported, pair.at_least(18), opposite(needs_care))


def bespoke_has_a_lawful_footing(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A bespoke placement states one lawful footing, and it holds."""
    registered = either(place.setting_fact(_needs_no_registration), registered_all_nights(place, pair))
    signed_off = place.setting_fact(_signed_off_where_needed)
    few_nights = _few_holiday_nights(ask, place, pair, policy)
    footed = all_of(place.setting_fact(_is_footed), registered, signed_off, few_nights)
    return either(place.setting_fact(_is_not_bespoke), footed)


def _is_not_bespoke(setting: Setting) -> bool:
    return setting.kind is not SettingKind.BESPOKE


def _is_footed(setting: Setting) -> bool:
    return footing_of(setting) is not None


def _needs_no_registration(setting: Setting) -> bool:
    return footing_of(setting) not in {Footing.CHILDRENS_HOME, Footing.SUPPORTED_ACCOMMODATION}


def _signed_off_where_needed(setting: Setting) -> bool:
    return _signed_off(setting) or not _needs_sign_off(setting)


def _is_holiday(setting: Setting) -> bool:
    return footing_of(setting) is Footing.HOLIDAY_OR_ACTIVITY


def _few_holiday_nights(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """On holiday: fewer than `holiday_exemption_nights` in the year, and never with nowhere else to live."""
    outcomes = np.full(pair.shape, MET)
    for row in place.rows_where(_is_holiday):
        bespoke = pair.index.setting_of_row(row).bespoke
        for i, person in enumerate(ask.people):
            used = sum(
                one.nights for one in (bespoke and bespoke.nights_used) or () if one.young_person_id == person.id
            )
            nights = used + int(pair.presence_end[i, row] - pair.first[i, row])
            few = nights < policy.figures.holiday_exemption_nights and not ask.requests[i].homeless
            outcomes[i, row] = MET if few else NOT_MET
    return outcomes


RULES = (
    Rule(
        slug="age-not-certain",
        kinds=(Kind.AUTHORISE, Kind.NOTE),
        figures=("peer_age_gap_years",),
        source=Source("R (S) v Croydon 2017 and the 2014 guidance", "", None, "V"),
        limbs=(
            Limb(
                id="age-not-certain:younger-children",
                not_checked="Who else lives in homes that others run is not checked here.",
                who="the home's manager",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.MOVE,
                    ChangeKind.WAIT,
                ),
                approvers=(Role.PLACE_MANAGER,),
                judge=no_younger_children_while_age_is_in_doubt,
                says="We are not certain how old {name} is, and younger children live at {setting}. Until we know, treat {name} "
                "as a child.",
                asks="How old may {name} be?",
                rings="How old are the children at {setting}?",
            ),
            Limb(
                id="age-not-certain:interpreter",
                kind=Kind.NOTE,
                judge=an_interpreter_is_asked_for,
                says="We are not certain how old {name} is. Ask for an interpreter if one is needed: none is asked for.",
            ),
        ),
    ),
    Rule(
        slug="under-16-no-other-arrangements",
        kinds=(Kind.HARD,),
        source=Source(CARE_PLANNING, "regulation 27A", date(2021, 9, 9), "V"),
        limbs=(
            Limb(
                id="under-16-no-other-arrangements",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                ),
                by_age_band=True,
                judge=old_enough_or_not_other,
                says="{name} is under 16{until_sixteen}. The law does not allow supported lodgings or supported accommodation "
                "before then.",
                asks="Is {name} under 16, 16 or 17, or 18 or over?",
                rings="What is {setting} registered as?",
            ),
        ),
    ),
    Rule(
        slug="16-17-registered-supported-accommodation",
        kinds=(Kind.HARD,),
        source=Source(CARE_PLANNING, "regulation 27C, inserted by SI 2023/416 regulation 36", date(2023, 10, 28), "V"),
        limbs=(
            Limb(
                id="16-17-registered-supported-accommodation",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                footing=True,
                by_age_band=True,
                judge=other_arrangements_are_registered,
                says="{setting} is not registered with Ofsted as supported accommodation on every night from {first}. {name} "
                "cannot be placed there.",
                asks="Is {name} under 16, 16 or 17, or 18 or over?",
                rings="Is {setting} registered with Ofsted as supported accommodation?",
            ),
        ),
    ),
    Rule(
        slug="supported-accommodation-age-band",
        kinds=(Kind.HARD,),
        figures=("supported_max_age",),
        source=Source(
            "Supported Accommodation (England) Regulations 2023", "SI 2022/808 regulation 2", date(2023, 10, 28), "V"
        ),
        limbs=(
            Limb(
                id="supported-accommodation-age-band",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                by_age_band=True,
                judge=in_the_supported_age_band,
                says="{setting} can only take people aged {supported_ages}; from 18, care leavers.",
                asks="Is {name} 16 or 17, or a care leaver of 18 or over?",
            ),
        ),
    ),
    Rule(
        slug="needs-care-not-support",
        kinds=(Kind.HARD,),
        source=Source("Care and support boundary", "Ofsted guidance on supported accommodation", None, "V"),
        limbs=(
            Limb(
                id="needs-care-not-support",
                kind=Kind.HARD,
                changes=(ChangeKind.WAIT,),
                judge=support_is_enough,
                says="{name} needs care, not only support. By law that has to be a children's home or foster placement.",
                asks="Does {name} need care, or support only?",
            ),
        ),
    ),
    Rule(
        slug="bespoke-registration-clear",
        kinds=(Kind.HARD,),
        figures=("holiday_exemption_nights",),
        source=Source(CHILDRENS_HOMES, "regulation 3", date(2015, 4, 1), "U"),
        limbs=(
            Limb(
                id="bespoke-registration-clear",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                footing=True,
                judge=bespoke_has_a_lawful_footing,
                says="{setting} has no lawful footing recorded that holds for these nights. Housing someone under 18 with care "
                "in an unregistered place is an offence. Contact the registration lead and legal services.",
                rings="Is {setting}'s registration active?",
            ),
        ),
    ),
)
