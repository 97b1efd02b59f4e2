"""What the tests of the service share: stores, clients, and the documented example."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.service import Service
from api.settings import DEMONSTRATION_DATABASE
from matcher.domain.codes import Role
from tests.databases import *  # noqa: F403 - fixtures: the stores of test_store_*.py
from tests.stores import file_url, fill, new_service, signed_in

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "match-input.json"


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_behind():
    """The demonstration makes its database in the folder it is started in; a test of it starts it elsewhere."""
    ours = EXAMPLE.parents[2] / DEMONSTRATION_DATABASE.removeprefix("sqlite:///")
    was_there = ours.exists()
    yield
    assert was_there or not ours.exists(), "a test has left the demonstration's database in the repository"


@pytest.fixture
def nwd(monkeypatch, capfdbinary):
    """Runs a command in this process: exit code, standard output and standard error."""
    monkeypatch.chdir(EXAMPLE.parents[2])
    monkeypatch.delenv("NWD_DEBUG", raising=False)

    def run(*words: str, typed: bytes = b"") -> SimpleNamespace:
        monkeypatch.setattr(sys, "argv", ["nwd", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfdbinary.readouterr()
        return SimpleNamespace(code=ended.value.code or 0, out=said.out, text=said.out.decode(), err=said.err.decode())

    return run


@pytest.fixture
def service(tmp_path) -> Service:
    """Two authorities that keep nothing yet."""
    return new_service(file_url(tmp_path))


@pytest.fixture
def api(service) -> Iterator[TestClient]:
    """A service manager of an authority that keeps nothing yet."""
    with TestClient(create_app(service), headers=signed_in(service)) as connected:
        yield connected


@pytest.fixture(scope="session")
def county_service(tmp_path_factory) -> Service:
    """The invented county, to be read only."""
    return fill(new_service(file_url(tmp_path_factory.mktemp("county"))))


@pytest.fixture(scope="session")
def client(county_service) -> Iterator[TestClient]:
    """A machine that calls the service with the invented county."""
    with TestClient(create_app(county_service), headers=signed_in(county_service, Role.MACHINE_CALLER)) as connected:
        yield connected


@pytest.fixture(scope="session")
def example() -> bytes:
    return EXAMPLE.read_bytes()
