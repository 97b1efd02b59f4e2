"""Finds postcodes on the National Grid: a loaded table fills easting and northing wherever only a postcode is given."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar, cast, get_args, get_type_hints

from api.exchange.plain import pointer
from api.exchange.tables import Row, read_file, read_table, refuse
from api.exchange.types_at import Step
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location

COLUMNS = ("postcode", "easting", "northing")
MOST_EAST, MOST_NORTH = 700_000, 1_300_000
LONGEST = 8

Point = tuple[int, int]
Value: TypeAlias = Any
"""Any part of a snapshot."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PostcodeTable:
    """Easting and northing in metres by postcode, in capitals without blanks."""

    points: Mapping[str, Point]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The table in this file. Raises InvalidInput, as from_csv does."""
        return cls.from_csv(read_file(path), path.name)

    @classmethod
    def from_csv(cls, raw: bytes, name: str = "postcodes.csv") -> Self:
        """From a CSV with the columns postcode, easting and northing; a row without a position is passed over.

        Raises InvalidInput naming row, column and mend; where one postcode has two positions, the second row.
        """
        points: dict[str, Point] = {}
        for row in read_table(raw, name, COLUMNS):
            postcode, point = read_postcode(row.cells[0], name, row.number), _point(row, name)
            if point is not None and points.setdefault(postcode, point) != point:
                raise refuse(name, "An earlier row has this postcode elsewhere.", "Remove one.", row.number, "postcode")
        return cls(points)

    def point(self, postcode: str) -> Point | None:
        """Where it is, however it is written; None where the table does not have it."""
        return self.points.get(plain_postcode(postcode))


def located(snapshot: Snapshot, table: PostcodeTable) -> Snapshot:
    """The snapshot with easting and northing wherever only a postcode was given and the table has it.

    Anything else stays as it is: the very same objects, and the very same snapshot where nothing was found.
    """

    def find(location: Location) -> Location:
        point = table.point(location.postcode) if location.postcode and location.point is None else None
        return location if point is None else replace(location, easting=point[0], northing=point[1])

    return _changed(snapshot, find)


def not_located(snapshot: Snapshot) -> tuple[str, ...]:
    """JSON pointers of the locations that have a postcode and no position: after `located`, those not in the table."""
    return tuple(pointer((*steps, "postcode")) for steps, place in _locations(snapshot, ()) if _is_unlocated(place))


def unlocated_postcodes(snapshot: Snapshot) -> frozenset[str]:
    """The postcodes, in capitals without blanks, of the locations that have no position yet."""
    return frozenset(
        plain_postcode(place.postcode) for _, place in _locations(snapshot, ()) if place.postcode and not place.point
    )


def _is_unlocated(location: Location) -> bool:
    return bool(location.postcode) and location.point is None


def plain_postcode(postcode: str) -> str:
    """In capitals, without blanks."""
    return "".join(postcode.split()).upper()


def read_postcode(cell: str, name: str, row: int, column: str = "postcode") -> str:
    """The plain postcode in this cell. Raises InvalidInput where there is none."""
    postcode = plain_postcode(cell)
    if not postcode or not postcode.isascii() or not postcode.isalnum() or len(postcode) >= LONGEST:
        raise refuse(name, "This is not a postcode.", "Write it like AB1 2CD.", row, column)
    return postcode


def read_point(easting: str, northing: str, name: str, row: int, columns: Sequence[str] = COLUMNS[1:]) -> Point:
    """The point that these two cells give. Raises InvalidInput where one is no number of metres on the grid."""
    east, north = columns
    return (
        _metres(easting, MOST_EAST, (name, row, east)),
        _metres(northing, MOST_NORTH, (name, row, north)),
    )


def _point(row: Row, name: str) -> Point | None:
    _, easting, northing = row.cells
    return read_point(easting, northing, name, row.number) if easting or northing else None


def _metres(cell: str, most: int, at: tuple[str, int, str]) -> int:
    if cell.isascii() and cell.isdecimal() and len(cell) <= len(str(most)) and int(cell) <= most:
        return int(cell)
    name, row, column = at
    what, mend = "This is not metres on the National Grid.", f"Write a whole number from 0 to {most}."
    raise refuse(name, what, mend, row, column)


def _changed(value: T, change: Callable[[Location], Location]) -> T:
    """The value with every location in it changed; the very same object where none is."""
    old: Value = value
    new: Value = value
    if isinstance(old, Location):
        new = change(old)
    elif isinstance(old, tuple):
        items = tuple(_changed(item, change) for item in old)
        new = old if all(item is before for item, before in zip(items, old, strict=True)) else items
    elif _is_noun(old):
        parts = ((name, getattr(old, name)) for name in _ways(old))
        news = {name: part for name, before in parts if (part := _changed(before, change)) is not before}
        new = replace(old, **news) if news else old
    return cast("T", new)


def _is_noun(value: Value) -> bool:
    return is_dataclass(value)


def _ways(noun: Value) -> tuple[str, ...]:
    kind: Value = type(noun)
    return _leading_to_locations(kind)


def _locations(value: Value, at: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Location]]:
    if isinstance(value, Location):
        yield at, value
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _locations(item, (*at, n))
    elif _is_noun(value):
        for name in _ways(value):
            yield from _locations(getattr(value, name), (*at, name))


@cache
def _leading_to_locations(kind: type) -> tuple[str, ...]:
    """The fields of this noun that can hold a location, however deep; read from its types."""
    hints = get_type_hints(kind)
    return tuple(field.name for field in fields(kind) if _can_hold_location(hints[field.name]))


@cache
def _can_hold_location(hint: Value) -> bool:
    if hint is Location:
        return True
    if isinstance(hint, type) and is_dataclass(hint):
        return bool(_leading_to_locations(hint))
    return any(_can_hold_location(part) for part in get_args(hint))
