"""What holds for every test, whatever it is about."""

import os

import pytest
import structlog


@pytest.fixture(scope="session", autouse=True)
def _quiet():
    """Nothing is logged to the screen; a test that reads the log captures it."""
    structlog.configure(processors=[structlog.testing.LogCapture()])


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    """The settings of whoever runs the tests change no test."""
    for name in [*os.environ]:
        if name == "DATABASE_URL" or name.startswith("NWD_"):
            monkeypatch.delenv(name)
