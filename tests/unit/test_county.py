"""The invented county: whole, sound, of the stated size, and the same everywhere."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest

import fixtures
from fixtures.homes import ofsted_number
from fixtures.postcodes import postcodes
from matcher.domain.checks import problems
from matcher.domain.codes import PlacementState, PlacePool, RegistrationStatus, SettingKind, ShiftName
from matcher.domain.nights import age_on
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import LegalStatus
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot, content_hash, snapshot_adapter
from matcher.domain.values import LONDON

DEMO_COUNTY_HASH = "d0dee6dcdab7486d0950f97de42574a6e2c7a9ab304ed16715b41c3797f5743e"
"""Changes only with the generator, and then every picture and example made from the demo changes with it."""

SEEDS = (2026, 1, 7, 33)
NOT_IN_CARE = {SettingKind.OUTREACH, SettingKind.STAYING_PUT}
TEENAGER = 14


@cache
def county(seed: int = 2026) -> Snapshot:
    return fixtures.county(seed)


def settings_of(snapshot: Snapshot, kind: SettingKind) -> list[Setting]:
    return [setting for setting in snapshot.settings if setting.kind is kind]


def residents_tonight(snapshot: Snapshot) -> dict[str, list[str]]:
    """Setting id -> the people who sleep there tonight."""
    there: dict[str, list[str]] = {setting.id: [] for setting in snapshot.settings}
    for placement in snapshot.placements:
        if placement.state is PlacementState.STARTED and placement.nights.covers(snapshot.today):
            there[placement.setting_id].append(placement.young_person_id)
    return there


def free_beds(snapshot: Snapshot) -> dict[str, int]:
    """Setting id -> beds that nobody sleeps in tonight."""
    beds: Counter[str] = Counter()
    for row in snapshot.places:
        beds[row.setting_id] += row.beds
    return {setting_id: beds[setting_id] - len(people) for setting_id, people in residents_tonight(snapshot).items()}


def in_care(snapshot: Snapshot) -> list[YoungPerson]:
    people = {person.id: person for person in snapshot.young_people}
    there = residents_tonight(snapshot)
    return [
        people[person_id]
        for setting in snapshot.settings
        if setting.kind not in NOT_IN_CARE
        for person_id in there[setting.id]
        if people[person_id].responsible_authority == snapshot.authority
    ]


def age(person: YoungPerson) -> int:
    assert person.date_of_birth is not None
    return age_on(person.date_of_birth, fixtures.TODAY)


def test_the_demo_county_is_the_same_on_every_machine():
    assert content_hash(county()) == DEMO_COUNTY_HASH


def test_the_same_seed_gives_the_same_bytes():
    adapter = snapshot_adapter()

    assert adapter.dump_json(fixtures.county(5)) == adapter.dump_json(fixtures.county(5))


def test_different_seeds_give_different_counties():
    assert len({content_hash(county(seed)) for seed in SEEDS}) == len(SEEDS)


def test_now_is_the_friday_evening_before_a_bank_holiday():
    assert county().as_of == datetime(2026, 5, 22, 20, 5, tzinfo=LONDON)


def test_the_demo_county_is_read_back_from_its_json_as_it_was():
    adapter = snapshot_adapter()

    assert adapter.validate_json(adapter.dump_json(county())) == county()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_named_that_is_not_there_and_nobody_is_in_two_beds(seed):
    assert problems(county(seed)) == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_place_row_has_more_people_than_beds(seed):
    snapshot = county(seed)
    taken = Counter(placement.place_id for placement in snapshot.placements if placement.nights.covers(snapshot.today))

    assert [row.place_id for row in snapshot.places if taken[row.place_id] > row.beds] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_brothers_and_sisters_name_each_other(seed):
    people = {person.id: person for person in county(seed).young_people}

    for person in people.values():
        for link in person.siblings or ():
            assert person.id in [back.person_id for back in people[link.person_id].siblings or ()]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_key_worker_is_a_worker_who_has_the_young_person_among_theirs(seed):
    snapshot = county(seed)
    theirs = {worker.id: {one.young_person_id for one in worker.allocations or ()} for worker in snapshot.workers or ()}
    asked = {person.id: person.key_worker for person in snapshot.young_people if person.key_worker}

    with_worker = {person_id: key.worker_id for person_id, key in asked.items() if key.worker_id}
    assert with_worker
    assert all(person_id in theirs[worker_id] for person_id, worker_id in with_worker.items())


@pytest.mark.parametrize("seed", SEEDS)
def test_about_480_children_are_in_care_about_300_of_them_ten_or_older(seed):
    ages = [age(person) for person in in_care(county(seed))]

    assert 440 <= len(ages) <= 520
    assert 260 <= sum(years >= 10 for years in ages) <= 340
    assert max(ages) < 18


@pytest.mark.parametrize("seed", SEEDS)
def test_two_hubs_west_and_east_have_four_residential_and_two_emergency_beds_each(seed):
    snapshot = county(seed)
    hubs = settings_of(snapshot, SettingKind.HUB_BED)
    beds = {(row.setting_id, row.pool): row.beds for row in snapshot.places}

    west, east = hubs
    assert west.location is not None
    assert east.location is not None
    assert (west.location.easting or 0) < (east.location.easting or 0)
    assert [beds[hub.id, PlacePool.RESIDENTIAL] for hub in hubs] == [4, 4]
    assert [beds[hub.id, PlacePool.EMERGENCY] for hub in hubs] == [2, 2]
    assert sum(len(residents_tonight(snapshot)[hub.id]) for hub in hubs) in {5, 6}


@pytest.mark.parametrize("seed", SEEDS)
def test_about_eighty_are_in_the_hubs_own_care(seed):
    snapshot = county(seed)
    allocated = Counter(one.setting_kind for worker in snapshot.workers or () for one in worker.allocations or ())

    assert 70 <= sum(allocated.values()) <= 90
    assert allocated[SettingKind.COMMUNITY_FAMILY] == 4
    assert allocated[SettingKind.BESPOKE] == 3
    assert 8 <= allocated[SettingKind.SUPPORTED_LODGINGS] + allocated[SettingKind.SUPPORTED_ACCOMMODATION] <= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_of_240_foster_families_few_have_a_room_and_fewer_one_for_a_teenager(seed):
    snapshot = county(seed)
    families = settings_of(snapshot, SettingKind.FOSTER_FAMILY)
    free = free_beds(snapshot)
    with_room = [family for family in families if free[family.id] > 0]

    assert 230 <= len(families) <= 250
    assert 25 <= len(with_room) <= 35
    assert 8 <= sum(could_take_a_teenager(snapshot, family) for family in with_room) <= 14


def could_take_a_teenager(snapshot: Snapshot, family: Setting) -> bool:
    """Approved for 14, open to new people, at home for the next fortnight, nothing held, within a week's notice."""
    terms, availability = family.terms, family.availability
    assert terms is not None
    assert availability is not None
    held = any(p.setting_id == family.id and p.state is PlacementState.HELD for p in snapshot.placements)
    away = any(absence.first_night < snapshot.today + timedelta(days=14) for absence in availability.absences)
    approved = all(carer.approval_status and carer.approval_status.value == "approved" for carer in family.carers or ())
    in_terms = (terms.age_min or 0) <= TEENAGER <= (terms.age_max or 0)
    soon = availability.minimum_notice_days <= 7
    return in_terms and approved and soon and not (held or away or family.closures)


@pytest.mark.parametrize("seed", SEEDS)
def test_ten_to_fourteen_external_homes_have_none_to_three_places_between_them(seed):
    snapshot = county(seed)
    homes = settings_of(snapshot, SettingKind.CHILDRENS_HOME)

    assert 10 <= len(homes) <= 14
    assert 0 <= sum(free_beds(snapshot)[home.id] for home in homes) <= 3
    others = {person.responsible_authority for person in county(seed).young_people}
    assert len(others) > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_supported_accommodation_has_nine_providers_one_of_them_not_registered(seed):
    providers = {
        setting.provider_name: setting.registration.status
        for setting in settings_of(county(seed), SettingKind.SUPPORTED_ACCOMMODATION)
        if setting.registration
    }

    assert len(providers) == 9
    assert list(providers.values()).count(RegistrationStatus.CANCELLED) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_settings_of_one_person_have_exactly_that_person(seed):
    snapshot = county(seed)
    there = residents_tonight(snapshot)
    one_persons = [setting for setting in snapshot.settings if setting.for_young_person_id]

    assert {SettingKind.OUTREACH, SettingKind.WITH_PARENTS, SettingKind.STAYING_PUT, SettingKind.BESPOKE} <= {
        setting.kind for setting in one_persons
    }
    assert all(there[setting.id] == [setting.for_young_person_id] for setting in one_persons)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hubs_rota_covers_every_shift_of_the_four_weeks_round_tonight(seed):
    snapshot = county(seed)
    held = {(shift.setting_id, shift.on, shift.shift) for shift in snapshot.shifts}
    days = [snapshot.today + timedelta(days=number) for number in range(-7, 29)]

    for hub in settings_of(snapshot, SettingKind.HUB_BED):
        assert {(hub.id, day, name) for day in days for name in ShiftName} <= held


def test_nobody_is_on_the_rota_while_they_are_away():
    away = {
        (worker.id, absence.first_night + timedelta(days=number))
        for worker in county().workers or ()
        for absence in worker.absences
        for number in range((absence.leaving - absence.first_night).days)
    }

    assert away
    assert not {(one, shift.on) for shift in county().shifts for one in shift.worker_ids or ()} & away


def test_one_hub_has_its_rota_by_name_and_the_other_by_headcount():
    by_name = {shift.setting_id: shift.worker_ids is not None for shift in county().shifts}

    assert sorted(by_name.values()) == [False, True]


def test_every_telephone_number_rings_nowhere():
    text = snapshot_adapter().dump_json(county()).decode()
    numbers = re.findall(r'"telephone":"([^"]+)"', text)

    assert len(numbers) > 250
    assert all(re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", number) for number in numbers if number)


def test_every_home_has_a_number_that_no_home_has():
    numbers = [setting.ofsted_number for setting in county().settings if setting.ofsted_number]

    assert sorted(numbers) == [ofsted_number(number) for number in range(1, len(numbers) + 1)]
    assert numbers[0] == "SC000001"


def test_the_made_up_postcodes_are_well_formed_and_of_no_real_area():
    assert len(postcodes()) > 200
    for postcode, place in postcodes().items():
        assert re.fullmatch(r"ZZ(?!99)[1-9]\d? \d[ABD-HJLNP-UW-Z]{2}", postcode)
        assert place.point is not None


def test_everybody_in_the_demo_lives_at_a_postcode_of_the_list():
    homes = [person.home for person in county().young_people if person.home]

    assert len(homes) > 500
    assert all(postcodes()[home.postcode or ""] == home for home in homes)


@pytest.mark.parametrize("seed", SEEDS)
def test_twelve_to_eighteen_requests_are_open_by_different_doors(seed):
    requests = county(seed).placement_requests

    assert 12 <= len(requests) <= 18
    assert len({request.door for request in requests}) >= 8
    assert 1 <= sum(same_day(request) for request in requests) <= 3
    assert all(same_day(request) == request.is_emergency for request in requests)


def same_day(request: PlacementRequest) -> bool:
    return request.start_date == fixtures.TODAY


@pytest.mark.parametrize("seed", SEEDS)
def test_about_a_third_of_the_requests_lack_something(seed):
    snapshot = county(seed)
    people = {person.id: person for person in snapshot.young_people}
    usual = ("needs", "risks", "family_time", "views", "education", "identity_needs")
    lacking = [
        request.id
        for request in snapshot.placement_requests
        if request.agreed_by is None or any(getattr(people[request.young_person_id], name) is None for name in usual)
    ]

    assert 0.25 <= len(lacking) / len(snapshot.placement_requests) <= 0.45


@pytest.mark.parametrize("seed", SEEDS)
def test_every_special_case_is_among_the_open_requests(seed):
    snapshot = county(seed)
    people = {person.id: person for person in snapshot.young_people}
    asking = [people[request.young_person_id] for request in snapshot.placement_requests]
    apart = {one for entry in snapshot.separation_entries or () for one in (entry.person_a, entry.person_b)}

    assert 2 in Counter(r.group_id for r in snapshot.placement_requests if r.group_id).values()
    assert any(person.id in apart for person in asking)
    assert any(person.exclusions for person in asking)
    assert any(person.possible_ages for person in asking)
    assert any(person.baby_due_on for person in asking)
    assert any(person.health and person.health.in_hospital and person.health.discharge_expected_on for person in asking)
    assert any(person.legal_status and person.legal_status.status is LegalStatus.REMAND_YDA for person in asking)
    assert any(request.door and request.door.value == "court" for request in snapshot.placement_requests)
    assert snapshot.impact_risk_assessments


def test_bank_workers_say_how_soon_they_can_come():
    bank = [worker for worker in county().workers or () if worker.is_bank]

    assert len(bank) == 5
    assert all(worker.response_minutes for worker in bank)


@pytest.mark.parametrize(("settings", "requests"), [(20, 0), (40, 3), (400, 60), (1_500, 40)])
def test_a_county_has_exactly_as_many_settings_and_requests_as_asked_for(settings, requests):
    snapshot = fixtures.county(3, settings, requests)

    assert (len(snapshot.settings), len(snapshot.placement_requests)) == (settings, requests)
    assert problems(snapshot) == ()


def test_a_county_for_measuring_has_exactly_as_many_place_rows_as_asked_for():
    snapshot = fixtures.sized(3, places=1_000, requests=60)

    assert (len(snapshot.places), len(snapshot.placement_requests)) == (1_000, 60)


def test_a_county_of_too_few_settings_is_refused():
    with pytest.raises(ValueError, match="at least 20 settings"):
        fixtures.county(settings=19)


def test_no_day_of_birth_is_after_today():
    assert max(person.date_of_birth or date.min for person in county().young_people) <= fixtures.TODAY
