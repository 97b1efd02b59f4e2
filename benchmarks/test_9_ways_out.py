"""Ways out: every place of a request that is not an option, all together; and one place, as its page asks for it.

What is timed takes the open requests in turn: a median is of all of them and not of a convenient one.
"""

from itertools import cycle

import pytest

from benchmarks.figures import Figure
from benchmarks.instances import DESCRIBED, ONE_THOUSAND, Instance
from benchmarks.timed import Timed, ms
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.ways_out import found_ways, ways_out, ways_out_of_place
from matcher.policy import PolicyBook

TIMES, PLACES_TIMES = 30, 200


def all_places(snapshot: Snapshot, book: PolicyBook) -> Timed:
    """The ways out of every place of the next request, in a frame already made."""
    frame = make_frame(snapshot, book)
    places = [place.place_id for place in snapshot.places]
    turn = cycle(frame.requests)
    return Timed(lambda: ways_out(frame, next(turn), places))


def one_place(snapshot: Snapshot, book: PolicyBook) -> Timed:
    """Those of the next place that has any to look for, from the snapshot on: part, frame, sets, words."""
    frame = make_frame(snapshot, book)
    places = [place.place_id for place in snapshot.places]
    every = [(one, place) for one in list(frame.requests)[::6] for place in list(found_ways(frame, one, places))[::9]]
    turn = cycle(every)
    return Timed(lambda: ways_out_of_place(snapshot, *next(turn), book))


@pytest.mark.parametrize(
    ("instance", "recorded"), [(ONE_THOUSAND, "little recorded"), (DESCRIBED, "everything recorded")]
)
def test_ways_out_of_every_place_of_a_request(
    benchmark, figures: list[Figure], book: PolicyBook, instance: Instance, recorded: str
):
    timed = all_places(instance.snapshot(), book)
    benchmark.pedantic(timed, rounds=TIMES, iterations=1, warmup_rounds=1)
    figures.append(
        Figure(
            what=f"ways out of every place of a request at 1,000 places, {recorded}",
            measured=f"{ms(timed.median)} (95 of 100 within {ms(timed.p95)}; own work {ms(timed.median_work)})",
            target="under 1 s",
            reached=timed.median < 1,
        )
    )


def test_ways_out_of_one_place(benchmark, figures: list[Figure], book: PolicyBook):
    timed = one_place(DESCRIBED.snapshot(), book)
    benchmark.pedantic(timed, rounds=PLACES_TIMES, iterations=1, warmup_rounds=5)
    figures.append(
        Figure(
            what="ways out of one place, from the snapshot on",
            measured=f"{ms(timed.median)} (95 of 100 within {ms(timed.p95)}; own work {ms(timed.median_work)})",
            target="under 50 ms",
            reached=timed.median < 0.05,
        )
    )
