"""One fact at a time: recorded today, it moves the chances of the right nights the right way."""

from dataclasses import replace
from datetime import datetime

import pytest

from matcher.domain.codes import PlacementState, ShiftName
from matcher.domain.people import Health
from matcher.domain.settings import Closure, OutOfUse
from matcher.domain.staff import Shift
from matcher.domain.values import LONDON
from tests.small_hub import BEDS, HUB, TODAY, at_least, beds_of, comes, day, hub, knowing, lives

THREE = (lives("ann"), lives("bea"), lives("cat"))


def means(snapshot, what="staying"):
    return [getattr(one, what) for one in beds_of(snapshot).nights]


def test_an_eighteenth_birthday_ends_the_stay_on_that_day_for_certain():
    before = means(hub())
    after = means(knowing(hub(), "ann", date_of_birth=TODAY.replace(year=2008, day=31)))

    assert after[:9] == before[:9]
    assert after[9:] == pytest.approx([mean * 2 / 3 for mean in before[9:]])


def test_a_planned_end_frees_the_bed_about_that_day_and_not_for_certain():
    with_plan = hub(lives("ann", leaving=day(30)), *THREE[1:])
    before, after = means(hub()), means(with_plan)

    assert after[15] > before[15]
    assert before[15] * 2 / 3 + 0.3 < after[30] < before[30] * 2 / 3 + 0.6
    assert after[58] < before[58] * 2 / 3 + 0.05


def test_a_planned_end_that_is_put_off_keeps_the_bed_taken():
    early, late = (means(hub(lives("ann", leaving=day(n)), *THREE[1:])) for n in (10, 40))

    assert late[25] > early[25] + 0.9


def test_an_agreed_start_takes_a_bed_from_its_night_on_and_is_kept_for_a_week_before():
    pool, plain = beds_of(hub(*THREE, comes("dot", PlacementState.CONFIRMED))), beds_of(hub())

    assert [one.planned for one in pool.nights[:10]] == [0.0] * 10
    assert pool.nights[10].planned == pytest.approx(0.97)
    assert at_least(pool.nights[10], 4) > at_least(plain.nights[10], 4) + 0.3
    assert pool.nights[5].chance_bed_free < plain.nights[5].chance_bed_free - 0.5


@pytest.mark.parametrize(
    ("state", "chance"),
    [(PlacementState.OFFERED, 0.6), (PlacementState.HELD, 0.8), (PlacementState.ACCEPTED, 0.9)],
)
def test_a_start_counts_as_it_is_certain(state, chance):
    night = beds_of(hub(*THREE, comes("dot", state))).nights[10]

    assert night.planned + night.pending == pytest.approx(chance)


def test_a_held_bed_is_taken_until_the_hold_ends():
    until = datetime(2026, 5, 25, 12, 0, tzinfo=LONDON)
    nights = beds_of(hub(*THREE, comes("dot", PlacementState.HELD, 0, expires_at=until))).nights

    assert [one.chance_bed_free for one in nights[:1]] == [0.0]
    assert [one.planned for one in nights[:3]] == [1.0, 1.0, 1.0]
    assert nights[3].planned < 0.8


def test_a_bed_out_of_use_leaves_demand_as_it_is_and_turns_more_away():
    shut = replace(BEDS, out_of_use=(OutOfUse(first_night=day(5), leaving=day(30)),))
    before, after = beds_of(hub()), beds_of(hub(place=shut))

    assert [one.demand for one in after.nights] == [one.demand for one in before.nights]
    assert [one.beds for one in after.nights[4:6]] == [4, 3]
    assert after.nights[10].chance_bed_free < before.nights[10].chance_bed_free - 0.3
    assert after.nights[10].chance_over > before.nights[10].chance_over
    assert after.turned_away > before.turned_away


def test_a_home_closed_to_anyone_new_takes_nobody_and_puts_nobody_out():
    closed = replace(HUB, closures=(Closure(first_night=TODAY),))
    before, after = beds_of(hub()), beds_of(hub(setting=closed))

    assert {one.chance_bed_free for one in after.nights} == {0.0}
    assert {at_least(one, 4) for one in after.nights} == {0.0}
    assert [one.staying for one in after.nights] == [one.staying for one in before.nights]
    assert after.turned_away > before.turned_away


def test_somebody_in_hospital_keeps_the_bed():
    away = knowing(hub(), "ann", health=Health(in_hospital=True, discharge_expected_on=day(20)))

    assert beds_of(away) == beds_of(hub())


def test_where_somebody_lives_alone_nobody_else_is_let_in():
    alone = knowing(hub(lives("ann")), "ann", needs_solo=True)
    before, after = beds_of(hub(lives("ann"))), beds_of(alone)

    assert after.nights[0].chance_bed_free == 0.0
    assert 0 < after.nights[59].chance_bed_free < before.nights[59].chance_bed_free
    assert at_least(after.nights[20], 2) < at_least(before.nights[20], 2)


def test_the_registration_allows_no_more_people_than_it_says():
    three = replace(HUB, registered_places=3)

    assert {at_least(one, 4) for one in beds_of(hub(setting=three)).nights} == {0.0}


def test_with_too_few_staff_on_the_rota_nobody_is_let_in_on_those_nights():
    shifts = tuple(
        Shift(setting_id="hub", on=day(night), shift=shift, headcount=2 if shift is not ShiftName.DAY else 1)
        for night in range(20)
        for shift in ShiftName
    )
    nights = beds_of(hub(setting=replace(HUB, rota_held=True), shifts=shifts)).nights

    assert max(one.chance_bed_free for one in nights[:5]) < 0.1
    assert nights[40].chance_bed_free > 0.4


def test_more_people_than_beds_are_all_counted():
    crowd = hub(*THREE, lives("dot"), lives("eve"))
    night = beds_of(crowd).nights[0]

    assert night.occupancy == (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    assert night.chance_over == pytest.approx(1.0)
