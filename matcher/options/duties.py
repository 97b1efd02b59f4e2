"""The duties that confirming one option would create, in words, each with its day, the next first (catalogue section J).

Most are the same for every place with the same nights: those are put into words once, and kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from math import inf
from operator import itemgetter
from typing import NamedTuple

from matcher.domain.codes import Role
from matcher.domain.nights import is_working_day
from matcher.domain.values import LONDON, london_day
from matcher.frame import Pairs, Places
from matcher.options.duties_created import MEETING, Case, Created, as_ever, created
from matcher.options.emergencies import manager_on_call
from matcher.options.found import Found
from matcher.options.result import Duty
from matcher.policy.figures import Figures
from matcher.rules.due import Moment, due_moments, start_of
from matcher.rules.j_duties import DUTY_OF, PLACE_IN_BOOK

Dated = tuple[float, int, Duty, bool]
"""By when it is due and its place in the book, to be ordered by; the duty; whether it only falls within the stay."""
LEGAL_END = "duty-legal-basis-ends"
LATER = frozenset({"name", "what"})
"""Placeholders of a duty's sentence that are no figures of the policy."""
BY_WHEN = itemgetter(0, 1)
MINUTES_A_DAY = 24 * 60
ALL_DAY = (MINUTES_A_DAY - 0.5) / MINUTES_A_DAY


class OfCase(NamedTuple):
    """The duties of a case from one first night on; and by when the last is due that only falls within the stay."""

    dated: list[Dated]
    whole: tuple[Duty, ...]
    last_in_stay: float


@dataclass
class Kept:
    """What has been put into words: by ask and first night the duties of a case, and each duty; sentences."""

    cases: dict[tuple[int, int, Case], OfCase] = field(default_factory=dict)
    dated: dict[tuple[int, int, Created], tuple[Dated, ...]] = field(default_factory=dict)
    says: dict[tuple[int, str, str], str] = field(default_factory=dict)


def _kept(_: Pairs) -> Kept:
    """Filled as they are asked for."""
    return Kept()


def duties(found: Found) -> tuple[Duty, ...]:
    """Every duty that confirming this option would create, in the order in which they fall due."""
    made, numbers, kept = created(found), found.numbers, found.pair.once(_kept)
    of_case = _of_case(found, made.case, kept)
    if not made.others and of_case.last_in_stay < numbers.leaving + 1:
        return of_case.whole
    dated = sorted([*of_case.dated, *_dated(found, made.others, kept)], key=BY_WHEN)
    return tuple([one[2] for one in dated if one[0] < numbers.leaving + 1 or not one[3]])


def _of_case(found: Found, case: Case, kept: Kept) -> OfCase:
    key = (found.i, found.numbers.first, case)
    if key not in kept.cases:
        dated = sorted(_dated(found, as_ever(case), kept), key=BY_WHEN)
        last = max((one[0] for one in dated if one[3]), default=0.0)
        kept.cases[key] = OfCase(dated, tuple([one[2] for one in dated]), last)
    return kept.cases[key]


def _dated(found: Found, made: tuple[Created, ...], kept: Kept) -> Iterator[Dated]:
    """Each duty in force, once for each day on which it is due."""
    for one in made:
        key = (found.i, found.numbers.first, one)
        if key not in kept.dated:
            kept.dated[key] = tuple(_days_of(found, one, kept))
        yield from kept.dated[key]


def _days_of(found: Found, one: Created, kept: Kept) -> Iterator[Dated]:
    event = one.event or _event(found, one.slug)
    key = DueOn(one.slug, found.is_emergency, found.first, event, event.isoformat() if event else None)
    for day in found.pair.places.once(_days, key):
        yield day.by_when, PLACE_IN_BOOK[one.slug], _duty(found, one, day, kept), day.within_stay


class DueOn(NamedTuple):
    """What the days of a duty hang on. `written`: the event to the letter, as one instant has many offsets."""

    slug: str
    emergency: bool
    first: date
    event: Moment | None
    written: str | None


class DayOf(NamedTuple):
    """One day on which a duty is due, whoever it is about: by when, and how it is written; and what is said of the day."""

    by_when: float
    due: str
    what: str
    says: str
    who: tuple[Role, ...]
    unverified: bool
    within_stay: bool


def _days(places: Places, of: DueOn) -> list[DayOf]:
    """Each day or instant on which it is due; none where the duty is not in force."""
    rule, policy = DUTY_OF[of.slug], places.policy
    if not rule.source.in_force(policy.day):
        return []
    due, start = rule.due_in(emergency=of.emergency), start_of(of.first, places.index.snapshot.as_of)
    says, unverified = rule.says.format_map(_Figures(policy.figures)), rule.source.mark == "U"
    return [
        DayOf(
            by_when=_by_when(moment),
            due=due.words if moment is None else written(moment),
            what=_on_a_day_off(places, moment) if rule.slug == MEETING and isinstance(moment, datetime) else "",
            says=says,
            who=rule.who,
            unverified=unverified,
            within_stay=rule.within_stay,
        )
        for moment in due_moments(due, start, of.event, policy) or (None,)
    ]


def _event(found: Found, slug: str) -> Moment | None:
    """The moment that a duty of a limb hangs on, where it is a fact of the young person."""
    reason = found.pair.asks.people[found.i].legal_status
    return reason.ends_at if reason and slug == LEGAL_END else None


def _duty(found: Found, one: Created, day: DayOf, kept: Kept) -> Duty:
    return Duty(
        slug=one.slug,
        due=day.due,
        says=_says(found, one.slug, day.says, day.what or one.what, kept),
        who=one.who or day.who,
        unverified=day.unverified,
    )


def _says(found: Found, slug: str, says: str, what: str, kept: Kept) -> str:
    key = (found.i, slug, what)
    if key not in kept.says:
        kept.says[key] = says.format(name=found.words.name(), what=what)
    return kept.says[key]


def written(moment: Moment) -> str:
    """A day, or an instant to the minute."""
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def _by_when(moment: Moment | None) -> float:
    """The day, and how much of it has passed in London by then; a day is due at its end, what has no day comes last."""
    if moment is None:
        return inf
    if not isinstance(moment, datetime):
        return moment.toordinal() + ALL_DAY
    at = moment.astimezone(LONDON)
    return at.toordinal() + (at.hour * 60 + at.minute) / MINUTES_A_DAY


def _on_a_day_off(places: Places, moment: datetime) -> str:
    """Where the offices are shut when it is due: say so, and whom to ring."""
    due: date = london_day(moment)
    if is_working_day(due, places.policy.bank_holidays):
        return ""
    which = "bank holiday" if due in places.policy.bank_holidays else due.strftime("%A")
    who = manager_on_call(places)
    return f" This falls on a {which}: {f'ring {who}' if who else 'ask who is on call'}."


class _Figures:
    """The policy's figures by name, as a duty's sentence has them; the name, and what it is about, are filled in later."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def __getitem__(self, placeholder: str) -> str:
        return f"{{{placeholder}}}" if placeholder in LATER else f"{getattr(self._figures, placeholder):g}"
