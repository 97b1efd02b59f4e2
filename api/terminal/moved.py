"""What moved since an earlier forecast, as lines: how many people more or fewer are expected, and why."""

from collections.abc import Iterator, Mapping
from datetime import date

from rich.text import Text

from api.terminal.lines import heading, marked
from matcher.capacity.forecast import Cause, Move, Moved, MovedSince

SAID = 6
LEAST = 0.05
"""People, on some night: what moves less is not said."""
WHY: Mapping[Cause, str] = {
    Cause.CAME: "moved in",
    Cause.LEFT: "moved out",
    Cause.PLACE_PLANNED: "a bed is planned",
    Cause.PLACE_NO_LONGER_PLANNED: "a bed is no longer planned",
    Cause.ASKED: "asked for a place",
    Cause.NO_LONGER_ASKED: "no longer asks for a place",
    Cause.PLANNED_END_RECORDED: "a leaving day is planned now",
    Cause.PLANNED_END_MOVED: "the planned leaving day is another",
    Cause.PLANNED_END_REMOVED: "no leaving day is planned any more",
    Cause.FIRST_NIGHT_MOVED: "the first night is another",
    Cause.BIRTHDAY_RECORDED: "the birthday that ends the stay is another",
    Cause.LIKELIER_OR_LESS_LIKELY: "is likelier, or less likely, to come",
    Cause.TIME_PASSED: "nothing new, but time has passed",
    Cause.UNKNOWN_ARRIVALS: "arrivals of whom nothing is known yet",
    Cause.KNOWN_PEOPLE: "all who are known, together",
}


def moved_lines(found: MovedSince | None) -> Iterator[Text]:
    """Ordinary beds, then emergency beds; nothing where there is no earlier forecast."""
    if found is not None:
        since = f"What moved since {_day(found.since)}"
        yield from _pool(since, found.beds)
        yield from _pool(f"{since}, emergency beds", found.emergency)


def _pool(title: str, moved: Moved | None) -> Iterator[Text]:
    if moved is not None:
        yield Text()
        yield heading(title, _change(moved))
        yield from _moves(moved)


def _change(moved: Moved) -> str:
    at = _most([now - was for was, now in zip(moved.before, moved.after, strict=True)])
    was, now = moved.before[at], moved.after[at]
    return f"most on {_day(moved.nights[at])}: {now:.1f} people expected instead of {was:.1f}"


def _moves(moved: Moved) -> Iterator[Text]:
    told = [one for one in moved.moves if max(map(abs, one.change)) >= LEAST]
    for one in told[:SAID]:
        yield from marked("-", _move(moved, one))
    if not told:
        yield from marked("-", "Hardly anything.")


def _move(moved: Moved, one: Move) -> str:
    at = _most(one.change)
    who = f"{one.key}: " if one.key else ""
    return f"{who}{WHY[one.cause]}; {one.change[at]:+.1f} people on {_day(moved.nights[at])}"


def _most(changes: list[float] | tuple[float, ...]) -> int:
    return max(range(len(changes)), key=lambda at: (abs(changes[at]), -at))


def _day(night: date) -> str:
    return f"{night:%-d %b}"
