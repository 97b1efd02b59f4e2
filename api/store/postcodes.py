"""The national postcode file in the database."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from api.store.schema import table
from api.store.write import in_runs

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


def keep_postcodes(connection: Connection, batch: Sequence[tuple[str, int, int]]) -> None:
    """Add these postcodes."""
    names = ("postcode", "easting", "northing")
    connection.execute(insert(table("postcode")), [dict(zip(names, row, strict=True)) for row in batch])


def touch_every_authority(connection: Connection) -> None:
    """Whatever was made from the old file is made anew."""
    owner = table("authority_store")
    connection.execute(update(owner).values(version=owner.c.version + 1))
