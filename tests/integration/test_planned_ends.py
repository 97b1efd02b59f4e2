"""What is said of the end of each stay while it goes on is kept with it, and the forecast learns from it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from api.actions.imports import import_list
from api.actions.loading import load_snapshot
from api.actions.records import Match, patch
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.store.migrate import migrate
from api.store.planned_ends import keep_planned_ends
from api.store.schema import table
from fixtures.plain_world import lives
from matcher.domain.codes import PlacementState, Role
from matcher.domain.errors import InvalidInput
from tests.browsing import Browser
from tests.databases import api_of, service_on
from tests.small import fill_small, small_world
from tests.stores import HERE, NOW, Clock, file_url, new_service

TODAY = date(2026, 5, 22)
SAM = "/v1/placements/sam-at-home"
BEDS = "/v1/settings/home/forecast"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def small(tmp_path, clock):
    """The small authority, where sam lives at the home with no planned end."""
    return fill_small(new_service(file_url(tmp_path), clock))


@pytest.fixture
def either(opened, clock):
    """The same, on SQLite and on PostgreSQL."""
    service = service_on(opened.settings.database_url, clock)
    yield fill_small(service)
    service.store.close()


def says(service, **fields):
    """Somebody changes the record of sam's stay."""
    patch(service, speaker(service, HERE), COLLECTIONS["placements"], "sam-at-home", fields, Match(frozenset()))


def day(days):
    return TODAY + timedelta(days=days)


def written(days):
    return None if days is None else day(days).isoformat()


def said(service, placement="sam-at-home"):
    """`(5, 19)`: said on day 5 that they leave on day 19."""
    rows = table("planned_end").c
    query = select(rows.said_on, rows.leaving).where(rows.placement_id == placement).order_by(rows.said_on)
    with service.store.reading() as connection:
        found = connection.execute(query).all()
    return [((on - TODAY).days, leaving and (leaving - TODAY).days) for on, leaving in found]


def past(service):
    (stay,) = service.histories.history(HERE, service.frames.frame(HERE).snapshot).stays
    return stay.planned_leaving, stay.planned_on, stay.plans_known_from


def test_a_planned_end_that_was_moved_and_came_late_is_told_by_the_forecast(small, clock, nwd):
    clock.after(1)
    api_of(small).patch(SAM, json={"leaving": written(10)}, headers={"if-match": "*"})
    clock.after(6)
    says(small, leaving=written(19))
    clock.after(25)
    before = api_of(small).get(BEDS).json()
    says(small, state="ended", leaving=written(22))
    after = api_of(small).get(BEDS).json()
    page = Browser(small, Role.HUB_MANAGER).open("/hubs/home/forecast").main.text
    text = nwd("forecast", "home", "--database", small.settings.database_url, "--authority", HERE).text

    assert said(small) == [(0, None), (1, 10), (6, 19)]
    assert past(small) == (day(19), day(1), day(0))
    assert (before["basis"]["planned_ends"], after["basis"]["planned_ends"]) == (0, 1)
    assert "the leaving day of 1 had been planned" in " ".join(text.split())
    assert "the leaving day of 1 had been planned" in page


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param([(1, 10), (1, 12), (1, 11)], [(0, None), (1, 11)], id="the last of a day"),
        pytest.param([(1, 10), (3, 12), (3, 10)], [(0, None), (1, 10)], id="moved and back on one day"),
        pytest.param([(1, 10), (3, None)], [(0, None), (1, 10), (3, None)], id="given up"),
        pytest.param([(1, 10), (3, 3)], [(0, None), (1, 10)], id="a day that has come is no plan"),
        pytest.param([(1, 10), (3, 10)], [(0, None), (1, 10)], id="the same again"),
    ],
)
def test_what_is_said_is_kept_where_it_is_news(small, clock, told, kept):
    for days, leaving in told:
        clock.after(days)
        says(small, leaving=written(leaving))

    assert said(small) == kept


def test_a_stay_that_is_recorded_once_it_is_over_says_nothing_of_plans(small, clock):
    clock.after(30)
    ended = {"id": "old", "young_person_id": "yp", "setting_id": "home", "state": "ended", "first_night": written(1)}
    api = api_of(small)
    late = {**ended, "id": "late", "state": "started", "first_night": written(29), "leaving": written(30)}
    done = [
        api.put("/v1/placements/old", json={**ended, "leaving": written(29)}),
        api.put("/v1/placements/late", json=late),
    ]

    assert [one.status_code for one in done] == [201, 201]
    assert said(small, "old") == said(small, "late") == []
    assert api.get(BEDS).json()["basis"]["planned_ends"] == 0


def test_the_history_has_another_hash_where_only_the_plan_was_another(small, clock):
    hashes = set()
    for at, leaving in enumerate((9, 10)):
        clock.after(2 * at)
        says(small, state="started", leaving=written(leaving))
        clock.after(12)
        says(small, state="ended", leaving=written(11))
        hashes.add(small.histories.history(HERE, small.frames.frame(HERE).snapshot).hash)

    assert len(hashes) == 2


def test_a_list_and_a_whole_snapshot_say_it_too_and_a_dry_run_keeps_nothing(small, clock):
    raw = f"id,young_person_id,setting_id,first_night,leaving,state\nyp1,yp,home,{written(1)},{written(9)},started\n".encode()
    clock.after(2)
    caller = speaker(small, HERE)
    import_list(small, caller, "placements", raw, "placements.csv", dry_run=True)
    assert said(small, "yp1") == []
    import_list(small, caller, "placements", raw, "placements.csv")
    moved = replace(small_world(), placements=(replace(lives("sam"), leaving=day(14)), lives("ash", "fosters")))
    load_snapshot(small, caller, moved)

    assert said(small, "yp1") == [(2, 9)]
    assert said(small) == [(0, None), (2, 14)]


def test_a_change_that_is_refused_leaves_no_plan_behind(small, clock):
    clock.after(2)
    there = replace(lives("sam"), leaving=day(14))
    twice = replace(lives("sam"), id="again", first_night=day(1))
    with pytest.raises(InvalidInput):
        load_snapshot(small, speaker(small, HERE), replace(small_world(), placements=(there, twice)))

    assert said(small) == [(0, None)]


def test_a_place_that_is_held_says_it_and_an_offer_or_one_that_came_to_nothing_does_not(small):
    asked = replace(lives("yp", first_night=day(5)), id="sam-at-home", leaving=day(9))
    for state, kept in (
        (PlacementState.OFFERED, [(0, None)]),
        (PlacementState.HELD, [(0, 9)]),
        (PlacementState.ENDED, [(0, 9)]),
        (PlacementState.CANCELLED, []),
    ):
        with small.store.writing() as connection:
            keep_planned_ends(connection, HERE, [replace(asked, state=state)], TODAY)
        assert said(small) == kept


def test_the_day_is_the_one_in_london_and_a_demonstration_has_its_own(small, clock):
    clock.now = NOW.replace(hour=23, minute=30)
    says(small, leaving=written(10))
    assert said(small) == [(0, None), (1, 10)]
    owner = table("authority_store")
    with small.store.writing() as connection:
        connection.execute(owner.update().values(demonstration_at="2026-05-29T10:00:00+01:00"))
    says(small, leaving=written(12))
    assert said(small)[-1] == (7, 12)


def test_the_step_finds_in_the_audit_what_had_been_said_before_it_was_kept(either, clock):
    for days, leaving in ((1, 10), (1, 11), (4, None), (6, 19), (6, None), (7, 8), (9, 9)):
        clock.after(days)
        says(either, leaving=written(leaving))
    clock.after(12)
    says(either, state="ended", leaving=written(9))
    rows = table("planned_end")
    query = select(rows).order_by(*rows.primary_key)
    with either.store.reading() as connection:
        before = connection.execute(query).all()
    migrate(either.store, "0009")
    migrate(either.store)
    with either.store.reading() as connection:
        assert connection.execute(query).all() == before
    assert said(either) == [(0, None), (1, 11), (4, None), (7, 8)]
