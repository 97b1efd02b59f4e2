"""The worked examples that are shown beside the rules: each comes to what it says."""

import pytest

from fixtures.rule_examples import EXAMPLES, Example
from matcher.options.explain import outcomes
from matcher.policy import load_policy


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.limb} {one.comes}: {one.says}")
def test_each_worked_example_comes_to_what_it_says(example: Example):
    world = example.world()
    found = outcomes(world, "req", world.places[0].place_id, load_policy())

    assert found[example.limb].word == example.comes


def test_no_case_is_told_twice():
    said = [(one.limb, one.says) for one in EXAMPLES]

    assert len(set(said)) == len(said)
