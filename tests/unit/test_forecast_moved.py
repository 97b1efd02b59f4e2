"""What moved since yesterday: every contribution, and together the whole of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.capacity.forecast import Cause, what_moved
from matcher.domain.codes import PlacementState
from tests.small_hub import beds_of, comes, day, hub, lives, stayed


def tomorrow(snapshot):
    return replace(snapshot, as_of=snapshot.as_of + timedelta(days=1))


def moved(before, after):
    return what_moved(beds_of(before), beds_of(after))


def adds_up(found):
    for at, (was, is_now) in enumerate(zip(found.before, found.after, strict=True)):
        assert sum(one.change[at] for one in found.moves) == pytest.approx(is_now - was, abs=1e-12)


def test_the_contributions_add_up_to_what_the_mean_moved_by():
    before = hub(lives("ann"), lives("bea"), comes("dot", PlacementState.HELD, 3))
    after = tomorrow(hub(lives("ann", leaving=day(20)), comes("dot", PlacementState.CONFIRMED, 5), lives("eve", 0)))
    found = moved(before, after)

    adds_up(found)
    assert found.nights == tuple(day(n) for n in range(1, 60))
    assert {one.key: one.cause for one in found.moves} == {
        "stay-ann": Cause.PLANNED_END_RECORDED,
        "stay-bea": Cause.LEFT,
        "stay-dot": Cause.FIRST_NIGHT_MOVED,
        "stay-eve": Cause.CAME,
        None: Cause.UNKNOWN_ARRIVALS,
    }


@pytest.mark.parametrize(
    ("was", "is_now", "cause"),
    [
        (lives("ann", leaving=day(20)), lives("ann", leaving=day(30)), Cause.PLANNED_END_MOVED),
        (lives("ann", leaving=day(20)), lives("ann"), Cause.PLANNED_END_REMOVED),
        (comes("ann", PlacementState.CONFIRMED), lives("ann", -10, state=PlacementState.OFFERED), Cause.ASKED),
        (comes("ann", PlacementState.HELD), comes("ann", PlacementState.CONFIRMED), Cause.LIKELIER_OR_LESS_LIKELY),
        (comes("ann", PlacementState.CONFIRMED), lives("bea"), Cause.PLACE_NO_LONGER_PLANNED),
        (lives("ann"), lives("ann"), Cause.TIME_PASSED),
    ],
)
def test_each_change_has_its_cause(was, is_now, cause):
    found = moved(hub(was, lives("cat")), tomorrow(hub(is_now, lives("cat"))))

    adds_up(found)
    assert cause in {one.cause for one in found.moves if one.key == "stay-ann"}


def test_the_largest_contribution_comes_first():
    found = moved(hub(), tomorrow(hub(lives("ann"), lives("bea"))))

    assert found.moves[0].cause is Cause.LEFT


def test_a_day_on_which_nothing_happened_moves_little():
    history = tuple(stayed(f"p{n}", 900 - 9 * n, 880 - 9 * n) for n in range(90))
    found = what_moved(beds_of(hub(), history), beds_of(tomorrow(hub()), history))

    assert max(abs(is_now - was) for was, is_now in zip(found.before, found.after, strict=True)) < 0.25
