"""The PostgreSQL that other tests run on: it is there, keeps databases apart, keeps its word when killed, and goes."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.postgres import OwnPostgres, running_postgres

ROOT = Path(__file__).parents[2]
PATIENCE = 30

CALLER = """
import sys
from tests.postgres import running_postgres
with running_postgres() as server:
    print(server.home, server.new_database(), flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server():
    """One for this file: these tests kill it."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def own(server):
    """The same; these tests are left out where the server is somebody else's."""
    if not isinstance(server, OwnPostgres):
        pytest.skip("this server is not ours to kill")
    return server


def engine(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def tell(url: str, *orders: str) -> None:
    with engine(url).begin() as connection:
        for order in orders:
            connection.execute(text(order))


def ask(url: str, question: str):
    with engine(url).connect() as connection:
        return connection.execute(text(question)).scalar()


@contextmanager
def left_hanging(url: str, order: str = "SELECT 1"):
    """A connection in the middle of a transaction that is not there any more when the block is left."""
    connection = engine(url).connect()
    connection.execute(text(order))
    yield connection
    connection.invalidate()
    connection.close()


def wait_until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_it_answers_in_utf_8(server):
    url = server.new_database()
    assert url.startswith("postgresql+psycopg://")
    assert ask(url, "SHOW server_encoding") == "UTF8"
    assert ask(url, "SELECT 'Zoë'") == "Zoë"


def test_every_caller_gets_an_empty_database_of_its_own(server):
    one, other = server.new_database(), server.new_database()
    tell(one, "CREATE TABLE bed (id text)")
    assert ask(one, "SELECT to_regclass('bed')::text") == "bed"
    assert ask(other, "SELECT to_regclass('bed')::text") is None


def test_a_database_is_removed_while_somebody_is_still_connected(server):
    url = server.new_database()
    with left_hanging(url):
        server.drop(url)
        with pytest.raises(OperationalError, match="does not exist"):
            ask(url, "SELECT 1")


def test_what_was_committed_outlives_a_kill_and_what_was_not_does_not(own):
    url = own.new_database()
    tell(url, "CREATE TABLE bed (id text)", "INSERT INTO bed VALUES ('kept')")
    with left_hanging(url, "INSERT INTO bed VALUES ('lost')"):
        own.kill()
        with pytest.raises(OperationalError):
            ask(url, "SELECT 1")
        own.start()
    assert ask(url, "SELECT string_agg(id, ' ') FROM bed") == "kept"


def test_it_can_be_killed_while_it_answers_and_started_at_once(own):
    url = own.new_database()
    with ThreadPoolExecutor() as other:
        waiting = other.submit(ask, url, "SELECT pg_sleep(60)")
        while ask(url, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == 0:
            assert not waiting.done()
        own.kill()
        own.start()
        with pytest.raises(OperationalError):
            waiting.result(PATIENCE)
    assert ask(url, "SELECT 1") == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_it_however_its_caller_ends(own, how):
    if not isinstance(own, OwnPostgres):
        pytest.skip("this server is somebody else's")
    pipe, command = subprocess.PIPE, [sys.executable, "-c", CALLER]
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as caller:
        assert caller.stdout
        home, url = caller.stdout.readline().split()
        with left_hanging(url) as connection:
            caller.send_signal(how)
            caller.communicate(timeout=PATIENCE)
            wait_until(lambda: not Path(home).exists())
            with pytest.raises(OperationalError):
                connection.execute(text("SELECT 1"))
