"""Section L at its edges: the first and the last day that counts, the one vacancy, and what changes from night to night."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fixtures.plain_world import NOW, START, TODAY, lives, person, place, request, setting, world
from matcher.capacity import Ahead, AuthorityCapacity, ExpiryKind, UsableBy, make_authority_capacity, make_capacity
from matcher.domain.carers import Carer
from matcher.domain.codes import (
    ApprovalStatus,
    PlacementPurpose,
    PlacementState,
    PlacePool,
    RegistrationStatus,
    SettingKind,
)
from matcher.domain.setting_facts import LocationAssessment
from matcher.domain.settings import OutOfUse, Registration
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.policy import load_policy

DAY = timedelta(days=1)
HOME = setting("home", registered_places=6, location_assessment=None)
KEPT = place("home", place_id="kept", beds=2, pool=PlacePool.EMERGENCY)


def county(home=HOME, **facts) -> Snapshot:
    """The home with two beds, and nobody in them."""
    given = {"young_people": (person(), person("sam")), "places": (place(home.id, beds=2),), **facts}
    return replace(world(home, **given), as_of=NOW)


def ahead(snapshot: Snapshot, nights: int = 28) -> Ahead:
    """What is ahead there from today on."""
    frame = make_frame(snapshot, load_policy())
    return make_capacity(frame, snapshot.settings[0].id, TODAY, TODAY + nights * DAY, named=True).ahead


def beds(snapshot: Snapshot, nights: int = 28, whom: UsableBy | None = None) -> AuthorityCapacity:
    """Every setting's beds from today on."""
    frame = make_frame(snapshot, load_policy())
    return make_authority_capacity(frame, TODAY, TODAY + nights * DAY, usable_by=whom, named=True)


def registered_until(last: date) -> Snapshot:
    registration = Registration(status=RegistrationStatus.ACTIVE, valid_to=last)
    return county(replace(HOME, registration=registration))


@pytest.mark.parametrize(("after", "told"), [(-1, False), (0, True), (27, True), (28, False)])
def test_what_runs_out_is_told_from_the_first_night_to_the_last_and_not_on_the_day_after(after, told):
    """A registration that has run out is no longer told: nothing has to be done again about it."""
    found = ahead(registered_until(TODAY + after * DAY)).expiries
    assert [one.kind for one in found] == ([ExpiryKind.REGISTRATION] if told else [])


@pytest.mark.parametrize(("after", "is_past"), [(-1, True), (0, False), (1, False)])
def test_what_has_to_be_done_again_is_told_once_and_is_late_from_the_day_after(after, is_past):
    assessment = LocationAssessment(reviewed_on=TODAY + (after - 365) * DAY)
    found = ahead(county(replace(HOME, location_assessment=assessment))).expiries
    assert [(one.on, one.is_past) for one in found] == [(TODAY + after * DAY, is_past)]


@pytest.mark.parametrize("status", ApprovalStatus)
def test_only_an_approval_that_stands_has_to_be_reviewed(status):
    carer = Carer(id="c", approval_status=status, last_review_on=(TODAY + 7 * DAY).replace(year=TODAY.year - 1))
    family = setting("home", SettingKind.FOSTER_FAMILY, carers=(carer,), location_assessment=None)
    found = [one.on for one in ahead(county(family)).expiries if one.kind is ExpiryKind.CARER_REVIEW]
    assert found == ([TODAY + 7 * DAY] if status is ApprovalStatus.APPROVED else [])


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"place_id": "kept"}, 1),
        ({"place_id": "home-bed"}, 0),
        ({"place_id": "home-bed", "purpose": PlacementPurpose.EMERGENCY}, 1),
        ({"place_id": "kept", "first_night": TODAY - DAY}, 1),
        ({"place_id": "kept", "first_night": TODAY, "leaving": None}, 0),
        ({"place_id": "kept", "state": PlacementState.ENDED, "leaving": TODAY - DAY}, 1),
        ({"place_id": "kept", "state": PlacementState.CONFIRMED}, 0),
        ({"place_id": "kept", "state": PlacementState.CANCELLED}, 0),
        ({"place_id": "elsewhere-bed", "setting_id": "elsewhere", "purpose": PlacementPurpose.EMERGENCY}, 0),
    ],
)
def test_an_arrival_is_somebody_who_came_in_an_emergency_or_into_a_kept_bed_before_today(facts, counted):
    made = county(places=(place("home", beds=2), KEPT, place("elsewhere")))
    elsewhere = setting("elsewhere")
    stay = lives("sam", **{"first_night": TODAY - 9 * DAY, **facts})
    reserve = ahead(replace(made, settings=(*made.settings, elsewhere), placements=(stay,))).reserve
    assert reserve is not None
    assert reserve.arrivals == counted


@pytest.mark.parametrize(("count", "with_one"), [(1, 1), (2, 1)])
def test_a_setting_with_one_vacancy_is_a_setting_with_one(count, with_one):
    (kind,) = beds(county(places=(place("home", beds=count),))).kinds
    assert [(one.usable_vacancy, one.settings_with_one) for one in kind.nights] == [(count, with_one)] * 28


def test_beds_that_are_out_of_use_on_some_nights_are_told_night_by_night_in_both_pools():
    gap = (OutOfUse(first_night=TODAY + 2 * DAY, leaving=TODAY + 4 * DAY, beds=1),)
    rows = (place("home", beds=2, out_of_use=gap), replace(KEPT, out_of_use=gap))
    hub = setting("home", SettingKind.HUB_BED, registered_places=6)
    nights = beds(county(hub, places=rows), nights=6).settings[0].nights
    assert [one.ordinary.out_of_use for one in nights] == [0, 0, 1, 1, 0, 0]
    assert [one.emergency and one.emergency.out_of_use for one in nights] == [0, 0, 1, 1, 0, 0]


def test_what_can_be_used_as_it_is_needs_no_approval_and_no_answer():
    asked = request(start_date=START)
    nights = beds(county(placement_requests=(asked,)), whom=UsableBy(request_id="req")).settings[0].nights
    first = nights[(START - TODAY).days].usable_by
    assert first is not None
    assert (first.usable, first.needs_approval, first.needs_information) == (2, 0, 0)
