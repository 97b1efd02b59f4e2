"""The ledger against counting night by night."""

from datetime import date, timedelta

import numpy as np
import pytest

from matcher.domain.codes import MemberRelation
from matcher.domain.snapshot import Snapshot
from matcher.ledger import (
    CARER_VACANCY,
    USABLE_VACANCY,
    is_foster,
    is_household,
    make_ledger,
    next_set,
    takes_a_bed,
)
from tests.property.worlds import world


def people_in_row(snapshot: Snapshot, place_id: str, night: date) -> int:
    row = next(one for one in snapshot.places if one.place_id == place_id)
    first_of_setting = min(one.place_id for one in snapshot.places if one.setting_id == row.setting_id)
    home = next(one for one in snapshot.settings if one.id == row.setting_id)
    staying_put = [
        one for one in home.household or () if one.relation is MemberRelation.STAYING_PUT and is_foster(home)
    ]
    return sum(one.place_id == place_id for one in staying_put) + sum(
        takes_a_bed(one, snapshot) and one.nights.covers(night) and (one.place_id or first_of_setting) == place_id
        for one in snapshot.placements
        if one.setting_id == row.setting_id
    )


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_beds_taken_are_the_people_who_sleep_there(seed):
    snapshot = world(seed)
    ledger = make_ledger(snapshot)
    for row, place in enumerate(snapshot.places):
        for offset in range(0, ledger.nights, 9):
            night = date.fromordinal(ledger.origin) + timedelta(days=offset)
            assert ledger.row_taken[row, offset] == people_in_row(snapshot, place.place_id, night)


@pytest.mark.parametrize("seed", range(60, 120, 3))
def test_a_full_row_is_closed_and_the_next_closed_night_is_the_next(seed):
    snapshot = world(seed)
    ledger = make_ledger(snapshot)
    for row, place in enumerate(snapshot.places):
        setting = snapshot.settings[int(ledger.row_setting[row])]
        bit = CARER_VACANCY if is_household(setting) else USABLE_VACANCY
        full = ledger.row_taken[row] >= ledger.beds_in_use[row]
        assert setting.kind == "outreach" or (ledger.closed[row][full] & bit).all(), place.place_id
        for offset in range(0, ledger.nights, 7):
            after = [n for n in range(offset, ledger.nights) if ledger.closed[row, n]]
            assert ledger.next_closed[row, offset] == (after[0] if after else ledger.nights)


def test_no_closed_night_ahead_is_the_number_of_nights():

    assert next_set(np.zeros((1, 4), np.bool_)).tolist() == [[4, 4, 4, 4, 4]]
