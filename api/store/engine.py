"""Opens a store by its URL. The same code for SQLite and PostgreSQL; what differs is set once, here."""

import math
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from api.store.one_file import WRITES, set_up_sqlite
from matcher.domain.errors import MatcherError

LOCK_WAIT_SECONDS = 20
GONE = re.compile(r"^(08|53|57|58|40|55P03|25006)")
"""SQLSTATEs of a server that is away, going away, out of room or time, read-only, or busy with somebody else's change."""
NO_TABLE = re.compile(r"^(42P01|42703)|no such (table|column)|has no column named")
"""SQLSTATEs, and SQLite's words, for tables that are not today's."""
OUR_STATEMENT = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE})
"""SQLite's own codes for what is wrong with a statement, not with the database."""


class DatabaseUnavailable(MatcherError):
    """The database does not answer. Nothing was kept."""

    code = "database_unavailable"
    remedy = "Nothing was stored or changed. Try again in a moment; if it stays, tell whoever runs the service."


class NotMigrated(MatcherError):
    """The tables are those of another version of the service."""

    code = "not_migrated"
    remedy = "Make a backup, then run `nwd migrate` with the same database."


class NotADatabase(MatcherError):
    """A database URL that cannot be opened."""

    code = "not_a_database"
    remedy = "Write sqlite:///FILE or postgresql://USER@HOST/NAME, in --database or DATABASE_URL."


@dataclass(frozen=True, slots=True)
class Store:
    """A database of records. `reading` and `writing` are its only two doors."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view: everything read in it was true at one moment. Raises DatabaseUnavailable."""
        with _plainly(), self.engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none. Raises DatabaseUnavailable."""
        with _plainly(), self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def open_store(url: str, wait: float = LOCK_WAIT_SECONDS) -> Store:
    """The store at this URL; nothing is read yet. `wait`: for a lock or a connection, in seconds. Raises NotADatabase."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = _engine(parsed, wait)
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise NotADatabase("the database URL cannot be read") from None
    return Store(engine)


def _engine(url: URL, wait: float) -> Engine:
    if url.get_backend_name() != "sqlite":
        limits = {"connect_timeout": max(2, math.ceil(wait)), "options": f"-c lock_timeout={round(wait * 1000)}"}
        given = {name: value for name, value in limits.items() if name not in url.query}
        return create_engine(
            url, connect_args=given, pool_pre_ping=True, pool_size=8, max_overflow=8, pool_timeout=wait
        )
    engine = create_engine(url, connect_args={"timeout": wait}, pool_timeout=wait)
    set_up_sqlite(engine, wait)
    return engine


@contextmanager
def _plainly() -> Iterator[None]:
    """A database that is away is one error, whichever it is. Its own words may quote data, and are dropped."""
    try:
        yield
    except DBAPIError as error:
        if is_away(error):
            raise DatabaseUnavailable("the database does not answer") from None
        if NO_TABLE.search(_state(error) or str(error.orig)):
            raise NotMigrated("the database has the tables of another version, or none") from None
        raise
    except NoConnectionFree:
        raise DatabaseUnavailable("the database has no connection free") from None


def is_away(error: DBAPIError) -> bool:
    """Whether the database itself, not the statement, is at fault."""
    if error.connection_invalidated:
        return True
    if (state := _state(error)) is not None:
        return GONE.match(state) is not None
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF in OUR_STATEMENT:
        return False
    # A plain DatabaseError is a damaged file; a worse one is a mistake of ours.
    return isinstance(error, OperationalError) or type(error) is DatabaseError


def _state(error: DBAPIError) -> str | None:
    """PostgreSQL's SQLSTATE; None where there was no answer at all, or no PostgreSQL."""
    state = getattr(error.orig, "sqlstate", None)
    return state if isinstance(state, str) else None
