"""Which planned end a past stay is remembered by: the one that the forecast would have known on most days."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.capacity.forecast import history_of
from matcher.capacity.forecast.plans import with_plans
from matcher.domain.codes import PlacementState
from matcher.domain.stays import Said
from tests.small_hub import beds_of, day, hub, lives, stayed

STAY = stayed("zoe", 60, 10)
FIRST, LEAVING = STAY.first_night, STAY.leaving


def plans_of(stay):
    return stay.planned_leaving, stay.planned_on, stay.plans_known_from


def said(*pairs):
    """`(60, 20)`: said 60 days ago that they leave 20 days ago."""
    return [Said(day(-on), None if leaving is None else day(-leaving)) for on, leaving in pairs]


def slowly(stay, told):
    """Night by night: what was planned then, how many nights each plan was still to come, since when there was one."""
    nights = [stay.first_night + timedelta(days=n) for n in range((stay.leaving - stay.first_night).days)]
    known = {}
    for night in nights:
        heard = [one for one in told if one.on <= night]
        if heard:
            plan = max(heard, key=lambda one: one.on).leaving
            known[night] = plan if plan is not None and plan > stay.first_night else None
    plans = list(dict.fromkeys(plan for plan in known.values() if plan))
    days = {plan: sum(known.get(night) == plan and night < plan for night in nights) for plan in plans}
    planned = max(plans, key=lambda plan: (days[plan], -plans.index(plan))) if plans else None
    since = None
    for night in reversed(nights):
        if known.get(night) is None:
            break
        since = night
    return planned, since if planned else None, min(known, default=None)


@given(
    st.dictionaries(st.integers(0, 70), st.one_of(st.none(), st.integers(0, 62)), max_size=6),
)
@settings(max_examples=300, deadline=None)
def test_it_is_the_plan_that_a_day_by_day_count_finds(told):
    told = said(*told.items())

    assert plans_of(with_plans(STAY, told)) == slowly(STAY, told)


@pytest.mark.parametrize(
    ("told", "planned"),
    [
        pytest.param([(50, 20)], 20, id="the only one"),
        pytest.param([(50, 20), (11, 10)], 20, id="not the one written down on the day before"),
        pytest.param([(50, 40), (49, 20)], 20, id="not a first guess that was put right the day after"),
        pytest.param([(60, 40), (41, 20), (21, 10)], 20, id="put off again and again: the one that stood longest"),
        pytest.param([(50, 20), (40, 15), (38, 20)], 20, id="withdrawn and said again"),
        pytest.param([(58, 50), (40, 20)], 20, id="a day that had passed was no plan any more"),
        pytest.param([(60, 50), (50, 40), (40, 40)], 50, id="of equals, the first"),
        pytest.param([(50, 20), (30, None)], 20, id="given up in the end: people were expected to leave by it"),
        pytest.param([(70, 20)], 20, id="said before they came"),
    ],
)
def test_which_plan_counts(told, planned):
    assert with_plans(STAY, said(*told)).planned_leaving == day(-planned)


@pytest.mark.parametrize(
    ("told", "since"),
    [
        pytest.param([(50, 20), (30, 15)], 50, id="however often it was moved"),
        pytest.param([(50, 20), (40, None), (30, 15)], 30, id="since it was last without one"),
        pytest.param([(50, 20), (30, None)], None, id="none at the end"),
        pytest.param([(60, None), (30, 15)], 30, id="none at first"),
        pytest.param([(70, 20)], 60, id="said before they came: since they came"),
    ],
)
def test_since_when_an_end_was_planned(told, since):
    assert with_plans(STAY, said(*told)).planned_on == (since and day(-since))


@pytest.mark.parametrize("told", [[], [(10, 5)], [(9, 3)]], ids=["nothing", "on the day of leaving", "afterwards"])
def test_what_is_said_when_it_is_over_is_no_plan(told):
    assert with_plans(STAY, said(*told)) == STAY


def test_a_stay_of_two_placements_is_told_by_what_was_said_of_both():
    one = lives("zoe", 60, id="one", state=PlacementState.ENDED, leaving=day(-30))
    two = lives("zoe", 30, id="two", state=PlacementState.ENDED, leaving=day(-10))
    far = lives("zoe", 90, id="far", state=PlacementState.ENDED, leaving=day(-80))
    plans = {"one": said((58, 30)), "two": said((30, 20)), "far": said((90, 85))}
    first, last = history_of(hub(one, two, far), plans=plans).stays

    assert plans_of(first) == (day(-85), day(-90), day(-90))
    assert plans_of(last) == (day(-30), day(-58), day(-58))


def test_a_placement_of_which_nothing_was_said_in_time_teaches_nothing_of_plans_either_way():
    over = lives("zoe", 60, state=PlacementState.ENDED, leaving=day(-10))
    (past,) = history_of(hub(over)).stays

    assert plans_of(past) == (None, None, day(-10))


def test_stays_whose_plans_are_not_known_do_not_say_that_ends_are_not_planned():
    past = tuple(stayed(f"p{n}", 900 - 8 * n, 870 - 8 * n) for n in range(90))
    told = tuple(replace(one, planned_leaving=one.leaving, planned_on=one.first_night) for one in past[::2])
    silent, unknown = past[1::2], tuple(replace(one, plans_known_from=one.leaving) for one in past[1::2])

    def staying(*stays):
        return beds_of(hub(), stays).nights[14].staying

    assert staying(*told, *unknown) > staying(*told, *silent) + 0.05
    assert staying(*unknown) == staying(*silent)


def test_every_fact_about_plans_is_in_the_hash():
    facts: dict[str, Any] = {"planned_leaving": day(-12), "planned_on": day(-30), "plans_known_from": day(-40)}
    whole = replace(STAY, **facts)
    changed = [replace(whole, **{name: value - timedelta(days=1)}) for name, value in facts.items()]

    assert len({history_of(hub(), [one]).hash for one in (whole, STAY, *changed)}) == 5


def test_an_end_is_not_planned_before_plans_are_recorded():
    with pytest.raises(ValueError, match="planned_on must not be before plans_known_from"):
        replace(STAY, planned_leaving=day(-12), planned_on=day(-31), plans_known_from=day(-30))


def test_where_a_planned_end_has_passed_and_nobody_says_so_they_were_there_as_far_as_is_known():
    (past,) = history_of(hub(lives("zoe", 60, leaving=day(-10)))).stays

    assert (past.leaving, past.ended) == (day(-10), False)
