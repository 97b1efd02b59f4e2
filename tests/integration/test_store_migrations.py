"""The steps from one version's tables to another's: all of a step or none, back and forth, nothing lost on the way."""

import hashlib
import signal
from contextlib import ExitStack

import pytest
from sqlalchemy import func, inspect, select, text
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api.actions.loading import begin_authority, load_snapshot
from api.app import create_app
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.store.engine import NotMigrated, Store, open_store
from api.store.migrate import CannotMigrate, current, differences, migrate, newest, require_migrated
from api.store.schema import METADATA, table
from fixtures.plain_world import world
from tests.databases import service_on
from tests.processes import FROM_HELPER, SECONDS, another, ended
from tests.stores import HERE
from tests.workers import begin_together, migrate_and_die

STEPS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")
RECORDS = (*COLLECTIONS, "authority_store", "named_person", "external_ref")


@pytest.fixture
def store(store_url):
    """A database with nothing in it."""
    store = open_store(store_url)
    yield store
    store.close()


def tables(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def revision(store: Store) -> str | None:
    with store.reading() as connection:
        return current(connection)


def digests(store: Store, names=RECORDS) -> dict[str, str]:
    """Of every row of every table, in the order of their keys."""
    found = {}
    with store.reading() as connection:
        for name in names:
            rows = connection.execute(select(table(name)).order_by(*table(name).primary_key)).all()
            found[name] = hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()
    return found


def count(store: Store, name: str) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def kept_world(url: str):
    """A small world in the database, its authority called like the world's own."""
    service = service_on(url)
    migrate(service.store)
    begin_authority(service, "north", "North")
    load_snapshot(service, speaker(service, "north"), world())
    return service.store


def test_an_empty_database_gets_its_tables(store):
    assert migrate(store) == newest() == STEPS[-1]
    assert tables(store) == set(METADATA.tables)


def test_the_steps_make_what_the_code_says(store):
    migrate(store)
    with store.reading() as connection:
        assert differences(connection) == []


def test_a_column_that_no_step_makes_would_be_noticed(store):
    migrate(store)
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE workers DROP COLUMN is_bank"))
    with store.reading() as connection:
        assert "is_bank" in str(differences(connection))


def test_records_survive_going_back_step_by_step_and_forth_again(county_url):
    store = open_store(county_url)
    before = digests(store)
    for step in reversed(STEPS[:-1]):
        assert migrate(store, step) == step
        assert digests(store) == before
    assert count(store, "young_people") > 500
    assert tables(store) == set(RECORDS)
    for step in STEPS[1:]:
        assert migrate(store, step) == step
        assert digests(store) == before
    with store.reading() as connection:
        assert differences(connection) == []
    store.close()


def test_one_step_back_takes_only_its_own_table(county_url):
    store = open_store(county_url)
    others = [name for name in METADATA.tables if name != "postcode"]
    before = digests(store, others)
    migrate(store, "0003")
    migrate(store)
    assert digests(store, others) == before
    store.close()


def test_nothing_is_left_at_the_base_and_one_can_begin_again(store):
    migrate(store)
    assert migrate(store, "base") == "base"
    assert tables(store) == set()
    assert migrate(store) == newest()


@pytest.mark.parametrize("name", ["placements", "shown_result"])
def test_a_process_killed_midway_has_done_nothing_and_the_next_does_all(store, store_url, name):
    assert ended(migrate_and_die, store_url, f"CREATE TABLE {name} ") == -signal.SIGKILL
    assert revision(store) is None
    assert tables(store) == set()
    assert migrate(store) == newest()


def test_a_process_killed_midway_leaves_the_records_as_they_were(store_url):
    store = kept_world(store_url)
    migrate(store, "0001")
    before = digests(store)
    assert ended(migrate_and_die, store_url, "CREATE TABLE shown_result ") == -signal.SIGKILL
    assert revision(store) == "0001"
    assert tables(store) == set(RECORDS)
    migrate(store)
    assert digests(store) == before
    store.close()


@pytest.mark.parametrize("at", ["0003", "9999"])
def test_a_database_of_another_version_is_refused(store, at):
    migrate(store, min(at, newest()))
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": at})
    for make in (False, True):
        with pytest.raises(NotMigrated, match=f"at revision {at}, this version needs {newest()}"):
            require_migrated(store, make=make)


def test_the_tables_of_a_later_version_are_not_touched(store):
    migrate(store)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for wanted in ("head", "0001"):
        with pytest.raises(CannotMigrate, match="no revision 9999"):
            migrate(store, wanted)
    assert revision(store) == "9999"
    assert tables(store) == set(METADATA.tables)


def test_a_revision_that_there_is_not_cannot_be_reached(store):
    with pytest.raises(CannotMigrate, match="no revision 0500"):
        migrate(store, "0500")


def test_a_database_with_something_else_in_it_is_refused(store):
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE somebody_elses (id integer)"))
    with pytest.raises(NotMigrated, match="at revision none"):
        require_migrated(store, make=True)
    assert tables(store) == {"somebody_elses"}


@pytest.mark.parametrize("step", [None, "0003"])
def test_the_service_is_not_ready_on_tables_of_another_version(store_url, step):
    service = service_on(store_url)
    if step:
        migrate(service.store, step)
    with TestClient(create_app(service)) as client, capture_logs() as logged:
        ready, alive = client.get("/health/ready"), client.get("/health/live")
    assert (ready.status_code, ready.json()["code"], alive.status_code) == (503, "not_migrated", 200), logged
    assert "nwd migrate" in ready.json()["remedy"]
    service.store.close()


def test_it_is_ready_on_its_own(opened):
    with TestClient(create_app(opened)) as client:
        assert client.get("/health/ready").status_code == 200


def test_several_processes_that_find_an_empty_database_at_once_all_begin(store, store_url):
    together = FROM_HELPER.Barrier(3)
    with ExitStack() as all_of_them:
        begun = [all_of_them.enter_context(another(begin_together, store_url, together)) for _ in range(3)]
        for one in begun:
            one.join(SECONDS)
        assert [one.exitcode for one in begun] == [0, 0, 0]
    assert revision(store) == newest()


def test_routes_say_so_too_where_the_tables_are_missing(store_url):
    service = service_on(store_url)
    token = {"authorization": f"Bearer nwd_{'0' * 16}_{'A' * 43}"}
    with TestClient(create_app(service), headers=token) as client:
        answer = client.get("/v1/settings")
    assert (answer.status_code, answer.json()["code"]) == (503, "not_migrated")
    service.store.close()


def test_the_authority_of_the_tests_is_there(opened):
    with opened.store.reading() as connection:
        names = connection.scalars(select(table("authority_store").c.id)).all()
    assert HERE in names
