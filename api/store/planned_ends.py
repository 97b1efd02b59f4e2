"""Keeps what is said of the end of each stay while it goes on, in the transaction of the placement itself; and reads it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from api.store.kept import in_runs
from api.store.schema import table
from matcher.domain.codes import TAKES_A_BED, PlacementState
from matcher.domain.placements import Placement
from matcher.domain.stays import Said

NAME = "planned_end"
CAME_TO_NOTHING = frozenset({PlacementState.DECLINED, PlacementState.CANCELLED, PlacementState.EXPIRED})


def keep_planned_ends(connection: Connection, authority: str, placements: Sequence[Placement], today: date) -> None:
    """What these placements say today, where it is news. One that is over says nothing of plans."""
    going_on = [one for one in placements if _goes_on(one, today)]
    _forget(connection, authority, [one.id for one in placements if one.state in CAME_TO_NOTHING])
    _forget(connection, authority, [one.id for one in going_on], since=today)
    before = planned_ends(connection, authority, [one.id for one in going_on])
    news = [
        {"authority": authority, "placement_id": one.id, "said_on": today, "leaving": one.leaving}
        for one in going_on
        if one.id not in before or before[one.id][-1].leaving != one.leaving
    ]
    if news:
        connection.execute(insert(table(NAME)), news)


def _goes_on(placement: Placement, today: date) -> bool:
    return placement.state in TAKES_A_BED and (placement.leaving is None or placement.leaving > today)


def _forget(connection: Connection, authority: str, ids: Sequence[str], since: date = date.min) -> None:
    rows = table(NAME)
    for some in in_runs(ids):
        here = (rows.c.authority == authority, rows.c.said_on >= since)
        connection.execute(delete(rows).where(*here, rows.c.placement_id.in_(some)))


def planned_ends(
    connection: Connection, authority: str, placements: Sequence[str] | None = None
) -> dict[str, list[Said]]:
    """By id of a placement, what was said of its end, in order; of all placements where none is named."""
    rows = table(NAME)
    query = select(rows.c.placement_id, rows.c.said_on, rows.c.leaving).where(rows.c.authority == authority)
    queries = (
        [query] if placements is None else [query.where(rows.c.placement_id.in_(some)) for some in in_runs(placements)]
    )
    found: dict[str, list[Said]] = defaultdict(list)
    for one in queries:
        for row in connection.execute(one.order_by(rows.c.said_on)):
            found[row.placement_id].append(Said(row.said_on, row.leaving))
    return dict(found)
