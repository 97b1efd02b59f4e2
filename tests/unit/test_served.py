"""The service as each process runs it."""

import gc

from api.served import served_app
from tests.stores import new_service


def test_what_is_loaded_before_the_first_call_is_not_looked_through_again(tmp_path):
    app = served_app(new_service(f"sqlite:///{tmp_path / 'store.sqlite3'}"))
    try:
        assert gc.get_freeze_count() > 10_000
        assert not any(one is app for one in gc.get_objects())
    finally:
        gc.unfreeze()
