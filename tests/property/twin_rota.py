"""Section G: staff on each shift, who needs them, and bank workers who could come."""

from datetime import UTC, date, datetime, time, timedelta
from math import floor

from matcher.domain.codes import ShiftName
from matcher.domain.staff import Shift, Worker
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
from tests.property.twin_pair import Pair

SHIFT_STARTS = {ShiftName.DAY: time(7), ShiftName.EVENING: time(15), ShiftName.NIGHT: time(22)}


def shift_on(pair: Pair, night: date, name: ShiftName) -> Shift | None:
    return pair.shifts.get((night, name))


def staff_counted(pair: Pair, shift: Shift) -> int:
    """Own staff, and as many agency staff as their share of all counted allows."""
    own = shift.headcount if shift.headcount is not None else len(shift.worker_ids or ())
    share = pair.figures.agency_share_max
    return own + max(most for most in range(shift.agency + 1) if most <= floor(share * (own + most)))


def committed(pair: Pair, night: date, name: ShiftName) -> int:
    """Staff tied to others, or to outreach, on that shift."""
    return sum(
        one.staff
        for one in pair.snapshot.commitments
        if one.setting_id == pair.setting.id and one.young_person_id != pair.person.id and name in one.shifts
        if one.first_night <= night and (one.leaving is None or night < one.leaving)
    )


def base_staff(people: int, name: ShiftName, *, waking: bool) -> int:
    """What so many young people need: more by day and evening, and at night one who may sleep."""
    if name is ShiftName.NIGHT:
        return 2 if people >= 5 and waking else 1
    return (max(people, 1) + 1) // 2


def waking_needed(pair: Pair, night: date) -> Outcome:
    """Whether this young person, or anybody there, needs somebody awake: not met where nobody does."""
    mine = fact(pair.person.needs_waking_night, ASK)
    theirs = [fact(pair.people[who].needs_waking_night) for who in sorted(pair.placed_on(night))]
    return either(mine, *theirs)


def bank_workers(pair: Pair, night: date, name: ShiftName) -> list[Worker]:
    """Bank workers who are free all that night's shifts and could be there before this one begins."""
    begins = datetime.combine(night, SHIFT_STARTS[name], tzinfo=LONDON)
    on_shift = {who for one in pair.snapshot.shifts if one.on == night for who in one.worker_ids or ()}
    return [
        one
        for one in pair.snapshot.workers or ()
        if one.is_bank and one.id not in on_shift and one.response_minutes is not None
        if not any(away.first_night <= night < away.leaving for away in one.absences)
        if pair.snapshot.as_of.astimezone(UTC) + timedelta(minutes=one.response_minutes) <= begins
    ]


def staffed_on(pair: Pair, night: date, ratio: int, *, waking: bool) -> Outcome:
    """Every shift of a night has its staff, bank workers filling day, evening and night in that order."""
    people = len(pair.placed_on(night)) + 1
    used = 0
    outcomes: list[Outcome] = []
    for name in ShiftName:
        shift = shift_on(pair, night, name)
        if shift is None:
            outcomes.append(PLACE)
            continue
        staff = staff_counted(pair, shift) - committed(pair, night, name)
        gap = max(0, base_staff(people, name, waking=waking) + ratio - staff)
        free = len(bank_workers(pair, night, name)) - used
        outcomes.append(fact(gap <= max(free, 0)))
        used += gap
    return all_of(*outcomes)


def staffed_with(pair: Pair, night: date, ratio: int) -> Outcome:
    """Not knowing who needs somebody awake matters only where it decides."""
    need = waking_needed(pair, night)
    if need not in {MET, NOT_MET}:
        with_one, without = (staffed_on(pair, night, ratio, waking=waking) for waking in (True, False))
        return with_one if with_one is without else all_of(without, need)
    return staffed_on(pair, night, ratio, waking=need is MET)


def staff_ratio(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    if not pair.setting.rota_held:
        return NOT_JUDGED
    ratio = pair.request.required_ratio
    judged = every(staffed_with(pair, night, ratio or 0) for night in pair.checked_nights())
    return all_of(judged, fact(None if ratio is None else True, ASK))


def waking_night(pair: Pair) -> Outcome:
    if pair.group != "residential":
        return MET
    return either(opposite(fact(pair.person.needs_waking_night, ASK)), has_waking_night(pair))


def has_waking_night(pair: Pair) -> Outcome:
    if not pair.setting.rota_held:
        return NOT_JUDGED
    standing = fact(pair.setting.standing_waking_night) if len(pair.nights()) > len(pair.checked_nights()) else MET
    return all_of(standing, *(awake_on(pair, night) for night in pair.checked_nights()))


def awake_on(pair: Pair, night: date) -> Outcome:
    shift = shift_on(pair, night, ShiftName.NIGHT)
    bank = fact(bool(bank_workers(pair, night, ShiftName.NIGHT)))
    return either(bank, fact(None if shift is None else shift.waking > 0))
