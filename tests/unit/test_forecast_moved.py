"""What moved since yesterday: every contribution, and together the whole of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from matcher.capacity.forecast import Cause, what_moved
from matcher.capacity.forecast.model import Part
from matcher.capacity.forecast.moved import Expected, moved_between, nobody_named
from matcher.capacity.forecast.units import TermSort
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


def ann(**facts: Any) -> Part:
    """Somebody who lives there, expected for certain on three nights."""
    part = Part(
        key="stay-ann",
        sort=TermSort.STAYING,
        first_night=day(-10),
        planned_leaving=None,
        ends_on=None,
        chance=1.0,
        expected=(1.0, 1.0, 1.0),
    )
    return replace(part, **facts)


def expected(*parts: Part, unknown: tuple[float, ...] = (0.0, 0.0, 0.0), since: int = 0) -> Expected:
    """These people on the nights from so many nights ahead on, and so many unknown arrivals."""
    mean = tuple(one + sum(part.expected[at] for part in parts) for at, one in enumerate(unknown))
    nights = tuple(day(since + at) for at in range(len(unknown)))
    return Expected(nights=nights, mean=mean, unknown=unknown, parts=parts)


@pytest.mark.parametrize(
    ("was", "is_now", "cause"),
    [
        ([], [ann()], Cause.CAME),
        ([], [ann(sort=TermSort.PLANNED)], Cause.PLACE_PLANNED),
        ([], [ann(sort=TermSort.PENDING)], Cause.ASKED),
        ([ann()], [], Cause.LEFT),
        ([ann(sort=TermSort.PLANNED)], [], Cause.PLACE_NO_LONGER_PLANNED),
        ([ann(sort=TermSort.PENDING)], [], Cause.NO_LONGER_ASKED),
        ([ann(sort=TermSort.PLANNED)], [ann()], Cause.CAME),
        ([ann()], [ann(planned_leaving=day(9))], Cause.PLANNED_END_RECORDED),
        ([ann(planned_leaving=day(9))], [ann(planned_leaving=day(8))], Cause.PLANNED_END_MOVED),
        ([ann(planned_leaving=day(9))], [ann()], Cause.PLANNED_END_REMOVED),
        ([ann()], [ann(first_night=day(-9))], Cause.FIRST_NIGHT_MOVED),
        ([ann()], [ann(ends_on=day(50))], Cause.BIRTHDAY_RECORDED),
        ([ann()], [ann(chance=0.5)], Cause.LIKELIER_OR_LESS_LIKELY),
        ([ann()], [ann()], Cause.TIME_PASSED),
        ([ann()], [ann(expected=(0.9, 0.9, 0.9))], Cause.TIME_PASSED),
    ],
)
def test_one_fact_of_one_person_has_one_cause(was, is_now, cause):
    found = moved_between(expected(*was), expected(*is_now))

    assert [one.cause for one in found.moves if one.key == "stay-ann"] == [cause]


@pytest.mark.parametrize(
    ("nights", "since", "both"),
    [(3, 0, [0, 1, 2]), (3, 1, [1, 2]), (1, 1, [1]), (9, 2, [2]), (3, 3, []), (3, 5, []), (3, -1, [])],
)
def test_only_nights_that_both_forecasts_have_are_compared(nights, since, both):
    """The first has three nights from today on, each with another number of unknown arrivals; the second has none."""
    before = expected(unknown=(0.1, 0.2, 0.3))
    found = moved_between(before, expected(unknown=(0.0,) * nights, since=since))

    assert found.nights == tuple(day(one) for one in both)
    assert found.before == tuple(before.mean[one] for one in both)
    (unknown,) = found.moves
    assert unknown.change == tuple(-before.unknown[one] for one in both)


def test_the_largest_comes_first_whichever_way_it_went():
    gone, come = ann(key="stay-bea"), ann(key="stay-cat", expected=(0.5, 0.5, 0.5))
    found = moved_between(expected(gone), expected(come, unknown=(0.1, 0.1, 0.1)))

    assert [one.key for one in found.moves] == ["stay-bea", "stay-cat", None]


def test_where_nobody_may_be_named_all_who_are_known_are_one():
    found = nobody_named(moved_between(expected(ann()), expected(ann(key="stay-bea", expected=(0.5, 0.5, 0.5)))))

    assert [(one.cause, one.key, one.change) for one in found.moves] == [
        (Cause.UNKNOWN_ARRIVALS, None, (0.0, 0.0, 0.0)),
        (Cause.KNOWN_PEOPLE, None, (-0.5, -0.5, -0.5)),
    ]


def test_where_nobody_is_known_all_who_are_known_change_nothing():
    found = nobody_named(moved_between(expected(), expected(unknown=(0.2, 0.2, 0.2))))

    assert [(one.cause, one.change) for one in found.moves] == [
        (Cause.UNKNOWN_ARRIVALS, (0.2, 0.2, 0.2)),
        (Cause.KNOWN_PEOPLE, (0.0, 0.0, 0.0)),
    ]
