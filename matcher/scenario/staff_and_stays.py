"""Workers, rotas and stays changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from matcher.domain.codes import PlacementState
from matcher.domain.placements import Placement
from matcher.domain.settings import Absence
from matcher.domain.staff import Shift, Worker
from matcher.domain.values import LAST_YEAR
from matcher.ledger import FAR, is_residential, takes_a_bed
from matcher.scenario.changes import AddWorker, ChangeShift, EndStay, ExtendStay, WithdrawWorker
from matcher.scenario.drafted import Draft, Wrong, find

LAST_DAY = date(LAST_YEAR, 12, 31)
FARTHEST = 731
OVER = frozenset({PlacementState.ENDED, PlacementState.DECLINED, PlacementState.CANCELLED, PlacementState.EXPIRED})
ABOUT_THE_SHIFT = ("trained_in", "women", "men")


def add_worker(draft: Draft, change: AddWorker) -> Draft:
    """One more worker. Raises Wrong."""
    if draft.snapshot.workers is None:
        said = "No workers are recorded: one alone would say that there are no others."
        raise Wrong("worker", said, "Record the workers first.")
    if find(draft.snapshot.workers, lambda one: one.id == change.worker.id):
        raise Wrong("worker/id", "There is a worker with this id already.", "Give them an id of their own.")
    return draft.adding("workers", [change.worker], lambda one: one.id)


def withdraw_worker(draft: Draft, change: WithdrawWorker) -> Draft:
    """On leave, and off the shifts that name them; gone, where they were added before. Raises Wrong."""
    first, leaving = draft.span(change.first_night, change.leaving)
    worker = find(draft.snapshot.workers or (), lambda one: one.id == change.worker_id)
    if worker is None:
        raise Wrong("worker_id", "There is no worker with this id.", "Correct the id.")
    shifts = [_off(one, worker.id) if first <= one.on.toordinal() < leaving else one for one in draft.snapshot.shifts]
    left = draft.with_rows("shifts", shifts)
    added = not find(draft.recorded.workers or (), lambda one: one.id == worker.id)
    if added and change.first_night is None and change.leaving is None:
        return left.with_rows("workers", [one for one in left.snapshot.workers or () if one.id != worker.id])
    away = Absence(first_night=date.fromordinal(first), leaving=change.leaving or LAST_DAY)
    return left.with_rows(
        "workers", [_on_leave(one, away) if one.id == worker.id else one for one in left.snapshot.workers or ()]
    )


def _on_leave(worker: Worker, away: Absence) -> Worker:
    return replace(worker, absences=(*worker.absences, away))


def _off(shift: Shift, worker_id: str) -> Shift:
    """The shift without somebody; no more stay awake than are on."""
    if worker_id not in (shift.worker_ids or ()):
        return shift
    left = tuple(one for one in shift.worker_ids or () if one != worker_id)
    return replace(shift, worker_ids=left, waking=min(shift.waking, len(left) + shift.agency))


def change_shift(draft: Draft, change: ChangeShift) -> Draft:
    """Another rota on each of these days. Raises Wrong."""
    _require_a_rota(draft, change)
    days = list(_days(draft, change))
    there = {one.on: one for one in draft.snapshot.shifts if _is(one, change)}
    made = {day: _changed(draft, there.get(day), day, change) for day in days}
    kept = [made.pop(one.on, one) if _is(one, change) else one for one in draft.snapshot.shifts]
    return draft.with_rows("shifts", [*kept, *made.values()])


def _require_a_rota(draft: Draft, change: ChangeShift) -> None:
    setting = draft.setting(change.setting_id)
    if not (setting.rota_held and is_residential(setting)):
        mend = "Name a hub or home whose rota this authority holds."
        raise Wrong("setting_id", "No rota is held for this setting.", mend)
    if change.headcount is not None and change.worker_ids is not None:
        raise Wrong("worker_ids", "Names and a headcount are given at once.", "Give either worker_ids or headcount.")
    known = {one.id for one in draft.snapshot.workers or ()}
    for n, one in enumerate(change.worker_ids or ()):
        if draft.snapshot.workers is not None and one not in known:
            raise Wrong(f"worker_ids/{n}", "There is no worker with this id.", "Correct it, or add the worker first.")
        if one in (change.worker_ids or ())[:n]:
            raise Wrong(f"worker_ids/{n}", "This worker is named twice.", "Name each worker once.")
    fields = (
        change.headcount,
        change.worker_ids,
        change.agency,
        change.waking,
        change.trained_in,
        change.women,
        change.men,
    )
    if all(one is None for one in fields):
        raise Wrong("", "Nothing about the shift is changed.", "Say who is on, how many, or how many stay awake.")


def _days(draft: Draft, change: ChangeShift) -> Iterator[date]:
    first, leaving = draft.span(change.first_night, change.leaving)
    if leaving == FAR:
        on = {one.on for one in draft.snapshot.shifts if _is(one, change) and one.on.toordinal() >= first}
        if not on:
            mend = "Write leaving, the day after the last, and say who is on."
            raise Wrong("leaving", "The rota has no such shift from this day on.", mend)
        yield from sorted(on)
        return
    if leaving - first > FARTHEST:
        raise Wrong("leaving", "These are more than two years.", "Change the rota of two years at most at once.")
    yield from (date.fromordinal(first) + timedelta(days=n) for n in range(leaving - first))


def _is(shift: Shift, change: ChangeShift) -> bool:
    return shift.setting_id == change.setting_id and shift.shift is change.shift


def _changed(draft: Draft, shift: Shift | None, day: date, change: ChangeShift) -> Shift:
    given = {
        name: told
        for name in ("headcount", "worker_ids", "agency", "waking", *ABOUT_THE_SHIFT)
        if (told := getattr(change, name)) is not None
    }
    if shift is None and not given.keys() & {"headcount", "worker_ids"}:
        detail = f"No such shift is on the rota on {day}."
        raise Wrong("first_night", detail, "Say who is on or how many, or choose other nights.")
    if "headcount" in given:
        given["worker_ids"] = None
    if "worker_ids" in given and given["worker_ids"] is not None:
        given["headcount"] = None
    before = shift or Shift(setting_id=change.setting_id, on=day, shift=change.shift, headcount=0)
    return _with(draft, before, given, change)


def _with(draft: Draft, before: Shift, given: dict[str, Any], change: ChangeShift) -> Shift:
    """Who is on decides what the shift can do: where that changes and is not told, it is not known. Raises Wrong."""
    recorded = find(draft.recorded.shifts, lambda one: one.on == before.on and _is(one, change))
    told: dict[str, Any] = {
        "agency": before.agency,
        "headcount": before.headcount,
        "worker_ids": before.worker_ids,
    } | given
    crew = (told["worker_ids"], told["headcount"], told["agency"])
    same = next((one for one in (before, recorded) if one is not None and _crew(one) == crew), None)
    known: dict[str, Any] = {name: getattr(same, name) if same else None for name in ABOUT_THE_SHIFT}
    try:
        return replace(before, **(known | given))
    except ValueError:
        on = told["agency"] + (told["headcount"] or len(told["worker_ids"] or ()))
        detail = f"On {before.on} more would stay awake than the {on} who are on."
        field = "waking" if change.waking is not None else "headcount" if change.headcount is not None else "worker_ids"
        raise Wrong(field, detail, "Say how many stay awake (waking), or put more on.") from None


def _crew(shift: Shift) -> tuple[Any, ...]:
    return shift.worker_ids, shift.headcount, shift.agency


def extend_stay(draft: Draft, change: ExtendStay) -> Draft:
    """A later leaving day. Raises Wrong."""
    stay = _stay(draft, change.placement_id)
    if stay.leaving is None:
        raise Wrong("placement_id", "This stay has no planned end already.", "Leave this change out.")
    if change.leaving is not None and change.leaving <= stay.leaving:
        mend = "Write a day after that; end_stay makes a stay shorter."
        raise Wrong("leaving", "This is no later than the leaving day that is recorded.", mend)
    if change.leaving is not None and change.leaving < draft.today:
        raise Wrong("leaving", "This day has passed.", f"Write a day after today ({draft.today}).")
    return _until(draft, stay, change.leaving)


def end_stay(draft: Draft, change: EndStay) -> Draft:
    """A sooner leaving day. Raises Wrong."""
    stay = _stay(draft, change.placement_id)
    if change.leaving < draft.today:
        raise Wrong("leaving", "This day has passed.", f"Write today ({draft.today}) or a later day.")
    if change.leaving <= stay.first_night:
        raise Wrong("leaving", "A stay has at least one night.", "Write a day after its first night.")
    if stay.leaving is not None and change.leaving >= stay.leaving:
        mend = "Write a day before that; extend_stay makes a stay longer."
        raise Wrong("leaving", "This is no sooner than the leaving day that is recorded.", mend)
    return _until(draft, stay, change.leaving)


def _stay(draft: Draft, placement_id: str) -> Placement:
    stay = find(draft.snapshot.placements, lambda one: one.id == placement_id)
    if stay is None:
        raise Wrong("placement_id", "There is no placement with this id.", "Correct the id.")
    if stay.state in OVER or not takes_a_bed(stay, draft.snapshot):
        mend = "Name one that goes on, or is held, accepted or confirmed."
        raise Wrong("placement_id", "This placement takes no bed.", mend)
    return stay


def _until(draft: Draft, stay: Placement, leaving: date | None) -> Draft:
    changed = replace(stay, leaving=leaving)
    return draft.with_rows("placements", [changed if one.id == stay.id else one for one in draft.snapshot.placements])
