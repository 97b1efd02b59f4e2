"""The service as each process runs it."""

import ast
import gc

from starlette.testclient import TestClient

from api import app as app_module
from api.app import create_app
from api.served import served_app
from tests.stores import new_service


def test_what_is_loaded_before_the_first_call_is_not_looked_through_again(tmp_path):
    app = served_app(new_service(f"sqlite:///{tmp_path / 'store.sqlite3'}"))
    try:
        assert gc.get_freeze_count() > 10_000
        assert not any(one is app for one in gc.get_objects())
    finally:
        gc.unfreeze()


def test_every_address_is_read_before_the_first_call(tmp_path, monkeypatch):
    def too_late(*_, **__):
        raise AssertionError("the types of an address are read while somebody waits")

    app_module._routes.cache_clear()
    with TestClient(create_app(new_service(f"sqlite:///{tmp_path / 'store.sqlite3'}"))) as client:
        with monkeypatch.context() as reading:
            reading.setattr(ast, "parse", too_late)
            answer = client.get("/health/live")
        assert answer.status_code == 200
