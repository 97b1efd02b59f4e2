"""Three years of past stays."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

import fixtures
from fixtures.past import DAYS, FIRST_NIGHT
from matcher.domain.codes import PlacementState, SettingKind
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay

SEEDS = (2026, 4)


@pytest.fixture(scope="module", params=SEEDS)
def past(request) -> tuple[Snapshot, tuple[Stay, ...]]:
    return fixtures.county(request.param), fixtures.history(request.param)


def test_the_same_seed_gives_the_same_past():
    assert fixtures.history(9) == fixtures.history(9) != fixtures.history(10)


def test_every_stay_lies_in_the_three_years_before_tonight(past):
    _, stays = past

    assert min(stay.first_night for stay in stays) == FIRST_NIGHT == fixtures.TODAY - timedelta(days=DAYS)
    assert max(stay.leaving for stay in stays) <= fixtures.TODAY


def test_every_stay_was_in_a_place_of_the_county(past):
    snapshot, stays = past
    setting_of = {row.place_id: row.setting_id for row in snapshot.places}

    assert all(setting_of[stay.place_id or ""] == stay.setting_id for stay in stays)


def test_each_hub_was_forty_to_seventy_percent_full(past):
    snapshot, stays = past
    nights: Counter[str] = Counter()
    for stay in stays:
        nights[stay.setting_id] += (stay.leaving - stay.first_night).days
    for placement in snapshot.placements:
        if placement.state is PlacementState.STARTED:
            came = max(placement.first_night, FIRST_NIGHT)
            nights[placement.setting_id] += (fixtures.TODAY - came).days

    for hub in (one for one in snapshot.settings if one.kind is SettingKind.HUB_BED):
        assert 0.40 <= nights[hub.id] / (6 * DAYS) <= 0.70


def test_no_row_ever_had_more_people_than_beds(past):
    snapshot, stays = past
    change: dict[str, Counter[int]] = defaultdict(Counter)
    for stay in stays:
        change[stay.place_id or ""][stay.first_night.toordinal()] += 1
        change[stay.place_id or ""][stay.leaving.toordinal()] -= 1
    for placement in snapshot.placements:
        if placement.state is PlacementState.STARTED and placement.first_night <= fixtures.TODAY:
            change[placement.place_id or ""][placement.first_night.toordinal()] += 1

    for row in snapshot.places:
        here = 0
        for day in sorted(change[row.place_id]):
            here += change[row.place_id][day]
            assert here <= row.beds


def test_nobody_was_in_two_places_on_one_night(past):
    _, stays = past
    by_person: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_person[stay.young_person_id].append(stay)

    again = [theirs for theirs in by_person.values() if len(theirs) > 1]
    assert again
    for theirs in again:
        assert all(earlier.leaving <= later.first_night for earlier, later in pairwise(theirs))


def test_nobody_of_the_past_is_in_the_snapshot(past):
    snapshot, stays = past

    assert not {stay.young_person_id for stay in stays} & {person.id for person in snapshot.young_people}
