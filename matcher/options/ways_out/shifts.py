"""One more shift on one night, and from whom: contracted staff of the home first, then the bank."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from matcher.domain.codes import Role, ShiftName, WorkerRole
from matcher.domain.person_codes import Sex
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.ledger import ordinal
from matcher.options.ways_out.edits import Edit
from matcher.options.ways_out.gaps import MISSING, MOST, Gap, Wanted
from matcher.options.ways_out.here import Here
from matcher.options.words import day
from matcher.outcomes import NOT_MET
from matcher.rules.changes import ChangeKind

A_WEEK = timedelta(days=7)


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
