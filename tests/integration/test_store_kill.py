"""Killed with no chance to finish: what was acknowledged is there, and nothing else is there by halves."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select, text

from api.records.collections import COLLECTIONS
from api.service import Service
from api.store.audit import Deed
from api.store.engine import Store
from api.store.read import authority_row
from api.store.rows import KeptRecord, people_named, record_of
from api.store.schema import METADATA, table
from tests.databases import begin, service_on
from tests.postgres import OwnPostgres
from tests.processes import FROM_HELPER, SECONDS, another, ended
from tests.stores import HERE
from tests.workers import keep_writing, load_county_and_die

SHORT, WHOLE, WARM = 5, 20, 9
WRITTEN = ("workers", "settings", "on_call")
CHANGES = (Deed.CREATE, Deed.CHANGE, Deed.DELETE)
READY_AGAIN = 10

Said = dict[tuple[str, str], int | None]
"""Collection and id, and the version acknowledged last; None where it is gone."""


def written_until_killed(url: str, seed: int, kill: Callable[[Any], None]) -> list[tuple[str, str, int | None]]:
    """What a process says that it has kept, until something is killed under it at a moment of chance."""
    ours, theirs = FROM_HELPER.Pipe(duplex=False)
    with another(keep_writing, url, seed, theirs) as writer:
        theirs.close()
        assert ours.poll(SECONDS)
        said = [ours.recv() for _ in range(WARM)]
        time.sleep(Random(seed).uniform(0, 0.3))
        kill(writer)
        writer.join(SECONDS)
        while ours.poll(0):
            try:
                said.append(ours.recv())
            except EOFError:
                break
    return said


def require_nothing_lost(store: Store, said: list[tuple[str, str, int | None]], before: int) -> None:
    """Everything acknowledged is kept. At most one change more: the one that was on its way."""
    last: Said = {(name, id_): version for name, id_, version in said}
    with store.reading() as connection:
        version = authority_row(connection, HERE).version
        kept = {(name, row.id): row.version for name in WRITTEN for row in connection.execute(select(table(name)))}
    on_its_way = version - before - len(said)
    assert on_its_way in {0, 1}
    differs = {key for key, acknowledged in last.items() if kept.get(key) != acknowledged}
    assert len(differs) <= on_its_way
    assert {kept[key] for key in differs if key in kept} <= {version}


def require_nothing_halved(store: Store) -> None:
    """As many audit entries as changes counted; whoever is named in a record is looked up in it, and nobody else."""
    entries = table("audit_entry").c
    with store.reading() as connection:
        changes = connection.execute(select(func.count()).where(entries.action.in_(CHANGES))).scalar_one()
        assert changes == authority_row(connection, HERE).version
        audited = set(map(tuple, connection.execute(select(entries.collection, entries.record_id).distinct())))
        named, refs = set(), set()
        for name in WRITTEN:
            rows = table(name).c
            query = select(rows.id, rows.version, rows.document, rows.beside)
            for kept in (KeptRecord(*row) for row in connection.execute(query)):
                record = record_of(COLLECTIONS[name], kept)
                assert (name, kept.id) in audited
                named |= {(name, kept.id, who) for who in people_named(COLLECTIONS[name], record)}
                refs |= {(name, kept.id, *ref) for ref in record.external_refs.items()}
        people, outside = table("named_person").c, table("external_ref").c
        columns = (outside.collection, outside.record_id, outside.system, outside.outside_id)
        found = connection.execute(select(people.collection, people.record_id, people.person_id))
        assert set(map(tuple, found)) == named
        assert set(map(tuple, connection.execute(select(*columns)))) == refs


def require_intact(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":
        with store.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def settled_version(store: Store) -> int:
    """The version once nobody's change is on its way any more: a server may finish what a killed caller asked for."""
    owner = table("authority_store").c
    with store.writing() as connection:
        return connection.execute(select(owner.version).where(owner.id == HERE).with_for_update()).scalar_one()


def kill_rounds(service: Service, rounds: int, kill: Callable[[Any], None]) -> None:
    """So many writers, one after the other, on one database."""
    url, acknowledged = service.settings.database_url, 0
    for seed in range(rounds):
        before = settled_version(service.store)
        said = written_until_killed(url, seed, kill)
        acknowledged += len(said)
        require_nothing_lost(service.store, said, before)
        require_nothing_halved(service.store)
        require_intact(service.store)
    assert acknowledged >= rounds * WARM


def the_writer(writer: Any) -> None:
    writer.kill()


def test_what_a_killed_process_had_acknowledged_is_there(opened):
    kill_rounds(opened, SHORT, the_writer)


@pytest.mark.long
def test_what_many_killed_processes_had_acknowledged_is_there(opened):
    kill_rounds(opened, WHOLE, the_writer)


def killed_and_ready_again(server: OwnPostgres) -> None:
    server.kill()
    begun = time.monotonic()
    server.start()
    assert time.monotonic() - begun < READY_AGAIN


@pytest.mark.parametrize("rounds", [2, pytest.param(WHOLE, marks=pytest.mark.long)])
def test_what_was_acknowledged_is_there_after_the_server_was_killed(server, rounds):
    url = server.new_database()
    begin(url)
    service = service_on(url)
    kill_rounds(service, rounds, lambda _: killed_and_ready_again(server))
    service.close()


@pytest.mark.parametrize("words", ["INSERT INTO placements ", "INSERT INTO audit_entry ", "UPDATE authority_store"])
def test_of_a_large_load_that_was_killed_nothing_is_there(opened, words):
    assert ended(load_county_and_die, opened.settings.database_url, words) == -9
    with opened.store.reading() as connection:
        filled = {
            one.name
            for one in METADATA.sorted_tables
            if connection.execute(select(func.count()).select_from(one)).scalar_one()
        }
        assert filled == {"authority_store"}
        assert authority_row(connection, HERE).version == 0
    require_intact(opened.store)
