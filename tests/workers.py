"""What other processes do for tests. A module of its own: they import it, and not the tests."""

import os
import signal
from typing import Any

from sqlalchemy import event

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
