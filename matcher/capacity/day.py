"""One day at a setting: who is there tonight, who is due in and out, and the staff on shift."""

from collections.abc import Iterator
from datetime import date, timedelta

from matcher.capacity.claims import claims_at, state_on
from matcher.capacity.lines import Claim
from matcher.capacity.model import BedState, SettingDay, Sleeper
from matcher.capacity.sleepers import person_of
from matcher.capacity.staff import shifts_today, waking_need
from matcher.frame import Frame

SOON_DAYS = 7
THERE = frozenset({BedState.OCCUPIED, BedState.OCCUPIED_BUT_AWAY})
COMING = frozenset({BedState.PLANNED_IN, BedState.HELD})


def make_day(frame: Frame, setting_id: str, *, named: bool) -> SettingDay:
    """Today and the seven days after it. Where `named` is False nobody's id is told, nor who is away."""
    at = frame.index.setting_at[setting_id]
    today = frame.snapshot.today
    soon = today + timedelta(days=SOON_DAYS)
    here = [one for one in _sleepers(frame, at, named=named) if one.state in THERE]
    coming = [one for one in _sleepers(frame, at, named=named) if one.state in COMING]
    return SettingDay(
        today=today,
        soon=soon,
        here=tuple(one for one in here if one.leaving is None or one.leaving > today),
        due_in=tuple(one for one in coming if _is_by(one.first_night, soon) and not _is_by(one.leaving, today)),
        due_out=tuple(one for one in here if one.leaving is not None and today <= one.leaving <= soon),
        rota_held=at in frame.staffing.home_of,
        shifts=shifts_today(frame, at),
        needs_waking_night=waking_need(frame, at),
    )


def _is_by(day: date | None, last: date) -> bool:
    return day is not None and day <= last


def _sleepers(frame: Frame, setting: int, *, named: bool) -> Iterator[Sleeper]:
    today = frame.snapshot.today.toordinal()
    for place_id, claim in claims_at(frame, setting):
        yield _sleeper(place_id, claim, state_on(frame, claim, today), named=named)


def _sleeper(place_id: str | None, claim: Claim, state: BedState, *, named: bool) -> Sleeper:
    who = person_of(claim)
    hidden = state is BedState.OCCUPIED_BUT_AWAY and not named
    return Sleeper(
        young_person_id=who.young_person_id if named else None,
        placement_id=who.placement_id if named else None,
        place_id=place_id,
        first_night=who.first_night,
        leaving=who.leaving,
        state=BedState.OCCUPIED if hidden else state,
        held_until=who.held_until,
    )
