"""The order of one list: by total, strictly; near ties marked; equal totals broken; emergencies in their own order."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from fixtures.plain_world import NOW, carer, emergency, lives, person, place, setting, world
from matcher.domain.codes import SettingKind
from matcher.domain.people import Need, Relationship, SiblingLink, View, YoungPerson
from matcher.domain.person_codes import Depth, NeedCategory, SiblingPlan, ViewAbout, ViewStrength
from matcher.domain.placements import TravelTime
from matcher.domain.settings import EmergencyListing, IdentityOffer, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON, Location
from tests.spec.scores import order
from tests.spec.support import answer, entry

TRAUMA, AUTISM = NeedCategory.TRAUMA, NeedCategory.AUTISM
SELF_HARM, SUBSTANCE = NeedCategory.SELF_HARM, NeedCategory.SUBSTANCE
FOUR_NEEDS = tuple(
    Need(category=category, level=level)
    for category, level in ((TRAUMA, 3), (AUTISM, 2), (SELF_HARM, 2), (SUBSTANCE, 1))
)
"""Levels add up to 8, so that each level covered is one point of the skills' eight."""


def skilled(name: str, level: int, kind: SettingKind = SettingKind.CHILDRENS_HOME, **facts) -> Setting:
    """A setting whose skills cover so many levels of `FOUR_NEEDS`: 69 points and one for each, for a home."""
    covers = {8: (TRAUMA, AUTISM, SELF_HARM, SUBSTANCE), 7: (TRAUMA, AUTISM, SELF_HARM), 5: (TRAUMA, AUTISM)}
    covers |= {4: (TRAUMA, SUBSTANCE), 3: (TRAUMA,), 1: (SUBSTANCE,), 0: ()}
    return setting(name, kind, skills=covers[level], **facts)


def choosing(
    *settings: Setting, who: YoungPerson | None = None, miles: dict[str, float] | None = None, **facts
) -> Snapshot:
    needs = replace(who or person(), needs=FOUR_NEEDS)
    table = tuple(TravelTime(origin="yp", setting_id=at, minutes=10, miles=m) for at, m in (miles or {}).items())
    return world(*settings, **{"young_people": (needs,), "travel_times": table, **facts})


def test_the_higher_total_is_first():
    snapshot = choosing(skilled("a", 3), skilled("b", 8), skilled("c", 5))
    assert order(snapshot) == ["b", "c", "a"]
    assert [one.score for one in answer(snapshot).options] == [77.0, 74.0, 72.0]


def test_a_tenth_more_is_first():
    """5.5 miles: 34.5/35 of 5 = 4.93."""
    snapshot = choosing(skilled("a", 3), skilled("b", 3), miles={"a": 5.5, "b": 5.0})
    assert order(snapshot) == ["b", "a"]
    assert [one.score for one in answer(snapshot).options] == [72.0, 71.9]


def test_the_order_is_by_total_before_it_is_held_to_a_hundred():
    homes = tuple(setting(at, SettingKind.CONNECTED_CARER) for at in ("a", "b"))
    trusted = person(
        views=tuple(View(about=ViewAbout.SETTING, setting_id=at, view=ViewStrength.STRONGLY_FOR) for at in ("a", "b")),
        relationships=tuple(Relationship(person_id=f"{at}-carer", depth=Depth.TRUSTED) for at in ("a", "b")),
        siblings=(SiblingLink(person_id="sis", plan=SiblingPlan.TOGETHER),),
    )
    snapshot = world(*homes, young_people=(trusted, person("sis")), placements=(lives("sis", "b"),))
    assert order(snapshot) == ["b", "a"]
    assert [entry(snapshot, f"{at}-bed").score for at in ("b", "a")] == [100.0, 100.0]


def test_options_and_those_that_need_approval_are_one_list():
    next_door = skilled("a", 8, area_authority="east")
    snapshot = choosing(next_door, skilled("b", 3))
    assert [one.setting_id for one in answer(snapshot).needs_approval] == ["a"]
    assert order(snapshot) == ["a", "b"]


def near_ties(snapshot: Snapshot) -> list[bool]:
    return [entry(snapshot, f"{at}-bed").near_tie for at in order(snapshot)]


def test_three_points_apart_is_a_near_tie_and_the_order_stands():
    snapshot = choosing(skilled("a", 5), skilled("b", 8))
    assert order(snapshot) == ["b", "a"]
    assert near_ties(snapshot) == [False, True]


def test_a_tenth_over_three_points_is_none():
    snapshot = choosing(skilled("a", 5), skilled("b", 8), miles={"a": 5.5, "b": 5.0})
    assert near_ties(snapshot) == [False, False]


def test_a_near_tie_is_with_the_one_above():
    """77, 74, 72, 69: each within three of the one above it."""
    snapshot = choosing(skilled("a", 8), skilled("b", 5), skilled("c", 3), skilled("d", 0))
    assert near_ties(snapshot) == [False, True, True, True]


def test_equal_totals_are_a_near_tie_too():
    assert near_ties(choosing(skilled("a", 5), skilled("b", 5))) == [False, True]


# Equal totals


def test_of_equal_totals_the_young_persons_stated_view_comes_first():
    """b: strongly for 14 and skills 1; a: no view 7 and skills 8."""
    wants = person(views=(View(about=ViewAbout.SETTING, setting_id="b", view=ViewStrength.STRONGLY_FOR),))
    assert order(choosing(skilled("a", 8), skilled("b", 1), who=wants)) == ["b", "a"]


def test_of_equal_totals_fewer_approvals_come_first():
    overdue = skilled("a", 5, SettingKind.FOSTER_FAMILY, carers=(carer("a-carer", last_review_on=date(2025, 1, 1)),))
    assert order(choosing(overdue, skilled("b", 5, SettingKind.FOSTER_FAMILY))) == ["b", "a"]


def test_of_equal_totals_the_nearer_comes_first():
    dearer_but_nearer = skilled("b", 5, cost_per_week=2000)
    assert order(choosing(skilled("a", 5), dearer_but_nearer, miles={"a": 4.0, "b": 2.0})) == ["b", "a"]


def test_of_equal_totals_at_one_distance_the_cheaper_comes_first_and_an_unknown_cost_last():
    snapshot = choosing(skilled("a", 5, cost_per_week=None), skilled("b", 5), skilled("c", 5, cost_per_week=700))
    assert order(snapshot) == ["c", "b", "a"]


def test_cost_never_comes_before_a_tenth_of_a_point():
    snapshot = choosing(skilled("a", 5, cost_per_week=100), skilled("b", 5), miles={"a": 5.5, "b": 5.0})
    assert order(snapshot) == ["b", "a"]


def test_of_places_that_are_equal_in_everything_the_id_decides():
    for homes in ((skilled("b", 5), skilled("a", 5)), (skilled("a", 5), skilled("b", 5))):
        assert order(choosing(*homes)) == ["a", "b"]


# Family and friends first


def relative(name: str, level: int = 0, **facts) -> Setting:
    return skilled(name, level, SettingKind.CONNECTED_CARER, **facts)


def test_a_lawful_connected_carer_comes_first_whatever_the_score():
    snapshot = choosing(skilled("a", 8), relative("aunt"))
    assert order(snapshot) == ["aunt", "a"]
    aunt = entry(snapshot, "aunt-bed")
    assert (aunt.family_and_friends, aunt.score) == (True, 73.0)
    assert entry(snapshot, "a-bed").family_and_friends is False


def test_so_do_parents():
    parents = skilled("mum", 0, SettingKind.WITH_PARENTS, for_young_person_id="yp")
    assert order(choosing(skilled("a", 8), parents)) == ["mum", "a"]


def test_a_relative_with_an_approval_to_get_still_comes_first():
    """Conformance case 17: shown first, the approval tagged."""
    aunt = relative("aunt", carers=(carer("aunt-carer", last_review_on=date(2025, 1, 1)),))
    snapshot = choosing(skilled("a", 8), aunt)
    assert [one.setting_id for one in answer(snapshot).needs_approval] == ["aunt"]
    assert order(snapshot) == ["aunt", "a"]


# An emergency's own order


LATE = EmergencyListing(on_list=True, takes_calls_now=True, latest_arrival="09:00")
OFF_LIST = EmergencyListing(on_list=False, takes_calls_now=True, latest_arrival="23:30")


def tonight(*settings: Setting, **facts) -> Snapshot:
    return choosing(*settings, **{"placement_requests": (emergency(),), **facts})


def test_a_place_on_tonights_list_comes_before_a_better_one_that_is_not():
    assert order(tonight(skilled("a", 8, emergency_listing=OFF_LIST), skilled("b", 0))) == ["b", "a"]


def test_being_on_the_list_counts_only_where_they_can_arrive_in_time():
    """10:00 now: arrivals until 09:00 are too early."""
    assert order(tonight(skilled("a", 8), skilled("b", 0, emergency_listing=LATE))) == ["a", "b"]
    late_and_off = (skilled("a", 8, emergency_listing=OFF_LIST), skilled("b", 0, emergency_listing=LATE))
    assert order(tonight(*late_and_off)) == ["a", "b"]


def test_a_vacancy_confirmed_today_comes_before_a_better_place_confirmed_yesterday():
    yesterday = place("a", vacancy_confirmed_at=NOW - timedelta(hours=11))
    rows = (yesterday, place("b"))
    assert order(tonight(skilled("a", 8), skilled("b", 0), places=rows)) == ["b", "a"]


def test_today_begins_at_midnight_in_london():
    """00:30 in London on 22 May is 23:30 on the 21st by universal time."""
    half_past_midnight = place("b", vacancy_confirmed_at=datetime(2026, 5, 22, 0, 30, tzinfo=LONDON))
    yesterday = place("a", vacancy_confirmed_at=datetime(2026, 5, 21, 23, 59, tzinfo=LONDON))
    rows = (yesterday, half_past_midnight)
    assert order(tonight(skilled("a", 8), skilled("b", 0), places=rows)) == ["b", "a"]


def test_the_list_comes_before_a_vacancy_confirmed_today():
    rows = (place("a"), place("b", vacancy_confirmed_at=NOW - timedelta(days=3)))
    assert order(tonight(skilled("a", 8, emergency_listing=OFF_LIST), skilled("b", 0), places=rows)) == ["b", "a"]


def test_family_and_friends_come_before_the_list():
    assert order(tonight(skilled("a", 8), relative("aunt", emergency_listing=OFF_LIST))) == ["aunt", "a"]


def test_then_the_score():
    assert order(tonight(skilled("a", 3), skilled("b", 8))) == ["b", "a"]


def test_a_planned_request_takes_no_notice_of_tonights_list():
    assert order(choosing(skilled("a", 8, emergency_listing=OFF_LIST), skilled("b", 0))) == ["a", "b"]


# What never changes the order


def test_an_emptier_setting_does_not_come_first():
    """Conformance case 9."""
    homes = (skilled("a", 5), skilled("b", 5))
    for beds in (1, 2, 5):
        assert order(choosing(*homes, places=(place("a"), place("b", beds=beds)))) == ["a", "b"]


@pytest.mark.parametrize("level", [0, 5, 8])
def test_a_third_place_does_not_change_the_order_of_two(level):
    """Conformance case 24."""
    two = (skilled("a", 3), skilled("b", 7))
    three = order(choosing(*two, skilled("c", level)))
    assert [at for at in three if at != "c"] == order(choosing(*two)) == ["b", "a"]


BLANK = {"skills": None, "identity_offer": None, "location": None, "emergency_listing": None, "cost_per_week": None}


@pytest.mark.parametrize(
    "true",
    [
        {"skills": ()},
        {"skills": (TRAUMA,)},
        {"location": Location(easting=600_000, northing=455_000)},
        {"identity_offer": IdentityOffer(religions=(), languages=(), cultures=())},
        {"cost_per_week": 9000},
    ],
)
def test_writing_down_a_true_fact_about_a_place_never_lowers_its_rank(true):
    """Conformance case 15: not even an unwelcome one."""

    def rank_of(facts) -> int:
        return order(choosing(skilled("a", 1), setting("m", **facts), skilled("z", 0))).index("m")

    assert rank_of({**BLANK, **true}) <= rank_of(BLANK)


def test_a_place_with_a_cost_shows_it_and_is_scored_as_one_without():
    snapshot = choosing(skilled("a", 5, cost_per_week=6000), skilled("b", 5, cost_per_week=None))
    dear, silent = entry(snapshot, "a-bed"), entry(snapshot, "b-bed")
    assert (dear.cost_per_week, silent.cost_per_week) == (6000, None)
    assert dear.score == silent.score
    assert [one.points for one in dear.parts] == [one.points for one in silent.parts]
