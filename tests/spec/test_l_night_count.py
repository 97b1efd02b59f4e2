"""Rule `night-count`: how full a setting is, reported and never aimed at; above 90 in 100 it says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fixtures.plain_world import NOW, TODAY, lives, person, place, setting, world
from matcher.capacity import NightCount, make_capacity
from matcher.domain.codes import AwayReason, PlacementState, PlacePool, SettingKind
from matcher.domain.placements import Away, Placement
from matcher.domain.settings import Setting
from matcher.frame import make_frame
from matcher.policy import load_policy

HOME = setting("home", registered_places=10)
FAMILY = setting("home", SettingKind.FOSTER_FAMILY)
DAY = timedelta(days=1)


def counted(home: Setting, *stays: Placement, beds: int = 10, nights: int = 10) -> NightCount:
    """How full a home with ten beds is on ten nights from today."""
    people = [person(), *(person(stay.young_person_id) for stay in stays)]
    snapshot = replace(world(home, young_people=tuple(people), places=(place(beds=beds),), placements=stays), as_of=NOW)
    frame = make_frame(snapshot, load_policy())
    return make_capacity(frame, "home", TODAY, TODAY + nights * DAY, named=True).night_count


def test_a_quiet_home_is_counted_and_nothing_is_said_of_it():
    assert counted(HOME, lives("sam")) == NightCount(occupied=10, registered=100, percent=10.0, says="")


@pytest.mark.parametrize(
    ("leaves_after", "percent", "says"), [(0, 90.0, ""), (1, 91.0, "Almost no room for an emergency.")]
)
def test_above_90_in_100_there_is_almost_no_room_for_an_emergency(leaves_after, percent, says):
    nine = [lives(f"p{n}") for n in range(9)]
    tenth = [lives("sam", leaving=TODAY + leaves_after * DAY)] if leaves_after else []
    found = counted(HOME, *nine, *tenth)
    assert (found.percent, found.says) == (percent, says)


def test_a_home_counts_by_its_registration_and_a_family_by_its_beds():
    assert counted(setting("home", registered_places=4), lives("sam")).registered == 40
    assert counted(FAMILY, lives("sam"), beds=2).registered == 20


def test_who_is_away_has_their_bed_and_who_is_still_to_come_has_none():
    away = lives("sam", away=(Away(reason=AwayReason.HOSPITAL, first_night=TODAY, back_on=TODAY + 10 * DAY),))
    comes = lives("kim", first_night=TODAY + DAY, state=PlacementState.CONFIRMED)
    assert counted(HOME, away, comes).occupied == 10


def test_beds_kept_for_emergencies_are_counted_with_the_others():
    kept = place(place_id="kept", beds=2, pool=PlacePool.EMERGENCY)
    snapshot = replace(world(FAMILY, places=(place(beds=3), kept)), as_of=NOW)
    frame = make_frame(snapshot, load_policy())
    assert make_capacity(frame, "home", TODAY, TODAY + DAY, named=False).night_count.registered == 5


def test_where_there_are_no_beds_there_is_nothing_to_count():
    assert counted(FAMILY, beds=0) == NightCount(occupied=0, registered=0, percent=None, says="")
