"""What a duty is, and how its day is counted (catalogue section J).

"Before start" is the first night; working days and weeks run from it, to the end of that day, local time; hours are elapsed
hours, also over a clock change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from matcher.domain.codes import Role
from matcher.domain.nights import after_working_days
from matcher.domain.values import LONDON, london_day
from matcher.policy import Policy
from matcher.rules.model import Source

Moment = date | datetime


class By(StrEnum):
    """How a duty's day is counted. "Of an event": of a day that a fact gives, such as a birthday."""

    START = "before start"
    DAYS = "days from the start"
    WORKING_DAYS = "working days from the start"
    WEEKS = "weeks from the start"
    HOURS = "elapsed hours from the start"
    EVENT = "the day of an event"
    DAYS_BEFORE = "days before an event"
    HOURS_BEFORE = "elapsed hours before an event"
    WORKING_DAYS_AFTER = "working days after an event"
    WORDS = "by an event nobody can date yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a duty is due.

    figure  the policy's figure that says how many
    counts  how many, where that is part of the rule; each makes a day of its own
    figures the policy's names for several
    words   what is said where no day can be given
    """

    by: By
    figure: str = ""
    counts: tuple[int, ...] = ()
    figures: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRule:
    """One duty: what has to be done, who does it, and by when.

    says          plain English, fit for the young person to read; placeholders are {name}, {what} and the policy's figures
    in_emergency  when it is due in an emergency, where that is another day
    within_stay   left out where it would fall due after the leaving day
    """

    slug: str
    says: str
    who: tuple[Role, ...]
    due: Due
    source: Source
    in_emergency: Due | None = None
    within_stay: bool = False

    def due_in(self, *, emergency: bool) -> Due:
        """How it is due for such a request."""
        return (self.in_emergency or self.due) if emergency else self.due


@dataclass(frozen=True, slots=True)
class Start:
    """From when duties run: the first night, and the moment the stay begins."""

    first: date
    began: datetime


def start_of(first: date, now: datetime) -> Start:
    """A stay that begins today begins now; a later one at the first night's midnight."""
    begins_later = first > london_day(now)
    return Start(first, datetime.combine(first, time(0), LONDON) if begins_later else now)


def after_hours(moment: datetime, hours: float) -> datetime:
    """So many elapsed hours later, or earlier, in London."""
    return datetime.fromtimestamp(moment.timestamp() + hours * 3600, LONDON)


Count = Callable[[int, Start, Moment, Policy], Moment]


@lru_cache(maxsize=1024)
def _after_working_days(day: date, count: int, bank_holidays: frozenset[date]) -> date:
    return after_working_days(day, count, bank_holidays)


def _day_of(moment: Moment) -> date:
    return london_day(moment) if isinstance(moment, datetime) else moment


def _instant_of(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(0), LONDON)


COUNTED: dict[By, Count] = {
    By.START: lambda _, start, __, ___: start.first,
    By.DAYS: lambda many, start, _, __: start.first + timedelta(days=many),
    By.WORKING_DAYS: lambda many, start, _, policy: _after_working_days(start.first, many, policy.bank_holidays),
    By.WEEKS: lambda many, start, _, __: start.first + timedelta(weeks=many),
    By.HOURS: lambda many, start, _, __: after_hours(start.began, many),
    By.EVENT: lambda _, __, event, ___: event,
    By.DAYS_BEFORE: lambda many, _, event, __: _day_of(event) - timedelta(days=many),
    By.HOURS_BEFORE: lambda many, _, event, __: after_hours(_instant_of(event), -many),
    By.WORKING_DAYS_AFTER: lambda many, _, event, policy: _after_working_days(
        _day_of(event), many, policy.bank_holidays
    ),
}
NEEDS_EVENT = frozenset({By.EVENT, By.DAYS_BEFORE, By.HOURS_BEFORE, By.WORKING_DAYS_AFTER, By.WORDS})


def due_moments(due: Due, start: Start, event: Moment | None, policy: Policy) -> tuple[Moment, ...]:
    """The days or instants on which a duty is due; none where only an event will tell."""
    if due.by in NEEDS_EVENT and (event is None or due.by is By.WORDS):
        return ()
    read = due.figures or ((due.figure,) if due.figure else ())
    counts = due.counts or tuple(int(getattr(policy.figures, name)) for name in read) or (0,)
    return tuple(COUNTED[due.by](many, start, event or start.first, policy) for many in counts)
