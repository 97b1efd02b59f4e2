"""What-ifs about staff, rotas, requests and the policy: each moves exactly what it should, and refuses what cannot be."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from fixtures.plain_world import TODAY, lives, person, place, setting, world
from matcher.domain.codes import ShiftName, WorkerRole
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.policy import PolicyBook
from matcher.scenario import apply
from tests.what_if import BOOK, asking, changed, home_and_family, more_free, night, on, refused, what_if

NIGHT = {"change": "change_shift", "setting_id": "home", "shift": "night"}
DAY = {**NIGHT, "shift": "day"}
AWAY = {"change": "withdraw_worker", "worker_id": "kw"}
BANK = {"id": "bank", "name": "B. Ank", "roles": ["residential_worker"], "is_bank": True, "response_minutes": 30}


def shift(made: Snapshot, days: int, name: ShiftName = ShiftName.NIGHT) -> Any:
    return next(
        (one for one in made.shifts if one.setting_id == "home" and one.on == night(days) and one.shift is name), None
    )


def policy(*changes) -> PolicyBook:
    return apply(home_and_family(), asking(*changes).changes, BOOK).book


def test_fewer_staff_on_some_days_close_beds_on_those_nights_alone():
    found = what_if(home_and_family(), {**DAY, "headcount": 1, "first_night": on(3), "leaving": on(5)})
    assert more_free(found, "home") == {night(3): -2, night(4): -2}
    assert found.changes[0].says == (
        "The day shift at Setting home with 1 own staff, from 25 May 2026 until 27 May 2026."
    )


def test_a_number_that_is_put_back_brings_back_what_is_known_of_the_shift():
    world_ = home_and_family()
    assert shift(changed(world_, {**DAY, "headcount": 3}), 0, ShiftName.DAY).women is None
    assert changed(world_, {**DAY, "headcount": 3}, {**DAY, "headcount": 4}) == world_
    assert changed(world_, {**NIGHT, "waking": 2}, {**NIGHT, "waking": 1}) == world_


def test_somebody_awake_leaves_who_is_on_as_it_is():
    before, after = shift(home_and_family(), 0), shift(changed(home_and_family(), {**NIGHT, "waking": 2}), 0)
    assert after == replace(before, waking=2)


def test_as_far_as_the_rota_goes_is_no_further():
    made = changed(home_and_family(), {**NIGHT, "agency": 1, "first_night": on(58)})
    assert [shift(made, n).agency for n in (57, 58, 59)] == [0, 1, 1]
    assert shift(made, 60) is None


def test_names_take_the_place_of_a_headcount_and_the_other_way_round():
    made = changed(home_and_family(), {**NIGHT, "worker_ids": ["kw"], "leaving": on(1)})
    assert (shift(made, 0).worker_ids, shift(made, 0).headcount) == (("kw",), None)
    again = changed(home_and_family(), {**NIGHT, "worker_ids": ["kw"]}, {**NIGHT, "headcount": 2})
    assert (shift(again, 0).worker_ids, shift(again, 0).headcount) == (None, 2)


def test_a_shift_that_is_not_on_the_rota_is_put_on_it_where_it_says_who_is_on():
    nights = {"first_night": on(70), "leaving": on(71)}
    assert shift(changed(home_and_family(), {**NIGHT, "headcount": 2, "waking": 1, **nights}), 70).waking == 1
    assert refused(home_and_family(), {**NIGHT, "waking": 1, **nights})[0] == "/changes/0/first_night"
    assert refused(home_and_family(), {**NIGHT, "waking": 1, "first_night": on(70)})[0] == "/changes/0/leaving"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({**NIGHT, "waking": 3}, "waking"),
        ({**NIGHT, "headcount": 0}, "headcount"),
        (NIGHT, ""),
        ({**NIGHT, "headcount": 1, "worker_ids": ["kw"]}, "worker_ids"),
        ({**NIGHT, "worker_ids": ["kw", "nobody"]}, "worker_ids/1"),
        ({**NIGHT, "worker_ids": ["kw", "kw"]}, "worker_ids/1"),
        ({**NIGHT, "setting_id": "family", "headcount": 1}, "setting_id"),
        ({**NIGHT, "setting_id": "nowhere", "headcount": 1}, "setting_id"),
        ({**NIGHT, "headcount": 1, "leaving": on(800)}, "leaving"),
    ],
)
def test_a_rota_that_cannot_be_is_refused_by_its_field(change, field):
    pointer, detail, mend = refused(home_and_family(), change)
    assert pointer == f"/changes/0/{field}".rstrip("/")
    assert detail
    assert mend


def test_a_bank_worker_more_is_there_for_every_shift_that_is_short():
    short = {**DAY, "headcount": 1, "first_night": on(3), "leaving": on(5)}
    found = what_if(home_and_family(), short, {"change": "add_worker", "worker": BANK})
    assert more_free(found, "home") == {}
    assert found.changes[1].says == "One worker more, as bank staff."


def test_somebody_who_is_away_is_on_no_shift_of_these_nights_and_nobody_stays_awake_for_them():
    named = tuple(
        Shift(setting_id="home", on=night(n), shift=ShiftName.NIGHT, worker_ids=("kw", "ann"), waking=2)
        for n in range(3)
    )
    workers = (Worker(id="ann", name="Ann"), Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,)))
    made = changed(home_and_family(shifts=named, workers=workers), {**AWAY, "first_night": on(1), "leaving": on(2)})
    assert [(shift(made, n).worker_ids, shift(made, n).waking) for n in range(3)] == [
        (("kw", "ann"), 2),
        (("ann",), 1),
        (("kw", "ann"), 2),
    ]
    kay = next(one for one in made.workers or () if one.id == "kw")
    assert [(one.first_night, one.leaving) for one in kay.absences] == [(night(1), night(2))]


def test_a_worker_added_and_withdrawn_leaves_everything_as_it_was():
    world_ = home_and_family()
    new, gone = {"change": "add_worker", "worker": BANK}, {**AWAY, "worker_id": "bank"}
    assert changed(world_, new, gone) == world_
    on_leave = changed(world_, new, {**gone, "leaving": on(5)})
    assert {one.id for one in on_leave.workers or ()} == {"kw", "bank"}


def test_one_worker_does_not_make_a_register_of_nobody_known():
    world_ = replace(home_and_family(), workers=None)
    assert refused(world_, {"change": "add_worker", "worker": BANK})[0] == "/changes/0/worker"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"change": "add_worker", "worker": {**BANK, "id": "kw"}}, "worker/id"),
        ({**AWAY, "worker_id": "nobody"}, "worker_id"),
    ],
)
def test_a_worker_who_is_there_or_is_not_is_refused(change, field):
    assert refused(home_and_family(), change)[0] == f"/changes/0/{field}"


ASK = {"id": "more", "young_person_id": "yp", "start_date": on(1)}


def test_a_request_more_is_for_somebody_of_the_record_or_for_somebody_new():
    assert len(changed(home_and_family(), {"change": "add_request", "request": ASK}).placement_requests) == 2
    new = {"change": "add_request", "request": {**ASK, "young_person_id": "new"}, "young_person": {"id": "new"}}
    assert {one.id for one in changed(home_and_family(), new).young_people} == {"yp", "sam", "ash", "new"}


@pytest.mark.parametrize(
    ("request_", "who", "field"),
    [
        ({"id": "req"}, None, "request/id"),
        ({"young_person_id": "nobody"}, None, "request/young_person_id"),
        ({}, {"id": "sam"}, "request/young_person_id"),
        ({}, {"id": "yp"}, "young_person/id"),
        ({"is_open": False}, None, "request/is_open"),
        ({"start_date": on(800)}, None, "request/start_date"),
        ({"young_person_id": "new"}, {"id": "new", "date_of_birth": on(9)}, "young_person"),
    ],
)
def test_a_request_that_cannot_be_is_refused_by_its_field(request_, who, field):
    pointer, _, mend = refused(
        home_and_family(), {"change": "add_request", "request": {**ASK, **request_}, "young_person": who}
    )
    assert pointer == f"/changes/0/{field}"
    assert mend


def figure(name: str, value: float) -> dict:
    return {"change": "change_figure", "figure": name, "value": value}


def weight(part: str, points: float) -> dict:
    return {"change": "change_weight", "part": part, "points": points}


def test_a_figure_holds_from_today_on_and_the_past_stays():
    book = policy(figure("plan_floor", 30))
    assert (book.on(TODAY).figures.plan_floor, book.on(night(-1)).figures.plan_floor) == (30, 40)
    assert asdict(book.on(TODAY).figures) == asdict(BOOK.on(TODAY).figures) | {"plan_floor": 30}
    assert book.hash != BOOK.hash


def test_a_figure_or_a_weight_put_back_is_the_policy_in_use():
    assert policy(figure("plan_floor", 30), figure("plan_floor", 40)) is BOOK
    moved = [weight("near_home", 4), weight("least_moves", 5)]
    assert policy(*moved, weight("near_home", 5), weight("least_moves", 4)) is BOOK
    assert policy(weight("animals", 2), weight("animals", 1)) is BOOK


def test_the_same_changes_are_the_same_policy_whatever_their_order():
    one = policy(figure("plan_floor", 30), weight("animals", 2))
    other = policy(weight("animals", 2), figure("plan_floor", 30))
    assert one == other
    assert policy(figure("plan_floor", 31)).hash != policy(figure("plan_floor", 30)).hash


def test_a_figure_that_the_rota_is_judged_by_moves_the_beds():
    world_ = home_and_family()
    agency = tuple(replace(one, headcount=1, agency=2, women=None, men=None) for one in world_.shifts)
    found = what_if(replace(world_, shifts=agency), figure("agency_share_max", 0))
    assert set(more_free(found, "home").values()) == {-2}


@pytest.mark.parametrize(
    ("changes", "pointer", "mend"),
    [
        ([figure("no_such_figure", 1)], "/changes/0/figure", "GET /v1/policy"),
        ([figure("plan_floor", 1.5)], "/changes/0/value", "whole number"),
        ([figure("risk_lookback_months", 1201)], "/changes/0/value", "Write 1200 or less."),
        ([figure("minutes_rounded_to", 0)], "/changes/0/value", "1 or more"),
        ([figure("leaving_hub_to_7", 10_000)], "/changes/0/value", "from 1 to 9,999"),
        ([figure("arriving_hub", 0)], "/changes/0/value", "from 1 to 10,000"),
        ([figure("capacity_horizon_days", 183)], "/changes/0/value", "from 1 to 182"),
        ([figure("chance_held", 1.5)], "/changes/0/value", "from 0 to 1"),
        ([figure("forecast_alike", 0)], "/changes/0/value", "from 1 to 100,000"),
        ([figure("forecast_half_life_days", 0)], "/changes/0/value", "from 1 to 100,000"),
        ([figure("near_home_full_miles", 60), figure("plan_floor", 30)], "/changes/1/value", "Change the other one"),
        ([weight("no_such_part", 1)], "/changes/0/part", "GET /v1/policy"),
        ([weight("near_home", -1)], "/changes/0/points", "0 or more"),
        ([weight("animals", -1)], "/changes/0/points", "other side"),
        ([weight("near_home", 4), figure("plan_floor", 30)], "/changes/0/points", "1 points more somewhere else"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(changes, pointer, mend):
    found, _, said = refused(home_and_family(), *changes)
    assert found == pointer
    assert mend in said


def test_a_home_where_more_live_than_it_has_rows_for_is_told_all_the_same():
    world_ = world(setting("home"), places=(place("home", beds=1),), placements=(lives("yp"), lives("sam")))
    world_ = replace(world_, young_people=(*world_.young_people, person("sam")))
    found = what_if(world_, {"change": "close_beds", "place_id": "home-bed"})
    assert found.changes[0].would_have_to_move == 1
