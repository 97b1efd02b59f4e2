"""Catalogue section D, `carer-vacancy-usable`: a household's free bed, its notice, and its carers' time away."""

from datetime import timedelta

import pytest

from fixtures.plain_world import NOW, START, emergency, lives, person, place, request, setting
from matcher.domain.codes import PlacementState, SettingKind
from matcher.domain.settings import Absence, Availability
from tests.spec.support import MET, NOT_MET, PLACE, day, entry, listed, outcome, ruled_out, scene

USABLE = "carer-vacancy-usable"
HOUSEHOLDS = (
    SettingKind.COMMUNITY_FAMILY,
    SettingKind.FOSTER_FAMILY,
    SettingKind.CONNECTED_CARER,
    SettingKind.SUPPORTED_LODGINGS,
    SettingKind.WITH_PARENTS,
)
OPEN_END = request(end_date=None, expected_nights=None)


def family(kind=SettingKind.FOSTER_FAMILY, **calendar):
    return setting(kind=kind, availability=Availability(**calendar))


def away(first, nights=7):
    return family(absences=(Absence(first_night=day(first), leaving=day(first + nights)),))


def usable(home, **facts):
    return outcome(scene(home, **facts), USABLE)


# The bed


@pytest.mark.parametrize("kind", HOUSEHOLDS)
def test_the_last_free_bed_of_a_household_is_usable_and_a_full_one_is_not(kind):
    one_there = {"there": (person("r1"),)}

    assert [usable(family(kind), row=place(beds=beds), **one_there) for beds in (2, 1)] == [MET, NOT_MET]


def test_a_full_household_says_so_once():
    full = scene(family(), row=place(beds=1), there=(person("r1"),))

    assert outcome(full, "usable-vacancy") is MET
    assert [one.rule for one in ruled_out(full).failed] == [USABLE]


def held(for_whom="r1", **facts):
    hold = lives(for_whom, first_night=START, state=PlacementState.HELD, **facts)
    return usable(family(), row=place(beds=1), there=(person("r1"),), stays=(hold,))


def test_a_bed_held_for_somebody_else_is_not_usable():
    assert held() is NOT_MET


def test_a_bed_held_for_this_young_person_is_usable():
    assert held(for_whom="yp") is MET


def test_a_hold_that_has_run_out_holds_nothing():
    assert [held(expires_at=NOW + timedelta(minutes=late)) for late in (1, -1)] == [NOT_MET, MET]


# Notice


def test_notice_of_exactly_as_many_days_as_there_are_is_met():
    assert [usable(family(minimum_notice_days=days)) for days in (10, 11)] == [MET, NOT_MET]


def test_a_household_that_wants_more_notice_may_begin_later_where_the_request_allows():
    eleven_days = scene(family(minimum_notice_days=11), ask=request(first_night_latest=day(1)))

    assert outcome(eleven_days, USABLE) is MET
    assert entry(eleven_days).first_night == day(1)


def test_a_household_that_wants_notice_cannot_take_anybody_tonight():
    assert usable(family(minimum_notice_days=1), ask=emergency()) is NOT_MET
    assert usable(family(minimum_notice_days=0), ask=emergency()) is MET


# Time away


def test_a_carer_away_from_the_third_night_is_not_usable():
    assert usable(away(2)) is NOT_MET


def test_a_carer_away_from_the_eighth_night_leaves_enough_and_from_the_seventh_does_not():
    assert [usable(away(first)) for first in (7, 6)] == [MET, NOT_MET]


def test_a_carer_away_on_the_first_night_may_begin_when_they_are_back():
    back_on_the_third = away(-5, nights=7)

    assert usable(back_on_the_third) is NOT_MET
    assert entry(scene(back_on_the_third, ask=request(first_night_latest=day(2)))).first_night == day(2)


def test_a_carer_who_goes_away_on_the_first_night_is_away_that_night():
    assert usable(away(0, nights=2)) is NOT_MET
    assert entry(scene(away(0, nights=2), ask=request(first_night_latest=day(2)))).first_night == day(2)


def test_a_carer_who_comes_back_on_the_first_day_is_there_for_the_first_night():
    assert [usable(away(-7 + late)) for late in (0, 1)] == [MET, NOT_MET]


def test_a_carers_week_away_in_month_three_is_a_worry_and_no_bar():
    """Conformance case 16."""
    later = scene(away(75), ask=OPEN_END)
    there = entry(later)

    assert (listed(later), there.leaving) == ("options", None)
    assert USABLE in {one.rule for one in there.worries}
    assert "duty-plan-absence" in {one.slug for one in there.duties}


def test_without_time_away_there_is_nothing_to_plan():
    there = entry(scene(family(), ask=OPEN_END))

    assert USABLE not in {one.rule for one in there.worries}
    assert "duty-plan-absence" not in {one.slug for one in there.duties}


# What is not known, and whom it is for


def test_a_calendar_nobody_has_recorded_is_a_question_about_the_place():
    unknown = setting(kind=SettingKind.FOSTER_FAMILY, availability=None)

    assert usable(unknown) is PLACE
    assert listed(scene(unknown)) == "needs_information"


def test_a_calendar_nobody_has_recorded_stays_listed_in_an_emergency_with_its_question_first():
    unknown = scene(setting(kind=SettingKind.FOSTER_FAMILY, availability=None), ask=emergency())

    assert listed(unknown) == "options"
    assert entry(unknown).worries[0].rule == USABLE


def test_a_full_household_is_not_met_whatever_else_is_not_known():
    unknown = setting(kind=SettingKind.FOSTER_FAMILY, availability=None)

    assert usable(unknown, row=place(beds=1), there=(person("r1"),)) is NOT_MET


def test_a_childrens_home_has_no_calendar():
    assert usable(setting(availability=None)) is MET
