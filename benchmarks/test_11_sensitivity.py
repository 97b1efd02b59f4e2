"""How sure an order is: all of it for one request of a county, in a frame already made."""

from itertools import cycle

import pytest

from benchmarks.figures import Figure
from benchmarks.instances import DEMO, DESCRIBED, ONE_THOUSAND
from benchmarks.timed import Timed, ms
from matcher.frame import make_frame
from matcher.options.rank import rank_in
from matcher.options.sensitivity import sensitivity_in

MOST = 0.2


@pytest.mark.parametrize("instance", [DEMO, DESCRIBED, ONE_THOUSAND], ids=lambda one: one.name)
def test_how_sure_the_order_of_a_county_request_is(benchmark, figures, book, instance):
    """Weights, ranges and every question of the first three places; the open requests in turn."""
    frame = make_frame(instance.snapshot(), book)
    assert frame.snapshot_hash
    for request_id in frame.requests:
        assert_the_first_three(frame, request_id)
    turn = cycle(frame.requests)
    timed = Timed(lambda: sensitivity_in(frame, next(turn)))
    benchmark.pedantic(timed, rounds=max(2 * len(frame.requests), 30))
    figures += [
        Figure(
            what=f"how sure an order is, {instance.name}: p95",
            measured=f"{ms(timed.p95)} (median {ms(timed.median)}; own work {ms(timed.median_work)})",
            target=f"{MOST * 1000:.0f} ms",
            reached=timed.p95 < MOST,
        )
    ]


def assert_the_first_three(frame, request_id):
    """The same places, in the same order, as the list itself has."""
    found, result = sensitivity_in(frame, request_id), rank_in(frame, request_id, 3)
    listed = sorted((*result.options, *result.needs_approval), key=lambda one: one.overall_rank or 0)
    expected = [] if result.referred else [(one.place_id, *one.score_range) for one in listed[:3]]
    assert [(one.place_id, one.score, one.best) for one in found.first] == expected
    assert all(one.worst <= one.score <= one.best for one in found.first)
