"""Section C: which kinds of setting are allowed, by age and registration."""

from datetime import date

import numpy as np

from matcher.domain.codes import CareLeaverStatus, Footing, NeedCategory, Role, SettingKind
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.frame.asks import counted_needs
from matcher.frame.places import footing_of
from matcher.frame.terms import ages_within, sex_within
from matcher.ledger import FAR, REGISTERED_PLACES, USABLE_VACANCY, ordinal
from matcher.outcomes import ASK, MET, NOT_JUDGED, PLACE, Bools, Outcomes, all_of, either, holds, opposite
from matcher.policy import Policy
from matcher.rules.model import Kind, Limb, Rule, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
ADULT = 18
CHILDRENS_HOMES = "Children's Homes (England) Regulations 2015"


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


def judged_at_best(place: Places, outcome: Outcomes) -> Outcomes:
    """External settings whose residents this authority does not feed are `not_judged` at best."""
    unfed = place.is_external & ~place.fed("external_residents")
    return np.where(unfed, np.maximum(outcome, NOT_JUDGED), outcome)


def an_interpreter_is_asked_for(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Age in doubt: an interpreter is asked for."""
    return either(
        holds(~ask.age_is_in_doubt), holds(ask.of_person(lambda person: not is_blank(person.interpreter_language)))
    )


def old_enough_or_not_other(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Under 16 on any night: never an "other arrangement". Reg 27A, since 9 September 2021."""
    return either(place.may_take_under_16, ask.at_least(16, pair.first))


def registered_all_nights(place: Places, pair: Pairs) -> Outcomes:
    """An active registration from the first judged night to the last."""
    active = (place.registered_from <= pair.first) & (place.registered_to >= pair.presence_end - 1)
    return holds(active, known=place.registration_known, of=PLACE)


def other_arrangements_are_registered(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """16 and 17 year olds: supported accommodation registered with Ofsted, or an excepted setting. Reg 27C."""
    excepted = place.is_kind(SettingKind.EXCEPTED_SETTING)
    exception = place.setting_fact(_exception_known)
    signed_off = holds(signed_off_at_home_or_holiday(place))
    registered = np.where(place.of_setting(_needs_sign_off), signed_off, registered_all_nights(place, pair))
    lawful = np.where(excepted, exception, registered)
    never_16_or_17 = either(opposite(ask.at_least(16, pair.last_age_day)), ask.at_least(18, pair.first))
    return either(holds(~place.is_other_arrangement), never_16_or_17, lawful)


def _needs_sign_off(setting: Setting) -> bool:
    """Bespoke on a footing that needs no registration, but legal sign-off."""
    unregistered = {Footing.HOLIDAY_OR_ACTIVITY, Footing.OWN_HOME_CARE}
    return setting.kind is SettingKind.BESPOKE and footing_of(setting) in unregistered


def _signed_off(setting: Setting) -> bool:
    return _needs_sign_off(setting) and setting.bespoke is not None and setting.bespoke.legal_signoff_id is not None


def signed_off_at_home_or_holiday(place: Places) -> Bools:
    """Bespoke on a footing that needs no registration, with legal sign-off."""
    return place.of_setting(_signed_off)


def in_the_supported_age_band(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Supported accommodation: from 16; from 18 for care leavers; until the birthday of `supported_max_age`."""
    last_night = np.where(pair.leaving == FAR, pair.last_age_day, pair.leaving - 1).astype(np.int32)
    not_too_old = opposite(ask.at_least(policy.figures.supported_max_age, last_night))
    leaver = ask.person_fact(
        lambda person: (
            None if person.care_leaver_status is None else person.care_leaver_status is not CareLeaverStatus.NONE
        )
    )
    until_18 = either(opposite(ask.at_least(18, last_night)), leaver)
    return either(holds(~place.is_supported), all_of(ask.at_least(16, pair.first), not_too_old, until_18))


def support_is_enough(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Under 18 and assessed as needing care, not only support: never supported accommodation."""
    needs_care = ask.person_fact(lambda person: person.assessment.needs_care if person.assessment else None)
    return either(holds(~place.is_supported), ask.at_least(18, pair.first), opposite(needs_care))


def childrens_home_is_registered(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A children's home is active on every night, not suspended, and no Ofsted restriction is in force."""
    restricted = np.zeros(pair.shape, np.bool_)
    for row in place.rows_where(_has_restrictions):
        registration = pair.index.setting_of_row(row).registration
        for notice in registration.restrictions if registration else ():
            begun = pair.presence_end[:, row] > ordinal(notice.starts_on)
            restricted[:, row] |= begun & (pair.first[:, row] <= ordinal(notice.ends_on))
    return either(holds(~place.is_residential), all_of(registered_all_nights(place, pair), holds(~restricted)))


def _has_restrictions(setting: Setting) -> bool:
    return bool(setting.registration and setting.registration.restrictions)


def childrens_home_has_a_manager(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A registered manager in post, or an agreed plan for their absence."""
    planned = holds(place.of_setting(_manager_absence_planned))
    return either(holds(~place.is_residential), place.setting_fact(_manager_in_post), planned)


def age_and_sex_fit_the_statement(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Age and sex lie within the registration and the statement of purpose on every night."""
    youngest, oldest, girls, boys = place.statement_limits
    inside = all_of(ages_within(ask, youngest, oldest, pair.first, pair.last_age_day), sex_within(ask, girls, boys))
    return either(holds(~place.is_residential), inside)


def needs_fit_the_statement(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Each assessed need lies within the statement of purpose's range of needs."""
    offered, recorded = place.of_setting(_needs_offered, np.int32), place.of_setting(_needs_recorded)
    inside = []
    for needs in map(counted_needs, ask.people):
        asked = sum(1 << CATEGORIES.index(category) for category in needs or ())
        fits = holds((offered & asked) == asked, known=recorded | (needs == {}), of=PLACE)[0]
        inside.append(np.full(len(place), ASK, np.int8) if needs is None else fits)
    return either(holds(~place.is_residential), np.stack(inside))


CATEGORIES = tuple(NeedCategory)


def _needs_offered(setting: Setting) -> int:
    """One bit for each need the statement of purpose includes."""
    statement = setting.statement_of_purpose
    return sum(1 << CATEGORIES.index(category) for category in set((statement and statement.needs) or ()))


def _needs_recorded(setting: Setting) -> bool:
    return setting.statement_of_purpose is not None and setting.statement_of_purpose.needs is not None


def registered_places_suffice(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """On every night offered, people placed do not exceed registered places."""
    free = holds((pair.nights.closed_by & REGISTERED_PLACES) == 0)
    known = place.setting_fact(_registered_places_known)
    return either(holds(~place.is_residential), all_of(free, known))


def a_bed_is_usable(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The row has a bed free and in service, not closed by the manager, before the vacancy ends: for enough nights."""
    return holds((pair.nights.closed_by & USABLE_VACANCY) == 0)


def emergency_bed_for_an_emergency(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Emergency beds are for emergencies."""
    return holds(~place.is_emergency_pool | ask.is_emergency)


def no_emergency_is_waiting(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A planned request never takes an emergency bed while an emergency request waits."""
    waiting = {
        one.young_person_id for one in pair.index.snapshot.placement_requests if one.is_open and one.is_emergency
    }
    others_wait = ask.of_person(lambda person: bool(waiting - {person.id}))
    return holds(~(place.is_emergency_pool & ~ask.is_emergency & others_wait))


def bespoke_has_a_lawful_footing(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A bespoke placement states one lawful footing, and it holds."""
    needs_registration = place.of_setting(_needs_registration)
    unsigned = place.of_setting(_needs_sign_off) & ~signed_off_at_home_or_holiday(place)
    holiday = either(holds(~place.of_setting(_is_holiday)), holds(_few_holiday_nights(ask, place, pair, policy)))
    footed = all_of(
        holds(place.of_setting(_is_footed)),
        either(holds(~needs_registration), registered_all_nights(place, pair)),
        holds(~unsigned),
        holiday,
    )
    return either(holds(~place.is_bespoke), footed)


def _is_footed(setting: Setting) -> bool:
    return footing_of(setting) is not None


def _needs_registration(setting: Setting) -> bool:
    return footing_of(setting) in {Footing.CHILDRENS_HOME, Footing.SUPPORTED_ACCOMMODATION}


def _is_holiday(setting: Setting) -> bool:
    return footing_of(setting) is Footing.HOLIDAY_OR_ACTIVITY


def _exception_known(setting: Setting) -> bool | None:
    return None if setting.exception_type is None else True


def _manager_absence_planned(setting: Setting) -> bool:
    return setting.manager_absence_plan


def _manager_in_post(setting: Setting) -> bool | None:
    return setting.manager_in_post


def _registered_places_known(setting: Setting) -> bool | None:
    return None if setting.registered_places is None else True


def _few_holiday_nights(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Bools:
    """Fewer than `holiday_exemption_nights` in the year, and never for somebody with nowhere else to live."""
    used = np.zeros(pair.shape, np.int32)
    for row in place.rows_where(_is_holiday):
        bespoke = pair.index.setting_of_row(row).bespoke
        for one in bespoke.nights_used if bespoke else ():
            used[:, row] += [one.nights if person.id == one.young_person_id else 0 for person in ask.people]
    few = used + (pair.presence_end - pair.first) < policy.figures.holiday_exemption_nights
    return np.asarray(few & ~ask.of_request(lambda request: bool(request.homeless)), np.bool_)


RULES = (
    Rule(
        slug="age-not-certain",
        kinds=(Kind.AUTHORISE, Kind.NOTE),
        source=Source("R (S) v Croydon 2017 and the 2014 guidance", "", None, "V"),
        limbs=(
            Limb(
                id="age-not-certain:younger-children",
                not_checked="Who else lives in homes that others run is not checked here.",
                who="the home's manager",
                kind=Kind.AUTHORISE,
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
        source=Source(
            "Supported Accommodation (England) Regulations 2023", "SI 2022/808 regulation 2", date(2023, 10, 28), "V"
        ),
        limbs=(
            Limb(
                id="supported-accommodation-age-band",
                kind=Kind.HARD,
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
                judge=support_is_enough,
                says="{name} needs care, not only support. By law that has to be a children's home or foster placement.",
                asks="Does {name} need care, or support only?",
            ),
        ),
    ),
    Rule(
        slug="children-home-registered",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        source=Source("Care Standards Act 2000", "registration; 2015 Regulations regulation 48", date(2015, 4, 1), "V"),
        limbs=(
            Limb(
                id="children-home-registered:registration",
                kind=Kind.HARD,
                footing=True,
                judge=childrens_home_is_registered,
                says="{setting} cannot take anyone new: its registration is not active, or Ofsted has restricted admissions, on "
                "some night from {first}.",
                rings="Is {setting}'s registration active, without restriction?",
            ),
            Limb(
                id="children-home-registered:manager",
                kind=Kind.AUTHORISE,
                approvers=(Role.SERVICE_MANAGER,),
                judge=childrens_home_has_a_manager,
                says="{setting} has no registered manager in post. A service manager has to agree.",
                rings="Is a registered manager in post at {setting}?",
            ),
        ),
    ),
    Rule(
        slug="statement-of-purpose-fit",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        source=Source(CHILDRENS_HOMES, "regulations 14(2)(a) and 16, Schedule 1", date(2015, 4, 1), "V"),
        limbs=(
            Limb(
                id="statement-of-purpose-fit:age-and-sex",
                kind=Kind.HARD,
                judge=age_and_sex_fit_the_statement,
                says="{setting} is set up for {statement_range}. The registered manager would have to revise its statement of "
                "purpose first.",
                asks="How old is {name}, and which homes suit: girls', boys' or mixed?",
                rings="{statement_question}",
            ),
            Limb(
                id="statement-of-purpose-fit:needs",
                kind=Kind.AUTHORISE,
                approvers=(Role.REGISTERED_MANAGER,),
                judge=needs_fit_the_statement,
                says="{setting}'s statement of purpose does not include {needs_outside}. The registered manager would have to "
                "revise it.",
                asks="What are {name}'s assessed needs?",
                rings="Which needs does {setting}'s statement of purpose include?",
            ),
        ),
    ),
    Rule(
        slug="registered-places-not-exceeded",
        kinds=(Kind.HARD,),
        source=Source(CHILDRENS_HOMES, "Schedule 1 paragraph 3(b); conditions of registration", date(2015, 4, 1), "V"),
        limbs=(
            Limb(
                id="registered-places-not-exceeded",
                kind=Kind.HARD,
                footing=True,
                judge=registered_places_suffice,
                says="{setting} is full: all its {registered_places} registered places are taken. {next_free}",
                rings="How many places is {setting} registered for?",
            ),
        ),
    ),
    Rule(
        slug="usable-vacancy",
        kinds=(Kind.HARD,),
        source=Source("Offered nights", "catalogue 0.1 and section L", None, "P"),
        limbs=(
            Limb(
                id="usable-vacancy",
                kind=Kind.HARD,
                judge=a_bed_is_usable,
                says="{setting} has no bed free and in use for long enough from {start}. {next_free}",
            ),
        ),
    ),
    Rule(
        slug="emergency-bed-ringfence",
        kinds=(Kind.AUTHORISE, Kind.HARD),
        source=Source("Four residential and two emergency beds in each hub", "", None, "P"),
        limbs=(
            Limb(
                id="emergency-bed-ringfence:planned",
                kind=Kind.AUTHORISE,
                approvers=(Role.HUB_MANAGER, Role.MANAGER_ON_CALL),
                judge=emergency_bed_for_an_emergency,
                says="Emergency beds are kept for emergencies. The hub manager can agree an exception.",
            ),
            Limb(
                id="emergency-bed-ringfence:waiting",
                kind=Kind.HARD,
                judge=no_emergency_is_waiting,
                says="Emergency beds are kept for emergencies, and somebody is waiting for one now.",
            ),
        ),
    ),
    Rule(
        slug="bespoke-registration-clear",
        kinds=(Kind.HARD,),
        source=Source(CHILDRENS_HOMES, "regulation 3", date(2015, 4, 1), "U"),
        limbs=(
            Limb(
                id="bespoke-registration-clear",
                kind=Kind.HARD,
                footing=True,
                judge=bespoke_has_a_lawful_footing,
                says="{setting} has no lawful footing recorded that holds for these nights. Housing someone under 18 with care "
                "in an unregistered place is an offence. Contact the registration lead and legal services.",
                rings="Is {setting}'s registration active?",
            ),
        ),
    ),
)
