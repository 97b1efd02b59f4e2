"""Every limb of the rule book is told by worked examples: where it is met, where it is not, and where nobody knows."""

import pytest

from fixtures.rule_examples import EXAMPLES
from matcher.rules import RULE_BOOK
from tests.property.test_twin_agrees import REACHES

LIMBS = [limb.id for rule in RULE_BOOK for limb in rule.limbs]
TOLD = [(example.limb, example.comes) for example in EXAMPLES]


OWED = {"M": "met", "A": "not_known_ask", "P": "not_known_place", "N": "not_met"}
"""What an outcome that a limb can reach (REACHES) is called in an example."""


def missing(limb: str) -> list[str]:
    """What is still to be told of a limb."""
    return [comes for letter, comes in OWED.items() if letter in REACHES[limb] and (limb, comes) not in TOLD]


@pytest.mark.parametrize("limb", LIMBS)
def test_every_limb_is_told_met_not_met_and_not_known_where_it_can_be(limb):
    assert missing(limb) == []


def test_every_example_is_of_a_limb_in_the_book():
    assert {example.limb for example in EXAMPLES} - set(LIMBS) == set()


@pytest.mark.parametrize("limb", sorted({example.limb for example in EXAMPLES if example.edge}))
def test_a_limb_with_a_boundary_is_told_on_both_sides_of_it(limb):
    assert len({example.comes for example in EXAMPLES if example.edge and example.limb == limb}) > 1


def test_every_example_is_one_plain_sentence():
    said = [example.says for example in EXAMPLES]

    assert [
        one for one in said if not (one[0].isupper() or one[0] in "£0123456789") or not one.endswith(".") or "\n" in one
    ] == []
