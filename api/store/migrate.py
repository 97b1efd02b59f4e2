"""Brings a database's tables to where this version of the service needs them."""

from importlib.resources import files

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from api.store.engine import NotMigrated, Store
from api.store.schema import METADATA
from matcher.domain.errors import MatcherError

SCRIPTS = "api.store.migrations"
TURN = 6_973_100
"""Any number, as long as every version of the service takes the same."""


class CannotMigrate(MatcherError):
    """A revision that this version does not know: of the tables, or asked for."""

    code = "cannot_migrate"
    remedy = "Name a revision that this version has (`head` is its newest), or run the version that made these tables."


def migrate(store: Store, revision: str = "head") -> str:
    """Run the steps to this revision, forwards or back, in one transaction. The revision that was reached.

    Raises CannotMigrate, DatabaseUnavailable.
    """
    with store.writing() as connection:
        _take_turn(connection)
        _require_known(current(connection) or "base", revision)
        settings = _config(connection)
        forwards = _steps(connection, revision)
        (command.upgrade if forwards else command.downgrade)(settings, revision)
        return current(connection) or "base"


def require_migrated(store: Store, *, make: bool = False) -> None:
    """Raises NotMigrated where the tables are not today's. `make`: an empty database gets its tables first."""
    with store.reading() as connection:
        at = current(connection)
        is_empty = at is None and not inspect(connection).get_table_names()
    if make and is_empty:
        at = migrate(store)
    if at != newest():
        raise NotMigrated(f"the database is at revision {at or 'none'}, this version needs {newest()}")


def current(connection: Connection) -> str | None:
    """The revision of the tables; None where nothing was ever migrated."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision that this version needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or "base"


def differences(connection: Connection) -> list[object]:
    """Where the tables differ from what the code says they are: none, or a step is missing."""
    return list(compare_metadata(MigrationContext.configure(connection), METADATA))


def _take_turn(connection: Connection) -> None:
    """Two processes that find the same old tables must not both make the new ones."""
    if connection.dialect.name == "postgresql":  # SQLite lets one write at a time anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})


def _require_known(*revisions: str) -> None:
    known = {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}
    for one in revisions:
        if one not in {*known, "base", "head"}:
            raise CannotMigrate(f"this version has no revision {one}")


def _steps(connection: Connection, revision: str) -> bool:
    """Whether the way to this revision leads forwards."""
    if revision == "base":
        return False
    scripts = ScriptDirectory.from_config(_config())
    at = current(connection)
    wanted = scripts.get_revision(revision).revision
    earlier = {step.revision for step in scripts.iterate_revisions(at, "base")} if at else set()
    return wanted == at or wanted not in earlier


def _config(connection: Connection | None = None) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(files(SCRIPTS)))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
