"""The national postcode file in the database."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.store.kept import in_runs
from api.store.schema import table

Point = tuple[int, int]


def points_of(connection: Connection, postcodes: Iterable[str]) -> dict[str, Point]:
    """Easting and northing in metres of those of these postcodes (in capitals, without blanks) that are known."""
    rows = table("postcode").c
    found: dict[str, Point] = {}
    for some in in_runs(sorted(set(postcodes))):
        query = select(rows.postcode, rows.easting, rows.northing).where(rows.postcode.in_(some))
        found.update((row.postcode, (row.easting, row.northing)) for row in connection.execute(query))
    return found


def forget_postcodes(connection: Connection) -> None:
    """Make room for another file."""
    connection.execute(delete(table("postcode")))


def keep_postcodes(connection: Connection, batch: Sequence[tuple[str, int, int]]) -> int:
    """Add these postcodes, and say how many were new. One that comes again keeps the position it had first."""
    found = {postcode: (postcode, easting, northing) for postcode, easting, northing in reversed(batch)}
    try:
        with connection.begin_nested():
            _insert(connection, found.values())
    except IntegrityError:
        for postcode in points_of(connection, found):
            del found[postcode]
        _insert(connection, found.values())
    return len(found)


def _insert(connection: Connection, rows: Iterable[tuple[str, int, int]]) -> None:
    names = ("postcode", "easting", "northing")
    if values := [dict(zip(names, row, strict=True)) for row in rows]:
        connection.execute(insert(table("postcode")), values)


def touch_every_authority(connection: Connection) -> None:
    """Whatever was made from the old file is made anew."""
    owner = table("authority_store")
    connection.execute(update(owner).values(version=owner.c.version + 1))
