"""What each change says, in a sentence that anybody may read: it names places, and no person."""

from collections.abc import Callable
from datetime import date
from typing import Any

from matcher.options.words_of_pair import a_list, day
from matcher.scenario.beds_and_settings import registered_limit
from matcher.scenario.changes import (
    AddBeds,
    AddCarer,
    AddRequest,
    AddSetting,
    AddWorker,
    Change,
    ChangeFigure,
    ChangeShift,
    ChangeWeight,
    CloseBeds,
    CloseSetting,
    EndStay,
    ExtendStay,
    OpenBeds,
    OpenSetting,
    WithdrawWorker,
)
from matcher.scenario.drafted import Draft, day_of, find

NUMBERS = ("nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def said_of(change: Change, before: Draft, after: Draft) -> str:
    """The change as it was made."""
    return SAID[type(change)](change, before, after)


def moves_said(change: Change, count: int) -> str:
    """Who would have to move, by number alone."""
    if not isinstance(change, CloseBeds | CloseSetting):
        return ""
    people = "person" if count == 1 else "people"
    if isinstance(change, CloseBeds):
        where = f"Somebody lives there, or is due to: {number(count)} {people} would have to move."
        return where if count else "Nobody would have to move."
    if not count:
        return "Nobody lives there on these nights."
    return (
        f"{number(count).capitalize()} {people} {'lives' if count == 1 else 'live'} there, or "
        f"{'is' if count == 1 else 'are'} due to. Nobody is moved here; all would have to move if nobody could stay."
    )


def number(count: int) -> str:
    """In words up to ten."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def nights(draft: Draft, first: date | None, leaving: date | None) -> str:
    """`from 22 May 2026 for good`, `for one night, 22 May 2026`, `from 22 May 2026 until 29 May 2026`."""
    begin, end = draft.span(first, leaving)
    if (last := day_of(end)) is None:
        return f"from {day(begin)} for good"
    return f"for one night, {day(begin)}" if end - begin == 1 else f"from {day(begin)} until {day(last)}"


def _beds(count: int) -> str:
    return "one bed" if count == 1 else f"{number(count)} beds"


def _row(draft: Draft, place_id: str) -> str:
    return f"{draft.setting(draft.place(place_id).setting_id).name} ({place_id})"


def _close_beds(one: CloseBeds, _: Draft, after: Draft) -> str:
    verb = "is" if one.beds == 1 else "are"
    when = nights(after, one.first_night, one.leaving)
    return f"{_beds(one.beds).capitalize()} of {_row(after, one.place_id)} {verb} out of use {when}."


def _open_beds(one: OpenBeds, _: Draft, after: Draft) -> str:
    verb = "is" if one.beds == 1 else "are"
    when = nights(after, one.first_night, one.leaving)
    return f"{_beds(one.beds).capitalize()} of {_row(after, one.place_id)} {verb} used again {when}."


def _add_beds(one: AddBeds, _: Draft, after: Draft) -> str:
    more = "one bed more" if one.beds == 1 else f"{number(one.beds)} beds more"
    limit = registered_limit(after, after.place(one.place_id))
    also = (
        ""
        if limit is None
        else f" Its registration allows {number(limit)} {'person' if limit == 1 else 'people'}, and no more."
    )
    return f"{_row(after, one.place_id)} has {more} {nights(after, one.first_night, one.leaving)}.{also}"


def _close_setting(one: CloseSetting, _: Draft, after: Draft) -> str:
    return f"{after.setting(one.setting_id).name} takes nobody new {nights(after, one.first_night, one.leaving)}."


def _open_setting(one: OpenSetting, _: Draft, after: Draft) -> str:
    return f"{after.setting(one.setting_id).name} takes people again {nights(after, one.first_night, one.leaving)}."


def _add_carer(one: AddCarer, _: Draft, after: Draft) -> str:
    where = f"{one.name}, a household like {after.setting(one.like).name} with {_beds(one.beds)} and nobody else living there,"
    return f"{where} is ready from {day(after.span(one.first_night, None)[0])}."


def _add_setting(one: AddSetting, _: Draft, __: Draft) -> str:
    return f"{one.setting.name} is there, with {_beds(sum(place.beds for place in one.places))}."


def _add_worker(one: AddWorker, _: Draft, __: Draft) -> str:
    roles = [role.value for role in one.worker.roles]
    what = "as bank staff" if one.worker.is_bank else f"as {a_list(roles)}" if roles else "with no role recorded"
    return f"One worker more, {what}."


def _withdraw_worker(one: WithdrawWorker, _: Draft, after: Draft) -> str:
    return f"Worker {one.worker_id} is away {nights(after, one.first_night, one.leaving)}."


def _change_shift(one: ChangeShift, _: Draft, after: Draft) -> str:
    told = {
        "own staff": one.headcount,
        "by name": None if one.worker_ids is None else len(one.worker_ids),
        "agency": one.agency,
        "awake": one.waking,
    }
    said = [f"{count} {what}" for what, count in told.items() if count is not None]
    who = f" with {a_list(said)}" if said else ""
    begin, end = after.span(one.first_night, one.leaving)
    when = nights(after, one.first_night, one.leaving) if day_of(end) else f"from {day(begin)} as far as the rota goes"
    return f"The {one.shift.value} shift at {after.setting(one.setting_id).name}{who}, {when}."


def _extend_stay(one: ExtendStay, before: Draft, after: Draft) -> str:
    return _stay(one.placement_id, before, after, "goes on")


def _end_stay(one: EndStay, before: Draft, after: Draft) -> str:
    return _stay(one.placement_id, before, after, "ends")


def _stay(placement_id: str, before: Draft, after: Draft, verb: str) -> str:
    was, now = (find(one.snapshot.placements, lambda stay: stay.id == placement_id) for one in (before, after))
    assert was is not None and now is not None  # noqa: S101, PT018 - it was changed just now
    until = "with no planned end" if now.leaving is None else f"until {day(now.leaving)}"
    once = "no planned end" if was.leaving is None else f"until {day(was.leaving)}"
    return f"The stay {placement_id} at {after.setting(now.setting_id).name} {verb}: {until}, instead of {once}."


def _add_request(one: AddRequest, _: Draft, __: Draft) -> str:
    kind = "emergency" if one.request.is_emergency else "planned"
    return f"One more request, {one.request.id}: {kind}, from {day(one.request.start_date)}."


def _change_figure(one: ChangeFigure, before: Draft, _: Draft) -> str:
    figure = before.book.figures[one.figure]
    return f"The figure {_name(one.figure)} is {one.value:g} instead of {figure.on(before.today):g} ({figure.unit})."


def _change_weight(one: ChangeWeight, before: Draft, _: Draft) -> str:
    book = before.book
    was = getattr(book.weights if hasattr(book.weights, one.part) else book.adjustments, one.part)
    return f"The part {_name(one.part)} has {one.points:g} points instead of {was:g}."


def _name(field: str) -> str:
    return field.replace("_", " ")


SAID: dict[type, Callable[[Any, Draft, Draft], str]] = {
    CloseBeds: _close_beds,
    OpenBeds: _open_beds,
    AddBeds: _add_beds,
    CloseSetting: _close_setting,
    OpenSetting: _open_setting,
    AddCarer: _add_carer,
    AddSetting: _add_setting,
    AddWorker: _add_worker,
    WithdrawWorker: _withdraw_worker,
    ChangeShift: _change_shift,
    ExtendStay: _extend_stay,
    EndStay: _end_stay,
    AddRequest: _add_request,
    ChangeFigure: _change_figure,
    ChangeWeight: _change_weight,
}
