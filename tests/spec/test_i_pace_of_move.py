"""`pace-of-move`: a third of three points each for hearing late, no visit and no night there; and somebody stays in touch."""

from datetime import timedelta

import pytest

from fixtures.plain_world import TODAY, emergency, introduced, lives, request, setting, world
from matcher.domain.codes import SettingKind
from matcher.domain.request_steps import Introduction
from matcher.domain.settings import Closure
from matcher.domain.snapshot import Snapshot
from matcher.options.result import Adjustment
from matcher.rules import RULE_BOOK
from tests.spec.scores import adjustment, order
from tests.spec.support import entry, listed, scene

PACE, INTRODUCTIONS = "pace-of-move", "pace-of-move:introductions"
VISITED = (Introduction(setting_id="home", visited_on=TODAY),)
STAYED = (Introduction(setting_id="home", stayed_on=TODAY),)


def moving(**facts) -> Snapshot:
    return scene(ask=request(**facts))


def shown(snapshot: Snapshot) -> list[Adjustment]:
    return [one for one in entry(snapshot).adjustments if one.slug == PACE]


def worries(snapshot: Snapshot) -> list[str]:
    return [one.says for one in entry(snapshot).worries if one.rule == INTRODUCTIONS]


def told(days_before: int, **facts) -> Snapshot:
    """Told today, moving in so many days."""
    first = TODAY + timedelta(days=days_before)
    return moving(start_date=first, end_date=first + timedelta(days=28), told_on=TODAY, **facts)


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({}, 0.0),
        ({"told_on": None}, -1.0),
        ({"introductions": VISITED}, -1.0),
        ({"introductions": STAYED}, 0.0),
        ({"introductions": ()}, -2.0),
        ({"introductions": None, "told_on": None}, -3.0),
    ],
)
def test_each_third_that_is_missing_costs_a_point(facts, points):
    assert adjustment(moving(**facts), PACE) == points


@pytest.mark.parametrize(("days_before", "points"), [(7, 0.0), (6, -1.0), (1, -1.0)])
def test_seven_days_from_hearing_to_moving_are_enough(days_before, points):
    assert adjustment(told(days_before), PACE) == points


def test_the_days_are_counted_to_the_first_night_that_the_place_can_offer():
    soon, later = (TODAY + timedelta(days=n) for n in (5, 7))
    ask = request(start_date=soon, first_night_latest=later, told_on=TODAY)
    closed = setting(closures=(Closure(first_night=soon, leaving=later),))
    assert adjustment(scene(ask=ask), PACE) == -1.0
    assert adjustment(scene(closed, ask=ask), PACE) == 0.0


def test_a_visit_to_another_place_is_no_visit_here():
    assert adjustment(moving(introductions=introduced("other")), PACE) == -2.0


def test_a_hurried_move_is_a_worry_that_asks_for_a_visit():
    assert worries(told(1, introductions=())) == ["Robin would move 1 day after hearing. Could they visit first?"]
    assert worries(told(3, introductions=VISITED)) == [
        "Robin would move 3 days after hearing. Could they stay a night first?"
    ]
    assert worries(told(3)) == ["Robin would move 3 days after hearing. Could there be more time?"]
    assert worries(moving(told_on=None, introductions=())) == [
        "Robin has not been told of the move yet. Could they visit first?"
    ]


def test_an_unhurried_move_is_no_worry():
    assert worries(moving()) == []


def test_what_is_still_to_come_is_said_so_that_the_young_person_may_read_it():
    assert shown(moving(introductions=()))[0].because == "Still to come: a visit, a night to try it."
    assert shown(moving(told_on=None))[0].because == "Still to come: 7 days from hearing to moving."
    assert shown(moving())[0].because == "Heard in good time, visited, and stayed a night."


def test_nothing_is_said_of_an_emergency_of_home_and_of_outreach():
    hurried = request(told_on=None, introductions=())
    for snapshot in (
        scene(ask=emergency(told_on=None, introductions=())),
        scene(ask=hurried, stays=(lives("yp"),)),
        scene(setting(kind=SettingKind.OUTREACH), ask=hurried),
    ):
        assert (shown(snapshot), worries(snapshot)) == ([], [])


def test_the_place_they_have_come_to_know_comes_first():
    ask = request(introductions=introduced("b"))
    assert order(world(setting("a"), setting("b"), placement_requests=(ask,))) == ["b", "a"]


def test_haste_moves_no_place_from_its_list():
    assert listed(told(1, introductions=())) == "options"


def test_somebody_keeps_in_touch_after_a_planned_move():
    duties = {rule.slug: rule.duties for rule in RULE_BOOK}
    assert duties[PACE] == ("duty-follow-on",)
