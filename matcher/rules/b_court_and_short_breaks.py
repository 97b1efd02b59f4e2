"""Section B, second half: short breaks, and what a court has said about where and with whom somebody lives."""

from collections import defaultdict
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import PlacementPurpose, PlacementState, Role, SettingKind
from matcher.domain.home_codes import CourtConditionKind, SupportLevel
from matcher.domain.people import YoungPerson
from matcher.domain.people_needs import CourtCondition
from matcher.domain.person_codes import LegalStatus
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.domain.values import london_day
from matcher.frame import Asks, Pairs, Places
from matcher.frame.travel import metres
from matcher.ledger import FAR, is_foster, is_household, ordinal, takes_a_bed
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Outcomes, all_of, either, holds, stacked
from matcher.policy import Policy
from matcher.rules.b_lawful_basis import CARE_ORDERS
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
METRES_PER_KM = 1000
DAYS_BEFORE = 364
"""With the night itself, 365 days."""

THERE_AT_NIGHT = frozenset({SupportLevel.WAKING, SupportLevel.SLEEP_IN, SupportLevel.HOST_AT_HOME})
Days = NDArray[np.int32]


def within_the_short_break_limits(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A short break of somebody not in care: at most 17 nights, 75 in any 365 days there, and back to a parent each time."""
    breaks = [one.purpose is PlacementPurpose.SHORT_BREAK for one in ask.requests]
    if not any(breaks):
        return np.full((1, 1), MET)
    outcomes, goes_back = np.full(pair.shape, MET), ask.request_fact(_goes_back)
    for i in np.flatnonzero(breaks).tolist():
        outcomes[i] = all_of(_few_nights(pair, i, policy), goes_back[i])
    return either(ask.status_in(*CARE_ORDERS), outcomes)


def _goes_back(request: PlacementRequest) -> bool | None:
    return request.returns_to_parent


def _few_nights(pair: Pairs, i: int, policy: Policy) -> Outcomes:
    """(m,): the stay is short enough, and so is it with the short breaks that this person has had there."""
    figures = policy.figures
    nights = pair.presence_end[i] - pair.first[i]
    few = nights <= min(figures.short_break_max_nights, figures.short_break_year_nights)
    for at in _short_breaks(pair, pair.asks.people[i].id):
        for row in pair.index.rows_of.get(at, []):
            few[row] = few[row] and most_in_a_year(pair, i, row) <= figures.short_break_year_nights
    return holds(few)


def _short_breaks(pair: Pairs, person_id: str) -> dict[int, list[Placement]]:
    return pair.once(_all_short_breaks).get(person_id, {})


def _all_short_breaks(pair: Pairs) -> dict[str, dict[int, list[Placement]]]:
    """Person -> setting position -> their short breaks there, ended or planned."""
    asking = {one.id for one in pair.asks.people}
    found: dict[str, dict[int, list[Placement]]] = defaultdict(lambda: defaultdict(list))
    snapshot = pair.index.snapshot
    for one in snapshot.placements:
        counts = one.state is PlacementState.ENDED or takes_a_bed(one, snapshot)
        if counts and one.purpose is PlacementPurpose.SHORT_BREAK and one.young_person_id in asking:
            found[one.young_person_id][pair.index.setting_at[one.setting_id]].append(one)
    return found


def most_in_a_year(pair: Pairs, i: int, row: int) -> int:
    """The most nights, this stay's included, in the 365 days that end on one of its nights."""
    first, end = int(pair.first[i, row]), int(pair.presence_end[i, row])
    nights = set(range(first, end))
    for one in _short_breaks(pair, pair.asks.people[i].id).get(int(pair.places.setting[row]), []):
        missing = ordinal(pair.asks.today) if one.state is PlacementState.ENDED else end
        begins, leaves = max(ordinal(one.first_night), first - DAYS_BEFORE), min(ordinal(one.leaving, missing), end)
        nights.update(range(begins, leaves))
    stays = np.array(sorted(nights))
    last = np.arange(first, end)
    since, until = np.searchsorted(stays, last - DAYS_BEFORE), np.searchsorted(stays, last, side="right")
    return int((until - since).max())


def court_conditions_hold(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Every condition that a court has made holds on every judged night before the court date."""
    outcomes = np.full((len(ask), 1), MET)
    if not any(one.court_conditions or _on_remand(one) for one in ask.people):
        return outcomes
    return stacked([_conditions_hold(pair, i) for i in range(len(ask))])


def _on_remand(person: YoungPerson) -> bool:
    return person.legal_status is not None and person.legal_status.status is LegalStatus.REMAND_LAA


def before_court(pair: Pairs, i: int) -> Days:
    """(m,): the day after the last judged night that counts; of a remand, the day in court."""
    reason = pair.asks.people[i].legal_status
    if reason is None or reason.status is not LegalStatus.REMAND_LAA or reason.ends_at is None:
        return np.asarray(pair.presence_end[i], np.int32)
    in_court = np.int32(ordinal(london_day(reason.ends_at)))
    return np.asarray(np.minimum(pair.presence_end[i], in_court), np.int32)


def _conditions_hold(pair: Pairs, i: int) -> Outcomes:
    person = pair.asks.people[i]
    until, nobody_said = before_court(pair, i), person.court_conditions is None and _on_remand(person)
    worst = np.full(pair.shape[1], ASK if nobody_said else MET, np.int8)
    for condition in person.court_conditions or ():
        worst = np.maximum(worst, condition_holds(pair, i, condition, until))
    return np.where(pair.first[i] < until, worst, MET)


def condition_holds(pair: Pairs, i: int, condition: CourtCondition, until: Days) -> Outcomes:
    """(m,): one condition, on the judged nights before `until` (m,)."""
    places = pair.places
    if condition.kind is CourtConditionKind.EXCLUSION_AREA:
        radius = pair.policy.figures.exclusion_radius_km if condition.radius_km is None else condition.radius_km
        outside = metres(places, [condition.centre])[0] > radius * METRES_PER_KM
        return holds(outside, known=places.located[0], of=PLACE)
    if condition.kind is CourtConditionKind.CURFEW:
        return np.asarray(places.setting_fact(_somebody_at_night)[0], np.int8)
    if condition.kind is CourtConditionKind.NON_CONTACT:
        return does_not_live_there(pair, condition.person_id or "", pair.first[i], until)
    if condition.kind is CourtConditionKind.RESIDENCE:
        return holds(np.isin(np.arange(len(places)), _rows(pair, condition.setting_id)))
    looked_at = np.full(len(places), PLACE, np.int8)
    for here in reversed(condition.holds_at):
        looked_at[_rows(pair, here.setting_id)] = MET if here.holds else NOT_MET
    return looked_at


def _rows(pair: Pairs, setting_id: str | None) -> list[int]:
    at = pair.index.setting_at.get(setting_id or "")
    return [] if at is None else pair.index.rows_of.get(at, [])


def _somebody_at_night(setting: Setting) -> bool | None:
    """A family, or somebody awake, sleeping in, or a host at home."""
    if is_foster(setting) or setting.kind is SettingKind.WITH_PARENTS:
        return True
    return None if setting.night_cover is None else setting.night_cover in THERE_AT_NIGHT


def does_not_live_there(pair: Pairs, person_id: str, first: Days, until: Days) -> Outcomes:
    """(m,): not placed there on a night from `first` up to `until` (m,), nor of the household, nor a carer."""
    index = pair.index
    outcomes: Outcomes = pair.places.setting_fact(_family_known)[0].copy()
    for stay in index.stays_of.get(person_id, []):
        rows = np.array(index.rows_of.get(stay.setting, []), np.intp)
        outcomes[rows[(stay.first < until[rows]) & (stay.leaving > first[rows])]] = NOT_MET
    homes = [one.setting for one in pair.residents.members.get(person_id, [])]
    outcomes[pair.rows_of_settings([*homes, *_homes_of_carer(pair, person_id)])] = NOT_MET
    return outcomes


def _homes_of_carer(pair: Pairs, person_id: str) -> list[int]:
    """The settings where this person is a carer, who may also work elsewhere."""
    found = pair.index.settings_of_person.get(person_id, [])
    return [at for at in found if any(one.id == person_id for one in pair.places.settings[at].carers or ())]


def _family_known(setting: Setting) -> bool | None:
    """A family's home has its household and its carers on record."""
    return None if is_household(setting) and (setting.household is None or setting.carers is None) else True


def no_order_stands_against_anybody_there(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Nobody whom an order stops the young person living with or seeing lives there on a judged night."""
    asked = ask.person_fact(lambda person: None if person.contact_orders is None else True)
    if not any(person.contact_orders for person in ask.people):
        return asked
    outcomes = asked.repeat(len(place), axis=1)
    for i, person in enumerate(ask.people):
        for order in person.contact_orders or ():
            until = np.minimum(pair.presence_end[i], np.int32(min(ordinal(order.ends_on), FAR - 1) + 1))
            kept_to = does_not_live_there(pair, order.person_id, pair.first[i], until)
            outcomes[i] = np.where(pair.first[i] < until, np.maximum(outcomes[i], kept_to), outcomes[i])
    return outcomes


RULES = (
    Rule(
        slug="short-break-limits",
        kinds=(Kind.AUTHORISE,),
        figures=("short_break_max_nights", "short_break_year_nights"),
        source=Source(
            CARE_PLANNING, "regulation 48; Children's Homes Regulations 2015 regulation 52", date(2011, 4, 1), "V"
        ),
        limbs=(
            Limb(
                id="short-break-limits",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.SERVICE_MANAGER,),
                must_record=("the change to ordinary looked-after status",),
                judge=within_the_short_break_limits,
                says="{short_break_over} Beyond that the full care planning rules apply, not the short-break ones.",
                asks="Is {name} in care under an order? Does each stay end with somebody with parental responsibility for {name}?",
            ),
        ),
    ),
    Rule(
        slug="remand-conditions-met",
        kinds=(Kind.HARD,),
        figures=("exclusion_radius_km",),
        source=Source(
            "Legal Aid, Sentencing and Punishment of Offenders Act 2012", "section 93", date(2012, 12, 3), "V"
        ),
        limbs=(
            Limb(
                id="remand-conditions-met",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.CONDITION,
                    ChangeKind.FACT,
                    ChangeKind.MOVE,
                    ChangeKind.WAIT,
                ),
                judge=court_conditions_hold,
                says="{court_condition}",
                asks="What conditions has the court put on where {name} lives?",
                rings="Does what the court has said about {name} hold at {setting}: who is there at night, and the rest?",
            ),
        ),
    ),
    Rule(
        slug="court-contact-order-compatible",
        kinds=(Kind.HARD,),
        source=Source(CARE_PLANNING, "regulation 16; orders generally", date(2011, 4, 1), "V"),
        limbs=(
            Limb(
                id="court-contact-order-compatible",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.CONDITION,
                    ChangeKind.FACT,
                    ChangeKind.MOVE,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=no_order_stands_against_anybody_there,
                says="{contact_order}",
                asks="Does a court order stop {name} living with or seeing anybody?",
                rings="Who lives at {setting}: the carers, and everybody in the household?",
            ),
        ),
    ),
)
