"""The invented county in a database of one's own, to be changed."""

import json
import sqlite3
from pathlib import Path

from sqlalchemy import select

from api.service import Service
from api.store.schema import table
from tests.stores import HERE, file_url, service_at


def own_county(county: Service, folder: Path) -> Service:
    """A copy of the filled store."""
    before = sqlite3.connect(county.settings.database_url.removeprefix("sqlite:///"))
    after = sqlite3.connect(folder / "store.sqlite3")
    with before, after:
        before.backup(after)
    before.close()
    after.close()
    return service_at(file_url(folder))


def kept(service: Service, collection: str, id_: str):
    """A record's fields, as kept; None where there is none."""
    rows = table(collection)
    with service.store.reading() as connection:
        text = connection.scalar(select(rows.c.document).where(rows.c.authority == HERE, rows.c.id == id_))
    return None if text is None else json.loads(text)


def audited(service: Service, action: str) -> list[tuple[str, str, str | None]]:
    """Collection, record and young person of each such entry."""
    rows = table("audit_entry").c
    query = select(rows.collection, rows.record_id, rows.young_person_id).where(rows.action == action)
    with service.store.reading() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(rows.number))]
