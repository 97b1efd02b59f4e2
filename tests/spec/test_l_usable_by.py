"""Section L: vacancies that one request or profile could use, story by story. `test_authority_capacity.py` holds whole worlds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from fixtures.plain_world import START, TODAY, lives, person, place, request, setting, world
from matcher.capacity import AuthorityCapacity, Profile, UsableBy, make_authority_capacity
from matcher.capacity.nobody import born_for
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.errors import NoSuchRequest
from matcher.domain.nights import age_on
from matcher.domain.settings import OutOfUse
from matcher.domain.values import LONDON
from matcher.frame import make_frame
from matcher.policy import load_policy

DAY = timedelta(days=1)
HOME = setting("home", registered_places=6)


def beds(home=HOME, *, whom=None, first=TODAY, nights=28, as_of=None, **facts) -> AuthorityCapacity:
    given = {"young_people": (person(), person("sam")), "places": (place(home.id, beds=2),), **facts}
    snapshot = world(home, **given)
    frame = make_frame(replace(snapshot, as_of=as_of or snapshot.as_of), load_policy())
    return make_authority_capacity(frame, first, first + nights * DAY, usable_by=whom, named=True)


def counts(found: AuthorityCapacity) -> list[tuple[int, int, int]]:
    uses = [night.usable_by for night in found.settings[0].nights]
    return [(one.usable, one.needs_approval, one.needs_information) for one in uses if one]


OF_REQUEST = UsableBy(request_id="req")


def test_a_request_is_judged_as_if_it_began_on_each_night_and_lasted_as_long():
    gap = OutOfUse(first_night=TODAY + 20 * DAY, leaving=TODAY + 24 * DAY, beds=2, reason="Boiler")
    asked = request(start_date=START, end_date=START + 7 * DAY)
    found = counts(
        beds(whom=OF_REQUEST, placement_requests=(asked,), places=(place("home", beds=2, out_of_use=(gap,)),))
    )
    could = [n for n, one in enumerate(found) if sum(one)]
    assert could == [*range(14), *range(24, 28)]


def test_their_own_bed_is_a_vacancy_for_them():
    full = {"places": (place("home", beds=1),), "placements": (lives("yp"),)}
    assert sum(counts(beds(whom=OF_REQUEST, **full))[0]) == 1
    others = {**full, "placements": (lives("sam"),)}
    assert sum(counts(beds(whom=OF_REQUEST, **others))[0]) == 0


def test_one_registered_place_is_one_vacancy_whichever_list_its_beds_are_on():
    hub = setting("hub", SettingKind.HUB_BED, registered_places=1)
    kept = place("hub", place_id="kept", beds=1, pool=PlacePool.EMERGENCY)
    found = beds(hub, whom=OF_REQUEST, places=(place("hub", beds=1), kept))
    apart = beds(replace(hub, registered_places=2), whom=OF_REQUEST, places=(place("hub", beds=1), kept))
    assert (sum(counts(found)[0]), sum(counts(apart)[0])) == (1, 2)
    assert counts(apart)[0][1] == 1


def test_a_profile_without_a_word_rules_out_only_what_nobody_could_have():
    found = beds(whom=UsableBy(profile=Profile()))
    assert sum(counts(found)[0]) == 2
    assert found.ask_first
    assert found.referred == ()


def test_a_profile_below_the_services_age_is_referred_and_can_use_nothing():
    found = beds(whom=UsableBy(profile=Profile(age=9)))
    assert [one.rule for one in found.referred] == ["refer-under-service-age"]
    assert set(counts(found)) == {(0, 0, 0)}


@pytest.mark.parametrize("age", [15, 16])
def test_lodgings_are_for_16_and_over(age):
    lodgings = setting("lodgings", SettingKind.SUPPORTED_LODGINGS)
    found = counts(beds(lodgings, whom=UsableBy(profile=Profile(age=age)), places=(place("lodgings", beds=1),)))
    assert {sum(one) for one in found} == {int(age >= 16)}


@pytest.mark.parametrize("first", [date(2028, 2, 29), date(2027, 3, 1), date(2026, 10, 25), date(2026, 12, 31)])
def test_somebody_of_an_age_is_that_age_on_every_night_asked_for(first):
    for age in (0, 15, 17):
        born = born_for(age, first)
        assert {age_on(born, first + n * DAY) for n in range(182)} == {age}


def test_the_nights_cross_a_clock_change_one_by_one():
    autumn = datetime(2026, 10, 24, 23, 30, tzinfo=LONDON)
    found = beds(whom=OF_REQUEST, first=autumn.date(), nights=3, as_of=autumn)
    assert [one.night for one in found.settings[0].nights] == [date(2026, 10, 24) + n * DAY for n in range(3)]


def test_a_home_of_one_person_is_there_for_that_person_only():
    own = replace(HOME, for_young_person_id="yp")
    assert beds(own).settings == ()
    assert [one.setting_id for one in beds(own, whom=OF_REQUEST).settings] == ["home"]


def test_a_request_that_is_not_open_is_no_request():
    with pytest.raises(NoSuchRequest):
        beds(whom=UsableBy(request_id="nowhere"))


def test_whom_is_one_of_the_two():
    with pytest.raises(ValueError, match="either"):
        UsableBy()
    with pytest.raises(ValueError, match="either"):
        UsableBy(request_id="req", profile=Profile())
