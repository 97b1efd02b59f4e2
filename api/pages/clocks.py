"""How long there still is for a request, in words: hours in an emergency, working days in a planned move."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from api import wording
from matcher.domain.nights import is_working_day
from matcher.domain.requests import PlacementRequest
from matcher.domain.values import LONDON, london_day


def clock(request: PlacementRequest, as_of: datetime, holidays: Collection[date]) -> str:
    """`needed by 23:00, in 2 hours 55 minutes`; what is late says so."""
    today = london_day(as_of)
    if request.needed_at is not None and request.is_emergency:
        return _hours(request.needed_at, as_of, today)
    if request.is_emergency and request.start_date == today:
        return "needed tonight; no hour is recorded"
    return _days(request.start_date, today, holidays)


def is_late(request: PlacementRequest, as_of: datetime) -> bool:
    """Whether the moment it was needed by, or the first night, has passed."""
    if request.needed_at is not None and request.is_emergency:
        return request.needed_at < as_of
    return request.start_date < london_day(as_of)


def _hours(needed: datetime, as_of: datetime, today: date) -> str:
    said = f"needed by {wording.moment(needed.astimezone(LONDON), today)}"
    if needed < as_of:
        return f"late: {said}, {_long(as_of - needed)} ago"
    return f"{said}, in {_long(needed - as_of)}"


def _long(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if hours >= 48:  # noqa: PLR2004 - two days, after which hours say little
        return _count(hours // 24, "day")
    parts = [_count(hours, "hour")] * bool(hours) + [_count(minutes, "minute")] * bool(minutes or not hours)
    return " ".join(parts)


def _days(first: date, today: date, holidays: Collection[date]) -> str:
    said = f"first night {wording.day(first, today)}"
    if first < today:
        return f"late: {said}, {_count((today - first).days, 'day')} ago"
    if first == today:
        return f"{said}, today"
    between = (today + timedelta(days=n) for n in range(1, (first - today).days + 1))
    working = sum(is_working_day(day, holidays) for day in between)
    return f"{said}, in {_count(working, 'working day')}" if working else f"{said}, before the next working day"


def _count(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"
