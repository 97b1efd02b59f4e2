"""The beds of a whole authority against its settings one by one, and "usable by" against ranking night by night."""

from collections import Counter
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from matcher.capacity import (
    AuthorityCapacity,
    PoolNight,
    Profile,
    ProfileNeed,
    SettingCapacity,
    UsableBy,
    make_authority_capacity,
    make_capacity,
)
from matcher.domain.codes import NO_BED, PlacePool
from matcher.domain.people import Need, YoungPerson
from matcher.domain.person_codes import NeedCategory, Sex
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.rank import rank
from matcher.options.result import MatchResult
from matcher.policy import load_policy
from tests.property.worlds import world

DAY = timedelta(days=1)
NIGHTS = 16
SEEDS = pytest.mark.parametrize("seed", range(1, 90, 11))
FEW = pytest.mark.parametrize("seed", range(2, 90, 16))
NAMES = tuple(one.name for one in fields(PoolNight) if one.name != "beds")


def made(snapshot: Snapshot, usable_by: UsableBy | None = None) -> tuple[Frame, AuthorityCapacity]:
    frame = make_frame(snapshot, load_policy())
    first = snapshot.today
    return frame, make_authority_capacity(frame, first, first + NIGHTS * DAY, usable_by=usable_by, named=True)


def alone(frame: Frame, setting_id: str) -> SettingCapacity:
    first = frame.snapshot.today
    return make_capacity(frame, setting_id, first, first + NIGHTS * DAY, named=True)


@SEEDS
def test_a_setting_has_the_same_beds_alone_and_among_all(seed):
    frame, whole = made(world(seed))
    own = {one.id: one for one in frame.snapshot.settings if one.kind not in NO_BED and not one.for_young_person_id}
    assert [one.setting_id for one in whole.settings] == sorted(own)
    for setting in whole.settings:
        one = alone(frame, setting.setting_id)
        for n, night in enumerate(setting.nights):
            by = one.nights[n]
            assert night.night == by.night
            assert (night.usable_vacancy, night.emergency_vacancy) == (by.usable_vacancy, by.emergency_vacancy)
            assert (night.registered, night.usable, night.staffed) == (by.registered, by.usable, by.staffed)
            for pool, found in ((PlacePool.RESIDENTIAL, night.ordinary), (PlacePool.EMERGENCY, night.emergency)):
                rows = [row for row in one.rows if row.pool is pool]
                expected = Counter({name: sum(getattr(row.nights[n], name) for row in rows) for name in NAMES})
                assert Counter({name: getattr(found, name) for name in NAMES} if found else {}) == expected
                assert (found.beds if found else 0) == sum(row.beds for row in rows)
                assert not found or found.beds == sum(getattr(found, name) for name in NAMES) - found.over


@SEEDS
def test_the_kinds_are_their_settings_added_up(seed):
    _, whole = made(world(seed))
    for kind in whole.kinds:
        those = [one for one in whole.settings if one.kind is kind.kind]
        assert kind.settings == len(those)
        for n, night in enumerate(kind.nights):
            assert night.usable_vacancy == sum(one.nights[n].usable_vacancy for one in those)
            assert night.settings_with_one == sum(one.nights[n].usable_vacancy > 0 for one in those)
            assert night.emergency_vacancy == sum(one.nights[n].emergency_vacancy or 0 for one in those)
            assert night.beds == sum(one.nights[n].ordinary.beds for one in those)
    assert sum(kind.settings for kind in whole.kinds) == len(whole.settings)


def ranked(snapshot: Snapshot, asked: PlacementRequest, night: date) -> MatchResult:
    """The very request, beginning on that night and lasting as long, ranked by itself."""
    leaving = night + (asked.end_date - asked.start_date) if asked.end_date else None
    moved = replace(asked, start_date=night, end_date=leaving, first_night_latest=None)
    if night != asked.start_date:
        moved = replace(moved, needed_at=None, needed_until=None)
    others = tuple(one for one in snapshot.placement_requests if one.id != asked.id)
    return rank(replace(snapshot, placement_requests=(*others, moved)), asked.id, load_policy())


def expected(snapshot: Snapshot, asked: PlacementRequest, n: int) -> dict[str, tuple[int, int, int]]:
    """Setting -> free beds whose row is an option, needs an approval, needs information; never more than there is room for."""
    night = snapshot.today + n * DAY
    found = ranked(snapshot, asked, night)
    lists = [{one.place_id for one in each} for each in (found.options, found.needs_approval, found.needs_information)]
    without = tuple(one for one in snapshot.placements if one.young_person_id != asked.young_person_id)
    frame = make_frame(replace(snapshot, placements=without), load_policy())
    counts = {}
    for setting in snapshot.settings:
        one = alone(frame, setting.id)
        by = one.nights[n]
        registered = 10_000 if by.registered is None else max(by.registered - by.people, 0)
        beds = sum(row.beds for row in one.rows)
        room = min(registered, beds if by.staffed is None else max(by.staffed - by.people, 0))
        told = []
        for listed in lists:
            free = min(room, sum(row.nights[n].free for row in one.rows if row.place_id in listed))
            told.append(free)
            room -= free
        counts[setting.id] = (told[0], told[1], told[2])
    return counts


def judged(snapshot: Snapshot, usable_by: UsableBy, n: int) -> dict[str, tuple[int, int, int]]:
    whole = made(snapshot, usable_by)[1]
    found = ((one.setting_id, one.nights[n].usable_by) for one in whole.settings)
    return {who: (use.usable, use.needs_approval, use.needs_information) for who, use in found if use}


@FEW
def test_what_a_request_could_use_is_what_ranking_it_on_that_night_gives(seed):
    snapshot = world(seed)
    for asked in [one for one in snapshot.placement_requests if one.is_open][:2]:
        for n in (0, 3, NIGHTS - 1):
            counts = judged(snapshot, UsableBy(request_id=asked.id), n)
            everywhere = expected(snapshot, asked, n)
            assert counts == {setting: everywhere[setting] for setting in counts}


@FEW
def test_what_a_profile_could_use_is_what_ranking_such_a_person_gives(seed):
    snapshot = world(seed)
    needs = (ProfileNeed(category=NeedCategory.TRAUMA), ProfileNeed(category=NeedCategory.AUTISM, level=3))
    profile = Profile(age=11 + seed % 8, sex=(Sex.MALE, Sex.FEMALE)[seed % 2], needs=needs[: seed % 3])
    born = snapshot.today.replace(year=snapshot.today.year - (profile.age or 0))
    person = YoungPerson(
        id="made-up",
        date_of_birth=born,
        sex=profile.sex,
        responsible_authority=snapshot.authority,
        needs=tuple(Need(category=one.category, level=one.level) for one in needs[: seed % 3]),
    )
    asked = PlacementRequest(id="made-up", young_person_id="made-up", start_date=snapshot.today)
    with_them = replace(
        snapshot,
        young_people=(*snapshot.young_people, person),
        placement_requests=(*snapshot.placement_requests, asked),
    )
    for n in (0, NIGHTS - 1):
        counts = judged(snapshot, UsableBy(profile=profile), n)
        everywhere = expected(with_them, asked, n)
        assert counts == {setting: everywhere[setting] for setting in counts}


def test_the_worlds_have_vacancies_of_each_sort():
    """Who looks at worlds without them has seen nothing."""
    seen: Counter[str] = Counter()
    for seed in range(2, 90, 11):
        snapshot = world(seed)
        for asked in [one for one in snapshot.placement_requests if one.is_open][:2]:
            for setting in made(snapshot, UsableBy(request_id=asked.id))[1].settings:
                for night in setting.nights:
                    use = night.usable_by
                    if use:
                        seen["usable"] += use.usable
                        seen["approval"] += use.needs_approval
                        seen["information"] += use.needs_information
    assert min(seen[name] for name in ("usable", "approval", "information")) > 0, seen
