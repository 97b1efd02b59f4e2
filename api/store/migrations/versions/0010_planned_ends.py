"""What was said of the end of each stay while it went on; of the time before, as far as the audit tells."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from api.store.columns import Moment
from matcher.domain.values import london_day

revision = "0010"
down_revision = "0009"

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
GOES_ON = {"held", "accepted", "confirmed", "started"}
CAME_TO_NOTHING = {"declined", "cancelled", "expired"}
PLACEMENTS = sa.table("placements", *map(sa.column, ("authority", "id", "document")))
AUTHORITIES = sa.table("authority_store", *map(sa.column, ("id", "demonstration_at")))
AUDIT = sa.table(
    "audit_entry",
    *map(sa.column, ("number", "authority", "action", "collection", "record_id", "before")),
    sa.column("at", Moment()),
)


def upgrade() -> None:
    """Forward."""
    made = op.create_table(
        "planned_end",
        sa.Column("authority", ID, primary_key=True),
        sa.Column("placement_id", ID, primary_key=True),
        sa.Column("said_on", sa.Date(), primary_key=True),
        sa.Column("leaving", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority", "placement_id"], ["placements.authority", "placements.id"], ondelete="CASCADE"
        ),
    )
    connection = op.get_bind()
    for authority in connection.execute(sa.select(AUTHORITIES)).all():
        stands_at = authority.demonstration_at and london_day(datetime.fromisoformat(authority.demonstration_at))
        if rows := list(_told(connection, authority.id, stands_at)):
            connection.execute(sa.insert(made), rows)


def downgrade() -> None:
    """Back."""
    op.drop_table("planned_end")


def _told(connection: sa.Connection, authority: str, stands_at: date | None) -> Iterator[dict[str, Any]]:
    """A row for each day on which a placement of this authority began to say something else of its end."""
    query = sa.select(PLACEMENTS.c.id, PLACEMENTS.c.document).where(PLACEMENTS.c.authority == authority)
    now = {row.id: row.document for row in connection.execute(query)}
    here = (
        AUDIT.c.authority == authority,
        AUDIT.c.collection == "placements",
        AUDIT.c.action.in_(("create", "change")),
    )
    written: dict[str, list[sa.Row[Any]]] = {}
    for row in connection.execute(sa.select(AUDIT).where(*here).order_by(AUDIT.c.number)):
        written.setdefault(row.record_id, []).append(row)
    for id_, entries in written.items():
        said = _said(entries, now[id_], stands_at) if id_ in now else {}
        for day, leaving in said.items():
            yield {"authority": authority, "placement_id": id_, "said_on": day, "leaving": leaving}


def _said(entries: list[sa.Row[Any]], now: str, stands_at: date | None) -> dict[date, date | None]:
    """By day. What an entry made of the record is what the next one found; the last one made it as it is now."""
    found: dict[date, date | None] = {}
    for entry, made in zip(entries, [*(one.before for one in entries[1:]), now], strict=True):
        day, record = stands_at or london_day(entry.at), json.loads(made)
        if record["state"] in CAME_TO_NOTHING:
            found = {}
        elif record["state"] in GOES_ON and (said := _leaving(record, day)) is not _OVER:
            earlier = {on: leaving for on, leaving in found.items() if on < day}
            is_news = not earlier or earlier[max(earlier)] != said
            found = {**earlier, day: said} if is_news else earlier
    return found


_OVER = date.min


def _leaving(record: Mapping[str, Any], day: date) -> date | None:
    leaving = record.get("leaving")
    ends = date.fromisoformat(leaving) if leaving else None
    return _OVER if ends is not None and ends <= day else ends
