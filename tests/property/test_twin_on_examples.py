"""The slow twin comes to the same as the engine in every worked example, limb by limb."""

from itertools import groupby

import pytest

from fixtures.rule_examples import EXAMPLES
from matcher.options import explain
from matcher.policy import load_policy
from tests.property import twin

BOOK = load_policy()
BY_LIMB = {
    limb: list(found) for limb, found in groupby(sorted(EXAMPLES, key=lambda one: one.limb), key=lambda one: one.limb)
}


def disagreements(example):
    world = example.world()
    place_id = world.places[0].place_id
    by_engine = explain.outcomes(world, "req", place_id, BOOK)
    by_twin = twin.judge(world, "req", place_id, BOOK).settled
    return [
        f"{example.says} {limb}: twin {by_twin.get(limb)}, engine {by_engine.get(limb)}"
        for limb in sorted(by_twin.keys() | by_engine.keys())
        if by_twin.get(limb) != by_engine.get(limb)
    ]


@pytest.mark.parametrize("limb", sorted(BY_LIMB))
def test_the_twin_agrees_in_every_example(limb):
    assert [each for example in BY_LIMB[limb] for each in disagreements(example)] == []
