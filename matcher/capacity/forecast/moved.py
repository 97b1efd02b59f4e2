"""What moved between two forecasts of one setting, and why: person by person, and what is not known of anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from matcher.capacity.forecast.model import Part, PoolForecast
from matcher.capacity.forecast.units import TermSort
from matcher.domain.values import shown


class Cause(StrEnum):
    """What happened to one person's share, or to everybody's."""

    CAME = "came"
    LEFT = "left"
    PLACE_PLANNED = "place_planned"
    PLACE_NO_LONGER_PLANNED = "place_no_longer_planned"
    ASKED = "asked"
    NO_LONGER_ASKED = "no_longer_asked"
    PLANNED_END_RECORDED = "planned_end_recorded"
    PLANNED_END_MOVED = "planned_end_moved"
    PLANNED_END_REMOVED = "planned_end_removed"
    FIRST_NIGHT_MOVED = "first_night_moved"
    BIRTHDAY_RECORDED = "birthday_recorded"
    LIKELIER_OR_LESS_LIKELY = "likelier_or_less_likely"
    """Offered, held, confirmed; or another order of the places that would do."""
    TIME_PASSED = "time_passed"
    """Nothing was recorded: they have stayed longer, and the record has grown."""
    UNKNOWN_ARRIVALS = "unknown_arrivals"
    """Of whom nothing is known: another day of record, and a day less in which they may come."""
    KNOWN_PEOPLE = "known_people"
    """Everybody who is known, together: for a reader who may not know who they are."""


@shown
class Move:
    """One contribution. Adding all of a pool's gives what its mean demand moved by, night by night."""

    cause: Cause
    key: str | None
    """The placement or request; null for unknown arrivals, and for everybody together."""
    change: tuple[float, ...]
    """People, on each of `nights`."""


@shown
class Moved:
    """What moved in one pool of beds, on the nights that both forecasts have; the largest contribution first."""

    nights: tuple[date, ...]
    before: tuple[float, ...]
    """Mean demand as it was forecast."""
    after: tuple[float, ...]
    moves: tuple[Move, ...]


@shown
class MovedSince:
    """What moved since the forecast of an earlier day that was served last: ordinary beds, and emergency beds apart."""

    since: date
    beds: Moved | None
    """Null = no such forecast of these beds is kept, or there is no night in both."""
    emergency: Moved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a forecast expected of one pool of beds, night by night: in all, of the unknown, and person by person."""

    nights: tuple[date, ...]
    mean: tuple[float, ...]
    unknown: tuple[float, ...]
    parts: tuple[Part, ...]


GONE = {
    TermSort.STAYING: Cause.LEFT,
    TermSort.PLANNED: Cause.PLACE_NO_LONGER_PLANNED,
    TermSort.PENDING: Cause.NO_LONGER_ASKED,
}
NEW = {TermSort.STAYING: Cause.CAME, TermSort.PLANNED: Cause.PLACE_PLANNED, TermSort.PENDING: Cause.ASKED}


def expected_of(pool: PoolForecast) -> Expected:
    """What is expected of a pool of beds."""
    return Expected(
        nights=tuple(one.date for one in pool.nights),
        mean=tuple(one.mean_demand for one in pool.nights),
        unknown=tuple(one.unknown for one in pool.nights),
        parts=pool.parts or (),
    )


def what_moved(before: PoolForecast, after: PoolForecast) -> Moved:
    """Every contribution to the change of the mean demand of one pool of beds."""
    return moved_between(expected_of(before), expected_of(after))


def moved_between(before: Expected, after: Expected) -> Moved:
    """The same, of what each expected."""
    earlier, later = _nights_in_both(before.nights, after.nights)
    unknown = tuple(after.unknown[new] - before.unknown[old] for old, new in zip(earlier, later, strict=True))
    moves = [
        *_of_people(before.parts, after.parts, earlier, later),
        Move(cause=Cause.UNKNOWN_ARRIVALS, key=None, change=unknown),
    ]
    moves.sort(key=lambda one: (-sum(map(abs, one.change)), one.key or ""))
    return Moved(
        nights=tuple(after.nights[at] for at in later),
        before=tuple(before.mean[at] for at in earlier),
        after=tuple(after.mean[at] for at in later),
        moves=tuple(moves),
    )


def nobody_named(moved: Moved) -> Moved:
    """The same for a reader who may not know who lives there: everybody who is known is one contribution."""
    people = [one.change for one in moved.moves if one.key is not None]
    together = tuple(map(sum, zip(*people, strict=True))) if people else (0.0,) * len(moved.nights)
    unknown = [one for one in moved.moves if one.key is None]
    return replace(moved, moves=(*unknown, Move(cause=Cause.KNOWN_PEOPLE, key=None, change=together)))


def _nights_in_both(before: Sequence[date], after: Sequence[date]) -> tuple[range, range]:
    ahead = (after[0] - before[0]).days
    both = max(min(len(before) - ahead, len(after)), 0) if ahead >= 0 else 0
    return range(ahead, ahead + both), range(both)


def _of_people(before: Sequence[Part], after: Sequence[Part], earlier: range, later: range) -> Iterator[Move]:
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    for key in sorted(old | new):
        was, is_now = old.get(key), new.get(key)
        change = tuple(
            (is_now.expected[there] if is_now else 0.0) - (was.expected[here] if was else 0.0)
            for here, there in zip(earlier, later, strict=True)
        )
        yield Move(cause=_cause(was, is_now), key=key, change=change)


def _cause(was: Part | None, is_now: Part | None) -> Cause:
    if was is None or is_now is None:
        return NEW[is_now.sort] if is_now else GONE[was.sort if was else TermSort.STAYING]
    if was.sort is not is_now.sort:
        return NEW[is_now.sort]
    if was.planned_leaving != is_now.planned_leaving:
        return _planned_end(was, is_now)
    if was.first_night != is_now.first_night:
        return Cause.FIRST_NIGHT_MOVED
    if was.ends_on != is_now.ends_on:
        return Cause.BIRTHDAY_RECORDED
    return Cause.TIME_PASSED if was.chance == is_now.chance else Cause.LIKELIER_OR_LESS_LIKELY


def _planned_end(was: Part, is_now: Part) -> Cause:
    if was.planned_leaving is None:
        return Cause.PLANNED_END_RECORDED
    return Cause.PLANNED_END_REMOVED if is_now.planned_leaving is None else Cause.PLANNED_END_MOVED
