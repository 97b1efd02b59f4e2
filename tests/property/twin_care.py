"""Sections G to I: needs and skills, the key worker, the young person's own view, tonight."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from matcher.domain.carers import Training
from matcher.domain.codes import AFTER_18, SettingKind, ShiftName, WorkerRole
from matcher.domain.people import View
from matcher.domain.person_codes import (
    MOVABLE_FEATURES,
    ROOM_FEATURES,
    AccessFeature,
    SkilledNeed,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.staff import Allocation, Shift, Worker
from matcher.domain.values import LONDON
from matcher.outcomes import Outcome
from tests.property.twin_facts import (
    ASK,
    MET,
    NOT_JUDGED,
    NOT_MET,
    PLACE,
    all_of,
    either,
    every,
    fact,
    opposite,
)
from tests.property.twin_pair import NIGHT, Pair, days
from tests.property.twin_rota import shift_on, staff_ratio, waking_night
from tests.property.twin_travel import tonights_journey
from tests.property.twin_voice import skilled_needs

# Access and health


def fixed_features(pair: Pair) -> Outcome:
    return features(pair, movable=False)


def movable_features(pair: Pair) -> Outcome:
    return features(pair, movable=True)


def features(pair: Pair, *, movable: bool) -> Outcome:
    if pair.person.access_needs is None:
        return ASK
    wanted = [one.feature for one in pair.person.access_needs]
    return every(has_feature(pair, one) for one in wanted if (one in MOVABLE_FEATURES) is movable)


def has_feature(pair: Pair, feature: AccessFeature) -> Outcome:
    """In the row itself, for what belongs to a room; else in the row or the setting. Or promised in time."""
    latest = pair.first if feature in MOVABLE_FEATURES else pair.first - NIGHT
    promised = any(one.feature is feature and one.ready_on <= latest for one in pair.setting.adaptations)
    lists = [pair.place.features] if feature in ROOM_FEATURES else [pair.place.features, pair.setting.features]
    there = (fact(None if one is None else feature in one) for one in lists)
    return either(fact(promised), *there)


def health_skill(pair: Pair) -> Outcome:
    recorded = MET if pair.person.skilled_needs is not None else ASK
    return all_of(recorded, *(skilled_in(pair, need) for need in skilled_needs(pair)))


def skilled_in(pair: Pair, need: SkilledNeed) -> Outcome:
    """Met by the setting, by a carer or by every checked shift; else not met where the training is recorded."""
    records = [pair.setting.trained_in, *(carer.trained_in for carer in pair.carers or ())]
    recorded = [trained(pair, one, need) for one in records if one is not None]
    on_shifts = PLACE
    if pair.group == "residential" and pair.setting.rota_held:
        on_shifts = every(shift_skilled(pair, shift, need) for shift in checked_shifts(pair))
    if any(recorded) or on_shifts is MET:
        return MET
    outcome = NOT_MET if recorded else on_shifts
    return NOT_JUDGED if outcome is PLACE and pair.is_external else outcome


def trained(pair: Pair, training: Iterable[Training], need: SkilledNeed) -> bool:
    return any(one.need is need and (one.trained_on is None or one.trained_on <= pair.first) for one in training)


def checked_shifts(pair: Pair) -> list[Shift | None]:
    return [shift_on(pair, night, name) for night in pair.checked_nights() for name in ShiftName]


def shift_skilled(pair: Pair, shift: Shift | None, need: SkilledNeed) -> Outcome:
    if shift is None:
        return PLACE
    if shift.worker_ids is None:
        return fact(None if shift.trained_in is None else need in shift.trained_in)
    on = [one for one in pair.snapshot.workers or () if one.id in shift.worker_ids]
    return fact(any(trained(pair, one.trained_in, need) for one in on) or need in (shift.trained_in or ()))


# The key worker


def weight(kind: SettingKind | None) -> int:
    """Tenths of a place in a worker's load; no kind is after-care contact."""
    if kind is None or kind in AFTER_18:
        return 2
    if kind in {SettingKind.OUTREACH, SettingKind.WITH_PARENTS}:
        return 5
    return 7 if kind in {SettingKind.SUPPORTED_LODGINGS, SettingKind.SUPPORTED_ACCOMMODATION} else 10


def load(pair: Pair, allocations: Iterable[Allocation]) -> int:
    """A worker's load in tenths with this young person counted once, at this place."""
    others = [weight(one.setting_kind) for one in allocations if one.young_person_id != pair.person.id]
    return sum(others) + weight(pair.kind)


def can_take_on(pair: Pair, worker: Worker) -> Outcome:
    if is_away(pair, worker):
        return NOT_MET
    if worker.allocations is None:
        return PLACE
    return fact(load(pair, worker.allocations) <= round(pair.figures.key_worker_max * 10))


def is_away(pair: Pair, worker: Worker) -> bool:
    nights = days(pair.first, pair.first + timedelta(days=14))
    away = [night for night in nights if any(one.first_night <= night < one.leaving for one in worker.absences)]
    return len(away) > pair.figures.key_worker_gap_days


def caseload(pair: Pair) -> Outcome:
    """The key worker now; where there is none, whoever has the least load and is there."""
    if pair.snapshot.workers is None:
        return PLACE
    now = pair.person.key_worker.worker_id if pair.person.key_worker is not None else None
    current = [one for one in pair.snapshot.workers if one.id == now]
    candidates = current or [one for one in pair.snapshot.workers if WorkerRole.KEY_WORKER in one.roles]
    return either(*(can_take_on(pair, one) for one in candidates))


# The young person's view


def views_on_setting(pair: Pair) -> list[View]:
    views = pair.person.views or ()
    return [one for one in views if one.about is ViewAbout.SETTING and one.setting_id == pair.setting.id]


def strongly_against(pair: Pair) -> Outcome:
    if pair.person.views is None:
        return ASK
    against = [one for one in views_on_setting(pair) if one.view is ViewStrength.STRONGLY_AGAINST]
    return fact(not any(one.told_what_it_is for one in against))


def refused(pair: Pair) -> Outcome:
    """At 16 or 17 under section 20 their own refusal of this place stands."""
    said_no = ASK if pair.person.views is None else fact(any(one.refused for one in views_on_setting(pair)))
    own_say = all_of(pair.born.at_least(16, pair.first), pair.born.under(18, pair.first), pair.is_s20)
    return either(opposite(said_no), opposite(own_say))


# Tonight


def minutes_since_six(hours: int, minutes: int) -> int:
    return (hours * 60 + minutes - 6 * 60) % (24 * 60)


def tonight_possible(pair: Pair) -> Outcome:
    if not pair.is_emergency or pair.request.start_date != pair.today:
        return MET
    listing = pair.setting.emergency_listing
    takes_calls = fact(listing.takes_calls_now if listing is not None else None)
    return all_of(takes_calls, in_time(pair))


def in_time(pair: Pair) -> Outcome:
    """Their latest arrival is not before now and the journey, both counted from six in the morning."""
    listing = pair.setting.emergency_listing
    travel = tonights_journey(pair)
    if travel.minutes is None:
        return travel.missing
    if listing is None or listing.latest_arrival is None:
        return PLACE
    hours, minutes = listing.latest_arrival.split(":")
    now = pair.snapshot.as_of.astimezone(LONDON)
    arrival = minutes_since_six(now.hour, now.minute) + travel.minutes
    return fact(minutes_since_six(int(hours), int(minutes)) >= arrival)


def elapsed(earlier: datetime, later: datetime) -> timedelta:
    """By the clock that never changes: two London times would be subtracted as they read."""
    return later.astimezone(UTC) - earlier.astimezone(UTC)


def vacancy_fresh(pair: Pair) -> Outcome:
    confirmed = pair.place.vacancy_confirmed_at
    figures = pair.figures
    hours = figures.vacancy_fresh_hours_emergency if pair.is_emergency else figures.vacancy_fresh_hours_planned
    return fact(None if confirmed is None else elapsed(confirmed, pair.snapshot.as_of) <= timedelta(hours=hours))


LIMBS: dict[str, Callable[[Pair], Outcome]] = {
    "accessible-premises:fixed": fixed_features,
    "accessible-premises:movable": movable_features,
    "health-need-skill": health_skill,
    "staff-ratio": staff_ratio,
    "waking-night": waking_night,
    "key-worker-caseload": caseload,
    "view-on-option:strongly-against": strongly_against,
    "view-on-option:refused": refused,
    "tonight-possible": tonight_possible,
    "vacancy-fresh": vacancy_fresh,
}
