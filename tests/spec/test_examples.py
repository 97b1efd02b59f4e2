"""The worked examples that are shown beside the rules: each comes to what it says.

Each judges its own limb and nothing else; that the whole book comes to the same is `test_twin_on_examples`.
"""

from dataclasses import replace

import numpy as np
import pytest

from fixtures.plain_world import START, day, person, request
from fixtures.rule_examples import EXAMPLES, Example
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from matcher.rules import limbs_in_force

ASKED = "req"
BESIDE = ("req-plain", "req-bare")
BARE = (YoungPerson(id="bare"), PlacementRequest(id="req-bare", young_person_id="bare", start_date=START))


def with_two_requests_beside(world: Snapshot) -> Snapshot:
    """Two others need a place too: one a month later, of whom there is nothing to say, and one of whom nothing is recorded."""
    later = request("req-plain", young_person_id="plain", start_date=day(30), end_date=day(40), expected_nights=10)
    return replace(
        world,
        young_people=(*world.young_people, person("plain"), BARE[0]),
        placement_requests=(*world.placement_requests, later, BARE[1]),
    )


def judged(frame: Frame, limb_id: str, *requests: str) -> dict[str, list[Outcome]]:
    """What one limb comes to for requests that are asked together, at each place row."""
    limb = next(one for _, one in limbs_in_force(frame.policy.day) if one.id == limb_id)
    asks, pairs = frame.asking([frame.request(one) for one in requests])
    found = np.broadcast_to(limb.judge(asks, frame.places, pairs, frame.policy), pairs.shape)
    return {one: [Outcome(word) for word in row] for one, row in zip(requests, found.tolist(), strict=True)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.limb} {one.comes}: {one.says}")
def test_each_worked_example_comes_to_what_it_says(example: Example):
    frame = make_frame(with_two_requests_beside(example.world()), load_policy())

    alone = judged(frame, example.limb, ASKED)

    assert alone[ASKED][0].name.lower() == example.comes
    together = judged(frame, example.limb, *BESIDE, ASKED)
    for one in BESIDE:
        alone |= judged(frame, example.limb, one)
    assert together == alone


def test_no_case_is_told_twice():
    said = [(one.limb, one.says) for one in EXAMPLES]

    assert len(set(said)) == len(said)
