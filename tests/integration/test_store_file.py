"""SQLite's file is taken away, replaced, full, damaged or read-only: callers come back later, and nothing is halved."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from sqlalchemy import event, text
from starlette.testclient import TestClient

from api.app import create_app
from api.service import Service
from api.store.engine import DatabaseUnavailable
from api.store.migrate import require_migrated
from tests.coming_back import (
    WAIT,
    WORKER,
    require_alive,
    require_all_told_to_come_back,
    require_told_to_come_back,
    require_works,
    version,
)
from tests.databases import api_of, begin, file_of, service_on
from tests.small import fill_small
from tests.stores import file_url, signed_in


@pytest.fixture
def in_a_file(tmp_path) -> Iterator[Service]:
    """The small authority in a folder of its own."""
    (tmp_path / "store").mkdir()
    url = file_url(tmp_path / "store")
    begin(url)
    service = fill_small(service_on(url, database_wait_seconds=WAIT))
    yield service
    service.close()


def test_without_its_folder_all_are_told_to_come_back_and_then_it_works_again(in_a_file):
    api, folder = api_of(in_a_file), file_of(in_a_file.settings.database_url).parent
    in_a_file.store.close()
    away = folder.with_name("away")
    folder.rename(away)
    require_all_told_to_come_back(api)
    require_alive(api)
    away.rename(folder)
    require_works(api)


def test_a_file_that_is_taken_away_under_the_service_gets_no_more_changes(in_a_file):
    api, folder = api_of(in_a_file), file_of(in_a_file.settings.database_url).parent
    require_works(api)
    away = folder.with_name("away")
    folder.rename(away)
    require_told_to_come_back(api.put("/v1/workers/new", json=WORKER))
    require_told_to_come_back(api.get("/v1/workers/kw"))
    away.rename(folder)
    require_works(api)
    assert api.get("/v1/workers/new").status_code == 404


def test_a_file_that_is_replaced_under_the_service_is_the_one_that_is_read(in_a_file):
    api, file = api_of(in_a_file), file_of(in_a_file.settings.database_url)
    in_a_file.store.close()
    shutil.copy(file, file.with_suffix(".backup"))
    assert api.put("/v1/workers/new", json=WORKER).status_code == 201
    for one in file.parent.glob("*.sqlite3*"):
        one.unlink()
    file.with_suffix(".backup").rename(file)
    assert api.get("/v1/workers/new").status_code == 404
    require_works(api)


def test_a_disk_that_is_full_takes_all_of_a_change_or_nothing(in_a_file):
    api, most, before = api_of(in_a_file), Most(), version(in_a_file)
    event.listen(in_a_file.store.engine, "checkout", most)
    with in_a_file.store.reading() as connection:
        most.pages = connection.execute(text("PRAGMA page_count")).scalar_one() + 2
    answers = [api.put(f"/v1/workers/w{n}", json={"id": f"w{n}", "name": "x" * 1500}) for n in range(20)]
    refused = [one for one in answers if one.status_code != 201]
    assert 0 < len(refused) < len(answers)
    for one in refused:
        require_told_to_come_back(one)
    assert version(in_a_file) == before + len(answers) - len(refused)
    most.pages = 1_000_000
    assert api.put("/v1/workers/new", json=WORKER).status_code == 201
    kept = [one["id"] for one in api.get("/v1/workers?limit=200").json()]
    assert len(kept) == len(answers) - len(refused) + len({"kw", "new"})


class Most:
    """Lets a SQLite file grow to so many pages."""

    pages = 1_000_000

    def __call__(self, connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {self.pages}")


def test_a_file_that_is_damaged_is_not_our_fault(in_a_file):
    api, file = api_of(in_a_file), file_of(in_a_file.settings.database_url)
    in_a_file.store.close()
    shutil.copy(file, file.with_suffix(".whole"))
    file.write_bytes(b"This is no database. " * 1000)
    require_told_to_come_back(api.get("/v1/workers"))
    shutil.move(file.with_suffix(".whole"), file)
    require_works(api)


def test_a_file_that_may_only_be_read_takes_no_change(in_a_file):
    file = file_of(in_a_file.settings.database_url)
    headers = signed_in(in_a_file)
    reader = service_on(f"sqlite:///file:{file}?mode=ro&uri=true")
    api = TestClient(create_app(reader), headers=headers)
    require_told_to_come_back(api.put("/v1/workers/new", json=WORKER))
    reader.close()
    assert api_of(in_a_file).get("/v1/workers/new").status_code == 404


@contextmanager
def being_made(file: Path) -> Iterator[sqlite3.Connection]:
    """Another process has begun to write to a file that is not set up yet."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_a_new_file_that_somebody_else_is_busy_with_is_waited_for(tmp_path):
    """SQLite itself would not wait: of several who begin on a new file at once, some were turned away."""
    service = service_on(file_url(tmp_path), database_wait_seconds=20)
    with being_made(file_of(service.settings.database_url)) as other:
        Timer(WAIT, other.execute, ["COMMIT"]).start()
        with service.store.reading() as connection:
            assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    service.close()


def test_a_new_file_is_not_waited_for_longer_than_asked(tmp_path):
    service = service_on(file_url(tmp_path), database_wait_seconds=WAIT)
    begun = time.monotonic()
    with being_made(file_of(service.settings.database_url)), pytest.raises(DatabaseUnavailable):
        require_migrated(service.store)
    assert WAIT <= time.monotonic() - begun < WAIT + 5
    service.close()
