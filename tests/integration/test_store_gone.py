"""The database is away, busy or cut off: callers are told to come back, and nothing is kept by halves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from api.app import create_app
from api.service import Service
from api.store.engine import LOCK_WAIT_SECONDS, DatabaseUnavailable
from api.store.schema import table
from tests.coming_back import (
    WAIT,
    WORKER,
    require_alive,
    require_all_told_to_come_back,
    require_told_to_come_back,
    require_works,
    version,
)
from tests.databases import api_of, begin, service_on
from tests.small import fill_small
from tests.stores import HERE, signed_in


@pytest.fixture
def impatient(opened) -> Iterator[Service]:
    """The small authority, in a service that waits for a third of a second."""
    fill_small(opened)
    service = service_on(opened.settings.database_url, database_wait_seconds=WAIT)
    yield service
    service.close()


@pytest.fixture
def on_server(server) -> Iterator[Service]:
    """The small authority on that server."""
    url = server.new_database()
    begin(url)
    service = fill_small(service_on(url, database_wait_seconds=WAIT))
    yield service
    service.close()


def test_while_the_server_is_away_all_are_told_to_come_back_and_then_it_works_again(server, on_server):
    api = api_of(on_server)
    require_works(api)
    server.kill()
    require_all_told_to_come_back(api)
    require_alive(api)
    server.start()
    require_works(api)


def test_a_service_that_starts_while_the_server_is_away_works_once_it_is_there(server, on_server):
    headers = signed_in(on_server)
    server.kill()
    with TestClient(create_app(on_server), headers=headers) as api:
        require_alive(api)
        require_told_to_come_back(api.get("/health/ready"))
        server.start()
        require_works(api)


def test_a_change_that_the_server_did_not_live_to_keep_is_not_there(server, on_server):
    owner, before = table("authority_store"), version(on_server)
    with pytest.raises(DatabaseUnavailable), on_server.store.writing() as connection:  # noqa: PT012 - killed midway
        connection.execute(owner.update().values(version=before + 1))
        server.kill()
    server.start()
    assert version(on_server) == before


@contextmanager
def locked_by_somebody(url: str) -> Iterator[None]:
    """Another writer is in the middle of a change, and does not end it."""
    other, owner = service_on(url), table("authority_store")
    try:
        with other.store.writing() as connection:
            connection.execute(select(owner.c.id).where(owner.c.id == HERE).with_for_update())
            yield
    finally:
        other.close()


def test_who_waits_too_long_for_another_writer_is_told_to_come_back(impatient):
    api, before = api_of(impatient), version(impatient)
    with locked_by_somebody(impatient.settings.database_url):
        begun = time.monotonic()
        require_told_to_come_back(api.put("/v1/workers/new", json=WORKER))
        assert WAIT <= time.monotonic() - begun < LOCK_WAIT_SECONDS
        require_told_to_come_back(api.get("/v1/young-people/yp"))
        assert api.get("/v1/workers/kw").status_code == 200
        assert api.get("/health/ready").status_code == 200
    assert version(impatient) == before
    assert api.put("/v1/workers/new", json=WORKER).status_code == 201


def test_who_waits_too_long_for_a_connection_is_told_to_come_back(impatient):
    api, held = api_of(impatient), []
    pool = impatient.store.engine.pool
    try:
        held += [impatient.store.engine.connect() for _ in range(pool.size() + pool._max_overflow)]
        require_told_to_come_back(api.get("/v1/workers/kw"))
    finally:
        for one in held:
            one.close()
    assert api.get("/v1/workers/kw").status_code == 200


def test_connections_that_were_cut_are_made_again(on_server):
    api = api_of(on_server)
    require_works(api)
    cut_all(on_server)
    require_works(api)


CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()
"""


def cut_all(service: Service) -> None:
    """The server ends every connection but the one that asks for it."""
    other = service_on(service.settings.database_url)
    with other.store.reading() as connection:
        connection.execute(text(CUT))
    other.close()


def test_a_change_whose_connection_is_cut_is_not_kept(on_server):
    owner, before = table("authority_store"), version(on_server)
    with pytest.raises(DatabaseUnavailable), on_server.store.writing() as connection:  # noqa: PT012 - cut midway
        connection.execute(owner.update().values(version=before + 1))
        cut_all(on_server)
        connection.execute(owner.update().values(version=before + 2))
    assert version(on_server) == before
