"""Brings a database's tables to where this version of the service needs them."""

from importlib.resources import files

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from api.store.engine import Store
from api.store.schema import METADATA
from matcher.domain.errors import MatcherError

SCRIPTS = "api.store.migrations"


class NotMigrated(MatcherError):
    """The tables are those of another version of the service."""

    code = "not_migrated"
    remedy = "Make a backup, then run `nwd migrate` with the same database."


def migrate(store: Store, revision: str = "head") -> str:
    """Run the steps to this revision, forwards or back, in one transaction. The revision that was reached."""
    with store.writing() as connection:
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
