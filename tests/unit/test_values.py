"""What is refused where values are read."""

import pytest
from pydantic import TypeAdapter, ValidationError

from matcher.domain.people import LocationExclusion, Need, PossibleAges, View
from matcher.domain.placements import Placement, SeparationEntry
from matcher.domain.requests import PlacementRequest
from matcher.domain.staff import Shift
from matcher.domain.values import ClockTime, Day, Identifier, Instant, Location


def refused(kind, raw: str) -> bool:
    try:
        TypeAdapter(kind).validate_json(raw)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    "raw",
    [
        "0",
        '"0"',
        '"1268524800"',
        "true",
        '"2026-02-30"',
        '"22/05/2026"',
        '"2026-5-2"',
        '"0001-01-01"',
        '"2026-05-22T00:00"',
    ],
)
def test_only_a_real_day_written_as_text_is_a_day(raw):
    assert refused(Day, raw)


def test_a_day_is_written_year_month_day():
    assert not refused(Day, '"2026-05-22"')


@pytest.mark.parametrize("raw", ['"2026-05-22T20:05"', '"2026-05-22"', "1268524800", '"now"', '"9999-05-22T20:05Z"'])
def test_a_moment_carries_its_offset(raw):
    assert refused(Instant, raw)
    assert not refused(Instant, '"2026-05-22T20:05+01:00"')


@pytest.mark.parametrize("raw", ['"24:00"', '"7:30"', '"23:60"', '"23.30"', "2330", '"\uff10\uff19:00"'])
def test_a_time_of_day_has_two_and_two_digits(raw):
    assert refused(ClockTime, raw)
    assert not refused(ClockTime, '"00:00"')


@pytest.mark.parametrize("raw", ['""', '"a b"', '"a/b"', '"é"', f'"{"x" * 65}"', "7"])
def test_an_id_is_letters_digits_dots_underscores_and_hyphens(raw):
    assert refused(Identifier, raw)
    assert not refused(Identifier, f'"{"x" * 64}"')


@pytest.mark.parametrize("raw", ["-1", "4", '"2"', "1.5", "true"])
def test_a_level_is_a_whole_number_from_0_to_3(raw):
    assert refused(Need, f'{{"category": "trauma", "level": {raw}}}')
    assert not refused(Need, '{"category": "trauma", "level": 3}')


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Location, '{"easting": 430000}'),
        (Location, '{"easting": 430000, "northing": 455000, "county": "x"}'),
        (PossibleAges, '{"youngest": 18, "oldest": 15}'),
        (View, '{"about": "setting", "view": "for"}'),
        (LocationExclusion, '{"id": "x", "strength": "must_not", "reason": "gang"}'),
        (SeparationEntry, '{"person_a": "a", "person_b": "a", "reason": "conflict"}'),
        (SeparationEntry, '{"person_a": "a", "person_b": "b", "reason": "conflict", "scope": "area_km"}'),
        (
            Placement,
            '{"id": "p", "young_person_id": "a", "setting_id": "s", "first_night": "2026-01-02", "leaving": "2026-01-02"}',
        ),
        (PlacementRequest, '{"id": "r", "young_person_id": "a", "start_date": "2026-01-02", "end_date": "2026-01-02"}'),
        (
            PlacementRequest,
            '{"id": "r", "young_person_id": "a", "start_date": "2026-01-02", "first_night_latest": "2026-01-01"}',
        ),
        (Shift, '{"setting_id": "s", "on": "2026-01-01", "shift": "night"}'),
        (Shift, '{"setting_id": "s", "on": "2026-01-01", "shift": "night", "headcount": 1, "waking": 2}'),
    ],
)
def test_values_that_contradict_themselves_are_refused(kind, raw):
    assert refused(kind, raw)
