"""One more shift on one night, and from whom; and a rota that nobody has recorded."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from matcher.domain.carers import Training
from matcher.domain.codes import Role, ShiftName, WorkerRole
from matcher.domain.person_codes import Sex, SkilledNeed
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.frame.asks import counted_skilled_needs
from matcher.frame.sexes import somebody_on_shift
from matcher.frame.staffing import AT, NIGHT, SHIFTS, checked_nights, short_by, waking_needed
from matcher.ledger import ordinal
from matcher.options.ways_out.edits import Apply, Edit
from matcher.options.ways_out.here import Here
from matcher.options.words import day
from matcher.outcomes import MET, NOT_MET
from matcher.rules.changes import ChangeKind

MOST = 3
"""More shifts than a way out may have changes are not looked for."""
PLENTY = 6
A_WEEK = timedelta(days=7)
Wanted = Callable[[Worker], bool]
Gap = tuple[date, ShiftName]


def rota_known(here: Here) -> Apply:
    """Every shift that is on no rota has enough staff, trained, of both sexes, one awake at night; on later nights too."""
    figures = here.pair.policy.figures
    later = figures.ways_out_nights + figures.staffing_check_days
    nights = [here.request.start_date + timedelta(days=n) for n in range(later)]
    needs = counted_skilled_needs(here.person)

    def fill(one: Shift) -> Shift:
        return one if one.worker_ids is not None else _answered(one, needs)

    def apply(whole: Snapshot) -> Snapshot:
        have = {(one.on, one.shift) for one in whole.shifts if one.setting_id == here.setting.id}
        known = tuple(fill(one) if one.setting_id == here.setting.id else one for one in whole.shifts)
        new = tuple(
            _full_shift(here.setting.id, on, name, needs) for on in nights for name in SHIFTS if (on, name) not in have
        )
        settings = tuple(
            replace(one, standing_waking_night=True)
            if one.id == here.setting.id and one.standing_waking_night is None
            else one
            for one in whole.settings
        )
        return replace(whole, shifts=(*known, *new), settings=settings)

    return apply


def _answered(one: Shift, needs: tuple[SkilledNeed, ...]) -> Shift:
    """What a headcount leaves open: who is trained, and how many are women and men."""
    return replace(
        one,
        trained_in=needs if one.trained_in is None else one.trained_in,
        women=1 if one.women is None else one.women,
        men=1 if one.men is None else one.men,
    )


def _full_shift(setting_id: str, on: date, name: ShiftName, needs: tuple[SkilledNeed, ...]) -> Shift:
    awake = 1 if name is ShiftName.NIGHT else 0
    return Shift(
        setting_id=setting_id, on=on, shift=name, headcount=PLENTY, waking=awake, trained_in=needs, women=1, men=1
    )


def _days(here: Here) -> list[date]:
    """The nights whose staffing is checked."""
    nights = checked_nights(here.pair, here.i, here.row)
    origin = here.pair.places.ledger.origin
    return [date.fromordinal(origin + night) for night in range(nights.start, nights.stop)]


def shifts(here: Here) -> Iterator[Edit]:
    """The shifts that are missing, where they are three at most and somebody is free for each."""
    k = here.pair.staffing.home_of.get(int(here.pair.places.setting[here.row]))
    if here.outcome != NOT_MET or k is None:
        return
    for gaps, wanted, skill in MISSING[here.limb.id](here, k):
        if 0 < len(gaps) <= MOST:
            yield from _covering(here, gaps, wanted, skill)


def _covering(here: Here, gaps: list[Gap], wanted: Wanted, skill: str) -> Iterator[Edit]:
    """One change for each gap; nobody is asked twice for one day."""
    asked: dict[date, set[str]] = {}
    awake = here.limb.id == "waking-night"
    for n, (on, name) in enumerate(gaps):
        worker = _who(here, on, name, wanted, asked.setdefault(on, set()))
        if worker is None:
            return
        asked[on].add(worker.id)
        yield _shift(here, worker, on, name, f"{skill}{n}", awake=awake)


def _shift(here: Here, worker: Worker, on: date, name: ShiftName, key: str, *, awake: bool) -> Edit:
    how = "on call from the bank" if worker.is_bank else "on the staff here"
    stays = ", awake," if awake else ""
    said = (
        f"{worker.name}, {how} and free then, works the {name.value} shift of {day(on)}{stays} at {here.setting.name}."
    )
    return Edit(
        kind=ChangeKind.SHIFT,
        limb=here.limb.id,
        key=f"{on.isoformat()} {name.value} {key} {worker.id}",
        says=said,
        who=(Role.REGISTERED_MANAGER,),
        by=worker.name,
        first_night=on,
        apply=lambda whole: _with_one_more(whole, here.setting.id, worker, on, name, awake=awake),
        alone=worker.is_bank,
    )


def _with_one_more(
    whole: Snapshot, setting_id: str, worker: Worker, on: date, name: ShiftName, *, awake: bool
) -> Snapshot:
    """The worker is on that shift."""
    shifts = list(whole.shifts)
    for at, one in enumerate(shifts):
        if (one.setting_id, one.on, one.shift) == (setting_id, on, name):
            shifts[at] = _joined_by(one, worker, awake=awake)
            break
    return replace(whole, shifts=tuple(shifts))


def _joined_by(one: Shift, worker: Worker, *, awake: bool) -> Shift:
    waking = one.waking + int(awake)
    if one.worker_ids is not None:
        return replace(one, worker_ids=(*one.worker_ids, worker.id), waking=waking)
    skills = {training.need for training in worker.trained_in if ordinal(training.trained_on, 0) <= one.on.toordinal()}
    trained = None if one.trained_in is None else tuple(sorted({*one.trained_in, *skills}))
    return replace(
        one,
        headcount=(one.headcount or 0) + 1,
        waking=waking,
        trained_in=trained,
        women=_one_more(one.women, yes=worker.sex is Sex.FEMALE),
        men=_one_more(one.men, yes=worker.sex is Sex.MALE),
    )


def _one_more(count: int | None, *, yes: bool) -> int | None:
    return count if count is None or not yes else count + 1


def _who(here: Here, on: date, name: ShiftName, wanted: Wanted, asked: set[str]) -> Worker | None:
    """Contracted staff of this home first, those with the fewest shifts in the week; then the bank."""
    able = [one for one in here.pair.index.workers.values() if one.id not in asked and wanted(one)]
    free = [one for one in able if _is_free(here, one, on, name)]
    staff = [one for one in free if one.based_at == here.setting.id and not one.is_bank and _does_shifts(one)]
    bank = [one for one in free if one.is_bank and not _is_counted(here, one)]
    found = sorted(staff, key=lambda one: (_busy(here, one, on), one.id)) or sorted(bank, key=lambda one: one.id)
    return found[0] if found else None


def _does_shifts(worker: Worker) -> bool:
    return bool({WorkerRole.RESIDENTIAL_WORKER, WorkerRole.PORTFOLIO_LEAD} & set(worker.roles))


def _is_counted(here: Here, worker: Worker) -> bool:
    """Staff and waking nights count whoever of the bank is free already; training and sex do not."""
    return here.limb.id in {"staff-ratio", "waking-night"} and worker.response_minutes is not None


def _is_free(here: Here, worker: Worker, on: date, name: ShiftName) -> bool:
    """Not on leave, on no shift that day, nor on the night before a day shift or the day after a night."""
    away = any(one.first_night <= on < one.leaving for one in worker.absences)
    return not away and not any(_clashes(one, on, name) for one in _shifts_of(here).get(worker.id, ()))


def _clashes(one: Shift, on: date, name: ShiftName) -> bool:
    night_before = one.on == on - timedelta(days=1) and one.shift is ShiftName.NIGHT and name is ShiftName.DAY
    day_after = one.on == on + timedelta(days=1) and one.shift is ShiftName.DAY and name is ShiftName.NIGHT
    return one.on == on or night_before or day_after


def _busy(here: Here, worker: Worker, on: date) -> int:
    """Shifts within a week of the day."""
    return sum(abs(one.on - on) < A_WEEK for one in _shifts_of(here).get(worker.id, ()))


def _shifts_of(here: Here) -> dict[str, list[Shift]]:
    """Worker -> their shifts: of the home's own staff here, of the bank wherever they are."""
    key = ("shifts of workers", here.setting.id)
    return here.pair.staffing.kept(key, lambda: _by_worker(here.pair.index.snapshot, here.setting.id))


def _by_worker(snapshot: Snapshot, setting_id: str) -> dict[str, list[Shift]]:
    bank = {one.id for one in snapshot.workers or () if one.is_bank}
    found: dict[str, list[Shift]] = {}
    for one in snapshot.shifts:
        for worker_id in one.worker_ids or ():
            if one.setting_id == setting_id or worker_id in bank:
                found.setdefault(worker_id, []).append(one)
    return found


def _anybody(_: Worker) -> bool:
    return True


def _short(here: Here, k: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    """Shifts that are short of staff after everybody of the bank who could come."""
    nights, days = checked_nights(here.pair, here.i, here.row), _days(here)
    awake = waking_needed(here.pair, here.i, k, nights) == MET
    missing, bank = short_by(here.pair, here.i, k, nights, waking=awake), here.pair.staffing.bank[nights]
    gaps: list[Gap] = []
    for on, short, free in zip(days, missing.copy(), bank, strict=True):
        while (over := np.flatnonzero(np.cumsum(short) > free)).size and len(gaps) <= MOST:
            at = int(np.flatnonzero(short[: over[0] + 1])[-1])
            short[at] -= 1
            gaps.append((on, SHIFTS[at]))
    yield gaps, _anybody, ""


def _nobody_awake(here: Here, k: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    nights, staffing = checked_nights(here.pair, here.i, here.row), here.pair.staffing
    asleep = (staffing.waking[k, nights] == 0) & (staffing.bank[nights, NIGHT] == 0)
    yield [(on, ShiftName.NIGHT) for on, one in zip(_days(here), asleep, strict=True) if one], _anybody, ""


def _nobody_of_the_sex(here: Here, _: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    required = {one.gender for one in here.person.staff_gender_needs or () if one.required_by_assessment}
    for sex in sorted(required):
        gaps = _lacking(here, lambda one, sex=sex: somebody_on_shift(here.pair.staffing, one, sex))  # type: ignore[misc]
        yield gaps, lambda one, sex=sex: one.sex is sex, sex.value  # type: ignore[misc]


def _nobody_trained(here: Here, _: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    for need in counted_skilled_needs(here.person):
        gaps = _lacking(here, lambda one, need=need: here.pair.staffing.trained_on(one, need, here.first))  # type: ignore[misc]
        yield gaps, lambda one, need=need: _is_trained(one.trained_in, need, here.first), need.value  # type: ignore[misc]


def _is_trained(trained_in: tuple[Training, ...], need: SkilledNeed, by: int) -> bool:
    return any(one.need is need and ordinal(one.trained_on, 0) <= by for one in trained_in)


def _lacking(here: Here, judge: Callable[[Shift], int]) -> list[Gap]:
    """The checked shifts on the rota for which `judge` says no."""
    days, own = set(_days(here)), here.setting.id
    found = [one for one in here.pair.index.snapshot.shifts if one.setting_id == own and one.on in days]
    return sorted(((one.on, one.shift) for one in found if judge(one) == NOT_MET), key=lambda gap: (gap[0], AT[gap[1]]))


MISSING: dict[str, Callable[[Here, int], Iterator[tuple[list[Gap], Wanted, str]]]] = {
    "staff-ratio": _short,
    "waking-night": _nobody_awake,
    "staff-gender-need:required": _nobody_of_the_sex,
    "health-need-skill": _nobody_trained,
}
"""Limb -> the shifts that are missing, who could take them, and what tells them apart."""
