"""Near home (5 points), family time (6), skills (8), hierarchy (6), fewest moves (4), and the length's adjustment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fixtures.plain_world import START, TODAY, born, carer, lives, person, place, request, setting
from matcher.domain.carers import Carer, TemporaryApproval
from matcher.domain.codes import ApprovalStatus, Footing, SettingKind
from matcher.domain.people import FamilyTime, Need
from matcher.domain.person_codes import NeedCategory
from matcher.domain.placements import TravelTime
from matcher.domain.settings import BespokeFooting
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.scoring.place_offers import highest_tier, tier
from tests.spec.scores import adjustment, missing_here, part, points, yp
from tests.spec.support import day, entry, scene

NEAR, FAMILY_TIME, SKILL, TIER, MOVES, LENGTH = (
    "near-home",
    "family-time-travel",
    "worker-skill-fit",
    "placement-hierarchy",
    "least-moves",
    "expected-length-fits",
)
TRAUMA, AUTISM = NeedCategory.TRAUMA, NeedCategory.AUTISM


# Near home


def miles_from_home(miles: float, far_needed: bool | None = False) -> Snapshot:
    table = (TravelTime(origin="yp", setting_id="home", minutes=30, miles=miles),)
    return scene(ask=request(home_far_needed=far_needed), travel_times=table)


@pytest.mark.parametrize(
    ("miles", "expected"),
    [
        (4.0, 5.0),
        (5.0, 5.0),
        (12.0, 4.0),  # 28/35 of 5
        (20.0, 2.9),  # 20/35 of 5 = 2.86
        (39.0, 0.1),  # 1/35 of 5 = 0.14
        (40.0, 0.0),
        (60.0, 0.0),
    ],
)
def test_near_home_is_full_to_five_miles_and_nothing_from_forty(miles, expected):
    assert points(miles_from_home(miles), NEAR) == expected


@pytest.mark.parametrize(
    ("miles", "expected"),
    [(4.0, 0.0), (5.0, 0.0), (12.5, 2.5), (17.0, 4.0), (20.0, 5.0), (60.0, 5.0)],
)
def test_somebody_who_needs_to_be_away_from_home_gains_with_distance(miles, expected):
    """(miles - 5) / 15 of 5, and never more for being farther."""
    assert points(miles_from_home(miles, far_needed=True), NEAR) == expected


def test_whether_to_be_away_is_read_as_no_where_nobody_asked():
    assert points(miles_from_home(4.0, far_needed=None), NEAR) == 5.0


def test_miles_by_road_are_estimated_from_the_straight_line():
    """24.759 km straight = 15.385 miles, x 1.3 = 20.0 by road."""
    away = setting(location=Location(easting=430_000 + 24_759, northing=455_000))
    assert points(scene(away), NEAR) == 2.9


def test_a_home_that_is_not_known_scores_half():
    found = part(yp(home=None), NEAR)
    assert (found.points, found.known) == (2.5, False)


def test_a_setting_whose_position_is_not_known_could_be_next_door():
    assert missing_here(scene(setting(location=None)), NEAR) == (0.0, False, 5.0)


def test_miles_as_recorded_count_where_nobody_knows_where_home_is():
    away = miles_from_home(12.0)
    lost = replace(away, young_people=(person(home=None),))
    assert points(lost, NEAR) == 4.0
    assert part(lost, NEAR).known is True


def test_a_home_of_which_only_the_postcode_is_known_scores_half():
    found = part(yp(home=Location(postcode="XX1 1XX")), NEAR)
    assert (found.points, found.known, found.could_add) == (2.5, False, 2.5)


def test_where_neither_position_is_known_it_is_the_young_persons_that_is_asked():
    """Half, as everywhere, and not nothing."""
    found = part(scene(setting(location=None), who=person(home=None)), NEAR)
    assert (found.points, found.known, found.could_add) == (2.5, False, 2.5)


# Family time


def visits(*minutes_and_visits: tuple[int, int | None]) -> Snapshot:
    """Minutes to each family member, and visits a month."""
    family = tuple(
        FamilyTime(id=f"f{n}", person=f"F{n}", visits_a_month=v) for n, (_, v) in enumerate(minutes_and_visits)
    )
    table = tuple(
        TravelTime(origin=f"f{n}", setting_id="home", minutes=m) for n, (m, _) in enumerate(minutes_and_visits)
    )
    return scene(who=person(family_time=family), travel_times=table)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, 6.0), (1, 5.9), (20, 4.7), (30, 4.0), (75, 1.0), (89, 0.1), (90, 0.0), (150, 0.0)],
)
def test_family_time_loses_points_straight_to_ninety_minutes(minutes, expected):
    """(90 - minutes) / 90 of 6; 20 minutes: 4.67."""
    assert points(visits((minutes, 4)), FAMILY_TIME) == expected


def test_several_people_count_by_how_often_they_meet():
    """4 visits at 0 minutes, 1 at 90: 4/5 of 6."""
    assert points(visits((0, 4), (90, 1)), FAMILY_TIME) == 4.8


def test_no_family_time_agreed_is_full():
    assert points(yp(family_time=()), FAMILY_TIME) == 6.0


def test_family_time_nobody_has_asked_about_scores_half():
    found = part(yp(family_time=None), FAMILY_TIME)
    assert (found.points, found.known) == (3.0, False)


def test_a_family_member_whose_place_is_not_known_scores_half():
    mother = FamilyTime(id="mum", person="Mum", visits_a_month=4)
    found = part(yp(family_time=(mother,)), FAMILY_TIME)
    assert (found.points, found.known) == (3.0, False)


def test_a_setting_whose_position_is_not_known_could_be_near_the_family():
    mother = FamilyTime(id="mum", person="Mum", visits_a_month=4, location=Location(easting=430_000, northing=455_000))
    snapshot = scene(setting(location=None), who=person(family_time=(mother,)))
    assert missing_here(snapshot, FAMILY_TIME) == (0.0, False, 6.0)


def test_somebody_they_are_not_to_see_does_not_count():
    """4 visits at 0 minutes, none at 90."""
    assert points(visits((0, 4), (90, 0)), FAMILY_TIME) == 6.0
    assert points(visits((90, 0)), FAMILY_TIME) == 6.0


def test_visits_nobody_has_counted_are_one_a_month():
    """1 at 0 minutes, 3 at 90: a quarter of 6."""
    assert points(visits((0, None), (90, 3)), FAMILY_TIME) == 1.5


def test_one_family_member_whose_place_is_not_known_leaves_the_rest_as_it_is():
    """1 visit at 0 minutes; 1 with half, which could be the other half: 4.5, and 1.5 more."""
    family = tuple(FamilyTime(id=who, person=who, visits_a_month=1) for who in ("mum", "dad"))
    table = (TravelTime(origin="mum", setting_id="home", minutes=0),)
    found = part(scene(who=person(family_time=family), travel_times=table), FAMILY_TIME)
    assert (found.points, found.known, found.could_add) == (4.5, False, 1.5)


def test_family_whose_postcode_alone_is_known_scores_half():
    mother = FamilyTime(id="mum", person="Mum", visits_a_month=4, location=Location(postcode="XX1 1XX"))
    found = part(scene(setting(location=None), who=person(family_time=(mother,))), FAMILY_TIME)
    assert (found.points, found.known, found.could_add) == (3.0, False, 3.0)


# Skills


def needing(*needs: Need, skills: tuple[NeedCategory, ...] | None = ()) -> Snapshot:
    return scene(setting(skills=skills), who=person(needs=needs))


def test_skills_count_by_the_level_of_the_need():
    """Trauma 3 covered, autism 1 not: 3/4 of 8."""
    needs = (Need(category=TRAUMA, level=3), Need(category=AUTISM, level=1))
    assert points(needing(*needs, skills=(TRAUMA,)), SKILL) == 6.0
    assert points(needing(*needs, skills=(AUTISM,)), SKILL) == 2.0
    assert points(needing(*needs, skills=(TRAUMA, AUTISM)), SKILL) == 8.0


def test_no_skill_for_any_need_scores_nothing():
    found = part(needing(Need(category=TRAUMA, level=3)), SKILL)
    assert (found.points, found.known, found.could_add) == (0.0, True, 0.0)


def test_a_need_without_a_level_counts_as_two_and_level_none_not_at_all():
    """2 of 2 + 2: half of 8; and 0 of 2."""
    assert points(needing(Need(category=TRAUMA), Need(category=AUTISM, level=2), skills=(TRAUMA,)), SKILL) == 4.0
    nothing = Need(category=AUTISM, level=0)
    assert points(needing(Need(category=TRAUMA, level=2), nothing, skills=(TRAUMA,)), SKILL) == 8.0


def test_no_needs_are_full():
    assert points(needing(), SKILL) == 8.0


def test_needs_nobody_has_assessed_score_half():
    found = part(yp(needs=None), SKILL)
    assert (found.points, found.known) == (4.0, False)


def test_skills_not_recorded_could_add_all():
    assert missing_here(needing(Need(category=TRAUMA, level=3), skills=None), SKILL) == (0.0, False, 8.0)


# Hierarchy


def seventeen(kind: SettingKind, **facts) -> Snapshot:
    return scene(setting(kind=kind, **facts), who=person(date_of_birth=born(17, START)))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (SettingKind.WITH_PARENTS, 6.0),
        (SettingKind.CONNECTED_CARER, 6.0),
        (SettingKind.FOSTER_FAMILY, 4.0),
        (SettingKind.COMMUNITY_FAMILY, 4.0),
        (SettingKind.CHILDRENS_HOME, 2.0),
        (SettingKind.HUB_BED, 2.0),
        (SettingKind.SUPPORTED_LODGINGS, 0.0),
        (SettingKind.SUPPORTED_ACCOMMODATION, 0.0),
    ],
)
def test_the_law_prefers_family_then_fostering_then_a_home(kind, expected):
    whose = "yp" if kind is SettingKind.WITH_PARENTS else None
    found = part(seventeen(kind, for_young_person_id=whose), TIER)
    assert (found.points, found.known) == (expected, True)


@pytest.mark.parametrize(
    ("footing", "expected"),
    [(Footing.FOSTER, 4.0), (Footing.CHILDRENS_HOME, 2.0), (Footing.SUPPORTED_ACCOMMODATION, 0.0)],
)
def test_a_bespoke_placement_scores_by_its_footing(footing, expected):
    bespoke = BespokeFooting(lawful_footing=footing, legal_signoff_id="signed")
    assert points(seventeen(SettingKind.BESPOKE, bespoke=bespoke), TIER) == expected


def relatives(*carers, **facts) -> Snapshot:
    """A connected carer's family."""
    return scene(setting(kind=SettingKind.CONNECTED_CARER, carers=carers, **facts))


def aunt(status: ApprovalStatus | None, *, temporary: bool = False, who: str = "aunt") -> Carer:
    approval = TemporaryApproval(young_people=("yp",), started_on=START) if temporary else None
    return carer(who, approval_status=status, schedule_4_check_done=True, temporary_approval=approval)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (aunt(ApprovalStatus.APPROVED), 6.0),
        (aunt(ApprovalStatus.TEMPORARILY_APPROVED, temporary=True), 6.0),
        (aunt(ApprovalStatus.NOT_APPROVED, temporary=True), 6.0),
    ],
)
def test_a_connected_carer_counts_as_family_once_approved_if_only_for_a_time(who, expected):
    assert points(relatives(who), TIER) == expected


def test_the_tier_of_every_kind_is_what_the_law_says_whether_it_can_be_offered_or_not():
    assert tier(setting(kind=SettingKind.CONNECTED_CARER, carers=(aunt(ApprovalStatus.NOT_APPROVED),))) == 4
    assert tier(setting(kind=SettingKind.CONNECTED_CARER, carers=())) == 4
    one_of_two = (aunt(ApprovalStatus.ON_HOLD), aunt(ApprovalStatus.APPROVED, who="uncle"))
    assert tier(setting(kind=SettingKind.CONNECTED_CARER, carers=one_of_two)) == 6
    assert tier(setting(kind=SettingKind.CONNECTED_CARER, carers=(aunt(ApprovalStatus.TEMPORARILY_APPROVED),))) == 6
    assert tier(setting(kind=SettingKind.HUB_EMERGENCY_BED)) == 2
    assert tier(setting(kind=SettingKind.EXCEPTED_SETTING)) == 0
    assert tier(setting(kind=SettingKind.BESPOKE)) == 0
    footing = {Footing.WITH_PARENTS: 6, Footing.HOLIDAY_OR_ACTIVITY: 0, Footing.OWN_HOME_CARE: 0}
    for lawful, expected in footing.items():
        bespoke = BespokeFooting(lawful_footing=lawful, legal_signoff_id="signed")
        assert tier(setting(kind=SettingKind.BESPOKE, bespoke=bespoke)) == expected


def test_an_approval_nobody_has_recorded_could_add_what_family_has_more():
    """A foster family's 4 for now; 2 more if approved."""
    assert missing_here(relatives(aunt(None)), TIER) == (4.0, False, 2.0)
    assert missing_here(scene(setting(kind=SettingKind.CONNECTED_CARER, carers=None)), TIER) == (4.0, False, 2.0)
    one_known = relatives(aunt(ApprovalStatus.APPROVED), aunt(None, who="uncle"))
    found = part(one_known, TIER)
    assert (found.points, found.known, found.could_add) == (6.0, True, 0.0)


def test_a_foster_family_whose_carers_are_not_recorded_is_a_foster_family():
    found = part(scene(setting(kind=SettingKind.FOSTER_FAMILY, carers=None)), TIER)
    assert (found.points, found.known, found.could_add) == (4.0, True, 0.0)


def test_one_approval_of_two_that_nobody_has_recorded_leaves_it_open():
    not_yet = aunt(ApprovalStatus.NOT_APPROVED)
    assert highest_tier(setting(kind=SettingKind.CONNECTED_CARER, carers=(not_yet, aunt(None, who="uncle")))) == 6
    assert highest_tier(setting(kind=SettingKind.CONNECTED_CARER, carers=(not_yet,))) == 4


def test_a_bespoke_placement_without_a_footing_could_be_anything():
    nothing, home = BespokeFooting(), BespokeFooting(lawful_footing=Footing.CHILDRENS_HOME)
    assert highest_tier(setting(kind=SettingKind.BESPOKE, bespoke=nothing)) == 6
    assert highest_tier(setting(kind=SettingKind.BESPOKE, bespoke=None)) == 6
    assert highest_tier(setting(kind=SettingKind.BESPOKE, bespoke=home)) == 2


# Moves and length


def free_until(ends, ask=None, kind: SettingKind = SettingKind.CHILDRENS_HOME) -> Snapshot:
    return scene(setting(kind=kind), row=place(vacancy_ends_on=ends), ask=ask)


OPEN = request(end_date=None, expected_nights=None)


def test_all_nights_needed_offered_means_no_later_move():
    assert points(free_until(day(28)), MOVES) == 4.0


def test_fewer_nights_than_needed_mean_a_certain_move():
    """A quarter of 4."""
    assert points(free_until(day(27)), MOVES) == 1.0


def test_an_expected_length_stands_in_for_an_end():
    sixty = request(end_date=None, expected_nights=60)
    assert points(free_until(day(60), sixty), MOVES) == 4.0
    assert points(free_until(day(59), sixty), MOVES) == 1.0


def test_with_no_end_a_home_means_a_likely_move_and_a_family_none():
    """Half of 4, and all of it."""
    assert points(free_until(None, OPEN), MOVES) == 2.0
    assert points(free_until(None, OPEN, SettingKind.FOSTER_FAMILY), MOVES) == 4.0


def test_with_no_end_a_family_free_for_a_while_means_a_certain_move():
    assert points(free_until(day(60), OPEN, SettingKind.FOSTER_FAMILY), MOVES) == 1.0


def test_staying_where_they_live_is_no_move():
    stays = scene(ask=OPEN, stays=(lives("yp"),))
    assert points(stays, MOVES) == 4.0


@pytest.mark.parametrize(
    ("needed", "offered", "expected"),
    [
        (60, 90, 0.0),
        (60, 60, 0.0),
        (60, 45, -1.0),  # 15/60 of 4
        (60, 10, -3.3),  # 50/60 of 4 = 3.33
        (28, 19, -1.3),  # 9/28 of 4 = 1.29
    ],
)
def test_each_night_not_covered_costs_its_share_of_four(needed, offered, expected):
    ask = request(end_date=START + timedelta(days=needed), expected_nights=None)
    assert adjustment(free_until(day(offered), ask), LENGTH) == expected


def test_an_expected_length_is_priced_too():
    """60 expected, 45 free."""
    assert adjustment(free_until(day(45), request(end_date=None, expected_nights=60)), LENGTH) == -1.0


def test_with_neither_end_nor_expected_length_nothing_is_priced():
    assert adjustment(free_until(day(45), OPEN), LENGTH) == 0.0


def test_the_nights_asked_for_come_before_the_expected_length():
    assert adjustment(free_until(day(28), request(expected_nights=60)), LENGTH) == 0.0


def test_living_there_now_counts_from_the_day_it_started():
    for first, expected in ((TODAY, 4.0), (TODAY + timedelta(days=1), 2.0)):
        assert points(scene(ask=OPEN, stays=(lives("yp", first_night=first),)), MOVES) == expected


def test_an_expected_length_that_is_not_covered_by_a_home_is_a_certain_move():
    """With a length to go by, a home is as good as a family where it is all offered."""
    sixty = request(end_date=None, expected_nights=60)
    for kind in (SettingKind.CHILDRENS_HOME, SettingKind.FOSTER_FAMILY):
        assert points(free_until(None, sixty, kind), MOVES) == 4.0
        assert points(free_until(day(59), sixty, kind), MOVES) == 1.0


def test_the_length_is_always_known_and_could_add_nothing():
    found = next(one for one in entry(free_until(day(20))).adjustments if one.slug == LENGTH)
    assert (found.known, found.could_add) == (True, 0.0)


def test_a_single_night_that_is_offered_is_all_that_is_needed():
    one_night = free_until(None, request(end_date=day(1)))
    assert points(one_night, MOVES) == 4.0
    assert adjustment(one_night, LENGTH) == 0.0
