"""How shares become points: each part and adjustment rounded once to a tenth, and added up by hand."""

import numpy as np

from matcher.scoring import Shares, score
from matcher.scoring.model import at_rows, cost, settle


def shares(*sure: tuple[float, float], could: float = 0.0) -> list[Shares]:
    """One for each part: the shares of one ask at two places, and what each could still add."""
    return [Shares(np.array([one]), np.full((1, 2), could), np.full((1, 2), could == 0.0, np.bool_)) for one in sure]


def test_each_part_and_adjustment_is_rounded_once_and_they_add_up():
    """8 x 0.5 and 10 x 0.3333 = 3.3; 8 x 1 and 10 x 0.25; less 3 x 0.5, less 3 x 0.11 = 0.3."""
    made = score(shares((0.5, 1.0), (1 / 3, 0.25)), np.array([8.0, 10.0]), shares((0.5, 0.11)), np.array([-3.0]))

    assert made.points.tolist() == [[[4.0, 8.0]], [[3.3, 2.5]]]
    assert made.adjustments.tolist() == [[[-1.5, -0.3]]]
    assert made.total.tolist() == [[5.8, 10.2]]
    assert made.best.tolist() == made.total.tolist()


def test_the_best_is_the_total_if_every_unknown_turned_out_well():
    """A part that could add half of 8, and a cost of 3 that could be given back."""
    part, cost = shares((0.5, 0.5), could=0.5), shares((1.0, 1.0), could=-1.0)

    made = score(part, np.array([8.0]), cost, np.array([-3.0]))

    assert made.could_add.tolist() == [[[4.0, 4.0]]]
    assert made.adjustments_could_add.tolist() == [[[3.0, 3.0]]]
    assert made.total.tolist() == [[1.0, 1.0]]
    assert made.best.tolist() == [[8.0, 8.0]]


def test_the_shares_themselves_come_along_in_the_order_of_the_parts():
    made = score(shares((0.5, 1.0), (0.0, 0.25)), np.array([8.0, 10.0]), shares((0.5, 0.1)), np.array([-3.0]))

    assert made.parts.sure.tolist() == [[[0.5, 1.0]], [[0.0, 0.25]]]
    assert made.parts.known.all()
    assert made.adjusted.sure.tolist() == [[[0.5, 0.1]]]


def test_one_place_alone_adds_up_the_same():
    """Without the axis of the asks."""
    part, cost = Shares(*(one[0] for one in _columns(0.5))), Shares(*(one[0] for one in _columns(1.0)))

    made = score([part], np.array([8.0]), [cost], np.array([-3.0]))

    assert (made.points.tolist(), made.total.tolist()) == ([[4.0, 4.0]], [1.0, 1.0])


def _columns(share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.full((1, 2), share), np.zeros((1, 2)), np.ones((1, 2), np.bool_)


def test_halves_of_a_tenth_are_rounded_away_from_nothing():
    made = score(shares((0.05, 0.15)), np.array([1.0]), shares((0.05, 0.15)), np.array([-1.0]))

    assert made.points.tolist() == [[[0.1, 0.2]]]
    assert made.adjustments.tolist() == [[[-0.1, -0.2]]]


def test_what_is_known_of_all_is_known_of_each_pair():
    everywhere = np.ones((1, 1), np.bool_)

    for made in (
        cost(np.zeros((2, 3)), ask_known=everywhere, place_known=everywhere),
        settle(np.zeros((2, 3)), ask_known=everywhere, place_known=everywhere),
    ):
        assert made.known.tolist() == [[True] * 3] * 2


def test_at_some_rows_the_parts_stay_in_their_order():
    first, second = Shares(*_three(0.1)), Shares(*_three(0.5))

    found = at_rows([first, second, first], 1, np.array([2, 0]))

    assert [one.sure.tolist() for one in found] == [[0.6, 0.4], [1.0, 0.8], [0.6, 0.4]]
    assert found[0] is found[2]


def _three(least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two asks at three places, each a tenth more than the one before."""
    return (least + np.arange(6).reshape(2, 3) / 10).round(1), np.zeros((2, 3)), np.ones((2, 3), np.bool_)
