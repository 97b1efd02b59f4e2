"""One day at a setting: who is there tonight, who is due in and out, and the staff on shift."""

from datetime import date, timedelta

from matcher.capacity.bed_state import BedState, Sleeper
from matcher.capacity.claims import claims_at, state_on, why_away
from matcher.capacity.lines import Claim
from matcher.capacity.model import SettingDay
from matcher.capacity.sleepers import person_of
from matcher.capacity.staff import shifts_by_night, waking_need
from matcher.frame import Frame

SOON_DAYS = 7
THERE = frozenset({BedState.OCCUPIED, BedState.OCCUPIED_BUT_AWAY})
COMING = frozenset({BedState.PLANNED_IN, BedState.HELD})


def make_day(frame: Frame, setting_id: str, *, named: bool) -> SettingDay:
    """Today and the seven days after it. Where `named` is False nobody's id is told, nor who is away."""
    at = frame.index.setting_at[setting_id]
    today = frame.snapshot.today
    soon = today + timedelta(days=SOON_DAYS)
    everybody = sleepers(frame, at, named=named)
    here = [one for one in everybody if one.state in THERE]
    coming = [one for one in everybody if one.state in COMING]
    return SettingDay(
        today=today,
        soon=soon,
        here=tuple(one for one in here if one.leaving is None or one.leaving > today),
        due_in=tuple(one for one in coming if _is_by(one.first_night, soon) and not _is_by(one.leaving, today)),
        due_out=tuple(one for one in here if one.leaving is not None and today <= one.leaving <= soon),
        overdue_out=tuple(one for one in here if one.leaving is not None and one.leaving < today),
        rota_held=at in frame.staffing.home_of,
        shifts=shifts_by_night(frame, at, range(today.toordinal(), today.toordinal() + 1))[0],
        needs_waking_night=waking_need(frame, at),
    )


def _is_by(day: date | None, last: date) -> bool:
    return day is not None and day <= last


def sleepers(frame: Frame, setting: int, *, named: bool) -> list[Sleeper]:
    """Everybody placed at a setting or staying put there, as they are today, by first night and id."""
    return [_sleeper(frame, place_id, claim, named=named) for place_id, claim in claims_at(frame, setting)]


def _sleeper(frame: Frame, place_id: str | None, claim: Claim, *, named: bool) -> Sleeper:
    today = frame.snapshot.today.toordinal()
    state = state_on(frame, claim, today)
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
        away=why_away(frame, claim, today) if named and state is BedState.OCCUPIED_BUT_AWAY else None,
    )
