"""What the benchmarks share, and the table that they end with."""

import pytest

from benchmarks.figures import Figure, table
from matcher.policy import PolicyBook, load_policy

FIGURES = pytest.StashKey[list[Figure]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After the tool's own tables: ours. Not where each benchmark was run once, only to see that it runs."""
    found = config.stash[FIGURES]
    if found and config.getoption("benchmark_enable"):
        terminalreporter.write_sep("=", "figures to reach")
        for line in table(found):
            terminalreporter.write_line(line)


@pytest.fixture
def figures(pytestconfig: pytest.Config) -> list[Figure]:
    """The table's rows so far: a benchmark adds its own."""
    return pytestconfig.stash[FIGURES]


@pytest.fixture(scope="session")
def book() -> PolicyBook:
    return load_policy()
