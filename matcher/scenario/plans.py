"""The plan for everyone before and after: what it comes to, and who would live where instead."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isnan

from matcher.cohort.asked import AssignmentAsked, GivenPair
from matcher.cohort.assignment import Assignment, Placed
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame
from matcher.options.words_of_pair import day
from matcher.scenario.in_words import number
from matcher.scenario.result import MoveInPlan, PlanDiffers, PlanTotals, RequestMoved, Whereabouts

TENTH = 0.05
NOT_TWO = "There are not two plans to compare: one of them did not come about."


def asked_before(asked: AssignmentAsked, snapshot: Snapshot) -> AssignmentAsked:
    """What is asked, without the requests and places that only the changes bring."""
    requests = {one.id for one in snapshot.placement_requests}
    places = {one.place_id for one in snapshot.places}
    return replace(
        asked,
        request_ids=asked.request_ids and tuple(one for one in asked.request_ids if one in requests),
        locks=tuple(one for one in asked.locks if one.request_id in requests and one.place_id in places),
        given=asked.given
        and tuple(one for one in asked.given if one.request_id in requests and one.place_id in places),
    )


def asked_after(asked: AssignmentAsked, before: Assignment) -> AssignmentAsked:
    """The same question; of equally good plans the one nearest to the plan before, unless another was named."""
    if asked.given is not None:
        return asked
    return replace(
        asked, given=tuple(GivenPair(request_id=one.request_id, place_id=one.place_id) for one in before.placed)
    )


def plan_differs(before: Assignment, after: Assignment, was: Frame, now: Frame) -> PlanDiffers:
    """The two plans beside each other; request by request where there are two."""
    there, then = _whereabouts(before, was), _whereabouts(after, now)
    totals = _totals(before, there), _totals(after, then)
    if before.value is None or after.value is None:
        return PlanDiffers(before=totals[0], after=totals[1], says=(NOT_TWO,), requests=())
    asked_first = _requests(before)
    moved = tuple(
        _moved(one, there.get(one), then.get(one), added=one not in asked_first)
        for one in sorted(_requests(after) | asked_first)
    )
    return PlanDiffers(before=totals[0], after=totals[1], says=tuple(_says(*totals)), requests=moved)


def _requests(plan: Assignment) -> set[str]:
    return {one.request_id for one in plan.placed} | {one.request_id for one in plan.not_placed}


def _whereabouts(plan: Assignment, frame: Frame) -> dict[str, Whereabouts]:
    miles = _miles(plan, frame)
    return {one.request_id: _where(one, miles.get(one.request_id)) for one in plan.placed}


def _miles(plan: Assignment, frame: Frame) -> Mapping[str, float]:
    """Request -> miles from home to the place planned, as its own list says them."""
    rows = {one.place_id: row for row, one in enumerate(frame.snapshot.places)}
    requests = [frame.requests[one.request_id] for one in plan.placed]
    if not requests:
        return {}
    _, pairs = frame.asking(requests)
    found = {one.request_id: float(pairs.from_home.miles[i, rows[one.place_id]]) for i, one in enumerate(plan.placed)}
    return {one: miles for one, miles in found.items() if not isnan(miles)}


def _where(one: Placed, miles: float | None) -> Whereabouts:
    return Whereabouts(
        place_id=one.place_id,
        setting_id=one.setting_id,
        setting_name=one.setting_name,
        kind=one.kind,
        first_night=one.first_night,
        leaving=one.leaving,
        points=one.points,
        miles=miles,
        approvals=len(one.approvals),
    )


def _totals(plan: Assignment, where: Mapping[str, Whereabouts]) -> PlanTotals:
    miles = [one.miles for one in where.values() if one.miles is not None]
    return PlanTotals(
        placed=len(plan.placed),
        not_placed=len(plan.not_placed),
        points=plan.value,
        miles=round(sum(miles), 1),
        miles_known=len(miles),
        approvals=sum(one.approvals for one in where.values()),
        bank_hours=plan.hours.bank_hours,
        specialist_hours_short=plan.hours.specialist_hours_short,
    )


def _moved(request_id: str, before: Whereabouts | None, after: Whereabouts | None, *, added: bool) -> RequestMoved:
    moved = _how(before, after)
    return RequestMoved(
        request_id=request_id,
        moved=moved,
        added=added,
        before=before,
        after=after,
        says=_said(before, after, added=added),
    )


def _how(before: Whereabouts | None, after: Whereabouts | None) -> MoveInPlan:
    if before is None or after is None:
        if before is after:
            return MoveInPlan.STILL_WAITING
        return MoveInPlan.NEWLY_PLACED if before is None else MoveInPlan.NO_LONGER_PLACED
    if before.place_id != after.place_id:
        return MoveInPlan.MOVED
    same = (before.first_night, before.leaving) == (after.first_night, after.leaving)
    return MoveInPlan.UNCHANGED if same else MoveInPlan.OTHER_NIGHTS


def _said(before: Whereabouts | None, after: Whereabouts | None, *, added: bool) -> str:
    if after is None:
        if before is not None:
            return f"Would have no place any more, instead of {before.setting_name}."
        return "Would have no place." if added else "Would have no place, as before."
    if before is None:
        return f"Would have a place at {after.setting_name}{'' if added else ', where there was none before'}."
    how = _how(before, after)
    compared = _compared(before, after)
    if how is MoveInPlan.MOVED:
        return f"Would live at {after.setting_name} instead of {before.setting_name}{compared}."
    if how is MoveInPlan.OTHER_NIGHTS:
        until = "with no planned end" if after.leaving is None else f"until {day(after.leaving)}"
        return f"Would live at {after.setting_name} as before, but from {day(after.first_night)} {until}{compared}."
    return f"Would live at {after.setting_name}, as before{compared}."


def _compared(before: Whereabouts, after: Whereabouts) -> str:
    told = []
    if abs(points := after.points - before.points) >= TENTH:
        told.append(f"{abs(points):.1f} points {'more' if points > 0 else 'fewer'}")
    if before.miles is not None and after.miles is not None and abs(miles := after.miles - before.miles) >= TENTH:
        told.append(f"{abs(miles):.1f} miles {'further from' if miles > 0 else 'nearer to'} home")
    return f": {' and '.join(told)}" if told else ""


def _says(before: PlanTotals, after: PlanTotals) -> Iterator[str]:
    """What changes in all, the people first."""
    if before == after:
        yield "The plan for everyone would come to the same."
        return
    if after.placed != before.placed:
        more = after.placed - before.placed
        which = "more" if more > 0 else "fewer"
        yield f"{number(abs(more)).capitalize()} {which} would have a place: {after.placed} instead of {before.placed}."
    else:
        yield f"As many would have a place: {after.placed}."
    if after.not_placed != before.not_placed:
        yield f"Without a place: {after.not_placed} instead of {before.not_placed}."
    if before.points is not None and after.points is not None and before.points != after.points:
        yield f"Points together: {after.points:.1f} instead of {before.points:.1f}."
    if after.miles != before.miles:
        yield f"Miles from home together: {after.miles:.1f} instead of {before.miles:.1f}."
    for name, was, then in _others(before, after):
        if was != then:
            yield f"{name}: {then:g} instead of {was:g}."


def _others(before: PlanTotals, after: PlanTotals) -> Iterator[tuple[str, float, float]]:
    yield "Approvals needed", before.approvals, after.approvals
    yield "Hours of bank staff", before.bank_hours, after.bank_hours
    yield "Hours of specialists that nobody has", before.specialist_hours_short, after.specialist_hours_short
