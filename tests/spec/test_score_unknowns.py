"""What is not known, as shares of a weight: a cost, a part, and the best case that they leave open."""

import numpy as np
import pytest

from matcher.domain.people import Education
from matcher.domain.person_codes import EducationStatus
from matcher.scoring.model import Shares, cost, falling, full, half, known, mean, score, settle
from tests.spec.scores import part, yp

YES, NO = np.array([[True]]), np.array([[False]])


def told(shares: Shares) -> tuple[float, float, bool]:
    """Sure, could add, known: of the one pair."""
    return shares.sure.item(), shares.could.item(), shares.known.item()


def share(of: float) -> np.ndarray:
    return np.array([[of]])


@pytest.mark.parametrize(
    ("ask_known", "place_known", "expected"),
    [
        (YES, YES, (0.4, 0.0, True)),
        (YES, NO, (1.0, -1.0, False)),  # all of the cost, until it is known; and all of it may be given back
        (NO, YES, (0.0, 0.0, False)),  # nothing anywhere, so that the order stays as it is
        (NO, NO, (0.0, 0.0, False)),
    ],
)
def test_a_cost_counts_in_full_until_the_place_is_known_and_not_at_all_until_the_person_is(
    ask_known, place_known, expected
):
    assert told(cost(share(0.4), ask_known=ask_known, place_known=place_known)) == expected


@pytest.mark.parametrize(
    ("ask_known", "place_known", "applies", "expected"),
    [
        (YES, YES, YES, (0.4, 0.0, True)),
        (YES, NO, YES, (0.0, 1.0, False)),
        (NO, YES, YES, (0.5, 0.5, False)),
        (NO, NO, YES, (0.5, 0.5, False)),
        (YES, YES, NO, (1.0, 0.0, True)),
        (NO, NO, NO, (1.0, 0.0, True)),
        (YES, NO, NO, (1.0, 0.0, True)),
    ],
)
def test_a_part_is_half_full_or_nothing_by_what_is_not_known(ask_known, place_known, applies, expected):
    assert told(settle(share(0.4), ask_known=ask_known, place_known=place_known, applies=applies)) == expected


def test_a_part_that_always_applies_need_not_say_so():
    assert told(settle(share(0.4), ask_known=YES, place_known=YES)) == (0.4, 0.0, True)
    assert told(settle(share(0.4), ask_known=YES, place_known=NO)) == (0.0, 1.0, False)
    assert told(settle(share(0.4), ask_known=NO, place_known=YES)) == (0.5, 0.5, False)


def test_somebody_who_is_not_at_school_leaves_nothing_to_ask():
    for status in (EducationStatus.NONE, EducationStatus.COLLEGE_OR_WORK):
        found = part(yp(education=Education(status=status)), "school-continuity")
        assert (found.points, found.known, found.could_add) == (10.0, True, 0.0)


@pytest.mark.parametrize(("value", "expected"), [(0.0, 1.0), (10.0, 1.0), (15.0, 0.5), (20.0, 0.0), (30.0, 0.0)])
def test_falling_is_full_then_straight_down_then_nothing(value, expected):
    assert falling(share(value), 10.0, 20.0).item() == expected


def test_the_mean_is_weighed_in_all_that_it_says():
    """One sure and one half known, three to one."""
    both = Shares(np.array([[1.0], [0.5]]), np.array([[0.0], [0.5]]), np.array([[True], [False]]))
    found = mean(both, [3.0, 1.0])
    assert (found.sure.item(), found.could.item(), found.known.item()) == (0.875, 0.125, False)


def test_full_and_half_are_what_they_say_at_every_place():
    for shares, expected in ((full(2), (1.0, 0.0, True)), (half(2), (0.5, 0.5, False))):
        assert shares.sure.tolist() == [expected[0]] * 2
        assert shares.could.tolist() == [expected[1]] * 2
        assert shares.known.tolist() == [expected[2]] * 2


def test_the_best_case_has_what_parts_and_adjustments_leave_open():
    """6 of 10 sure and 3 more open; a cost of 4, all of which may be given back: 2 now, 9 at best."""
    parts = [Shares(share(0.6), share(0.3), NO)]
    costs = [cost(share(0.5), ask_known=YES, place_known=NO)]
    found = score(parts, np.array([10.0]), costs, np.array([-4.0]))
    assert (found.points.item(), found.could_add.item()) == (6.0, 3.0)
    assert (found.adjustments.item(), found.adjustments_could_add.item()) == (-4.0, 4.0)
    assert (found.total.item(), found.best.item()) == (2.0, 9.0)


def test_each_part_and_adjustment_is_rounded_before_it_is_added():
    """Twice 0.26 is 0.3 and 0.3, and not 0.5; and a quarter point off is 0.3 off."""
    parts = [known(share(0.026)), known(share(0.026))]
    found = score(parts, np.array([10.0, 10.0]), [known(share(0.25))], np.array([-1.0]))
    assert (found.total.item(), found.best.item()) == (0.3, 0.3)
