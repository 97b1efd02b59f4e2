"""What it costs to begin: the frame of a county and of a part, and the part itself.

A frame makes a column when it is first read. So what a frame costs is what the first answer takes more than the same
answer once more, snapshot hash and all.
"""

from benchmarks.figures import Figure
from benchmarks.instances import DEMO, HUB_PART, PLANNED_PART
from benchmarks.timed import Timed, ms
from fixtures import PLANNED_REQUEST
from matcher.frame import make_frame
from matcher.options.rank import rank, rank_in


def frame_seconds(benchmark, snapshot, book, rounds) -> float:
    """On the clock: the median first answer less the median second one, taken by turns."""
    frames = []

    def first():
        frames.append(make_frame(snapshot, book))
        return rank_in(frames[-1], PLANNED_REQUEST)

    again = Timed(lambda: rank_in(frames[-1], PLANNED_REQUEST))
    timed = Timed(first)

    def by_turns():
        assert timed() == again()

    benchmark.pedantic(by_turns, rounds=rounds, warmup_rounds=1)
    return timed.median - again.median


def test_the_frame_of_the_demo_county(benchmark, figures, book):
    seconds = frame_seconds(benchmark, DEMO.snapshot(), book, rounds=40)
    figures.append(
        Figure(
            what="frame of the demo county, every column a first answer reads",
            measured=ms(seconds),
            target="100 ms",
            reached=seconds < 0.100,
        )
    )


def test_the_frame_of_one_setting(benchmark, figures, book):
    seconds = frame_seconds(benchmark, HUB_PART.snapshot(), book, rounds=200)
    figures.append(
        Figure(
            what="frame of a part with one setting, likewise",
            measured=ms(seconds),
            target="about 1 ms",
            reached=seconds < 0.0015,
        )
    )


def test_the_part_with_one_setting(benchmark, figures, book):
    whole, hub = DEMO.snapshot(), HUB_PART.snapshot()
    timed = Timed(lambda: whole.part([PLANNED_REQUEST], [whole.settings[0].id]))
    assert benchmark.pedantic(timed, rounds=200, warmup_rounds=1) == hub
    figures.append(Figure(what="that part, taken from the demo county", measured=ms(timed.median)))
    assert scores(rank(hub, PLANNED_REQUEST, book)).items() <= scores(rank(whole, PLANNED_REQUEST, book)).items()
    assert len(PLANNED_PART.snapshot().places) > len(hub.places)


def scores(result):
    """Place -> the list it is in, and its score there."""
    listed = ("options", "needs_approval", "needs_information")
    found = {one.place_id: (name, one.score) for name in listed for one in getattr(result, name)}
    return found | {one.place_id: ("excluded", one.failed) for one in result.excluded}
