"""Forecasts as they were served: the last of a day is kept, for as many days as the service is set to."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, select, update

from api.store.once import keep_last
from api.store.schema import table

NAME = "served_forecast"
KEY = ("authority", "setting_id", "pool", "day", "nights")
MADE_OF = ("snapshot_hash", "policy_hash", "history_hash", "engine_version")


def is_kept(connection: Connection, row: dict[str, Any]) -> bool:
    """Whether the very same is kept of this day already: made of the same record, figures and past stays."""
    rows = table(NAME).c
    same = [rows[name] == row[name] for name in (*KEY, *MADE_OF)]
    return connection.scalar(select(rows.day).where(*same)) is not None


def keep_served(connection: Connection, row: dict[str, Any]) -> None:
    """Keep a forecast in place of what was served of the same beds, nights and day."""
    keep_last(connection, NAME, row)


def forget_older(connection: Connection, authority: str, day: date) -> None:
    """Forecasts of days before this one go."""
    rows = table(NAME)
    connection.execute(delete(rows).where(rows.c.authority == authority, rows.c.day < day))


def forget_parts(connection: Connection, authority: str, setting_id: str, day: date) -> None:
    """Of whom a setting's forecasts of days before this one were made, is forgotten."""
    rows = table(NAME)
    here = (rows.c.authority == authority, rows.c.setting_id == setting_id, rows.c.day < day)
    connection.execute(update(rows).where(*here, rows.c.parts.is_not(None)).values(parts=None))


def last_before(connection: Connection, authority: str, setting_id: str, day: date) -> dict[str, Row[Any]]:
    """Pool -> day, body and parts, of the latest day before this one of which it is known of whom they were made.

    Where several numbers of nights are kept of that day, the most.
    """
    rows = table(NAME).c
    here = (rows.authority == authority, rows.setting_id == setting_id, rows.day < day, rows.parts.is_not(None))
    latest = select(func.max(rows.day)).where(*here).scalar_subquery()
    query = select(rows.pool, rows.day, rows.body, rows.parts).where(*here, rows.day == latest)
    found: list[Row[Any]] = list(connection.execute(query.order_by(rows.nights)))
    return {row.pool: row for row in found}


def served_on(
    connection: Connection, authority: str, setting_id: str | None, first: date, last: date
) -> list[Row[Any]]:
    """Setting, pool, day and body of every forecast of these days, both included; what was served later comes later."""
    rows = table(NAME).c
    query = select(rows.setting_id, rows.pool, rows.day, rows.body).where(
        rows.authority == authority, rows.day >= first, rows.day <= last
    )
    if setting_id is not None:
        query = query.where(rows.setting_id == setting_id)
    order = query.order_by(rows.day, rows.served_at, rows.setting_id, rows.pool, rows.nights)
    return list(connection.execute(order))


class Kept(NamedTuple):
    """What is kept of an authority, or of a setting: how many, the first day, and when the last was served."""

    forecasts: int
    since: date | None
    until: datetime | None


def kept(connection: Connection, authority: str, setting_id: str | None) -> Kept:
    """What is kept: of a setting, or of all."""
    rows = table(NAME).c
    query = select(func.count(), func.min(rows.day), func.max(rows.served_at)).where(rows.authority == authority)
    return Kept(*connection.execute(query if setting_id is None else query.where(rows.setting_id == setting_id)).one())


def whose_requests(connection: Connection, authority: str, ids: Collection[str]) -> dict[str, str]:
    """Request -> young person, of those of these ids that the authority keeps, open or not."""
    if not ids:
        return {}
    rows = table("placement_requests").c
    query = select(rows.id, rows.young_person_id).where(rows.authority == authority, rows.id.in_(ids))
    return {row.id: row.young_person_id for row in connection.execute(query)}
