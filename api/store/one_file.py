"""What SQLite has to be told: how to commit, who may write, and that its file must stay where it is."""

import os
import sqlite3
import time

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

WRITES = "nwd_writes"
"""The option of a connection that is going to write."""
OPENED = "nwd_file"
MOMENT = 0.01


def set_up_sqlite(engine: Engine, wait: float) -> None:
    """Every connection of this engine is set up, and given out only while its file is the one at its path."""
    event.listen(engine, "begin", _begin)
    file = engine.url.database or ""

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        """Commits survive a power cut (FULL); readers and the one writer do not wait for each other (WAL)."""
        connection.isolation_level = None
        _keep_a_log(connection, time.monotonic() + wait)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "connect")
    def note_file(_: object, entry: ConnectionPoolEntry) -> None:
        entry.info[OPENED] = _identity(file)

    @event.listens_for(engine, "checkout")
    def require_same_file(_: object, entry: ConnectionPoolEntry, __: object) -> None:
        """SQLite would go on writing to a file that was taken away, and nobody would ever read it."""
        if entry.info[OPENED] != _identity(file):
            raise DisconnectionError


def _keep_a_log(connection: sqlite3.Connection, until: float) -> None:
    """Change a new file to WAL. SQLite does not wait for somebody else who is busy with it, so we do."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(MOMENT)
        else:
            return


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads: a deferred one would be refused, not made to wait."""
    immediate = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _identity(file: str) -> tuple[int, int] | None:
    """Which file is at this path; None where there is none, or no path."""
    try:
        found = os.stat(file)  # noqa: PTH116 - at every call: as little as can be
    except OSError:
        return None
    return found.st_dev, found.st_ino
