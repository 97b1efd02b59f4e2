"""What an option would mean for the others, in a sentence that anybody may read: it names nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

TENTHS = 10
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

NOBODY_WORSE_OFF = "Nobody else waiting would be worse off."
ABOUT_THE_VIEW = (
    "Each line says what the others who wait could still reach together, were this place taken here.",
    "Only free beds, and how well each place fits, are counted. Staff, and who can live together, are not.",
    "Places that need an approval first are left out.",
    "This is for planning. It moves no place up or down the list, and it is no reason to choose or to refuse a place.",
)
NO_OPTIONS = "No place can be offered here yet, so there is nothing to say about the others."


@dataclass(frozen=True, slots=True)
class Change:
    """What would change for one of the others: points in tenths; `second_best`: from the best fit to the next best."""

    tenths: int
    loses_place: bool = False
    second_best: bool = False


def in_words(changes: Sequence[Change]) -> str:
    """Whoever loses a place first; then who would go to one that fits less well, and who to one that fits better."""
    left = sum(one.loses_place for one in changes)
    moved = [one for one in changes if not one.loses_place]
    worse = [one for one in moved if one.tenths < 0]
    if left:
        more = f" {_others(len(moved), 'more').capitalize()} would go to another place." if moved else ""
        return f"{_others(left).capitalize()} waiting would be left without a place.{more}"
    if not worse:
        return NOBODY_WORSE_OFF
    better = sum(one.tenths > 0 for one in moved)
    also = f", and {_number(better)} to {'a better one' if better == 1 else 'better ones'}" if better else ""
    return f"{_others(len(worse)).capitalize()} waiting would go to {_where(worse)}{also}; {_together(moved)}."


def points(tenths: int) -> str:
    """Whole points, to the nearest, half a point up; "about" where that is not exact; never "0 points" for something."""
    if tenths < TENTHS:
        return "less than 1 point"
    whole = (tenths + TENTHS // 2) // TENTHS
    return f"{'about ' if tenths % TENTHS else ''}{whole} point{'' if whole == 1 else 's'}"


def reached(others: int, placed: int, tenths: int) -> str:
    """What the others can reach together if nobody takes a place here."""
    if not others:
        return "Nobody else is waiting."
    if not placed:
        return "Nobody else who waits could have a place, whether or not one is taken here."
    whole = (tenths + TENTHS // 2) // TENTHS
    every = "the one other request" if others == 1 else f"all {others} other requests"
    who = every if placed == others else f"{placed} of {others} other requests"
    return f"If no place is taken here, {who} could have a place: {whole} points together."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _others(count: int, more: str = "other") -> str:
    return f"{_number(count)} {more} {'person' if count == 1 else 'people'}"


def _places(count: int, which: str) -> str:
    return f"{which} place that fits" if count == 1 else f"{'the ' if which == 'the' else ''}places that fit"


def _where(worse: Sequence[Change]) -> str:
    if all(one.second_best for one in worse):
        return f"{_places(len(worse), 'the')} them second best"
    return f"{_places(len(worse), 'a')} them less well"


def _together(moved: Sequence[Change]) -> str:
    lost = -sum(one.tenths for one in moved)
    return f"together that costs {points(lost)}" if lost else "together nothing is lost"
