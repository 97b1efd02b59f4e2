"""The invented county that plans for everybody at once: sound, of the size asked for, as hard as it is said to be, and frozen."""

from collections import Counter
from datetime import timedelta
from functools import cache

import pytest

from benchmarks.instances import COHORTS
from benchmarks.planned import CountyFigures, figures_of
from fixtures.planning import planning_county
from matcher.domain.checks import problems
from matcher.domain.codes import FOSTER, SUPPORTED, Footing, PlacePool, SettingKind, WorkerRole
from matcher.domain.emergency_core import EMERGENCY_CORE
from matcher.domain.snapshot import Snapshot, content_hash
from matcher.policy import load_policy

SIXTY, THREE_HUNDRED = (40, 60), (200, 300)
SEEDS = (2026, 1, 2, 3)
BOTH = pytest.mark.parametrize("tight", [False, True], ids=["loose", "tight"])


@cache
def county(seed: int, size: tuple[int, int], *, tight: bool) -> Snapshot:
    return planning_county(seed, *size, tight=tight)


@cache
def figures(seed: int, size: tuple[int, int], *, tight: bool) -> CountyFigures:
    return figures_of(county(seed, size, tight=tight), load_policy())


@pytest.mark.parametrize("instance", COHORTS, ids=lambda one: one.name)
def test_what_was_measured_before_is_still_the_same(instance):
    instance.snapshot()


@BOTH
@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_sound_and_of_the_size_asked_for(seed, tight):
    made = county(seed, SIXTY, tight=tight)
    assert problems(made) == ()
    assert (len(made.settings), len(made.placement_requests)) == SIXTY


def test_another_seed_makes_another_county():
    assert content_hash(county(1, SIXTY, tight=True)) != content_hash(county(2, SIXTY, tight=True))


@pytest.mark.parametrize(("settings", "requests"), [(19, 60), (40, 9)])
def test_too_small_a_county_is_refused(settings, requests):
    with pytest.raises(ValueError, match=r"at least 20 settings and 10 requests; .* were asked for"):
        planning_county(1, settings, requests, tight=True)


def test_the_smallest_county_is_made():
    assert problems(planning_county(1, 20, 10, tight=True)) == ()


def test_few_people_in_a_large_land_are_made_too():
    assert problems(planning_county(1, 700, 10, tight=False)) == ()


def test_five_hubs_fifty_families_thirty_lodgings_and_fifteen_small_homes_in_a_hundred():
    kinds = Counter(setting.kind for setting in county(2026, THREE_HUNDRED, tight=True).settings)
    homes = kinds[SettingKind.CHILDRENS_HOME] + kinds[SettingKind.BESPOKE]
    assert (kinds[SettingKind.HUB_BED], sum(kinds[one] for one in FOSTER)) == (10, 100)
    assert (sum(kinds[one] for one in SUPPORTED), homes) == (60, 30)


def test_what_is_built_round_somebody_is_lawful_as_a_childrens_home():
    built = [one for one in county(2026, THREE_HUNDRED, tight=True).settings if one.kind is SettingKind.BESPOKE]
    assert built
    assert {one.bespoke.lawful_footing for one in built if one.bespoke} == {Footing.CHILDRENS_HOME}


def test_hubs_have_four_beds_and_two_for_emergencies():
    made = county(2026, THREE_HUNDRED, tight=True)
    hubs = {setting.id for setting in made.settings if setting.kind is SettingKind.HUB_BED}
    rows = Counter((place.pool, place.beds) for place in made.places if place.setting_id in hubs)
    assert rows == {(PlacePool.RESIDENTIAL, 4): 10, (PlacePool.EMERGENCY, 2): 10}


def test_rotas_are_by_name_at_the_hubs_and_reach_past_the_last_checked_night():
    made = county(2026, SIXTY, tight=True)
    hubs = {setting.id for setting in made.settings if setting.kind is SettingKind.HUB_BED}
    last = max(request.start_date for request in made.placement_requests) + timedelta(days=14)
    assert {shift.setting_id for shift in made.shifts if shift.worker_ids} == hubs
    assert max(shift.on for shift in made.shifts) >= last


@BOTH
def test_emergencies_are_few_and_have_answered_the_core(tight):
    made = county(2026, THREE_HUNDRED, tight=tight)
    people = {person.id: person for person in made.young_people}
    urgent = [request for request in made.placement_requests if request.is_emergency]
    assert len(urgent) == 24
    assert {request.start_date for request in urgent} == {made.today}
    unanswered = [
        question.slug
        for request in urgent
        for question in EMERGENCY_CORE.questions
        if not question.answered(people[request.young_person_id], request)
    ]
    assert unanswered == []


def test_planned_first_nights_lie_within_three_weeks_and_differ():
    made = county(2026, THREE_HUNDRED, tight=True)
    nights = [(one.start_date - made.today).days for one in made.placement_requests if not one.is_emergency]
    assert (min(nights) > 0, max(nights) <= 21, len(set(nights)) > 10) == (True, True, True)


def test_brothers_and_sisters_are_linked_on_both_sides_and_ask_for_the_same_nights():
    made = county(2026, THREE_HUNDRED, tight=True)
    people = {person.id: person for person in made.young_people}
    groups: dict[str, list[int]] = {}
    for n, request in enumerate(made.placement_requests):
        if request.group_id:
            groups.setdefault(request.group_id, []).append(n)
    assert len(groups) == 9
    for first, second in groups.values():
        one, other = made.placement_requests[first], made.placement_requests[second]
        assert (one.start_date, one.end_date) == (other.start_date, other.end_date)
        assert [link.person_id for link in people[one.young_person_id].siblings or ()] == [other.young_person_id]
        assert [link.person_id for link in people[other.young_person_id].siblings or ()] == [one.young_person_id]
        assert people[one.young_person_id].home == people[other.young_person_id].home


def test_half_have_a_key_worker_who_has_them_among_their_people():
    made = county(2026, THREE_HUNDRED, tight=True)
    with_them = {(worker.id, one.young_person_id) for worker in made.workers or () for one in worker.allocations or ()}
    have = [
        (person.key_worker.worker_id, person.id)
        for person in made.young_people
        if person.key_worker and person.key_worker.worker_id
    ]
    assert 120 <= len(have) <= 180
    assert set(have) <= with_them


def test_specialists_have_fewer_hours_than_are_asked_of_them_in_a_tight_county_only():
    def short(*, tight: bool) -> list[WorkerRole]:
        made = county(2026, THREE_HUNDRED, tight=tight)
        asked: Counter[WorkerRole] = Counter()
        for request in made.placement_requests:
            for one in request.specialist_input or ():
                asked[one.role] += int(one.week_1 + one.week_2 + one.week_3 + one.week_4)
        free: Counter[WorkerRole] = Counter()
        for worker in made.workers or ():
            free[worker.roles[0]] += int(sum(week.hours for week in worker.free_hours or ()))
        return [role for role in asked if asked[role] > free[role]]

    assert len(short(tight=True)) == 3
    assert short(tight=False) == []


@BOTH
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("size", "least", "most"), [(SIXTY, 13, 23), (THREE_HUNDRED, 29, 50)])
def test_everybody_has_about_as_many_options_as_in_a_real_county(seed, size, least, most, tight):
    found = figures(seed, size, tight=tight)
    assert least <= found.options <= most
    assert found.few <= max(found.requests // 30, 5)


@BOTH
@pytest.mark.parametrize("size", [SIXTY, THREE_HUNDRED])
def test_scores_are_spread_as_they_are_in_a_real_county(size, tight):
    found = figures(2026, size, tight=tight)
    assert 52 <= found.score <= 68
    assert 7.5 <= found.score_spread <= 12


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tight_county_is_short_of_beds_and_full_of_risk_and_a_loose_one_is_not(seed):
    tight, loose = figures(seed, SIXTY, tight=True), figures(seed, SIXTY, tight=False)
    assert (tight.free_beds_per_person, loose.free_beds_per_person > 1.3) == (1.1, True)
    assert tight.grave_pairs > 10
    assert loose.grave_pairs < 2


@BOTH
def test_hubs_and_their_workers_are_spread_over_the_land_like_everybody_else(tight):
    """A generator that gathers all teams in one corner makes an easier county."""
    found = figures(2026, THREE_HUNDRED, tight=tight)
    assert found.km_to_hub < 12
    assert 8 < found.km_to_key_worker < 25
    assert 25 < found.settings_within_30_km < 45
