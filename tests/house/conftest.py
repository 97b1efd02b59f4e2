"""A service with the small authority, for tests of what holds everywhere."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.service import Service
from tests.small import fill_small, keep_job, keep_what_if
from tests.stores import file_url, new_service, service_at


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """A database with the small authority, to make copies of; the other authority keeps nothing."""
    folder = tmp_path_factory.mktemp("filled")
    service = fill_small(new_service(file_url(folder)))
    keep_job(service)
    keep_what_if(service)
    service.close()
    return folder / "store.sqlite3"


@pytest.fixture
def service(tmp_path, filled) -> Service:
    """The small authority, to be written to."""
    shutil.copy(filled, tmp_path)
    return service_at(file_url(tmp_path))


@pytest.fixture(scope="session")
def _connected(shared_service) -> Iterator[TestClient]:
    """An app takes longer to make than a test takes: tests share one, each with its own service."""
    with TestClient(create_app(shared_service)) as connected:
        yield connected


@pytest.fixture
def client(service, _connected) -> Iterator[TestClient]:
    """Somebody without a token."""
    _connected.app.state.service = service
    yield _connected
    _connected.headers.pop("authorization", None)
    service.store.close()


@pytest.fixture(scope="session")
def shared_service(tmp_path_factory, filled) -> Service:
    """The small authority, for tests that write nothing but tokens."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copy(filled, folder)
    return service_at(file_url(folder))


@pytest.fixture(scope="session")
def shared_app(shared_service) -> FastAPI:
    return create_app(shared_service)


@pytest.fixture(scope="session")
def nobody(shared_app) -> Iterator[TestClient]:
    """Somebody without a token, at the shared service."""
    with TestClient(shared_app) as connected:
        yield connected
