"""Who is needed at some premises, shift by shift, besides those on the rota there."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from matcher.domain.codes import Footing, SettingKind, ShiftName
from matcher.domain.home_codes import CLOSEST_FIRST, SupportLevel
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import Sex, SkilledNeed
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.domain.staff import Shift, Worker
from matcher.frame import Pairs
from matcher.frame.asks import counted_skilled_needs
from matcher.frame.places import footing_of, is_supported
from matcher.frame.staffing import NIGHT, SHIFTS, checked_nights, short_by
from matcher.ledger import is_residential
from matcher.options.bespoke.diary import Slot, stamps

SHIFT_LENGTH = 8
"""Hours of support that a shift by day brings."""
A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Needed:
    """What one shift still needs: how many people, one of them awake, somebody trained, somebody of one sex."""

    staff: int
    awake: bool = False
    trained: tuple[SkilledNeed, ...] = ()
    sexes: tuple[Sex, ...] = ()


def needed_at(pairs: Pairs, i: int, row: int, *, is_empty: bool) -> dict[Slot, Needed]:
    """Every shift of the checked nights that somebody has to come for. A shift that has begun is nobody's to take."""
    setting = pairs.index.setting_of_row(row)
    counted = _counter(pairs, i, row, is_empty=is_empty)
    nights = checked_nights(pairs, i, row)
    found = {}
    for night in range(nights.start, nights.stop):
        on = date.fromordinal(pairs.places.ledger.origin + night)
        for s, shift in enumerate(SHIFTS):
            slot = Slot(on, shift)
            needed = counted(night - nights.start, s) if _is_to_come(pairs, slot) else Needed(0)
            if needed.staff:
                found[slot] = _with_skills(pairs, i, setting, slot, needed)
    return found


def _is_to_come(pairs: Pairs, slot: Slot) -> bool:
    return stamps(slot)[0] >= pairs.index.snapshot.as_of.timestamp()


Counter = Callable[[int, int], Needed]


def _counter(pairs: Pairs, i: int, row: int, *, is_empty: bool) -> Counter:
    """For the n-th checked night and the shift: how many, and whether awake."""
    setting = pairs.index.setting_of_row(row)
    person, request = pairs.asks.people[i], pairs.asks.requests[i]
    at = int(pairs.places.setting[row])
    if at in pairs.staffing.home_of:
        return _beside_the_rota(pairs, i, row, is_empty=is_empty)
    if is_empty and is_staffed_alone(setting):
        return lambda _, s: alone(person, request, s)
    if is_supported(setting):
        return lambda n, s: _more_support(setting, request, n, s)
    return lambda _n, _s: Needed(0)


def is_staffed_alone(setting: Setting) -> bool:
    """Staff look after whoever lives there, and where nobody does, all of them have to come."""
    staffed = {Footing.HOLIDAY_OR_ACTIVITY, Footing.OWN_HOME_CARE}
    is_package = setting.kind is SettingKind.BESPOKE and footing_of(setting) in staffed
    return is_residential(setting) or is_package


def alone(person: YoungPerson, request: PlacementRequest, shift: int) -> Needed:
    """One young person alone: somebody on every shift, and whoever they need to themselves (catalogue, `staff-ratio`)."""
    return Needed(1 + (request.required_ratio or 0), awake=shift == NIGHT and bool(person.needs_waking_night))


def _beside_the_rota(pairs: Pairs, i: int, row: int, *, is_empty: bool) -> Counter:
    """What the rota there is short by; where others live, only on shifts that it tells of."""
    k, nights = pairs.staffing.home_of[int(pairs.places.setting[row])], checked_nights(pairs, i, row)
    short = short_by(pairs, i, k, nights)
    told, awake = pairs.staffing.recorded[k, nights], pairs.staffing.waking[k, nights]
    wakes = bool(pairs.asks.people[i].needs_waking_night)

    def counted(n: int, s: int) -> Needed:
        if not (is_empty or told[n, s]):
            return Needed(0)
        nobody_awake = s == NIGHT and wakes and not awake[n]
        return Needed(max(int(short[n, s]), int(nobody_awake)), awake=nobody_awake)

    return counted


def _more_support(setting: Setting, request: PlacementRequest, night: int, s: int) -> Needed:
    """Cover at night, or hours by day, that supported accommodation lacks. What it has not recorded is asked, not added."""
    least = request.minimum_support_level
    lacks = setting.night_cover is not None and least is not None and closer(least, setting.night_cover)
    if s == NIGHT and lacks and least in BY_NIGHT:
        return Needed(1, awake=least is SupportLevel.WAKING)
    by_day = lacks and least is SupportLevel.STAFF_BY_DAY
    if SHIFTS[s] is ShiftName.DAY and (by_day or night % A_WEEK < days_of_support(setting, request)):
        return Needed(1)
    return Needed(0)


BY_NIGHT = frozenset({SupportLevel.WAKING, SupportLevel.SLEEP_IN, SupportLevel.HOST_AT_HOME})


def closer(one: SupportLevel, other: SupportLevel) -> bool:
    """Whether one cover at night is closer than another."""
    return CLOSEST_FIRST.index(one) < CLOSEST_FIRST.index(other)


def days_of_support(setting: Setting, request: PlacementRequest) -> int:
    """Shifts by day a week that would bring the hours of support that are missing."""
    if setting.support_hours is None or not request.support_hours_needed:
        return 0
    return min(-(-max(request.support_hours_needed - setting.support_hours, 0) // SHIFT_LENGTH), A_WEEK)


def _with_skills(pairs: Pairs, i: int, setting: Setting, slot: Slot, needed: Needed) -> Needed:
    """What those who come have to bring, where nobody on the rota there brings it."""
    person = pairs.asks.people[i]
    there = pairs.once(_rotas).get((setting.id, slot), [])
    first = date.fromordinal(int(pairs.first[i, pairs.index.rows_of[pairs.index.setting_at[setting.id]][0]]))
    on = [pairs.index.workers[who] for one in there for who in one.worker_ids or () if who in pairs.index.workers]
    trained = tuple(
        need
        for need in sorted(set(counted_skilled_needs(person)))
        if not _team_is_trained(setting, need, first)
        and not any(is_trained(one, need, first) for one in on)
        and not any(need in (one.trained_in or ()) for one in there)
    )
    sexes = tuple(
        sex for sex in required_sexes(person) if not any(one.sex is sex for one in on) and not _counts(there, sex)
    )
    return Needed(needed.staff, awake=needed.awake, trained=trained, sexes=sexes)


def _rotas(pairs: Pairs) -> dict[tuple[str, Slot], list[Shift]]:
    """(setting, shift) -> what its rota says."""
    found: dict[tuple[str, Slot], list[Shift]] = defaultdict(list)
    for one in pairs.index.snapshot.shifts:
        found[one.setting_id, Slot(one.on, one.shift)].append(one)
    return found


def required_sexes(person: YoungPerson) -> list[Sex]:
    """The sexes of whom the assessment asks that one is on every shift."""
    return sorted({one.gender for one in person.staff_gender_needs or () if one.required_by_assessment})


def _counts(there: list[Shift], sex: Sex) -> bool:
    return any(one.women if sex is Sex.FEMALE else one.men for one in there)


def is_trained(worker: Worker, need: SkilledNeed, by: date) -> bool:
    """Trained to meet a need by a day."""
    return any(one.need is need and (one.trained_on is None or one.trained_on <= by) for one in worker.trained_in)


def _team_is_trained(setting: Setting, need: SkilledNeed, by: date) -> bool:
    return any(
        one.need is need and (one.trained_on is None or one.trained_on <= by) for one in setting.trained_in or ()
    )
