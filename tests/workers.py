"""What other processes do for tests. A module of its own: they import it, and not the tests."""

import os
import signal
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import event
from starlette.testclient import TestClient

from api.app import create_app
from api.service import Service
from api.settings import Settings
from api.store.engine import open_store
from api.store.migrate import migrate, require_migrated


def migrate_and_die(url: str, table: str) -> None:
    """Bring the tables up to date; be killed right after making this one."""
    store = open_store(url)

    @event.listens_for(store.engine, "after_cursor_execute")
    def die(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if f"CREATE TABLE {table} " in statement:
            os.kill(os.getpid(), signal.SIGKILL)

    migrate(store)


def begin_together(url: str, together: Any) -> None:
    """Look at the database, wait for the others, and give it its tables if it has none."""
    store = open_store(url)
    with store.reading():
        together.wait()
    require_migrated(store, make=True)
    store.close()


def count_up(url: str, headers: dict[str, str], me: str, rounds: int, together: Any, tell: Connection) -> None:
    """Add one to the minutes of worker `w`, at the same moment as others. Tells the statuses it was answered with."""
    service = Service(Settings(database_url=url))
    api, said = TestClient(create_app(service), headers=headers), []
    for n in range(rounds):
        together.wait()
        read = api.get("/v1/workers/w")
        changed = read.json() | {"response_minutes": read.json()["response_minutes"] + 1, "name": f"{me}, {n}"}
        together.wait()
        said.append(api.put("/v1/workers/w", json=changed, headers={"if-match": read.headers["etag"]}).status_code)
    tell.send(said)
    service.store.close()
