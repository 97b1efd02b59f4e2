"""Both databases for tests: what asks for `store_url`, `opened` or `county_opened` runs on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import make_url
from starlette.testclient import TestClient

from api.app import create_app
from api.opening_store import speaker
from api.permissions import Caller
from api.service import Service
from api.settings import Settings
from tests.postgres import OwnPostgres, Postgres, postgres, running_postgres
from tests.stores import HERE, NOW, file_url, fill, new_service, signed_in

__all__ = [
    "api_of",
    "caller",
    "county_opened",
    "county_url",
    "databases",
    "mortal",
    "opened",
    "postgres",
    "server",
    "store_url",
]

KINDS = ("sqlite", "postgresql")


@dataclass
class Databases:
    """Makes databases of one kind, and copies of some that were made once."""

    kind: str
    server: Postgres | None
    folder: Callable[[], Path]
    made_once: dict[str, str] = field(default_factory=dict)

    def empty(self) -> str:
        """The URL of a database with nothing in it."""
        return file_url(self.folder()) if self.server is None else self.server.new_database()

    def copy(self, name: str, make: Callable[[str], None]) -> str:
        """The URL of a copy of the database of that name, which `make` fills the first time."""
        if name not in self.made_once:
            url = self.empty()
            make(url)
            self.made_once[name] = url
        return self._copied(self.made_once[name])

    def drop(self, url: str) -> None:
        """Remove it, if it is not removed with its folder."""
        if self.server is not None:
            self.server.drop(url)

    def _copied(self, url: str) -> str:
        if self.server is not None:
            return self.server.new_database(like=url)
        copied = file_url(self.folder())
        shutil.copy(file_of(url), file_of(copied))
        return copied


@pytest.fixture(scope="session", params=KINDS)
def databases(request, tmp_path_factory) -> Databases:
    """SQLite, then PostgreSQL."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return Databases(request.param, server, lambda: tmp_path_factory.mktemp("store"))


@pytest.fixture
def store_url(databases) -> Iterator[str]:
    """A database with nothing in it."""
    url = databases.empty()
    yield url
    databases.drop(url)


@pytest.fixture
def opened(databases) -> Iterator[Service]:
    """Two authorities that keep nothing yet."""
    yield from opened_copy(databases, "begun", begin)


@pytest.fixture
def county_opened(databases) -> Iterator[Service]:
    """The invented county, to be changed at will."""
    yield from opened_copy(databases, "county", _fill)


@pytest.fixture
def county_url(databases) -> Iterator[str]:
    """The same, and nobody connected to it."""
    url = databases.copy("county", _fill)
    yield url
    databases.drop(url)


@pytest.fixture
def caller(opened) -> Caller:
    """Somebody who may do anything."""
    return speaker(opened, HERE)


@pytest.fixture(scope="session")
def mortal() -> Iterator[Postgres]:
    """A server of its own for tests that kill it: the other tests' one lives on."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def server(mortal) -> Iterator[OwnPostgres]:
    """A server to kill; it is started again for the next test."""
    if not isinstance(mortal, OwnPostgres):
        pytest.skip("this server is not ours to kill")
    yield mortal
    mortal.start()


def service_on(url: str, clock=lambda: NOW, **settings) -> Service:
    """Another process of the service, as far as the database can tell. It leaves slow work to others."""
    return Service(Settings(**{"database_url": url, "job_processes": 0, **settings}), clock)


def api_of(service: Service, **who) -> TestClient:
    """A caller over HTTP. Not to be entered: warming up takes longer than most tests."""
    return TestClient(create_app(service), headers=signed_in(service, **who))


def file_of(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(make_url(url).database or "")


def opened_copy(databases: Databases, name: str, make: Callable[[str], None]) -> Iterator[Service]:
    """For a fixture: a copy of the database of that name, which `make` fills the first time."""
    url = databases.copy(name, make)
    service = service_on(url)
    yield service
    service.store.close()
    databases.drop(url)


def begin(url: str) -> None:
    """Two authorities that keep nothing yet."""
    new_service(url).store.close()


def _fill(url: str) -> None:
    fill(new_service(url)).store.close()
