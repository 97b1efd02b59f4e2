"""Served forecasts in the database: which rows each question finds, and which go. Rows alone, without a forecast."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.store.forecasts import (
    Kept,
    forget_older,
    forget_parts,
    is_kept,
    keep_served,
    kept,
    last_before,
    served_on,
    whose_requests,
)
from api.store.schema import table
from tests.small import REQUEST, fill_small
from tests.stores import ELSEWHERE, HERE, NOW, file_url, new_service

FIRST = date(2026, 5, 22)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def row(on: int, body: bytes = b"told", *, parts: bytes | None = b"whom", hours: int = 0, **facts):
    """The home's ordinary beds for seven nights, as served on this day."""
    plain = {
        "authority": HERE,
        "setting_id": "home",
        "pool": "residential",
        "day": day(on),
        "nights": 7,
        "served_at": NOW + timedelta(days=on, hours=hours),
        "snapshot_hash": "s",
        "policy_hash": "p",
        "history_hash": "h",
        "engine_version": "1",
    }
    return plain | {"body": body, "parts": parts} | facts


@pytest.fixture
def store(tmp_path):
    """Two authorities that keep nothing yet."""
    return new_service(file_url(tmp_path)).store


def keeping(connection, *rows):
    for one in rows:
        keep_served(connection, one)


def left(connection):
    rows = table("served_forecast").c
    query = select(rows.authority, rows.setting_id, rows.day, rows.parts).order_by(rows.authority, rows.setting_id)
    return [
        (one.authority, one.setting_id, (one.day - FIRST).days, one.parts is not None)
        for one in connection.execute(query.order_by(rows.day))
    ]


def test_forecasts_before_a_day_go_and_no_other_authoritys(store):
    with store.writing() as connection:
        keeping(connection, row(0), row(1), row(2), row(0, authority=ELSEWHERE))
        forget_older(connection, HERE, day(1))

        assert left(connection) == [
            (HERE, "home", 1, True),
            (HERE, "home", 2, True),
            (ELSEWHERE, "home", 0, True),
        ]


def test_of_whom_they_were_made_is_forgotten_of_one_setting_of_one_authority_before_a_day(store):
    with store.writing() as connection:
        keeping(connection, row(0), row(1), row(0, setting_id="hub"), row(0, authority=ELSEWHERE))
        forget_parts(connection, HERE, "home", day(1))

        assert left(connection) == [
            (HERE, "home", 0, False),
            (HERE, "home", 1, True),
            (HERE, "hub", 0, True),
            (ELSEWHERE, "home", 0, True),
        ]


def test_the_last_before_a_day_is_the_latest_of_which_it_is_known_of_whom_it_was_made(store):
    with store.writing() as connection:
        keeping(
            connection,
            row(0, b"older"),
            row(1, b"yesterday"),
            row(2, b"nobody known", parts=None),
            row(3, b"today"),
            row(2, b"theirs", authority=ELSEWHERE),
            row(2, b"another", setting_id="hub"),
        )
        found = last_before(connection, HERE, "home", day(3))

        assert {pool: (one.day, one.body) for pool, one in found.items()} == {"residential": (day(1), b"yesterday")}
        assert last_before(connection, HERE, "home", day(0)) == {}


def test_of_several_numbers_of_nights_on_its_day_the_most_counts_in_each_pool(store):
    with store.writing() as connection:
        keeping(
            connection,
            row(0, b"84", nights=84),
            row(0, b"7", nights=7),
            row(0, b"28", nights=28),
            row(0, b"reserve", pool="emergency"),
        )
        found = last_before(connection, HERE, "home", day(1))

        assert {pool: one.body for pool, one in found.items()} == {"residential": b"84", "emergency": b"reserve"}


def test_both_days_that_are_asked_for_count_and_what_was_served_later_comes_later(store):
    with store.writing() as connection:
        keeping(
            connection,
            row(0, b"too early"),
            row(1, b"evening", nights=7, hours=5),
            row(1, b"morning", nights=84),
            row(2, b"last"),
            row(3, b"too late"),
            row(1, b"theirs", authority=ELSEWHERE),
            row(2, b"hub", setting_id="hub"),
        )

        def bodies(setting_id):
            return [one.body for one in served_on(connection, HERE, setting_id, day(1), day(2))]

        assert bodies(None) == [b"morning", b"evening", b"last", b"hub"]
        assert bodies("home") == [b"morning", b"evening", b"last"]
        assert bodies("hub") == [b"hub"]


def test_what_is_kept_says_how_many_since_when_and_when_the_last_was_served(store):
    with store.writing() as connection:
        keeping(connection, row(0), row(2), row(3, setting_id="hub"), row(5, authority=ELSEWHERE))

        assert kept(connection, HERE, None) == Kept(3, day(0), NOW + timedelta(days=3))
        assert kept(connection, HERE, "home") == Kept(2, day(0), NOW + timedelta(days=2))
        assert kept(connection, HERE, "nowhere") == Kept(0, None, None)


def test_the_same_is_kept_only_of_the_same_beds_nights_and_day_and_made_of_the_same(store):
    with store.writing() as connection:
        keeping(connection, row(0))

        assert is_kept(connection, row(0))
        others: dict[str, Any] = {
            "setting_id": "hub",
            "pool": "emergency",
            "day": day(1),
            "nights": 8,
            "authority": ELSEWHERE,
        }
        made_of = dict.fromkeys(("snapshot_hash", "policy_hash", "history_hash", "engine_version"), "another")
        others |= made_of
        assert [name for name, other in others.items() if is_kept(connection, row(0, **{name: other}))] == []


def test_a_request_is_somebodys_in_its_own_authority_alone(tmp_path):
    service = fill_small(new_service(file_url(tmp_path)))
    with service.store.reading() as connection:
        assert whose_requests(connection, HERE, [REQUEST, "another"]) == {REQUEST: "yp"}
        assert whose_requests(connection, ELSEWHERE, [REQUEST]) == {}
        assert whose_requests(connection, HERE, []) == {}
