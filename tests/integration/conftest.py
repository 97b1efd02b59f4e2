"""What the tests of the service share: a client, and the documented example."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "match-input.json"


@pytest.fixture(scope="session")
def client():
    with TestClient(create_app()) as connected:
        yield connected


@pytest.fixture(scope="session")
def example() -> bytes:
    return EXAMPLE.read_bytes()
