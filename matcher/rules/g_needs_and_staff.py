"""Section G: needs, health, disability and staff."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import Role
from matcher.domain.person_codes import MOVABLE_FEATURES, ROOM_FEATURES, AccessFeature, SkilledNeed
from matcher.domain.settings import Place, Setting
from matcher.domain.staff import Worker
from matcher.frame import Asks, Pairs, Places
from matcher.frame.asks import counted_skilled_needs
from matcher.frame.staffing import checked_nights, nights_away
from matcher.ledger import FAR, ordinal
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Bools, Outcomes, either, fact, holds, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

Days = NDArray[np.int32]
CHILDRENS_HOMES = "Children's Homes (England) Regulations 2015"


def built_in_access_needs_are_met(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Each built-in feature is there, in the room too where it belongs there, or promised before the first night."""
    return _access(ask, place, pair, movable=False)


def movable_access_needs_are_met(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Each thing that can be brought is there, or promised by the first night."""
    return _access(ask, place, pair, movable=True)


def _access(ask: Asks, place: Places, pair: Pairs, *, movable: bool) -> Outcomes:
    outcomes = np.full(pair.shape, MET, np.int8)
    for i, person in enumerate(ask.people):
        outcomes[i] = ASK if person.access_needs is None else MET
        for need in person.access_needs or ():
            if (need.feature in MOVABLE_FEATURES) is movable:
                promised = place.once(_promised, need.feature) < pair.first[i] + int(movable)
                there = either(place.once(_there, need.feature), holds(promised))
                outcomes[i] = np.maximum(outcomes[i], there)
    return outcomes


def _there(place: Places, feature: AccessFeature) -> Outcomes:
    """(m,): which rows have the feature."""
    settings = map(place.index.setting_of_row, range(len(place.rows)))
    return fact((_has(row, setting, feature) for row, setting in zip(place.rows, settings, strict=True)), PLACE)


def _has(row: Place, setting: Setting, feature: AccessFeature) -> bool | None:
    records = [row.features] if feature in ROOM_FEATURES else [row.features, setting.features]
    if any(feature in record for record in records if record is not None):
        return True
    return None if any(record is None for record in records) else False


def _promised(place: Places, feature: AccessFeature) -> Days:
    """(m,): the earliest day an adaptation gives the feature."""
    days = [
        min((ordinal(one.ready_on) for one in s.adaptations if one.feature is feature), default=ordinal(None))
        for s in place.settings
    ]
    return np.array(days, np.int32)[place.setting]


def trained_people_are_always_there(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Each skilled need has trained carers, or trained staff on every shift; training booked before the start counts."""
    outcomes = np.full(pair.shape, MET, np.int8)
    unknown = place.where_missing("external_training")[0]
    for i, person in enumerate(ask.people):
        outcomes[i] = ASK if person.skilled_needs is None else MET
        for need in counted_skilled_needs(person):
            for first, rows in pair.first_nights(i):
                trained_on, recorded = place.once(_trained_on, need)
                everybody = holds(trained_on <= ordinal(first), known=recorded, of=PLACE)
                on_shift = _trained_on_shifts(place, pair, i, need, rows)
                word = np.where(on_shift == MET, MET, np.where(everybody == PLACE, on_shift, everybody))
                word = np.where(word == PLACE, unknown, word)
                outcomes[i] = np.where(rows, np.maximum(outcomes[i], word), outcomes[i])
    return outcomes


def _trained_on(place: Places, need: SkilledNeed) -> tuple[Days, Bools]:
    """(m,) each: the day from which somebody is always there who is trained, the whole setting or a carer; what is recorded."""
    records = [[setting.trained_in, *(one.trained_in for one in setting.carers or ())] for setting in place.settings]
    known = [[record for record in each if record is not None] for each in records]
    days = [
        min((ordinal(one.trained_on, 0) for record in each for one in record if one.need is need), default=FAR)
        for each in known
    ]
    return np.array(days, np.int32)[place.setting], np.array([bool(each) for each in known])[place.setting]


def _trained_on_shifts(place: Places, pair: Pairs, i: int, need: SkilledNeed, rows: Bools) -> Outcomes:
    """(m,): every checked shift has somebody trained; unknown where we hold no rota."""
    words = np.full(len(place), PLACE, np.int8)
    for k, at in enumerate(pair.staffing.homes):
        for row in pair.index.rows_of.get(at, []):
            if rows[row]:
                words[row] = pair.staffing.trained(k, checked_nights(pair, i, row), need, int(pair.first[i, row]))
    return words


def enough_staff_on_every_shift(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """In a children's home whose rota we hold: enough staff on every shift of the first nights, bank staff included."""
    return either(place.not_residential, pair.staffing_outcomes.ratio)


def awake_every_night(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A person who needs somebody awake at night has it on the checked nights, and by the standing rota after."""
    needs = ask.person_fact(lambda person: person.needs_waking_night)
    return either(place.not_residential, opposite(needs), pair.staffing_outcomes.waking)


def a_key_worker_has_room(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The key worker's load, this person included once, is within `key_worker_max`, and they are not away too long."""
    if pair.index.snapshot.workers is None:
        return np.full(pair.shape, PLACE, np.int8)
    outcomes = np.full(pair.shape, NOT_MET, np.int8)
    for i, person in enumerate(ask.people):
        for first, rows in pair.first_nights(i):
            for worker in key_workers_for(pair, i, first):
                if nights_away(worker, first) <= policy.figures.key_worker_gap_days:
                    has_room = _has_room(worker, person.id, place, policy)
                    np.minimum(outcomes[i], has_room, out=outcomes[i], where=rows)
    return outcomes


def _has_room(worker: Worker, person_id: str, place: Places, policy: Policy) -> Outcomes:
    """(m,): the worker's load with this person living there; not known where nobody has recorded it."""
    if worker.allocations is None:
        return np.full(len(place), PLACE, np.int8)
    load = place.index.load_without(worker, person_id) + place.key_worker_weight
    return holds(load <= policy.figures.key_worker_max + 1e-9)


def key_workers_for(pair: Pairs, i: int, first: date) -> list[Worker]:
    """The current key worker if recorded here; else the one with the least load, and any whose load nobody recorded."""
    kept = pair.once(_key_workers_kept)
    if (i, first) not in kept:
        kept[i, first] = _choose_key_workers(pair, i, first)
    return kept[i, first]


def _key_workers_kept(pair: Pairs) -> dict[tuple[int, date], list[Worker]]:
    """By person and first night; filled as they are asked for."""
    return {}


def _choose_key_workers(pair: Pairs, i: int, first: date) -> list[Worker]:
    current = pair.asks.people[i].key_worker
    if current is not None and current.worker_id in pair.index.workers:
        return [pair.index.workers[current.worker_id]]
    person_id = pair.asks.people[i].id
    gap = pair.policy.figures.key_worker_gap_days
    own = [one for one in pair.index.workers_of.get(person_id, []) if one in pair.places.key_workers]
    here = (one for one in pair.places.key_workers if nights_away(one, first) <= gap and one not in own)
    least = next(here, None)
    known = [one for one in (*own, least) if one is not None and nights_away(one, first) <= gap]
    unknown = next((one for one in pair.places.key_workers_unknown if nights_away(one, first) <= gap), None)
    loads = sorted((pair.index.load_without(one, person_id), one.id) for one in known)
    chosen = [pair.index.workers[worker_id] for _, worker_id in loads[:1]]
    return chosen + ([unknown] if unknown else [])


RULES = (
    Rule(
        slug="accessible-premises",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        source=Source("Children Act 1989", "section 22C(8)(d); premises, 2015 Regulations regulation 6", None, "U"),
        limbs=(
            Limb(
                id="accessible-premises:fixed",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.ADAPTATION,
                    ChangeKind.WAIT,
                ),
                judge=built_in_access_needs_are_met,
                says="{setting} does not have {missing_features}. Ask the occupational therapist what could be done by {first}.",
                asks="What does {name} need to get about and wash at home?",
                rings="Does {setting} have {missing_features}?",
            ),
            Limb(
                id="accessible-premises:movable",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.ADAPTATION,
                    ChangeKind.WAIT,
                ),
                approvers=(Role.HEALTH_LEAD,),
                judge=movable_access_needs_are_met,
                says="{setting} does not have {missing_features} yet. The health lead can agree a date to bring it.",
                asks="What does {name} need to get about and wash at home?",
                rings="Does {setting} have {missing_features}?",
            ),
        ),
    ),
    Rule(
        slug="health-need-skill",
        kinds=(Kind.AUTHORISE,),
        source=Source(CHILDRENS_HOMES, "regulation 13(2)(c)", date(2015, 4, 1), "V"),
        limbs=(
            Limb(
                id="health-need-skill",
                not_checked="Training in homes that others run is not checked here.",
                who="the home's manager",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.SHIFT,
                    ChangeKind.WAIT,
                ),
                approvers=(Role.HEALTH_LEAD,),
                judge=trained_people_are_always_there,
                says="Not everybody who would look after {name} at {setting} is trained in {skilled_needs}.",
                asks="Which health needs does {name} have that need trained people?",
                rings="Who at {setting} is trained in {skilled_needs}?",
            ),
        ),
    ),
    Rule(
        slug="staff-ratio",
        kinds=(Kind.AUTHORISE,),
        figures=("staffing_check_days", "emergency_staffing_nights", "agency_share_max"),
        source=Source(CHILDRENS_HOMES, "regulation 13(2)(d) and (e); numbers ours", date(2015, 4, 1), "V"),
        limbs=(
            Limb(
                id="staff-ratio",
                not_checked="Staffing of homes whose rota we do not hold is not checked here.",
                who="the home's manager",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.SHIFT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.REGISTERED_MANAGER, Role.MANAGER_ON_CALL),
                judge=enough_staff_on_every_shift,
                must_record=("the cover",),
                says="{staff_short} A free bed is not enough.",
                asks="Does {name} need staff to themselves: none, one or two?",
                rings="Who is on at {setting} on every shift from {first}?",
            ),
        ),
    ),
    Rule(
        slug="waking-night",
        kinds=(Kind.AUTHORISE,),
        figures=("staffing_check_days", "emergency_staffing_nights"),
        source=Source(CHILDRENS_HOMES, "regulation 13(2)(d); nights ours", date(2015, 4, 1), "P"),
        limbs=(
            Limb(
                id="waking-night",
                not_checked="Waking nights in homes whose rota we do not hold are not checked here.",
                who="the home's manager",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                    ChangeKind.SHIFT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.REGISTERED_MANAGER, Role.MANAGER_ON_CALL),
                judge=awake_every_night,
                must_record=("the cover",),
                says="{name} needs someone awake at night. {setting} does not have that on every night from {first}.",
                asks="Does {name} need somebody awake at night?",
                rings="Is somebody awake every night at {setting}?",
            ),
        ),
    ),
    Rule(
        slug="key-worker-caseload",
        kinds=(Kind.CONFIRM,),
        figures=("key_worker_max", "key_worker_gap_days"),
        source=Source("About 40 young people and 14.5 workers in each hub; weights ours", "", None, "P"),
        limbs=(
            Limb(
                id="key-worker-caseload",
                kind=Kind.CONFIRM,
                approvers=(Role.HUB_MANAGER,),
                judge=a_key_worker_has_room,
                emergency_duty="duty-72-hour-meeting",
                says="{key_worker_load} The hub manager can agree this or choose another worker.",
                rings="Which key workers have room?",
            ),
        ),
    ),
    Rule(
        slug="worker-skill-fit",
        kinds=(Kind.SOFT,),
        source=Source(CHILDRENS_HOMES, "regulation 13(2)(c)", None, "V"),
        parts=("worker-skill-fit",),
    ),
)
