"""The worked examples that are shown beside the rules: each comes to what it says.

Each judges its own limb and nothing else; that the whole book comes to the same is `test_twin_on_examples`.
"""

import numpy as np
import pytest

from fixtures.rule_examples import EXAMPLES, Example
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from matcher.rules import limbs_in_force


def judged(world: Snapshot, limb_id: str) -> set[Outcome]:
    """What one limb comes to for the request `req` at the first place row: asked alone, and asked beside another request."""
    frame = make_frame(world, load_policy())
    limb = next(one for _, one in limbs_in_force(frame.policy.day) if one.id == limb_id)
    found = set()
    for requests in ([frame.request("req")], [frame.request("req")] * 2):
        asks, pairs = frame.asking(requests)
        outcomes = limb.judge(asks, frame.places, pairs, frame.policy)
        found |= set(np.broadcast_to(outcomes, pairs.shape)[:, 0].tolist())
    return {Outcome(one) for one in found}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.limb} {one.comes}: {one.says}")
def test_each_worked_example_comes_to_what_it_says(example: Example):
    assert {one.name.lower() for one in judged(example.world(), example.limb)} == {example.comes}


def test_no_case_is_told_twice():
    said = [(one.limb, one.says) for one in EXAMPLES]

    assert len(set(said)) == len(said)
