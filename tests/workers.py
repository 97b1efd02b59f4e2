"""What other processes do for tests. A module of its own: they import it, and not the tests."""

import os
import signal
from contextlib import suppress
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from random import Random
from typing import Any

from sqlalchemy import event
from starlette.testclient import TestClient

from api.actions import records
from api.actions.loading import load_snapshot
from api.actions.records import Match
from api.app import create_app
from api.opening import demo
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.records.kinds import OnCallRecord, WorkerRecord
from api.records.nouns import record_of_noun
from api.service import Service
from api.settings import Settings
from api.store.engine import DatabaseUnavailable, Store, open_store
from api.store.migrate import migrate, require_migrated
from fixtures.plain_world import setting
from matcher.domain.codes import MemberRelation, SettingKind
from matcher.domain.settings import HouseholdMember
from tests.stores import HERE


def migrate_and_die(url: str, words: str) -> None:
    """Bring the tables up to date; be killed in the middle of it."""
    migrate(_dying(open_store(url), words))


def load_county_and_die(url: str, words: str) -> None:
    """Keep the invented county; be killed in the middle of it."""
    service = Service(Settings(database_url=url))
    _dying(service.store, words)
    load_snapshot(service, speaker(service, HERE), demo())


def _dying(store: Store, words: str) -> Store:
    """Killed right after it has executed a statement with these words in it."""

    @event.listens_for(store.engine, "after_cursor_execute")
    def die(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if words in statement:
            os.kill(os.getpid(), signal.SIGKILL)

    return store


def begin_together(url: str, together: Any) -> None:
    """Look at the database, wait for the others, and give it its tables if it has none."""
    store = open_store(url)
    with store.reading():
        together.wait()
    require_migrated(store, make=True)
    store.close()


def count_up(url: str, headers: dict[str, str], me: str, rounds: int, together: Any, tell: Connection) -> None:
    """Add one to the minutes of worker `w`, at the same moment as others. Tells the statuses it was answered with."""
    service = Service(Settings(database_url=url))
    api, said = TestClient(create_app(service), headers=headers), []
    for n in range(rounds):
        together.wait()
        read = api.get("/v1/workers/w")
        changed = read.json() | {"response_minutes": read.json()["response_minutes"] + 1, "name": f"{me}, {n}"}
        together.wait()
        said.append(api.put("/v1/workers/w", json=changed, headers={"if-match": read.headers["etag"]}).status_code)
    tell.send(said)
    service.store.close()


def keep_writing(url: str, seed: int, tell: Connection) -> None:
    """Write records of several kinds, and tell of each once it is kept: collection, id, version. None: it is gone."""
    service, draw = Service(Settings(database_url=url)), Random(seed)
    caller = speaker(service, HERE)
    with suppress(DatabaseUnavailable):
        for n in count():
            name, record = _some_record(draw, seed, n)
            collection = COLLECTIONS[name]
            saved = records.put(service, caller, collection, record.id, record, Match(frozenset() if n % 9 else None))
            tell.send((name, record.id, saved.kept.version))
            if name == "on_call" and n % 2:
                records.remove(service, caller, collection, record.id, Match(frozenset()))
                tell.send((name, record.id, None))


def _some_record(draw: Random, seed: int, n: int) -> tuple[str, Any]:
    """A new one each ninth time, else one of those of earlier, each time another."""
    id_ = f"{seed}.{n}" if n % 9 == 0 else f"{seed}.{draw.randrange(n) // 9 * 9}"
    name = ("workers", "settings", "on_call")[int(id_.rpartition(".")[2]) // 9 % 3]
    refs = {"case-system": id_, "other": f"{id_}-{n}"}
    if name == "workers":
        return name, WorkerRecord(id=id_, name=f"{n}", external_refs=refs)
    if name == "on_call":
        return name, OnCallRecord(id=id_, role="manager", name=f"{n}", external_refs=refs)
    household = (HouseholdMember(id=f"{id_}-{n % 4}", relation=MemberRelation.OWN_CHILD),)
    home = setting(id_, SettingKind.FOSTER_FAMILY, name=f"{n}", household=household)
    return name, replace(record_of_noun(COLLECTIONS[name], home), external_refs=refs)
