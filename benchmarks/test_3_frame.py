"""What it costs to begin: the frame of a county and of a part, the hash in an answer's id, and the part itself.

A frame makes a column when it is first read. So what a frame costs is what judging and scoring take the first time
more than the next.
"""

import numpy as np
import pytest

from benchmarks.figures import Figure
from benchmarks.instances import DEMO, FAMILY_PART, HUB_PART
from benchmarks.timed import Timed, ms
from fixtures import PLANNED_REQUEST
from matcher.domain.snapshot import content_hash
from matcher.frame import make_frame
from matcher.options.judged import judge_all
from matcher.options.rank import rank


def frame_seconds(benchmark, snapshot, book, rounds) -> float:
    """On the clock: the median first judging less the median second one, taken by turns. Both give the same."""
    frames = []

    def begin():
        frames.append(make_frame(snapshot, book))
        return judged(frames[-1])

    first, again = Timed(begin), Timed(lambda: judged(frames[-1]))

    def by_turns():
        for one, other in zip(first(), again(), strict=True):
            assert np.array_equal(one, other)

    by_turns()
    benchmark.pedantic(by_turns, rounds=rounds)
    return first.median - again.median


def judged(frame):
    """One request against every place: each limb's outcome, and the scores."""
    everything = judge_all(frame, [frame.request(PLANNED_REQUEST)])
    return everything.settled, everything.score.total, everything.score.best


def test_the_frame_of_the_demo_county(benchmark, figures, book):
    county = DEMO.snapshot()
    seconds = frame_seconds(benchmark, county, book, rounds=60)
    figures.append(
        Figure(
            what="frame of the demo county, every column that judging reads",
            measured=ms(seconds),
            target="100 ms",
            reached=seconds < 0.100,
        )
    )
    hashed = Timed(lambda: content_hash(county)).times(20)
    figures.append(Figure(what="   its content hash, for the answer's id", measured=ms(hashed.median)))


@pytest.mark.parametrize(("instance", "called"), [(HUB_PART, "a hub"), (FAMILY_PART, "a foster family")])
def test_the_frame_of_one_setting(benchmark, figures, book, instance, called):
    seconds = frame_seconds(benchmark, instance.snapshot(), book, rounds=200)
    figures.append(
        Figure(
            what=f"frame of a part with one setting: {called}",
            measured=ms(seconds),
            target="about 1 ms",
            reached=seconds < 0.0015,
        )
    )


def test_the_part_with_one_setting(benchmark, figures, book):
    whole, hub = DEMO.snapshot(), HUB_PART.snapshot()
    timed = Timed(lambda: whole.part([PLANNED_REQUEST], [whole.settings[0].id]))
    assert benchmark.pedantic(timed, rounds=200, warmup_rounds=1) == hub
    figures.append(Figure(what="   the hub's part, taken from the demo county", measured=ms(timed.median)))
    assert found(rank(hub, PLANNED_REQUEST, book)).items() <= found(rank(whole, PLANNED_REQUEST, book)).items()


def found(result):
    """Place -> the list it is in, and its score there, or why it is ruled out."""
    listed = ("options", "needs_approval", "needs_information")
    scores = {one.place_id: (name, one.score) for name in listed for one in getattr(result, name)}
    return scores | {one.place_id: ("excluded", one.failed) for one in result.excluded}
