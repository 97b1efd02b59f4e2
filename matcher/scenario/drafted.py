"""A snapshot and a policy with some changes made, and what each step needs to make the next one or to refuse it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from matcher.domain.checks import refusal
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.ledger import FAR, ordinal
from matcher.policy import PolicyBook

T = TypeVar("T")
Span = tuple[int, int]
"""Nights as ordinals, half-open; FAR = no end."""


class Wrong(Exception):  # noqa: N818 - it becomes a Problem, once its place among the changes is known
    """A change that cannot be made: which field of it is at fault, why, and how to mend it."""

    def __init__(self, field: str, detail: str, mend: str) -> None:
        super().__init__(detail)
        self.field, self.detail, self.mend = field, detail, mend


def refused(at: int, wrong: Wrong) -> InvalidInput:
    """The error that names the change by its position."""
    where = f"/changes/{at}/{wrong.field}" if wrong.field else f"/changes/{at}"
    return refusal([Problem(where, wrong.detail, wrong.mend)])


@dataclass(frozen=True, slots=True)
class Draft:
    """As things would stand so far, beside what is recorded."""

    snapshot: Snapshot
    book: PolicyBook
    recorded: Snapshot
    policy: PolicyBook
    """The policy in use."""

    @property
    def today(self) -> date:
        """The day of the snapshot."""
        return self.snapshot.today

    def place(self, place_id: str, field: str = "place_id") -> Place:
        """Raises Wrong."""
        found = find(self.snapshot.places, lambda one: one.place_id == place_id)
        if found is None:
            raise Wrong(field, "There is no place row with this id.", "Correct the id, or add the setting first.")
        return found

    def setting(self, setting_id: str, field: str = "setting_id") -> Setting:
        """Raises Wrong."""
        found = find(self.snapshot.settings, lambda one: one.id == setting_id)
        if found is None:
            raise Wrong(field, "There is no setting with this id.", "Correct the id, or add the setting first.")
        return found

    def span(self, first: date | None, leaving: date | None) -> Span:
        """The nights that a change is about, from tonight on. Raises Wrong."""
        if first is not None and first < self.today:
            raise Wrong("first_night", "This night has passed.", f"Begin today ({self.today}) or later.")
        begin = first or self.today
        if leaving is not None and leaving <= begin:
            raise Wrong("leaving", "This is not after the first night.", "Write the day after the last night.")
        return begin.toordinal(), ordinal(leaving)

    def with_place(self, place: Place) -> "Draft":
        """With this row instead of the one of its id."""
        return self.with_rows(
            "places", [place if one.place_id == place.place_id else one for one in self.snapshot.places]
        )

    def with_setting(self, setting: Setting) -> "Draft":
        """With this setting instead of the one of its id."""
        return self.with_rows("settings", [setting if one.id == setting.id else one for one in self.snapshot.settings])

    def with_rows(self, collection: str, rows: Iterable[Any]) -> "Draft":
        """With these rows in a collection of the snapshot."""
        changed: dict[str, Any] = {collection: tuple(rows)}
        return replace(self, snapshot=replace(self.snapshot, **changed))

    def adding(self, collection: str, new: Iterable[Any], key: Callable[[Any], Any]) -> "Draft":
        """With further rows; where a collection is in order, so it stays, whoever adds to it."""
        before = getattr(self.snapshot, collection) or ()
        rows = [*before, *new]
        keys = [key(one) for one in before]
        return self.with_rows(collection, sorted(rows, key=key) if keys == sorted(keys) else rows)


def find(rows: Iterable[T], holds: Callable[[T], bool]) -> T | None:
    """The first row for which this holds."""
    return next((one for one in rows if holds(one)), None)


def day_of(night: int) -> date | None:
    """The day of an ordinal; None = no end."""
    return None if night >= FAR else date.fromordinal(night)


def without(span: Span, cut: Span) -> Iterator[Span]:
    """What is left of some nights once others are cut out of them."""
    if span[0] < min(cut[0], span[1]):
        yield span[0], min(cut[0], span[1])
    if max(cut[1], span[0]) < span[1]:
        yield max(cut[1], span[0]), span[1]


def overlap(one: Span, other: Span) -> Span | None:
    """The nights that are in both."""
    begin, end = max(one[0], other[0]), min(one[1], other[1])
    return (begin, end) if begin < end else None
