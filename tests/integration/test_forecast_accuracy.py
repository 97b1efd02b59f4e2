"""Served forecasts: kept once a day, forgotten in time, held against what happened; and what moved since the day before."""

import json
import zlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.actions.forecast import setting_forecast
from api.actions.forecast_accuracy import forecast_accuracy
from api.actions.learning import keep_past_stays, stays_here
from api.actions.loading import load_snapshot
from api.app import create_app
from api.opening_store import speaker
from api.service import Service
from api.settings import Settings
from api.store.forecasts import is_kept
from api.store.schema import table
from fixtures.plain_world import lives, place, setting
from matcher.capacity.forecast import Cause
from matcher.domain.codes import PlacementState, PlacePool, Role, SettingKind
from matcher.domain.stays import Stay
from tests.small import fill_small, small_world
from tests.stores import ELSEWHERE, HERE, Clock, file_url, new_service, signed_in

BEDS, ACCURACY = "/v1/settings/home/forecast", "/v1/forecasts/accuracy"
TODAY = date(2026, 5, 22)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def small(tmp_path, clock):
    """The small authority: sam lives at the home, ash with the foster family."""
    return fill_small(new_service(file_url(tmp_path), clock))


@pytest.fixture
def app(small):
    return create_app(small)


@pytest.fixture
def asking(app, small):
    """Lets in somebody of this role, on the day it is now."""
    return lambda role=Role.SERVICE_MANAGER, **more: TestClient(app, headers=signed_in(small, role, **more))


def kept_rows(service):
    rows = table("served_forecast")
    with service.store.reading() as connection:
        return connection.execute(select(rows).order_by(rows.c.day, rows.c.setting_id, rows.c.nights)).all()


def serve(service, setting_id="home", days=None):
    return setting_forecast(service, speaker(service, HERE), setting_id, days)


def judged(service, **asked):
    return forecast_accuracy(service, speaker(service, HERE), **asked)


def record(service, *placements, **facts):
    """The record says that these live, lived or will live there."""
    load_snapshot(service, speaker(service, HERE), replace(small_world(), placements=placements, **facts))


SAM, ASH = lives("sam"), lives("ash", "fosters")


def ends(service, leaving):
    """The record says that sam's stay ended that day."""
    record(service, replace(SAM, state=PlacementState.ENDED, leaving=leaving), ASH)


def test_the_last_forecast_of_a_day_is_kept_however_often_it_is_served(small):
    for _ in range(3):
        serve(small)
    before = kept_rows(small)
    ends(small, TODAY)
    serve(small)
    after = kept_rows(small)

    assert [(one.setting_id, one.pool, one.day, one.nights) for one in before] == [("home", "residential", TODAY, 84)]
    assert [(one.setting_id, one.pool, one.day, one.nights) for one in after] == [("home", "residential", TODAY, 84)]
    assert before[0].snapshot_hash != after[0].snapshot_hash
    assert before[0].body != after[0].body


@pytest.mark.parametrize("other", ["snapshot_hash", "policy_hash", "history_hash", "engine_version"])
def test_a_forecast_made_of_anything_else_is_not_the_one_that_is_kept(small, other):
    serve(small)
    (row,) = [one._mapping for one in kept_rows(small)]
    with small.store.reading() as connection:
        assert is_kept(connection, dict(row))
        assert not is_kept(connection, {**row, other: "another"})


def test_other_nights_another_setting_and_another_day_are_kept_beside_it(small, clock):
    serve(small)
    serve(small, days=7)
    serve(small, "fosters")
    clock.after(1)
    serve(small)

    assert [(one.setting_id, one.day, one.nights) for one in kept_rows(small)] == [
        ("fosters", TODAY, 84),
        ("home", TODAY, 7),
        ("home", TODAY, 84),
        ("home", TODAY + timedelta(days=1), 84),
    ]


def test_what_is_kept_is_small_and_names_nobody(small):
    serve(small)
    (one,) = kept_rows(small)

    assert len(one.body) < 4_000
    text = zlib.decompress(one.body).decode()
    assert not any(word in text for word in ("sam", "placement", "yp"))
    assert json.loads(text)["occupancy"][0] == [0, 10_000, 0]


def test_of_whom_it_was_made_is_kept_until_two_later_days_have_their_own(small, clock):
    for days in range(3):
        clock.after(days)
        serve(small)

    assert [one.parts is None for one in kept_rows(small)] == [True, False, False]


def test_a_forecast_goes_after_as_many_days_as_the_service_is_set_to(tmp_path, clock):
    url = file_url(tmp_path)
    fill_small(new_service(url, clock))
    service = Service(Settings(database_url=url, job_processes=0, forecast_days_kept=100), clock)
    for days in (0, 100, 101):
        clock.after(days)
        serve(service)
        assert kept_rows(service)[0].day == TODAY + timedelta(days=100 if days == 101 else 0)


def test_asking_how_good_they_were_writes_nothing(small):
    judged(small)

    assert kept_rows(small) == []


def test_before_anything_is_kept_it_says_so(small):
    found = judged(small)

    assert (found.kept_since, found.forecasts, found.first_judged_on) == (None, 0, None)
    assert found.says == "No forecast is kept yet. Each is kept from the day on which it is first asked for."
    assert [one.forecasts for one in found.distances] == [0, 0, 0]


def test_before_a_night_is_over_it_says_since_when_and_from_when(small, clock, asking):
    serve(small)
    clock.after(7)
    found = asking(Role.BUDGET_HOLDER).get(ACCURACY).json()

    assert found["says"] == (
        "Forecasts are kept since 22 May 2026. None of these can be judged before 30 May 2026, when its nights are over."
    )
    assert (found["kept_since"], found["first_judged_on"], found["forecasts"]) == ("2026-05-22", "2026-05-30", 1)
    assert [one["crps"] for one in found["distances"]] == [None, None, None]


def test_each_forecast_is_held_against_who_slept_there_as_it_was_served(small, clock):
    """sam left on the fourth night: on the eighth nobody was there, where the forecast had its chances."""
    served = serve(small).nights[7]
    clock.after(8)
    ends(small, TODAY + timedelta(days=3))
    found = judged(small)
    seven = found.distances[0]
    somebody = 1 - served.occupancy[0]

    assert (seven.nights_ahead, seven.forecasts, seven.too_few) == (7, 1, True)
    assert seven.crps == pytest.approx(somebody**2 + sum(served.occupancy[2:]) ** 2, abs=2e-3)
    assert seven.no_change.crps == pytest.approx(1.0)
    assert seven.brier == pytest.approx(sum(served.occupancy[served.beds :]) ** 2, abs=2e-3)
    assert [one.setting_id for one in found.pools] == ["home"]
    assert [one.forecasts for one in found.distances] == [1, 0, 0]


def test_somebody_who_is_still_there_was_there_and_a_night_counts_once_it_is_over(small, clock):
    serve(small)
    for days, count in ((7, 0), (8, 1)):
        clock.after(days)
        assert judged(small).distances[0].forecasts == count
    assert judged(small).distances[0].no_change.crps == 0.0


def test_of_one_day_the_last_forecast_that_says_it_counts_and_once(small, clock):
    serve(small, days=7)
    serve(small, days=6)
    serve(small)
    clock.after(90)
    found = judged(small)

    assert [one.forecasts for one in found.distances] == [1, 1, 1]
    assert found.forecasts == 3


def test_twenty_days_of_forecasts_are_enough_to_say(small, clock):
    for days in range(20):
        clock.after(days)
        serve(small, days=7)
    for days, too_few in ((26, True), (27, False)):
        clock.after(days)
        found = judged(small).distances[0]
        assert (found.forecasts, found.too_few) == (19 if too_few else 20, too_few)
    assert found.coverage == 1.0


def test_only_the_days_and_the_setting_asked_for(small, clock):
    serve(small)
    serve(small, "fosters")
    clock.after(3)
    serve(small)
    clock.after(20)

    def counted(**asked):
        found = judged(small, **asked)
        return found.forecasts, [one.setting_id for one in found.pools]

    assert counted() == (3, ["fosters", "home"])
    assert counted(setting_id="fosters") == (1, ["fosters"])
    assert counted(last=date(2026, 5, 24)) == (2, ["fosters", "home"])
    assert counted(first=date(2026, 5, 25)) == (1, ["home"])
    assert counted(first=date(2026, 5, 26)) == (0, [])


def test_a_setting_that_is_not_there_and_days_the_wrong_way_round_are_refused_and_others_see_their_own(small, asking):
    serve(small)
    api, theirs = asking(), asking(authority=ELSEWHERE)
    assert api.get(ACCURACY, params={"setting": "nowhere"}).status_code == 404
    wrong = api.get(ACCURACY, params={"from": "2026-05-25", "to": "2026-05-24"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/query/to")
    assert (api.get(ACCURACY).json()["forecasts"], theirs.get(ACCURACY).json()["forecasts"]) == (1, 0)


def test_a_setting_of_one_persons_own_is_told_to_those_who_read_people_or_name_it_and_to_nobody_else(
    small, clock, asking
):
    own, fosters = setting("home", for_young_person_id="sam"), setting("fosters", SettingKind.FOSTER_FAMILY)
    record(small, SAM, ASH, settings=(own, fosters))
    serve(small)
    serve(small, "fosters")
    clock.after(8)

    def told(role, **asked):
        return [one["setting_id"] for one in asking(role).get(ACCURACY, params=asked).json()["pools"]]

    assert told(Role.HUB_MANAGER) == ["fosters", "home"]
    assert told(Role.BUDGET_HOLDER) == ["fosters"]
    assert told(Role.BUDGET_HOLDER, setting="home") == ["home"]


def test_one_day_alone_can_be_asked_for_and_what_is_served_later_that_day_counts_too(small):
    serve(small)
    assert judged(small, first=TODAY, last=TODAY).forecasts == 1
    serve(small, "fosters")
    assert judged(small, first=TODAY, last=TODAY).forecasts == 2


def test_settings_stand_by_name_and_ordinary_beds_before_emergency_beds(small, clock):
    hub = setting("home", SettingKind.HUB_BED, name="Alder")
    fosters = setting("fosters", SettingKind.FOSTER_FAMILY, name="Birch")
    kept_beds = place("home", place_id="kept", pool=PlacePool.EMERGENCY)
    record(small, SAM, ASH, settings=(hub, fosters), places=(place("home"), kept_beds, place("fosters")))
    serve(small, "fosters")
    serve(small)
    clock.after(8)

    assert [(one.setting_name, one.pool) for one in judged(small).pools] == [
        ("Alder", PlacePool.RESIDENTIAL),
        ("Alder", PlacePool.EMERGENCY),
        ("Birch", PlacePool.RESIDENTIAL),
    ]


def test_the_first_forecast_of_all_has_nothing_to_move_from(small):
    assert serve(small).moved is None


def test_what_moved_since_the_last_day_adds_up_and_says_why(small, clock):
    serve(small)
    clock.after(1)
    record(small, replace(SAM, leaving=date(2026, 6, 1)), ASH)
    found = serve(small)
    moved = found.moved.beds

    assert found.moved.since == TODAY
    assert {one.key: one.cause for one in moved.moves}["sam-at-home"] is Cause.PLANNED_END_RECORDED
    assert moved.nights[0] == TODAY + timedelta(days=1)
    for at, night in enumerate(moved.nights):
        assert moved.after[at] == pytest.approx(found.nights[at].mean_demand)
        assert sum(one.change[at] for one in moved.moves) == pytest.approx(moved.after[at] - moved.before[at], abs=1e-9)
        assert found.nights[at].date == night


def test_who_may_not_read_people_is_told_of_everybody_together_and_nothing_is_noted(small, clock, asking):
    serve(small)
    clock.after(1)
    ends(small, TODAY)
    untold = asking(Role.BUDGET_HOLDER).get(BEDS)
    moved = untold.json()["moved"]["beds"]

    assert b"sam" not in untold.content
    assert {one["cause"] for one in moved["moves"]} == {"unknown_arrivals", "known_people"}
    assert sum(one["change"][0] for one in moved["moves"]) == pytest.approx(moved["after"][0] - moved["before"][0])
    assert noted(small, untold) == set()


def noted(service, answer):
    rows = table("audit_entry")
    query = select(rows.c.collection, rows.c.record_id, rows.c.young_person_id).where(
        rows.c.reference == answer.headers["x-request-id"]
    )
    with service.store.reading() as connection:
        return {tuple(one) for one in connection.execute(query).all()}


def test_whoever_has_left_and_whose_request_was_closed_are_noted_as_read_when_it_is_told(small, clock, asking):
    serve(small)
    clock.after(1)
    ends(small, TODAY)
    api = asking()
    closed = api.patch("/v1/placement-requests/req", json={"is_open": False}, headers={"if-match": "*"})
    told = api.get(BEDS)
    moves = {(one["cause"], one["key"]) for one in told.json()["moved"]["beds"]["moves"]}

    assert closed.status_code == 200
    assert moves >= {("left", "sam-at-home"), ("no_longer_asked", "req")}
    assert noted(small, told) >= {("placements", "sam-at-home", "sam"), ("placement_requests", "req", "yp")}


def test_at_a_terminal_it_is_the_same_and_says_too_few(small, nwd, tmp_path, clock):
    serve(small)
    clock.after(1)
    ends(small, TODAY)
    url = small.settings.database_url
    found = json.loads(nwd("accuracy", "--database", url, "--authority", HERE, "--json").out)
    text = nwd("accuracy", "--database", url, "--authority", HERE).text

    assert found["forecasts"] == 1
    assert "too few to say" in text
    assert "Forecasts are kept since 22 May 2026" in text


def kept(*stays):
    """Past stays at the home, of whom, from so many nights before today to so many."""
    return stays_here(
        HERE,
        [
            Stay(
                young_person_id=who,
                setting_id=at,
                first_night=TODAY - timedelta(days=first),
                leaving=TODAY - timedelta(days=leaving),
            )
            for who, at, first, leaving in stays
        ],
        TODAY,
    )


def test_the_past_year_counts_stays_that_are_kept_without_a_name(small, clock):
    """sam came on 1 January, 142 nights before and with the night of the forecast; zoe was there for 100 of the 223 before."""
    serve(small)
    clock.after(8)
    young = judged(small).distances[0].past_year.crps
    keep_past_stays(small, speaker(small, HERE), kept(("zoe", "home", 364, 264)))

    assert young == 0.0
    assert judged(small).distances[0].past_year.crps == pytest.approx((123 / 365) ** 2)


def test_nobody_is_counted_twice_where_a_record_and_a_return_tell_of_the_same_nights(small, clock):
    serve(small)
    clock.after(8)
    keep_past_stays(small, speaker(small, HERE), kept(("zoe", "home", 364, 264)))
    once = judged(small)
    again = kept(("sam", "home", 141, 60), ("sam", "fosters", 100, 60), ("zoe", "home", 300, 264))
    keep_past_stays(small, speaker(small, HERE), again)

    assert judged(small) == once
