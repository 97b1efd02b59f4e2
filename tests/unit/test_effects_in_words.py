"""What an option would mean for the others, in one or two sentences that name nobody."""

import pytest

from matcher.cohort.effects_in_words import NOBODY_WORSE_OFF, Change, in_words, points, reached

ONE_WORSE = "One other person waiting would go to a place that fits them less well"
LEFT = Change(-585, loses_place=True)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([], NOBODY_WORSE_OFF),
        ([Change(0)], NOBODY_WORSE_OFF),
        (
            [Change(-60)],
            "One other person waiting would go to a place that fits them less well; together that costs 6 points.",
        ),
        (
            [Change(-40, second_best=True), Change(-20, second_best=True)],
            "Two other people waiting would go to the places that fit them second best; together that costs 6 points.",
        ),
        (
            [Change(-40, second_best=True), Change(-20)],
            "Two other people waiting would go to places that fit them less well; together that costs 6 points.",
        ),
        (
            [Change(-61), Change(20)],
            f"{ONE_WORSE}, and one to a better one; together that costs about 4 points.",
        ),
        (
            [Change(-20), Change(10), Change(10)],
            f"{ONE_WORSE}, and two to better ones; together nothing is lost.",
        ),
        ([LEFT], "One other person waiting would be left without a place."),
        (
            [Change(-30), LEFT],
            "One other person waiting would be left without a place. One more person would go to another place.",
        ),
        (
            [Change(3)] * 12 + [LEFT],
            "One other person waiting would be left without a place. 12 more people would go to another place.",
        ),
    ],
)
def test_it_is_said_who_would_be_worse_off_and_by_how_much(changes, says):
    assert in_words(changes) == says


@pytest.mark.parametrize(
    ("tenths", "says"),
    [
        (1, "less than 1 point"),
        (9, "less than 1 point"),
        (10, "1 point"),
        (14, "about 1 point"),
        (15, "about 2 points"),
        (20, "2 points"),
        (594, "about 59 points"),
        (595, "about 60 points"),
    ],
)
def test_points_are_whole_and_something_is_never_nothing(tenths, says):
    assert points(tenths) == says


@pytest.mark.parametrize(
    ("others", "placed", "tenths", "says"),
    [
        (0, 0, 0, "Nobody else is waiting."),
        (1, 1, 494, "If no place is taken here, the one other request could have a place: 49 points together."),
        (2, 0, 0, "Nobody else who waits could have a place, whether or not one is taken here."),
        (13, 12, 7005, "If no place is taken here, 12 of 13 other requests could have a place: 701 points together."),
        (13, 13, 7000, "If no place is taken here, all 13 other requests could have a place: 700 points together."),
    ],
)
def test_what_the_others_can_reach_is_said_first(others, placed, tenths, says):
    assert reached(others, placed, tenths) == says
