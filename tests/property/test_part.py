"""Judging a part of a snapshot equals judging the whole."""

import random

import numpy as np
import pytest

from matcher.domain.checks import problems
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.judged import judge_all
from matcher.policy import load_policy
from tests.property.worlds import world

BOOK = load_policy()
WORLDS = range(0, 150, 10)


def judged(snapshot: Snapshot, request_id: str) -> dict[str, list[object]]:
    """Place row -> every limb's outcome and every part's and adjustment's points, as shown."""
    frame = make_frame(snapshot, BOOK)
    all_of_it = judge_all(frame, [frame.request(request_id)])
    score = all_of_it.score
    scores = np.concatenate([score.points, score.adjustments, score.could_add])[:, 0]
    return {
        place.place_id: [
            *all_of_it.settled[:, 0, row].tolist(),
            *scores[:, row].tolist(),
            int(all_of_it.pairs.first[0, row]),
            int(all_of_it.pairs.leaving[0, row]),
            bool(all_of_it.pairs.considered[0, row]),
        ]
        for row, place in enumerate(snapshot.places)
    }


@pytest.mark.parametrize("first", WORLDS)
def test_judging_a_part_equals_judging_the_whole(first):
    for seed in range(first, first + 10):
        whole = world(seed)
        draw = random.Random(seed)
        for request in whole.placement_requests:
            if not request.is_open:
                continue
            some = draw.sample([one.id for one in whole.settings], k=min(3, len(whole.settings)))
            part = whole.part([request.id], some)
            by_whole = judged(whole, request.id)
            by_part = judged(part, request.id)

            assert set(by_part) == {one.place_id for one in whole.places if one.setting_id in some}
            for place_id, found in by_part.items():
                assert found == by_whole[place_id], (seed, request.id, place_id)


def test_a_part_is_sound_where_the_whole_is():
    whole = next(one for one in map(world, range(50)) if not problems(one))
    request = whole.placement_requests[0]

    assert problems(whole.part([request.id], [whole.settings[0].id])) == ()
