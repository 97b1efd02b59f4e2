"""Section C, second half: children's homes, their registration and statement of purpose, and free beds of any kind."""

from datetime import date

import numpy as np

from matcher.domain.codes import Role
from matcher.domain.person_codes import NeedCategory
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.asks import counted_needs
from matcher.frame.terms import ages_within, sex_within
from matcher.ledger import REGISTERED_PLACES, USABLE_VACANCY, ordinal
from matcher.outcomes import ASK, MET, Outcomes, all_of, either, holds
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.facts import registered_all_nights
from matcher.rules.model import Kind, Limb, Rule, Source

CHILDRENS_HOMES = "Children's Homes (England) Regulations 2015"


def childrens_home_is_registered(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A children's home is active on every night, not suspended, and no Ofsted restriction is in force."""
    restricted = np.zeros(pair.shape, np.bool_)
    for row in place.rows_where(_has_restrictions):
        registration = pair.index.setting_of_row(row).registration
        for notice in registration.restrictions if registration else ():
            begun = pair.presence_end[:, row] > ordinal(notice.starts_on)
            restricted[:, row] |= begun & (pair.first[:, row] <= ordinal(notice.ends_on))
    return either(place.not_residential, all_of(registered_all_nights(place, pair), holds(~restricted)))


def _has_restrictions(setting: Setting) -> bool:
    return bool(setting.registration and setting.registration.restrictions)


def childrens_home_has_a_manager(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A registered manager in post, or an agreed plan for their absence."""
    planned = place.setting_fact(_manager_absence_planned)
    return either(place.not_residential, place.setting_fact(_manager_in_post), planned)


def _manager_absence_planned(setting: Setting) -> bool:
    return setting.manager_absence_plan


def _manager_in_post(setting: Setting) -> bool | None:
    return setting.manager_in_post


def age_and_sex_fit_the_statement(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Age and sex lie within the registration and the statement of purpose on every night."""
    youngest, oldest, girls, boys = place.statement_limits
    inside = all_of(ages_within(ask, youngest, oldest, pair.first, pair.last_age_day), sex_within(ask, girls, boys))
    return either(place.not_residential, inside)


def needs_fit_the_statement(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Each assessed need lies within the statement of purpose's range of needs."""
    inside = np.full(pair.shape, MET)
    for i, needs in enumerate(map(counted_needs, ask.people)):
        inside[i] = ASK if needs is None else MET
        for need in needs or ():
            inside[i] = np.maximum(inside[i], place.meets(need, _includes)[0])
    return either(place.not_residential, inside)


def _includes(setting: Setting, need: NeedCategory) -> bool | None:
    """The statement of purpose includes the need."""
    statement = setting.statement_of_purpose
    return None if statement is None or statement.needs is None else need in statement.needs


def registered_places_suffice(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """On every night offered, people placed do not exceed registered places."""
    free = holds((pair.nights.closed_by & REGISTERED_PLACES) == 0)
    known = place.setting_fact(_registered_places_known)
    return either(place.not_residential, all_of(free, known))


def _registered_places_known(setting: Setting) -> bool | None:
    return None if setting.registered_places is None else True


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


RULES = (
    Rule(
        slug="children-home-registered",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        source=Source("Care Standards Act 2000", "registration; 2015 Regulations regulation 48", date(2015, 4, 1), "V"),
        limbs=(
            Limb(
                id="children-home-registered:registration",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                footing=True,
                judge=childrens_home_is_registered,
                says="{setting} cannot take anyone new: its registration is not active, or Ofsted has restricted admissions, on "
                "some night from {first}.",
                rings="Is {setting}'s registration active, without restriction?",
            ),
            Limb(
                id="children-home-registered:manager",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
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
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=age_and_sex_fit_the_statement,
                says="{setting} is set up for {statement_range}. The registered manager would have to revise its statement of "
                "purpose first.",
                asks="How old is {name}, and which homes suit: girls', boys' or mixed?",
                rings="{statement_question}",
            ),
            Limb(
                id="statement-of-purpose-fit:needs",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
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
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
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
        figures=("min_useful_nights_planned", "min_useful_nights_emergency", "capacity_horizon_days"),
        source=Source("Offered nights", "catalogue 0.1 and section L", None, "P"),
        limbs=(
            Limb(
                id="usable-vacancy",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=a_bed_is_usable,
                says="{setting} has no bed free and in use for long enough from {start}. {next_free}",
            ),
        ),
    ),
    Rule(
        slug="emergency-bed-ringfence",
        kinds=(Kind.AUTHORISE, Kind.HARD),
        figures=("emergency_bed_max_nights",),
        source=Source("Four residential and two emergency beds in each hub", "", None, "P"),
        limbs=(
            Limb(
                id="emergency-bed-ringfence:planned",
                kind=Kind.AUTHORISE,
                changes=(ChangeKind.APPROVAL,),
                approvers=(Role.HUB_MANAGER, Role.MANAGER_ON_CALL),
                judge=emergency_bed_for_an_emergency,
                says="Emergency beds are kept for emergencies. The hub manager can agree an exception.",
            ),
            Limb(
                id="emergency-bed-ringfence:waiting",
                kind=Kind.HARD,
                unchangeable="The bed is kept for whoever waits in an emergency.",
                judge=no_emergency_is_waiting,
                says="Emergency beds are kept for emergencies, and somebody is waiting for one now.",
            ),
        ),
    ),
)
