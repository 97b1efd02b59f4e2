"""What `make mutation` came to: how many of the changed rules and score parts the example tests noticed.

`python -m tests.mutation` reads the last run of mutmut, leaves out the changes of `tests/equivalent_mutants.toml` (each with
the reason why nothing can tell them apart), lists the others that nobody noticed, and ends with 1 below 95 %.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

ROOT = Path(__file__).parents[1]
LEAST = 0.95
UNNOTICED = {0, 5, 33}
"""Exit codes: the tests passed, or none ran the function."""

Change = tuple[str, str, str]
"""File, the line as it was, the line as it became."""


def run() -> int:
    """Print what was not noticed and the share that was."""
    codes = dict(_codes())
    known = _equivalent()
    unnoticed = [(name, _change(name)) for name, code in codes.items() if code in UNNOTICED]
    equivalent = [name for name, change in unnoticed if change in known]
    open_ones = [(name, change) for name, change in unnoticed if change not in known]
    for name, (file, was, becomes) in open_ones:
        print(f"{name}\n  {file}\n  - {was}\n  + {becomes}")
    counted = len(codes) - len(equivalent)
    share = (counted - len(open_ones)) / counted if counted else 0.0
    print(f"{counted - len(open_ones)} of {counted} noticed: {share:.1%}; {len(equivalent)} equivalent ones left out")
    return 0 if share >= LEAST else 1


def _codes() -> Iterator[tuple[str, int | None]]:
    for meta in sorted((ROOT / "mutants" / "matcher").rglob("*.py.meta")):
        found = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        yield from ((name, code) for name, code in found.items() if code is not None)


def _change(name: str) -> Change:
    lines = get_diff_for_mutant(name).splitlines()
    file = next(line.removeprefix("--- ").strip() for line in lines if line.startswith("--- "))
    was = " / ".join(line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---"))
    becomes = " / ".join(line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++"))
    return file, was, becomes


def _equivalent() -> set[Change]:
    text = (ROOT / "tests" / "equivalent_mutants.toml").read_text(encoding="utf-8")
    return {(one["file"], one["was"], one["becomes"]) for one in tomllib.loads(text).get("equivalent", ())}


if __name__ == "__main__":
    sys.exit(run())
