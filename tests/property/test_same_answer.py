"""The same call gives the same bytes: again, in another process, and from the records in another order."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from matcher.domain.snapshot import snapshot_adapter
from matcher.options.result import result_adapter
from tests.property.asking import SEEDS, answer, asked, in_order, scores, where
from tests.property.worlds import world

ROOT = Path(__file__).parents[2]


@SEEDS
def test_the_same_call_twice_gives_the_same_bytes(seed):
    """Conformance case 13."""
    write = result_adapter().dump_json
    for request_id in asked(world(seed)):
        assert write(answer(world(seed), request_id)) == write(answer(world(seed), request_id))


ONE_ANSWER = """
import sys
from matcher.domain.snapshot import snapshot_adapter
from matcher.options.rank import rank
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from matcher.rules import RULE_BOOK
from matcher.rules.model import Kind
snapshot = snapshot_adapter().validate_json(sys.stdin.buffer.read())
for one in snapshot.placement_requests:
    sys.stdout.buffer.write(result_adapter().dump_json(rank(snapshot, one.id, load_policy())))
"""


def test_the_same_call_in_another_process_gives_the_same_bytes():
    """Whatever order that process happens to keep its sets in."""
    snapshot = world(3)
    here = b"".join(result_adapter().dump_json(answer(snapshot, one.id)) for one in snapshot.placement_requests)
    for hash_seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", ONE_ANSWER],
            input=snapshot_adapter().dump_json(snapshot),
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        )
        assert there.stdout == here


@SEEDS
def test_the_order_of_the_records_does_not_matter(seed):
    snapshot = world(seed)
    facts: dict[str, Any] = {one.name: getattr(snapshot, one.name) for one in fields(snapshot)}
    turned = {name: tuple(reversed(fact)) for name, fact in facts.items() if isinstance(fact, tuple)}
    backwards = replace(snapshot, **{**facts, **turned})
    for request_id in asked(snapshot):
        one, other = answer(snapshot, request_id), answer(backwards, request_id)
        assert [place.place_id for place in in_order(one)] == [place.place_id for place in in_order(other)]
        assert (where(one), scores(one)) == (where(other), scores(other))
