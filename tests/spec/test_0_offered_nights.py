"""Catalogue 0.1, "Offered nights": what closes a place's nights, and how many of them are enough."""

from dataclasses import replace
from datetime import UTC, date, datetime

from fixtures.plain_world import LEAVING, START, TODAY, born, emergency, lives, person, place, request, setting
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.person_codes import CareLeaverStatus, Sex
from matcher.domain.settings import Absence, Availability, Closure, OutOfUse, StatementOfPurpose
from tests.spec.support import MET, NOT_MET, day, entry, listed, outcome, scene

OPEN_END = request(end_date=None, expected_nights=None)
EMERGENCY_BED = setting(kind=SettingKind.HUB_EMERGENCY_BED)


def offered(snapshot):
    there = entry(snapshot)
    return there.first_night, there.leaving


def family(**calendar):
    """A community family with this calendar."""
    return setting(kind=SettingKind.COMMUNITY_FAMILY, availability=Availability(**calendar))


def ending(on: date, **facts):
    """A place whose vacancy ends on that day."""
    return scene(row=place(vacancy_ends_on=on), **facts)


# Enough nights


def test_a_free_place_is_offered_for_the_nights_asked_for():
    assert offered(scene()) == (START, LEAVING)


def test_an_open_end_that_nothing_closes_stays_open():
    assert offered(scene(ask=OPEN_END)) == (START, None)


def test_a_vacancy_that_ends_sooner_is_offered_until_that_day():
    assert offered(ending(day(19))) == (START, day(19))


def test_seven_nights_are_enough_for_a_planned_request():
    assert offered(ending(day(7))) == (START, day(7))
    assert outcome(ending(day(7)), "usable-vacancy") is MET


def test_six_nights_are_not_enough_and_the_rule_that_closed_them_is_the_reason():
    assert listed(ending(day(6))) == "excluded"
    assert outcome(ending(day(6)), "usable-vacancy") is NOT_MET


def test_somebody_who_asks_for_three_nights_needs_only_three():
    three = request(end_date=day(3), expected_nights=3)

    assert offered(ending(day(3), ask=three)) == (START, day(3))
    assert outcome(ending(day(2), ask=three), "usable-vacancy") is NOT_MET


def test_one_night_is_enough_in_an_emergency():
    tonight_only = ending(date(2026, 5, 23), ask=emergency())

    assert offered(tonight_only) == (TODAY, date(2026, 5, 23))
    assert listed(tonight_only) == "options"


def test_seven_nights_over_the_hour_the_clocks_go_back_are_seven():
    first, leaving = date(2026, 10, 22), date(2026, 10, 29)
    ask = request(start_date=first, end_date=date(2026, 11, 20))

    assert offered(scene(family(), ask=ask, row=place(vacancy_ends_on=leaving))) == (first, leaving)


# The first night


def test_the_first_open_night_may_come_as_late_as_the_request_allows():
    repair = place(beds=1, out_of_use=(OutOfUse(first_night=day(-5), leaving=day(2)),))

    assert offered(scene(row=repair, ask=request(first_night_latest=day(2)))) == (day(2), LEAVING)
    assert listed(scene(row=repair, ask=request(first_night_latest=day(1)))) == "excluded"


def test_a_later_first_night_is_not_used_where_the_night_asked_for_is_open():
    assert offered(scene(ask=request(first_night_latest=day(5)))) == (START, LEAVING)


def test_without_a_latest_first_night_the_place_must_be_open_on_the_night_asked_for():
    repair = place(beds=1, out_of_use=(OutOfUse(first_night=START, leaving=day(1)),))

    assert outcome(scene(row=repair), "usable-vacancy") is NOT_MET


def test_one_bed_of_two_out_of_use_leaves_one():
    repair = place(beds=2, out_of_use=(OutOfUse(first_night=START, leaving=None),))

    assert outcome(scene(row=repair), "usable-vacancy") is MET
    assert outcome(scene(row=repair, there=(person("r1"),)), "usable-vacancy") is NOT_MET


def test_somebody_who_leaves_on_the_first_day_frees_the_bed_for_that_night():
    leaves = [lives("r1", leaving=day(n)) for n in (0, 1)]

    found = [outcome(scene(row=place(beds=1), there=(person("r1"),), stays=(one,)), "usable-vacancy") for one in leaves]

    assert found == [MET, NOT_MET]


def test_today_is_the_date_in_london():
    """Ten days' notice before 1 June is given until the end of 22 May, London time."""
    ten_days = family(minimum_notice_days=10)
    asked_at = [datetime(2026, 5, n, 23, 30, tzinfo=UTC) for n in (21, 22)]

    assert [outcome(scene(ten_days, as_of=one), "carer-vacancy-usable") for one in asked_at] == [MET, NOT_MET]


# What closes


def test_nights_the_manager_has_closed_end_the_offer():
    closed = setting(closures=(Closure(first_night=day(10), leaving=day(12)),))

    assert offered(scene(closed)) == (START, day(10))
    assert outcome(scene(closed), "usable-vacancy") is MET


def test_a_home_closed_from_the_first_night_cannot_be_offered():
    assert outcome(scene(setting(closures=(Closure(first_night=START),))), "usable-vacancy") is NOT_MET


def test_the_last_registered_place_taken_from_the_twentieth_night_leaves_nineteen():
    home = setting(registered_places=2)
    stays = (lives("r1"), lives("r2", first_night=day(19)))
    full_later = scene(home, there=(person("r1"), person("r2")), stays=stays)

    assert offered(full_later) == (START, day(19))
    assert outcome(full_later, "registered-places-not-exceeded") is MET


def test_a_carers_absence_in_the_first_fourteen_nights_ends_the_offer():
    assert offered(scene(family(absences=(Absence(first_night=day(13), leaving=day(20)),)))) == (START, day(13))


def test_an_absence_that_begins_after_fourteen_nights_does_not():
    assert offered(scene(family(absences=(Absence(first_night=day(14), leaving=day(20)),)))) == (START, LEAVING)


def test_an_emergency_bed_is_offered_for_fourteen_nights():
    assert offered(scene(EMERGENCY_BED, ask=emergency())) == (TODAY, date(2026, 6, 5))


def test_the_emergency_pool_of_a_hub_is_an_emergency_bed():
    hub = setting(kind=SettingKind.HUB_BED)
    there = entry(scene(hub, ask=emergency(), row=place(pool=PlacePool.EMERGENCY)))

    assert (there.kind, there.leaving) == (SettingKind.HUB_EMERGENCY_BED, date(2026, 6, 5))


def test_an_ordinary_hub_bed_has_no_such_limit():
    assert offered(scene(setting(kind=SettingKind.HUB_BED), ask=emergency())) == (TODAY, None)


def test_the_eighteenth_birthday_ends_a_looked_after_placement():
    assert offered(scene(who=person(date_of_birth=born(18, day(7))))) == (START, day(7))


def test_a_home_for_up_to_seventeen_is_open_to_somebody_until_they_are_eighteen():
    seventeen = scene(who=person(date_of_birth=born(18, day(7))))

    assert outcome(seventeen, "statement-of-purpose-fit:age-and-sex") is MET


def test_six_nights_before_the_eighteenth_birthday_are_too_few():
    six_nights = scene(who=person(date_of_birth=born(18, day(6))))

    assert outcome(six_nights, "no-placement-after-18:ends") is NOT_MET
    assert outcome(six_nights, "usable-vacancy") is MET


def test_the_eighteenth_birthday_ends_an_open_ended_placement_within_the_year():
    seventeen = scene(who=person(date_of_birth=born(18, day(250))), ask=OPEN_END)

    assert outcome(seventeen, "statement-of-purpose-fit:age-and-sex") is MET
    assert offered(seventeen) == (START, day(250))


def test_a_relevant_care_leaver_may_stay_past_eighteen_and_an_eligible_child_may_not():
    flat = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION)
    turns_18 = person(date_of_birth=born(18, day(7)))
    who = [replace(turns_18, care_leaver_status=CareLeaverStatus(name)) for name in ("relevant", "eligible")]

    assert [offered(scene(flat, who=one)) for one in who] == [(START, LEAVING), (START, day(7))]


# The reason given


def test_with_no_open_night_every_rule_that_closes_one_is_a_reason():
    home = setting(registered_places=1)
    full = scene(home, row=place(beds=1), there=(person("r1"),))

    assert [outcome(full, limb) for limb in ("usable-vacancy", "registered-places-not-exceeded")] == [NOT_MET] * 2


def test_only_the_rule_that_ended_too_short_an_offer_is_the_reason():
    home = setting(registered_places=1)
    later = scene(
        home, row=place(beds=2, vacancy_ends_on=day(3)), there=(person("r1"),), stays=(lives("r1", first_night=day(5)),)
    )

    assert outcome(later, "usable-vacancy") is NOT_MET
    assert outcome(later, "registered-places-not-exceeded") is MET


# Open ends


def test_an_open_end_is_tested_for_a_hundred_and_eighty_two_nights():
    assert offered(ending(day(181), ask=OPEN_END)) == (START, day(181))
    assert offered(ending(day(182), ask=OPEN_END)) == (START, None)


def test_a_birthday_exactly_a_year_after_an_open_first_night_is_tested():
    up_to_14 = setting(statement_of_purpose=StatementOfPurpose(age_min=11, age_max=14, sexes=(Sex.FEMALE,), needs=()))
    fifteen_on = [person(date_of_birth=born(15, day(n))) for n in (365, 366)]

    found = [
        outcome(scene(up_to_14, who=who, ask=OPEN_END), "statement-of-purpose-fit:age-and-sex") for who in fifteen_on
    ]

    assert found == [NOT_MET, MET]
