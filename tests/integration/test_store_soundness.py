"""What must hold between a record and those that are there already: each check at its edge, over both databases."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from api.actions.loading import load_snapshot
from api.opening_store import speaker
from api.records.collections import COLLECTIONS, record_adapter
from api.records.nouns import record_of_noun
from api.service import Service
from fixtures.plain_world import TODAY, lives, person, place, request, setting
from matcher.domain.codes import MemberRelation, PlacementState, SettingKind
from matcher.domain.settings import HouseholdMember
from matcher.domain.snapshot import Snapshot
from tests.databases import api_of, opened_copy
from tests.stores import HERE, NOW, new_service

A_DAY = timedelta(days=1)
SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
OUTREACH = SettingKind.OUTREACH
SHIFT = {"id": "x", "setting_id": "home", "on": "2026-06-01", "shift": "night", "worker_ids": ["kw", "ghost"]}
APART = {"id": "s", "person_a": "yp", "person_b": "other", "reason": "conflict"}
FINE: tuple[int, list[str]] = (201, [])


@pytest.fixture
def opened(databases) -> Iterator[Service]:
    """`yp` and `sam`; `home` with a place, `other` with one, and `outreach` with one; no registers."""
    yield from opened_copy(databases, "people and homes", people_and_homes)


def people_and_homes(url: str) -> None:
    service = new_service(url)
    homes = (
        setting("home", SettingKind.HUB_BED),
        setting("other", SettingKind.FOSTER_FAMILY),
        setting("outreach", OUTREACH),
    )
    places = tuple(place(one.id) for one in homes)
    people = (person("yp"), person("sam"))
    there = Snapshot(as_of=NOW, authority=HERE, young_people=people, settings=homes, places=places)
    load_snapshot(service, speaker(service, HERE), there)
    service.close()


@pytest.fixture
def api(opened) -> TestClient:
    """A service manager."""
    return api_of(opened)


def put(api: TestClient, name: str, given) -> tuple[int, list[str]]:
    """Keep a noun, or a record as JSON, whatever is there: the status, and where it is wrong."""
    collection = COLLECTIONS[name]
    if not isinstance(given, dict):
        given = json.loads(record_adapter(name).dump_json(record_of_noun(collection, given), exclude_none=True))
    at = f"/v1/{collection.path}/{given[collection.id_field]}"
    answer = api.put(at, json=given)
    if answer.status_code == 428:
        answer = api.put(at, json=given, headers={"if-match": "*"})
    return answer.status_code, [one["pointer"] for one in answer.json().get("errors", ())]


def stay(id: str, first: date, leaving: date | None, setting_id: str = "other", who: str = "yp", **facts):
    """Somebody's nights somewhere."""
    facts = {"id": id, "first_night": first, "leaving": leaving, "state": PlacementState.STARTED} | facts
    return lives(who, setting_id, **facts)


CASES = (
    (AUTUMN, None, True),
    (AUTUMN - A_DAY, None, False),
    (SPRING, SUMMER, True),
    (SPRING, SUMMER + A_DAY, False),
    (SPRING, None, False),
    (SUMMER + A_DAY, AUTUMN - A_DAY, False),
)
"""First night, leaving, and whether it may stand beside a stay from summer to autumn."""


def test_nobody_is_in_two_places_and_may_leave_one_on_the_day_of_the_next(api):
    for n, (first, leaving, is_free) in enumerate(CASES):
        who = f"yp-{n}"
        assert put(api, "young_people", person(who)) == FINE
        assert put(api, "placements", stay(f"there-{n}", SUMMER, AUTUMN, "home", who)) == FINE
        found = put(api, "placements", stay(f"new-{n}", first, leaving, "other", who))
        assert found == (FINE if is_free else (422, ["/first_night"])), (first, leaving)


def test_a_stay_that_others_have_is_in_nobodys_way(api):
    assert put(api, "placements", stay("there", SUMMER, AUTUMN, "home")) == FINE
    assert put(api, "placements", stay("sams", SUMMER, AUTUMN, "home", "sam")) == FINE
    assert put(api, "placements", stay("past", SUMMER, AUTUMN, "other", state=PlacementState.ENDED)) == FINE
    assert put(api, "placements", stay("visits", SUMMER, AUTUMN, "outreach")) == FINE


def test_a_stay_may_be_changed_to_overlap_with_what_it_was(api):
    assert put(api, "placements", stay("there", SUMMER, AUTUMN)) == FINE
    assert put(api, "placements", stay("there", SUMMER + A_DAY, AUTUMN + A_DAY)) == (200, [])
    assert put(api, "placements", stay("next", AUTUMN + A_DAY, None, "home")) == FINE
    assert put(api, "placements", stay("there", SUMMER, AUTUMN + 2 * A_DAY)) == (422, ["/first_night"])


def test_a_setting_that_gets_beds_must_not_put_anybody_in_two_places(api):
    assert put(api, "placements", stay("visits", SUMMER, AUTUMN, "outreach")) == FINE
    assert put(api, "settings", setting("outreach", SettingKind.HUB_BED)) == (200, [])
    assert put(api, "settings", setting("outreach", OUTREACH)) == (200, [])
    assert put(api, "placements", stay("there", SUMMER, AUTUMN, "home")) == FINE
    assert put(api, "settings", setting("outreach", SettingKind.HUB_BED)) == (422, ["/kind"])


def test_a_placement_is_in_a_place_of_its_own_setting(api):
    assert put(api, "placements", stay("x", SUMMER, None, "home", place_id="other-bed")) == (422, ["/place_id"])
    assert put(api, "placements", stay("x", SUMMER, None, "home", place_id="nowhere")) == (422, ["/place_id"])
    assert put(api, "placements", stay("x", SUMMER, None, "home", place_id=None)) == FINE


def test_a_place_stays_in_its_setting_while_somebody_is_placed_there(api):
    assert put(api, "places", replace(place("home"), setting_id="other")) == (200, [])
    assert put(api, "places", place("home")) == (200, [])
    assert put(api, "placements", stay("x", SUMMER, None, "home")) == FINE
    assert put(api, "places", place("home", beds=3)) == (200, [])
    assert put(api, "places", replace(place("home"), setting_id="other")) == (422, ["/setting_id"])


def test_a_record_of_a_placement_tells_of_what_has_happened(api):
    for state in PlacementState:
        found = put(api, "placements", stay(f"is-{state}", SUMMER, None, state=state))
        assert found == (FINE if state in {"started", "ended"} else (422, ["/state"])), state


NAMES_NOBODY = (
    ("places", place("nowhere"), ["/setting_id"]),
    ("placement_requests", request(young_person_id="nobody"), ["/young_person_id"]),
    ("placements", lives("nobody", "home"), ["/young_person_id"]),
    (
        "relationships",
        {"id": "r", "young_person_id": "nobody", "person_id": "x", "depth": "met"},
        ["/young_person_id"],
    ),
    ("travel_times", {"id": "t", "origin": "anything", "setting_id": "nowhere", "minutes": 5}, ["/setting_id"]),
)


def test_what_a_record_names_is_there(api):
    for name, given, wrong in NAMES_NOBODY:
        assert put(api, name, given) == (422, wrong), name


def test_what_is_another_authoritys_is_not_there(api, opened):
    elsewhere = api_of(opened, authority="westfell")
    assert put(elsewhere, "places", place("home")) == (422, ["/setting_id"])
    assert put(elsewhere, "placement_requests", request()) == (422, ["/young_person_id"])


def test_a_separation_names_young_people_members_of_a_household_or_carers(api):
    uncle = HouseholdMember(id="uncle", relation=MemberRelation.OTHER_ADULT)
    assert put(api, "settings", setting("other", SettingKind.FOSTER_FAMILY, household=(uncle,))) == (200, [])
    for n, who in enumerate(("sam", "uncle", "other-carer")):
        assert put(api, "separations", APART | {"id": f"s{n}", "person_b": who}) == FINE
    assert put(api, "separations", APART | {"person_a": "nobody", "person_b": "nobody-else"}) == (
        422,
        ["/person_a", "/person_b"],
    )


def test_whom_a_separation_names_stays_in_a_household(api):
    aunt = HouseholdMember(id="aunt", relation=MemberRelation.OTHER_ADULT)
    with_her, without = (setting("other", SettingKind.FOSTER_FAMILY, household=one) for one in ((aunt,), ()))
    assert put(api, "settings", with_her) == (200, [])
    assert put(api, "separations", APART | {"person_b": "aunt"}) == FINE
    assert put(api, "settings", without) == (422, ["/household"])
    assert put(api, "settings", setting("home", SettingKind.HUB_BED, household=(aunt,))) == (200, [])
    assert put(api, "settings", without) == (200, [])
    assert put(api, "settings", setting("home", SettingKind.HUB_BED)) == (422, ["/household"])
    assert put(api, "young_people", person("aunt")) == FINE
    assert put(api, "settings", setting("home", SettingKind.HUB_BED)) == (200, [])


def test_a_shift_names_anybody_while_no_workers_are_recorded(api):
    assert put(api, "shifts", SHIFT) == FINE


def test_a_shift_names_workers_who_are_there_once_workers_are_recorded(api):
    assert put(api, "workers", {"id": "kw", "name": "Kay"}) == FINE
    assert put(api, "shifts", SHIFT) == (422, ["/worker_ids/1"])
    assert put(api, "workers", {"id": "ghost", "name": "Gus"}) == FINE
    assert put(api, "shifts", SHIFT) == FINE


def test_nobody_is_born_tomorrow(api):
    wrong = (422, ["/date_of_birth"]), (422, ["/household/0/date_of_birth"])
    for born, expected in ((TODAY + A_DAY, wrong), (TODAY, (FINE, FINE)), (None, ((200, []), (200, [])))):
        child = HouseholdMember(id="child", relation=MemberRelation.OWN_CHILD, date_of_birth=born)
        family = setting("family", SettingKind.FOSTER_FAMILY, household=(child,))
        found = put(api, "young_people", person("baby", date_of_birth=born)), put(api, "settings", family)
        assert found == expected, born


def test_an_open_request_is_not_years_away(api):
    for days, is_open, expected in ((732, True, (422, ["/start_date"])), (731, True, FINE), (732, False, FINE)):
        for start in (TODAY + days * A_DAY, TODAY - days * A_DAY):
            given = request(id=f"r-{start}", start_date=start, end_date=None, is_open=is_open)
            assert put(api, "placement_requests", given) == expected, (start, is_open)


def test_an_id_of_another_system_belongs_to_one_record_of_a_kind(api):
    worker = {"id": "a", "name": "A", "external_refs": {"hr": "1"}}
    assert put(api, "workers", worker) == FINE
    assert put(api, "workers", worker | {"id": "b"})[0] == 409
    assert put(api, "workers", worker | {"id": "b", "external_refs": {"rota": "1"}}) == FINE
    same = record_of_noun(COLLECTIONS["settings"], setting("same"))
    same = json.loads(record_adapter("settings").dump_json(same, exclude_none=True))
    assert put(api, "settings", same | {"external_refs": {"hr": "1"}}) == FINE
    assert put(api, "workers", worker | {"external_refs": {}}) == (200, [])
    assert put(api, "workers", worker | {"id": "b"}) == (200, [])
