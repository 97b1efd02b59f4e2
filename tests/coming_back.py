"""What callers are told while the database cannot serve, and how it is seen that it can again."""

import re
from typing import cast

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from api.service import Service
from api.store.read import authority_row
from tests.served import operations_of
from tests.stores import HERE

WAIT = 0.3
TELLTALE = re.compile(
    r"select|insert|begin|pragma|sqlite|psycopg|sqlalchemy|traceback|/tmp|yp|Robin|sam", re.IGNORECASE
)
WORKER = {"id": "new", "name": "Somebody"}
NEEDS_NO_DATABASE = {"/health/live", "/version", "/docs", "/problems", "/"}


def version(service: Service) -> int:
    with service.store.reading() as connection:
        return authority_row(connection, HERE).version


def require_told_to_come_back(answer: Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    said = {name: answer.json()[name] for name in ("title", "detail", "remedy", "errors")}
    assert not TELLTALE.search(str(said)), said


def require_all_told_to_come_back(api: TestClient) -> None:
    """Every operation that has to do with the database, and whether the service is ready."""
    asked = [one for one in operations_of(cast("FastAPI", api.app)) if one.named != (None,)]
    assert len(asked) > 70
    for one in asked:
        require_told_to_come_back(api.request(one.method, one.sample_path, json={}))
    require_told_to_come_back(api.get("/health/ready"))


def require_alive(api: TestClient) -> None:
    for path in NEEDS_NO_DATABASE:
        assert api.get(path, follow_redirects=False).status_code < 400


def require_works(api: TestClient) -> None:
    for path in ("/health/ready", "/v1/workers", "/v1/young-people/yp"):
        assert api.get(path).status_code == 200
    assert api.post("/v1/placement-requests/req/options").status_code == 200
